FAVOURITE = "red"
