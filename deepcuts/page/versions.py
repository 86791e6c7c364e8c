"""Versions in sentences: `[since 3.13.1]{address}` says that what the snippet prints changed there, and is looked up.

    [since 3.13.1]{address}                   from 3.13.1 on the snippet prints something else than before
    [up to 3.12]{address: partially}          on these Pythons, and on no others, an output holds this text
    [3.11 to 3.13.0]{address}                 all within print something else than all without
    [on 3.15]{address}                        the same; or the snippet is for this Python alone
    [before 3.9]{unverified: the reason}      what no supported Python can show

What a snippet prints is what is recorded for it: a boundary is a minor release, or a patch release that the snippet
declares as `changed`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from packaging.version import Version

from deepcuts.project import current, newest
from deepcuts.snippet.find import load
from deepcuts.snippet.outputs import Outputs
from deepcuts.snippet.snippet import Snippet

NUMBER = r"3\.\d+(?:\.\d+)?"
PLAIN = re.compile(r"(?<![\w.\-/#])(?:3\.\d\d(?:\.\d+)?|(?<=Python )3\.\d(?:\.\d+)?)(?![\w/]|\.\d)")
"""A version in text that no form has looked up; 3.5 may be another number."""
FORMS: dict[str, Callable[[Version, Version, Version], bool]] = {
    rf"(?:since|from) (?P<a>{NUMBER})(?: on)?": lambda v, a, _: v >= a,
    rf"(?P<a>{NUMBER}) (?:and|or) (?:later|newer)": lambda v, a, _: v >= a,
    rf"(?:up to|until) (?P<b>{NUMBER})": lambda v, _, b: v <= b,
    rf"(?P<b>{NUMBER}) (?:and|or) (?:earlier|older)": lambda v, _, b: v <= b,
    rf"before (?P<a>{NUMBER})": lambda v, a, _: v < a,
    rf"(?:from )?(?P<a>{NUMBER}) to (?P<b>{NUMBER})": lambda v, a, b: a <= v <= b,
}
"""Which versions a phrase means: a pattern, and whether it means a version; `b` includes its patch releases."""
_LIST = re.compile(rf"{NUMBER}(?:, {NUMBER})*(?:,? (?:and|or) {NUMBER})?")
_ABOUT = re.compile(r"(?P<address>[\w-]+(?:/[\w-]+){2})(?:: (?P<text>.+))?", re.DOTALL)


def meant(words: str) -> Callable[[Version], bool]:
    """Return which versions a phrase means; ValueError where it is none of the forms."""
    said = re.sub(r"\s+", " ", words.strip()).replace("Python ", "").replace("CPython ", "")
    said = re.sub(r"^(?:only )?(?:on|in|for) ", "", said[0].lower() + said[1:])
    for pattern, means in FORMS.items():
        if found := re.fullmatch(pattern, said):
            groups = found.groupdict()
            first, last = Version(groups.get("a") or "0"), newest(groups.get("b") or "3.999")
            return lambda version: means(version, first, last)
    if _LIST.fullmatch(said):
        listed = re.findall(NUMBER, said)
        return lambda version: any(_is(version, text) for text in listed)
    raise ValueError(
        f"{words!r} is not a version in words: since 3.13.1, from 3.13 on, 3.13 and later, up to 3.12, before 3.14,"
        " 3.11 to 3.13, on 3.15, 3.11 and 3.12"
    )


def _is(version: Version, text: str) -> bool:
    release = Version(text).release
    return version.release[: len(release)] == release


def look_up(words: str, about: str) -> None:
    """Compare a version in words with what is recorded; ValueError or SnippetError where that says something else."""
    kind, _, reason = about.partition(": ")
    if kind.strip() == "unverified":
        if len(reason.split()) < 3:
            raise ValueError(f"{{{about}}}: say why no program can show it, in a few words")
        return
    found = _ABOUT.fullmatch(about.strip())
    if not found:
        forms = "`{address}`, `{address: text}` or `{unverified: reason}`"
        raise ValueError(f"{{{about}}}: a version is followed by {forms}")
    means, snippet = meant(words), load(found["address"])
    wrong = _with_text(snippet, means, found["text"]) if found["text"] else _changes(snippet, means)
    if wrong:
        raise ValueError(f"{snippet.address} {wrong}, and the page says {words!r}")


def _recorded(snippet: Snippet) -> dict[Version, Outputs]:
    """Return what is recorded, by a version on each side of everything that can be a boundary."""
    versions = {*map(newest, current().pythons), *(Version(text) for text in current().pythons), *snippet.changed}
    return {version: snippet.expected(version) for version in sorted(versions) if snippet.runs_on(version)}


def _with_text(snippet: Snippet, means: Callable[[Version], bool], text: str) -> str:
    """Say on which version it is otherwise: the text is printed exactly where it is meant to be."""
    wanted = " ".join(text.split())
    there = {v: any(wanted in line.text for line in outputs.printed()) for v, outputs in _recorded(snippet).items()}
    if not any(map(means, there)):
        return "is recorded for no such Python"
    for version, says in there.items():
        if says != means(version):
            return f"{'prints' if says else 'does not print'} {wanted!r} on {_shown(version)}"
    return ""


def _changes(snippet: Snippet, means: Callable[[Version], bool]) -> str:
    """Say why what is printed does not change there: all within print something else than all without."""
    recorded = _recorded(snippet)
    within, without = [v for v in recorded if means(v)], [v for v in recorded if not means(v)]
    if not within:
        return "is recorded for no such Python"
    listed = [newest(text) for text in current().pythons]
    if not without and all(map(means, listed)):
        return "is for no other Python to compare with"
    if not without and any(means(version) and not snippet.runs_on(version) for version in listed):
        return f"is for Python {snippet.requires} alone"
    for one in within:
        for other in without:
            if recorded[one] == recorded[other]:
                return f"prints the same on {_shown(one)} and on {_shown(other)}"
    return ""


def _shown(version: Version) -> str:
    return str(version).removesuffix(".99")
