"""Compares the mutants that live with those that are known to: `python -m tests.survivors`, after `mutmut run`.

A line of tests/machine/survivors.txt says where, what was changed, and why no test has to notice:

    deepcuts/snippet/outputs.py observe: command = 0 => command = 1  # nothing is pending yet
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from mutmut.mutation.diff_apply import get_diff_for_mutant  # type: ignore[import-not-found]
from mutmut.stats import status_by_exit_code  # type: ignore[import-not-found]

KNOWN = Path(__file__).with_name("machine") / "survivors.txt"
ALIVE = ("survived", "no tests")


def main() -> int:
    """Print what became of the mutants of each module; fail where one lives that is not known."""
    known = dict(row.split("  # ") for row in KNOWN.read_text(encoding="utf-8").splitlines())
    problems = [f"{row}: has no reason" for row, reason in known.items() if not reason.strip()]
    for meta in sorted(Path("mutants").rglob("*.py.meta")):
        path = meta.relative_to("mutants").with_suffix("")
        mutants = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
        status = {name: status_by_exit_code[code] for name, code in mutants.items()}
        alive = [described(path, name) for name in mutants if status[name] in ALIVE]
        counts = Counter(status.values())
        if counts["not checked"] == len(status):
            print(f"{path}: not reached")
            continue
        problems += [f"{row}  # a test has to notice, or why not" for row in alive if row not in known]
        if counts["not checked"]:
            problems.append(f"{path}: {counts['not checked']} mutants were not tried")
        if dead := {row for row in known if row.startswith(f"{path.as_posix()} ")}.difference(alive):
            made = {described(path, name) for name in mutants}
            problems += [f"{row}: there is no such mutant any more" for row in sorted(dead - made)]
        print(f"{path}: {len(status)} mutants, {', '.join(f'{n} {what}' for what, n in counts.most_common())}")
    print("\n".join(problems) or f"no mutant lives but {len(known)} that are known")
    return len(problems) > 0


def described(path: Path, name: str) -> str:
    """The function and the lines that differ; mutmut's own numbers change with every edit."""
    function = name.rpartition("__mutmut_")[0].rpartition(".")[2]
    function = ".".join(function.split("ǁ")[1:]) if "ǁ" in function else function.removeprefix("x_")
    rows = get_diff_for_mutant(name, path=path).split("\n")[3:]
    old, new = (" ".join(row[1:].strip() for row in rows if row.startswith(sign)) for sign in "-+")
    return f"{path.as_posix()} {function}: {old} => {new}".replace("  #", " #")


if __name__ == "__main__":
    sys.exit(main())
