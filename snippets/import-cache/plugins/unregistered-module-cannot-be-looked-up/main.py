import importlib.util
import pickle


def load(name):
    path = f"extensions/{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


customer = load("customer").Customer()
print(customer.greet())
#> hello
try:
    pickle.dumps(customer)
except pickle.PicklingError as error:
    print(error)
    #> Can't pickle <class 'customer.Customer'>: No module named 'customer'

try:
    print(load("invoice").Invoice(total=5))
    #> Invoice(total=5)
except AttributeError as error:
    print(error)
