import runpy

session = {}  # what a framework keeps between two runs
for run in [1, 2]:
    runpy.run_path("script.py", {"session": session})
    #> Status.PAID | is a member of this run: True
    #> Status.PAID | is a member of this run: False
