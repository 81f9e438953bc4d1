#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: training_metric_info
short_description: Read how busy the machines of a training job are
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Reads the use of processors, memory and accelerators by each task of a training job, each node being a task.
  - The metrics of a job that waits in a queue are empty. There is no row for a job that does not exist.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.reads
options:
  training_job_id:
    description:
      - The id or the name of the training job.
    type: str
    required: true
    aliases: [training_job]
  task:
    description:
      - The tasks to read, such as V(worker-0). Without it, all tasks of the job.
    type: list
    elements: str
  workspace_id:
    description:
      - The workspace of the training job, when O(training_job_id) is a name.
    type: str
    default: "0"
seealso:
  - module: huaweicloud.modelarts.training_job
  - module: huaweicloud.modelarts.training_log_info
"""

EXAMPLES = r"""
---
- name: Read the metrics of a job
  huaweicloud.modelarts.training_metric_info:
    training_job_id: flowers-1
  register: use

- name: Show how busy the GPU of each node has been
  ansible.builtin.debug:
    msg: "{{ item.task }}: {{ item.metrics | selectattr('metric', 'eq', 'gpuUtil') | map(attribute='value') | first }}"
  loop: "{{ use.training_metrics }}"
  loop_control:
    label: "{{ item.task }}"
"""

RETURN = r"""
---
training_metrics:
  description:
    - A row for each task. The list is empty when there is no such job.
  returned: success
  type: list
  elements: dict
  contains:
    task:
      description: The name of the task.
      returned: always
      type: str
      sample: worker-0
    metrics:
      description: The metrics. Empty when there are none yet.
      returned: always
      type: list
      elements: dict
      contains:
        metric:
          description: What was measured, V(cpuUsage), V(memUsage), V(gpuUtil), V(gpuMemUsage), V(npuUtil) or
            V(npuMemUsage).
          returned: always
          type: str
          sample: gpuUtil
        value:
          description:
            - The values in percent, the oldest first. The service takes an average of each minute.
            - V(-1) where there is none, as for a GPU that the machine does not have.
          returned: always
          type: list
          elements: float
          sample: [-1, 2.43, 93.4, 95.1]
# shared: failure
http_status:
  description: The HTTP status of the answer, null when there was none.
  returned: on failure of a request
  type: int
  sample: 400
error_code:
  description: The error code of the service.
  returned: on failure of a request
  type: str
  sample: ModelArts.6309
error_message:
  description: The service's own words, or what went wrong on the way to it.
  returned: on failure of a request
  type: str
  sample: The notebook instance does not exist
request_id:
  description: The id of the request, for the support of the service.
  returned: on failure of a request
  type: str
  sample: fef281e9950b42638785e645071f029c
request:
  description: The request that failed.
  returned: on failure of a request
  type: str
  sample: GET /v1/4b452d753cfc4430b1d6a8c4ecb5a75b/notebooks
requests:
  description: All requests that were sent, with status and duration.
  returned: with verbosity 3 (C(-vvv)) or higher
  type: list
  elements: dict
  sample: [{"method": "GET", "path": "/v1/4b452d753cfc4430b1d6a8c4ecb5a75b/notebooks", "status": 200, "ms": 35}]
# end
"""

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.training_info import METRICS

MODULE = METRICS


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
