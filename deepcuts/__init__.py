"""The machine of Python DeepCuts: it runs, checks and shows small programs."""
