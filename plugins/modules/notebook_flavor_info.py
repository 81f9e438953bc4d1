#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: notebook_flavor_info
short_description: Read the machine types for notebooks
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Lists the machine types that a notebook can have, or those that one notebook can change to.
  - Their ids and names are what O(huaweicloud.modelarts.notebook#module:flavor) takes.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.reads
  - huaweicloud.modelarts.info
  - huaweicloud.modelarts.info.sorted
options:
  name:
    description:
      - The machine type of this very name.
    type: str
  category:
    description:
      - Machine types with this kind of processor.
    type: str
    choices: [CPU, GPU, ASCEND]
  type:
    description:
      - V(MANAGED) for machine types of the public resource pool, V(DEDICATED) for those of dedicated resource pools.
    type: str
    choices: [MANAGED, DEDICATED]
  flavor_type:
    description:
      - Machine types with this kind of Ascend processor.
    type: str
    choices: [ASCEND_SNT9, ASCEND_SNT9B, ASCEND_SNT3]
  feature:
    description:
      - V(NOTEBOOK) for machine types of notebooks that are paid for, V(DEFAULT) for those of the free CodeLab.
    type: str
    choices: [NOTEBOOK, DEFAULT]
  notebook_id:
    description:
      - The id or the name of a notebook. Lists only the machine types that this notebook can change to.
    type: str
    aliases: [notebook]
  workspace_id:
    description:
      - The workspace of the notebook, when O(notebook_id) is a name.
    type: str
    default: "0"
seealso:
  - module: huaweicloud.modelarts.notebook
"""

EXAMPLES = r"""
---
- name: List the machine types with GPU
  huaweicloud.modelarts.notebook_flavor_info:
    category: GPU
    feature: NOTEBOOK
    type: MANAGED
  register: gpu

- name: Show those that are to be had
  ansible.builtin.debug:
    msg: "{{ gpu.notebook_flavors | rejectattr('sold_out') | map(attribute='id') }}"

- name: List what a notebook can change to
  huaweicloud.modelarts.notebook_flavor_info:
    notebook_id: vision-lab
"""

RETURN = r"""
---
notebook_flavors:
  description:
    - The machine types as the service returns them. The list is empty when there are none.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: The id.
      returned: always
      type: str
      sample: modelarts.vm.gpu.v100.1
    name:
      description: The name that the console shows.
      returned: always
      type: str
      sample: "GPU: 1*V100(32GB)|CPU: 8 vCPUs 64 GB"
    description:
      description: What it is good for.
      returned: always
      type: str
      sample: GPU flavor for training
    category:
      description: The kind of processor, V(CPU), V(GPU) or V(ASCEND).
      returned: always
      type: str
      sample: GPU
    arch:
      description: The architecture, V(x86_64) or V(aarch64).
      returned: always
      type: str
      sample: x86_64
    vcpus:
      description: The number of CPU cores.
      returned: always
      type: int
      sample: 8
    memory:
      description: The memory in KB.
      returned: always
      type: int
      sample: 67108864
    gpu:
      description: The number, memory in GB and type of the GPUs.
      returned: with GPUs
      type: dict
      sample: {"gpu": 1, "gpu_memory": "32", "type": "V100"}
    ascend:
      description: The number, memory in GB and type of the Ascend processors.
      returned: with Ascend processors
      type: dict
      sample: {"npu": 2, "npu_memory": "32", "type": "ascend-snt9"}
    storages:
      description: The kinds of storage that go with it.
      returned: always
      type: list
      elements: str
      sample: ["EVS", "OBSFS", "EFS", "OBS"]
    feature:
      description: V(NOTEBOOK), or V(DEFAULT) for CodeLab.
      returned: always
      type: str
      sample: NOTEBOOK
    free:
      description: Whether it is free of charge.
      returned: always
      type: bool
      sample: false
    sold_out:
      description: Whether none is to be had at the moment.
      returned: always
      type: bool
      sample: false
    billing:
      description: The code and the number of units that it is billed with.
      returned: always
      type: dict
      sample: {"code": "modelarts.vm.gpu.v100", "unit_num": 1}
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

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.notebooks_info import FLAVORS

MODULE = FLAVORS


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
