from plugin import Plugin


def plugins():
    return [Plugin]
