SECRET_KEY = "only for this demonstration"
DEBUG = True
INSTALLED_APPS = ["shop.apps.ShopConfig"]
ROOT_URLCONF = "shop.urls"
