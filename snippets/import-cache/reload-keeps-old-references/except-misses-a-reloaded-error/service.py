class ServiceError(Exception):
    pass


def call():
    raise ServiceError("no answer")
