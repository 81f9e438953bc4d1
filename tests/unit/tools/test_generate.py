# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""tests/tools/generate.py on a small collection of its own."""

from __future__ import annotations

import pathlib

import pytest
import yaml

from tests.tools import generate


@pytest.fixture
def root(tmp_path: pathlib.Path) -> pathlib.Path:
    """A collection with the modules api and notebook, and nothing generated yet."""
    for folder in ("plugins/modules", "plugins/action", "meta"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("modules/notebook.py", "modules/api.py", "action/api.py"):
        (tmp_path / "plugins" / name).write_text(f"# {name}\n", encoding="utf-8")
    return tmp_path


def contents(root: pathlib.Path) -> dict[str, str]:
    """Every file's text by its path; no path is a link."""
    paths = sorted(path for path in root.rglob("*") if not path.is_dir())
    assert not [path for path in paths if path.is_symlink()]
    return {str(path.relative_to(root)): path.read_text(encoding="utf-8") for path in paths}


def test_every_module_joins_the_action_group_and_gets_an_action_plugin(root: pathlib.Path) -> None:
    assert generate.main([], root) == 0
    runtime = yaml.safe_load((root / "meta/runtime.yml").read_text(encoding="utf-8"))
    assert runtime == {"requires_ansible": ">=2.16.0", "action_groups": {"modelarts": ["api", "notebook"]}}
    assert contents(root)["plugins/action/notebook.py"] == "# action/api.py\n"
    assert contents(root)["plugins/action/api.py"] == "# action/api.py\n"


def test_check_reports_what_is_stale_and_writes_nothing(root: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(root)
    assert generate.main(["--check"], root) == 1
    assert contents(root) == before
    out = capsys.readouterr().out
    assert "stale: meta/runtime.yml" in out
    assert "stale: plugins/action/notebook.py" in out


def test_a_second_run_finds_everything_fresh(root: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    generate.main([], root)
    before = contents(root)
    capsys.readouterr()
    assert generate.main(["--check"], root) == 0
    assert generate.main([], root) == 0
    assert capsys.readouterr().out == ""
    assert contents(root) == before


def test_a_change_of_the_runner_makes_its_copies_stale(root: pathlib.Path) -> None:
    generate.main([], root)
    (root / "plugins/action/api.py").write_text("# changed\n", encoding="utf-8")
    assert generate.main(["--check"], root) == 1
    generate.main([], root)
    assert contents(root)["plugins/action/notebook.py"] == "# changed\n"


def test_an_action_plugin_without_a_module_is_stale_and_goes(root: pathlib.Path) -> None:
    generate.main([], root)
    (root / "plugins/modules/notebook.py").unlink()
    assert generate.main(["--check"], root) == 1
    assert generate.main([], root) == 0
    assert "plugins/action/notebook.py" not in contents(root)
    assert "notebook" not in contents(root)["meta/runtime.yml"]


@pytest.mark.parametrize("target", ["api.py", "nothing.py"])
def test_a_link_is_replaced(root: pathlib.Path, target: str) -> None:
    (root / "plugins/action/notebook.py").symlink_to(target)
    assert generate.main(["--check"], root) == 1
    generate.main([], root)
    assert contents(root)["plugins/action/notebook.py"] == "# action/api.py\n"
    assert contents(root)["plugins/action/api.py"] == "# action/api.py\n"
    assert generate.main(["--check"], root) == 0


def test_what_modules_share_of_their_documentation_is_written_from_one_place(root: pathlib.Path) -> None:
    module = root / "plugins" / "modules" / "notebook.py"
    module.write_text('RETURN = """\n# shared: failure\nold: text\n# end\nown: text\n"""\n', encoding="utf-8")
    assert generate.main(["--check"], root) == 1
    generate.main([], root)
    shared = (generate.RETURNS / "failure.txt").read_text(encoding="utf-8")
    expected = f'RETURN = """\n# shared: failure\n{shared}# end\nown: text\n"""\n'
    assert shared and module.read_text(encoding="utf-8") == expected
