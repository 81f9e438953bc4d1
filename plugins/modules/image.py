#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: image
short_description: Manage private container images
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Registers an image of the container registry (SWR) with ModelArts, saves a running notebook as an image, or deletes
    such an image.
  - With O(swr_path) an image is registered that is in the registry already. With O(notebook_id) the notebook is saved
    as O(name):O(tag) into O(namespace); it cannot be used meanwhile, and its disk below C(/home/ma-user/work) is not
    part of the image.
  - An image is found by O(id), by O(swr_path), or by O(name) with O(namespace) and O(tag).
  - An image cannot be changed. When an option differs from the image, the task fails, unless O(recreate) is set.
  - Saving the same O(name), O(namespace) and O(tag) again changes nothing, also when the notebook has changed since.
    Use another tag.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.writes
  - huaweicloud.modelarts.managed
  - huaweicloud.modelarts.wait
options:
  state:
    description:
      - V(present) makes sure that the image is there, V(absent) that it is not. With V(absent), O(force) says what
        becomes of it in the registry.
    type: str
    choices: [present, absent]
    default: present
  swr_path:
    description:
      - The address of an image in the registry, as V(swr.cn-north-4.myhuaweicloud.com/organization/image:tag).
      - It holds name, namespace and tag already.
    type: str
  name:
    description:
      - The name, of 1 to 512 lower-case letters, digits, hyphens, underscores or dots.
    type: str
  namespace:
    description:
      - The organization in the registry. It must exist.
    type: str
  tag:
    description:
      - The tag, of 1 to 64 letters, digits, hyphens, underscores or dots.
    type: str
  notebook_id:
    description:
      - The id or the name of the running notebook to save. Not compared, as an image does not tell where it is from.
    type: str
    aliases: [notebook]
  workspace_id:
    description:
      - The workspace of the image, and of the notebook when O(notebook_id) is a name.
      - Without it, a new one is made in the default workspace V(0), and looked for there by name.
    type: str
  description:
    description:
      - A description of up to 512 characters.
    type: str
  arch:
    description:
      - The architecture that it runs on. Only when registering.
    type: str
    choices: [X86_64, AARCH64]
  origin:
    description:
      - Where it is from, V(CUSTOMIZE) for one that was built and V(IMAGE_SAVE) for one that was saved from a notebook.
        Only when registering.
    type: str
    choices: [CUSTOMIZE, IMAGE_SAVE]
  resource_category:
    description:
      - The kinds of processor that it runs on. Only when registering.
    type: list
    elements: str
    choices: [CPU, GPU, ASCEND]
  service_type:
    description:
      - What it is meant for, V(COMMON) is everything. Only when registering.
    type: str
    choices: [COMMON, INFERENCE, TRAIN, DEV, UNKNOWN]
  services:
    description:
      - How a notebook with it is used, V(NOTEBOOK) by browser and V(SSH) by SSH. Only when registering.
    type: list
    elements: str
    choices: [NOTEBOOK, SSH]
  visibility:
    description:
      - V(PUBLIC) lets every user use it who knows its id. Only when registering.
    type: str
    choices: [PRIVATE, PUBLIC]
  flavor_type:
    description:
      - The kind of Ascend processor that it is for. Only when registering.
    type: str
    choices: [ASCEND_SNT9, ASCEND_SNT9B, ASCEND_SNT3]
  tags:
    description:
      - Up to 20 labels. Only when registering, and not compared.
    type: list
    elements: str
  swr_instance_id:
    description:
      - The id of an instance of the registry's Enterprise Edition that the image is in.
    type: str
  swr_instance_domain:
    description:
      - The domain name of that instance. Only when saving, and not compared.
    type: str
  read_me:
    description:
      - A manual of up to 3000 characters. Only when registering, and not compared.
    type: str
  force:
    description:
      - Whether the image is deleted in the registry, too. B(It cannot be registered again then.)
      - With V(false), ModelArts only forgets about it.
    type: bool
  wait_timeout:
    description:
      - How long the whole task may take, as V(90), V(90s), V(15m) or V(2h). When the time is over the task fails, and
        tells the last status. What the service has accepted goes on all the same; run the task again to wait on.
      - Saving a big notebook takes many minutes.
    type: str
    default: 30m
seealso:
  - module: huaweicloud.modelarts.image_info
  - module: huaweicloud.modelarts.notebook
"""

EXAMPLES = r"""
---
- name: Register an image of the container registry
  huaweicloud.modelarts.image:
    swr_path: swr.cn-north-4.myhuaweicloud.com/vision/detector:1.0
    description: Detector with PyTorch
    arch: X86_64
    resource_category:
      - CPU
      - GPU
    services:
      - NOTEBOOK
      - SSH
  register: detector

- name: Create a notebook with it
  huaweicloud.modelarts.notebook:
    name: detector-lab
    flavor: modelarts.vm.cpu.2u
    image_id: "{{ detector.image.id }}"
    volume:
      category: EVS
      ownership: MANAGED

- name: Save a running notebook as an image
  huaweicloud.modelarts.image:
    notebook_id: detector-lab
    namespace: vision
    name: detector
    tag: "1.1"
    description: With the team's tools

- name: Forget the first image, and keep it in the registry
  huaweicloud.modelarts.image:
    swr_path: swr.cn-north-4.myhuaweicloud.com/vision/detector:1.0
    state: absent

- name: Delete the saved image, in the registry as well
  huaweicloud.modelarts.image:
    namespace: vision
    name: detector
    tag: "1.1"
    state: absent
    force: true
"""

RETURN = r"""
---
image:
  description:
    - The image as the service returns it. Empty when there is none any more. In check mode, what it is going to look
      like.
  returned: always
  type: dict
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
    - action: register
      method: POST
      path: /v1/4b452d753cfc4430b1d6a8c4ecb5a75b/images
      body: {"arch": "X86_64", "swr_path": "swr.cn-north-4.myhuaweicloud.com/vision/detector:1.0", "workspace_id": "0"}
      wait_for: ready
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
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.images import PrivateImage

MODULE = Managed(PrivateImage)


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
