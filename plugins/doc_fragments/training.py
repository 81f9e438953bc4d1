# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations


class ModuleDocFragment:
    # What algorithms and training jobs say in the same words.
    DOCUMENTATION = r"""
options:
  code_dir:
    description:
      - The folder in OBS that the code is in, as V(obs://bucket/code/) or V(/bucket/code/). Both are the same place.
      - The service copies the folder into each container when a job starts.
    type: str
  boot_file:
    description:
      - The Python file to start, with its whole path in OBS. It must lie in O(code_dir).
      - For a preset framework, not for an image of your own.
    type: str
  command:
    description:
      - The command that starts the container, such as V(python train.py).
      - For an image of your own, together with O(engine.image_url).
    type: str
  engine:
    description:
      - What runs the code, in one of three ways. A preset framework by O(engine.engine_id), or by O(engine.engine_name)
        with O(engine.engine_version), or an image of your own by O(engine.image_url).
      - M(huaweicloud.modelarts.training_engine_info) lists the preset frameworks.
    type: dict
    suboptions:
      engine_id:
        description: The id of a preset framework, such as V(pytorch_1.8.0-cuda_10.2-py_3.7-ubuntu_18.04-x86_64).
        type: str
      engine_name:
        description: The name of a preset framework, such as V(PyTorch).
        type: str
      engine_version:
        description: The version of a preset framework.
        type: str
      image_url:
        description: The image, as C(organization/image:tag) in the container registry (SWR).
        type: str
  parameters:
    description:
      - The parameters that the code is started with. Each is handed to it as C(--name=value).
      - Rows are told apart by O(parameters[].name). Of each row, only what is given is compared.
      - Every user who may see the object sees their values, so no secrets belong here.
    type: list
    elements: dict
    suboptions:
      name:
        description: The name.
        type: str
        required: true
      value:
        description: The value. It is a text, whatever it means to the code.
        type: str
      description:
        description: What it is good for.
        type: str
      constraint:
        description: What the console, and the service, make of the value.
        type: dict
        suboptions:
          type:
            description: The type, such as V(String), V(Integer), V(Float) or V(Boolean).
            type: str
          editable:
            description: Whether a job may give another value.
            type: bool
          required:
            description: Whether a job must have a value.
            type: bool
          sensitive:
            description: Meant to hide the value. B(The service does not do so yet.)
            type: bool
          valid_type:
            description: How O(parameters[].constraint.valid_range) is to be read, V(None) for not at all.
            type: str
          valid_range:
            description: The values that are allowed.
            type: list
            elements: str
      i18n_description:
        description: The description in one more language.
        type: dict
        suboptions:
          language:
            description: The language.
            type: str
            choices: [zh-cn, en-us]
          description:
            description: The description.
            type: str
  auto_search:
    description:
      - A search for the best hyperparameters, for which the service makes many trials of one job.
    type: dict
    suboptions:
      skip_search_params:
        description: Combinations of hyperparameters that are left out.
        type: str
      reward_attrs:
        description: The metrics to judge a trial by. Rows are told apart by their name.
        type: list
        elements: dict
        suboptions:
          name:
            description: The name.
            type: str
          mode:
            description: Whether the greatest or the smallest value is the best.
            type: str
            choices: [max, min]
          regex:
            description: The regular expression that finds the value in the log.
            type: str
      search_params:
        description: The hyperparameters to vary. Rows are told apart by their name.
        type: list
        elements: dict
        suboptions:
          name:
            description: The name.
            type: str
          param_type:
            description: Whether any value between two bounds will do, or only those of a list.
            type: str
            choices: [continuous, discrete]
          lower_bound:
            description: The lower bound of a continuous one.
            type: str
          upper_bound:
            description: The upper bound of a continuous one.
            type: str
          discrete_points_num:
            description: Into how many points a continuous one is divided.
            type: str
          discrete_values:
            description: The values of a discrete one.
            type: list
            elements: str
      algo_configs:
        description: The search algorithms. Rows are told apart by their name.
        type: list
        elements: dict
        suboptions:
          name:
            description: The name.
            type: str
          params:
            description: What the search algorithm is told. Rows are told apart by their key.
            type: list
            elements: dict
            suboptions:
              key:
                description: The key.
                type: str
              value:
                description: The value.
                type: str
              type:
                description: The type of the value.
                type: str
"""
