import backup


def test_patch_the_source(monkeypatch):
    monkeypatch.setattr("time.sleep", lambda seconds: "fake")
    print("time.sleep:", backup.by_module(), backup.by_name())


def test_patch_the_user(monkeypatch):
    monkeypatch.setattr("backup.sleep", lambda seconds: "fake")
    print("backup.sleep:", backup.by_module(), backup.by_name())
