debug = "as in the file"
