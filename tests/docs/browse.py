# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of built pages: links between them, and how wide they are."""

from __future__ import annotations

import functools
import html
import http.server
import json
import re
import shutil
import subprocess
import threading
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

WIDTH = 1280
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
MEASURES = "_widths.html"
# Opens each page in a frame of the wanted width, one after the other, and writes down those that are wider.
SCRIPT = """\
<!doctype html><title>measures</title><iframe id="frame" style="width: %dpx; height: 800px; border: 0"></iframe>
<pre id="result"></pre><script>
const pages = %s, found = {}, frame = document.getElementById("frame");
function next() {
    const page = pages.shift();
    if (!page) { document.getElementById("result").textContent = JSON.stringify(found); return; }
    frame.onload = () => {
        const root = frame.contentDocument.documentElement;
        const cut = [...frame.contentDocument.querySelectorAll("table")].map(table => table.parentElement)
            .filter(box => box.scrollWidth > box.clientWidth + 1);
        found[page] = [root.scrollWidth, root.clientWidth, cut.length];
        next();
    };
    frame.src = page;
}
next();
</script>
"""


class Page(HTMLParser):
    """What a page can be linked to by, and what it links to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = {""}
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.anchors.update(filter(None, (values.get("id"), values.get("name") if tag == "a" else None)))
        self.links += [link for link in (values.get("href"), values.get("src")) if link is not None]


def html_files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.html"))


def broken_links(folder: Path) -> list[str]:
    """Every link to a file or an anchor that is not there, as C(page -> link)."""
    pages = {name: Page((folder / name).read_text(encoding="utf-8")) for name in html_files(folder)}
    return [
        f"{name} -> {link}"
        for name, page in pages.items()
        for link in page.links
        if not leads(folder, pages, name, link)
    ]


def leads(folder: Path, pages: dict[str, Page], name: str, link: str) -> bool:
    """Whether a link leads somewhere; those to other sites are believed."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return True
    place, anchor = urldefrag(link)
    target = (folder / name).parent / unquote(urlsplit(place).path) if place else folder / name
    target = target.resolve()
    if not target.is_file():
        return False
    page = pages.get(str(target.relative_to(folder.resolve())))
    return page is None or not anchor or unquote(anchor) in page.anchors


def browser() -> str | None:
    return next(filter(None, map(shutil.which, BROWSERS)), None)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def widths(program: str, folder: Path, scratch: Path) -> dict[str, tuple[int, int, int]]:
    """Page -> how wide it is, how wide the window, and how many of its tables are cut."""
    names = html_files(folder)
    measures = folder / MEASURES
    measures.write_text(SCRIPT % (WIDTH, json.dumps(names)), encoding="utf-8")
    try:
        with served(folder) as address:
            text = shown(program, f"{address}/{MEASURES}", scratch)
    finally:
        measures.unlink()
    (result,) = re.findall(r'<pre id="result">(.*?)</pre>', text, re.DOTALL)
    return {page: tuple(measures) for page, measures in json.loads(html.unescape(result)).items()}


class served:
    """The files of a folder over http, on a port of this machine."""

    def __init__(self, folder: Path) -> None:
        handler = functools.partial(Quiet, directory=str(folder))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)

    def __enter__(self) -> str:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}"

    def __exit__(self, *_error: object) -> None:
        self.server.shutdown()
        self.server.server_close()


def shown(program: str, address: str, scratch: Path) -> str:
    """The page as a browser has it once its scripts are done."""
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--user-data-dir={scratch}")
    patience = "--virtual-time-budget=600000"
    command = [program, *options, f"--window-size={WIDTH + 100},900", patience, "--dump-dom", address]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=240).stdout
