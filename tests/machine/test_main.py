"""The command line of the machine: each verb is there, and what a writer has to mend is one line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deepcuts import __main__ as command
from deepcuts.project import SnippetError
from deepcuts.run import update
from tests.files import ROOT

VERBS = re.findall(r'"-m", "deepcuts", "(\w+)"', (ROOT / "noxfile.py").read_text(encoding="utf-8"))


def test_each_verb_that_nox_uses_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match=r"^0$"):
        command.main(["--help"])
    listed = re.findall(r"^    (\w+)  ", capsys.readouterr().out, re.MULTILINE)
    assert {*VERBS, "publish"} == {*listed}


def test_a_verb_does_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert 1 == command.main(["find", "3.99"])
    assert "Python 3.99 was not found\n" == capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["fly"], ["find"], ["format", "--fly"], ["publish", "a", "b"]])
def test_what_is_no_command_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match=r"^2$"):
        command.main(arguments)
    assert "usage: python -m deepcuts" in capsys.readouterr().err


def test_what_a_writer_has_to_mend_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def wrong(addresses: list[str]) -> int:
        raise SnippetError(Path(addresses[0]), 3, "is wrong")

    monkeypatch.setattr(update, "main", wrong)
    assert 1 == command.main(["update", "a.py"])
    assert ("", "a.py:3: is wrong\n") == capsys.readouterr()
