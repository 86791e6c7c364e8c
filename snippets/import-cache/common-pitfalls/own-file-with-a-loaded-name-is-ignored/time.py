lucky_number = 7
