where = "the first folder"
