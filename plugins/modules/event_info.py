#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: event_info
short_description: Read what has happened to a dedicated resource pool
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Lists the events of a dedicated resource pool, such as nodes that have come up or failed. All filters that are given
    must be met.
  - The list is also empty when there is no such pool.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.reads
  - huaweicloud.modelarts.info
  - huaweicloud.modelarts.pool
  - huaweicloud.modelarts.pool.in_workspace
options:
  since:
    description:
      - Events from this moment on, as V(2026-11-21) or V(2026-11-21T08:30:00Z), in UTC.
    type: str
  until:
    description:
      - Events up to this moment, in the same form.
    type: str
  type:
    description:
      - V(Warning) for events that tell of trouble, V(Normal) for the others.
    type: str
    choices: [Normal, Warning]
seealso:
  - module: huaweicloud.modelarts.resource_pool_info
  - module: huaweicloud.modelarts.resource_pool_node_info
"""

EXAMPLES = r"""
---
- name: List what went wrong with a pool in the last day
  huaweicloud.modelarts.event_info:
    pool_id: vision-pool
    type: Warning
    since: "{{ '%Y-%m-%dT%H:%M:%SZ' | ansible.builtin.strftime(now().timestamp() - 86400, utc=true) }}"

- name: List all events of one day
  huaweicloud.modelarts.event_info:
    pool_id: vision-pool
    since: "2026-11-21"
    until: "2026-11-22"
  register: day

- name: Show them
  ansible.builtin.debug:
    msg: "{{ day.events | map(attribute='message') }}"
"""

RETURN = r"""
---
events:
  description:
    - The events as the service returns them, in the order of time. The list is empty when there are none.
  returned: success
  type: list
  elements: dict
  contains:
    kind:
      description: V(Event).
      returned: always
      type: str
      sample: Event
    apiVersion:
      description: The version of the form of this object.
      returned: always
      type: str
      sample: v1
    type:
      description: V(Normal) or V(Warning).
      returned: always
      type: str
      sample: Warning
    reason:
      description: What it is about.
      returned: always
      type: str
      sample: PoolResourcesStatusChange
    message:
      description: What has happened.
      returned: always
      type: str
      sample: "Pool resources status changed, available/abnormal/creating/deleting count from 1/0/0/0 to 0/1/0/0, timestamp: 1795236272."
    count:
      description: How often it has happened.
      returned: always
      type: int
      sample: 1
    firstTimestamp:
      description: When it happened for the first time, in UTC.
      returned: always
      type: str
      sample: "2026-11-21T08:30:00Z"
    lastTimestamp:
      description: When it happened for the last time, in UTC.
      returned: always
      type: str
      sample: "2026-11-21T08:30:00Z"
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

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.pools_info import EVENTS

MODULE = EVENTS


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
