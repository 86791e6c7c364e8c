import os

from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        child = os.environ.get("RUN_MAIN") == "true"
        where = "child" if child else "parent"
        print(f"ready() in the {where}", flush=True)
        if child or os.environ.get("ENDS_SOON"):
            os._exit(0)  # ends this demonstration
