raise RuntimeError("half way")
