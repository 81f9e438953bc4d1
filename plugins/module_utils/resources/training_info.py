# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be read of algorithms and training jobs: the info modules of the family."""

from __future__ import annotations

from io import BytesIO

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.fields import Field
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import Form, Moment, TagMap, between
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.info import Listed
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.read import Get, Read
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.algorithms import Algorithm
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.common import texts
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.training import (
    NO_LOG,
    ONE,
    PHASES,
    TRAINING_JOB_ID,
    TrainingEngine,
    TrainingFlavor,
    TrainingJob,
)

TASK = ONE + "/tasks/{part}"
SORT = (Field("sort_by"), Field("order", choices=("asc", "desc")))
WORKSPACE = Field("workspace_id", default="0")
MIME = {"preview": "text/plain", "download": "application/octet-stream"}


class Period(Form):
    """Two moments in UTC, the later one at most 31 days after the first; epoch milliseconds as texts on the wire."""

    LONGEST = 31 * 86400 * 1000

    def encode(self, value: list) -> list:
        if len(value) != 2:
            raise ValueError("must have two moments, the first and the last")
        first, last = map(Moment().encode, value)
        if not 0 <= last - first <= self.LONGEST:
            raise ValueError("must begin before it ends, and be no longer than 31 days")
        return [str(first), str(last)]


class TagTerms(Form):
    """C({key: value}) in a playbook; C([{key, values}]) in the search."""

    def encode(self, value: dict) -> list:
        return [{"key": tag["key"], "values": [tag["value"]]} for tag in TagMap().encode(value)]


class Logs(Read):
    """Logs of tasks (ShowTrainingJobLogsPreview), or links to them (ShowTrainingJobLogsUrl)."""

    reads = {"link": TASK + "/logs/url", "text": TASK + "/logs/preview"}

    def row(self, get: Get, options: dict) -> dict:
        if options["link"]:
            told = get(self.reads["link"], headers={"Content-Type": MIME[options["link"]]}) or {}
            return {"obs_url": told.get("obs_url", "")}
        told = get(self.reads["text"]) or {}
        text, size = str(told.get("content") or ""), told.get("full_size") or 0
        return {**self._cut(text, size, options), "size": size}

    @staticmethod
    def _cut(text: str, size: int, options: dict) -> dict:
        """The service gives the latest part of a long log, up to 5 MB; offset: where it begins, in bytes."""
        data = text.encode(errors="replace")
        begins = max(size - len(data), 0)
        if options["offset"] is not None:
            begin = max(options["offset"], begins)
            return {"offset": begin, "content": data[begin - begins :].decode(errors="replace")}
        lines = BytesIO(data).readlines()
        wanted = b"".join(lines[-options["lines"] :] if options["lines"] else lines)
        return {"offset": max(size - len(wanted), 0), "content": wanted.decode()}


class Metrics(Read):
    """Use of processors, memory and accelerators by each task (ShowTrainingJobMetrics)."""

    reads = {"metrics": ONE + "/metrics/{part}"}

    def row(self, get: Get, options: dict) -> dict:
        told = get(self.reads["metrics"]) or {}
        return {"metrics": told.get("metrics") or []}


ALGORITHMS = Listed(Algorithm, filters=(Field("name"), WORKSPACE, *SORT))

JOBS = Listed(
    TrainingJob,
    filters=(
        Field("name"),
        WORKSPACE,
        Field("phase", "list", elements="str", choices=PHASES),
        Field("algorithm_name"),
        texts("kind"),
        texts("user_id"),
        texts("create_time", form=Period()),
        Field("train_type"),
        Field("tags", "dict", form=TagTerms()),
        texts("host_ips"),
        *SORT,
    ),
    includes=TrainingJob.apart,
)

FLAVORS = Listed(
    TrainingFlavor,
    filters=(Field("flavor_type", choices=("CPU", "GPU", "Ascend")), Field("flavor_id"), Field("flavor_name")),
)

ENGINES = Listed(TrainingEngine, filters=(Field("engine_id"), Field("engine_name"), Field("engine_version")))

LOGS = Logs(
    "training_logs",
    of=TRAINING_JOB_ID,
    part="task",
    place="status.tasks",
    fields=(
        Field("workspace_id", default="0"),
        Field("lines", "int", rules=(between(1, 1000000),)),
        Field("offset", "int", rules=(between(0, 2**53),)),
        Field("link", choices=tuple(MIME)),
    ),
    unready=NO_LOG,
)

METRICS = Metrics(
    "training_metrics",
    of=TRAINING_JOB_ID,
    part="task",
    place="status.tasks",
    fields=(Field("workspace_id", default="0"),),
    unready=("ModelArts.2777",),
)
