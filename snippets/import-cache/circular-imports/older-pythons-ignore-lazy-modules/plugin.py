import base


class Plugin(base.Base):
    pass
