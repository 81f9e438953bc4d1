#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: algorithm_info
short_description: Read algorithms
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Lists the algorithms of a project with everything that the service tells about them. All filters that are given must
    be met.
  - Their ids and names are what O(huaweicloud.modelarts.training_job#module:algorithm_id) takes.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.reads
  - huaweicloud.modelarts.info
  - huaweicloud.modelarts.info.named
  - huaweicloud.modelarts.info.ordered
options:
  name:
    description:
      - Algorithms of this name.
    type: str
  workspace_id:
    description:
      - Algorithms of this workspace.
    type: str
    default: "0"
seealso:
  - module: huaweicloud.modelarts.algorithm
  - module: huaweicloud.modelarts.training_job
"""

EXAMPLES = r"""
---
- name: List the names and ids of all algorithms
  huaweicloud.modelarts.algorithm_info:
    fields:
      - metadata.id
      - metadata.name

- name: Read one algorithm
  huaweicloud.modelarts.algorithm_info:
    name: flower-classifier
  register: classifier

- name: Show the parameters that a job of it can have
  ansible.builtin.debug:
    msg: "{{ classifier.algorithms[0].job_config.parameters | map(attribute='name') }}"

- name: Find the newest five algorithms for flowers
  huaweicloud.modelarts.algorithm_info:
    name: flower
    name_fuzzy: true
    sort_by: create_time
    order: desc
    limit: 5
"""

RETURN = r"""
---
algorithms:
  description:
    - The algorithms as the service returns them. The list is empty when there are none.
    - With O(fields), only these parts of them.
  returned: success
  type: list
  elements: dict
  contains:
    # shared: algorithm
    metadata:
      description:
        - The id, name, description and workspace, and what the service adds. C(create_time) and C(update_time) are in
          milliseconds since 1970, C(size) is the size of the code in bytes.
      returned: always
      type: dict
      sample:
        id: 2e5451fe-913f-4492-821a-2981031382f7
        name: flower-classifier
        description: Tells flowers apart
        create_time: 1795236272855
        update_time: 0
        workspace_id: "0"
        ai_project: default-ai-project
        user_name: alice
        domain_id: 30b0af942aa442b4b986de80fe3f8089
        source: custom
        is_valid: true
        state: ""
        size: 4791
        tags:
        version_num: 0
    job_config:
      description: The code, the engine and what jobs can be given. C(code_tree) is the tree of the files.
      returned: always
      type: dict
      sample:
        code_dir: /vision-training/code/
        boot_file: /vision-training/code/train.py
        command: ""
        code_tree: {"name": "code/", "children": [{"name": "train.py"}]}
        engine: {"engine_id": "pytorch-cp36-1.4.0-v2", "engine_name": "PyTorch", "engine_version": "PyTorch-1.4.0-python3.6-v2"}
        inputs: [{"name": "data_url", "description": "Pictures, a folder for each kind"}]
        outputs: [{"name": "train_url", "description": "The model"}]
        parameters:
          - name: epochs
            value: "20"
            description: ""
            constraint: {"type": "Integer", "editable": true, "required": true, "sensitive": false, "valid_range": [], "valid_type": "None"}
        parameters_customization: true
    resource_requirements:
      description: The machine types that jobs may have. C(value) and C(values) are the same. Null without any.
      returned: always
      type: list
      elements: dict
      sample: [{"key": "flavor_type", "operator": "in", "value": ["GPU"], "values": ["GPU"]}]
    advanced_config:
      description: The search for hyperparameters, under C(auto_search).
      returned: always
      type: dict
      sample: {"auto_search": {"reward_attrs": [{"name": "accuracy", "mode": "max", "regex": "accuracy=(.*)"}]}}
    # end
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

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.training_info import ALGORITHMS

MODULE = ALGORITHMS


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
