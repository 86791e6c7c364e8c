import service
#> still waiting: True

service.thread.join()
print("after the import:", service.answers)
#> after the import: [10]
