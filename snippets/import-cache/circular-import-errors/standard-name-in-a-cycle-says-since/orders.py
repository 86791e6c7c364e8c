from profile import Profile


class Order:
    def owner(self):
        return Profile()
