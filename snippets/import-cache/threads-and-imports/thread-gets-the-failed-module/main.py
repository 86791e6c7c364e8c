import other_thread

try:
    import half_done
except RuntimeError as error:
    other_thread.log.append(f"main thread: RuntimeError: {error}")

other_thread.thread.join()
print(*sorted(other_thread.log), sep="\n")
#> half_done runs
#> half_done runs
#> main thread: RuntimeError: no second
#> other thread: RuntimeError: no second

# /// script
# [tool.deepcuts]
# changed = ["3.13.13"]
# ///
