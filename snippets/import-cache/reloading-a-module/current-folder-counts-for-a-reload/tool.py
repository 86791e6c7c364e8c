where = "the folder of the start"
