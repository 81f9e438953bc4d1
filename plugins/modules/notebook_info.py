#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: notebook_info
short_description: Read notebook instances
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Lists notebooks with everything that the service tells about them. All filters that are given must be met.
  - The service lists the notebooks of the user whose credentials are used, unless O(all_users) is set.
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
      - Notebooks of this name. The service lets several have the same one.
    type: str
  workspace_id:
    description:
      - Notebooks of this workspace.
    type: str
    default: "0"
  status:
    description:
      - Notebooks in this status.
    type: str
    choices:
      - INIT
      - CREATING
      - STARTING
      - STOPPING
      - DELETING
      - RUNNING
      - STOPPED
      - SNAPSHOTTING
      - CREATE_FAILED
      - START_FAILED
      - DELETE_FAILED
      - ERROR
      - DELETED
      - FROZEN
  feature:
    description:
      - V(NOTEBOOK) for notebooks that are paid for, V(DEFAULT) for those of the free CodeLab.
      - The service takes V(NOTEBOOK) when it is not given.
    type: str
    choices: [NOTEBOOK, DEFAULT]
  flavor:
    description:
      - Notebooks whose machine type holds this text.
    type: str
  image_id:
    description:
      - Notebooks with the image of this id.
    type: str
  swr_path:
    description:
      - Notebooks with an image whose path in the registry holds this text.
    type: str
  pool_id:
    description:
      - Notebooks in the dedicated resource pool of this id or name.
    type: str
    aliases: [resource_pool]
  pool_name:
    description:
      - Notebooks in a dedicated resource pool whose name holds this text.
    type: str
  owner:
    description:
      - Notebooks of the user with this id. For administrators, with O(all_users).
    type: str
  user_name:
    description:
      - Notebooks of users whose name holds this text. With O(all_users), for administrators.
    type: str
  description:
    description:
      - Notebooks whose description holds this text.
    type: str
  billing:
    description:
      - Notebooks for which this is paid. A running one is paid as V(ALL), a stopped one as V(STORAGE).
    type: str
    choices: [COMPUTE, STORAGE, ALL]
  ip:
    description:
      - Notebooks on the node with this address.
    type: str
  tags:
    description:
      - Notebooks with all of these tags. An empty value asks for an empty one.
    type: dict
  all_users:
    description:
      - Whether the notebooks of all users are listed. The service allows this to administrators only.
    type: bool
    default: false
  include:
    description:
      - V(lease) reads the lease anew, V(storage) adds the storage that was mounted while the notebook runs. Each of the
        two costs one more request for each running notebook.
      - V(token) adds the token that gives access to the notebook. It is not masked, so keep the result out of logs with
        C(no_log).
    type: list
    elements: str
    choices: [lease, storage, token]
    default: []
seealso:
  - module: huaweicloud.modelarts.notebook
  - module: huaweicloud.modelarts.notebook_flavor_info
  - module: huaweicloud.modelarts.notebook_storage_info
"""

EXAMPLES = r"""
---
- name: List all notebooks
  huaweicloud.modelarts.notebook_info:
  register: all_notebooks

- name: Show their names and status
  ansible.builtin.debug:
    msg: "{{ item.name }} is {{ item.status }}"
  loop: "{{ all_notebooks.notebooks }}"
  loop_control:
    label: "{{ item.id }}"

- name: Find the running notebooks of a team
  huaweicloud.modelarts.notebook_info:
    status: RUNNING
    tags:
      team: vision

- name: Read one notebook, with the time it has left and the storage mounted in it
  huaweicloud.modelarts.notebook_info:
    name: vision-lab
    include:
      - lease
      - storage
  register: lab

- name: Read it by its id
  huaweicloud.modelarts.notebook_info:
    id: "{{ lab.notebooks[0].id }}"

- name: List the five youngest notebooks of all users, whose name begins alike
  huaweicloud.modelarts.notebook_info:
    name: vision
    name_fuzzy: true
    all_users: true
    sort_key: create_at
    sort_dir: DESC
    limit: 5

- name: Get the token of a notebook
  huaweicloud.modelarts.notebook_info:
    name: vision-lab
    include:
      - token
  no_log: true
"""

RETURN = r"""
---
notebooks:
  description:
    - The notebooks as the service returns them. The list is empty when there are none.
  returned: success
  type: list
  elements: dict
  contains:
    # shared: notebook
    id:
      description: The id.
      returned: always
      type: str
      sample: e13861e3-6af2-41ed-8c67-e9f028159db6
    name:
      description: The name.
      returned: always
      type: str
      sample: vision-lab
    description:
      description: The description.
      returned: always
      type: str
      sample: Experiments of the vision team
    status:
      description:
        - The status. V(RUNNING) and V(STOPPED) are the usual ones.
        - V(INIT), V(CREATING), V(STARTING), V(STOPPING), V(SNAPSHOTTING) and V(DELETING) pass by themselves.
        - V(CREATE_FAILED), V(START_FAILED), V(DELETE_FAILED), V(ERROR) and V(FROZEN) do not.
      returned: always
      type: str
      sample: RUNNING
    fail_reason:
      description: Why it failed.
      returned: when it has failed
      type: str
      sample: There are no resources left to start the instance.
    url:
      description: The address for a browser.
      returned: when it runs
      type: str
      sample: https://authoring-modelarts.cn-north-4.example/e13861e3-6af2-41ed-8c67-e9f028159db6/lab
    feature:
      description: V(NOTEBOOK), or V(DEFAULT) for CodeLab.
      returned: always
      type: str
      sample: NOTEBOOK
    flavor:
      description: The id of the machine type, or V(custom.flavor.spec.code).
      returned: always
      type: str
      sample: modelarts.vm.cpu.2u
    custom_spec:
      description: The share of a node.
      returned: when it was created with one
      type: dict
      sample: {"cpu": 2, "memory": 4096, "arch": "X86_64", "category": "CPU"}
    image:
      description: The image, with its id, name, tag, type, architecture and path in the registry.
      returned: always
      type: dict
      sample:
        {
          "arch": "x86_64",
          "description": "CPU and GPU development and training with PyTorch 1.8",
          "dev_services": ["NOTEBOOK", "SSH"],
          "id": "278e88d1-5b71-4766-8502-b3ba72e824d9",
          "name": "pytorch1.8-cuda10.2-cudnn7-ubuntu18.04",
          "resource_categories": ["GPU", "CPU"],
          "swr_path": "swr.cn-north-4.example/atelier/pytorch_1_8:pytorch_1.8.0-cuda_10.2-py_3.7-ubuntu_18.04-x86_64",
          "tag": "pytorch_1.8.0-cuda_10.2-py_3.7-ubuntu_18.04-x86_64",
          "type": "BUILD_IN"
        }
    pool:
      description: The dedicated resource pool.
      returned: when it runs in one
      type: dict
      sample: {"id": "pool-9c1f", "name": "training"}
    volume:
      description: The storage for the notebook's own files; C(capacity) is in GB.
      returned: always
      type: dict
      sample:
        capacity: 50
        category: EVS
        mount_path: /home/ma-user/work/
        mount_type: STATIC
        ownership: MANAGED
    data_volumes:
      description: More storage. C(mount_type) is V(DYNAMIC) for what was mounted while it runs.
      returned: always
      type: list
      elements: dict
      sample:
        - category: OBSFS
          mount_path: /data/input/
          mount_type: STATIC
          status: MOUNTED
          url: obs://bucket/input/
    endpoints:
      description: How to get at it. C(uri) is there when it runs.
      returned: always
      type: list
      elements: dict
      sample:
        - allowed_access_ips: ["203.0.113.7"]
          dev_service: SSH
          key_pair_names: ["vision-team"]
          service: SSH
          ssh_keys: ["vision-team"]
          uri: ssh://ma-user@dev-modelarts.example:30835
    lease:
      description:
        - When it stops by itself. C(duration) is in milliseconds and counted from C(create_at), which is in
          milliseconds since 1970.
        - RV(ignore:notebook_lease.remaining_seconds) of M(huaweicloud.modelarts.notebook_lease) tells the time that is
          left.
      returned: always
      type: dict
      sample:
        create_at: 1795236271081
        duration: 14400000
        enable: true
        type: TIMING
        update_at: 1795236271081
    tags:
      description: The tags.
      returned: always
      type: list
      elements: dict
      sample: [{"key": "team", "value": "vision"}]
    workspace_id:
      description: The id of the workspace.
      returned: always
      type: str
      sample: "0"
    action_progress:
      description: What the service has done of a start. C(status) is V(WAITING), V(PROCESSING), V(COMPLETED) or
        V(FAILED).
      returned: always
      type: list
      elements: dict
      sample:
        - {"step": 1, "description": "Prepare storage", "status": "COMPLETED"}
        - {"step": 2, "description": "Prepare compute resources", "status": "PROCESSING"}
    billing_items:
      description: What is paid for, V(COMPUTE), V(STORAGE) or V(ALL).
      returned: always
      type: list
      elements: str
      sample: ["ALL"]
    user:
      description: Who has created it.
      returned: always
      type: dict
      sample:
        domain: {"id": "30b0af942aa442b4b986de80fe3f8089", "name": "account"}
        id: bb52fcd0867b41c18b2ed255cc13a4ad
        name: alice
    user_id:
      description: The id of who has created it.
      returned: always
      type: str
      sample: bb52fcd0867b41c18b2ed255cc13a4ad
    ip:
      description: The address of the node that it runs on.
      returned: when it runs
      type: str
      sample: 192.0.2.10
    jupyter_version:
      description: The version of Jupyter in it.
      returned: always
      type: str
      sample: 3.2.3
    is_need_credentials:
      description: Whether the service puts credentials of the user into it.
      returned: always
      type: bool
      sample: true
    affinity:
      description: Which nodes it may run on.
      returned: when it was created with it
      type: dict
      sample:
        required_during_scheduling_ignored_during_execution:
          - {"key": "zone", "operator": "In", "values": ["a"]}
    run_user:
      description: The user that the container runs as.
      returned: when it was created with it
      type: dict
      sample: {"uid": 1000, "gid": 100}
    user_vpc:
      description: The network that it is connected to.
      returned: when it was created with it
      type: dict
      sample: {"subnet_id": "d4f2a0a4", "vpc_id": "3d2c1b00"}
    # end
    storage:
      description: The storage mounted while it runs, as M(huaweicloud.modelarts.notebook_storage_info) returns it.
        Empty when it does not run.
      returned: when O(include) holds V(storage)
      type: list
      elements: dict
      sample:
        - category: OBSFS
          id: 01e66051-cd4e-4ad6-a0ad-bef0319e1ec9
          mount_path: /data/input/
          mount_type: DYNAMIC
          status: MOUNTED
          uri: obs://bucket/input/
    token:
      description: The token that gives access to the notebook.
      returned: when O(include) holds V(token)
      type: str
      sample: 3eff13f2-3d70-5456-6dc7-e3f99f562022
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

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.notebooks_info import NOTEBOOKS

MODULE = NOTEBOOKS


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
