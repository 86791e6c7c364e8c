import json

try:
    json.loads("")
except ValueError as error:
    print(f"{type(error).__name__}: {error}")
    #> JSONDecodeError: Expecting value: line 1 column 1 (char 0)
