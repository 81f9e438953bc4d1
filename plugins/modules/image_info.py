#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: image_info
short_description: Read container images
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Lists the images that notebooks and jobs can use, those of the service as well as private ones. All filters that are
    given must be met.
  - Their ids and names are what O(huaweicloud.modelarts.notebook#module:image_id) takes.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.reads
  - huaweicloud.modelarts.info
  - huaweicloud.modelarts.info.awaited
  - huaweicloud.modelarts.info.named
  - huaweicloud.modelarts.info.sorted
options:
  name:
    description:
      - Images of this name. Each tag is an image of its own.
    type: str
  namespace:
    description:
      - Images of this organization of the registry.
    type: str
  workspace_id:
    description:
      - Private images of this workspace.
    type: str
    default: "0"
  type:
    description:
      - V(BUILD_IN) for images of the service, V(DEDICATED) for private ones. Without it, both are listed.
    type: str
    choices: [BUILD_IN, DEDICATED]
  service_type:
    description:
      - Images that are meant for this.
    type: str
    choices: [COMMON, INFERENCE, TRAIN, DEV, UNKNOWN]
  show_name:
    description:
      - Images of the service, the name of which in the console holds this text.
    type: str
  show_tag:
    description:
      - Images of the service, the tag of which in the console holds this text.
    type: str
  swr_instance_id:
    description:
      - Images in this instance of the registry's Enterprise Edition.
    type: str
  groups:
    description:
      - Whether RV(image_groups) is returned as well, in which private images of one name are counted together.
    type: bool
    default: false
seealso:
  - module: huaweicloud.modelarts.image
  - module: huaweicloud.modelarts.notebook
"""

EXAMPLES = r"""
---
- name: List the images of the service
  huaweicloud.modelarts.image_info:
    type: BUILD_IN
  register: built_in

- name: Show the names of those that run on a GPU
  ansible.builtin.debug:
    msg: "{{ built_in.images | selectattr('resource_categories', 'contains', 'GPU') | map(attribute='name') }}"

- name: Find all images with PyTorch
  huaweicloud.modelarts.image_info:
    name: pytorch
    name_fuzzy: true

- name: Read one image by its id
  huaweicloud.modelarts.image_info:
    id: "{{ built_in.images[0].id }}"

- name: List private images, and how many tags each has
  huaweicloud.modelarts.image_info:
    type: DEDICATED
    groups: true
"""

RETURN = r"""
---
images:
  description:
    - The images as the service returns them. The list is empty when there are none.
  returned: success
  type: list
  elements: dict
  contains:
    # shared: image
    id:
      description: The id.
      returned: always
      type: str
      sample: 1ac6559f-e1c6-4372-b60b-8ea499841f7b
    name:
      description: The name.
      returned: always
      type: str
      sample: detector
    namespace:
      description: The organization in the registry.
      returned: always
      type: str
      sample: vision
    tag:
      description: The tag.
      returned: always
      type: str
      sample: "1.0"
    swr_path:
      description: The address in the registry.
      returned: always
      type: str
      sample: swr.cn-north-4.myhuaweicloud.com/vision/detector:1.0
    type:
      description: V(BUILD_IN) for an image of the service, V(DEDICATED) for one of your own.
      returned: always
      type: str
      sample: DEDICATED
    origin:
      description: V(CUSTOMIZE), or V(IMAGE_SAVE) for one that was saved from a notebook.
      returned: for private images
      type: str
      sample: CUSTOMIZE
    status:
      description: V(ACTIVE) when it can be used. V(INIT) and V(CREATING) pass by themselves, V(CREATE_FAILED) and
        V(ERROR) do not.
      returned: always
      type: str
      sample: ACTIVE
    status_message:
      description: Why it failed, or how far it is.
      returned: when the service has something to say
      type: str
      sample: The image is larger than allowed.
    description:
      description: The description.
      returned: always
      type: str
      sample: Detector with PyTorch
    arch:
      description: The architecture that it runs on.
      returned: always
      type: str
      sample: x86_64
    resource_categories:
      description: The kinds of processor that it runs on.
      returned: always
      type: list
      elements: str
      sample: ["CPU", "GPU"]
    dev_services:
      description: How a notebook with it is used.
      returned: always
      type: list
      elements: str
      sample: ["NOTEBOOK", "SSH"]
    service_type:
      description: What it is meant for.
      returned: always
      type: str
      sample: UNKNOWN
    visibility:
      description: V(PRIVATE), or V(PUBLIC) for one that every user can use.
      returned: for private images
      type: str
      sample: PRIVATE
    size:
      description: The size in KB.
      returned: when it is known
      type: int
      sample: 3376133
    flavor_type:
      description: The kind of Ascend processor that it is for.
      returned: when it was registered with it
      type: str
      sample: ASCEND_SNT9B
    swr_instance_id:
      description: The id of an instance of the registry's Enterprise Edition.
      returned: when it is in one
      type: str
      sample: 8f1d8a5e-52f1-4b7e-9f0e-3c1b7b8f3c55
    show_name:
      description: The name that the console shows.
      returned: for images of the service
      type: str
      sample: pytorch1.8-cuda10.2-cudnn7-ubuntu18.04
    show_tag:
      description: The tag that the console shows.
      returned: for images of the service
      type: str
      sample: pytorch_1.8.0-cuda_10.2-py_3.7-ubuntu_18.04-x86_64-20220926104358-041ba2e
    tags:
      description: The labels.
      returned: for private images
      type: list
      elements: dict
      sample: [{"key": "team", "value": "vision"}]
    create_at:
      description: When it was made, in milliseconds since 1970.
      returned: always
      type: int
      sample: 1795236272855
    update_at:
      description: When it was last changed, in milliseconds since 1970.
      returned: always
      type: int
      sample: 1795236272855
    workspace_id:
      description: The id of the workspace.
      returned: always
      type: str
      sample: "0"
    # end
image_groups:
  description:
    - Private images, those of one name counted together.
  returned: when O(groups) is V(true)
  type: list
  elements: dict
  contains:
    id:
      description: The id of the group.
      returned: always
      type: str
      sample: 8d4a7c63-9947-50e1-a0cc-b42ce3665261
    name:
      description: The name.
      returned: always
      type: str
      sample: detector
    namespace:
      description: The organization in the registry.
      returned: always
      type: str
      sample: vision
    version_count:
      description: How many images have this name.
      returned: always
      type: int
      sample: 2
    description:
      description: The description.
      returned: when there is one
      type: str
      sample: Detector with PyTorch
    read_me:
      description: The manual, or null.
      returned: always
      type: str
      sample: How to use the detector
    create_at:
      description: When the first one was made, in milliseconds since 1970.
      returned: always
      type: int
      sample: 1795236272855
    update_at:
      description: When the last one was made, in milliseconds since 1970.
      returned: always
      type: int
      sample: 1795236272855
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

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.images_info import IMAGES

MODULE = IMAGES


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
