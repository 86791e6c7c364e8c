"""What a built site offers beside its pages: `python -m deepcuts publish SITE`, after the build of either engine.

llms.txt                    what there is to read, for programs that read
<page>/index.md             each page as Markdown, its programs and outputs included
<deepcut>/all/index.html    a DeepCut on one page, to print
feed.xml                    RSS of docs/changelog.md; needs `site_url`
python-deepcuts.zip         the site, made to be read from a folder
assets/runtime-<hash>/      the Python of the reader's browser

What plugins offer of these is another thing: `rss` writes an item a page, by the dates of git, and none of the
changelog; `offline` makes the site itself one for a folder, so that the site to take away would be a second build.
"""

from __future__ import annotations

import datetime
import json
import posixpath
import re
import sys
import xml.etree.ElementTree as etree
import zipfile
from email.utils import format_datetime
from pathlib import Path, PurePosixPath
from urllib.parse import urljoin, urlsplit

import markdown
from mkdocs.config.defaults import MkDocsConfig

from deepcuts.page.pages import WHOLE, configuration
from deepcuts.page.runner import ATTRIBUTE
from deepcuts.site import runtime
from deepcuts.site.markdown_copies import Page, expanded, pages
from deepcuts.site.print_page import deepcuts, whole

ARCHIVE = "python-deepcuts.zip"


def llms(config: MkDocsConfig, found: list[Page]) -> str:
    """Return llms.txt: https://llmstxt.org"""
    rows = [f"# {config.site_name}", "", f"> {config.site_description}", ""]
    section = ""
    for page in found:
        if page.section != section:
            section = page.section
            rows += ["", f"## {section}", ""]
        about = f": {page.description}" if page.description else ""
        rows.append(f"- [{page.title}]({urljoin(config.site_url or '', str(page.published))}){about}")
    return "\n".join(rows) + "\n"


def feed(config: MkDocsConfig, changelog: str) -> bytes:
    """Return RSS 2.0: an item a dated heading of the changelog."""
    here = urljoin(str(config.site_url), "changelog/")
    rss = etree.Element("rss", {"version": "2.0"})
    channel = etree.SubElement(rss, "channel")
    about = {"title": config.site_name, "link": config.site_url, "description": config.site_description}
    for name, text in about.items():
        etree.SubElement(channel, name).text = text
    for entry in re.split(r"^## (?=\d{4}-\d{2}-\d{2}$)", changelog, flags=re.MULTILINE)[1:]:
        date, _, text = entry.partition("\n")
        body = markdown.markdown(expanded(text, PurePosixPath("changelog.md")))
        body = re.sub(r'href="([^"]+)"', lambda m: f'href="{urljoin(here, m[1].replace("index.md", ""))}"', body)
        moment = datetime.datetime.fromisoformat(date).replace(tzinfo=datetime.UTC)
        item = etree.SubElement(channel, "item")
        for name, text in {
            "title": f"{config.site_name}, {date}",
            "link": f"{here}#{date}",
            "guid": f"{here}#{date}",
            "pubDate": format_datetime(moment),
            "description": body,
        }.items():
            etree.SubElement(item, name).text = text
    written: bytes = etree.tostring(rss, encoding="utf-8", xml_declaration=True)
    return written


def archive(site: Path, address: str) -> None:
    """Write the site to take away, which reads without a server: links name files, the search needs no request."""
    with zipfile.ZipFile(site / ARCHIVE, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(site.rglob("*")):
            name = path.relative_to(site).as_posix()
            if path.is_dir() or path.suffix in (".map", ".zip", ".gz", ".xml") or name == "404.html":
                continue
            if name.startswith("assets/run") and path.suffix != ".css":  # Python needs a server
                continue
            if name.startswith("assets/images/social/"):  # for who links to the site
                continue
            content = path.read_bytes()
            if path.suffix == ".html":
                content = _offline(content.decode("utf-8"), address).encode("utf-8")
            elif name == "search/search_index.json":
                index = json.loads(content)
                for entry in index["docs"]:
                    entry["location"] = _file(entry["location"] or ".")
                name, content = "search/search_index.js", f"var __index = {json.dumps(index)}".encode()
            file.writestr(f"{Path(ARCHIVE).stem}/{name}", content)


def _offline(page: str, address: str) -> str:
    # what is not in the folder: a newer copy of it, and the feed
    page = re.sub(rf'(?<=\shref=")[./]*(?={ARCHIVE}"|feed\.xml")', address, page)
    page = re.sub(r'(?<=\shref=")[^"]*', lambda found: _file(found[0]), page)
    # a folder has no origin that a policy could name
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    # a browser loads no module from a folder: nothing can be run
    return re.sub(rf'<script [^>]*type="module"></script>|{ATTRIBUTE}', "", page)


def _file(link: str) -> str:
    """Return a link to a folder as one to the page in it."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or posixpath.basename(parts.path) not in ("", ".", "..") or not parts.path:
        return link
    return parts._replace(path=posixpath.normpath(posixpath.join(parts.path, "index.html"))).geturl()


def main(site: Path, *, draft: bool = False) -> int:
    """Write all of it into the folder of a built site and say what was written; a draft gets no Python."""
    if not (site / "index.html").is_file():
        print(f"{site} holds no built site", file=sys.stderr)
        return 1
    if not draft:
        try:
            print(runtime.build(site))
        except runtime.RuntimeFilesError as error:
            print(f"no Python for the browser: {error}", file=sys.stderr)
            return 1
    config = configuration()
    repository = config.mdx_configs.get("deepcuts.page.markdown", {}).get("repository", "")
    found = list(pages(config))
    for page in found:
        path = site / page.published
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(expanded(page.text, page.source, repository).strip() + "\n", encoding="utf-8")
    built = [page for page in found if (site / page.published).with_suffix(".html").is_file()]
    for members in deepcuts(built):  # Zensical builds no notebook
        path = site / members[0].published.parent / WHOLE / "index.html"
        path.parent.mkdir(exist_ok=True)
        path.write_text(whole(site, members), encoding="utf-8")
        print(f"{path.relative_to(site).as_posix()}: {len(members)} pages on one")
    (site / "llms.txt").write_text(llms(config, found), encoding="utf-8")
    changelog = Path(config.docs_dir, "changelog.md")
    if config.site_url and changelog.is_file():
        (site / "feed.xml").write_bytes(feed(config, changelog.read_text(encoding="utf-8")))
        print("feed.xml: the changelog")
    else:
        print("no feed.xml: it needs site_url in mkdocs.yml, and docs/changelog.md")
    archive(site, config.site_url or "")
    print(f"llms.txt and {len(found)} pages as Markdown")
    print(f"{ARCHIVE}: {(site / ARCHIVE).stat().st_size / 1e6:.1f} MB, reads offline")
    return 0
