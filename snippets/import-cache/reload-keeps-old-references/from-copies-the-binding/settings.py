debug = False
plugins = []


def configure():
    global debug
    debug = True
    plugins.append("markdown")
