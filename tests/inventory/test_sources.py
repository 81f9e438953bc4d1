# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the inventory comes from: places and credentials, the cache, and how many requests it takes."""

from __future__ import annotations

import json
import os
import uuid
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.emulator.store import Store
from tests.emulator.testing import Emulator
from tests.inventory.support import NAME, Parsed, command, listed, notebook, write

WRONG = {"access_key": "WRONG", "secret_key": "WRONG"}


def other_project(emulator: Emulator, name: str) -> str:
    return str(emulator.control("POST", "projects", {"name": name})["id"])


def operations(emulator: Emulator) -> dict[str, int]:
    return dict(Counter(row["operation"] for row in emulator.requests()))


# Several places


def test_projects_of_one_file(emulator: Emulator, tmp_path: Path) -> None:
    research = other_project(emulator, "research")
    notebook(emulator, "first")
    notebook(emulator, "second", project_id=research)
    projects = [{}, {"project_id": research}, {"project_name": "research"}, {"project_id": ""}]

    parsed = Parsed(write(tmp_path, projects=projects))

    assert {name: host["modelarts_project_id"] for name, host in parsed.hosts.items()} == {
        "first": emulator.project_id,
        "second": research,
    }
    assert parsed.warnings == []


def test_a_region_leaves_the_project_and_endpoint_of_the_other_behind(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = other_project(emulator, "there-1")
    notebook(emulator, "here")
    notebook(emulator, "there", project_id=there)
    key = f"ak = {emulator.access_key}\nsk = {emulator.secret_key}\nproject_id = {emulator.project_id}\n"
    (tmp_path / "credentials").write_text(f"[vision]\n{key}", encoding="utf-8")
    monkeypatch.setenv("HUAWEICLOUD_SDK_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    projects = [{}, {"region": "there-1", "endpoint": emulator.endpoint}]

    for profile in ({}, {"profile": "vision"}):  # the project to leave is one of the environment, of the file
        parsed = Parsed(write(tmp_path, projects=projects, **profile))
        assert {name: host["modelarts_region"] for name, host in parsed.hosts.items()} == {
            "here": emulator.region,
            "there": "there-1",
        }
    nowhere = Parsed(write(tmp_path, retries=0, on_error="warn", projects=[{"region": "x", "cloud": "invalid"}]))
    assert "the host name iam.x.invalid is not known" in nowhere.warnings[0]


def test_a_failing_place_is_named(emulator: Emulator, tmp_path: Path) -> None:
    from ansible.errors import AnsibleParserError

    notebook(emulator, "first")
    options: dict[str, Any] = {"projects": [{}, WRONG]}
    place = f"projects[1] ({emulator.region}, {emulator.project_id})"

    with pytest.raises(AnsibleParserError) as error:
        Parsed(write(tmp_path, **options))
    parsed = Parsed(write(tmp_path, on_error="warn", **options))

    assert f"{place}: could not read notebooks: GET" in str(error.value)
    assert "HTTP 401" in str(error.value)
    assert set(parsed.hosts) == {"first"}
    assert f"{place} is left out: could not read notebooks" in parsed.warnings[0]
    assert len(parsed.warnings) == 1


# Credentials


def test_credentials_from_templates_and_the_vault(emulator: Emulator, tmp_path: Path) -> None:
    notebook(emulator, "first")
    secret = emulator.env["HW_SECRET_KEY"]
    (tmp_path / "password").write_text("open sesame", encoding="utf-8")
    arguments = ("encrypt_string", "--vault-password-file", str(tmp_path / "password"), "--name", "secret_key", secret)
    encrypted = command("ansible-vault", *arguments, cwd=tmp_path).stdout
    assert "$ANSIBLE_VAULT" in encrypted
    own = f'access_key: \'{{{{ lookup("ansible.builtin.env", "OWN_KEY") }}}}\'\n{encrypted}'
    nested = f"projects:\n  - region: '{{{{ place }}}}'\n    endpoint: {emulator.endpoint}\n    " + own.replace(
        "\n", "\n    "
    )
    env = {"OWN_KEY": emulator.access_key, "HW_ACCESS_KEY": "", "HW_SECRET_KEY": "", "HW_REGION_NAME": ""}
    extra = ("-e", f"place={emulator.region}", "--vault-password-file", str(tmp_path / "password"))

    at_top = write(tmp_path, f"plugin: {NAME}\nuse_extra_vars: true\nregion: '{{{{ place }}}}'\n{own}")
    inside = write(tmp_path, f"plugin: {NAME}\nuse_extra_vars: true\n{nested}", name="inside.modelarts.yml")

    for file in (at_top, inside):
        shown = listed(file, *extra, **env)
        assert shown["modelarts"]["hosts"] == ["first"]
        assert shown["_meta"]["hostvars"]["first"]["modelarts_region"] == emulator.region
        assert secret not in json.dumps(shown)


def test_a_password_works_too(emulator: Emulator, tmp_path: Path) -> None:
    notebook(emulator, "first")
    user: dict[str, Any] = {
        "username": emulator.username,
        "password": emulator.password,
        "domain_name": emulator.domain_name,
    }

    assert set(Parsed(write(tmp_path, **user)).hosts) == {"first"}
    assert set(Parsed(write(tmp_path, projects=[user])).hosts) == {"first"}


# The cache


def cached(folder: Path, **options: Any) -> Path:
    where: dict[str, Any] = {
        "cache": True,
        "cache_plugin": "ansible.builtin.jsonfile",
        "cache_connection": str(folder / "cache"),
    }
    return write(folder, **where, **options)


def test_a_cached_inventory_sends_nothing(emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook(emulator, "first", tags={"team": "vision"})
    monkeypatch.delenv("HW_PROJECT_ID")  # so that there would be something to ask IAM, too
    fresh = Parsed(cached(tmp_path))
    notebook(emulator, "second")
    emulator.clear_requests()

    again = Parsed(cached(tmp_path))
    grouped = Parsed(cached(tmp_path, keyed_groups=[{"key": "modelarts_tags.team", "prefix": "team"}]))
    shown = listed(cached(tmp_path), XDG_CACHE_HOME=str(tmp_path / "no-tokens-kept"))

    assert emulator.requests() == []
    assert set(again.hosts) == {"first"}
    assert again.hosts == fresh.hosts
    assert grouped.groups["team_vision"] == {"first"}
    assert shown["_meta"]["hostvars"]["first"].items() <= fresh.hosts["first"].items()


def test_without_a_cache_each_run_asks(emulator: Emulator, tmp_path: Path) -> None:
    assert Parsed(write(tmp_path)).hosts == Parsed(write(tmp_path)).hosts == {}
    assert operations(emulator) == {"ListNotebooks": 2}


def test_other_filters_places_and_users_are_kept_apart(emulator: Emulator, tmp_path: Path) -> None:
    research = other_project(emulator, "research")
    other = emulator.control(
        "POST", "users", {"name": "bob", "password": "Secret-123", "projects": [emulator.project_id]}
    )
    bob = {"access_key": other["key"]["access_key"], "secret_key": other["key"]["secret_key"]}
    notebook(emulator, "first")
    emulator.clear_requests()
    variants: list[dict[str, Any]] = [
        {},
        {"filters": {"name": "first"}},
        {"filters": {"status": "STOPPED"}},
        {"project_id": research},
        bob,
    ]

    fresh = [set(Parsed(cached(tmp_path, **variant)).hosts) for variant in variants]
    again = [set(Parsed(cached(tmp_path, **variant)).hosts) for variant in variants]

    assert fresh == again == [{"first"}, {"first"}, set(), set(), set()]
    assert operations(emulator) == {"ListNotebooks": len(variants)}


def test_a_place_that_failed_is_not_kept(emulator: Emulator, tmp_path: Path) -> None:
    notebook(emulator, "first")
    other_project(emulator, "research")
    options: dict[str, Any] = {"on_error": "warn", "retries": 0, "projects": [{}, {"project_name": "research"}]}
    emulator.clear_requests()
    emulator.fault("ListNotebooks", status=500, after=1, count=1)

    broken = Parsed(cached(tmp_path, **options))
    whole = Parsed(cached(tmp_path, **options))

    assert set(broken.hosts) == set(whole.hosts) == {"first"}
    assert (len(broken.warnings), len(whole.warnings)) == (1, 0)
    assert operations(emulator)["ListNotebooks"] == 3


def test_flush_and_refresh(emulator: Emulator, tmp_path: Path) -> None:
    file = cached(tmp_path)
    shown = {"ansible.builtin.debug": {"msg": "hosts: {{ groups.modelarts | sort | join(' ') }}"}}
    play = [{"hosts": "localhost", "gather_facts": False, "tasks": [shown, {"meta": "refresh_inventory"}, shown]}]
    (tmp_path / "play.yml").write_text(json.dumps(play), encoding="utf-8")

    def hosts(*arguments: str) -> list[str]:
        """Those at the begin of a play, and those after it has refreshed the inventory."""
        run = command("ansible-playbook", "-i", file, "play.yml", *arguments, cwd=tmp_path)
        assert run.returncode == 0, run.stdout + run.stderr
        return [line.split('"')[-2] for line in run.stdout.splitlines() if "hosts: " in line]

    notebook(emulator, "first")
    assert listed(file)["modelarts"]["hosts"] == ["first"]
    notebook(emulator, "second")
    assert hosts() == ["hosts: first", "hosts: first second"]
    notebook(emulator, "third")
    assert set(listed(file)["modelarts"]["hosts"]) == {"first", "second"}
    assert hosts("--flush-cache")[0] == "hosts: first second third"
    assert set(listed(file)["modelarts"]["hosts"]) == {"first", "second", "third"}


def test_an_old_cache_is_renewed(emulator: Emulator, tmp_path: Path) -> None:
    Parsed(cached(tmp_path))
    for kept in (tmp_path / "cache").iterdir():
        os.utime(kept, (0, 0))
    emulator.clear_requests()

    Parsed(cached(tmp_path))

    assert operations(emulator) == {"ListNotebooks": 1}


# Many


def test_five_thousand_notebooks_take_a_hundred_requests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = str(tmp_path / "state")
    with Emulator("--state", state, speed=3000) as emulator:
        for name, value in emulator.env.items():
            monkeypatch.setenv(name, value)
        notebook(emulator, "first")
        (record,) = Store(state).all("notebook")
    store = Store(state)
    for number in range(1, 5000):
        key = str(uuid.UUID(int=number << 64))
        store.put("notebook", key, {**record, "id": key, "name": f"notebook-{number}"})
    store.close()

    with Emulator("--state", state, speed=3000) as emulator:
        for name, value in emulator.env.items():
            monkeypatch.setenv(name, value)
        file = cached(tmp_path, hostnames=["name"])
        fresh = command("ansible-inventory", "-i", file, "--graph", "modelarts", cwd=tmp_path)
        first = operations(emulator)
        again = command("ansible-inventory", "-i", file, "--graph", "modelarts", cwd=tmp_path)

        hosts = {line.strip(" |-") for line in fresh.stdout.splitlines()[1:]}
        assert hosts == {"first", *(f"notebook-{number}" for number in range(1, 5000))}
        assert fresh.stderr == again.stderr == ""
        assert fresh.stdout == again.stdout
        assert first == operations(emulator) == {"ListNotebooks": 100}
