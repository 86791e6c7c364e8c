def test_stock():
    assert 2 * 21 == 41
