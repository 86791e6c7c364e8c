lazy from settings import debug as early

import settings

lazy from settings import debug as late

settings.debug = "changed before the first use"
print("early:", early)
#> early: changed before the first use
print("late:", late)
#> late: as in the file

# /// script
# requires-python = ">=3.15"
# ///
