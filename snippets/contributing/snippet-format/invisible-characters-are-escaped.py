print("no newline at the end", end=" ")
print("a\ttab")
#>\ no newline at the end a\ttab\n
print()
#>
print("loading…", end="")
#>\ loading…
