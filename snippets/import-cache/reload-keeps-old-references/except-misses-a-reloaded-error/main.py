import importlib

import service
from service import ServiceError

importlib.reload(service)

try:
    service.call()
except ServiceError:
    print("caught by the imported name")
except service.ServiceError as error:
    print("caught by the module's name")
    #> caught by the module's name
    print("imported:", ServiceError)
    #> imported: <class 'service.ServiceError'>
    print("raised:  ", type(error))
    #> raised:   <class 'service.ServiceError'>
    print("the same:", type(error) is ServiceError)
    #> the same: False
