#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: network
short_description: Manage networks of dedicated resource pools
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Creates, connects and deletes the networks that dedicated resource pools of ModelArts are in. The console shows
    them with the resource pools, on the page of the networks.
  - A network is found by O(id), or by O(name) in its workspace. The name is but a label, and several networks can have
    the same one; when that is so, the task fails and lists their ids.
  - Only the options that are given are compared with the network, and only what differs is changed.
  - A network takes some seconds to come up, a connection some seconds more. It costs nothing by itself.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.writes
  - huaweicloud.modelarts.managed
  - huaweicloud.modelarts.wait
options:
  state:
    description:
      - V(present) makes sure that the network exists and has the given settings.
      - V(absent) deletes it. The service refuses that while a resource pool is in the network.
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
      - The id of the workspace that the network is in. It cannot be changed.
      - Without it, a new one is made in the default workspace V(0), and looked for there by name.
    type: str
  cidr:
    description:
      - The address range, such as V(192.168.128.0/17). Required to create a network. It cannot be changed.
      - It lies in V(172.16.0.0/12) or V(192.168.0.0/16), and has at most 24 bits of prefix. Each node of the pools in
        the network takes addresses from it.
      - It must not overlap with other networks, nor should it with the VPCs that it is to be connected to.
    type: str
  description:
    description:
      - A description, without V(!), V(<), V(>), V(=), V(&) and quotation marks. An empty one removes it.
    type: str
  peerings:
    description:
      - The subnets of your VPCs that the network is connected to, so that its pools reach what is in there.
      - The list is what there shall be. A connection that is not in it is cut; V([]) cuts all.
      - Rows are told apart by O(peerings[].subnet_id).
      - A connection that ends in phase C(Abnormal) is reported with a warning, since the network can be used
        nevertheless.
    type: list
    elements: dict
    suboptions:
      vpc_id:
        description: The id of the VPC.
        type: str
        required: true
      subnet_id:
        description: The id of a subnet of this VPC.
        type: str
        required: true
      default_gateway:
        description: Whether the VPC is the default gateway of the network. Without it, a new one is not.
        type: bool
seealso:
  - module: huaweicloud.modelarts.network_info
  - module: huaweicloud.modelarts.resource_pool
  - module: huaweicloud.modelarts.os_config_info
"""

EXAMPLES = r"""
---
- name: Create a network for resource pools
  huaweicloud.modelarts.network:
    name: vision-net
    cidr: 192.168.128.0/17
    description: Network of the vision team

- name: Connect it to a subnet of a VPC
  huaweicloud.modelarts.network:
    name: vision-net
    peerings:
      - vpc_id: 03e4f4d7-fc62-409b-9c52-df885525e30b
        subnet_id: 42aeebc3-f7c7-45aa-b884-e6e9ac2f841d
        default_gateway: true

- name: Cut all of its connections
  huaweicloud.modelarts.network:
    name: vision-net
    peerings: []

- name: Delete it
  huaweicloud.modelarts.network:
    name: vision-net
    state: absent
"""

RETURN = r"""
---
network:
  description:
    - The network as the service returns it.
    - Empty when there is none any more. In check mode, what it is going to look like.
  returned: always
  type: dict
  contains:
    # shared: network
    kind:
      description: V(Network).
      returned: always
      type: str
      sample: Network
    apiVersion:
      description: The version of the form of this object.
      returned: always
      type: str
      sample: v1
    metadata:
      description: What the network is called.
      returned: always
      type: dict
      contains:
        name:
          description: The id. The service makes it from the name and the id of the project.
          returned: always
          type: str
          sample: vision-net-4b452d753cfc4430b1d6a8c4ecb5a75b
        creationTimestamp:
          description: When it was made, in UTC.
          returned: always
          type: str
          sample: "2026-11-21T08:30:00Z"
        deletionTimestamp:
          description: Since when it is being deleted, in UTC.
          returned: while it is being deleted
          type: str
          sample: "2026-11-21T09:30:00Z"
        labels:
          description: The name that the user gave it, in C(os.modelarts/name), and its workspace, in
            C(os.modelarts/workspace.id).
          returned: always
          type: dict
          sample: {"os.modelarts/name": "vision-net", "os.modelarts/workspace.id": "0"}
        annotations:
          description: The description, in C(os.modelarts/description), when there is one.
          returned: always
          type: dict
          sample: {"os.modelarts/description": "Network of the vision team"}
    spec:
      description: What was asked for.
      returned: always
      type: dict
      contains:
        cidr:
          description: The address range.
          returned: always
          type: str
          sample: 192.168.128.0/17
        connection:
          description: The connections, those to VPCs in C(peerConnectionList).
          returned: always
          type: dict
          sample:
            peerConnectionList:
              - peerVpcId: 03e4f4d7-fc62-409b-9c52-df885525e30b
                peerSubnetId: 42aeebc3-f7c7-45aa-b884-e6e9ac2f841d
                defaultGateWay: true
    status:
      description: What has become of it.
      returned: always
      type: dict
      contains:
        phase:
          description: V(Active) when it can be used. V(Creating) and an empty one pass by themselves, V(Abnormal) does not.
          returned: always
          type: str
          sample: Active
        connectionStatus:
          description:
            - The connections, those to VPCs in C(peerConnectionStatus), those to SFS Turbo in C(sfsTurboStatus).
            - The C(phase) of one to a VPC is V(Connecting), V(Active) or V(Abnormal).
          returned: when the network has come up
          type: dict
          sample:
            peerConnectionStatus:
              - peerVpcId: 03e4f4d7-fc62-409b-9c52-df885525e30b
                peerSubnetId: 42aeebc3-f7c7-45aa-b884-e6e9ac2f841d
                defaultGateWay: true
                phase: Active
        subnets:
          description: The subnets that the service made in it, with the id of each in C(networkId).
          returned: when the network has come up
          type: list
          elements: dict
          sample: [{"networkId": "b6a6a0b5-2f0e-4a6c-8d0f-6f6a3c8f6c0a"}]
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
    - action: update
      method: PATCH
      path: /v1/4b452d753cfc4430b1d6a8c4ecb5a75b/networks/vision-net-4b452d753cfc4430b1d6a8c4ecb5a75b
      body: {"metadata": {"annotations": {"os.modelarts/description": "Network of the vision team"}}}
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
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.networks import Network

MODULE = Managed(Network)


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
