import multiprocessing

print(multiprocessing.get_context().get_start_method())
#> forkserver

# /// script
# [tool.deepcuts]
# systems = ["linux"]
# ///
