#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: network_info
short_description: Read networks of dedicated resource pools
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Lists the networks that dedicated resource pools are in. All filters that are given must be met.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.reads
  - huaweicloud.modelarts.info
  - huaweicloud.modelarts.info.awaited
options:
  id:
    description:
      - Return the network with this id only, which is in C(metadata.name). All other filters are ignored then.
    type: str
  name:
    description:
      - Networks that the user gave this very name. Several can have the same one.
    type: str
  names:
    description:
      - Networks with one of these names. Not together with O(name).
    type: list
    elements: str
  workspace_id:
    description:
      - Networks of this workspace.
    type: str
    default: "0"
seealso:
  - module: huaweicloud.modelarts.network
  - module: huaweicloud.modelarts.resource_pool_info
  - module: huaweicloud.modelarts.os_config_info
"""

EXAMPLES = r"""
---
- name: List all networks
  huaweicloud.modelarts.network_info:
  register: all

- name: Show their address ranges
  ansible.builtin.debug:
    msg: "{{ item.metadata.labels['os.modelarts/name'] }} has {{ item.spec.cidr }}"
  loop: "{{ all.networks }}"
  loop_control:
    label: "{{ item.metadata.name }}"

- name: Find a network by its name, and return its id and condition only
  huaweicloud.modelarts.network_info:
    name: vision-net
    fields:
      - metadata.name
      - status.phase
"""

RETURN = r"""
---
networks:
  description:
    - The networks as the service returns them. The list is empty when there are none.
  returned: success
  type: list
  elements: dict
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

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.pools_info import NETWORKS

MODULE = NETWORKS


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
