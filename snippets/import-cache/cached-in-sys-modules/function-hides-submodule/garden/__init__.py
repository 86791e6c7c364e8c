from garden.roses import roses
