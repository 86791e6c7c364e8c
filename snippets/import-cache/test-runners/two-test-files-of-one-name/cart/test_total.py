def test_cart():
    assert 2 * 21 == 42
