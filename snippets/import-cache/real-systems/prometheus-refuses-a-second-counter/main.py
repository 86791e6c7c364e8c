import sys

import metrics

del sys.modules["metrics"]
try:
    import metrics
except ValueError as error:
    print(str(error).partition(":")[0])
    #> Duplicated timeseries in CollectorRegistry

# /// script
# dependencies = ["prometheus-client==0.26.0"]
# ///
