value = "as in the file"
