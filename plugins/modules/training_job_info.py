#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: training_job_info
short_description: Read training jobs
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Lists training jobs with everything that the service tells about them. All filters that are given must be met.
  - A project can have thousands of jobs, and the service lists 50 with each request. O(create_time), O(limit) and
    O(fields) keep time and memory small.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.reads
  - huaweicloud.modelarts.info
  - huaweicloud.modelarts.info.awaited
  - huaweicloud.modelarts.info.named
  - huaweicloud.modelarts.info.ordered
options:
  wait_timeout:
    description:
      - How long to wait at most, as V(90), V(90s), V(15m) or V(2h).
    type: str
    default: 24h
  name:
    description:
      - Jobs of this name. The service lets several have the same one.
    type: str
  workspace_id:
    description:
      - Jobs of this workspace.
    type: str
    default: "0"
  phase:
    description:
      - Jobs in one of these phases.
    type: list
    elements: str
    choices: [Creating, Pending, Running, Completed, Failed, Abnormal, Terminating, Terminated]
  algorithm_name:
    description:
      - Jobs of an algorithm whose name holds this text.
    type: str
  kind:
    description:
      - Jobs of one of these kinds, such as V(job).
    type: list
    elements: str
  user_id:
    description:
      - Jobs of one of these users.
    type: list
    elements: str
  create_time:
    description:
      - Jobs that were created between these two moments in UTC, such as V(2026-11-21) or V(2026-11-21T08:30:00Z). A day
        is its first moment.
      - There must be two, and they must be no more than 31 days apart, as the service does not allow more.
    type: list
    elements: str
  train_type:
    description:
      - V(job) for jobs of your own code, V(ftjob) for jobs that fine-tune a model.
    type: str
  tags:
    description:
      - Jobs with all of these tags.
    type: dict
  host_ips:
    description:
      - Jobs that have run on one of up to ten hosts with these addresses. The service looks through the last 31 days,
        unless O(create_time) is given.
    type: list
    elements: str
  include:
    description:
      - V(tags) adds the tags, which costs one more request for each job.
      - The other words add the token that gives access to a tool of the running job. It is not masked, so keep the
        result out of logs with C(no_log).
    type: list
    elements: str
    choices: [tags, endpoints.jupyter_lab.token, endpoints.tensorboard.token, endpoints.mindstudio_insight.token]
    default: []
seealso:
  - module: huaweicloud.modelarts.training_job
  - module: huaweicloud.modelarts.training_log_info
  - module: huaweicloud.modelarts.training_metric_info
"""

EXAMPLES = r"""
---
- name: List what waits and what runs
  huaweicloud.modelarts.training_job_info:
    phase:
      - Pending
      - Running
    fields:
      - metadata.name
      - status.phase
      - spec.resource
  register: active

- name: Show their names
  ansible.builtin.debug:
    msg: "{{ active.training_jobs | map(attribute='metadata.name') }}"

- name: Read one job with its tags
  huaweicloud.modelarts.training_job_info:
    name: flowers-1
    include:
      - tags

- name: Find the failed jobs of a month
  huaweicloud.modelarts.training_job_info:
    phase:
      - Failed
      - Abnormal
    create_time:
      - "2026-11-01"
      - "2026-12-01"

- name: Find the newest job of a team
  huaweicloud.modelarts.training_job_info:
    tags:
      team: vision
    sort_by: create_time
    order: desc
    limit: 1
"""

RETURN = r"""
---
training_jobs:
  description:
    - The jobs as the service returns them. The list is empty when there are none.
    - With O(fields), only these parts of them.
  returned: success
  type: list
  elements: dict
  contains:
    # shared: training_job
    kind:
      description: The kind of job.
      returned: always
      type: str
      sample: job
    metadata:
      description:
        - The id, name, description, workspace and creator. C(create_time) is in milliseconds since 1970.
        - C(annotations) are those that were asked for, and others that the service adds.
      returned: always
      type: dict
      sample:
        id: 425b7087-83de-49ed-9e40-5bb642be956f
        name: flowers-1
        description: First run
        create_time: 1795236272855
        workspace_id: "0"
        user_name: alice
        annotations: {"job_template": "Template DL", "key_task": "worker"}
    status:
      description: Where the job is.
      returned: always
      type: dict
      contains:
        phase:
          description:
            - V(Creating), V(Pending) (it waits for a machine), V(Running) and V(Terminating) pass by themselves.
            - V(Completed), V(Failed) (the code ended with an error), V(Abnormal) (the platform could not go on) and
              V(Terminated) (somebody has stopped it) are the end.
          returned: always
          type: str
          sample: Completed
        secondary_phase:
          description: The phase in more detail. The service may add, change or drop such words, do not rely on them.
          returned: always
          type: str
          sample: Completed
        duration:
          description: How long it has been running, in milliseconds.
          returned: always
          type: int
          sample: 60000
        start_time:
          description: When it began to run, in milliseconds since 1970, V(0) before.
          returned: always
          type: int
          sample: 1795236282855
        tasks:
          description: The names of its tasks, one for each node.
          returned: always
          type: list
          elements: str
          sample: ["worker-0"]
        task_statuses:
          description: How each task has ended.
          returned: when the code has failed
          type: list
          elements: dict
          sample: [{"task": "worker-0", "exit_code": 1, "message": "The task exited with code 1."}]
        running_records:
          description: Each start of the job, as a fault can make it start again. Times are in B(seconds) since 1970.
          returned: when it has run
          type: list
          elements: dict
          sample:
            - {"start_at": 1795236282, "end_at": 1795236342, "start_type": "init_or_rescheduled", "end_reason": "job completed"}
        node_count_metrics:
          description: How many nodes it had since when, as pairs of milliseconds since 1970 and a number.
          returned: when it has run
          type: list
          elements: list
          sample: [[1795236282855, 1], [1795236342855, 0]]
        task_ips:
          description: The addresses of the tasks; those of the hosts only in a dedicated resource pool.
          returned: when it has run
          type: list
          elements: dict
          sample: [{"task": "worker-0", "ip": "172.16.0.12", "host_ip": "", "schedule_count": 1}]
    algorithm:
      description: The code, its engine, and what it is given. The service fills in what the algorithm says.
      returned: always
      type: dict
      sample:
        code_dir: obs://vision-training/code/
        boot_file: obs://vision-training/code/train.py
        command: ""
        engine: {"engine_id": "pytorch-cp36-1.4.0-v2", "engine_name": "PyTorch", "engine_version": "PyTorch-1.4.0-python3.6-v2"}
        environments: {"NCCL_DEBUG": "INFO"}
        inputs:
          - name: data_url
            local_dir: /home/ma-user/modelarts/inputs/data_url_0
            remote: {"obs": {"obs_url": "/vision-training/flowers/"}}
        outputs:
          - name: train_url
            local_dir: /home/ma-user/modelarts/outputs/train_url_0
            remote: {"obs": {"obs_url": "/vision-training/model/"}}
        parameters: [{"name": "epochs", "value": "20", "description": ""}]
    spec:
      description:
        - The machines, storage and settings. C(flavor_detail) describes the machine type, and names what is billed.
        - Some settings are never returned, the options that give them say so.
      returned: always
      type: dict
      sample:
        resource:
          policy: regular
          flavor_id: modelarts.p3.large.public
          flavor_name: Computing GPU(Vnt1) instance
          node_count: 1
          flavor_detail:
            flavor_type: GPU
            billing: {"code": "modelarts.vm.gpu.v100", "unit_num": 1}
            flavor_info:
              cpu: {"arch": "x86", "core_num": 8}
              gpu: {"unit_num": 1, "product_name": "GP-Vnt1", "memory": "32GB"}
              memory: {"size": 64, "unit": "GB"}
        log_export_path: {"obs_url": "/vision-training/logs/"}
    endpoints:
      description: How to get at the running job.
      returned: when it was created with it
      type: dict
      sample:
        ssh:
          key_pair_names: ["vision-team"]
          task_urls: [{"task": "worker-0", "url": "ssh://ma-user@training-modelarts.example:31000"}]
    ftjob_config:
      description: The settings of a job that fine-tunes a model.
      returned: for such jobs
      type: dict
      sample: {"ft_train_type": "LORA", "model_type": "NLP", "train_output_path": "/vision-training/model/"}
    # end
    tags:
      description: The tags.
      returned: when O(include) holds V(tags)
      type: list
      elements: dict
      sample: [{"key": "team", "value": "vision"}]
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

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.training_info import JOBS

MODULE = JOBS


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
