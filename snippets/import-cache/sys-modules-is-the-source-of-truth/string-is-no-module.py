import importlib.util
import sys

sys.modules["fake_module"] = "Hello"
import fake_module

for attempt in (
    "import fake_module.submodule",
    "from fake_module import *",
    "importlib.reload(fake_module)",
    "importlib.util.find_spec('fake_module')",
):
    try:
        exec(attempt)
    except Exception as error:
        print(attempt)
        #> import fake_module.submodule
        #> from fake_module import *
        #> importlib.reload(fake_module)
        #> importlib.util.find_spec('fake_module')
        print(f"  {type(error).__name__}: {error}")
        #>   ModuleNotFoundError: No module named 'fake_module.submodule'; 'fake_module' is not a package
        #>   ImportError: from-import-* object has no __dict__ and no __all__
        #>   TypeError: reload() argument must be a module
        #>   ValueError: fake_module.__spec__ is not set

#= printed in this order: 1, 5, 2, 6, 3, 7, 4, 8
