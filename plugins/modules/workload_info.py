#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: workload_info
short_description: Read what runs in a dedicated resource pool
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Lists the training jobs, services and notebooks in a dedicated resource pool, also those that wait in its queue. All
    filters that are given must be met.
  - The list is also empty when there is no such pool.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.reads
  - huaweicloud.modelarts.info
  - huaweicloud.modelarts.pool
  - huaweicloud.modelarts.pool.in_workspace
options:
  type:
    description:
      - V(train) for training jobs, V(infer) for services, V(notebook) for notebooks.
    type: str
    choices: [train, infer, notebook]
  status:
    description:
      - Those in this status.
    type: str
    choices: [Queue, Pending, Abnormal, Terminating, Creating, Running, Completed, Terminated, Failed]
  sort:
    description:
      - What the service sorts the list by.
    type: str
    choices: [create_time]
  ascend:
    description:
      - Whether the oldest come first.
    type: bool
seealso:
  - module: huaweicloud.modelarts.resource_pool_info
  - module: huaweicloud.modelarts.resource_pool_node_info
  - module: huaweicloud.modelarts.resource_pool_statistics_info
"""

EXAMPLES = r"""
---
- name: List what runs in a pool
  huaweicloud.modelarts.workload_info:
    pool_id: vision-pool
    status: Running
  register: running

- name: Show it
  ansible.builtin.debug:
    msg: "{{ running.workloads | map(attribute='jobName') }}"

- name: List the training jobs, the oldest first
  huaweicloud.modelarts.workload_info:
    pool_id: vision-pool
    type: train
    sort: create_time
    ascend: true
"""

RETURN = r"""
---
workloads:
  description:
    - The workloads as the service returns them. The list is empty when there are none.
  returned: success
  type: list
  elements: dict
  contains:
    kind:
      description: V(Workload).
      returned: always
      type: str
      sample: Workload
    apiVersion:
      description: The version of the form of this object.
      returned: always
      type: str
      sample: v1
    type:
      description: V(train), V(infer) or V(notebook).
      returned: always
      type: str
      sample: notebook
    namespace:
      description: The namespace in Kubernetes.
      returned: always
      type: str
      sample: vision-pool-4b452d753cfc4430b1d6a8c4ecb5a75b
    name:
      description: The name in Kubernetes.
      returned: always
      type: str
      sample: vision-lab
    jobName:
      description: The name of the job, service or notebook.
      returned: always
      type: str
      sample: vision-lab
    uid:
      description: The id in Kubernetes.
      returned: always
      type: str
      sample: e13861e3-6af2-41ed-8c67-e9f028159db6
    jobUUID:
      description: The id of the job, service or notebook.
      returned: when it has one
      type: str
      sample: e13861e3-6af2-41ed-8c67-e9f028159db6
    flavor:
      description: The machine type.
      returned: when it has one
      type: str
      sample: modelarts.vm.cpu.2u
    status:
      description: The status, see O(status).
      returned: always
      type: str
      sample: Running
    resourceRequirement:
      description: What it needs.
      returned: when it is known
      type: dict
      sample: {"cpu": "2", "memory": "4Gi"}
    priority:
      description: The priority in the queue.
      returned: when it is known
      type: str
      sample: "1"
    runningDuration:
      description: How long it has run.
      returned: when it is known
      type: int
      sample: 3600
    pendingDuration:
      description: How long it has waited.
      returned: when it is known
      type: int
      sample: 12
    pendingPosition:
      description: Its place in the queue.
      returned: when it is known
      type: int
      sample: 1
    createTime:
      description: When it was made, in milliseconds since 1970.
      returned: always
      type: int
      sample: 1795236272855
    gvk:
      description: The kind of object in Kubernetes.
      returned: when it is known
      type: str
      sample: batch.volcano.sh/v1alpha1, Kind=Job
    hostIps:
      description: The addresses of the nodes that it runs on, separated by commas.
      returned: when it runs
      type: str
      sample: 192.168.128.17
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

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.pools_info import WORKLOADS

MODULE = WORKLOADS


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
