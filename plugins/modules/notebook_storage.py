#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: notebook_storage
short_description: Mount storage in a running notebook
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Mounts a folder of a parallel file system of OBS, or a file system of SFS Turbo, in a running notebook, or takes it
    off.
  - The notebook must run, otherwise the task fails.
  - B(Such storage does not survive a stop of the notebook.) Mount it again after each start, or use
    O(huaweicloud.modelarts.notebook#module:data_volumes) for storage that is there always.
  - It is found by O(mount_path). What is in the storage is never touched.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.writes
  - huaweicloud.modelarts.managed
  - huaweicloud.modelarts.wait
options:
  state:
    description:
      - V(present) makes sure that the storage is mounted, V(absent) that it is not.
      - Nothing is mounted in a notebook that does not exist, so V(absent) is satisfied then.
    type: str
    choices: [present, absent]
    default: present
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
  recreate:
    description:
      - Whether other storage at O(mount_path) is taken off and O(uri) mounted in its place. What is in either storage is
        kept; files that are open there are cut off.
      - With V(false) such a task fails, and says which option it is.
    type: bool
    default: false
  mount_path:
    description:
      - Where it is mounted in the notebook, a folder below C(/data/) with a slash at its end, such as V(/data/input/).
    type: str
  category:
    description:
      - V(OBS) or V(OBSFS) for a folder of a parallel file system, V(EFS) for SFS Turbo.
      - The service returns V(OBSFS) where V(OBS) was sent, both mean the same.
    type: str
    choices: [OBS, OBSFS, EFS]
    default: OBS
  uri:
    description:
      - What is mounted. For V(OBS) a folder with a slash at its end, as V(obs://bucket/folder/), not the bucket itself.
      - Required to mount. Something else at the same O(mount_path) needs O(recreate), which takes off what is there.
    type: str
  efs_id:
    description:
      - The id of the SFS Turbo file system, with V(EFS).
    type: str
seealso:
  - module: huaweicloud.modelarts.notebook_storage_info
  - module: huaweicloud.modelarts.notebook
"""

EXAMPLES = r"""
---
- name: Mount a folder of OBS
  huaweicloud.modelarts.notebook_storage:
    notebook_id: vision-lab
    mount_path: /data/input/
    uri: obs://vision-datasets/faces/

- name: Mount another folder in its place
  huaweicloud.modelarts.notebook_storage:
    notebook_id: vision-lab
    mount_path: /data/input/
    uri: obs://vision-datasets/hands/
    recreate: true

- name: Take it off
  huaweicloud.modelarts.notebook_storage:
    notebook_id: vision-lab
    mount_path: /data/input/
    state: absent
"""

RETURN = r"""
---
notebook_storage:
  description:
    - The mounted storage as the service returns it. Empty when there is none any more. In check mode, what it is going
      to look like.
  returned: always
  type: dict
  contains:
    notebook_id:
      description: The id of the notebook.
      returned: always
      type: str
      sample: e13861e3-6af2-41ed-8c67-e9f028159db6
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
    - action: mount
      method: POST
      path: /v1/4b452d753cfc4430b1d6a8c4ecb5a75b/notebooks/e13861e3-6af2-41ed-8c67-e9f028159db6/storage
      body: {"category": "OBS", "mount_path": "/data/input/", "uri": "obs://vision-datasets/faces/"}
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
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.notebook_storage import NotebookStorage

MODULE = Managed(NotebookStorage)


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
