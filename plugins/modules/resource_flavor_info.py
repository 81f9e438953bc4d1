#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: resource_flavor_info
short_description: Read the machine types for dedicated resource pools
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Lists the machine types that the nodes of dedicated resource pools can have, with their availability. All filters that
    are given must be met.
  - Their names are what O(huaweicloud.modelarts.resource_pool#module:resources[].flavor) takes.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.reads
  - huaweicloud.modelarts.info
options:
  name:
    description:
      - The machine type of this very name.
    type: str
  type:
    description:
      - Machine types for this kind of pool, of which there is V(Dedicate).
    type: str
  label_selector:
    description:
      - Machine types with these labels, as Kubernetes words it. For example V(os.modelarts/scope=Train).
    type: str
seealso:
  - module: huaweicloud.modelarts.resource_pool
  - module: huaweicloud.modelarts.plugin_template_info
"""

EXAMPLES = r"""
---
- name: List the machine types
  huaweicloud.modelarts.resource_flavor_info:
  register: all

- name: Show those with a GPU that can be had in some availability zone
  ansible.builtin.debug:
    msg: "{{ item.metadata.name }}, {{ item.spec.gpu.size }} x {{ item.spec.gpu.type }}"
  loop: "{{ all.resource_flavors | selectattr('spec.gpu', 'defined') }}"
  loop_control:
    label: "{{ item.metadata.name }}"
  when: "'normal' in item.status.phase.values()"

- name: Read in which availability zones one can be had
  huaweicloud.modelarts.resource_flavor_info:
    name: modelarts.vm.cpu.8ud
    fields:
      - status.phase

- name: List those for training jobs
  huaweicloud.modelarts.resource_flavor_info:
    label_selector: os.modelarts/scope=Train
"""

RETURN = r"""
---
resource_flavors:
  description:
    - The machine types as the service returns them. The list is empty when there are none.
  returned: success
  type: list
  elements: dict
  contains:
    kind:
      description: V(ResourceFlavor).
      returned: always
      type: str
      sample: ResourceFlavor
    apiVersion:
      description: The version of the form of this object.
      returned: always
      type: str
      sample: v1
    metadata:
      description: The name, and labels.
      returned: always
      type: dict
      sample: {"name": "modelarts.vm.gpu.tnt004", "labels": {"os.modelarts/scope": "Train"}}
    spec:
      description: What it is.
      returned: always
      type: dict
      contains:
        type:
          description: V(Dedicate).
          returned: always
          type: str
          sample: Dedicate
        cpuArch:
          description: The architecture of the processor, V(x86) or V(arm64).
          returned: always
          type: str
          sample: x86
        cpu:
          description: The number of cores.
          returned: always
          type: str
          sample: "8"
        memory:
          description: The memory, in GiB.
          returned: always
          type: str
          sample: 32Gi
        gpu:
          description: The GPUs, with their type and number.
          returned: when it has some
          type: dict
          sample: {"type": "nvidia-tnt004", "size": "1", "memory": "16Gi"}
        npu:
          description: The Ascend processors, with their type and number.
          returned: when it has some
          type: dict
          sample: {"type": "ascend-snt9", "size": "8", "memory": "32Gi"}
        dataVolume:
          description: The data disks.
          returned: when it has some
          type: list
          elements: dict
          sample: [{"volumeType": "SSD", "size": "500Gi"}]
        billingModes:
          description: How it can be paid, V(0) pay-per-use, V(1) yearly/monthly.
          returned: always
          type: list
          elements: int
          sample: [0, 1]
        billingCode:
          description: What price lists call it.
          returned: always
          type: str
          sample: modelarts.vm.gpu.tnt004
        jobFlavors:
          description: The machine types for jobs that such a node can be divided into.
          returned: when there are some
          type: list
          elements: str
          sample: ["modelarts.pool.gpu.tnt004"]
    status:
      description: Whether it can be had, in C(phase), for each availability zone V(normal) or V(soldout).
      returned: always
      type: dict
      sample: {"phase": {"cn-north-7a": "soldout", "cn-north-7c": "normal"}}
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

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.pools_info import FLAVORS

MODULE = FLAVORS


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
