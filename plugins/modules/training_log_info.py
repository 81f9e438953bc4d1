#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: training_log_info
short_description: Read the logs of a training job
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Reads what the tasks of a training job have written so far, each node being a task.
  - The service hands out the latest 5 MB of each log. O(link) gives a link to the whole log instead.
  - With O(offset) a log can be followed, each time from where the last look ended.
  - The log of a job that waits in a queue is empty. There is no row for a job that does not exist.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.reads
options:
  training_job_id:
    description:
      - The id or the name of the training job.
    type: str
    required: true
    aliases: [training_job]
  task:
    description:
      - The tasks to read, such as V(worker-0). Without it, all tasks of the job.
    type: list
    elements: str
  workspace_id:
    description:
      - The workspace of the training job, when O(training_job_id) is a name.
    type: str
    default: "0"
  lines:
    description:
      - Return only so many lines of the end of each log, from V(1) to V(1000000). Not used together with O(offset).
    type: int
  offset:
    description:
      - Return each log from this byte on. What the service does not hand out any more is left out;
        RV(training_logs[].offset) tells where the content begins.
    type: int
  link:
    description:
      - Return RV(training_logs[].obs_url) instead of the log itself. In a browser, V(preview) shows the log and
        V(download) saves it.
      - B(Whoever has the link can read the log) within the five minutes for which it is valid. So keep the result out
        of logs with C(no_log).
    type: str
    choices: [preview, download]
notes:
  - A log is in the result as it is, also when the code has written secrets to it.
seealso:
  - module: huaweicloud.modelarts.training_job
  - module: huaweicloud.modelarts.training_metric_info
"""

EXAMPLES = r"""
---
- name: Read the last ten lines of the first node
  huaweicloud.modelarts.training_log_info:
    training_job_id: flowers-1
    task: worker-0
    lines: 10
  register: end

- name: Show them
  ansible.builtin.debug:
    msg: "{{ end.training_logs[0].content.splitlines() }}"

- name: Read what has been written since
  huaweicloud.modelarts.training_log_info:
    training_job_id: flowers-1
    task: worker-0
    offset: "{{ end.training_logs[0].size }}"

- name: Ask for a link to each log
  huaweicloud.modelarts.training_log_info:
    training_job_id: flowers-1
    link: download
  register: links
  no_log: true

- name: Save the logs
  ansible.builtin.get_url:
    url: "{{ item.obs_url }}"
    dest: "{{ playbook_dir }}/flowers-1-{{ item.task }}.log"
    mode: "0600"
  loop: "{{ links.training_logs }}"
  no_log: true
"""

RETURN = r"""
---
training_logs:
  description:
    - A row for each task. The list is empty when there is no such job.
  returned: success
  type: list
  elements: dict
  contains:
    task:
      description: The name of the task.
      returned: always
      type: str
      sample: worker-0
    content:
      description: The log, or the part of it that was asked for. Empty when there is none yet.
      returned: unless O(link) is given
      type: str
      sample: |
        epoch 19/20 loss=0.4122 accuracy=0.93
        epoch 20/20 loss=0.3917 accuracy=0.95
    offset:
      description: The byte of the log that RV(training_logs[].content) begins with.
      returned: unless O(link) is given
      type: int
      sample: 1205
    size:
      description: The size of the whole log in bytes, which is the O(offset) to go on from.
      returned: unless O(link) is given
      type: int
      sample: 1281
    obs_url:
      description: A link to the whole log, valid for five minutes. Empty when there is no log yet.
      returned: when O(link) is given
      type: str
      sample: https://logs.obs.cn-north-4.example/modelarts-job-425b7087-worker-0.log?Expires=1795236572&Signature=9f2c
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

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.training_info import LOGS

MODULE = LOGS


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
