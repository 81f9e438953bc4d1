#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: os_config_info
short_description: Read quotas and address ranges for dedicated resource pools
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Reads how many networks and dedicated resource pools the account may have in this project, and which address ranges its
    networks can lie in.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.reads
  - huaweicloud.modelarts.info
seealso:
  - module: huaweicloud.modelarts.network
  - module: huaweicloud.modelarts.resource_pool
"""

EXAMPLES = r"""
---
- name: Read the quotas
  huaweicloud.modelarts.os_config_info:
  register: config

- name: Show how many pools there may be
  ansible.builtin.debug:
    msg: "{{ config.os_configs[0].poolQuota }}"
"""

RETURN = r"""
---
os_configs:
  description:
    - The configuration as the service returns it, in a single row.
  returned: success
  type: list
  elements: dict
  contains:
    networkCidrs:
      description: The address ranges that networks can lie in.
      returned: always
      type: list
      elements: str
      sample: ["192.168.0.0/16", "172.16.0.0/12"]
    networkQuota:
      description: How many networks there may be.
      returned: always
      type: int
      sample: 15
    poolQuota:
      description: How many dedicated resource pools there may be.
      returned: always
      type: int
      sample: 15
    poolHighAvailable:
      description: Whether pools are made highly available.
      returned: always
      type: bool
      sample: true
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

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.pools_info import OS_CONFIG

MODULE = OS_CONFIG


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
