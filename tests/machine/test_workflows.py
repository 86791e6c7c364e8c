"""What the robots do is what a person can do, and a pull request cannot do more."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from deepcuts.project import OURS, shown
from deepcuts.run.verify import select
from deepcuts.site import build
from deepcuts.snippet.find import find
from tests.files import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
USES = re.compile(r"^\s*(?:- )?uses: *(?P<action>.*)$", re.MULTILINE)
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
SESSION = re.compile(r"nox -s +\"?(?P<name>[\w.$-]+)")

on_linux = pytest.mark.skipif(
    not (sys.platform == "linux" and shutil.which("jq")), reason="the step runs on Linux, with jq"
)


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def job(name: str) -> dict[str, Any]:
    found: dict[str, Any] = read(GITHUB / "workflows" / "ci.yml")["jobs"][name]
    return found


def run_step(name: str, step: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the step of this name of this job of ci.yml, as a runner does."""
    (script,) = (each["run"] for each in job(name)["steps"] if each["name"] == step)
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        env=os.environ | variables,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def sessions() -> set[str]:
    """The names of the sessions in noxfile.py; `f"snippets-{version}"` stands for one a Python."""
    names = set()
    for node in ast.walk(ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            marks = [ast.unparse(mark) for mark in node.decorator_list]
            names |= {node.name for mark in marks if "nox.session" in mark and "name=" not in mark}
        elif isinstance(node, ast.keyword) and node.arg == "name" and isinstance(node.value, ast.Constant):
            names.add(str(node.value.value))
        elif isinstance(node, ast.keyword) and node.arg == "name" and isinstance(node.value, ast.JoinedStr):
            names |= {ast.unparse(node.value)[2:-1].replace("{version}", version) for version in OURS.pythons}
    return names


def test_every_action_is_pinned() -> None:
    """By the hash of a commit, with its version behind it; an action of this repository comes with the checkout."""
    texts = {path: path.read_text(encoding="utf-8") for path in GITHUB.rglob("*.yml")}
    found = [(path, match["action"]) for path, text in texts.items() for match in USES.finditer(text)]
    foreign = [(shown(path), action) for path, action in found if not action.startswith("./.github/")]
    assert [] == [each for each in foreign if not PINNED.fullmatch(each[1])]
    assert len(foreign) >= 10


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_job_may_do_what_it_names_and_no_more(path: Path) -> None:
    workflow = read(path)
    assert {} == workflow["permissions"]
    assert all("permissions" in each for each in workflow["jobs"].values())
    assert all("timeout-minutes" in each or "uses" in each for each in workflow["jobs"].values())


def test_only_jobs_that_run_no_code_of_a_pull_request_may_write() -> None:
    writing = {
        (path.name, name): set(each["permissions"])
        for path in WORKFLOWS
        for name, each in read(path)["jobs"].items()
        if "write" in each["permissions"].values()
    }
    assert {("publish.yml", "deploy"): {"pages", "id-token"}, ("weekly.yml", "drifted"): {"issues"}} == writing


def test_zizmor_finds_nothing() -> None:
    zizmor = Path(sys.executable).with_name("zizmor.exe" if os.name == "nt" else "zizmor")
    options = ("--offline", "--persona=auditor", "--no-progress", "--collect", "all", "--strict-collection")
    done = subprocess.run([zizmor, *options, GITHUB], capture_output=True, encoding="utf-8", check=False)
    assert 0 == done.returncode, done.stdout


def test_every_session_that_is_named_exists() -> None:
    """In workflows, in the hooks of pre-commit, and where people are told what to type."""
    exist, pythons = sessions(), OURS.pythons
    paths = [*GITHUB.rglob("*.yml"), *GITHUB.rglob("*.md"), ROOT / ".pre-commit-config.yaml", *ROOT.glob("*.md")]
    named = {
        (shown(path), match["name"].replace("$PYTHON", python))
        for path in paths
        for match in SESSION.finditer(path.read_text(encoding="utf-8"))
        for python in pythons
    }
    assert [] == sorted((path, name) for path, name in named if name not in exist)
    in_ci = {name for path, name in named if path == ".github/workflows/ci.yml"}
    assert {"lint", *(f"snippets-{python}" for python in pythons), "machine", "mutants", "docs"} <= in_ci


def test_every_snippet_that_a_workflow_runs_exists() -> None:
    """Else the run of a week fails, and nobody sees it before."""
    commands = [
        row for path in WORKFLOWS for row in re.findall(r"nox -s (?:snippets|update) .*", path.read_text("utf-8"))
    ]
    addresses = [word for command in commands for word in command.split() if "/" in word]
    assert 3 <= len(addresses)
    for address in addresses:
        assert select(find(), [address])


def test_the_required_job_needs_every_other() -> None:
    required = job("everything")
    assert {*read(GITHUB / "workflows" / "ci.yml")["jobs"]} - {"everything"} == {*required["needs"]}
    assert "always()" == required["if"]


@on_linux
@pytest.mark.parametrize(
    ("last", "holds"), [("success", True), ("failure", False), ("cancelled", False), ("skipped", False)]
)
def test_the_required_job_fails_unless_every_other_succeeded(last: str, holds: bool) -> None:
    needs = {name: {"result": "success"} for name in job("everything")["needs"]} | {"site": {"result": last}}
    done = run_step("everything", "Every other job succeeded", NEEDS=json.dumps(needs))
    assert holds == (done.returncode == 0)
    assert f"site: {last}" in done.stdout


@on_linux
def test_the_matrix_has_the_pythons_of_pyproject(tmp_path: Path) -> None:
    output = tmp_path / "output"
    done = run_step("pythons", "Read them", GITHUB_OUTPUT=str(output))
    assert 0 == done.returncode, done.stderr
    name, _, pythons = output.read_text(encoding="utf-8").partition("=")
    assert ("pythons", [*OURS.pythons]) == (name, json.loads(pythons))


@on_linux
@pytest.mark.parametrize(
    ("repository", "variable", "address"),
    [
        ("Someone/python-deepcuts", "", "https://someone.github.io/python-deepcuts/"),
        ("Someone/someone.github.io", "", "https://someone.github.io/"),
        ("Someone/Someone.GitHub.io", "", "https://someone.github.io/"),
        ("someone/other.github.io", "", "https://someone.github.io/other.github.io/"),
        ("someone/deepcuts", "https://deepcuts.example.org", "https://deepcuts.example.org/"),
        ("someone/deepcuts", "https://example.org/a/", "https://example.org/a/"),
    ],
)
def test_the_address_of_the_site_is_that_of_its_repository(
    repository: str, variable: str, address: str, tmp_path: Path
) -> None:
    """A project's pages, an owner's, and a domain of one's own; the runner sets these variables at every event."""
    output = tmp_path / "output"
    runner = {"GITHUB_REPOSITORY": repository, "GITHUB_REPOSITORY_OWNER": repository.partition("/")[0]}
    done = run_step("pythons", "Say where the site will be", GITHUB_OUTPUT=str(output), SITE_URL=variable, **runner)
    assert (0, f"site-url={address}\n") == (done.returncode, output.read_text(encoding="utf-8")), done.stderr
    assert "" == build.unfit(address)


EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}")
PAYLOAD = {"publish.yml": {"github.event.repository.fork"}}
"""What a workflow may read of its event: publish.yml runs at a push only, and each push has it."""


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_expression_reads_what_an_event_may_not_have(path: Path) -> None:
    """`schedule` has no github.event.repository, and github.event.pull_request is there for a pull request alone."""
    text = path.read_text(encoding="utf-8")
    read_ = {name for found in EXPRESSION.findall(text) for name in re.findall(r"github\.event\.[\w.]+", found)}
    assert PAYLOAD.get(path.name, set()) == read_


def test_the_uv_of_ci_is_the_locked_one() -> None:
    """`nox -s pin` renews it with the others."""
    (step,) = (each for each in read(GITHUB / "actions/prepare/action.yml")["runs"]["steps"] if each.get("id") == "uv")
    command = ["bash", "-c", step["run"].replace('>> "$GITHUB_OUTPUT"', "")]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8").stdout
    assert re.fullmatch(r"version=\d+\.\d+\.\d+\n", said)


def test_the_address_is_computed_in_one_place() -> None:
    assert "${{ needs.pythons.outputs.site-url }}" == job("site")["env"]["SITE_URL"]
    assert ["pythons"] == [
        name for name, each in read(GITHUB / "workflows" / "ci.yml")["jobs"].items() if "github.io" in str(each)
    ]


def test_no_workflow_gives_a_secret_to_what_a_stranger_wrote() -> None:
    """A pull request runs with a token that can only read, as SECURITY.md says."""
    for path in WORKFLOWS:
        text = path.read_text(encoding="utf-8")
        assert "pull_request_target" not in text and "workflow_run" not in text
        assert "secrets." not in text and "secrets:" not in text
    assert {"pull_request", "merge_group", "workflow_call"} == {*read(GITHUB / "workflows" / "ci.yml")[True]}


ROW = re.compile(r"^\| `nox -s (?P<name>[\w-]+)", re.MULTILINE)


def weekly() -> set[str]:
    """The sessions that a step of ci.yml, which weekly.yml calls, or of weekly.yml runs."""
    found = set()
    for name in ("ci.yml", "weekly.yml"):
        for each in read(GITHUB / "workflows" / name)["jobs"].values():
            for step in each.get("steps", []):
                found |= {match["name"] for match in SESSION.finditer(step.get("run", ""))}
    return {name.replace("snippets-$PYTHON", "snippets") for name in found}


def test_each_session_is_in_the_table_and_runs_once_a_week() -> None:
    """A new session without a row, or without a run, is red here."""
    table = {match["name"] for match in ROW.finditer((ROOT / "README.md").read_text(encoding="utf-8"))}
    exist = {name for name in sessions() if not name.startswith("snippets-")}
    assert exist == table
    assert exist - {"ci"} == weekly() & exist


def test_two_commands_do_what_ci_requires() -> None:
    """`nox`, and `nox -s ci`: each session of ci.yml, and that with plain runs."""
    values = {
        target.id: ast.literal_eval(node.value)
        for node in ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign) and isinstance(target := node.targets[0], ast.Name) and target.id == "CI"
    }
    steps = [
        step.get("run", "") for each in read(GITHUB / "workflows" / "ci.yml")["jobs"].values() for step in each["steps"]
    ]
    required = {match["name"] for step in steps for match in SESSION.finditer(step)}
    default = {"lint", "pages", "snippets-$PYTHON", "machine", "docs", "site"}
    assert {*values["CI"]} == required - default
    assert [f"nox -s bench -- {' '.join(values['CI']['bench'])}"] == [
        found for step in steps for found in re.findall(r"nox -s bench.*", step)
    ]


def test_the_template_of_a_pull_request_is_short() -> None:
    assert len((GITHUB / "PULL_REQUEST_TEMPLATE.md").read_text(encoding="utf-8").splitlines()) <= 5


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_an_issue_form_has_what_github_requires(path: Path) -> None:
    """https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests"""
    form = read(path)
    assert all(form[key] for key in ("name", "description", "body"))
    assert {field["type"] for field in form["body"]} <= {"input", "textarea", "dropdown", "checkboxes"}
    assert all(field["attributes"]["label"] for field in form["body"])
    names = [field["id"] for field in form["body"]]
    assert len(names) == len({*names})


def test_there_are_workflows_and_forms() -> None:
    """A check that looked at nothing is red."""
    assert ["ci.yml", "publish.yml", "weekly.yml"] == [path.name for path in WORKFLOWS]
    assert ["deepcut-to-write.yml", "wrong-claim.yml"] == [path.name for path in FORMS]
