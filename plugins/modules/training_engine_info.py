#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: training_engine_info
short_description: Read the preset frameworks for training jobs
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Lists the frameworks, with their images, that the service provides for training jobs and algorithms. All filters
    that are given must be met.
  - Their ids, names and versions are what O(huaweicloud.modelarts.training_job#module:engine) and
    O(huaweicloud.modelarts.algorithm#module:engine) take.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.reads
  - huaweicloud.modelarts.info
options:
  engine_id:
    description:
      - The framework with this very id.
    type: str
  engine_name:
    description:
      - Frameworks of this very name. Each version is one of its own.
    type: str
  engine_version:
    description:
      - Frameworks of this very version.
    type: str
seealso:
  - module: huaweicloud.modelarts.training_job
  - module: huaweicloud.modelarts.algorithm
"""

EXAMPLES = r"""
---
- name: List the versions of PyTorch
  huaweicloud.modelarts.training_engine_info:
    engine_name: PyTorch
    fields:
      - engine_id
      - engine_version
  register: pytorch

- name: Show their ids
  ansible.builtin.debug:
    msg: "{{ pytorch.training_engines | map(attribute='engine_id') }}"
"""

RETURN = r"""
---
training_engines:
  description:
    - The frameworks as the service returns them. The list is empty when there are none.
  returned: success
  type: list
  elements: dict
  contains:
    engine_id:
      description: The id.
      returned: always
      type: str
      sample: pytorch_1.8.0-cuda_10.2-py_3.7-ubuntu_18.04-x86_64
    engine_name:
      description: The name.
      returned: always
      type: str
      sample: PyTorch
    engine_version:
      description: The version, which tells what else is in the image.
      returned: always
      type: str
      sample: pytorch_1.8.0-cuda_10.2-py_3.7-ubuntu_18.04-x86_64
    v1_compatible:
      description: Whether code runs as in the former generation of training jobs, for which some options have no
        effect.
      returned: always
      type: bool
      sample: false
    run_user:
      description: The id of the user that the code runs as, empty when the image says it.
      returned: always
      type: str
      sample: "1102"
    image_info:
      description: The images, for machines with and without GPU.
      returned: always
      type: dict
      sample:
        cpu_image_url: aip/pytorch_1_8:train
        gpu_image_url: aip/pytorch_1_8:train
        image_version: pytorch_1.8.0-cuda_10.2-py_3.7-ubuntu_18.04-x86_64-20210912152543-1e0838d
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

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.training_info import ENGINES

MODULE = ENGINES


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
