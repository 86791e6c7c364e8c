from app.prices import TAX


class Invoice:
    tax = TAX
