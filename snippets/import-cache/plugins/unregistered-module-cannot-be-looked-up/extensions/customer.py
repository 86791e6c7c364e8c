class Customer:
    def greet(self):
        return "hello"
