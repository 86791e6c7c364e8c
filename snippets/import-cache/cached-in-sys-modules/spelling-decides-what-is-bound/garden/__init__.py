season = "spring"
