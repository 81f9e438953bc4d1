#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: notebook
short_description: Manage notebook instances
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Creates, changes, starts, stops and deletes the notebooks of ModelArts, which the console shows under C(DevEnviron >
    Notebook).
  - A notebook is found by O(id), or by O(name) in its workspace. The service lets several notebooks have one name; when
    that is so, the task fails and lists their ids.
  - Only the options that are given are compared with the notebook, and only what differs is changed.
  - B(Changes that stop and start a notebook end what runs in it.) What is outside of its storage is lost, and storage
    mounted with M(huaweicloud.modelarts.notebook_storage) is not mounted again.
  - A notebook costs money while it runs, its storage also while it is stopped.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.writes
  - huaweicloud.modelarts.managed
  - huaweicloud.modelarts.wait
attributes:
  idempotent:
    support: partial
    details:
      - With O(resend), the options that it names are sent, and the task is changed, each time.
options:
  state:
    description:
      - V(present) makes sure that the notebook exists and has the given settings. The service starts a notebook when it
        creates it; one that exists stays running or stopped, as it was found.
      - V(started) and V(stopped) make sure that it also runs, or does not run. Stopping keeps what is in the notebook's
        storage; everything outside of it is lost, and so is storage that was mounted with
        M(huaweicloud.modelarts.notebook_storage). With V(stopped), a notebook that does not exist is created, which
        starts it, and then stopped.
      - V(absent) deletes the notebook, and B(with it the storage that the service provided for it).
    type: str
    choices: [present, started, stopped, absent]
    default: present
  name:
    description:
      - The name, of 1 to 128 letters, digits, hyphens, underscores or Chinese characters.
      - Together with O(id), the notebook is renamed to it.
      - Required to create a notebook, also with O(recreate).
    type: str
  workspace_id:
    description:
      - The id of the workspace that the notebook is in. It cannot be changed.
      - Without it, a new one is made in the default workspace V(0), and looked for there by name.
    type: str
  description:
    description:
      - A description of up to 512 characters, without the characters C(&), C(<), C(>), C(") and C(/). An empty one removes it.
    type: str
  feature:
    description:
      - V(NOTEBOOK) is a notebook that is paid for, V(DEFAULT) is the free CodeLab, of which each user can have one.
      - Without it, V(NOTEBOOK) is created. A CodeLab is found by name only when V(DEFAULT) is given.
    type: str
    choices: [NOTEBOOK, DEFAULT]
  flavor:
    description:
      - The id of the machine type, such as V(modelarts.vm.cpu.2u), or its name as the console shows it.
        M(huaweicloud.modelarts.notebook_flavor_info) lists them.
      - Required to create a notebook, unless O(custom_spec) is given.
      - To change it, a running notebook is stopped, changed, and started again. The new one must be of the same
        processor type.
    type: str
  custom_spec:
    description:
      - A share of a node, instead of O(flavor). Only in a dedicated resource pool.
      - To change it, a running notebook is stopped, changed, and started again.
    type: dict
    suboptions:
      cpu:
        description: The number of CPU cores, at least V(0.4).
        type: float
      memory:
        description: The memory in MB, at least V(513).
        type: float
      gpu:
        description: The number of GPUs, in a GPU pool.
        type: float
      gpu_type:
        description: The type of the GPUs, in a GPU pool.
        type: str
      arch:
        description: The architecture of the processor.
        type: str
        choices: [X86_64, AARCH64]
      category:
        description: The kind of processor.
        type: str
        choices: [CPU, GPU]
      resource_flavor:
        description: The machine type of the node to take the share from.
        type: str
  image_id:
    description:
      - The image, as its id, its name, or C(name:tag) where the name alone is not unique.
        M(huaweicloud.modelarts.image_info) lists them.
      - Required to create a notebook.
      - To change it, a running notebook is stopped, changed, and started again.
    type: str
    aliases: [image]
  pool_id:
    description:
      - The id or the name of a dedicated resource pool to run in. Without it the notebook runs in the public pool. It
        cannot be changed.
    type: str
    aliases: [resource_pool]
  volume:
    description:
      - The storage for the notebook's own files, mounted at C(/home/ma-user/work/). Without it a new notebook gets a
        cloud disk of 5 GB.
      - Only O(volume.capacity), which can grow, and O(volume.dew_secret_name) can be changed.
    type: dict
    suboptions:
      category:
        description:
          - V(EVS) is a cloud disk, V(EFS) is a file system of SFS Turbo, V(OBS) or V(OBSFS) is a folder of a parallel
            file system of OBS.
          - V(SFS) is an older word for V(EFS). The service returns V(OBSFS) where V(OBS) was sent, both mean the same.
          - A notebook that is created without it gets V(EVS). It is required with O(volume.uri).
        type: str
        choices: [EVS, EFS, OBS, OBSFS, SFS]
      ownership:
        description:
          - With V(MANAGED) the service provides the storage, and deletes it with the notebook. With V(DEDICATED) it is
            yours and stays.
          - V(DEDICATED) does not go with V(EVS).
          - When the notebook is created without it, it is V(DEDICATED) if O(volume.uri) is given, and V(MANAGED)
            otherwise.
        type: str
        choices: [MANAGED, DEDICATED]
      capacity:
        description:
          - The size in GB, from V(5) to V(4096). It can only grow, and growing takes effect while the notebook runs.
            Each GB is paid for.
          - The service makes a disk of 5 GB when it is not given.
        type: int
      uri:
        description:
          - Where the storage is. For V(OBS) a folder as V(obs://bucket/folder/), for V(EFS) the shared path of the file
            system.
        type: str
      id:
        description:
          - The id of the file system, with V(EFS) and V(DEDICATED). The service does not return it, so it is not
            compared.
        type: str
      mount_path:
        description:
          - Where the storage is mounted in the notebook.
        type: str
      read_only:
        description:
          - Whether the storage is mounted read-only.
        type: bool
      dew_secret_name:
        description:
          - The name of a secret in DEW that holds the access key for V(OBS). The service requires it for V(OBS), not
            for V(OBSFS).
          - To change it, a running notebook is stopped, changed, and started again.
        type: str
  data_volumes:
    description:
      - More storage, which is mounted whenever the notebook starts. The list is what there shall be; V([]) removes all
        of it.
      - Rows are told apart by O(data_volumes[].mount_path). Category and place are compared; the service does not
        return the rest.
      - To change it, a running notebook is stopped, changed, and started again.
      - To mount storage in a running notebook until it stops, use M(huaweicloud.modelarts.notebook_storage).
    type: list
    elements: dict
    suboptions:
      category:
        description: As in O(volume.category).
        type: str
        required: true
        choices: [EVS, EFS, OBS, OBSFS, SFS]
      ownership:
        description: As in O(volume.ownership). Without it, it depends on O(data_volumes[].uri) in the same way.
        type: str
        choices: [MANAGED, DEDICATED]
      capacity:
        description: The size in GB, from V(5) to V(4096).
        type: int
      uri:
        description: As in O(volume.uri).
        type: str
      id:
        description: As in O(volume.id).
        type: str
      mount_path:
        description: Where the storage is mounted in the notebook, a folder below C(/data/).
        type: str
        required: true
      read_only:
        description: Whether the storage is mounted read-only.
        type: bool
      dew_secret_name:
        description: As in O(volume.dew_secret_name).
        type: str
  endpoints:
    description:
      - How to get at the notebook with SSH. The service provides access by browser in any case, such a row is not
        compared.
      - The list is what there shall be; V([]) turns access by SSH off.
      - To change it, a running notebook is stopped, changed, and started again.
    type: list
    elements: dict
    suboptions:
      service:
        description: The kind of access.
        type: str
        choices: [SSH, NOTEBOOK]
        default: SSH
      key_pair_names:
        description: The names of key pairs of the account, as the console of the Elastic Cloud Server shows them.
          V(SSH) needs one.
        type: list
        elements: str
      allowed_access_ips:
        description: Up to five addresses from which access is allowed. Without any, it is allowed from everywhere.
        type: list
        elements: str
  hooks:
    description:
      - Scripts that run when the notebook starts.
      - The service never returns them, so they are sent when the notebook is created, and later only when O(resend)
        names them.
    type: dict
    suboptions:
      container_hooks:
        description: Scripts inside the container.
        type: dict
        suboptions:
          pre_start:
            description: A script that runs before the notebook's own processes start.
            type: dict
            suboptions:
              script:
                description: An absolute path in the notebook, or with V(COMMAND) the script itself in Base64.
                type: str
              type:
                description: What O(hooks.container_hooks.pre_start.script) holds. The service takes V(SCRIPT) when it
                  is not given.
                type: str
                choices: [COMMAND, SCRIPT]
              mode:
                description: Whether the start waits for the script. The service takes V(ASYNC), which does not wait,
                  when it is not given.
                type: str
                choices: [BLOCK, ASYNC]
          post_start:
            description: A script that runs after the notebook's own processes have started.
            type: dict
            suboptions:
              script:
                description: An absolute path in the notebook, or with V(COMMAND) the script itself in Base64.
                type: str
              type:
                description: What O(hooks.container_hooks.post_start.script) holds. The service takes V(SCRIPT) when it
                  is not given.
                type: str
                choices: [COMMAND, SCRIPT]
              mode:
                description: Whether the start waits for the script. The service takes V(ASYNC), which does not wait,
                  when it is not given.
                type: str
                choices: [BLOCK, ASYNC]
  lease:
    description:
      - When the notebook stops by itself. B(Without it, the service stops a notebook one hour after it was started.)
      - O(lease.enable) and O(lease.type) are compared, the time that is left is not;
        M(huaweicloud.modelarts.notebook_lease) takes care of that.
      - O(lease.duration) is sent whenever the notebook is created or started by this task. When another option needs a
        stop and a start, and O(lease.duration) is not given, the lease keeps its end, rounded up to a whole hour.
      - The service can change a lease only while the notebook runs, so for a notebook that is and stays stopped it is
        left alone.
    type: dict
    suboptions:
      enable:
        description: With V(false) the notebook runs, and costs money, until it is stopped.
        type: bool
        default: true
      type:
        description:
          - V(TIMING) stops the notebook when O(lease.duration) is over, V(IDLE) when it was idle for so long.
          - Without it, a new lease is V(TIMING), and a present one stays what it is.
        type: str
        choices: [TIMING, IDLE]
      duration:
        description:
          - A duration from V(1h) to V(72h), such as V(90m) or V(1d).
          - Without it, a new lease takes one hour, and a lease that is changed keeps its end, rounded up to a whole hour.
        type: str
  affinity:
    description:
      - Which nodes of a dedicated resource pool the notebook may run on. To change it, a running notebook is stopped,
        changed, and started again.
    type: dict
    suboptions:
      required_during_scheduling_ignored_during_execution:
        description: Rules that a node must satisfy. Rows are told apart by their key.
        type: list
        elements: dict
        suboptions:
          key:
            description: The label of the node.
            type: str
            required: true
          operator:
            description: How the label is compared.
            type: str
            required: true
            choices: [In, NotIn, Exists, DoesNotExist, Gt, Lt]
          values:
            description: The values to compare the label with.
            type: list
            elements: str
          weight:
            description: Has no meaning for a rule that must be satisfied.
            type: int
      preferred_during_scheduling_ignored_during_execution:
        description: Rules that a node should satisfy. Rows are told apart by their key.
        type: list
        elements: dict
        suboptions:
          key:
            description: The label of the node.
            type: str
            required: true
          operator:
            description: How the label is compared.
            type: str
            required: true
            choices: [In, NotIn, Exists, DoesNotExist, Gt, Lt]
          values:
            description: The values to compare the label with.
            type: list
            elements: str
          weight:
            description: How much the rule counts, from V(0) to V(100).
            type: int
  run_user:
    description:
      - The user that the container runs as. It cannot be changed.
    type: dict
    suboptions:
      uid:
        description: The user id.
        type: int
      gid:
        description: The group id.
        type: int
  user_vpc:
    description:
      - A network of yours that the notebook is connected to. It cannot be changed.
    type: dict
    suboptions:
      vpc_id:
        description: The id of the VPC.
        type: str
      subnet_id:
        description: The id of the subnet.
        type: str
      security_group_ids:
        description: The ids of security groups.
        type: list
        elements: str
      connect_cidrs:
        description: Other networks that are reached through it, as CIDR.
        type: list
        elements: str
      nat_id:
        description: The id of a NAT gateway.
        type: str
      eip_id:
        description: The id of an elastic IP.
        type: str
  public_network_config:
    description:
      - How the notebook gets to the Internet.
      - The service never returns it, so it is sent when the notebook is created, and later only when O(resend) names
        it. To send it again, a running notebook is stopped, changed, and started again, each time.
    type: dict
    suboptions:
      public_network_type:
        description: V(SHARED) is the way that all share, V(EXCLUSIVE) is a way of its own, V(FORBIDDEN) is none.
        type: str
        required: true
        choices: [SHARED, EXCLUSIVE, FORBIDDEN]
  tags:
    description:
      - The tags, as a dictionary. These are all that there shall be, others are removed; V({}) removes all of them.
      - Tags of the platform, whose keys begin with C(_sys_), are left alone.
    type: dict
  resend:
    description:
      - Options to send although it cannot be known whether they differ. The task is changed then each time.
    type: list
    elements: str
    choices: [hooks, public_network_config]
seealso:
  - module: huaweicloud.modelarts.notebook_info
  - module: huaweicloud.modelarts.notebook_lease
  - module: huaweicloud.modelarts.notebook_storage
  - module: huaweicloud.modelarts.notebook_flavor_info
  - module: huaweicloud.modelarts.image
  - module: huaweicloud.modelarts.image_info
"""

EXAMPLES = r"""
---
- name: Create a notebook that stops by itself after four hours
  huaweicloud.modelarts.notebook:
    name: vision-lab
    description: Experiments of the vision team
    flavor: modelarts.vm.cpu.2u
    image_id: pytorch1.8-cuda10.2-cudnn7-ubuntu18.04
    volume:
      category: EVS
      ownership: MANAGED
      capacity: 50
    lease:
      type: TIMING
      duration: 4h
    tags:
      team: vision
  register: lab

- name: Show where it is
  ansible.builtin.debug:
    msg: "{{ lab.notebook.url }}"

- name: Give it a bigger machine, for which it is stopped and started
  huaweicloud.modelarts.notebook:
    name: vision-lab
    flavor: modelarts.vm.cpu.8u
    lease:
      duration: 4h

- name: Let it stop when nobody has used it for two hours
  huaweicloud.modelarts.notebook:
    name: vision-lab
    lease:
      type: IDLE
      duration: 2h

- name: Let its disk grow, and set other tags
  huaweicloud.modelarts.notebook:
    name: vision-lab
    volume:
      category: EVS
      capacity: 100
    tags:
      team: vision
      cost_center: "4711"

- name: Allow SSH from one address
  huaweicloud.modelarts.notebook:
    name: vision-lab
    endpoints:
      - service: SSH
        key_pair_names:
          - vision-team
        allowed_access_ips:
          - 203.0.113.7

- name: Rename it
  huaweicloud.modelarts.notebook:
    id: "{{ lab.notebook.id }}"
    name: vision-lab-1

- name: Stop it, which keeps its files
  huaweicloud.modelarts.notebook:
    name: vision-lab-1
    state: stopped

- name: Start it, for eight hours
  huaweicloud.modelarts.notebook:
    name: vision-lab-1
    state: started
    lease:
      duration: 8h

- name: Delete it and its files
  huaweicloud.modelarts.notebook:
    name: vision-lab-1
    state: absent

- name: Set options for all modules once
  module_defaults:
    group/huaweicloud.modelarts.modelarts:
      region: cn-north-4
      timeout: 30
  block:
    - name: Make sure that another notebook is gone
      huaweicloud.modelarts.notebook:
        name: old-lab
        state: absent
"""

RETURN = r"""
---
notebook:
  description:
    - The notebook as the service returns it, without its access token. M(huaweicloud.modelarts.notebook_info) can
      return that.
    - Empty when there is none any more. In check mode, what it is going to look like.
  returned: always
  type: dict
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
      path: /v1/4b452d753cfc4430b1d6a8c4ecb5a75b/notebooks
      body:
        feature: NOTEBOOK
        name: vision-lab
        workspace_id: "0"
        flavor: modelarts.vm.cpu.2u
        image_id: 278e88d1-5b71-4766-8502-b3ba72e824d9
        volume: {"category": "EVS", "ownership": "MANAGED", "capacity": 50}
      wait_for: ready
    - action: tag
      method: POST
      path: /v1/4b452d753cfc4430b1d6a8c4ecb5a75b/notebooks/e13861e3-6af2-41ed-8c67-e9f028159db6/tags/create
      query: {"workspace_id": "0"}
      body: {"tags": [{"key": "team", "value": "vision"}]}
      wait_for: settled
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
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.notebooks import Notebook

MODULE = Managed(Notebook)


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
