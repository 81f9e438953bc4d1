#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: cluster_info
short_description: Read dedicated resource pools of the first generation
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Lists the dedicated resource pools of the first generation, which services call clusters. All filters that are given
    must be met.
  - The service has no operation to create or change them. New pools are managed with
    M(huaweicloud.modelarts.resource_pool), and listed by M(huaweicloud.modelarts.resource_pool_info).
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.reads
  - huaweicloud.modelarts.info
options:
  name:
    description:
      - Pools of this name.
    type: str
  names:
    description:
      - Pools with one of these names. Not together with O(name).
    type: list
    elements: str
  name_fuzzy:
    description:
      - Whether O(name) may be a part of the name.
    type: bool
    default: false
  status:
    description:
      - Pools in this status, V(deploying), V(running), V(concerning) (some nodes are abnormal) or V(abnormal).
    type: str
  sort_by:
    description:
      - What the service sorts the list by. Without it, by V(created_at).
    type: str
    choices: [created_at, cluster_name]
  order:
    description:
      - The direction of O(sort_by). The service takes V(desc) when it is not given.
    type: str
    choices: [asc, desc]
seealso:
  - module: huaweicloud.modelarts.resource_pool_info
"""

EXAMPLES = r"""
---
- name: List the pools of the first generation that run
  huaweicloud.modelarts.cluster_info:
    status: running
  register: old

- name: Show their names
  ansible.builtin.debug:
    msg: "{{ old.clusters | map(attribute='cluster_name') }}"

- name: Find some by a part of their names, the oldest first
  huaweicloud.modelarts.cluster_info:
    name: my
    name_fuzzy: true
    sort_by: created_at
    order: asc
"""

RETURN = r"""
---
clusters:
  description:
    - The pools as the service returns them. The list is empty when there are none.
  returned: success
  type: list
  elements: dict
  contains:
    cluster_id:
      description: The id.
      returned: always
      type: str
      sample: ff808081673fbb3d01673fbb824d0000
    cluster_name:
      description: The name.
      returned: always
      type: str
      sample: my-cluster
    description:
      description: The description.
      returned: always
      type: str
      sample: Cluster of the vision team
    tenant:
      description: The id of the account.
      returned: when the service tells it
      type: str
      sample: 60f2ac5d3f2b4b8f9c3d9a4e2b1c0d7e
    project:
      description: The id of the project.
      returned: always
      type: str
      sample: 4b452d753cfc4430b1d6a8c4ecb5a75b
    owner:
      description: The id of the user who made it.
      returned: always
      type: str
      sample: 15dda26361214ca2a5953917d2f48ffb
    created_at:
      description: When it was made, in milliseconds since 1970.
      returned: always
      type: int
      sample: 1574923077927
    status:
      description: V(deploying), V(running), V(concerning) or V(abnormal).
      returned: always
      type: str
      sample: running
    nodes:
      description: Its nodes, by machine type, with how many there are and how many can be used.
      returned: always
      type: list
      elements: dict
      sample: [{"specification": "modelarts.vm.cpu.8ud", "count": 1, "available_count": 1}]
    allocatable_cpu_cores:
      description: The number of cores that are free.
      returned: always
      type: float
      sample: 5.5
    allocatable_memory:
      description: The memory that is free, in MB.
      returned: always
      type: int
      sample: 4096
    allocatable_gpus:
      description: The number of GPUs that are free.
      returned: always
      type: float
      sample: 0.5
    product_id:
      description: The id of the product.
      returned: for yearly/monthly ones
      type: str
      sample: 00301-110274-0--0
    order_id:
      description: The id of the order.
      returned: for yearly/monthly ones
      type: str
      sample: CS1911281451ZDYGD
    period_type:
      description: The unit of the period, V(year) or V(month).
      returned: for yearly/monthly ones
      type: str
      sample: month
    period_num:
      description: The number of months or years.
      returned: for yearly/monthly ones
      type: int
      sample: 1
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

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.pools_info import CLUSTERS

MODULE = CLUSTERS


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
