import sys


class Spec:
    @property
    def _initializing(self):
        print("is it still initialising?")
        #> is it still initialising?
        #> is it still initialising?
        return False


class Settings:
    __spec__ = Spec()


sys.modules["settings"] = Settings()
import settings
import settings
