class Declined(Exception):
    pass
