# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is in pools and around them: nodes, workloads, events, flavors, tags, metrics."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.testing import Emulator
from tests.unit.emulator.conftest import NOTEBOOK
from tests.unit.emulator.dedicated import BAD, CPU, GPU, NO_POOL, Dedicated

SEEDED = "emulator-86c13962597848eeb29c5861153a391f"


def remove(made: Dedicated, pool: str, names: list[str]) -> Any:
    return made.call("POST", f"/pools/{pool}/nodes/batch-delete", {"deleteNodeNames": names})


def test_a_node(made: Dedicated) -> None:
    node = made.nodes(made.pool({"flavor": GPU, "count": 1}))[0]
    assert node["spec"]["flavor"] == GPU
    assert node["metadata"]["labels"]["os.modelarts.node/nodepool"] == f"{GPU}-default"
    assert node["status"]["resources"] == {"cpu": "7920m", "memory": "30846Mi", "nvidia.com/gpu": "1"}
    assert node["status"]["az"] == "cn-north-7a"


def test_nodes_are_listed_whole(made: Dedicated) -> None:
    pool = made.pool({"flavor": CPU, "count": 3})
    rows = made.good("GET", f"/pools/{pool}/nodes", **{"limit": 1, "continue": "word"})
    assert [row["metadata"]["name"] for row in rows["items"]] == sorted(made.names(pool))
    assert rows["metadata"] == {}
    assert len(rows["items"]) == 3


def test_nodes_are_deleted(emulator: Emulator, made: Dedicated) -> None:
    pool = made.pool({"flavor": CPU, "count": 3})
    gone, *rest = made.names(pool)
    assert remove(made, pool, [gone]).body == {}
    assert made.good("GET", f"/pools/{pool}/nodes/{gone}")["status"]["phase"] == "Deleting"
    assert made.show(pool)["spec"]["resources"][0]["count"] == 2
    assert remove(made, pool, [gone]).code == BAD
    emulator.advance(11)
    assert made.names(pool) == rest
    assert made.call("GET", f"/pools/{pool}/nodes/{gone}").status == 404


def test_nodes_that_stay(emulator: Emulator, made: Dedicated) -> None:
    pool = made.pool({"flavor": CPU, "count": 2})
    names = made.names(pool)
    for wanted in ([], ["other"], names, [names[0], "other"]):
        assert remove(made, pool, wanted).code == BAD
    made.resize(pool, 3)
    emulator.advance(6)
    new = next(name for name in made.names(pool) if name not in names)
    assert remove(made, pool, [new]).code == BAD
    assert remove(made, "other", names).code == NO_POOL
    assert {node["status"]["phase"] for node in made.nodes(pool)} == {"Available", "Creating"}


def test_locked_nodes(emulator: Emulator, made: Dedicated) -> None:
    pool = made.pool({"flavor": CPU, "count": 2})
    first, second = made.names(pool)
    body = {"nodeNames": [first, "other"], "actions": ["delete"]}
    answer = made.good("POST", f"/pools/{pool}/nodes/batch-lock", body)
    assert answer["nodes"] == [{"name": first, "status": "success"}, {"name": "other", "status": "failed"}]
    assert made.nodes(pool)[0]["metadata"]["annotations"] == {"os.modelarts.node/lock.action": "delete"}
    assert remove(made, pool, [first]).code == BAD
    made.resize(pool, 1)
    emulator.advance(11)
    assert made.names(pool) == [first]
    made.good("POST", f"/pools/{pool}/nodes/batch-unlock", body)
    assert made.nodes(pool)[0]["metadata"]["annotations"] == {}
    assert second != first


def test_hyper_nodes_go_in_steps(made: Dedicated) -> None:
    step = {"type": "hyperinstance", "step": 2}
    pool = made.pool({"flavor": CPU, "count": 4, "creatingStep": step})
    names = made.names(pool)
    assert remove(made, pool, names[:1]).code == BAD
    assert remove(made, pool, names[:2]).status == 200


def test_events(emulator: Emulator, made: Dedicated) -> None:
    pool = made.pool({"flavor": CPU, "count": 2})

    def events(**query: Any) -> Any:
        return made.good("GET", "/events", resource="pools", name=pool, **query)

    rows = events()["items"]
    assert [row["reason"] for row in rows] == ["PoolResourcesStatusChange"] * 4 + ["PoolStatusChange"]
    assert rows[-1]["message"] == "Pool status changed, from Creating to Running."
    assert "from 0/0/2/0 to 1/0/1/0" in rows[2]["message"]
    first = events(limit=3)
    assert first["metadata"]["remainingItemCount"] == 2
    made.resize(pool, 3)
    for _again in range(2):
        rest = events(**{"limit": 3, "continue": first["metadata"]["continue"]})
        assert first["items"] + rest["items"] == events()["items"]
        assert len(rest["items"]) == 3
    emulator.settings(pool_failed_nodes=1)
    emulator.advance(40)
    made.resize(pool, 4)
    emulator.advance(40)
    assert len(events(type="Warning")["items"]) == 1
    assert events(since=2**52)["items"] == []
    assert events(until=0)["items"] == []
    assert len(events(limit=0)["items"]) == len(events()["items"])


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"name": SEEDED}, 400),
        ({"resource": "pools"}, 400),
        ({"resource": "pool", "name": SEEDED}, 400),
        ({"resource": "pools", "name": "other"}, 404),
        ({"resource": "pools", "name": SEEDED, "continue": "word"}, 400),
        ({"resource": "pools", "name": SEEDED, "limit": 501}, 400),
    ],
)
def test_events_that_are_refused(made: Dedicated, query: dict[str, Any], status: int) -> None:
    assert made.call("GET", "/events", **query).status == status


def test_workloads(emulator: Emulator, made: Dedicated) -> None:
    notebook = {**NOTEBOOK, "flavor": "modelarts.pool.cpu.4u", "pool_id": SEEDED}
    assert made.api.call("POST", "/notebooks", notebook).status == 200
    for number, status in enumerate(("Running", "Queue", "Running")):
        emulator.put("workload", f"job-{number}", pool=SEEDED, type="train", status=status, createTime=number + 1)
    emulator.put("workload", "elsewhere", pool="other", type="train")

    def names(**query: Any) -> list[str]:
        return [row["name"] for row in made.good("GET", f"/pools/{SEEDED}/workloads", **query)["items"]]

    assert names() == ["first", "job-2", "job-1", "job-0"]
    assert names(type="train", status="running") == ["job-2", "job-0"]
    assert names(sort="create_time", ascend="true", offset=1, limit=2) == ["job-1", "job-2"]
    assert names(limit=0, type="notebook") == ["first"]
    assert made.call("GET", f"/pools/{SEEDED}/workloads", offset="word").code == BAD
    statistics = made.good("GET", f"/statistics/pools/{SEEDED}/workloads")["statistics"]
    assert statistics["total"] == 4
    assert {"type": "train", "total": 3, "status": {"Running": 2, "Queue": 1}} in statistics["items"]


def test_flavors(made: Dedicated) -> None:
    found: list[Any] = []
    query: dict[str, Any] = {"limit": 3}
    while True:
        answer = made.good("GET", "/resourceflavors", **query)
        found += answer["items"]
        if "continue" not in answer["metadata"]:
            break
        query["continue"] = answer["metadata"]["continue"]
    assert found == made.good("GET", "/resourceflavors")["items"]
    flavors = {row["metadata"]["name"]: row for row in found}
    assert flavors["modelarts.vm.cpu8u32g"]["status"]["phase"]["cn-north-7c"] == "normal"
    infer = made.good("GET", "/resourceflavors", labelSelector="os.modelarts/scope=Infer")["items"]
    assert [row["metadata"]["name"] for row in infer] == ["modelarts.vm.arm.8u32g"]


def test_plugin_templates(made: Dedicated) -> None:
    assert "440.31" in made.good("GET", "/plugintemplates/gpu-driver")["spec"]["versions"]
    answer = made.call("GET", "/plugintemplates/other")
    assert (answer.status, answer.code) == (404, "ModelArts.50005101")


def test_tags(made: Dedicated) -> None:
    pool = f"/v1/{made.emulator.project_id}/pools/{made.pool()}/tags"
    tags = [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}]
    shown = made.api.call("POST", f"{pool}/create", {"tags": tags}).body
    assert shown == {"tags": [{"key": "a", "values": ["1"]}, {"key": "b", "values": ["2"]}]}
    made.api.call("POST", f"{pool}/create", {"tags": [{"key": "a", "value": "3"}]})
    made.api.call("DELETE", f"{pool}/delete", {"tags": [{"key": "b"}, {"key": "a", "value": "1"}]})
    assert made.api.call("GET", pool).body == {"tags": [{"key": "a", "values": ["3"]}]}
    assert made.api.call("GET", "/pools/tags").body == {"tags": [{"key": "a", "values": ["3"]}]}
    many = [{"key": str(number), "value": ""} for number in range(20)]
    assert made.api.call("POST", f"{pool}/create", {"tags": many}).code == BAD


def test_the_monitor(made: Dedicated) -> None:
    path = f"/pools/{made.pool({'flavor': GPU, 'count': 1})}/monitor"
    metrics = made.good("GET", path, statistics="average", period="300", time_range="-1.-1.60")["metrics"]
    assert [row["metric"]["metricName"] for row in metrics] == ["cpuUsage", "memUsedRate", "gpuUtil"]
    points = metrics[0]["dataPoints"]
    assert 11 <= len(points) <= 13
    assert points[1]["timestamp"] - points[0]["timestamp"] == 300_000
    assert points[0]["statistics"][0]["statistic"] == "average"
    fixed = made.good("GET", path, time_range="1600000000000.1600000060000.1")["metrics"][0]["dataPoints"]
    assert [point["timestamp"] for point in fixed] == [1600000020000]
    for wrong in ("-1.-1.0", "-1.-1.1441", "60", "1600000000000.1600000120000.1"):
        assert made.call("GET", path, time_range=wrong).code == BAD


def test_what_can_be_read(made: Dedicated) -> None:
    rows = made.good("GET", "/metrics/runtime/pools")["items"]
    assert rows[0]["metadata"]["name"] == SEEDED
    assert rows[0]["table"]["capacity"]["value"] == {"cpu": "8", "memory": "16Gi"}
    config = made.good("GET", "/os-user-config")
    assert (config["networkQuota"], config["poolQuota"]) == (15, 15)
    assert made.good("GET", f"/pools/{SEEDED}/node-config")["status"] == {"phase": "Running"}
    assert made.good("GET", f"/pools/{SEEDED}/node-config-template")["spec"]["templates"]
    assert made.good("GET", f"/nodeconfigtemplates/{CPU}")["spec"]["osList"]
    assert made.call("GET", "/nodeconfigtemplates/other").status == 400


def test_clusters(emulator: Emulator, made: Dedicated) -> None:
    first = emulator.objects("cluster")[0]
    emulator.put("cluster", "second", **{**first, "id": "second", "cluster_name": "another", "created_at": 1})

    def names(**query: Any) -> list[str]:
        return [row["cluster_name"] for row in made.good("GET", "/clusters", **query)["clusters"]]

    assert names() == ["my-cluster", "another"]
    assert names(order="asc") == names(sort_by="cluster_name", order="asc") == ["another", "my-cluster"]
    assert names(offset=1, limit=1) == ["another"]
    assert names(cluster_name="MY") == ["my-cluster"]
    assert names(status="abnormal") == []
