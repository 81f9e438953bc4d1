# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role `notebook`, run by ansible-playbook; the emulator tells what it was asked and what there is. The demo."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.emulator.testing import Emulator
from tests.playbooks import Run
from tests.support import LARGE, SMALL
from tests.tools import tree

ROLE = [{"ansible.builtin.include_role": {"name": "huaweicloud.modelarts.notebook"}}]
INPUT = {"uri": "obs://data/input/", "mount_path": "/data/input/"}
RESULTS = {"uri": "obs://data/results/", "mount_path": "/data/results/"}
NOTEBOOK: dict[str, Any] = {
    "notebook_name": "vision",
    "notebook_flavor": SMALL,
    "notebook_image": "pytorch1.8-cuda10.2-cudnn7-ubuntu18.04",
    "notebook_volume_capacity": 10,
    "notebook_ssh_key": "vision-key",
    "notebook_ssh_allowed_addresses": ["203.0.113.7"],
    "notebook_auto_stop": "4h",
    "notebook_tags": {"team": "vision"},
    "notebook_mounts": [INPUT, RESULTS],
}
ABSENT = {"notebook_name": "vision", "notebook_state": "absent"}
UNCHANGED = ["ListNotebooks", "ListDynamicStorages"]


class RoleRun(Run):
    """A run of the role with these variables, and the operations that the emulator was asked for meanwhile.

    asked: all of them. writes: those that are no GET. facts: notebook_result.
    """

    def __init__(self, emulator: Emulator, variables: dict[str, Any], *arguments: str, **options: Any) -> None:
        before = emulator.last_request()
        env = options.pop("env", emulator.env)
        super().__init__(ROLE, env, "-e", json.dumps(variables), *arguments, **options)
        self.failed = self.status != 0
        requests = emulator.requests(before)
        self.asked = [row["operation"] for row in requests]
        self.writes = [row["operation"] for row in requests if row["method"] != "GET"]
        self.changed = any(result.get("changed") for _task, result in self.results)
        self.facts = self.fact("notebook_result")

    def fact(self, name: str) -> Any:
        """What the role has told last; None when it has not."""
        facts = [result.get("ansible_facts", {}) for _task, result in self.results]
        return next((row[name] for row in reversed(facts) if name in row), None)


@pytest.fixture(scope="module")
def process() -> Iterator[Emulator]:
    with Emulator(speed=1000) as emulator:
        yield emulator
        assert emulator.errors() == ""


@pytest.fixture(scope="module")
def objects(process: Emulator) -> dict[str, list[dict[str, Any]]]:
    """The notebook and its mounts, as the role makes them."""
    process.reset()
    done(process, NOTEBOOK)
    return {kind: process.objects(kind) for kind in ("notebook", "notebook_storage")}


@pytest.fixture
def emulator(process: Emulator) -> Emulator:
    """An empty account."""
    process.reset()
    process.settings(check_answers=True)
    return process


@pytest.fixture
def notebook(objects: dict[str, list[dict[str, Any]]], emulator: Emulator) -> Emulator:
    """An account with the notebook in it."""
    for kind, rows in objects.items():
        for row in rows:
            emulator.put(kind, row["id"], **row)
    return emulator


def done(emulator: Emulator, variables: dict[str, Any], *arguments: str, **options: Any) -> RoleRun:
    """A run that must not fail."""
    run = RoleRun(emulator, variables, *arguments, **options)
    assert not run.failed, run.text
    return run


def refused(emulator: Emulator, **changes: Any) -> str:
    """What a run prints that must fail without a request."""
    run = RoleRun(emulator, {**NOTEBOOK, **changes})
    assert run.failed and run.asked == [], run.text
    return run.text


def one(emulator: Emulator) -> dict[str, Any]:
    (row,) = emulator.objects("notebook")
    return row


def mounted(emulator: Emulator) -> dict[str, str]:
    return {row["mount_path"]: row["uri"] for row in emulator.objects("notebook_storage") if row["status"] == "MOUNTED"}


def test_a_notebook_is_created_as_asked_and_the_second_run_sends_two_requests(emulator: Emulator) -> None:
    first = done(emulator, NOTEBOOK, "--diff")
    assert first.writes == ["CreateNotebook", "CreateNotebookTags", "AttachDynamicStorage", "AttachDynamicStorage"]
    row = one(emulator)
    assert (row["status"], row["flavor"], row["image"]["name"]) == ("RUNNING", SMALL, NOTEBOOK["notebook_image"])
    assert (row["volume"]["capacity"], row["lease"]["length"]) == (10, 4 * 3600 * 1000)
    assert row["endpoints"][0]["key_pair_names"] == ["vision-key"]
    assert row["endpoints"][0]["allowed_access_ips"] == ["203.0.113.7"]
    assert row["tags"] == [{"key": "team", "value": "vision"}]
    assert mounted(emulator) == {"/data/input/": "obs://data/input/", "/data/results/": "obs://data/results/"}

    again = done(emulator, NOTEBOOK)
    assert not again.changed
    assert again.asked == UNCHANGED

    assert not done(emulator, {**NOTEBOOK, "notebook_tags": None}).changed, "null leaves tags alone"
    assert one(emulator)["tags"] == [{"key": "team", "value": "vision"}]


def test_the_ordinary_road_does_the_same(emulator: Emulator) -> None:
    assert done(emulator, NOTEBOOK, in_process=False).changed
    again = done(emulator, NOTEBOOK, in_process=False)
    assert (again.changed, again.asked) == (False, UNCHANGED)
    assert again.modules == 2


def test_nothing_but_a_name_and_what_a_notebook_needs(emulator: Emulator) -> None:
    few = {name: NOTEBOOK[name] for name in ("notebook_name", "notebook_flavor", "notebook_image")}
    assert done(emulator, few).writes == ["CreateNotebook"]
    again = done(emulator, few)
    assert (again.changed, again.asked) == (False, ["ListNotebooks"])
    assert done(emulator, {"notebook_name": "vision"}).asked == ["ListNotebooks"]


def test_check_mode_plans_everything_on_an_empty_account(emulator: Emulator) -> None:
    plan = done(emulator, {**NOTEBOOK, "notebook_save_image": "team/vision:1"}, "--check", "--diff")
    assert plan.changed and plan.writes == []
    for line in ("1. create: POST", "2. tag: POST", "obs://data/results/", "1. save: POST", "<id of notebook vision>"):
        assert line in plan.text
    gone = done(emulator, ABSENT, "--check")
    assert not gone.changed and gone.writes == []


def test_a_stop_ends_the_mounts_and_a_start_puts_them_back(notebook: Emulator) -> None:
    stopped = done(notebook, {**NOTEBOOK, "notebook_state": "stopped"})
    assert stopped.writes == ["StopNotebook"]
    assert one(notebook)["status"] == "STOPPED" and mounted(notebook) == {}
    assert done(notebook, {**NOTEBOOK, "notebook_state": "stopped"}).asked == ["ListNotebooks"]

    left = done(notebook, NOTEBOOK)
    assert not left.changed and left.asked == ["ListNotebooks"]
    assert "vision is STOPPED, so nothing can be mounted" in left.text

    started = done(notebook, {**NOTEBOOK, "notebook_state": "started"})
    assert started.writes == ["StartNotebook", "AttachDynamicStorage", "AttachDynamicStorage"]
    assert list(mounted(notebook)) == ["/data/input/", "/data/results/"]
    assert one(notebook)["lease"]["length"] == 4 * 3600 * 1000


def test_a_change_that_restarts_puts_the_mounts_back_and_check_mode_says_so(notebook: Emulator) -> None:
    larger = {**NOTEBOOK, "notebook_flavor": LARGE}
    plan = done(notebook, larger, "--check", "--diff")
    assert plan.writes == [] and plan.text.count("1. mount: POST") == 2
    assert done(notebook, larger).writes == [
        "StopNotebook",
        "UpdateNotebook",
        "StartNotebook",
        "AttachDynamicStorage",
        "AttachDynamicStorage",
    ]
    assert list(mounted(notebook)) == ["/data/input/", "/data/results/"]
    assert not done(notebook, larger).changed


def test_another_folder_is_mounted_in_the_place_of_the_first(notebook: Emulator) -> None:
    other = {**NOTEBOOK, "notebook_mounts": [{**INPUT, "uri": "obs://data/other/"}, RESULTS]}
    plan = done(notebook, other, "--check", "--diff")
    assert plan.changed and plan.writes == []
    assert done(notebook, other).writes == ["DetachDynamicStorage", "AttachDynamicStorage"]
    assert mounted(notebook) == {"/data/input/": "obs://data/other/", "/data/results/": "obs://data/results/"}
    assert done(notebook, other).asked == UNCHANGED


def test_mounts_that_are_not_listed_stay_unless_the_list_is_exclusive(notebook: Emulator) -> None:
    fewer = {**NOTEBOOK, "notebook_mounts": [INPUT]}
    assert done(notebook, fewer).asked == UNCHANGED
    assert done(notebook, {**fewer, "notebook_mounts_exclusive": True}).writes == ["DetachDynamicStorage"]
    assert list(mounted(notebook)) == ["/data/input/"]
    none = {**NOTEBOOK, "notebook_mounts": [], "notebook_mounts_exclusive": True}
    assert done(notebook, none).writes == ["DetachDynamicStorage"]
    again = done(notebook, none)
    assert (again.changed, again.asked, mounted(notebook)) == (False, UNCHANGED, {})


def test_a_mount_that_failed_is_mounted_again(notebook: Emulator) -> None:
    notebook.patch("notebook_storage", notebook.objects("notebook_storage")[0]["id"], status="MOUNT_FAILED")
    assert done(notebook, NOTEBOOK).writes == ["DetachDynamicStorage", "AttachDynamicStorage"]
    assert len(mounted(notebook)) == 2


@pytest.mark.parametrize("addresses", ["", ["203.0.113.7", "0.0.0.0/0"], "0.0.0.0/1,128.0.0.0/1"])
def test_ssh_that_is_open_to_the_internet_is_refused(emulator: Emulator, addresses: Any) -> None:
    text = refused(emulator, notebook_ssh_allowed_addresses=addresses)
    assert "open to the whole internet" in text and "notebook_ssh_open_to_internet" in text


@pytest.mark.parametrize("addresses", [[], ["0.0.0.0/0"]])
def test_ssh_is_open_to_the_internet_when_that_is_asked_for_by_name(emulator: Emulator, addresses: list[str]) -> None:
    wide = {**NOTEBOOK, "notebook_ssh_allowed_addresses": addresses, "notebook_ssh_open_to_internet": "true"}
    done(emulator, wide)
    assert one(emulator)["endpoints"][0]["allowed_access_ips"] == addresses
    assert done(emulator, wide).asked == UNCHANGED


def test_mistakes_are_told_before_anything_is_asked(emulator: Emulator) -> None:
    assert "needs notebook_ssh_key" in refused(emulator, notebook_ssh_key="")
    assert "obs://bucket/folder/=/data/folder/" in refused(emulator, notebook_mounts="obs://data/input/")
    assert "obs://bucket/folder/=/data/folder/" in refused(emulator, notebook_mounts=[{"uri": INPUT["uri"]}])
    assert "of its own" in refused(emulator, notebook_mounts=[INPUT, {**INPUT, "uri": "obs://data/other/"}])
    assert "organization/name:tag" in refused(emulator, notebook_save_image="vision")
    assert "value of notebook_state must be one of" in refused(emulator, notebook_state="running")


def test_an_image_is_saved_once_and_goes_only_when_asked(notebook: Emulator) -> None:
    saving = {**NOTEBOOK, "notebook_save_image": "team/vision:1"}
    assert done(notebook, saving).writes == ["CreateImage"]
    images = [row for row in notebook.objects("image") if row["type"] == "DEDICATED"]
    assert [(row["namespace"], row["name"], row["tag"]) for row in images] == [("team", "vision", "1")]
    again = done(notebook, saving)
    assert (again.changed, again.asked) == (False, [*UNCHANGED, "ListImage"])

    assert done(notebook, {**ABSENT, "notebook_save_image": "team/vision:1"}).writes[-1] == "DeleteNotebook"
    removal = {**ABSENT, "notebook_save_image": "team/vision:1", "notebook_remove_image": True}
    assert done(notebook, removal).writes == ["DeleteImage"]
    assert not done(notebook, removal).changed


def test_a_notebook_is_saved_before_it_is_stopped(notebook: Emulator) -> None:
    evening = {**NOTEBOOK, "notebook_state": "stopped", "notebook_save_image": "team/vision:1"}
    assert done(notebook, evening).writes == ["CreateImage", "StopNotebook"]
    again = done(notebook, evening)
    assert not again.changed and "only a running one can be saved" in again.text


def test_removal_lets_the_folders_go_first_and_then_the_notebook(notebook: Emulator) -> None:
    plan = done(notebook, ABSENT, "--check", "--diff")
    assert plan.changed and plan.writes == []
    assert done(notebook, ABSENT).writes == ["DetachDynamicStorage", "DetachDynamicStorage", "DeleteNotebook"]
    assert notebook.objects("notebook") == []
    again = done(notebook, ABSENT)
    assert not again.changed and set(again.asked) == {"ListNotebooks"}


def test_a_stopped_notebook_is_removed(notebook: Emulator) -> None:
    done(notebook, {**NOTEBOOK, "notebook_state": "stopped"})
    assert done(notebook, ABSENT).writes == ["DeleteNotebook"]


def test_of_two_notebooks_with_one_name_the_id_says_which(notebook: Emulator) -> None:
    first = one(notebook)["id"]
    copy = {key: value for key, value in one(notebook).items() if key != "id"}
    second = "0" * 8 + first[8:]
    notebook.put("notebook", second, **copy)
    both = RoleRun(notebook, ABSENT)
    assert both.failed and both.writes == [] and first in both.text and second in both.text
    assert done(notebook, {**ABSENT, "notebook_id": second}).writes == ["DeleteNotebook"]
    assert one(notebook)["id"] == first


def test_every_variable_can_be_text_as_surveys_give_it(emulator: Emulator) -> None:
    unused = ("id", "description", "pool_id", "volume_uri", "volume_id", "auto_stop_type", "save_image")
    survey = {
        **{f"notebook_{name}": "" for name in unused},
        **NOTEBOOK,
        "notebook_volume_capacity": "10",
        "notebook_ssh_allowed_addresses": "203.0.113.7, 198.51.100.0/24",
        "notebook_ssh_open_to_internet": "false",
        "notebook_auto_stop": "never",
        "notebook_tags": "team=vision, stage = test",
        "notebook_mounts": "obs://data/input=/data/input\r\nobs://data/results/ = /data/results/\r\n",
        "notebook_mounts_exclusive": "true",
        "notebook_recreate": "false",
        "notebook_wait_timeout": "60",
    }
    done(emulator, survey)
    row = one(emulator)
    assert row["lease"]["enable"] is False
    assert {tag["key"]: tag["value"] for tag in row["tags"]} == {"team": "vision", "stage": "test"}
    assert row["endpoints"][0]["allowed_access_ips"] == ["203.0.113.7", "198.51.100.0/24"]
    assert mounted(emulator) == {"/data/input/": "obs://data/input/", "/data/results/": "obs://data/results/"}
    assert done(emulator, survey).asked == UNCHANGED
    untagged = done(emulator, {**survey, "notebook_tags": ""})
    assert not untagged.changed
    assert done(emulator, {**survey, "notebook_tags": {}}).writes == ["DeleteNotebookTags"]


def test_the_result_is_there_for_tasks_that_follow(notebook: Emulator) -> None:
    saving = {**NOTEBOOK, "notebook_save_image": "team/vision:1"}
    for arguments in (("--check",), (), ()):
        facts = done(notebook, saving, *arguments).facts
        assert facts and (facts["notebook"]["id"], facts["notebook"]["status"]) == (one(notebook)["id"], "RUNNING")
        assert {row["mount_path"]: row["uri"] for row in facts["mounts"]} == mounted(notebook)
        assert (facts["image"]["name"], facts["image"]["tag"]) == ("vision", "1")
        assert "token" not in facts["notebook"]
    assert done(notebook, ABSENT).facts == {"notebook": {}, "mounts": [], "image": {}}


def test_a_volume_that_was_not_given_is_left_alone(emulator: Emulator) -> None:
    """Not even with recreate is a notebook lost whose volume is of another kind."""
    big = {"notebook_volume_category": "EFS", "notebook_volume_ownership": "MANAGED", "notebook_volume_capacity": 50}
    done(emulator, {**NOTEBOOK, **big})
    key = one(emulator)["id"]
    evening = {"notebook_name": NOTEBOOK["notebook_name"], "notebook_state": "stopped", "notebook_recreate": True}
    assert done(emulator, evening).writes == ["StopNotebook"]
    assert (one(emulator)["id"], one(emulator)["volume"]["category"]) == (key, "EFS")


def test_several_are_begun_together_waited_for_together_and_mounted_each(emulator: Emulator) -> None:
    names = ["one", "two", "three"]
    class_of = {key: value for key, value in NOTEBOOK.items() if key != "notebook_name"}
    class_of |= {"notebook_names": "one, two\nthree", "notebook_mounts": [INPUT]}
    plan = done(emulator, class_of, "--check", "--diff")
    assert plan.writes == [] and plan.text.count("1. create: POST") == plan.text.count("1. mount: POST") == 3

    first = done(emulator, class_of)
    assert first.writes == [*["CreateNotebook", "CreateNotebookTags"] * 3, *["AttachDynamicStorage"] * 3]
    begun = first.asked[: len(first.asked) - first.asked[::-1].index("CreateNotebookTags") + 1]
    assert begun.count("ShowNotebook") == 3, "none is waited for before all are begun, and each is told as it is then"
    assert [row["status"] for row in emulator.objects("notebook")] == ["RUNNING"] * 3
    told = first.fact("notebook_results")
    assert [row["notebook"]["name"] for row in told] == names
    assert {row["notebook"]["status"] for row in told} == {"RUNNING"}
    assert [row["mounts"][0]["status"] for row in told] == ["MOUNTED"] * 3
    assert first.facts == told[0]

    again = done(emulator, {**class_of, "notebook_names": names})
    assert not again.changed
    assert again.asked == ["ListNotebooks"] * 4 + ["ListDynamicStorages"] * 3
    assert {row["key"] for notebook in emulator.objects("notebook") for row in notebook["tags"]} == {"team"}

    evening = {"notebook_names": names, "notebook_state": "stopped"}
    assert done(emulator, evening).writes == ["StopNotebook"] * 3
    assert [row["status"] for row in emulator.objects("notebook")] == ["STOPPED"] * 3
    assert not done(emulator, evening).changed
    assert done(emulator, {**class_of, "notebook_state": "started"}).writes.count("AttachDynamicStorage") == 3

    absent = {"notebook_names": names, "notebook_state": "absent"}
    assert done(emulator, absent, "--check").writes == []
    removed = done(emulator, absent)
    assert removed.writes == ["DetachDynamicStorage"] * 3 + ["DeleteNotebook"] * 3
    assert removed.fact("notebook_results") == [] and emulator.objects("notebook") == []
    assert not done(emulator, absent).changed


def test_what_is_for_one_notebook_is_refused_for_several(emulator: Emulator) -> None:
    several = {"notebook_name": "", "notebook_names": ["one", "two"]}
    assert "for a single notebook" in refused(emulator, **several, notebook_save_image="team/vision:1")
    assert "for a single notebook" in refused(emulator, **several, notebook_id="e13861e3-6af2-41ed-8c67-e9f028159db6")
    assert "Either notebook_name" in refused(emulator, notebook_names=["one", "two"])
    assert "Either notebook_name" in refused(emulator, notebook_name="")


def test_one_of_several_that_fails_is_told(emulator: Emulator) -> None:
    emulator.settings(outcomes={"notebook": {"CREATING": "CREATE_FAILED"}})
    run = RoleRun(emulator, {**NOTEBOOK, "notebook_name": "", "notebook_names": ["one", "two"]})
    assert run.failed and "CREATE_FAILED" in run.text
    assert run.writes.count("CreateNotebook") == 2 and "AttachDynamicStorage" not in run.writes


def test_credentials_can_be_defaults_of_the_modules_and_do_not_show(emulator: Emulator) -> None:
    names = ("access_key", "secret_key", "region", "project_id", "endpoint", "iam_endpoint")
    auth = {name: emulator.ready[name] for name in names}
    play = {"module_defaults": {"group/huaweicloud.modelarts.modelarts": "{{ auth }}"}}
    run = done(emulator, {**NOTEBOOK, "auth": auth}, "-vvv", "--diff", env={}, play=play)
    assert run.changed and emulator.secret_key not in run.text


def test_the_demo_does_what_it_says() -> None:
    demo = subprocess.run(
        ["bash", str(tree.ROOT / "tests" / "demo.sh"), str(Path(sys.executable).parent)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert demo.returncode == 0, demo.stdout + demo.stderr
    assert "2 requests were sent." in demo.stdout
    assert "update: PUT" in demo.stdout
