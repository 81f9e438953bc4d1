#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: training_flavor_info
short_description: Read the machine types for training jobs
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Lists the machine types of the public resource pool that training jobs can have. All filters that are given must be
    met.
  - Their ids and names are what O(huaweicloud.modelarts.training_job#module:flavor_id) takes.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.reads
  - huaweicloud.modelarts.info
options:
  flavor_type:
    description:
      - Machine types with this kind of processor.
    type: str
    choices: [CPU, GPU, Ascend]
  flavor_id:
    description:
      - The machine type with this very id.
    type: str
  flavor_name:
    description:
      - Machine types of this very name, as the console shows it. Several can have the same one.
    type: str
seealso:
  - module: huaweicloud.modelarts.training_job
  - module: huaweicloud.modelarts.training_engine_info
"""

EXAMPLES = r"""
---
- name: List the machine types with GPU
  huaweicloud.modelarts.training_flavor_info:
    flavor_type: GPU
  register: gpu

- name: Show those that a job can have several nodes of
  ansible.builtin.debug:
    msg: "{{ gpu.training_flavors | selectattr('flavor_info.max_num', '>', 1) | map(attribute='flavor_id') }}"

- name: Read what one machine type is billed as
  huaweicloud.modelarts.training_flavor_info:
    flavor_id: modelarts.p3.large.public
    fields:
      - billing
"""

RETURN = r"""
---
training_flavors:
  description:
    - The machine types as the service returns them. The list is empty when there are none.
  returned: success
  type: list
  elements: dict
  contains:
    flavor_id:
      description: The id.
      returned: always
      type: str
      sample: modelarts.p3.large.public
    flavor_name:
      description: The name that the console shows.
      returned: always
      type: str
      sample: Computing GPU(Vnt1) instance
    flavor_type:
      description: The kind of processor, V(CPU), V(GPU) or V(Ascend).
      returned: always
      type: str
      sample: GPU
    billing:
      description: The code and the number of units that a node is billed with.
      returned: always
      type: dict
      sample: {"code": "modelarts.vm.gpu.v100", "unit_num": 1}
    flavor_info:
      description:
        - The machine. C(max_num) is the number of nodes that a job can have.
        - The memory of a GPU or NPU is a text with its unit.
      returned: always
      type: dict
      sample:
        max_num: 16
        cpu: {"arch": "x86", "core_num": 8}
        gpu: {"unit_num": 1, "product_name": "GP-Vnt1", "memory": "32GB"}
        memory: {"size": 64, "unit": "GB"}
        disk: {"size": 500, "unit": "GB"}
    attributes:
      description: Further properties.
      returned: when there are any
      type: dict
      sample: {"is_free": "true"}
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

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.training_info import FLAVORS

MODULE = FLAVORS


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
