# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guides, taken word by word: what they show is run against the emulator, from top to bottom.

A block with a caption is the file of that name. Blocks of type shell are commands. Playbooks and tasks without a
caption are run where they stand. Blocks of type console are for another place (an installation, an account in the
cloud) and only read.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from tests.emulator.testing import Emulator
from tests.support import MODULES, declared
from tests.tools import pages, tree

GUIDES = sorted(path.stem for path in (tree.ROOT / pages.PAGES).glob("guide_*.rst"))
READ_ONLY = "guide_troubleshooting"
BLOCK = re.compile(
    r"^(?P<margin> *)\.\. code-block:: (?P<kind>\S+)\n(?P<text>(?:(?P=margin) +\S.*\n|\n)+)", re.MULTILINE
)
CAPTION = re.compile(r" *:caption: (\S+)\n")
QUIET = {
    "ANSIBLE_INVENTORY_UNPARSED_WARNING": "0",
    "ANSIBLE_LOCALHOST_WARNING": "0",
    "ANSIBLE_NOCOLOR": "1",
    "ANSIBLE_PYTHON_INTERPRETER": sys.executable,
}
BEGIN = "set -euo pipefail\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n"


class Block(NamedTuple):
    kind: str
    caption: str
    text: str


def text_of(guide: str) -> str:
    return (tree.ROOT / pages.PAGES / f"{guide}.rst").read_text(encoding="utf-8")


def blocks(guide: str) -> list[Block]:
    found = []
    for block in BLOCK.finditer(text_of(guide)):
        caption = CAPTION.match(block["text"])
        text = block["text"][caption.end() :] if caption else block["text"]
        kind = block["kind"].replace("+jinja", "")
        found.append(Block(kind, caption[1] if caption else "", textwrap.dedent(text).strip() + "\n"))
    return found


def playbook(content: Any) -> list[dict[str, Any]]:
    """A list of plays as it is, a list of tasks as a play; anything else is no playbook."""
    if not isinstance(content, list):
        return []
    if any("hosts" in play for play in content):
        return content
    return [{"hosts": "localhost", "gather_facts": False, "tasks": content}]


def script(guide: str, folder: Path) -> str:
    """The commands of a guide; its files are put into the folder."""
    lines = [BEGIN]
    for number, block in enumerate(blocks(guide)):
        if block.caption:
            file = folder / block.caption
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")
        if block.kind == "shell":
            lines.append(block.text)
        elif block.kind == "yaml" and not block.caption:
            plays = playbook(yaml.safe_load(block.text))
            if plays:
                (folder / f"block-{number}.yml").write_text(yaml.safe_dump(plays, sort_keys=False), encoding="utf-8")
                lines.append(f"ansible-playbook block-{number}.yml\n")
    return "".join(lines)


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@pytest.mark.parametrize("guide", sorted({*GUIDES} - {READ_ONLY}))
def test_what_a_guide_shows_works(guide: str, emulator: Emulator, tmp_path: Path) -> None:
    commands = script(guide, tmp_path)
    assert commands != BEGIN
    if "curl" in commands and not shutil.which("curl"):
        pytest.skip("NOT RUN: the guide uses curl, which is not here")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    modules = os.pathsep.join([str(tree.ROOT), os.environ["PYTHONPATH"]])
    done = subprocess.run(
        ["bash", "-c", commands.replace("18080", free_port())],
        cwd=tmp_path,
        env={**os.environ, **emulator.env, **QUIET, "PATH": path, "PYTHONPATH": modules},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "WARNING" not in done.stdout, done.stdout


@pytest.mark.parametrize("guide", GUIDES)
def test_its_yaml_is_yaml(guide: str) -> None:
    for block in blocks(guide):
        if block.kind == "yaml":
            assert yaml.safe_load(block.text), block


def test_the_guides_have_what_the_tests_look_for() -> None:
    kinds = {guide: {block.kind for block in blocks(guide)} for guide in GUIDES}
    assert {guide for guide, found in kinds.items() if found & {"shell", "yaml"}} >= set(GUIDES) - {
        "guide_troubleshooting"
    }
    assert len(blocks("guide_quick_start")) == text_of("guide_quick_start").count(".. code-block::")


def test_every_make_target_exists() -> None:
    named = {target for guide in GUIDES for target in re.findall(r"[`$] ?make ([a-z]+)", text_of(guide))}
    targets = set(re.findall(r"^([a-z]+):", (tree.ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"demo", "emulator"} <= named <= targets


def test_every_error_code_is_a_known_one() -> None:
    known = {number for codes in yaml.safe_load(pages.CODES.read_text(encoding="utf-8")).values() for number in codes}
    named = {code for guide in GUIDES for code in re.findall(r"ModelArts\.(\d+)", text_of(guide))}
    assert named and named <= known


def test_every_kind_of_failure_is_explained() -> None:
    from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api import errors

    kinds = {*errors._CODES, *errors._STATUSES.values(), "unreachable", "internal", "invalid"}
    explained = re.findall(r"^([a-z][a-z ]+)\n  \S", text_of("guide_troubleshooting"), re.MULTILINE)
    assert sorted(explained) == sorted(kind.replace("_", " ") for kind in kinds)


def test_every_environment_variable_is_explained() -> None:
    from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.credentials import OPTIONS

    (listing,) = re.findall(
        r"^Environment variables\n-+\n(.*)", text_of("guide_authentication"), re.MULTILINE | re.DOTALL
    )
    explained = re.findall(r"^(?:\.\. envvar::|           ) ([A-Z_]+)$", listing, re.MULTILINE)
    read = {name for names in OPTIONS.values() for name in names}
    assert sorted(explained) == sorted(read | {"HUAWEICLOUD_SDK_CREDENTIALS_FILE", "MODELARTS_IN_PROCESS"})
    config = yaml.safe_load((tree.ROOT / "docs/docsite/config.yml").read_text(encoding="utf-8"))
    assert sorted(config["envvar_directives"]) == sorted(explained)


def test_the_awx_guide_shows_the_files_of_the_collection() -> None:
    contents = [yaml.safe_load(block.text) for block in blocks("guide_awx") if block.kind == "yaml"]
    for name in ("execution-environment", "credential_type/inputs", "credential_type/injectors"):
        file = tree.ROOT / "extensions" / "awx" / f"{name}.yml"
        assert yaml.safe_load(file.read_text(encoding="utf-8")) in contents, name


def option_of(module: str, path: str) -> dict[str, Any]:
    """The specification of an option; KeyError when there is none."""
    options, option = declared(module).arguments()["argument_spec"], {}
    for name in path.split("."):
        option = options[name]
        options = option.get("options") or {}
    return dict(option)


def test_every_option_that_is_referred_to_exists() -> None:
    references = re.compile(r":ansopt:`huaweicloud\.modelarts\.(\w+)#module:([\w.]+)`")
    found = [reference for guide in GUIDES for reference in references.findall(text_of(guide))]
    assert found and all(option_of(module, path) for module, path in found)


def test_what_has_a_module_by_now_is_not_said_to_have_none() -> None:
    rows = re.findall(r"huaweicloud_modelarts_(\w+)`\n.*\n.*No module yet", text_of("guide_terraform"))
    assert {row.replace("devserver", "dev_server") for row in rows}.isdisjoint(MODULES)


def test_every_playbook_of_the_collection_is_in_the_awx_guide() -> None:
    named = set(re.findall(r"huaweicloud\.modelarts\.(\w+)", text_of("guide_awx")))
    assert named >= {path.stem for path in (tree.ROOT / "playbooks").glob("*.yml")}
