#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: algorithm
short_description: Manage algorithms
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the algorithms of a project, which the console shows under C(Asset Management >
    Algorithm Management).
  - An algorithm is code in OBS, the framework or image that runs it, and what a training job can give to it. It runs
    nowhere and costs nothing by itself.
  - An algorithm is found by O(id), or by O(name) in its workspace. When several have one name, the task fails and lists
    their ids.
  - Only the options that are given are compared with the algorithm. The service takes an algorithm as a whole; when
    something differs, the module sends it with what was not asked for as it is.
  - Jobs that have been made from an algorithm keep what they were made from, whatever becomes of it.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.writes
  - huaweicloud.modelarts.managed
  - huaweicloud.modelarts.training
options:
  state:
    description:
      - V(present) makes sure that the algorithm exists and has the given settings, V(absent) that it does not exist.
      - The code in OBS is neither written nor deleted.
    type: str
    choices: [present, absent]
    default: present
  name:
    description:
      - The name, of 1 to 64 letters, digits, hyphens or underscores. It cannot be changed.
    type: str
  workspace_id:
    description:
      - The id of the workspace that the algorithm is in. It cannot be changed.
      - Without it, a new one is made in the default workspace V(0), and looked for there by name.
    type: str
  description:
    description:
      - A description of up to 256 characters. An empty one removes it.
    type: str
  parameters_customization:
    description:
      - Whether a job may have parameters that are not among O(parameters).
    type: bool
  inputs:
    description:
      - The names under which a job gets its data. The list is what there shall be, V([]) removes all. Rows are told
        apart by their name.
    type: list
    elements: dict
    suboptions:
      name:
        description: The name, which is the name of a parameter of the code too.
        type: str
        required: true
      description:
        description: What it is for.
        type: str
      remote_constraints:
        description: Where the data may come from. Rows are told apart by their type.
        type: list
        elements: dict
        suboptions:
          data_type:
            description: The kind of place, V(obs) or V(dataset).
            type: str
          attributes:
            description: What a dataset must be like, with the keys C(data_format), C(data_segmentation) and
              C(dataset_type). The service takes a list of dictionaries as well as a dictionary of lists, and it is sent
              as it is written.
            type: raw
  outputs:
    description:
      - The names under which a job leaves its results. The list is what there shall be, V([]) removes all. Rows are
        told apart by their name.
    type: list
    elements: dict
    suboptions:
      name:
        description: The name, which is the name of a parameter of the code too.
        type: str
        required: true
      description:
        description: What it is for.
        type: str
  resource_requirements:
    description:
      - The machines that jobs may run on. V([]) removes all rules. Rows are told apart by their key.
    type: list
    elements: dict
    suboptions:
      key:
        description: What the rule is about, the kind of processor (V(flavor_type)), several processors
          (V(device_distributed_mode)) or several nodes (V(host_distributed_mode)).
        type: str
        required: true
        choices: [flavor_type, device_distributed_mode, host_distributed_mode]
      values:
        description: What is allowed. V(CPU), V(GPU) and V(Ascend) for V(flavor_type), V(multiple) and V(singular) for
          the others.
        type: list
        elements: str
        required: true
      operator:
        description: How to compare. The service knows but one way.
        type: str
        choices: [in]
        default: in
  wait_timeout:
    description:
      - How long the whole task may take, as V(90), V(90s), V(15m) or V(2h). There is nothing to wait for, so this only
        limits how long failed requests are repeated.
    type: str
    default: 20m
notes:
  - The service wants O(code_dir) with O(boot_file) and a preset framework in O(engine), or O(command) with
    O(engine.image_url). What it misses it says with an error.
seealso:
  - module: huaweicloud.modelarts.algorithm_info
  - module: huaweicloud.modelarts.training_job
  - module: huaweicloud.modelarts.training_engine_info
"""

EXAMPLES = r"""
---
- name: Create an algorithm with a preset framework
  huaweicloud.modelarts.algorithm:
    name: flower-classifier
    description: Tells flowers apart
    code_dir: obs://vision-training/code/
    boot_file: obs://vision-training/code/train.py
    engine:
      engine_id: pytorch_1.8.0-cuda_10.2-py_3.7-ubuntu_18.04-x86_64
    inputs:
      - name: data_url
        description: Pictures, a folder for each kind
    outputs:
      - name: train_url
        description: The model
    parameters:
      - name: epochs
        value: "20"
        constraint:
          type: Integer
          required: true
          editable: true
    resource_requirements:
      - key: flavor_type
        values:
          - GPU
  register: classifier

- name: Let jobs have other parameters, and more epochs by default
  huaweicloud.modelarts.algorithm:
    id: "{{ classifier.algorithm.metadata.id }}"
    parameters_customization: true
    parameters:
      - name: epochs
        value: "40"

- name: Allow all machines again
  huaweicloud.modelarts.algorithm:
    name: flower-classifier
    resource_requirements: []

- name: Create an algorithm with an image of your own
  huaweicloud.modelarts.algorithm:
    name: flower-segmenter
    engine:
      image_url: vision/segmenter:1.0
    command: python /app/segment.py
    outputs:
      - name: train_url

- name: Delete it, and leave its code in OBS
  huaweicloud.modelarts.algorithm:
    name: flower-classifier
    state: absent
"""

RETURN = r"""
---
algorithm:
  description:
    - The algorithm as the service returns it. Empty when there is none any more. In check mode, what it is going to
      look like.
  returned: always
  type: dict
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
    - action: create
      method: POST
      path: /v2/4b452d753cfc4430b1d6a8c4ecb5a75b/algorithms
      body:
        metadata: {"name": "flower-segmenter", "workspace_id": "0"}
        job_config: {"command": "python /app/segment.py", "engine": {"image_url": "vision/segmenter:1.0"}}
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
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.algorithms import Algorithm

MODULE = Managed(Algorithm)


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
