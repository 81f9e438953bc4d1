#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: resource_pool_node_info
short_description: Read the nodes of dedicated resource pools
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Lists the nodes of a dedicated resource pool, with their condition, machine type, availability zone and what is free
    on them.
  - The list is also empty when there is no such pool.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.reads
  - huaweicloud.modelarts.info
  - huaweicloud.modelarts.pool
  - huaweicloud.modelarts.pool.in_workspace
options:
  name:
    description:
      - The node of this very name.
    type: str
seealso:
  - module: huaweicloud.modelarts.resource_pool_node
  - module: huaweicloud.modelarts.resource_pool_info
  - module: huaweicloud.modelarts.workload_info
"""

EXAMPLES = r"""
---
- name: List the nodes of a pool
  huaweicloud.modelarts.resource_pool_node_info:
    pool_id: vision-pool
  register: all

- name: Show the condition of each
  ansible.builtin.debug:
    msg: "{{ item.metadata.name }} in {{ item.status.az }} is {{ item.status.phase }}"
  loop: "{{ all.resource_pool_nodes }}"
  loop_control:
    label: "{{ item.metadata.name }}"

- name: Read what is free on one of them
  huaweicloud.modelarts.resource_pool_node_info:
    pool_id: vision-pool
    name: "{{ all.resource_pool_nodes[0].metadata.name }}"
    fields:
      - status.availableResources
"""

RETURN = r"""
---
resource_pool_nodes:
  description:
    - The nodes as the service returns them. The list is empty when there are none.
  returned: success
  type: list
  elements: dict
  contains:
    kind:
      description: V(Node).
      returned: always
      type: str
      sample: Node
    apiVersion:
      description: The version of the form of this object.
      returned: always
      type: str
      sample: v2
    metadata:
      description:
        - The name, in C(name), and when it was made, in UTC, in C(creationTimestamp).
        - Among C(labels), C(os.modelarts.node/nodepool) is its node pool and C(os.modelarts/resource.id) its id in bills. A
          locked node has the annotation C(os.modelarts.node/lock.action).
      returned: always
      type: dict
      sample:
        name: os-node-created-mnc9z
        creationTimestamp: "2026-11-21T08:30:00Z"
        labels: {"os.modelarts.node/nodepool": "modelarts.vm.cpu.8ud-default"}
        annotations: {}
    spec:
      description: The machine type, in C(flavor), operating system, disks and more.
      returned: always
      type: dict
      sample: {"flavor": "modelarts.vm.cpu.8ud", "os": {"name": "Huawei Cloud EulerOS 2.0"}}
    status:
      description: What has become of it.
      returned: always
      type: dict
      contains:
        phase:
          description: V(Available), V(Creating), V(Checking), V(Abnormal) or V(Deleting).
          returned: always
          type: str
          sample: Available
        az:
          description: The availability zone.
          returned: always
          type: str
          sample: cn-north-7c
        privateIp:
          description: The address in the network of the pool.
          returned: when it has come up
          type: str
          sample: 192.168.128.17
        resources:
          description: What it has for jobs, notebooks and services. V(7920m) are 7.92 cores, V(30846Mi) are 30846 MiB.
          returned: when it has come up
          type: dict
          sample: {"cpu": "7920m", "memory": "30846Mi", "nvidia.com/gpu": "1"}
        availableResources:
          description: What of it is free.
          returned: when it has come up
          type: dict
          sample: {"cpu": "3920m", "memory": "14462Mi", "nvidia.com/gpu": "0"}
        driver:
          description: The driver of its accelerator, V(Creating), V(Upgrading), V(Running) or V(Abnormal).
          returned: when it has an accelerator
          type: dict
          sample: {"phase": "Running", "version": "470.57.02"}
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

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.pools_info import NODES

MODULE = NODES


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
