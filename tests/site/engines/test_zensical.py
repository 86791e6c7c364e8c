"""The site as Zensical builds it (`nox -s zensical`): its own search, and the notebook that it gets as Markdown."""

from __future__ import annotations

import re

import pytest

from tests.site.conftest import ROOT
from tests.site.engines.tab import Tab
from tests.site.server import Host, hosted

NOTEBOOK = "import-cache/autoreload/"
SAID = """() => {
  const rows = [];
  const add = (kind, text) => rows.push(...text.split("\\n").map(row => `${kind} ${row}`.trimEnd()));
  for (const part of document.querySelectorAll("article :is(h1, h2, h3, p, li, pre > code)")) {
    if (part.closest(".notebook-python, footer, .md-tags, .deepcut-status, .deepcut-end")) continue;
    const text = part.textContent.trimEnd(), isOutput = part.closest(".notebook-output");
    if (!part.matches("code")) add("text", text.replace("¶", "").trim());
    else for (const row of text.split("\\n"))
      isOutput || row.startsWith("#>") ? add("out", row.replace(/^#> ?/, "")) : add("code", row);
  }
  return rows.filter(row => row !== "code" && row !== "text");
}"""


@pytest.fixture(autouse=True)
def _only_there(pytestconfig: pytest.Config) -> None:
    if not pytestconfig.option.zensical:
        pytest.skip("this site was built by MkDocs")


def test_the_search_of_zensical_answers(tab: Tab, host: Host) -> None:
    tab.goto(host.url(""))
    tab.until("typeof document$ === 'object'")
    tab.click(".md-search__button")
    within = "document.activeElement.shadowRoot?"
    tab.until(f"{within}.activeElement?.localName === 'input'")
    tab.type("spec not found for the module")
    tab.until(f"({within}.querySelector('a')?.href ?? '').includes('/reloading-a-module/')")


def test_the_notebook_says_what_the_one_of_mkdocs_says(tab: Tab, host: Host) -> None:
    """Texts, code and outputs, row by row: what ran and was compared is one source."""
    seen = []
    with hosted(ROOT / "site") as by_mkdocs:
        for address in (host.url(NOTEBOOK), by_mkdocs.url(NOTEBOOK)):
            tab.goto(address)
            seen.append([re.sub(r"\s+", " ", row) if row.startswith("text") else row for row in tab.evaluate(SAID)])
    zensical, mkdocs = seen
    assert len([row for row in mkdocs if row.startswith("out")]) > 10
    assert mkdocs == zensical
