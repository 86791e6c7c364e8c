"""What verifying costs beside the floor of the same run: `nox -s bench`.

The floor is a plain loop that starts the same programs in the same bare interpreter, as many at a time as
there are cores, and looks at nothing. A build is compared with one of the same pages with plain fences.
"""

from __future__ import annotations

import functools
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from deepcuts.run import interpreter as fresh
from deepcuts.snippet.find import find
from tests.files import ROOT, SNIPPETS, write

Figures = tuple[float, float]  # wall, CPU

COUNTS = (200, 1000)
ROUNDS = 5
LIMITS = {"wall": 1.25, "cpu": 1.3, "build": 1.3}
PROGRAM = """\
import sys

import helper_{n}
#> helper {n} runs

for name in ("helper_{n}", "json"):
    print(name, name in sys.modules)
    #> helper_{n} True
    #> json False
"""
LOOP = """\
import subprocess, sys, os
from concurrent.futures import ThreadPoolExecutor
python, *folders = sys.argv[1:]
def run(folder):
    subprocess.run([python, "main.py"], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
with ThreadPoolExecutor(os.cpu_count()) as threads:
    list(threads.map(run, folders))
"""


def main(arguments: list[str]) -> int:
    """Print the table; the exit status says whether every ratio is within its limit.

    Numbers are other counts of snippets: ten show that it still measures, and are held to no limit.
    """
    counts = tuple(map(int, arguments)) or COUNTS
    interpreter = fresh.bare(sys.executable)
    print(f"{interpreter}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, medians of {ROUNDS} rounds")
    print(f"{'snippets':>8}  {'':10} {'wall s':>8} {'CPU s':>8} {'CPU ms each':>12}")
    kept, costs = True, {}
    for count in counts:
        with tempfile.TemporaryDirectory() as scratch:
            root = Path(scratch)
            generate(root, count)
            verify = [sys.executable, "-m", "pytest", "tests/test_snippets.py", "--snippets", scratch, "-qq"]
            loop = [sys.executable, "-c", LOOP, str(interpreter.executable), *map(str, sorted(root.glob("*/*/*")))]
            ours, floor, ratio = paired(verify, loop, before=functools.partial(generate, root, count))
        for name, (wall, cpu) in (("floor", floor), ("verified", ours)):
            print(f"{count:>8}  {name:10} {wall:8.2f} {cpu:8.2f} {1000 * cpu / count:12.2f}")
        ratios = dict(zip(("wall", "cpu"), ratio, strict=True))
        costs[count] = ours[1] / count
        print(f"{count:>8}  {'ratio':10} {ratios['wall']:8.2f} {ratios['cpu']:8.2f}")
        if count == COUNTS[1]:
            kept &= all(ratio <= LIMITS[name] for name, ratio in ratios.items())
    if {*costs} >= {*COUNTS}:
        print(f"one of {COUNTS[1]:,} costs {costs[COUNTS[1]] / costs[COUNTS[0]]:.2f} times one of {COUNTS[0]}")
    ours, floor, ratio = builds()
    print(f"build of the site {ours[0]:.2f} s, with plain fences {floor[0]:.2f} s: ratio {ratio[0]:.2f}")
    if counts != COUNTS:
        return 0
    kept &= ratio[0] <= LIMITS["build"]
    limits = ", ".join(f"{name} {limit}" for name, limit in LIMITS.items())
    print(f"{'within' if kept else 'NOT within'} the limits at {COUNTS[1]:,}: {limits}")
    return not kept


def generate(root: Path, count: int) -> None:
    """Snippets of the usual kind: a main file, a helper module that prints, a few lines; no bytecode yet."""
    shutil.rmtree(root, ignore_errors=True)
    for n in range(count):
        folder = root / "bench" / f"chapter-{n // 20}" / f"claim-{n}"
        write(folder, {"main.py": PROGRAM.format(n=n), f"helper_{n}.py": f'print("helper {n} runs")\n'})


def paired(
    ours: list[str], floor: list[str], before: Callable[[], None] = lambda: None
) -> tuple[Figures, Figures, Figures]:
    """(Wall, CPU) seconds of two commands, and their ratio: medians over rounds.

    They run in turn and the ratio is taken within a round, so that a drifting machine hits both.
    """
    rounds = []
    for _ in range(ROUNDS):
        before()
        rounds.append((measured(ours), measured(floor)))
    a, b = zip(*rounds, strict=True)
    return _medians(a), _medians(b), _medians((x[0] / y[0], x[1] / y[1]) for x, y in rounds)


def _medians(figures: Iterable[Figures]) -> Figures:
    walls, cpus = zip(*figures, strict=True)
    return statistics.median(walls), statistics.median(cpus)


def measured(command: list[str]) -> Figures:
    """Wall and CPU seconds of a command and everything it started."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    # of both: PYTHONDONTWRITEBYTECODE, say, would favour the floor
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(f"{command[:4]} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def builds() -> tuple[Figures, Figures, Figures]:
    """A strict build of the chapters (the notebook aside), and of the same pages with plain fences."""
    with tempfile.TemporaryDirectory() as scratch:
        commands = []
        for kind in ("ours", "plain"):
            home = Path(scratch) / kind
            shutil.copytree(ROOT / "docs", home / "docs", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
            shutil.copytree(ROOT / "overrides", home / "overrides")  # mkdocs.yml names it from where it lies
            text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
            text = re.sub(r"  - mkdocs-jupyter:.*?(?=^\S|\Z)", "", text, flags=re.MULTILINE | re.DOTALL)
            text = re.sub(r".*autoreload\.py\n", "", text)
            if kind == "plain":
                text = text.replace("  - deepcuts.page.markdown\n", "")
                for page in (home / "docs").rglob("*.md"):
                    page.write_text(fenced(page.read_text(encoding="utf-8")), encoding="utf-8")
            for page in (home / "docs").rglob("*.md"):
                page.write_text(
                    re.sub(r"\[([^]]*)\]\([^)]*(?:\.py|#import-cache)[^)]*\)", r"\1", page.read_text(encoding="utf-8")),
                    encoding="utf-8",
                )
            (home / "mkdocs.yml").write_text(text, encoding="utf-8")
            build = ["build", "--strict", "-q", "-f", str(home / "mkdocs.yml"), "-d", str(home / "site")]
            commands.append([sys.executable, "-m", "mkdocs", *build])
        return paired(commands[0], commands[1])


def fenced(page: str) -> str:
    """The page with each snippet as plain fences of its files, and values as plain code."""
    snippets = {snippet.address: snippet for snippet in find(SNIPPETS)}

    def fences(found: re.Match[str]) -> str:
        snippet = snippets[found[1]]
        files = [path.read_text(encoding="utf-8") for path in (*snippet.helpers, snippet.main) if path.stat().st_size]
        return "\n".join(f"```python\n{text.rstrip()}\n```\n" for text in files)

    page = re.sub(r"^@snippet ([^\s#]+)\S*$", fences, page, flags=re.MULTILINE)
    return re.sub(r"(`[^`\n]+`)\{[\w-]+/[^}]*\}", r"\1", page)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
