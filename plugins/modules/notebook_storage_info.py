#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: notebook_storage_info
short_description: Read the storage mounted in a running notebook
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Lists the storage that was mounted in a notebook while it runs. Storage that it has always is in
    RV(ignore:notebooks[].volume) and RV(ignore:notebooks[].data_volumes) of M(huaweicloud.modelarts.notebook_info).
  - The list is also empty when there is no such notebook.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.reads
  - huaweicloud.modelarts.info
  - huaweicloud.modelarts.info.awaited
options:
  notebook_id:
    description:
      - The id or the name of the notebook. A name costs one request more.
    type: str
    required: true
    aliases: [notebook]
  workspace_id:
    description:
      - The workspace of the notebook, when O(notebook_id) is a name.
    type: str
    default: "0"
  mount_path:
    description:
      - The storage mounted at this very path.
    type: str
seealso:
  - module: huaweicloud.modelarts.notebook_storage
  - module: huaweicloud.modelarts.notebook_info
"""

EXAMPLES = r"""
---
- name: List what is mounted in a notebook
  huaweicloud.modelarts.notebook_storage_info:
    notebook_id: vision-lab
  register: mounted

- name: Show the folders
  ansible.builtin.debug:
    msg: "{{ mounted.notebook_storages | map(attribute='uri') }}"

- name: Read what is mounted at one place
  huaweicloud.modelarts.notebook_storage_info:
    notebook_id: vision-lab
    mount_path: /data/input/
"""

RETURN = r"""
---
notebook_storages:
  description:
    - The mounted storage as the service returns it. The list is empty when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    # shared: notebook_storage
    id:
      description: The id of the mount.
      returned: always
      type: str
      sample: 01e66051-cd4e-4ad6-a0ad-bef0319e1ec9
    category:
      description: V(OBSFS) or V(EFS).
      returned: always
      type: str
      sample: OBSFS
    mount_path:
      description: Where it is mounted in the notebook.
      returned: always
      type: str
      sample: /data/input/
    uri:
      description: What is mounted.
      returned: always
      type: str
      sample: obs://vision-datasets/faces/
    efs_id:
      description: The id of the SFS Turbo file system.
      returned: for V(EFS)
      type: str
      sample: 4f2a0a4e-7f3a-4d3b-8c36-5a1d2c3b4e5f
    mount_type:
      description: V(DYNAMIC), as it was mounted while the notebook runs.
      returned: always
      type: str
      sample: DYNAMIC
    status:
      description: V(MOUNTING), V(MOUNTED), V(UNMOUNTING), V(MOUNT_FAILED) or V(UNMOUNT_FAILED).
      returned: always
      type: str
      sample: MOUNTED
    failure_reason:
      description: Why it failed.
      returned: when it has failed
      type: str
      sample: The bucket does not exist.
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

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.notebooks_info import STORAGES

MODULE = STORAGES


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
