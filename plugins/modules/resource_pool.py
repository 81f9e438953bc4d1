#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: resource_pool
short_description: Manage dedicated resource pools
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Creates, changes, scales and deletes dedicated resource pools of ModelArts, which are nodes of your own for
    training jobs, services and notebooks. The console shows them under the dedicated resource pools (standard ones).
  - A pool is found by O(id), or by O(name) in its workspace. The name is but a label, and several pools can have the
    same one; when that is so, the task fails and lists their ids.
  - Only the options that are given are compared with the pool, and only what differs is changed.
  - B(Each node costs money from the moment that it is there, whether something runs on it or not), until it is
    removed. See O(billing).
  - To create or grow a pool takes 20 to 60 minutes. Its order is carried out first, then its nodes come up, then the
    drivers of their accelerators, then what can run in it (O(scope)) is enabled. The task waits for all of it.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.writes
  - huaweicloud.modelarts.managed
  - huaweicloud.modelarts.wait
options:
  state:
    description:
      - V(present) makes sure that the pool exists and has the given settings.
      - V(absent) deletes it B(with all of its nodes, and ends whatever runs on them).
    type: str
    choices: [present, absent]
    default: present
  name:
    description:
      - The name, of 4 to 32 lower-case letters, digits and hyphens. It begins with a letter and does not end with a
        hyphen. It cannot be changed.
    type: str
  workspace_id:
    description:
      - The id of the workspace that the pool is in. It cannot be changed.
      - Without it, a new one is made in the default workspace V(0), and looked for there by name.
    type: str
  description:
    description:
      - A description, without V(!), V(<), V(>), V(=), V(&) and quotation marks. An empty one removes it.
    type: str
  scope:
    description:
      - What can run in the pool, V(Train) for training jobs, V(Infer) for services, V(Notebook) for notebooks. At
        least one is required to create a pool.
      - The list is what there shall be. What is taken away is disabled.
    type: list
    elements: str
    choices: [Train, Infer, Notebook]
  resources:
    description:
      - B(All node pools of the pool), each a number of nodes of one machine type. Required to create a pool.
      - The list is what there shall be. Node pools are told apart by O(resources[].node_pool). B(One that is left out
        of the list is removed with its nodes), one that is new is created.
      - What is not written in a row stays as it is.
      - While nodes come or go, a change of the counts waits until they are done.
      - When some of the nodes do not come up, a warning says how many of which node pool are available. The pool can be
        used with those. To run the task again orders no others; remove those that failed with
        M(huaweicloud.modelarts.resource_pool_node) first. When all nodes of a new pool fail, so does the task.
    type: list
    elements: dict
    suboptions:
      node_pool:
        description:
          - The name of the node pool, of 2 to 50 lower-case letters, digits and hyphens. Without it, the node pool has the
            name of its flavor with C(-default) behind it.
          - Rows are told apart by it, so at most one row of each flavor can do without.
        type: str
      flavor:
        description:
          - The machine type of its nodes, such as V(modelarts.vm.cpu.8ud). M(huaweicloud.modelarts.resource_flavor_info)
            lists them, and tells in which availability zones they are sold out.
          - It cannot be changed. Give a row with another name in its place.
        type: str
        required: true
      count:
        description:
          - The number of nodes, from V(0) to V(2000). A new node pool has at least one node, and so has the whole pool.
          - When it becomes less, the service chooses the nodes that go. To choose them yourself, use
            M(huaweicloud.modelarts.resource_pool_node) first.
        type: int
        required: true
      max_count:
        description:
          - The number of nodes that it may have at most. At present the service takes no more than
            O(resources[].count).
          - When O(resources[].count) changes and this is not given, the service sets it anew.
        type: int
      creating_step:
        description:
          - For machine types that come in groups (supernodes), how many nodes make one. Both counts must be multiples of
            O(resources[].creating_step.step). It cannot be changed.
        type: dict
        suboptions:
          type:
            description: The kind of group.
            type: str
            choices: [hyperinstance]
            default: hyperinstance
          step:
            description: The number of nodes in a group.
            type: int
            required: true
      azs:
        description:
          - The availability zones that its nodes are in. The counts of all zones add up to O(resources[].count).
          - Without it, the service chooses the zones, also when O(resources[].count) changes. Rows are told apart by
            O(resources[].azs[].az).
        type: list
        elements: dict
        suboptions:
          az:
            description: The availability zone, such as V(cn-north-7c).
            type: str
            required: true
          count:
            description: The number of nodes in it.
            type: int
            required: true
      labels:
        description:
          - The Kubernetes labels of its nodes. The map is what there shall be; V({}) removes all of them.
        type: dict
      taints:
        description:
          - The Kubernetes taints of its nodes. Rows are told apart by O(resources[].taints[].key); V([]) removes all of them.
        type: list
        elements: dict
        suboptions:
          key:
            description: The key.
            type: str
            required: true
          value:
            description: The value.
            type: str
          effect:
            description: What becomes of pods that do not tolerate it.
            type: str
            required: true
            choices: [NoSchedule, PreferNoSchedule, NoExecute]
      tags:
        description:
          - The tags of its nodes as resources of the cloud, which bills can be sorted by. Those of the whole pool are in
            O(tags). Rows are told apart by O(resources[].tags[].key); V([]) removes all of them.
        type: list
        elements: dict
        suboptions:
          key:
            description: The key. It does not begin with V(CCE-) or V(__type_baremetal).
            type: str
            required: true
          value:
            description: The value.
            type: str
            required: true
      network:
        description:
          - A network of its own for the nodes.
        type: dict
        suboptions:
          vpc:
            description: The id of the VPC.
            type: str
          subnet:
            description: The id of the subnet.
            type: str
          security_groups:
            description: The ids of the security groups.
            type: list
            elements: str
      extend_params:
        description:
          - More settings, by the names of the service. Those that are not given are left alone.
          - C(dockerBaseSize) is the space for images and containers in GB, from V(50) to V(500), or V(0) for no limit.
            C(runtime) is V(docker) or V(containerd). C(postInstall) is a script in base64 that runs after the installation.
          - C(labelPolicyOnExistingNodes), C(taintPolicyOnExistingNodes) and C(tagPolicyOnExistingNodes) say whether a change
            reaches the nodes that are there (V(refresh), as without it) or new ones only (V(ignore)).
        type: dict
      os:
        description:
          - The operating system of new nodes.
        type: dict
        suboptions:
          name:
            description: The name. Not needed with an image of your own.
            type: str
          image_id:
            description: The id of the image.
            type: str
          image_type:
            description: V(private) for an image of your own, an empty one for one of the service.
            type: str
      driver:
        description:
          - The driver of the accelerators in this node pool. The one of the whole pool is in O(driver).
        type: dict
        suboptions:
          version:
            description: The version.
            type: str
      root_volume:
        description:
          - The system disk of each node.
        type: dict
        suboptions:
          type:
            description: The kind of disk.
            type: str
            required: true
            choices: [SSD, GPSSD, SAS]
          size:
            description: The size in GiB, as V(100Gi).
            type: str
            required: true
      data_volumes:
        description:
          - The data disks of each node. They are compared in their order.
        type: list
        elements: dict
        suboptions:
          type:
            description: The kind of disk.
            type: str
            required: true
            choices: [SSD, GPSSD, SAS]
          size:
            description: The size in GiB, as V(100Gi).
            type: str
            required: true
          count:
            description: The number of such disks.
            type: int
            default: 1
          extend_params:
            description: What the disk is for.
            type: dict
            suboptions:
              volume_group:
                description:
                  - V(vgpaas) is the disk of images and containers, V(default) a plain data disk, V(vguser1), V(vguser2) and so
                    on one with a place of its own to be mounted at.
                type: str
                required: true
      volume_group_configs:
        description:
          - How the data disks are divided. The service requires it when there are O(resources[].data_volumes). Rows are told
            apart by O(resources[].volume_group_configs[].volume_group).
        type: list
        elements: dict
        suboptions:
          volume_group:
            description: As in O(resources[].data_volumes[].extend_params.volume_group).
            type: str
            required: true
          docker_thin_pool:
            description: The share of the disk that is for images and containers, in percent. Only for V(vgpaas).
            type: int
          lvm_config:
            description: How the disks are put together.
            type: dict
            suboptions:
              lv_type:
                description: V(linear) is one disk after the other, V(striped) uses several at once.
                type: str
                required: true
                choices: [linear, striped]
              path:
                description: Where it is mounted, an absolute path.
                type: str
          types:
            description: V(volume) for cloud disks, V(local) for disks in the machine itself.
            type: list
            elements: str
  network_id:
    description:
      - The id or the name of the network (M(huaweicloud.modelarts.network)) that the pool is in. Required to create a
        pool. It cannot be changed.
      - A name is looked up in the workspace of the pool.
    type: str
    aliases: [network]
  node_prefix:
    description:
      - What the names of its nodes begin with, lower-case letters, digits and hyphens. It cannot be changed.
    type: str
  job_flavors:
    description:
      - The machine types for jobs, each a share of a node, that jobs in this pool can choose. C(spec.jobFlavors) of
        M(huaweicloud.modelarts.resource_flavor_info) lists those that a node can be divided into.
      - The list is what there shall be; V([]) removes all.
    type: list
    elements: str
  driver:
    description:
      - The drivers of the accelerators, in a pool whose nodes have some. M(huaweicloud.modelarts.plugin_template_info)
        lists the versions.
    type: dict
    suboptions:
      gpu_version:
        description: The version of the GPU driver. The service takes the newest one when it is not given.
        type: str
      npu_version:
        description: The version of the driver of Ascend processors. Required for a pool with such nodes.
        type: str
      update_strategy:
        description:
          - How nodes get another version. With V(force) all at once, which may break jobs that run on them, with
            V(idle) each as soon as nothing runs on it.
        type: str
        choices: [force, idle]
  billing:
    description:
      - How the pool is paid. It cannot be changed by this module.
    type: dict
    suboptions:
      mode:
        description:
          - V(pay_per_use) pays for each node by the time that it is there. The service takes this when it is not given.
          - V(yearly_monthly) B(is paid ahead). The service neither scales in nor deletes such a pool by its API. Its
            nodes must be unsubscribed, which the console does. New nodes are ordered and paid for the same period as
            the pool.
        type: str
        choices: [pay_per_use, yearly_monthly]
      period_type:
        description: The unit of O(billing.period_num). Required with V(yearly_monthly).
        type: str
        choices: [month, year]
      period_num:
        description: How many months or years are paid. Required with V(yearly_monthly).
        type: str
      auto_renew:
        description: Whether it is renewed, and paid again, at the end of the period.
        type: bool
      auto_pay:
        description:
          - Whether the order is paid at once from your account. The service refuses V(yearly_monthly) without it.
          - The service does not return it, so it is not compared.
        type: bool
  tags:
    description:
      - The tags of the pool, up to 20. The map is what there shall be; V({}) removes all of them. Tags that the platform
        adds, which begin with V(_sys_), are left alone.
    type: dict
  recreate:
    description:
      - Whether a pool is removed and created anew when an option asks for something that cannot be changed. B(All of
        its nodes are destroyed), whatever runs on them ends, new ones must be had, and the new pool has another id.
      - With V(false) such a task fails, and says which option it is.
    type: bool
    default: false
  wait_timeout:
    description:
      - How long the whole task may take, as V(90), V(90s), V(15m) or V(2h). When the time is over the task fails, and
        tells how many nodes there are. What the service has accepted goes on all the same; run the task again to wait
        on.
    type: str
    default: 90m
notes:
  - A pool that could not be created is kept in status C(Error) for three days. When no other pool has its name, it is
    found by that name, and the same task fails until it is removed with O(state=absent) or replaced with
    O(recreate=true). M(huaweicloud.modelarts.resource_pool_info) lists it with C(status=failed), and
    M(huaweicloud.modelarts.event_info) tells what happened to it. Its network cannot be deleted as long as it is there.
  - Before a pool is deleted, M(huaweicloud.modelarts.workload_info) lists what runs in it.
seealso:
  - module: huaweicloud.modelarts.resource_pool_info
  - module: huaweicloud.modelarts.resource_pool_node
  - module: huaweicloud.modelarts.network
  - module: huaweicloud.modelarts.resource_flavor_info
  - module: huaweicloud.modelarts.plugin_template_info
"""

EXAMPLES = r"""
---
- name: Create a pool with two nodes
  huaweicloud.modelarts.resource_pool:
    name: vision-pool
    network_id: vision-net
    scope: [Train, Notebook]
    resources:
      - flavor: modelarts.vm.cpu.8ud
        count: 2
    tags:
      team: vision
  register: created

- name: Show what bills call it
  ansible.builtin.debug:
    msg: "{{ created.resource_pool.metadata.labels['os.modelarts/resource.id'] }}"

- name: Add a node with a GPU, and keep the other node pool as it is
  huaweicloud.modelarts.resource_pool:
    name: vision-pool
    resources:
      - flavor: modelarts.vm.cpu.8ud
        count: 2
      - node_pool: gpu
        flavor: modelarts.vm.gpu.tnt004
        count: 1
        labels:
          team: vision
        taints:
          - key: nvidia.com/gpu
            effect: NoSchedule

- name: Use another driver, on each node as soon as nothing runs on it
  huaweicloud.modelarts.resource_pool:
    name: vision-pool
    driver:
      gpu_version: "440.33"
      update_strategy: idle

- name: Give the GPU back, by leaving its node pool out
  huaweicloud.modelarts.resource_pool:
    name: vision-pool
    resources:
      - flavor: modelarts.vm.cpu.8ud
        count: 2

- name: Spread the nodes over two availability zones
  huaweicloud.modelarts.resource_pool:
    name: vision-pool
    resources:
      - flavor: modelarts.vm.cpu.8ud
        count: 4
        azs:
          - az: cn-north-7a
            count: 2
          - az: cn-north-7c
            count: 2

- name: Delete it with all of its nodes
  huaweicloud.modelarts.resource_pool:
    name: vision-pool
    state: absent

- name: Buy a pool for three months, to be renewed at their end
  huaweicloud.modelarts.resource_pool:
    name: vision-bought
    network_id: vision-net
    scope: [Infer]
    resources:
      - flavor: modelarts.vm.cpu.8ud
        count: 1
    billing:
      mode: yearly_monthly
      period_type: month
      period_num: "3"
      auto_renew: true
      auto_pay: true
"""

RETURN = r"""
---
resource_pool:
  description:
    - The pool as the service returns it. C(tags) are added when O(tags) is given.
    - Empty when there is none any more. In check mode, what it is going to look like.
  returned: always
  type: dict
  contains:
    # shared: resource_pool
    kind:
      description: V(Pool).
      returned: always
      type: str
      sample: Pool
    apiVersion:
      description: The version of the form of this object.
      returned: always
      type: str
      sample: v2
    metadata:
      description: What the pool is called, and how it is paid.
      returned: always
      type: dict
      contains:
        name:
          description: The id. The service makes it from the name and the id of the project.
          returned: always
          type: str
          sample: vision-pool-4b452d753cfc4430b1d6a8c4ecb5a75b
        creationTimestamp:
          description: When it was made, in UTC.
          returned: always
          type: str
          sample: "2026-11-21T08:30:00Z"
        labels:
          description:
            - The name that the user gave it, in C(os.modelarts/name), its workspace, in C(os.modelarts/workspace.id), the
              beginning of the names of its nodes, in C(os.modelarts/node.prefix), when one was given.
            - C(os.modelarts/order.name) is its newest order, C(os.modelarts/resource.id) its id in bills.
          returned: always
          type: dict
          sample:
            os.modelarts/name: vision-pool
            os.modelarts/workspace.id: "0"
            os.modelarts/resource.id: maos-vision-pool-5f0c1
            os.modelarts/order.name: order-0d6f1cf2a0fd4b3c8d0f6f6a3c8f6c0a
        annotations:
          description:
            - The description, in C(os.modelarts/description).
            - How it is paid, in C(os.modelarts/billing.mode), where V("0") is pay-per-use and V("1") yearly/monthly. With
              the latter also C(os.modelarts/period.type), where V("2") is a month and V("3") a year,
              C(os.modelarts/period.num) and C(os.modelarts/auto.renew), where V("1") is yes.
          returned: always
          type: dict
          sample: {"os.modelarts/description": "", "os.modelarts/billing.mode": "0"}
    spec:
      description: What was asked for.
      returned: always
      type: dict
      contains:
        type:
          description: V(Dedicate).
          returned: always
          type: str
          sample: Dedicate
        scope:
          description: What can run in it.
          returned: always
          type: list
          elements: str
          sample: ["Train", "Notebook"]
        resources:
          description: The node pools, with everything that the service has filled in.
          returned: always
          type: list
          elements: dict
          sample:
            - nodePool: modelarts.vm.cpu.8ud-default
              flavor: modelarts.vm.cpu.8ud
              count: 2
              maxCount: 2
              extendParams: {"dockerBaseSize": "50", "runtime": "containerd"}
              os: {"name": "Huawei Cloud EulerOS 2.0"}
        network:
          description: The id of its network.
          returned: always
          type: dict
          sample: {"name": "vision-net-4b452d753cfc4430b1d6a8c4ecb5a75b"}
        jobFlavors:
          description: The job flavors.
          returned: when some were given
          type: list
          elements: str
          sample: ["modelarts.pool.cpu.8u"]
        driver:
          description: The drivers of the accelerators.
          returned: when its nodes have accelerators
          type: dict
          sample: {"gpuVersion": "470.57.02"}
        controlMode:
          description: What is forbidden, as the sum of 1 (to become yearly/monthly), 2 (another flavor), 4 (restricted by
            the service), 8 (frozen) and 16 (frozen by the authorities). V(0) when nothing is.
          returned: always
          type: int
          sample: 0
    status:
      description: What has become of it.
      returned: always
      type: dict
      contains:
        phase:
          description:
            - V(Creating), V(Running), V(Abnormal) when something is wrong with some of its nodes, V(Error) when it could not
              be created, or V(Deleting).
          returned: always
          type: str
          sample: Running
        message:
          description: Why it failed.
          returned: when it has failed
          type: str
          sample: The flavor is sold out.
        resources:
          description:
            - How many nodes of each node pool are in which condition, in C(available), C(creating), C(abnormal) and
              C(deleting). A condition that no node is in is left out.
          returned: always
          type: dict
          sample:
            available:
              - nodePool: modelarts.vm.cpu.8ud-default
                flavor: modelarts.vm.cpu.8ud
                count: 2
                maxCount: 2
                azs: [{"az": "cn-north-7c", "count": 2}]
        scope:
          description: Whether it can run what it is meant for, V(Enabling), V(Enabled), V(Disabling) or V(Disabled).
          returned: always
          type: list
          elements: dict
          sample: [{"scopeType": "Train", "state": "Enabled"}, {"scopeType": "Notebook", "state": "Enabled"}]
        driver:
          description: The drivers, V(Creating), V(Upgrading), V(Running) or V(Abnormal).
          returned: when its nodes have accelerators
          type: dict
          sample: {"gpu": {"version": "470.57.02", "state": "Running"}}
        root:
          description: The id of the pool that this is a part of, or its own.
          returned: always
          type: str
          sample: vision-pool-4b452d753cfc4430b1d6a8c4ecb5a75b
    # end
    tags:
      description: The tags.
      returned: when O(tags) is given
      type: list
      elements: dict
      sample: [{"key": "team", "values": ["vision"]}]
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
    - action: update
      method: PATCH
      path: /v2/4b452d753cfc4430b1d6a8c4ecb5a75b/pools/vision-pool-4b452d753cfc4430b1d6a8c4ecb5a75b
      body: {"spec": {"scope": ["Train", "Notebook", "Infer"]}}
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
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.pools import ResourcePool

MODULE = Managed(ResourcePool)


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
