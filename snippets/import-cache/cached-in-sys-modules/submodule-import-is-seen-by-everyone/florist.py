import garden.roses
