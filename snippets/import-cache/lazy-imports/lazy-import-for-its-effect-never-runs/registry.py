formats = []
