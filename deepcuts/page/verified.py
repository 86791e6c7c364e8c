"""What stands behind a snippet: the Pythons that were seen to print it, its source, and where to object.

`@verified PART` in a page shows a part of the report about all of them. It is read from the records of runs.
"""

from __future__ import annotations

import functools
import itertools
import json
from collections import Counter
from collections.abc import Callable
from urllib.parse import quote, urlencode

from packaging.version import Version

from deepcuts.page import directives
from deepcuts.page.listing import admitted
from deepcuts.project import current, newest, shown
from deepcuts.run import ledger
from deepcuts.run.ledger import Entry, unconfirmed, verified_on
from deepcuts.snippet.find import find
from deepcuts.snippet.metadata import in_words as systems_in_words
from deepcuts.snippet.packages import described
from deepcuts.snippet.snippet import Snippet

Finder = Callable[[], list[Snippet]]
MUTANTS = "mutants.json"
"""What the last attack on the checks came to, in the workshop: `{"when": ISO 8601, "made": 900, "killed": 900}`."""


def status(snippet: Snippet) -> tuple[dict[str, Entry], list[str]]:
    """Return the Pythons that a record says this very text was verified on, and those that it is only recorded for."""
    verified = verified_on(snippet)
    return verified, unconfirmed(admitted(snippet), verified)


def in_short(snippet: Snippet) -> tuple[str, str]:
    """Return the same in few words, in two parts of which the second alone says enough: `verified on`, `6 Pythons`."""
    _, recorded = status(snippet)
    count = len(admitted(snippet)) - len(recorded)
    if not count:
        return "", "recorded"
    more = f", {len(recorded)} recorded" if recorded else ""
    return "verified on", f"{count} Python{'s' * (count > 1)}{more}"


def in_words(snippet: Snippet) -> str:
    """Return the same in words."""
    systems = [f"for {systems_in_words(snippet.systems)} alone"] if snippet.systems else []
    return "; ".join([*_on(snippet, "recorded for"), *systems]) + run_with(snippet)


def _on(snippet: Snippet, otherwise: str) -> list[str]:
    """Return the Pythons that printed it, and behind `otherwise` those that it is only recorded for."""
    verified, recorded = status(snippet)
    words = [f"verified on CPython {', '.join(verified)}"] if verified else []
    return words + ([f"{otherwise} {', '.join(recorded)}"] if recorded else [])


def run_with(snippet: Snippet) -> str:
    """Return the packages that it was run with, as `, with Flask 3.1.3`; nothing where it needs none.

    Where not all Pythons have the same versions, each is named with the Pythons that have it.
    """
    sets: dict[str, list[str]] = {}
    for python in admitted(snippet):
        sets.setdefault(described(snippet.dependencies, newest(python)), []).append(python)
    words = [text if len(sets) == 1 else f"{text} (on {', '.join(pythons)})" for text, pythons in sets.items() if text]
    return f", with {' or '.join(words)}" if words else ""


def summary(snippets: list[Snippet]) -> str:
    """Return what stands behind all programs of a page, in a sentence."""
    what = f"{len(snippets)} programs" if len(snippets) > 1 else "1 program"
    statuses = [status(snippet) for snippet in snippets]
    runs = {version for verified, _ in statuses for version in verified}
    if not runs:
        return f"{what} on this page, only recorded: no run is on record here."
    last = _when(max(entry.when for verified, _ in statuses for entry in verified.values()))
    missing = sum(len(recorded) for _, recorded in statuses)
    only = f"; {missing} of the outputs only recorded" if missing else ""
    return f"{what} on this page, last verified {last} UTC on CPython {', '.join(sorted(runs, key=Version))}{only}."


def source(snippet: Snippet, repository: str) -> str:
    """Say where the files of a snippet are in the repository, on its default branch."""
    kind, path = ("tree", snippet.folder) if snippet.main.stem == "main" else ("blob", snippet.main)
    return f"{repository.rstrip('/')}/{kind}/HEAD/{quote(shown(path))}"


def issue_link(snippet: Snippet, repository: str) -> str:
    """Return the form for a wrong claim (.github/ISSUE_TEMPLATE/wrong-claim.yml), filled in as far as we know."""
    python = f"Python {admitted(snippet)[-1]}"
    return _form(repository, title=f"Wrong: {snippet.address}", address=snippet.address, python=python)


def _form(repository: str, **fields: str) -> str:
    return f"{repository.rstrip('/')}/issues/new?{urlencode({'template': 'wrong-claim.yml', **fields})}"


def finder() -> Finder:
    """Return what finds all snippets and reads them once, for several parts of the report."""
    return functools.cache(find)


def report(part: str, repository: str = "", found: Finder | None = None) -> str:
    """Return a part of the report, as Markdown whose links are relative to docs/."""
    if part not in PARTS:
        raise ValueError(f"`@verified {part}`: the parts are {', '.join(PARTS)}")
    return PARTS[part](repository, found or find)


def _counts(_: str, found: Finder) -> str:
    """Return how many snippets there are, and how many of the runs that they want are on record."""
    snippets = found()
    statuses = {snippet: status(snippet) for snippet in snippets}
    wanted = sum(len(admitted(snippet)) for snippet in snippets)
    missing = sum(len(recorded) for _, recorded in statuses.values())
    chapters = {snippet.address.rpartition("/")[0] for snippet in snippets}
    transcripts = sum(not snippet.is_program for snippet in snippets)
    return (
        f"- {len(snippets)} snippets in {len(chapters)} chapters, {transcripts} of them transcripts of command lines.\n"
        f"- {wanted} outputs to verify: one for each snippet on each Python that it is for.\n"
        f"- {wanted - missing} of these verified by a run, {missing} only recorded."
    )


def _proof(_: str, found: Finder) -> str:
    """Return the same in one sentence, for the landing page."""
    snippets = found()
    runs = {version: entry.when for snippet in snippets for version, entry in verified_on(snippet).items()}
    wanted = sum(len(admitted(snippet)) for snippet in snippets)
    missing = sum(len(status(snippet)[1]) for snippet in snippets)
    what = f"**{len(snippets)} programs, {wanted:,} outputs**"
    if not runs:
        return f"{what}: no run is on record here, all of them are only recorded."
    only = f"; {missing:,} are only recorded here" if missing else ""
    pythons = ", ".join(sorted(runs, key=Version))
    return f"{what}, each printed by CPython itself ({pythons}), last on {_when(max(runs.values()))[:10]}{only}."


def _interpreters(_: str, found: Finder) -> str:
    """Return the interpreters of the records, and the Pythons that none of them is."""
    runs: dict[str, list[Entry]] = {}
    for snippet in found():
        for version, entry in verified_on(snippet).items():
            runs.setdefault(version, []).append(entry)
    rows = ["| CPython | snippets | last run (UTC) | build |", "| --- | --- | --- | --- |"]
    for version in sorted(runs, key=Version):
        build = ledger.read(current().ledger / f"{version}.json")
        last = max(entry.when for entry in runs[version])
        rows.append(f"| {version} | {len(runs[version])} | {_when(last)} | `{build.build}` on `{build.platform}` |")
    missing = unconfirmed(current().pythons, runs)
    if not runs:
        return f"No run is on record here: every output is only recorded, for CPython {', '.join(missing)}."
    if missing:
        rows += ["", f"Only recorded, not run for this build: CPython {', '.join(missing)}."]
    return "\n".join(rows)


def _snippets(repository: str, found: Finder) -> str:
    """Return each snippet: where it is shown, which Pythons printed it and when, and the hash of what they printed.

    What most snippets of a chapter have in common stands above its table, and in a row what differs from it.
    """
    docs = current().docs
    elsewhere = {
        address: path.relative_to(docs).as_posix()
        for path in docs.rglob("*.md")
        for address in directives.shown(path.read_text(encoding="utf-8"))
    }
    rows: list[str] = []
    for chapter, group in itertools.groupby(found(), lambda snippet: snippet.address.rpartition("/")[0]):
        snippets = [*group]
        page = f"{chapter}.md"
        if not (docs / page).is_file():  # a page that is not a chapter has snippets too
            page = elsewhere.get(snippets[0].address, page)
        on = ["; ".join(_on(snippet, "only recorded for")) for snippet in snippets]
        ((usual, times),) = Counter(on).most_common(1)
        number = f"{len(on)} program{'s' * (len(on) > 1)}"
        but = ", where a line does not say otherwise" if times < len(on) else ""
        rows += ["", f"### {chapter}: {number}", ""]
        rows += [f"{usual[0].upper()}{usual[1:]}{but}. {_runs(snippets)} [Read the page]({page}).", ""]
        rows += ["| claim | hash |", "| --- | --- |"]
        for snippet, here in zip(snippets, on, strict=True):
            link = f" ([source]({source(snippet, repository)}))" if repository else ""
            own = f", {here}" if here != usual else ""
            claim = f"[{snippet.address.rpartition('/')[2]}]({page}#{snippet.address}){link}{own}"
            rows.append(f"| {claim} | `{snippet.digest[:12]}` |")
    return "\n".join(rows)


def _runs(snippets: list[Snippet]) -> str:
    """Return from when to when they were last run, as a sentence."""
    lasts = [max(entry.when for entry in on.values()) for snippet in snippets if (on := verified_on(snippet))]
    times = [*dict.fromkeys(_when(moment) for moment in (min(lasts), max(lasts)))] if lasts else []
    return f"Last run (UTC): {' to '.join(times)}." if times else "Never run."


def _mutants(_: str, __: Finder) -> str:
    """Return what the last attack on the checks came to."""
    path = current().workshop / MUTANTS
    if not path.is_file():
        return "No attack is on record here; `nox -s mutants` makes one."
    try:
        last = json.loads(path.read_text(encoding="utf-8"))
        when, made, killed = _when(last["when"]), int(last["made"]), int(last["killed"])
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{shown(path)}:1: is not a result of `nox -s mutants`: {error!r}") from None
    return f"The last attack, on {when} UTC, made {made:,} changes for the worse; {killed:,} of them were noticed."


def _issue(repository: str, _: Finder) -> str:
    """Link to the form for a wrong claim, which docs/assets/run/playground.js fills in with its files."""
    return f"[Report a wrong claim with these files]({_form(repository)})." if repository else ""


def _when(moment: str) -> str:
    """Return `2026-11-23T00:03:42+00:00` as a reader wants it; it is UTC."""
    return f"{moment[:10]} {moment[11:16]}"


PARTS: dict[str, Callable[[str, Finder], str]] = {
    "counts": _counts,
    "proof": _proof,
    "interpreters": _interpreters,
    "snippets": _snippets,
    "mutants": _mutants,
    "issue": _issue,
}
