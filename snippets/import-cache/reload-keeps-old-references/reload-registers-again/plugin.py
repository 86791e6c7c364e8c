from registry import register


@register
def on_save():
    pass
