"""Declared masks: what changes from run to run is shown as `<name>`, and no mask can take for ever.

`re` knows no limit of time and cannot be interrupted; the package `regex` reads the same patterns, and has one.
"""

from __future__ import annotations

import math
import re
import time
import warnings

LINE = 2.0  # seconds of a processor, of a mask for one line
ALL_LINES = 10.0  # for all lines of all runs
COUNT = 100_000  # regex writes `(x{1000}){1000}` out before it begins, without a limit of time
FUZZY = re.compile(r"(?<!\\)\{[^{}]*[eids](?:[<=,+:][^{}]*)?\}")
"""What `re` takes for text, and `regex` for "with so many errors"."""


class SlowMaskError(Exception):
    """A mask that takes too long; the text says which."""


def check(pattern: str) -> None:
    """Raise a ValueError where a pattern is none, or could be read in two ways."""
    import regex  # takes 25 ms, and most snippets have no mask

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            re.compile(pattern)
            if found := FUZZY.search(pattern):
                raise ValueError(f"a brace that holds no count is written `\\{{`, not {found[0]}")
            times = math.prod(int(number) for number in re.findall(r"\{0*([1-9][0-9]*)", pattern))
            if times > COUNT:
                raise ValueError(f"counts too far: {times:,} times in all, and at most {COUNT:,}")
            regex.compile(pattern)
        except (re.error, regex.error, Warning) as error:
            raise ValueError(str(error)) from None


class Masks:
    """The masks of a snippet. All its runs share the time that each mask has."""

    def __init__(self, patterns: dict[str, str], all_lines: float = ALL_LINES) -> None:
        import regex

        self._patterns = {name: regex.compile(pattern) for name, pattern in patterns.items()}
        self._all = all_lines
        self._left = dict.fromkeys(patterns, all_lines)
        self._slow = ""

    def __call__(self, line: str) -> str:
        """Show each match as `<name>`; once a mask was too slow, nobody waits for it again."""
        for name, pattern in self._patterns.items():
            if self._slow:
                raise SlowMaskError(self._slow)
            start = time.thread_time()
            try:
                line = pattern.sub(f"<{name}>", line, timeout=LINE)
            except TimeoutError:
                self._too_slow(name, f"{LINE:g} s for one line")
            self._left[name] -= time.thread_time() - start
            if self._left[name] < 0:
                self._too_slow(name, f"{self._all:g} s for all that is printed")
        return line

    def _too_slow(self, name: str, limit: str) -> None:
        pattern = self._patterns[name].pattern
        self._slow = f"the mask `{name}` takes more than {limit}; write one that can match in one way only: {pattern}"
        raise SlowMaskError(self._slow)
