__lazy_modules__ = ["plugin"]

import plugin


class Base:
    def plugins(self):
        return [plugin.Plugin]
