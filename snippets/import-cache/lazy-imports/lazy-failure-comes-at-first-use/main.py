try:
    import codec
except ImportError:
    print("no codec here")

for attempt in (1, 2):
    try:
        codec.dumps({})
    except ImportError as error:
        print("at use:", error)
        #> at use: No module named 'fast_json'
        #> at use: No module named 'fast_json'

# /// script
# requires-python = ">=3.15"
# ///
