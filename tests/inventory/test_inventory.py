# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory plugin: which notebooks become hosts, and how they are called, described, grouped and found."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.emulator.testing import Emulator
from tests.inventory.support import NAME, Parsed, command, listed, notebook, unwrapped, write
from tests.support import LARGE

POOL = f"pool-{'0' * 32}"
PLUGIN = Path(__file__).parents[2] / "plugins" / "inventory" / "modelarts.py"


def queries(emulator: Emulator) -> list[dict[str, Any]]:
    return [dict(row["query"]) for row in emulator.requests() if row["operation"].startswith("List")]


# What ansible-inventory shows


def test_notebooks_with_ssh_are_hosts(emulator: Emulator, tmp_path: Path) -> None:
    first = notebook(emulator, "first", description="An experiment", tags={"team": "vision"})
    notebook(emulator, "second")
    notebook(emulator, "browser-only", ssh=False)
    notebook(emulator, "resting", state="stopped")
    file = write(tmp_path)

    shown = listed(file)

    assert set(shown["modelarts"]["hosts"]) == {"first", "second"}
    variables = shown["_meta"]["hostvars"]["first"]
    assert variables["ansible_host"] == "dev-modelarts.example"
    assert variables["ansible_user"] == "ma-user"
    assert 30000 <= variables["ansible_port"] < 32768
    assert variables["modelarts_id"] == first
    assert variables["modelarts_status"] == "RUNNING"
    assert variables["modelarts_description"] == "An experiment"
    assert variables["modelarts_tags"] == {"team": "vision"}
    assert variables["modelarts_region"] == emulator.region
    assert variables["modelarts_project_id"] == emulator.project_id
    assert all(name.startswith(("ansible_", "modelarts_")) for name in variables)


def test_a_host_and_the_graph(emulator: Emulator, tmp_path: Path) -> None:
    notebook(emulator, "first")
    file = write(tmp_path, name="team.modelarts.yaml", groups={"running": "modelarts_status == 'RUNNING'"})

    graph = command("ansible-inventory", "-i", file, "--graph", cwd=tmp_path)
    host = command("ansible-inventory", "-i", file, "--host", "first", cwd=tmp_path)

    assert graph.stdout.split() == ["@all:", "|--@ungrouped:", "|--@modelarts:", "|", "|--first"] + [
        "|--@running:",
        "|",
        "|--first",
    ]
    assert json.loads(host.stdout, object_hook=unwrapped)["modelarts_name"] == "first"
    assert graph.stderr == host.stderr == ""


def test_the_token_is_nowhere(emulator: Emulator, tmp_path: Path) -> None:
    notebook(emulator, "first")
    (token,) = (record["token"] for record in emulator.objects("notebook"))
    file = write(
        tmp_path, cache=True, cache_plugin="ansible.builtin.jsonfile", cache_connection=str(tmp_path / "cache")
    )

    run = command("ansible-inventory", "-i", file, "--list", "-vvvv", cwd=tmp_path)

    kept = [cached.read_text(encoding="utf-8") for cached in (tmp_path / "cache").iterdir()]
    assert "first" in run.stdout
    assert "first" in "".join(kept)
    for secret in (token, emulator.secret_key):
        assert secret not in run.stdout + run.stderr + "".join(kept)


# Which notebooks


@pytest.mark.parametrize(
    ("options", "hosts"),
    [
        ({}, {"first", "second"}),
        ({"filters": {"name": "first"}}, {"first"}),
        ({"filters": {"name": "s"}}, set()),
        ({"filters": {"name": "s", "name_fuzzy": True}}, {"first", "second"}),
        ({"filters": {"tags": {"team": "vision"}}}, {"first"}),
        ({"filters": {"flavor": LARGE}}, {"second"}),
        ({"filters": {"owner": "0" * 32}}, set()),
        ({"filters": {"pool_id": POOL}}, set()),
        ({"filters": {"resource_pool": POOL}}, set()),
        ({"filters": {"status": "STOPPED"}}, {"resting"}),
        ({"filters": {"status": ["STOPPED", "RUNNING"]}}, {"first", "second", "resting"}),
        ({"filters": {"status": ["STARTING", "ERROR"]}}, set()),
        ({"filters": {"status": []}}, {"first", "second", "resting"}),
        ({"include_without_ssh": True}, {"first", "second", "browser-only"}),
        ({"include_without_ssh": True, "filters": {"status": []}}, {"first", "second", "browser-only", "resting"}),
    ],
)
def test_filters(options: dict[str, Any], hosts: set[str], emulator: Emulator, tmp_path: Path) -> None:
    notebook(emulator, "first", tags={"team": "vision"})
    notebook(emulator, "second", flavor=LARGE)
    notebook(emulator, "browser-only", ssh=False)
    notebook(emulator, "resting", state="stopped")
    emulator.clear_requests()

    parsed = Parsed(write(tmp_path, **options))

    assert set(parsed.hosts) == parsed.groups["modelarts"] == hosts
    assert not {"browser-only", "resting"} & {name for name, host in parsed.hosts.items() if "ansible_host" in host}
    assert len(emulator.requests()) == 1


def test_the_service_applies_the_filters(emulator: Emulator, tmp_path: Path) -> None:
    Parsed(
        write(
            tmp_path,
            filters={"name": "a", "tags": {"team": "x"}, "pool_id": POOL, "owner": "0" * 32, "all_users": True},
        )
    )

    assert emulator.requests()[-1]["operation"] == "ListAllNotebooks"
    wanted = {
        "name": "a",
        "tags": "team|x",
        "pool_id": POOL,
        "owner": "0" * 32,
        "status": "RUNNING",
        "workspace_id": "0",
    }
    assert wanted.items() <= dict(queries(emulator)[-1]).items()


# Names, variables, groups


def test_hostnames_are_tried_in_order(emulator: Emulator, tmp_path: Path) -> None:
    first = notebook(emulator, "first", tags={"host": "alpha"})
    second = notebook(emulator, "second")

    assert set(Parsed(write(tmp_path, hostnames=["modelarts_tags.host", "name_id"])).hosts) == {
        "alpha",
        f"second_{second}",
    }
    assert set(Parsed(write(tmp_path, hostnames=["id"])).hosts) == {first, second}
    assert set(Parsed(write(tmp_path, hostnames=["modelarts_tags.host"])).hosts) == {"alpha", second}
    assert set(Parsed(write(tmp_path, hostnames=["'ma-' ~ modelarts_name"])).hosts) == {"ma-first", "ma-second"}


def test_no_notebook_is_lost_to_an_equal_name(emulator: Emulator, tmp_path: Path) -> None:
    ids = [notebook(emulator, f"n{number}", record={"name": "same"}) for number in range(2)]
    third = notebook(emulator, "n2", record={"name": f"same_{ids[0]}"})

    parsed = Parsed(write(tmp_path))

    assert set(parsed.hosts) == {f"same_{ids[0]}_{ids[0]}", f"same_{ids[1]}", f"same_{ids[0]}_{third}"}
    assert {host["modelarts_id"] for host in parsed.hosts.values()} == {*ids, third}
    assert parsed.warnings == ["Several notebooks each would be the host same: their ids were appended."]


def test_no_notebook_becomes_localhost(emulator: Emulator, tmp_path: Path) -> None:
    key = notebook(emulator, "localhost")

    assert set(Parsed(write(tmp_path)).hosts) == {key}


def test_variables_and_groups_of_ones_own(emulator: Emulator, tmp_path: Path) -> None:
    notebook(emulator, "first", tags={"team": "vision"})
    notebook(emulator, "second", tags={"team": "speech"})
    file = write(
        tmp_path,
        hostvars_prefix="nb_",
        compose={"ansible_user": "'root'", "label": "nb_name | upper", "absent": "nb_nothing.at.all"},
        groups={"seen": "nb_tags.team == 'vision' and label == 'FIRST'"},
        keyed_groups=[{"prefix": "team", "key": "nb_tags.team"}, {"key": "nb_nothing"}],
    )

    parsed = Parsed(file)

    assert parsed.hosts["first"]["ansible_user"] == "root"
    assert parsed.hosts["first"]["label"] == "FIRST"
    assert "absent" not in parsed.hosts["first"]
    assert "modelarts_name" not in parsed.hosts["first"]
    assert parsed.groups == {
        "modelarts": {"first", "second"},
        "seen": {"first"},
        "team_vision": {"first"},
        "team_speech": {"second"},
    }


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("compose", {"label": "modelarts_nothing.at.all"}),
        ("groups", {"label": "modelarts_nothing.at.all"}),
        ("keyed_groups", [{"prefix": "label", "key": "modelarts_nothing.at.all"}]),
        ("hostnames", ["modelarts_nothing.at.all"]),
    ],
)
def test_strict(option: str, value: Any, emulator: Emulator, tmp_path: Path) -> None:
    from ansible.errors import AnsibleError

    key = notebook(emulator, "first")

    assert set(Parsed(write(tmp_path, **{option: value})).hosts) == {key if option == "hostnames" else "first"}
    with pytest.raises(AnsibleError, match="modelarts_nothing|label"):
        Parsed(write(tmp_path, strict=True, **{option: value}))


# What the service tells is data

TRICKS = (
    "{{ lookup('ansible.builtin.pipe', 'touch pwned') }}",
    "{% set x = lookup('ansible.builtin.pipe', 'touch pwned') %}",
    "#jinja2: variable_start_string: '[[', variable_end_string: ']]'\n[[ lookup('pipe', 'touch pwned') ]]",
)


@pytest.mark.parametrize("trick", TRICKS)
def test_templates_of_the_service_stay_text(trick: str, emulator: Emulator, tmp_path: Path) -> None:
    tags = [{"key": "team", "value": trick}]
    notebook(emulator, "first", record={"description": trick, "tags": tags})
    notebook(emulator, "second", record={"name": trick})
    file = write(
        tmp_path,
        compose={"said": "'He said: ' ~ modelarts_description", "team": "modelarts_tags.team"},
        groups={"tricked": "modelarts_description == 'x'"},
        keyed_groups=[{"prefix": "team", "key": "modelarts_tags.team"}],
    )
    shown = "[inventory_hostname, modelarts_name, modelarts_description, modelarts_tags, said, team | default('-')]"

    run = command(
        "ansible", "-i", file, "all", "-c", "local", "-m", "debug", "-a", json.dumps({"var": shown}), cwd=tmp_path
    )
    inventory = command("ansible-inventory", "-i", file, "--list", cwd=tmp_path)

    assert run.returncode == inventory.returncode == 0, run.stdout + run.stderr
    assert run.stdout.count(json.dumps(trick)[1:-1]) >= 6
    assert json.dumps(trick)[1:-1] in inventory.stdout
    assert not list(tmp_path.rglob("pwned"))


@pytest.mark.parametrize(
    "uri",
    [
        "ssh://-oProxyCommand=x@dev.example:22",
        "ssh://ma-user@-oProxyCommand=x:22",
        "ssh://{{ 7 }}@dev.example:22",
        "ssh://ma-user@dev.example:22;reboot",
        "telnet://ma-user@dev.example:22",
    ],
)
def test_an_odd_address_is_not_used(uri: str, emulator: Emulator, tmp_path: Path) -> None:
    key = notebook(emulator, "first")
    (row,) = (record for record in emulator.objects("notebook"))
    answer = {"current": 0, "data": [{**row, "endpoints": [{"service": "SSH", "uri": uri}]}], "pages": 1, "total": 1}
    emulator.fault("ListNotebooks", status=200, body=json.dumps(answer), count=1)

    parsed = Parsed(write(tmp_path))

    assert parsed.hosts == {}
    assert parsed.warnings == [f"The SSH address of the notebook {key} is not understood: {uri!a}"]


def test_addresses(emulator: Emulator, tmp_path: Path) -> None:
    notebook(emulator, "first")
    (row,) = (record for record in emulator.objects("notebook"))
    uris = ["ssh://dev.example", "ssh://root@[2001:db8::1]:22/"]
    rows = [
        {**row, "id": str(number), "name": f"n{number}", "endpoints": [{"dev_service": "SSH", "uri": uri}]}
        for number, uri in enumerate(uris)
    ]
    emulator.fault("ListNotebooks", status=200, body=json.dumps({"data": rows, "total": 2}), count=1)

    parsed = Parsed(write(tmp_path))

    addresses = {
        name: {key: value for key, value in host.items() if key.startswith("ansible_")}
        for name, host in parsed.hosts.items()
    }
    assert addresses == {
        "n0": {"ansible_host": "dev.example"},
        "n1": {"ansible_host": "2001:db8::1", "ansible_port": 22, "ansible_user": "root"},
    }


# Files


def test_only_files_of_its_name(tmp_path: Path) -> None:
    from ansible.plugins.loader import inventory_loader

    plugin = inventory_loader.get(NAME)
    suits = {name: plugin.verify_file(str(write(tmp_path, name=name))) for name in ("modelarts.yml", "hosts.yml")}

    assert suits == {"modelarts.yml": True, "hosts.yml": False}
    assert not plugin.verify_file(str(tmp_path / "missing.modelarts.yml"))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"regoin": "x"}, "There is no option regoin."),
        ({"hostvars_prefix": ""}, "hostvars_prefix must be letters, digits and underscores, and not empty."),
        ({"projects": ["eu-de"]}, "projects[0] must be a dictionary of options, such as region."),
        ({"projects": [{}, {"regoin": "x"}]}, "There is no option projects[1].regoin."),
        (
            {"projects": [{"endpoint": "http://a.example"}]},
            "projects[0]: endpoint http://a.example would show credentials",
        ),
        ({"projects": [{"access_key": "AK"}]}, "projects[0]: secret_key is missing beside access_key"),
        ({"filters": {"nmae": "x"}}, "There is no option filters.nmae."),
        ({"filters": {"limit": 5}}, "There is no option filters.limit."),
        ({"filters": {"status": ["RUNNING", "UP"]}}, "filters.status must be of INIT, CREATING"),
        ({"filters": {"status": [{}]}}, "filters.status must be of INIT, CREATING"),
        ({"filters": {"feature": "X"}}, "filters: value of feature must be one of: NOTEBOOK, DEFAULT"),
        ({"validate_certs": "{{ 'maybe' }}"}, "maybe"),
        ({"access_key": "{{ nothing }}"}, "access_key: "),
        ({"projects": [{"secret_key": "{{ nothing }}"}]}, "projects[0].secret_key: "),
        ({"profile": "none-such"}, "The profile none-such was not found"),
    ],
)
def test_what_is_wrong_in_a_file_is_said(
    options: dict[str, Any], sentence: str, emulator: Emulator, tmp_path: Path
) -> None:
    from ansible.errors import AnsibleParserError

    with pytest.raises(AnsibleParserError) as error:
        Parsed(write(tmp_path, **options))

    assert sentence in str(error.value)
    assert emulator.requests() == []


def test_a_failure_names_the_file_and_the_reason(emulator: Emulator, tmp_path: Path) -> None:
    file = write(tmp_path, access_key="WRONG", secret_key="VERY-SECRET")

    run = command("ansible-inventory", "-i", file, "--list", cwd=tmp_path, ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED="1")

    text = " ".join(run.stderr.split())
    assert run.returncode != 0
    assert f"{file}: {emulator.region}, {emulator.project_id}: could not read notebooks: GET" in text
    assert "HTTP 401" in text
    assert "VERY-SECRET" not in run.stdout + run.stderr


def examples() -> list[dict[str, Any]]:
    source = ast.parse(PLUGIN.read_text(encoding="utf-8"))
    (text,) = (
        ast.literal_eval(node.value)
        for node in source.body
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["EXAMPLES"]
    )
    return list(yaml.safe_load_all(text))


@pytest.mark.parametrize("number", range(len(examples())))
def test_examples_work(number: int, emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("cn-north-4", "ap-southeast-1", "ap-southeast-1_research"):
        emulator.control("POST", "projects", {"name": name})
    for name, value in (("ACCESS", emulator.access_key), ("SECRET", emulator.secret_key)):
        monkeypatch.setenv(f"VISION_{name}_KEY", value)
    notebook(emulator, "first", tags={"team": "vision"})
    example = examples()[number]
    for entry in example.get("projects", ()):  # which would lead to the real service otherwise
        entry["endpoint"] = emulator.endpoint
    example.update({"cache_connection": str(tmp_path / "cache")} if example.get("cache") else {})

    parsed = Parsed(write(tmp_path, yaml.safe_dump({**example, "strict": True})))

    assert parsed.warnings == []
    assert queries(emulator)[-1]
