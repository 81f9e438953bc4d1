#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: resource_pool_node
short_description: Remove chosen nodes from dedicated resource pools
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Removes nodes from a dedicated resource pool by their names, such as broken ones, or those that nothing runs on.
    B(Whatever runs on them ends), and they cost nothing any more.
  - To add nodes, or to remove some without choosing them, use M(huaweicloud.modelarts.resource_pool).
  - Nodes that are not there any more are left out of the request. When none of them is there, or no such pool, nothing
    is done.
  - The service refuses to remove the last node of a pool, nodes that are still being created, nodes that are locked, and
    nodes that are paid by year or month, which must be unsubscribed. It removes all of the nodes or none.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.writes
  - huaweicloud.modelarts.wait
  - huaweicloud.modelarts.pool
options:
  state:
    description:
      - V(absent) removes the nodes.
    type: str
    choices: [absent]
    default: absent
  workspace_id:
    description:
      - The workspace of the resource pool, when O(pool_id) is a name. Without it, the default workspace V(0).
    type: str
  names:
    description:
      - The names of the nodes, at least one. M(huaweicloud.modelarts.resource_pool_node_info) lists them.
    type: list
    elements: str
    required: true
  wait_timeout:
    description:
      - How long the whole task may take, as V(90), V(90s), V(15m) or V(2h). When the time is over the task fails, and
        tells how many of the nodes are left. What the service has accepted goes on all the same; run the task again to
        wait on.
    type: str
    default: 45m
notes:
  - The count of a node pool becomes smaller with each node that is removed from it. Write the new counts into
    O(huaweicloud.modelarts.resource_pool#module:resources) as well, else the next run of that task orders other nodes in
    their place, which is just what you want when a node was broken.
seealso:
  - module: huaweicloud.modelarts.resource_pool
  - module: huaweicloud.modelarts.resource_pool_node_info
"""

EXAMPLES = r"""
---
- name: List the nodes of a pool
  huaweicloud.modelarts.resource_pool_node_info:
    pool_id: vision-pool
  register: found

- name: Remove those that are broken
  huaweicloud.modelarts.resource_pool_node:
    pool_id: vision-pool
    names: "{{ broken | map(attribute='metadata.name') }}"
    state: absent
  vars:
    broken: "{{ found.resource_pool_nodes | selectattr('status.phase', 'eq', 'Abnormal') }}"
  when: broken | length > 0

- name: Remove the newest one
  huaweicloud.modelarts.resource_pool_node:
    pool_id: vision-pool
    names:
      - "{{ (found.resource_pool_nodes | sort(attribute='metadata.creationTimestamp') | last).metadata.name }}"
    state: absent
"""

RETURN = r"""
---
resource_pool_node:
  description:
    - What is left of the nodes that were named. Empty when none is, and in check mode when they are going to be removed.
  returned: always
  type: dict
  contains:
    pool_id:
      description: The id of the resource pool.
      returned: when something is left
      type: str
      sample: vision-pool-4b452d753cfc4430b1d6a8c4ecb5a75b
    names:
      description: The names of those that are still there, with O(wait=false) for instance.
      returned: when something is left
      type: list
      elements: str
      sample: ["os-node-created-mnc9z"]
# shared: plan
plan:
  description:
    - The requests that were sent to bring about what is asked, in their order. In check mode, those that would be sent.
    - Empty when nothing is to be done. Secrets are masked.
  returned: always, unless nothing could be found out before a failure
  type: list
  elements: dict
  contains:
    action:
      description: What the request does.
      returned: always
      type: str
    method:
      description: The HTTP method.
      returned: always
      type: str
    path:
      description: The path. The id of an object that is yet to be created is shown as C(<id of ...>).
      returned: always
      type: str
    query:
      description: The query.
      returned: when there is one
      type: dict
    body:
      description: The body.
      returned: when there is one
      type: dict
    wait_for:
      description: What is waited for afterwards.
      returned: when something is waited for
      type: str
# end
  sample:
    - action: delete
      method: POST
      path: /v2/4b452d753cfc4430b1d6a8c4ecb5a75b/pools/vision-pool-4b452d753cfc4430b1d6a8c4ecb5a75b/nodes/batch-delete
      body: {"deleteNodeNames": ["os-node-created-mnc9z"]}
      wait_for: gone
steps_taken:
  description: How many requests of RV(plan) the service has taken before the failure.
  returned: on failure, when there was a plan
  type: int
  sample: 0
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

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.module import Managed
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.pools import ResourcePoolNode

MODULE = Managed(ResourcePoolNode)


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
