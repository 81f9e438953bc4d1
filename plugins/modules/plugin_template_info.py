#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: plugin_template_info
short_description: Read the versions of plug-ins for dedicated resource pools
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Reads a template of a plug-in for dedicated resource pools, such as the driver of their accelerators, and which versions
    of it there are.
  - The versions are what O(huaweicloud.modelarts.resource_pool#module:driver) takes.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.reads
  - huaweicloud.modelarts.info
options:
  name:
    description:
      - The name of the template. V(gpu-driver) and V(npu-driver) are the drivers of GPUs and Ascend processors.
    type: str
    required: true
seealso:
  - module: huaweicloud.modelarts.resource_pool
  - module: huaweicloud.modelarts.resource_flavor_info
"""

EXAMPLES = r"""
---
- name: Read the driver of GPUs
  huaweicloud.modelarts.plugin_template_info:
    name: gpu-driver
  register: driver

- name: Show its versions
  ansible.builtin.debug:
    msg: "{{ driver.plugin_templates[0].spec.versions.keys() | list }}"
"""

RETURN = r"""
---
plugin_templates:
  description:
    - The template as the service returns it. The list is empty when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    kind:
      description: V(PluginTemplate).
      returned: always
      type: str
      sample: PluginTemplate
    apiVersion:
      description: The version of the form of this object.
      returned: always
      type: str
      sample: v1
    metadata:
      description: The name.
      returned: always
      type: dict
      sample: {"name": "gpu-driver"}
    spec:
      description: What it is.
      returned: always
      type: dict
      contains:
        type:
          description: The kind of plug-in, V(gpuDriver), V(npuDriver), V(ccePlugin), V(helm) or V(icAgent).
          returned: always
          type: str
          sample: gpuDriver
        description:
          description: The description.
          returned: always
          type: str
          sample: gpu driver
        versions:
          description: The versions, each with what there is to say about it.
          returned: always
          type: dict
          sample: {"440.31": {"detail": "Driver 440.31"}, "470.57.02": {"detail": "Driver 470.57.02"}}
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

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.pools_info import PLUGIN_TEMPLATES

MODULE = PLUGIN_TEMPLATES


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
