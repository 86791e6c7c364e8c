import settings

lazy from settings import DEBUG
lazy import settings as later

settings.DEBUG = "changed before the first use"
print("lazy from:", DEBUG)
#> lazy from: as in the file
print("lazy import:", later.DEBUG)
#> lazy import: changed before the first use

# /// script
# requires-python = ">=3.15"
# ///
