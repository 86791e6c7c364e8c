DEBUG = "as in the file"
