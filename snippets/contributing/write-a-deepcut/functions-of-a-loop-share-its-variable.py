greetings = []
for name in ["Ada", "Grace"]:
    greetings.append(lambda: f"Hello {name}")

print([greet() for greet in greetings])
#> ['Hello Grace', 'Hello Grace']
