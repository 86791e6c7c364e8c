from unittest import mock

import job


def run():
    return job.through_the_module(), job.through_the_name()


with mock.patch("time.sleep", return_value="fake"):
    print("time.sleep patched:", run())
    #> time.sleep patched: ('fake', None)

with mock.patch("job.sleep", return_value="fake"):
    print("job.sleep patched:", run())
    #> job.sleep patched: (None, 'fake')
