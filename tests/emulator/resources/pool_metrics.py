# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""How much of a resource pool is in use: monitor and runtime metrics."""

import math
from typing import Any

from ..registry import Call, operation
from ..store import Record
from .kubernetes import bad_request, timestamp
from .pool_kind import POOLS, find, labels, nodes_of

METRICS = {"cpuUsage": "Percent", "memUsedRate": "Percent", "gpuUtil": "Percent"}
MOST_POINTS = 1440


@operation("ShowPoolMonitor")
def show_pool_monitor(call: Call) -> dict[str, Any]:
    pool = find(call)
    period = int(call.query.get("period", "60"))
    start, end = _range(call, period)
    statistic = call.query.get("statistics", "maximum")
    first = -(-start // (period * 1000)) * period * 1000
    times = range(first, end + 1, period * 1000)
    cards = any("accelerator" in node for node in nodes_of(call.world, pool["id"]))
    return {
        "metrics": [
            {
                "metric": {
                    "dimensions": [{"name": "clusterId", "value": pool["id"]}],
                    "metricName": name,
                    "namespace": "PAAS.AGGR",
                },
                "dataPoints": [_point(time, unit, statistic) for time in times],
            }
            for name, unit in METRICS.items()
            if cards or name != "gpuUtil"
        ]
    }


@operation("ShowPoolRuntimeMetrics")
def show_pool_runtime_metrics(call: Call) -> dict[str, Any]:
    pools = POOLS.listed(call.world, call.project)
    return {"apiVersion": "v2", "kind": "PoolMetricsList", "items": [_usage(call, pool) for pool in pools]}


def _range(call: Call, period: int) -> tuple[int, int]:
    """Start and end in milliseconds; -1 stands for what follows from the others."""
    start, end, minutes = map(int, call.query.get("time_range", "-1.-1.60").split("."))
    now = call.world.clock.ms()
    if minutes <= 0:
        raise bad_request("time_range: the duration must be greater than 0")
    if minutes * 60 / period > MOST_POINTS:
        raise bad_request(f"time_range: more than {MOST_POINTS} points")
    if end == -1:
        end = now if start == -1 else min(now, start + minutes * 60_000)
    if start == -1:
        start = end - minutes * 60_000
    if minutes * 60_000 < end - start or start < 0 or end < start:
        raise bad_request("time_range: the duration must cover the time from start to end")
    return start, end


def _point(time: int, unit: str, statistic: str) -> dict[str, Any]:
    value = 1.0 if statistic == "sampleCount" else round(50 + 40 * math.sin(time / 3_600_000), 3)
    return {"timestamp": time, "unit": unit, "statistics": [{"statistic": statistic, "value": value}]}


def _usage(call: Call, pool: Record) -> dict[str, Any]:
    nodes = [node for node in nodes_of(call.world, pool["id"]) if node["status"] == "Available"]
    capacity = {
        "cpu": str(sum(int(node["cpu"]) for node in nodes)),
        "memory": f"{sum(int(node['memory'].removesuffix('Gi')) for node in nodes)}Gi",
    }
    frame = {"timestamp": timestamp(call.world.clock.now()), "window": "1m"}
    return {
        "table": {
            "allocated": {"value": {"cpu": "0", "memory": "0Mi"}, **frame},
            "capacity": {"value": capacity, "maxValue": capacity, **frame},
        },
        "metadata": {"name": pool["id"], "labels": labels(pool)},
    }
