#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: resource_pool_usage_info
short_description: Read what is allocated of dedicated resource pools
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Reads how much of the processors, memory and accelerators of dedicated resource pools is allocated at this moment, and
    how much there is. How busy they have been is told by M(huaweicloud.modelarts.resource_pool_monitor_info).
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.reads
  - huaweicloud.modelarts.info
  - huaweicloud.modelarts.pool.in_workspace
options:
  pool_id:
    description:
      - The id or the name of one resource pool. A name costs one request more, and must be the name of one pool only.
      - Without it, all pools are listed.
    type: str
    aliases: [resource_pool]
seealso:
  - module: huaweicloud.modelarts.resource_pool_info
  - module: huaweicloud.modelarts.resource_pool_monitor_info
  - module: huaweicloud.modelarts.workload_info
"""

EXAMPLES = r"""
---
- name: Read what is allocated of all pools
  huaweicloud.modelarts.resource_pool_usage_info:
  register: all

- name: Show it
  ansible.builtin.debug:
    msg: "{{ item.metadata.name }}: {{ item.table.allocated.value.cpu }} of {{ item.table.capacity.value.cpu }} cores"
  loop: "{{ all.resource_pool_usages }}"
  loop_control:
    label: "{{ item.metadata.name }}"

- name: Read what is allocated of one pool
  huaweicloud.modelarts.resource_pool_usage_info:
    pool_id: vision-pool
"""

RETURN = r"""
---
resource_pool_usages:
  description:
    - A row for each pool. The list is empty when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    metadata:
      description: The id of the pool, in C(name), and its labels, the name that the user gave it among them.
      returned: always
      type: dict
      sample:
        name: vision-pool-4b452d753cfc4430b1d6a8c4ecb5a75b
        labels: {"os.modelarts/name": "vision-pool", "os.modelarts/workspace.id": "0"}
    table:
      description: The numbers, each of a moment in UTC.
      returned: always
      type: dict
      contains:
        allocated:
          description: What is allocated. C(cpu) is in cores, an accelerator has a name of its own.
          returned: always
          type: dict
          sample:
            value: {"cpu": "5", "memory": "15548Mi", "tnt004": "1073m"}
            timestamp: "2026-11-21T08:30:00Z"
            window: 1m
        capacity:
          description: What there is, in C(value), and what there can be, in C(maxValue).
          returned: always
          type: dict
          sample:
            value: {"cpu": "16", "memory": "64Gi", "tnt004": "2"}
            maxValue: {"cpu": "16", "memory": "64Gi", "tnt004": "2"}
            timestamp: "2026-11-21T08:30:00Z"
            window: 1m
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

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.pools_info import USAGE

MODULE = USAGE


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
