#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: resource_pool_info
short_description: Read dedicated resource pools
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Lists dedicated resource pools. All filters that are given must be met.
  - Without O(status), pools that could not be created are left out. The service keeps those for three days.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.reads
  - huaweicloud.modelarts.info
  - huaweicloud.modelarts.info.awaited
options:
  id:
    description:
      - Return the pool with this id only, which is in C(metadata.name), in whatever status it is. All other filters are
        ignored then.
    type: str
  name:
    description:
      - Pools that the user gave this very name. Several can have the same one.
    type: str
  names:
    description:
      - Pools with one of these names. Not together with O(name).
    type: list
    elements: str
  wait_timeout:
    description:
      - How long to wait at most, as V(90), V(90s), V(15m) or V(2h).
    type: str
    default: 90m
  workspace_id:
    description:
      - Pools of this workspace.
    type: str
    default: "0"
  status:
    description:
      - V(created) for pools that have come up, also with abnormal nodes, V(creating) for those that are about to, V(failed)
        for those that could not be created.
      - Without it, those that are V(created) or V(creating); with O(wait_for_status) also V(failed) ones, so that a pool
        that failed in the last three days fails the task.
    type: str
    choices: [created, failed, creating]
  include:
    description:
      - V(tags) adds the tags, which costs one more request for each pool.
    type: list
    elements: str
    choices: [tags]
    default: []
seealso:
  - module: huaweicloud.modelarts.resource_pool
  - module: huaweicloud.modelarts.resource_pool_node_info
  - module: huaweicloud.modelarts.resource_pool_usage_info
  - module: huaweicloud.modelarts.workload_info
"""

EXAMPLES = r"""
---
- name: List all pools with their tags
  huaweicloud.modelarts.resource_pool_info:
    include: [tags]
  register: all

- name: Show how many nodes each has
  ansible.builtin.debug:
    msg: "{{ item.metadata.labels['os.modelarts/name'] }} has {{ item.spec.resources | sum(attribute='count') }} nodes"
  loop: "{{ all.resource_pools }}"
  loop_control:
    label: "{{ item.metadata.name }}"

- name: List the pools that could not be created in the last days, and why
  huaweicloud.modelarts.resource_pool_info:
    status: failed
    fields:
      - metadata.name
      - status.message

- name: Wait until a pool that has been ordered is there
  huaweicloud.modelarts.resource_pool_info:
    names: [vision-pool]
    wait_for_status: [Running]

- name: Find a pool by its name
  huaweicloud.modelarts.resource_pool_info:
    name: vision-pool
  register: found

- name: Read it by its id
  huaweicloud.modelarts.resource_pool_info:
    id: "{{ found.resource_pools[0].metadata.name }}"
"""

RETURN = r"""
---
resource_pools:
  description:
    - The pools as the service returns them. The list is empty when there are none.
  returned: success
  type: list
  elements: dict
  contains:
    # shared: resource_pool
    kind:
      description: V(Pool).
      returned: always
      type: str
      sample: Pool
    apiVersion:
      description: The version of the form of this object.
      returned: always
      type: str
      sample: v2
    metadata:
      description: What the pool is called, and how it is paid.
      returned: always
      type: dict
      contains:
        name:
          description: The id. The service makes it from the name and the id of the project.
          returned: always
          type: str
          sample: vision-pool-4b452d753cfc4430b1d6a8c4ecb5a75b
        creationTimestamp:
          description: When it was made, in UTC.
          returned: always
          type: str
          sample: "2026-11-21T08:30:00Z"
        labels:
          description:
            - The name that the user gave it, in C(os.modelarts/name), its workspace, in C(os.modelarts/workspace.id), the
              beginning of the names of its nodes, in C(os.modelarts/node.prefix), when one was given.
            - C(os.modelarts/order.name) is its newest order, C(os.modelarts/resource.id) its id in bills.
          returned: always
          type: dict
          sample:
            os.modelarts/name: vision-pool
            os.modelarts/workspace.id: "0"
            os.modelarts/resource.id: maos-vision-pool-5f0c1
            os.modelarts/order.name: order-0d6f1cf2a0fd4b3c8d0f6f6a3c8f6c0a
        annotations:
          description:
            - The description, in C(os.modelarts/description).
            - How it is paid, in C(os.modelarts/billing.mode), where V("0") is pay-per-use and V("1") yearly/monthly. With
              the latter also C(os.modelarts/period.type), where V("2") is a month and V("3") a year,
              C(os.modelarts/period.num) and C(os.modelarts/auto.renew), where V("1") is yes.
          returned: always
          type: dict
          sample: {"os.modelarts/description": "", "os.modelarts/billing.mode": "0"}
    spec:
      description: What was asked for.
      returned: always
      type: dict
      contains:
        type:
          description: V(Dedicate).
          returned: always
          type: str
          sample: Dedicate
        scope:
          description: What can run in it.
          returned: always
          type: list
          elements: str
          sample: ["Train", "Notebook"]
        resources:
          description: The node pools, with everything that the service has filled in.
          returned: always
          type: list
          elements: dict
          sample:
            - nodePool: modelarts.vm.cpu.8ud-default
              flavor: modelarts.vm.cpu.8ud
              count: 2
              maxCount: 2
              extendParams: {"dockerBaseSize": "50", "runtime": "containerd"}
              os: {"name": "Huawei Cloud EulerOS 2.0"}
        network:
          description: The id of its network.
          returned: always
          type: dict
          sample: {"name": "vision-net-4b452d753cfc4430b1d6a8c4ecb5a75b"}
        jobFlavors:
          description: The job flavors.
          returned: when some were given
          type: list
          elements: str
          sample: ["modelarts.pool.cpu.8u"]
        driver:
          description: The drivers of the accelerators.
          returned: when its nodes have accelerators
          type: dict
          sample: {"gpuVersion": "470.57.02"}
        controlMode:
          description: What is forbidden, as the sum of 1 (to become yearly/monthly), 2 (another flavor), 4 (restricted by
            the service), 8 (frozen) and 16 (frozen by the authorities). V(0) when nothing is.
          returned: always
          type: int
          sample: 0
    status:
      description: What has become of it.
      returned: always
      type: dict
      contains:
        phase:
          description:
            - V(Creating), V(Running), V(Abnormal) when something is wrong with some of its nodes, V(Error) when it could not
              be created, or V(Deleting).
          returned: always
          type: str
          sample: Running
        message:
          description: Why it failed.
          returned: when it has failed
          type: str
          sample: The flavor is sold out.
        resources:
          description:
            - How many nodes of each node pool are in which condition, in C(available), C(creating), C(abnormal) and
              C(deleting). A condition that no node is in is left out.
          returned: always
          type: dict
          sample:
            available:
              - nodePool: modelarts.vm.cpu.8ud-default
                flavor: modelarts.vm.cpu.8ud
                count: 2
                maxCount: 2
                azs: [{"az": "cn-north-7c", "count": 2}]
        scope:
          description: Whether it can run what it is meant for, V(Enabling), V(Enabled), V(Disabling) or V(Disabled).
          returned: always
          type: list
          elements: dict
          sample: [{"scopeType": "Train", "state": "Enabled"}, {"scopeType": "Notebook", "state": "Enabled"}]
        driver:
          description: The drivers, V(Creating), V(Upgrading), V(Running) or V(Abnormal).
          returned: when its nodes have accelerators
          type: dict
          sample: {"gpu": {"version": "470.57.02", "state": "Running"}}
        root:
          description: The id of the pool that this is a part of, or its own.
          returned: always
          type: str
          sample: vision-pool-4b452d753cfc4430b1d6a8c4ecb5a75b
    # end
    tags:
      description: The tags.
      returned: when O(include) has V(tags)
      type: list
      elements: dict
      sample: [{"key": "team", "values": ["vision"]}]
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

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.pools_info import POOLS

MODULE = POOLS


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
