# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""playbooks/awx.yml against modules that write down what they are asked, and the execution environment."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from tests.awx.controller import BIN, LOCALHOST, ROLES, load
from tests.tools import tree

IMAGE = "registry.example.com/modelarts-ee:0.1.0"
# The options of awx.awx 24.6 that there are to use; the same in ansible.controller.
OPTIONS = {
    "credential_type": "name description kind inputs injectors state",
    "credential": "name description organization credential_type inputs update_secrets user team state",
    "execution_environment": "name description organization image credential pull state",
    "project": "name description organization scm_type scm_url scm_branch credential scm_update_on_launch"
    " allow_override timeout default_environment wait update_project state",
    "inventory": "name description organization variables kind state",
    "host": "name description inventory enabled variables state",
    "job_template": "name description organization job_type inventory project playbook credentials"
    " execution_environment survey_enabled survey_spec diff_mode allow_simultaneous ask_credential_on_launch"
    " ask_diff_mode_on_launch ask_job_type_on_launch ask_variables_on_launch timeout verbosity state",
}
MODULE = """
import json, os
from ansible.module_utils.basic import AnsibleModule
name, options = {name!r}, {options!r}
spec = {{option: {{"type": "raw"}} for option in options.split()}}
module = AnsibleModule(spec)
given = {{option: value for option, value in module.params.items() if value is not None}}
with open(os.environ["RECORD"], "a") as record:
    record.write(json.dumps([name, given]) + "\\n")
module.exit_json(changed=True)
"""


def controller_collection(folder: Path) -> None:
    modules = folder / "ansible_collections" / "awx" / "awx" / "plugins" / "modules"
    modules.mkdir(parents=True)
    for name, options in OPTIONS.items():
        (modules / f"{name}.py").write_text(MODULE.format(name=name, options=options), encoding="utf-8")


def setup(folder: Path, *arguments: str, **env: str) -> tuple[subprocess.CompletedProcess[str], list[Any]]:
    """Runs the playbook as a person does; returns the run and what the modules were asked, in order."""
    controller_collection(folder)
    record = folder / "record"
    run = subprocess.run(
        [str(BIN / "ansible-playbook"), "huaweicloud.modelarts.awx", "-vvv", *arguments],
        env={**os.environ, **env, "RECORD": str(record), "ANSIBLE_COLLECTIONS_PATH": f"{tree.TREE}:{folder}"},
        capture_output=True,
        text=True,
        check=False,
    )
    rows = record.read_text(encoding="utf-8").splitlines() if record.exists() else []
    return run, [json.loads(row) for row in rows]


def test_everything_is_set_up(tmp_path: Path) -> None:
    keys = {"HW_ACCESS_KEY": "AK", "HW_SECRET_KEY": "the-secret-key", "HW_REGION_NAME": "cn-north-4"}
    run, asked = setup(tmp_path, "-e", f"awx_image={IMAGE}", **keys)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "the-secret-key" not in run.stdout + run.stderr
    kinds = [kind for kind, _given in asked]
    assert kinds == [*OPTIONS, "job_template", "job_template"]
    given: dict[str, Any] = dict(asked[:6])
    name = given["credential_type"]["name"]
    assert given["credential_type"]["kind"] == "cloud"
    assert given["credential_type"]["inputs"] == load("credential_type", "inputs.yml")
    assert given["credential_type"]["injectors"] == load("credential_type", "injectors.yml")
    fields = {field["id"] for field in given["credential_type"]["inputs"]["fields"]}
    filled = given["credential"]["inputs"]
    assert filled.keys() == fields
    keys_of = {key: value for key, value in filled.items() if value}
    assert keys_of == {"access_key": "AK", "secret_key": "the-secret-key", "region": "cn-north-4"}
    assert given["execution_environment"]["image"] == IMAGE
    assert given["host"] == {"name": "localhost", "inventory": name, "variables": LOCALHOST}

    for playbook, (_kind, template) in zip(ROLES, asked[6:], strict=True):
        file = load("job_templates", f"{playbook}.yml")
        assert {key: template[key] for key in file} == file
        assert (tree.ROOT / template["playbook"]).is_file()
        assert template["credentials"] == [given["credential"]["name"]]
        assert {template[key] for key in ("project", "inventory", "execution_environment")} == {name}
        assert template["survey_enabled"] is True


def test_every_variable_of_the_credential_type_is_taken(tmp_path: Path) -> None:
    injectors = load("credential_type", "injectors.yml")["env"]
    run, asked = setup(tmp_path, "-e", f"awx_image={IMAGE}", **{name: f"of {name}" for name in injectors})
    assert run.returncode == 0, run.stdout + run.stderr
    filled = dict(asked[:6])["credential"]["inputs"]
    assert {f"{{{{ {field} }}}}": value for field, value in filled.items()} == {
        template: f"of {name}" for name, template in injectors.items()
    }


def test_without_keys_the_credential_is_left_alone(tmp_path: Path) -> None:
    run, asked = setup(tmp_path, "-e", f"awx_image={IMAGE}", HW_REGION_NAME="cn-north-4")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "credential" not in dict(asked)
    templates = [given for kind, given in asked if kind == "job_template"]
    assert len(templates) == 3 and not any("credentials" in template for template in templates)
    assert all(template["ask_credential_on_launch"] for template in templates)


def test_the_image_must_be_named(tmp_path: Path) -> None:
    run, asked = setup(tmp_path)
    assert run.returncode != 0
    assert "set awx_image to the execution environment" in run.stdout + run.stderr
    assert [kind for kind, _given in asked] == ["credential_type"]


def test_the_execution_environment_can_be_made(tmp_path: Path) -> None:
    definition = tree.ROOT / "extensions" / "awx" / "execution-environment.yml"
    assert load("execution-environment.yml")["version"] == 3
    subprocess.run(
        [str(BIN / "ansible-builder"), "create", "--file", str(definition), "--context", str(tmp_path)], check=True
    )
    assert "huaweicloud.modelarts" in (tmp_path / "_build" / "requirements.yml").read_text(encoding="utf-8")


def test_the_collection_tells_the_builder_what_it_needs(tmp_path: Path) -> None:
    command = [str(BIN / "ansible-builder"), "introspect", "--write-pip", str(tmp_path / "pip"), str(tree.TREE)]
    subprocess.run(command, check=True, capture_output=True)
    assert "requests>=2.28" in (tmp_path / "pip").read_text(encoding="utf-8")
