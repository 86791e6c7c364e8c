try:
    import vanishing
    #> Executing vanishing
except KeyError as error:
    print("KeyError:", error)
    #> KeyError: 'vanishing'
