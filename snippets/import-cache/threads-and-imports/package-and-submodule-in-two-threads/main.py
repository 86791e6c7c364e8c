import other_thread

outcome = "imported"
try:
    import shop
except RuntimeError as error:
    outcome = f"{type(error).__name__}: {error}".partition(" at ")[
        0
    ]

other_thread.thread.join()
print("main thread, shop:", outcome)
#> main thread, shop: imported

# /// script
# [tool.deepcuts]
# changed = ["3.13.16"]
# ///

#> other thread: shop.prices imported
#= printed in this order: 2, 1
