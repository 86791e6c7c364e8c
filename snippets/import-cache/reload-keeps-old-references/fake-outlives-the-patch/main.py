import time
from unittest import mock

with mock.patch("time.sleep", return_value="fake"):
    import job

print("time.sleep:", time.sleep(0))
#> time.sleep: None
print("job.run:", job.run())
#> job.run: fake
