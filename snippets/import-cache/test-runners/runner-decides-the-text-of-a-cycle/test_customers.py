import customers


def test_customer():
    assert customers.Customer()
