# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation site as `make docs` builds it, and the checks themselves on small sites with faults."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.docs import browse
from tests.support import MODULES
from tests.tools import tree

DOCSITE = tree.ROOT / "docs" / "docsite"
GUIDES = sorted(path.stem for path in (DOCSITE / "rst").glob("*.rst"))
NO_BROWSER = "NO BROWSER: chromium is not installed (Debian: apt install chromium)"

SCROLL_BAR = 20  # for up and down; takes its room from the window

pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def browser() -> str:
    return browse.browser() or pytest.skip(NO_BROWSER)


def test_it_builds_without_a_warning(build: Path) -> None:
    output = (build / "output").read_text(encoding="utf-8")
    assert (build / "status").read_text(encoding="utf-8") == "0", output
    assert "WARNING" not in output and "ERROR" not in output


def test_every_guide_module_and_role_has_a_page(build: Path) -> None:
    wanted = {f"docsite/{name}.html" for name in GUIDES}
    wanted |= {f"{name}_module.html" for name in MODULES}
    wanted |= {f"{path.name}_role.html" for path in (tree.ROOT / "roles").iterdir()}
    assert wanted <= set(browse.html_files(build / "html"))


def test_every_guide_is_in_the_contents() -> None:
    sections = yaml.safe_load((DOCSITE / "extra-docs.yml").read_text(encoding="utf-8"))["sections"]
    assert sorted(name for section in sections for name in section["toctree"]) == GUIDES


def test_no_link_inside_is_broken(build: Path) -> None:
    assert browse.broken_links(build / "html") == []


def test_no_page_scrolls_sideways_and_no_table_is_cut(build: Path, browser: str, tmp_path: Path) -> None:
    found = browse.widths(browser, build / "html", tmp_path)
    assert sorted(found) == browse.html_files(build / "html")
    assert {page: wide for page, (wide, window, _cut) in found.items() if wide > window} == {}
    assert {page: cut for page, (_wide, _window, cut) in found.items() if cut} == {}
    assert all(browse.WIDTH - SCROLL_BAR <= window <= browse.WIDTH for _wide, window, _cut in found.values())


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.html").write_text('<p id="here"><a href="sub/b.html#there">b</a><a href="#here">a</a>', "utf-8")
    (tmp_path / "sub/b.html").write_text(
        '<a href="../c.html">c</a><a href="../a.html#here"></a><img src="x.png">', "utf-8"
    )
    assert browse.broken_links(tmp_path) == [
        "a.html -> sub/b.html#there",
        "sub/b.html -> ../c.html",
        "sub/b.html -> x.png",
    ]


def test_what_is_too_wide_is_found(browser: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "narrow.html").write_text("<!doctype html><p>text", "utf-8")
    (site / "wide.html").write_text('<!doctype html><div style="width: 1400px">text</div>', "utf-8")
    table = '<table><td style="min-width: 400px">text</table>'
    (site / "cut.html").write_text(f'<!doctype html><div style="width: 300px; overflow: auto">{table}</div>', "utf-8")
    found = browse.widths(browser, site, tmp_path / "browser")
    assert found["narrow.html"] == (1280, 1280, 0)
    assert found["wide.html"][0] >= 1400
    assert found["cut.html"][2] == 1
