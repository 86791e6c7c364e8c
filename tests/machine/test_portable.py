"""What only this machine, this reader or this day would print is refused: each program here would pass today."""

from __future__ import annotations

import datetime
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deepcuts.run import portable, update
from deepcuts.run.interpreter import Interpreter
from deepcuts.run.merge import RefusedError
from deepcuts.run.observe import observed
from deepcuts.run.workspace import Surroundings
from deepcuts.snippet.snippet import Snippet
from tests.files import ROOT
from tests.pythons import here

RUNNING = ".".join(map(str, sys.version_info[:3]))
OF_THE_MACHINE = {
    "the traceback of a library": "import json\njson.loads('')",
    "a warning in a library": "import os, warnings\nwarnings.warn_explicit('old', UserWarning, os.__file__, 1)",
    "the file of a module": "import os\nprint(os.__file__)",
    "the representation of a module": "import json\nprint(json)",
    "the executable": "import sys\nprint(sys.executable)",
    "the prefix": "import sys\nprint([sys.prefix])",
    "the base prefix as bytes": "import os, sys\nprint(os.fsencode(sys.base_prefix + '/lib'))",
    "the home of the user": f"print({os.path.expanduser('~')!r} + '/notes')",
    "the checkout": f"print('file://{ROOT}/README.md')",
    "the working directory": "import os\nprint(os.getcwd())",
    "the folder for temporary files": "import tempfile\nprint(tempfile.gettempdir())",
    "a folder of the system": "import sysconfig\nprint('/'.join(['', 'usr', 'bin']))",
    "the search path": "import sys\nprint(*sys.path[1:], sep='\\n')",
}
OF_THIS_RELEASE = {
    "the release of the system": "import platform\nprint(platform.release())",
    "the patch release of Python": "import platform\nprint('this is', platform.python_version())",
    "the patch release of Python as a tuple": "import sys\nprint(sys.version_info)",
    "the patch release of Python as numbers": "import sys\nprint(sys.version_info[:3])",
}
OF_THE_DAY = {
    "the date": "import datetime\nprint(datetime.date.today())",
    "the date in UTC": "import datetime\nprint(datetime.datetime.now(datetime.UTC).date())",
    "the year": "import time\nprint(time.gmtime().tm_year)",
    "the day of the week": "import time\nprint(time.strftime('it is %A', time.gmtime()))",
    "the month": "import time\nprint(time.strftime('%d %b', time.gmtime()))",
    "the date in American": "import time\nprint(time.strftime('%D', time.gmtime()))",
    "the hour": "import time\nprint(time.strftime('%H:%M', time.gmtime()))",
    "the time since the epoch": "import time\nprint(int(time.time()) // 1)",
    "the time in milliseconds": "import time\nprint(int(time.time()) * 1000)",
}
OF_A_READER = {
    "the order of two words": "print({'left', 'right'})",
    "the order of a number and a word": "print({1, 'a'})",
    "the order of letters": "print(set('ab'))",
    "the first of a set": "print(next(iter({'spam', 'eggs'})))",
    "the local hour": "import time\nprint(time.localtime(0).tm_hour)",
    "the name of the time zone": "import time\nprint(time.tzname)",
    "the day there": "import datetime\nprint(datetime.date.today().day)",
    "the day of one zone in three": "import time\nprint(time.localtime(0).tm_hour > 0)",
    "the order of files": "import os\nprint([n for n in os.listdir() if n.startswith('helper')])",
    "the name of the folder": "import os\nprint(os.path.basename(os.getcwd()))",
    "a hash": "print(hash('text') % 2)",
    "when a file was saved": "import os\nprint(int(os.stat(__file__).st_mtime) // 1_000_000)",
    "the mode of a new file": "import os\nopen('a', 'w').close()\nprint(oct(os.stat('a').st_mode))",
    "the order of addresses": "print({object() for _ in range(3)})",
}


def refusal(snippet: Snippet, python: Interpreter) -> str:
    with pytest.raises(RefusedError) as caught:
        update.observed_texts([snippet], [python])
    return str(caught.value)


@pytest.mark.parametrize("what", OF_THE_MACHINE)
def test_what_only_this_machine_prints_is_refused(what: str, write: Callable[..., Snippet]) -> None:
    """With one Python, at file and line, and with the advice that helps."""
    snippet = write("prints.py", f"{OF_THE_MACHINE[what]}\n")
    said = refusal(snippet, here(RUNNING))
    assert said.startswith(f"{snippet.main}:")
    assert "says where something lies on this machine" in said
    assert "or mask it" in said


@pytest.mark.parametrize("what", OF_THIS_RELEASE)
def test_what_the_next_release_would_not_print_is_refused(what: str, write: Callable[..., Snippet]) -> None:
    said = refusal(write("prints.py", f"{OF_THIS_RELEASE[what]}\n"), here(RUNNING))
    assert re.search(r": says (which patch release of Python runs it|a name of this machine, its system)", said)


def test_the_name_of_the_machine_is_refused(write: Callable[..., Snippet], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portable, "_names", lambda: ["grace-laptop"])
    snippet = write("prints.py", "print('on grace-' + 'laptop')\n")
    assert "a name of this machine, its system or its user (grace-laptop)" in refusal(snippet, here(RUNNING))


@pytest.mark.parametrize("what", OF_THE_DAY)
def test_what_only_this_day_prints_is_refused(what: str, write: Callable[..., Snippet]) -> None:
    said = refusal(write("prints.py", f"{OF_THE_DAY[what]}\n"), here(RUNNING))
    assert "says what" in said or "print different things" in said


@pytest.mark.parametrize("what", OF_A_READER)
def test_what_differs_from_reader_to_reader_is_refused(what: str, write: Callable[..., Snippet]) -> None:
    """Every time: the seeds, the zones and the order of files are chosen, not drawn."""
    snippet = write("prints/main.py", f"{OF_A_READER[what]}\n", helper_one="", helper_two="")
    assert "print different things" in refusal(snippet, here(RUNNING))


def test_the_locale_of_a_reader_is_tried(write: Callable[..., Snippet]) -> None:
    if len(update.locales()) < 2:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no locale but C.UTF-8 was found")
    program = "import locale\nlocale.setlocale(locale.LC_ALL, '')\nprint(f'{1234567:n}')\n"
    assert "print different things" in refusal(write("prints.py", program), here(RUNNING))


FINE = {
    "a path that the program says": "print('/usr/bin/env')",
    "a path that is nowhere": "print('/' + 'no/such/place')",
    "a date of its own": "import datetime\nprint(datetime.date(1999, 12, 31))",
    "a day that the program says": f"print('{datetime.datetime.now(datetime.UTC):%A}')",
    "a fraction": "print('1/2 and/or 3//4')",
    "a sorted set": "print(sorted({'left', 'right'}))",
    "a number and a word that are always in one order": "print({0: 'a'})",
    "a file of its own": "import os\nprint(os.path.exists(__file__), __file__.endswith('main.py'))",
    "a mask": "import os\nprint(os.__file__)\n\n# /// script\n# [tool.deepcuts]\n# mask = { path = '/.*' }\n# ///",
}


@pytest.mark.parametrize("what", FINE)
def test_what_every_reader_sees_is_recorded(what: str, write: Callable[..., Snippet]) -> None:
    assert update.observed_texts([write("prints/main.py", f"{FINE[what]}\n")], [here(RUNNING)])


def test_a_transcript_is_no_way_around(write: Callable[..., Snippet]) -> None:
    snippet = write("shows.console", '# a comment\n$ python -c "import os; print(os.__file__)"\n')
    said = observed(snippet, here(RUNNING)).problem
    assert said.startswith(f"{snippet.main}:2: says where something lies on this machine")


PAIRS = [
    "left",
    "right",
    "a",
    "b",
    "x",
    "y",
    "red",
    "green",
    "one",
    "two",
    "pear",
    "apple",
    "spam",
    "eggs",
    "name",
    "value",
    "os",
    "sys",
    "foo",
    "bar",
    "true",
    "false",
]


def test_the_seeds_show_each_pair_in_both_orders(python: Interpreter) -> None:
    """Whichever Python there is; a small number and a word have but one order where the number comes first."""
    program = (
        "import itertools, sys\nwords = sys.argv[1:]\n"
        "print(''.join(str(int(list({a, b})[0] == a)) for a, b in itertools.combinations(words, 2)))"
    )
    seen = [
        subprocess.run(
            [python.executable, "-c", program, *PAIRS],
            env={"PYTHONHASHSEED": str(seed)},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout.strip()
        for seed in update.SEEDS
    ]
    assert {2} == {len(set(order)) for order in zip(*seen, strict=True)}


def test_no_two_runs_have_the_same_surroundings() -> None:
    first, second = update.elsewhere(2)
    assert (first.seed, first.timezone, first.backwards) != (second.seed, second.timezone, second.backwards)
    assert len({there.seed for there in update.elsewhere(len(update.SEEDS))}) == len(update.SEEDS)
    assert Surroundings().seed is None


def test_no_output_of_ours_names_this_machine() -> None:
    """What is committed, looked at without running anything."""
    for path in (ROOT / "snippets").rglob("*"):
        if path.is_file():
            assert str(Path.home()).encode() not in path.read_bytes(), path
