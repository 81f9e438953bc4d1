# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The account is not as it was a moment ago: what objects refer to has changed, or they are on their way."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.emulator.testing import Emulator
from tests.faults.meanwhile import Meanwhile
from tests.faults.writes import ALGORITHM, BASE, NODES, POOL, RUN, STORAGE, TEAM, one, own
from tests.playbooks import Run, task
from tests.support import LARGE, NOTEBOOK, call, done

IMAGE = {"swr_path": "swr.example.com/organization/mine:1", "services": ["NOTEBOOK"], "arch": "X86_64"}
DISK = {"category": "EVS", "ownership": "MANAGED"}
WRONG_STATE = {"status": 400, "code": "ModelArts.6347", "message": "It is not in the right status."}


def test_an_image_that_was_registered_anew(emulator: Emulator) -> None:
    """The old notebook has its name still, but the id behind it is another one."""
    notebook = {**NOTEBOOK, "image_id": "mine:1", "recreate": True}
    done("image", IMAGE)
    done("notebook", {**notebook, "volume": {**DISK, "capacity": 10}})
    done("image", {**IMAGE, "state": "absent"})
    new = done("image", IMAGE)["image"]["id"]
    planned = done("notebook", {**notebook, "volume": {**DISK, "capacity": 5}}, check=True)["plan"]
    made = done("notebook", {**notebook, "volume": {**DISK, "capacity": 5}})
    assert planned[1]["body"]["image_id"] == made["plan"][1]["body"]["image_id"] == new
    assert made["notebook"]["image"]["id"] == new


def test_an_image_that_is_gone_is_told_before_anything_is_removed(emulator: Emulator) -> None:
    notebook = {**NOTEBOOK, "image_id": "mine:1", "recreate": True}
    done("image", IMAGE)
    done("notebook", {**notebook, "volume": {**DISK, "capacity": 10}})
    done("image", {**IMAGE, "state": "absent"})
    result = call("notebook", {**notebook, "volume": {**DISK, "capacity": 5}})
    assert result["failed"] and "there is no image mine:1" in result["msg"]
    assert result["changed"] is False and one(emulator, "notebook", status="RUNNING")


def test_an_algorithm_that_was_made_anew(emulator: Emulator) -> None:
    job = {"name": "run", "algorithm": "first", "flavor_id": RUN["flavor_id"], "state": "completed"}
    done("algorithm", ALGORITHM)
    done("training_job", job)
    done("algorithm", {"name": "first", "state": "absent"})
    new = done("algorithm", ALGORITHM)["algorithm"]["metadata"]["id"]
    assert done("training_job", {**job, "rerun": "always"})["training_job"]["algorithm"]["id"] == new


def test_one_that_is_known_by_its_id_alone_is_not_removed_to_be_made_anew(emulator: Emulator) -> None:
    """A new one needs a name."""
    key = done("notebook", {**NOTEBOOK, "volume": {**DISK, "capacity": 10}})["notebook"]["id"]
    nameless = {name: value for name, value in NOTEBOOK.items() if name != "name"}
    for check in (True, False):
        result = call("notebook", {**nameless, "id": key, "recreate": True}, check=check)
        assert result["failed"] and result["msg"].endswith("give also: name")
    assert one(emulator, "notebook", id=key)


@pytest.mark.parametrize("change", [{"tags": TEAM}, {"description": "second"}])
def test_one_that_starts_is_not_stopped_for_a_change_that_comes_too_early(
    emulator: Emulator, change: dict[str, Any]
) -> None:
    done("notebook", {**NOTEBOOK, "state": "stopped"})
    emulator.settings(speed=100)
    done("notebook", {**NOTEBOOK, "state": "started", "wait": False})
    operation = "CreateNotebookTags" if "tags" in change else "UpdateNotebook"
    emulator.fault(operation, **WRONG_STATE)
    mark = emulator.last_request()
    done("notebook", {**NOTEBOOK, **change, "wait": False})
    assert [row["operation"] for row in emulator.writes(mark)] == [operation, operation]
    assert one(emulator, "notebook", status="RUNNING")


def test_a_tag_never_switches_the_run_state(emulator: Emulator) -> None:
    done("notebook", NOTEBOOK)
    emulator.fault("CreateNotebookTags", count=None, **WRONG_STATE)
    mark = emulator.last_request()
    result = call("notebook", {**NOTEBOOK, "tags": TEAM})
    assert result["failed"] and "It is not in the right status" in result["msg"]
    assert {row["operation"] for row in emulator.writes(mark)} == {"CreateNotebookTags"}


def test_tags_of_one_that_is_not_known_yet(emulator: Emulator) -> None:
    """The service takes a moment to know a new object, for every request about it."""
    unknown = {"status": 404, "code": "ModelArts.6404", "message": "The notebook does not exist."}
    for operation in ("CreateNotebookTags", "ShowNotebook"):
        emulator.fault(operation, **unknown)
    assert done("notebook", {**BASE, "wait": False})["changed"]
    assert one(emulator, "notebook", tags=[{"key": "team", "value": "vision"}])


def test_the_reason_of_a_refused_tag_is_not_lost_in_the_wait(emulator: Emulator) -> None:
    emulator.settings(speed=1)
    emulator.fault("CreateNotebookTags", count=None, status=400, code="ModelArts.6336", message="Letters only.")
    result = call("notebook", {**BASE, "wait": False, "wait_timeout": "1s"})
    assert result["failed"] and result["error_code"] == "ModelArts.6336" and result["request_id"]
    assert (
        "Letters only" in result["msg"] and "Perhaps that was too early, but notebook first is still" in result["msg"]
    )


def test_storage_for_a_notebook_that_starts(emulator: Emulator) -> None:
    done("notebook", {**NOTEBOOK, "state": "stopped"})
    emulator.settings(speed=30)
    done("notebook", {**NOTEBOOK, "state": "started", "wait": False})
    assert done("notebook_storage", STORAGE)["notebook_storage"]["status"] == "MOUNTED"


def test_a_stop_that_was_refused_is_not_made_good_by_a_start(emulator: Emulator) -> None:
    done("notebook", NOTEBOOK)
    emulator.fault("StopNotebook", status=403, code="ModelArts.0112", message="Permission denied.")
    mark = emulator.last_request()
    assert call("notebook", {**NOTEBOOK, "flavor": LARGE})["failed"]
    assert [row["operation"] for row in emulator.writes(mark)] == ["StopNotebook"]


@pytest.mark.parametrize(
    ("module", "operation", "code", "include"),
    [
        ("notebook_info", "ShowLease", "ModelArts.6404", "lease"),
        ("training_job_info", "ShowTrainJobTags", "ModelArts.2775", "tags"),
    ],
)
def test_one_that_goes_while_more_is_read_about_it(
    emulator: Emulator, module: str, operation: str, code: str, include: str
) -> None:
    options = NOTEBOOK if module == "notebook_info" else RUN
    for name in ("first", "second"):
        done(module.removesuffix("_info"), {**options, "name": name})
    emulator.fault(operation, status=404, code=code, message="It does not exist.")
    (rows,) = (value for value in done(module, {"include": [include]}).values() if isinstance(value, list))
    assert len(rows) == 1 and include in rows[0]
    mark = emulator.last_request()
    done(module, {"include": [include], "fields": ["name"]})
    assert emulator.requests(mark, operation) == []


def test_a_list_while_something_goes(emulator: Emulator) -> None:
    for number in range(55):
        done("notebook", {**NOTEBOOK, "name": f"n{number:02}", "wait": False})
    (newest,) = [row["id"] for row in emulator.objects("notebook") if row["name"] == "n54"]
    with Meanwhile(
        emulator,
        "ListNotebooks",
        lambda: emulator.control("DELETE", f"objects/notebook/{newest}"),
        phase="after",
        delay_ms=300,
    ):
        names = {row["name"] for row in done("notebook_info", {})["notebooks"]}
    assert {row["name"] for row in emulator.objects("notebook")} <= names


def test_a_node_on_a_later_page(emulator: Emulator) -> None:
    done("resource_pool", POOL)
    _first, second = (row["id"] for row in own(emulator, "pool_node"))
    (pool,) = own(emulator, "pool")
    whole = done("api", {"path": f"/v2/{{project_id}}/pools/{pool['id']}/nodes"})["response"]
    rows = {row["metadata"]["name"]: row for row in whole["items"]}
    del rows[second]
    page = {**whole, "items": list(rows.values()), "metadata": {"continue": "more"}}
    emulator.fault("ListPoolNodes", status=200, body=json.dumps(page), content_type="application/json")
    assert done("resource_pool_node", {"pool_id": "first", "names": [second]})["changed"] is True
    assert second not in {row["id"] for row in own(emulator, "pool_node")}


def test_a_planned_scale_out_is_no_shortfall(emulator: Emulator) -> None:
    tasks = [task("resource_pool", {**POOL, "resources": [{**NODES, "count": 5}]}, check_mode=True)]
    done("resource_pool", POOL)
    assert "are available" not in Run(tasks, emulator.env).text


@pytest.mark.parametrize("options", [{"state": "stopped"}, {"description": "second"}, {"state": "absent"}])
def test_a_plan_for_one_that_is_only_planned(emulator: Emulator, options: dict[str, Any]) -> None:
    key = done("notebook", NOTEBOOK, check=True)["notebook"]["id"]
    assert re.fullmatch("<id of notebook first>", key)
    assert done("notebook", {"id": key, **options}, check=True)["plan"] == []


def test_nothing_is_sent_to_make_a_new_object_as_it_is(emulator: Emulator) -> None:
    network = {"name": "first", "cidr": "192.168.0.0/24", "peerings": [], "description": ""}
    assert len(done("network", network)["plan"]) == 1
    assert done("network", network)["changed"] is False


def test_no_log_keeps_a_task_silent(emulator: Emulator) -> None:
    job = {**RUN, "name": "canary-7f3a", "state": "completed", "wait_interval": "0.05"}
    for in_process in (True, False):
        emulator.reset()
        run = Run([task("training_job", job, no_log=True)], emulator.env, in_process=in_process)
        assert run.status == 0 and "canary-7f3a" not in run.text


@pytest.mark.parametrize("option", ["pool_id", "image_id", "flavor"])
def test_a_reference_that_is_empty(emulator: Emulator, option: str) -> None:
    result = call("notebook", {**NOTEBOOK, option: ""})
    assert result["failed"] and result["msg"].startswith(f"{option} is empty, it must be the id or the name of a ")
