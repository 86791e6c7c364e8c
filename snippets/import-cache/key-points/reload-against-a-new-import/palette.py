colours = []
