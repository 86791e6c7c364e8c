import sys

import settings


def test_one_changes_it():
    settings.currency = "USD"


def test_two_meets_the_change():
    import settings

    print("without isolation:", settings.currency)


def test_three_imports_a_new_one(monkeypatch):
    monkeypatch.delitem(sys.modules, "settings")
    import settings as new

    print("new:", new.currency, "| this file's:", settings.currency)


def test_four_has_the_old_one_back():
    print("restored:", sys.modules["settings"] is settings)
