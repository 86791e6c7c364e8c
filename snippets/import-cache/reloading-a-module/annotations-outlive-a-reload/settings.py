size: int = 10
colour: str = "red"
