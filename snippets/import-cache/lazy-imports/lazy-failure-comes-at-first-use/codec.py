lazy import fast_json


def dumps(value):
    return fast_json.dumps(value)
