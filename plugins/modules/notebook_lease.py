#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: notebook_lease
short_description: Give a running notebook more time
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - A notebook stops by itself when its lease is over. This module makes sure that a running notebook has at least so
    much time left.
  - Put it before long work in a playbook, or into a schedule. A lease that never ends satisfies it as well.
  - The notebook must run, otherwise the task fails; M(huaweicloud.modelarts.notebook) starts one and sets the kind of
    its lease.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.writes
options:
  notebook_id:
    description:
      - The id or the name of the notebook. A name costs one request more.
    type: str
    required: true
    aliases: [notebook]
  workspace_id:
    description:
      - The workspace of the notebook, when O(notebook_id) is a name.
    type: str
    default: "0"
  remaining:
    description:
      - How much time must be left, from V(1h) to V(72h), such as V(90m) or V(2h). When less is left, the lease is
        renewed. B(With V(72h) every run renews it), as no lease is longer.
    type: str
    required: true
  duration:
    description:
      - How long the notebook runs from now on when the lease is renewed, up to V(72h). It must be longer than
        O(remaining).
      - Without it, it is one hour more than O(remaining), and V(72h) at most.
    type: str
  type:
    description:
      - V(TIMING) stops the notebook when the time is over, V(IDLE) when it was idle for so long. Another kind is
        changed by a renewal.
      - Without it any kind will do, and a renewal leaves the kind as it is.
    type: str
    choices: [TIMING, IDLE]
  wait_timeout:
    description:
      - How long the whole task may take, as V(90), V(90s), V(15m) or V(2h).
    type: str
    default: 20m
seealso:
  - module: huaweicloud.modelarts.notebook
  - module: huaweicloud.modelarts.notebook_info
"""

EXAMPLES = r"""
---
- name: Make sure that the notebook runs for two hours more
  huaweicloud.modelarts.notebook_lease:
    notebook_id: vision-lab
    remaining: 2h
  register: lease

- name: Tell how long it has got
  ansible.builtin.debug:
    msg: "{{ lease.notebook_lease.remaining_seconds | default('no end', true) }} seconds"

- name: Give it a whole day whenever less than eight hours are left
  huaweicloud.modelarts.notebook_lease:
    notebook_id: "{{ lease.notebook_lease.notebook_id }}"
    remaining: 8h
    duration: 24h
"""

RETURN = r"""
---
notebook_lease:
  description:
    - The lease as the service returns it, and the time that is left. In check mode, what it was found to be.
  returned: always
  type: dict
  contains:
    notebook_id:
      description: The id of the notebook.
      returned: always
      type: str
      sample: e13861e3-6af2-41ed-8c67-e9f028159db6
    remaining_seconds:
      description: How many seconds are left, null when the notebook does not stop by itself.
      returned: always
      type: int
      sample: 10799
    enable:
      description: Whether the notebook stops by itself.
      returned: always
      type: bool
      sample: true
    type:
      description: V(TIMING) or V(IDLE).
      returned: always
      type: str
      sample: TIMING
    duration:
      description: Milliseconds from RV(notebook_lease.create_at) to the stop.
      returned: always
      type: int
      sample: 10801067
    create_at:
      description: When the lease was made, in milliseconds since 1970.
      returned: always
      type: int
      sample: 1795236271081
    update_at:
      description: When the lease was last changed, in milliseconds since 1970.
      returned: always
      type: int
      sample: 1795236272148
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
    - action: renew lease
      method: PATCH
      path: /v1/4b452d753cfc4430b1d6a8c4ecb5a75b/notebooks/e13861e3-6af2-41ed-8c67-e9f028159db6/lease
      body: {"duration": 10800000}
steps_taken:
  description: How many requests of RV(plan) the service has taken before the failure.
  returned: on failure, when there was a plan
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

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.module import Managed
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.notebook_leases import NotebookLease

MODULE = Managed(NotebookLease)


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
