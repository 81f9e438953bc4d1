# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of a notebook."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.emulator.testing import Emulator, eventually
from tests.unit.emulator.conftest import FLAVOR, IMAGE, NOTEBOOK, code

HOUR = 3600 * 1000
BIGGER = "modelarts.vm.cpu.8u"
PYTORCH = "278e88d1-5b71-4766-8502-b3ba72e824d9"
HOOK = {"container_hooks": {"post_start": {"type": "COMMAND", "script": "ZWNobw=="}}}

POOL = "emulator-86c13962597848eeb29c5861153a391f"


def names(answer: Any) -> list[str]:
    assert answer.status == 200, answer
    return [row["name"] for row in answer.body["data"]]


def test_a_notebook_boots_in_steps(emulator: Emulator, api: Any) -> None:
    emulator.settings(speed=30)
    seen: list[tuple[str, int]] = []
    created = api.create(volume={"category": "evs", "ownership": "managed"})
    assert created["status"] == "CREATING"
    assert created["volume"]["category"] == "EVS"
    assert created["volume"]["ownership"] == "MANAGED"
    assert created["volume"]["capacity"] == 5
    started = time.monotonic()

    def running() -> bool:
        shown = api.show(created["id"])
        done = [step["status"] for step in shown["action_progress"]].count("COMPLETED")
        seen.append((shown["status"], done))
        return bool(shown["status"] == "RUNNING")

    eventually(running)
    assert 0.9 < time.monotonic() - started < 5
    assert seen == sorted(seen, key=lambda pair: pair[1])
    assert {("CREATING", 0), ("CREATING", 2), ("RUNNING", 4)} <= set(seen)


def test_the_volume_is_ready_after_the_notebook(emulator: Emulator, api: Any) -> None:
    emulator.settings(speed=1)
    key = api.create()["id"]
    emulator.advance(31)
    assert api.show(key)["status"] == "RUNNING"
    assert api.show(key)["volume"]["status"] == "INITIALIZING"
    emulator.advance(5)
    assert "status" not in api.show(key)["volume"]


def test_what_answers_never_contain(emulator: Emulator, api: Any) -> None:
    config = {"public_network_type": "SHARED"}
    key = api.create(hooks=HOOK, public_network_config=config)["id"]
    assert not {"hooks", "public_network_config", "duration", "image_id"} & set(api.show(key))
    assert emulator.objects("notebook")[0]["_hooks"] == HOOK


def test_ssh(api: Any) -> None:
    old = {"dev_service": "ssh", "ssh_keys": ["key"], "allowed_access_ips": ["192.0.2.1"]}
    created = api.create(endpoints=[old])
    assert "uri" not in created["endpoints"][0]
    key = created["id"]
    api.wait(key, "RUNNING")
    (endpoint,) = api.show(key)["endpoints"]
    assert endpoint["uri"].startswith("ssh://ma-user@")
    assert (endpoint["service"], endpoint["key_pair_names"]) == ("SSH", ["key"])
    assert (endpoint["dev_service"], endpoint["ssh_keys"]) == ("SSH", ["key"])


def test_an_image_with_ssh_only(api: Any) -> None:
    given = {"image_id": "e1a07296-22a8-4f05-8bc8-e936c8e54103", "flavor": "modelarts.vm.gpu.v100.1"}
    assert code(api.call("POST", "/notebooks", {**NOTEBOOK, **given})) == "6768"
    api.create(**given, endpoints=[{"service": "SSH", "key_pair_names": ["key"]}])


def test_everything_only_the_sdk_knows(api: Any) -> None:
    rule = {"key": "zone", "operator": "In", "values": ["a"]}
    given = {
        "pool_id": POOL,
        "custom_spec": {"cpu": 2.5, "memory": 2048, "arch": "x86_64", "category": "CPU"},
        "affinity": {"required_during_scheduling_ignored_during_execution": [rule]},
        "run_user": {"uid": 1000, "gid": 100},
        "data_volumes": [
            {
                "category": "OBS",
                "ownership": "DEDICATED",
                "mount_path": "/data/a/",
                "uri": "obs://bucket/a/",
                "dew_secret_name": "secret",
            }
        ],
        "user_vpc": {"vpc_id": "v", "subnet_id": "s", "security_group_ids": ["g"]},
    }
    shown = api.create(flavor=None, **given)
    assert shown["flavor"] == "custom.flavor.spec.code"
    assert shown["pool"] == {"id": POOL, "name": "emulator"}
    assert shown["run_user"] == {"uid": 1000, "gid": 100}
    (volume,) = shown["data_volumes"]
    assert (volume["mount_type"], volume["url"], "uri" in volume) == ("STATIC", "obs://bucket/a/", False)
    assert shown["affinity"] == given["affinity"]


def test_names_may_repeat(api: Any) -> None:
    assert api.create()["id"] != api.create()["id"]
    assert api.call("GET", "/notebooks", name="first").body["total"] == 2


def test_stop_and_start(api: Any) -> None:
    key = api.running()
    assert code(api.call("POST", f"/notebooks/{key}/start")) == "6357"
    stopping = api.call("POST", f"/notebooks/{key}/stop")
    assert (stopping.status, stopping.body["status"]) == (200, "STOPPING")
    api.wait(key, "STOPPED")
    assert code(api.call("POST", f"/notebooks/{key}/stop")) == "6357"
    starting = api.call("POST", f"/notebooks/{key}/start", duration=2 * HOUR, type="idle")
    assert starting.body["status"] == "STARTING"
    assert starting.body["lease"]["type"] == "IDLE"
    api.wait(key, "RUNNING")


def test_busy(emulator: Emulator, api: Any) -> None:
    emulator.settings(speed=1)
    key = api.create()["id"]
    for method, path in (("POST", "/stop"), ("POST", "/start"), ("DELETE", ""), ("GET", "/lease")):
        assert code(api.call(method, f"/notebooks/{key}{path}")) == "6357"
    assert code(api.call("PUT", f"/notebooks/{key}", {"name": "second"})) == "6357"


def test_delete(emulator: Emulator, api: Any) -> None:
    key = api.running()
    emulator.settings(speed=1)
    assert api.call("DELETE", f"/notebooks/{key}").body["status"] == "DELETING"
    assert code(api.call("DELETE", f"/notebooks/{key}")) == "6357"
    assert names(api.call("GET", "/notebooks", status="deleting")) == ["first"]
    emulator.advance(11)
    assert code(api.call("GET", f"/notebooks/{key}")) == "6404"
    assert names(api.call("GET", "/notebooks")) == []
    assert emulator.objects("notebook") == []


def test_a_missing_notebook(api: Any) -> None:
    path = f"/notebooks/{IMAGE}"
    assert code(api.call("GET", path)) == "6404"
    assert code(api.call("PUT", path, {"name": "a"})) == "6309"
    assert code(api.call("DELETE", path)) == "6309"
    assert code(api.call("POST", f"{path}/start")) == "6309"


@pytest.mark.parametrize(
    ("rule", "while_running", "while_stopped"),
    [("by_field", 200, 200), ("stopped", 400, 200), ("running", 200, 400)],
)
def test_name_description_and_size(
    emulator: Emulator, api: Any, rule: str, while_running: int, while_stopped: int
) -> None:
    emulator.settings(update_rule=rule)
    key = api.running()
    bodies: list[dict[str, Any]] = [{"name": "second"}, {"description": ""}]
    for status, body in [(while_running, body) for body in bodies]:
        answer = api.call("PUT", f"/notebooks/{key}", body)
        assert answer.status == status
    api.call("POST", f"/notebooks/{key}/stop")
    api.wait(key, "STOPPED")
    for number, body in enumerate([*bodies, {"storage_new_size": 60}]):
        answer = api.call("PUT", f"/notebooks/{key}", body)
        assert answer.status == while_stopped, (number, answer)
        if while_stopped == 400:
            assert code(answer) == "6347"
            assert next(iter(body)) in answer.body["error_msg"]


@pytest.mark.parametrize(
    "body",
    [
        {"flavor": BIGGER},
        {"image_id": PYTORCH},
        {"endpoints": []},
        {"data_volumes": []},
        {"public_network_config": {"public_network_type": "FORBIDDEN"}},
        {"dew_secret_name": "secret"},
        {"affinity": {}},
    ],
)
def test_what_changes_only_while_stopped(api: Any, body: dict[str, Any]) -> None:
    key = api.running()
    answer = api.call("PUT", f"/notebooks/{key}", body)
    assert code(answer) == "6347"
    assert next(iter(body)) in answer.body["error_msg"]
    api.call("POST", f"/notebooks/{key}/stop")
    api.wait(key, "STOPPED")
    assert api.call("PUT", f"/notebooks/{key}", body).status == 200


def test_an_update_shows(api: Any) -> None:
    key = api.stopped()
    body = {"flavor": BIGGER, "image_id": PYTORCH, "name": "second", "hooks": HOOK}
    shown = api.call("PUT", f"/notebooks/{key}", body).body
    assert shown == api.show(key)
    assert (shown["flavor"], shown["image"]["id"], shown["name"]) == (BIGGER, PYTORCH, "second")
    assert shown["update_at"] > shown["create_at"]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ({"flavor": "modelarts.vm.gpu.v100.1"}, "6792"),
        ({"flavor": "nothing"}, "6323"),
        ({"image_id": "1c2f8a3e-7a55-4b61-8a3d-5b9f3f6f7e22"}, "6330"),
        ({"image_id": "missing"}, "6797"),
        ({"storage_new_size": 50}, "6331"),
        ({"storage_new_size": 49}, "6331"),
        ({"storage_new_size": 5000}, "6336"),
        ({"volume": {}}, "6400"),
        ({"duration": HOUR}, "6400"),
    ],
)
def test_updates_that_are_refused(api: Any, body: dict[str, Any], wanted: str) -> None:
    key = api.stopped()
    before = api.show(key)
    assert code(api.call("PUT", f"/notebooks/{key}", {"name": "second", **body})) == wanted
    assert api.show(key) == before


def test_a_volume_grows(emulator: Emulator, api: Any) -> None:
    key = api.running()
    emulator.settings(speed=1)
    volume = api.call("PUT", f"/notebooks/{key}", {"storage_new_size": 60}).body["volume"]
    assert (volume["capacity"], volume["status"]) == (60, "RESIZING")
    assert code(api.call("PUT", f"/notebooks/{key}", {"storage_new_size": 70})) == "6357"
    emulator.advance(21)
    assert "status" not in api.show(key)["volume"]


def test_only_evs_grows(api: Any) -> None:
    key = api.running(volume={"category": "SFS", "ownership": "MANAGED"})
    assert api.show(key)["volume"]["category"] == "EFS"
    assert code(api.call("PUT", f"/notebooks/{key}", {"storage_new_size": 60})) == "6324"


def test_pages(emulator: Emulator, api: Any) -> None:
    for number in range(23):
        api.create(name=f"n-{number:02}")
    first = api.call("GET", "/notebooks").body
    assert {key: first[key] for key in ("total", "size", "pages", "current")} == {
        "total": 23,
        "size": 10,
        "pages": 3,
        "current": 0,
    }
    assert [row["name"] for row in first["data"]] == [f"n-{number:02}" for number in range(22, 12, -1)]
    assert names(api.call("GET", "/notebooks", offset=21)) == ["n-01", "n-00"]
    assert len(names(api.call("GET", "/notebooks", limit=20, offset=5))) == 18
    assert len(names(api.call("GET", "/notebooks", limit=50))) == 23
    assert names(api.call("GET", "/notebooks", offset=30)) == []
    rows = names(api.call("GET", "/notebooks", sort_key="name", sort_dir="asc"))
    assert rows[:2] == ["n-00", "n-01"]


def test_filters(emulator: Emulator, api: Any) -> None:
    key = api.running(name="Needle", description="the one")
    emulator.patch("notebook", api.create(name="hay", flavor=BIGGER)["id"], status="STOPPED")
    api.call("POST", f"/notebooks/{key}/tags/create", {"tags": [{"key": "team", "value": "vision"}]})
    owner = api.show(key)["user_id"]
    for query in (
        {"name": "eedl"},
        {"id": key},
        {"flavor": "cpu.2u"},
        {"description": "one"},
        {"status": "running"},
        {"tags": "team"},
        {"tags": "team|vision"},
    ):
        assert names(api.call("GET", "/notebooks", **query)) == ["Needle"], query
    for query in ({"owner": owner}, {"image_id": IMAGE}, {"username": "emul"}, {"swr_path": "mul-kernel"}):
        assert len(names(api.call("GET", "/notebooks", **query))) == 2, query
    for query in ({"tags": "team|sound"}, {"pool_id": POOL}, {"ip": "192.0.2.99"}, {"owner": "0" * 32}):
        assert names(api.call("GET", "/notebooks", **query)) == [], query


def test_workspaces(emulator: Emulator, api: Any) -> None:
    emulator.put("workspace", "lab")
    api.create(workspace_id="lab")
    assert names(api.call("GET", "/notebooks")) == []
    assert names(api.call("GET", "/notebooks", workspaceId="lab")) == ["first"]
    assert names(api.call("GET", "/notebooks", workspace_id="lab")) == ["first"]


def test_users(emulator: Emulator, api: Any, account: Callable[..., Any]) -> None:
    user = emulator.control("POST", "users", {"name": "second"})
    other = account(**{name: user["key"][name] for name in ("access_key", "secret_key")})
    api.create(name="mine")
    other.create(name="theirs")
    assert names(api.call("GET", "/notebooks")) == ["mine"]
    assert names(other.call("GET", "/notebooks")) == ["theirs"]
    assert names(api.call("GET", "/notebooks/all")) == ["theirs", "mine"]
    assert names(api.call("GET", "/notebooks/all", owner=user["id"])) == ["theirs"]
    answer = other.call("GET", "/notebooks/all")
    assert (answer.status, answer.code) == (403, "ModelArts.0108")


def test_codelab_is_one_for_each_user(api: Any) -> None:
    given = {"feature": "DEFAULT", "flavor": "modelarts.vm.cpu.free"}
    api.create(**given)
    assert code(api.call("POST", "/notebooks", {**NOTEBOOK, **given})) == "6302"
    assert names(api.call("GET", "/notebooks")) == []
    assert names(api.call("GET", "/notebooks", feature="default")) == ["first"]


def test_the_quota(emulator: Emulator, api: Any) -> None:
    emulator.settings(quota={"notebook": 1})
    api.create()
    assert code(api.call("POST", "/notebooks", NOTEBOOK)) == "6302"


@pytest.mark.parametrize(("status", "failure"), [("CREATING", "CREATE_FAILED"), ("DELETING", "DELETE_FAILED")])
def test_failures_on_demand(emulator: Emulator, api: Any, status: str, failure: str) -> None:
    emulator.settings(outcomes={"notebook": {status: failure}})
    key = api.create()["id"]
    if status == "DELETING":
        api.wait(key, "RUNNING")
        api.call("DELETE", f"/notebooks/{key}")
    shown = api.wait(key, failure)
    assert shown["fail_reason"]
    if status == "CREATING":
        assert "FAILED" in [step["status"] for step in shown["action_progress"]]
        assert api.call("DELETE", f"/notebooks/{key}").status == 200


def test_frozen(emulator: Emulator, api: Any) -> None:
    key = api.running()
    emulator.patch("notebook", key, status="FROZEN")
    for method, path, body in (("POST", "/start", None), ("POST", "/stop", None), ("PUT", "", {"name": "a"})):
        assert code(api.call(method, f"/notebooks/{key}{path}", body)) == "6326"


def test_no_resources_to_start(emulator: Emulator, api: Any) -> None:
    key = api.stopped()
    emulator.patch("notebook_flavor", FLAVOR, sold_out=True)
    assert code(api.call("POST", f"/notebooks/{key}/start")) == "6360"


def test_a_new_notebook_may_be_missing_from_lists(emulator: Emulator, api: Any) -> None:
    emulator.settings(read_after_write_delay=60)
    key = api.create()["id"]
    assert names(api.call("GET", "/notebooks")) == []
    assert api.show(key)["name"] == "first"
    emulator.advance(61)
    assert names(api.call("GET", "/notebooks")) == ["first"]
