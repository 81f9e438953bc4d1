#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: resource_pool_statistics_info
short_description: Count dedicated resource pools, or what runs in one
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Counts the dedicated resource pools of a workspace by their status.
  - With O(pool_id), counts what runs in one of them instead, by kind and status.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.reads
  - huaweicloud.modelarts.info
options:
  pool_id:
    description:
      - The id or the name of a resource pool, to count what runs in it. A name costs one request more, and must be the name
        of one pool only.
    type: str
    aliases: [resource_pool]
  workspace_id:
    description:
      - The workspace to count the pools of, or the workspace of the pool when O(pool_id) is a name.
    type: str
    default: "0"
seealso:
  - module: huaweicloud.modelarts.resource_pool_info
  - module: huaweicloud.modelarts.workload_info
"""

EXAMPLES = r"""
---
- name: Count the pools
  huaweicloud.modelarts.resource_pool_statistics_info:
  register: counted

- name: Show how many could not be created
  ansible.builtin.debug:
    msg: "{{ counted.resource_pool_statistics[0].statistics.status.failed }}"

- name: Count what runs in a pool
  huaweicloud.modelarts.resource_pool_statistics_info:
    pool_id: vision-pool
  register: running

- name: Show how many notebooks there are
  ansible.builtin.debug:
    msg: "{{ running.resource_pool_statistics | selectattr('type', 'eq', 'notebook') | sum(attribute='total') }}"
"""

RETURN = r"""
---
resource_pool_statistics:
  description:
    - One row with the numbers of pools. With O(pool_id), a row for each kind of which there is something; none when the pool is
      empty or does not exist.
  returned: success
  type: list
  elements: dict
  contains:
    statistics:
      description: How many pools there are, in C(status). Those in C(failed) are of the last three days.
      returned: without O(pool_id)
      type: dict
      sample: {"status": {"created": 3, "creating": 0, "failed": 1, "pending": 0}}
    operationTime:
      description: When they were counted.
      returned: without O(pool_id)
      type: str
      sample: 2026-11-21 08:30:00.329633162 +0000 UTC
    type:
      description: The kind, V(train), V(infer) or V(notebook).
      returned: with O(pool_id)
      type: str
      sample: notebook
    total:
      description: How many there are of this kind.
      returned: with O(pool_id)
      type: int
      sample: 2
    status:
      description: How many of them are in which status.
      returned: with O(pool_id)
      type: dict
      sample: {"Running": 2}
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

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.pools_info import STATISTICS

MODULE = STATISTICS


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
