import plugin


class Base:
    def plugins(self):
        return [plugin.Plugin]
