where = "the second folder"
