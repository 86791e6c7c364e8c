import calendar

try:
    calendar.ad("monday", "order tea")
except AttributeError as error:
    print(error)
    #> module 'calendar' has no attribute 'ad' (consider renaming 'calendar.py' since it has the same name as the standard library module named 'calendar' and prevents importing that standard library module)

# /// script
# [tool.deepcuts]
# changed = ["3.13.1"]
# ///
