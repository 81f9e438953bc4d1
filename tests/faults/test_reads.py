# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind of read meets every fault: a task survives those that pass, and tells the others in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from tests.emulator.resources import pools
from tests.emulator.testing import Emulator
from tests.faults.writes import ALGORITHM, CONNECTED, POOL, RUN
from tests.support import NOTEBOOK, call, done

Options = dict[str, Any]
AFTER = {"phase": "after"}
HTML = {"status": 200, "body": "<html><title>Sign in</title></html>", "content_type": "text/html"}
PASSING: dict[str, dict[str, Any]] = {
    "reset before": {"reset": True},
    "reset after": {"reset": True, **AFTER},
    "closed": {"close": True},
    "time-out": {"delay_ms": 400, "reset": True},
    "429": {"status": 429, "code": "APIGW.0308"},
    "429 with Retry-After": {"status": 429, "code": "APIGW.0308", "headers": {"Retry-After": "0"}},
    **{str(status): {"status": status} for status in (500, 502, 503, 504)},
    "503 with Retry-After": {"status": 503, "headers": {"Retry-After": "0"}},
    "cut": {"cut": True, **AFTER},
    "body that does not come": {"drop_body": True, **AFTER},
    "half JSON": {"status": 200, "body": '{"items": [', "content_type": "application/json"},
}
LASTING: dict[str, tuple[dict[str, Any], str, int | None]] = {  # what happens, what is told, HTTP status
    "reset": ({"reset": True}, "the connection to 127.0.0.1 broke before the whole answer had come", None),
    "time-out": ({"delay_ms": 400, "reset": True}, "no answer from 127.0.0.1 within 0.25 seconds", None),
    "429": ({"status": 429, "code": "APIGW.0308", "message": "Slow."}, "Slow (HTTP 429, APIGW.0308, ", 429),
    "500": ({"status": 500, "message": "Broken."}, "Broken (HTTP 500, ", 500),
    "503": ({"status": 503, "message": "Closed."}, "Closed (HTTP 503, ", 503),
    "cut": ({"cut": True, **AFTER}, "broke before the whole answer had come", None),
    "half JSON": (PASSING["half JSON"], "broken JSON came instead of an answer", 200),
    "HTML": (HTML, "an HTML page (Sign in) came instead of an answer", 200),
    "empty": ({"empty": True, **AFTER}, "nothing came instead of an answer", 200),
    "401": ({"status": 401, "code": "APIGW.0301", "message": "No."}, "Check access_key and secret_key", 401),
    "403": ({"status": 403, "code": "ModelArts.0112", "message": "No."}, "Grant what is missing", 403),
}


class Read(NamedTuple):
    """A task that reads with one operation; before: a task that comes first."""

    operation: str
    module: str
    options: Options
    before: tuple[str, Options] | None = None


POOL_ID = {"pool_id": pools.SEEDED}
NAMED = {"name": "first"}
READS = {
    "one object": Read("ShowPool", "resource_pool_info", {"id": pools.SEEDED}),
    "pages by offset": Read("ListNotebooks", "notebook_info", NAMED, ("notebook", NOTEBOOK)),
    "pages by number": Read("ListClusters", "cluster_info", {}),
    "pages by cursor": Read("ListNetworks", "network_info", {}),
    "a whole list": Read("ListPools", "resource_pool_info", {}),
    "a list in an object": Read("ListPoolNodes", "resource_pool_node_info", POOL_ID),
    "a search by POST": Read("ListTrainingJobs", "training_job_info", NAMED, ("training_job", RUN)),
    "flavors": Read("ListResourceFlavors", "resource_flavor_info", {}),
    "the only object": Read("ShowOsConfig", "os_config_info", {}),
    "metrics": Read("ShowPoolMonitor", "resource_pool_monitor_info", POOL_ID),
    "a look-up by name": Read("ListPools", "resource_pool_usage_info", {"pool_id": "emulator"}),
    "what a task looks for": Read("ListNetworks", "network", CONNECTED, ("network", CONNECTED)),
    "what a task refers to": Read("ListNetworks", "resource_pool", POOL),
    "what a task reads besides": Read("ShowPoolTags", "resource_pool", {**POOL, "tags": {}}, ("resource_pool", POOL)),
    "what a task refers to in a page": Read(
        *("ListAlgorithms", "training_job"),
        {"name": "first", "algorithm_id": "first", "flavor_id": RUN["flavor_id"]},
        ("algorithm", ALGORITHM),
    ),
}


def prepared(emulator: Emulator, read: str) -> Read:
    wanted = READS[read]
    if wanted.before:
        done(*wanted.before)
    emulator.clear_requests()
    return wanted


def sizes(result: dict[str, Any]) -> dict[str, Any]:
    """What is in a result, without times."""
    return {name: len(value) if isinstance(value, (list, dict)) else value for name, value in result.items()}


@pytest.mark.one_in(3)
@pytest.mark.parametrize("fault", PASSING)
@pytest.mark.parametrize("read", READS)
def test_a_read_survives_what_passes(
    emulator: Emulator, record_property: Callable[[str, object], None], read: str, fault: str
) -> None:
    wanted = prepared(emulator, read)
    undisturbed = done(wanted.module, wanted.options, check=True)
    rule = PASSING[fault]
    emulator.fault(wanted.operation, count=2, **rule)
    timeout = 0.25 if "delay_ms" in rule else 10
    result = done(wanted.module, {**wanted.options, "timeout": timeout, "retries": 2}, check=True)
    assert emulator.faults()[0]["used"] == 2
    assert sizes(result) == sizes(undisturbed)
    assert emulator.writes() == []
    for name, value in {"read": read, "operation": wanted.operation, "fault": fault, "outcome": "reached"}.items():
        record_property(name, value)


@pytest.mark.one_in(3)
@pytest.mark.parametrize("fault", LASTING)
@pytest.mark.parametrize("read", READS)
def test_a_read_tells_what_stays(
    emulator: Emulator, record_property: Callable[[str, object], None], read: str, fault: str
) -> None:
    wanted = prepared(emulator, read)
    rule, words, status = LASTING[fault]
    emulator.fault(wanted.operation, count=None, **rule)
    timeout = 0.25 if "delay_ms" in rule else 10
    result = call(wanted.module, {**wanted.options, "timeout": timeout, "retries": 1})
    assert result["failed"] and result["changed"] is False
    text = result["msg"]
    assert words in text, text
    assert text.startswith(("could not read ", "could not look up ")) and "not known whether" not in text, text
    assert "\n" not in text and "Traceback" not in text and "Error(" not in text and len(text) < 500
    assert result["http_status"] == status and result["request"] in text
    assert emulator.writes() == []
    tries = 1 if fault in ("HTML", "401", "403") else 2
    assert len(emulator.requests(operation=wanted.operation)) == tries
    for name, value in {"read": read, "operation": wanted.operation, "fault": fault, "outcome": "error"}.items():
        record_property(name, value)


@pytest.mark.parametrize("read", READS)
def test_a_login_that_is_no_longer_good_is_made_anew(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch, read: str
) -> None:
    wanted = prepared(emulator, read)
    for name in ("HW_ACCESS_KEY", "HW_SECRET_KEY"):
        monkeypatch.delenv(name)
    login = {"username": emulator.username, "password": emulator.password, "domain_name": emulator.domain_name}
    emulator.fault(wanted.operation, status=401, code="APIGW.0307", message="The token must be updated.")
    done(wanted.module, {**wanted.options, **login}, check=True)
    assert emulator.faults()[0]["used"] == 1
    operations = [row["operation"] for row in emulator.requests()]
    assert "CreateToken" in operations[operations.index(wanted.operation) :]


@pytest.mark.parametrize("read", READS)
def test_nobody_is_there(emulator: Emulator, read: str) -> None:
    wanted = prepared(emulator, read)
    result = call(wanted.module, {**wanted.options, "endpoint": "http://127.0.0.1:9", "retries": 1})
    assert result["failed"] and result["changed"] is False
    assert "no connection to 127.0.0.1: Connection refused" in result["msg"] and "\n" not in result["msg"]
    assert emulator.requests() == []
