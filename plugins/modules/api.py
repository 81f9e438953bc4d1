#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: api
short_description: Call any operation of ModelArts
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Sends one request to ModelArts, signed and repeated after passing failures as in all other modules. Use it for
    operations that no module of this collection has yet.
  - It does not know what the request means. A request that writes is sent each time and always reported as changed.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
attributes:
  check_mode:
    description: Can run in C(check_mode) and return the changed status without changing anything.
    support: full
    details:
      - A request that reads is sent. A request that writes is only returned as RV(plan).
  diff_mode:
    description: Returns details on what has changed (or would change, in C(check_mode)), when in diff mode.
    support: none
  idempotent:
    description: When run twice in a row outside of check mode with the same options, the second run changes nothing.
    support: partial
    details:
      - Only requests that read are. Whatever else is sent again has the effect that the service gives it.
options:
  method:
    description:
      - The HTTP method.
    type: str
    choices: [GET, HEAD, POST, PUT, PATCH, DELETE]
    default: GET
  path:
    description:
      - The path as in the API reference, beginning with a slash and without query, such as
        C(/v1/{project_id}/notebooks/{id}).
      - C({project_id}) is filled in with the id of the project, other names in braces from O(path_params).
    type: str
    required: true
  path_params:
    description:
      - Values for the names in braces in O(path). Special characters in them are encoded. An empty value fails the
        task, as it would lead to another path.
    type: dict
    default: {}
  query:
    description:
      - The query, as a dictionary. A list repeats the name.
    type: dict
    default: {}
  body:
    description:
      - The body, usually a dictionary, sent as JSON. Without it no body is sent.
    type: raw
  headers:
    description:
      - More headers. C(Content-Type) replaces C(application/json). Headers that sign the request cannot be set.
    type: dict
    default: {}
  reads:
    description:
      - Whether the request only reads. It is sent in check mode then too, repeated after any passing failure, and
        reported as unchanged.
      - Without it, V(GET) and V(HEAD) read, and all others write. Some operations read with V(POST).
    type: bool
seealso:
  - name: API reference of ModelArts
    description: All operations, their paths and bodies.
    link: https://support.huaweicloud.com/intl/en-us/api-modelarts/modelarts_03_0001.html
"""

EXAMPLES = r"""
---
- name: List notebooks as the service returns them
  huaweicloud.modelarts.api:
    path: /v1/{project_id}/notebooks
    query:
      limit: 10
      status: RUNNING
  register: listed

- name: Show how many there are
  ansible.builtin.debug:
    msg: "{{ listed.response.total }} run"

- name: Change the description of a notebook
  huaweicloud.modelarts.api:
    method: PUT
    path: /v1/{project_id}/notebooks/{id}
    path_params:
      id: "{{ listed.response.data[0].id }}"
    body:
      description: Changed by hand

- name: See what would be sent
  huaweicloud.modelarts.api:
    method: POST
    path: /v1/{project_id}/notebooks/{id}/stop
    path_params:
      id: "{{ listed.response.data[0].id }}"
  check_mode: true
"""

RETURN = r"""
---
status:
  description: The HTTP status of the answer, null in check mode for a request that writes.
  returned: success
  type: int
  sample: 200
response:
  description: The body of the answer, null when there was none.
  returned: success
  type: raw
  sample: {"current": 1, "data": [], "pages": 0, "size": 10, "total": 0}
plan:
  description:
    - The request if it writes, sent or in check mode not sent.
  returned: success
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
  sample:
    - action: write
      method: PUT
      path: /v1/4b452d753cfc4430b1d6a8c4ecb5a75b/notebooks/e13861e3-6af2-41ed-8c67-e9f028159db6
      body: {"description": "Changed by hand"}
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
  returned: when a request was sent
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
"""

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.raw import Raw

MODULE = Raw()


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
