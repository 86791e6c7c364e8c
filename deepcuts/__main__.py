"""The command line of the machine, `python -m deepcuts VERB`: noxfile.py gives each verb the environment it needs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from deepcuts.project import SnippetError


def parser() -> argparse.ArgumentParser:
    """Describe the verbs, for `--help` as well."""
    whole = argparse.ArgumentParser(prog="python -m deepcuts", description="Run, write and publish DeepCuts.")
    verbs = whole.add_subparsers(dest="verb", required=True, metavar="VERB")
    verb = verbs.add_parser("find", help="say where a Python is on this machine")
    verb.add_argument("python", help="3.13, or one patch release: 3.13.0")
    verb = verbs.add_parser("format", help="check the style of snippets")
    verb.add_argument("--fix", action="store_true", help="rewrite those that differ")
    verb = verbs.add_parser("update", help="write what all Pythons here print into the snippets")
    verb.add_argument("addresses", nargs="*", metavar="ADDRESS", help="only the snippets at or below it")
    verb = verbs.add_parser("lock", help="lock the packages that snippets declare")
    verb.add_argument("--upgrade", action="store_true", help="put the newest versions into the snippets first")
    verb = verbs.add_parser("new", help="begin a chapter or a DeepCut")
    verb.add_argument("names", nargs="*", metavar="NAME", help="DEEPCUT/CHAPTER or DEEPCUT")
    verb = verbs.add_parser("build", help="build site/, and what it offers beside its pages")
    verb.add_argument("--draft", action="store_true", help="without dates, cards and the browser's Python")
    verbs.add_parser("report", help="say which Pythons stand behind the built site")
    verbs.add_parser("serve", help="serve the site, and verify what is saved")
    verb = verbs.add_parser("zensical", help="build the site with Zensical, and what it offers beside its pages")
    verb.add_argument("site", help="the folder to build into; what it holds is replaced")
    verb = verbs.add_parser("publish", help="write into a built site what it offers beside its pages")
    verb.add_argument("site", help="the folder of the built site")
    return whole


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says and return the exit status; what a writer has to mend is one line."""
    options = parser().parse_args(arguments)
    try:
        return run(options)
    except SnippetError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130  # as shells have it; nox says that the session was interrupted


def run(options: argparse.Namespace) -> int:
    """Do what a verb says, and import no more than it needs."""
    match options.verb:
        case "find":
            from deepcuts.run import interpreter

            return interpreter.main(options.python)
        case "format":
            from deepcuts.run import format as formatting

            return formatting.main(fix=options.fix)
        case "update":
            from deepcuts.run import update

            return update.main(options.addresses)
        case "lock":
            from deepcuts.run import lock

            return lock.main(upgrade=options.upgrade)
        case "new":
            from deepcuts.site import scaffold

            return scaffold.main(options.names)
        case "build":
            from deepcuts.site import build

            return build.main(draft=options.draft)
        case "report":
            from deepcuts.site import summary

            return summary.main()
        case "serve":
            from deepcuts.site import serve

            return serve.main()
        case "zensical":
            from deepcuts.site import zensical

            return zensical.main(Path(options.site))
        case _:
            from deepcuts.site import publish

            return publish.main(Path(options.site))


if __name__ == "__main__":
    sys.exit(main())
