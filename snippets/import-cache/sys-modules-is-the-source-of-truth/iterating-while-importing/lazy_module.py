def __getattr__(name):
    if name == "convert":
        import colorsys

        return colorsys.rgb_to_hsv
    raise AttributeError(name)
