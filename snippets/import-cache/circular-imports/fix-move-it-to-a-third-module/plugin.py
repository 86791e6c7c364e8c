from base import Base


class Plugin(Base):
    pass
