import sys
import traceback

sys.modules["requests"] = None
try:
    import requests.adapters
except ModuleNotFoundError as error:
    print(error)
    #> No module named 'requests.adapters'; 'requests' is not a package
    try:
        traceback.format_exception(error)
    except ModuleNotFoundError as second:
        print("while formatting:", second)
        #> while formatting: import of requests halted; None in sys.modules
