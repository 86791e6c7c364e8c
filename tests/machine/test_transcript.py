"""A transcript shows what a terminal shows, in that order; what a shell would do with a command is refused."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from deepcuts.project import SnippetError
from deepcuts.run.interpreter import Interpreter, find
from deepcuts.run.observe import observed
from deepcuts.run.transcript import commands, shell_syntax, told_apart
from deepcuts.run.verify import complaint
from deepcuts.snippet.snippet import Snippet


@pytest.fixture(scope="module")
def here() -> Interpreter:
    found = find(".".join(map(str, sys.version_info[:3])))
    assert found
    return found


def lines(snippet: Snippet, interpreter: Interpreter) -> list[str]:
    seen = observed(snippet, interpreter)
    assert "" == seen.problem
    return [str(line) for line in seen.outputs.printed()]


WRITERS = {
    "a child between two prints": 'print("1")\nsubprocess.run([sys.executable, "-c", "print(2)"])\nprint("3")\n',
    "the descriptor between two prints": 'print("1")\nos.write(1, b"2\\n")\nprint("3")\n',
    "a child of a child": 'print("1")\nsubprocess.run(f"{sys.executable} -c \'print(2)\'", shell=True)\nprint("3")\n',
    "a forked child": 'print("1")\nif os.fork() == 0:\n    print("2")\n    os._exit(0)\nos.wait()\nprint("3")\n',
    "os.system": 'print("1")\nos.system("echo 2")\nprint("3")\n',
    "a thread": 'print("1")\nt = threading.Thread(target=print, args=["2"])\nt.start()\nt.join()\nprint("3")\n',
}


@pytest.mark.parametrize("writer", WRITERS)
def test_lines_come_in_the_order_in_which_they_appear(
    writer: str, write: Callable[..., Snippet], python: Interpreter
) -> None:
    """Whoever wrote them: a pipe would give them in the order in which buffers are emptied."""
    program = f"import os, subprocess, sys, threading\n{WRITERS[writer]}"
    snippet = write("in-order/main.console", "$ python tell.py\n", tell=program)
    assert ["#> 1", "#> 2", "#> 3"] == lines(snippet, python)


def test_both_streams_come_in_the_order_in_which_they_appear(write: Callable[..., Snippet], here: Interpreter) -> None:
    program = 'import sys\nfor n in (1, 2):\n    print(n)\n    print("same", file=sys.stderr)\n    print("same")\n'
    snippet = write("in-order/main.console", "$ python tell.py\n", tell=program)
    assert ["#> 1", "#! same", "#> same", "#> 2", "#! same", "#> same"] == lines(snippet, here)


def test_two_writers_in_another_order_are_a_complaint(write: Callable[..., Snippet], here: Interpreter) -> None:
    program = 'import subprocess, sys\nprint("a")\nsubprocess.run([sys.executable, "-c", "print(2)"])\n'
    snippet = write("in-order/main.console", "$ python tell.py\n#> 2\n#> a\n", tell=program)
    assert "prints something else" in complaint(snippet, here, observed(snippet, here))


def test_a_prompt_stands_before_the_error(write: Callable[..., Snippet], here: Interpreter) -> None:
    """It has no newline, which is shown."""
    snippet = write("asks.console", "$ python -c \"input('name? ')\"\n")
    assert [r"#>\ name?\x20", "#! Traceback (most recent call last):"] == lines(snippet, here)[:2]


def test_a_terminal_has_80_columns_and_no_colours(write: Callable[..., Snippet], here: Interpreter) -> None:
    program = "import os, sys\nprint(os.get_terminal_size(), sys.stdout.isatty(), os.environ['TERM'])\n1 / 0\n"
    first, *rest = lines(write("tty/main.console", "$ python tell.py\n", tell=program), here)
    assert "#> os.terminal_size(columns=80, lines=24) True dumb" == first
    assert not any("\x1b" in line or "\\x1b" in line for line in rest)


def test_nothing_of_ours_is_inside(write: Callable[..., Snippet], python: Interpreter) -> None:
    program = "import gc, sys\nprint(type(sys.stdout.buffer), sys.stdout._CHUNK_SIZE, sys.gettrace())\n"
    snippet = write("bare/main.console", "$ python tell.py\n", tell=program)
    assert ["#> <class '_io.BufferedWriter'> 8192 None"] == lines(snippet, python)


def test_os_exit_is_shown_as_at_a_terminal(write: Callable[..., Snippet], here: Interpreter) -> None:
    snippet = write("leaves.console", "$ python -c \"import os; print('said'); os._exit(3)\"\n")
    assert {"out": "said\n", "exit": "exit status 3\n"} == {
        stream: text for stream in ("out", "err", "exit") if (text := observed(snippet, here).outputs.text(stream))
    }


SHELL = {
    "python a.py | sort": "`|`",
    "python a.py || python b.py": "`||`",
    "python a.py && python b.py": "`&&`",
    "python a.py &": "`&`",
    "python a.py; python b.py": "`;`",
    "python a.py > log": "`>`",
    "python a.py 2>&1": "`2>&`",
    "python a.py < in": "`<`",
    "python a.py << END": "`<<`",
    "python a.py *.py": "`*`",
    "python a.py ?.py": "`?`",
    "python a.py [ab].py": "`[`",
    "python {a,b}.py": "`{`",
    "python $HOME/a.py": "`$H`",
    "python -c \"print('$HOME')\"": "`$H`",
    "python $(which a)": "`$(`",
    "python `which a`": "```",
    'python "`which a`"': "```",
    "python ~/a.py": "`~`",
    "PATH=~/bin python a.py": "`~`",
    "python a.py # now": "`# now`",
    "python a.py \\": "`\\`",
    "python -c \"print(f'{1!r}')\"": "`!r`",
    "python (a)": "`(`",
    "python $'a'": "`$'`",
}


@pytest.mark.parametrize("command", SHELL)
def test_what_a_shell_would_do_is_refused_at_file_and_line(command: str, write: Callable[..., Snippet]) -> None:
    snippet = write("shell.console", f"$ python -c 1\n#> not counted as a line of the program\n$ {command}\n")
    with pytest.raises(SnippetError) as caught:
        commands(snippet)
    assert str(caught.value).startswith(f"{snippet.main}:3: {SHELL[command]} means something to a shell")


@pytest.mark.parametrize(
    "command",
    [
        "python -c 'print(1) | $HOME * ~ # `'",
        "python -c \"print(1 != 2); print('a' * 3, [1], {2})\"",
        'python -c "print(5 > 3 and 2 < 4)"',
        "python a.py --name=x~y a#b",
        "python -c \"print('100 $')\"",
        r"python -c \"",
        "NAME=value OTHER_2=b python -X importtime a.py",
    ],
)
def test_what_means_nothing_to_a_shell_is_passed_on(command: str) -> None:
    assert "" == shell_syntax(f" {command}")


@pytest.mark.parametrize(
    ("both", "out", "err", "expected"),
    [
        (b"", b"", b"", []),
        (b"a\nb\n", b"a\n", b"b\n", [("out", b"a\n"), ("err", b"b\n")]),
        (b"a\na\n", b"a\n", b"a\n", None),
        (b"ab\n", b"a", b"b\n", [("out", b"a"), ("err", b"b\n")]),
        (b"a\nb\na\n", b"a\na\n", b"b\n", [("out", b"a\n"), ("err", b"b\n"), ("out", b"a\n")]),
    ],
)
def test_streams_are_told_apart(both: bytes, out: bytes, err: bytes, expected: list[tuple[str, bytes]] | None) -> None:
    """Where the two wrote the same, either may have been first."""
    pieces = told_apart(both, out, err)
    assert pieces is not None and both == b"".join(data for _, data in pieces)
    for stream, written in (("out", out), ("err", err)):
        assert written == b"".join(data for name, data in pieces if name == stream)
    assert expected in (None, pieces)


@pytest.mark.parametrize(("both", "out", "err"), [(b"a", b"", b""), (b"ab", b"b", b"c"), (b"ba", b"ab", b"")])
def test_two_runs_that_differ_are_not_told_apart(both: bytes, out: bytes, err: bytes) -> None:
    assert told_apart(both, out, err) is None
