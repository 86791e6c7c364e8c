print("report sent")
