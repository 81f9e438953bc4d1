#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: training_job
short_description: Manage training jobs
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Creates training jobs, waits for their end, stops and deletes them. The console shows them under C(Model Training >
    Training Jobs).
  - A job is one run of code. It is in a queue first (V(Pending)), which costs nothing, then B(each of its nodes is
    billed from V(Running) to its end). The results that it writes to OBS, and its logs there, are paid for as storage.
  - What a job runs is an algorithm (O(algorithm_id), or a subscribed one by O(subscription_id)), or code in OBS
    (O(code_dir) and O(boot_file)) with a preset framework in O(engine), or a O(command) with an image of your own in
    O(engine.image_url). Where it runs is O(flavor_id) in the public resource pool, or O(pool_id).
  - A job is found by O(id), or by O(name) in its workspace. The service lets several jobs have one name; when that is
    so, the task fails and lists their ids.
  - Only the options that are given are compared with the job. B(Of a job that exists, only O(description) and O(tags)
    can be changed.) The task fails when another option differs, unless O(recreate) is set.
  - A job that has ended stays in the service with its log until it is deleted. O(rerun) says whether it is to run
    again.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.writes
  - huaweicloud.modelarts.managed
  - huaweicloud.modelarts.wait
  - huaweicloud.modelarts.training
attributes:
  idempotent:
    support: partial
    details:
      - With O(rerun=always), a job that has ended runs again each time.
options:
  state:
    description:
      - V(present) makes sure that there is a job of this name. A new one is created, and waited for until the service
        has put it in its queue. One that exists is left as it is, also when it has failed.
      - V(completed) is the same, and waits to the end of the job. The task fails when the job ends, or has ended, as
        V(Failed), V(Abnormal) or V(Terminated); its message tells the reason, and RV(log) the last lines of the log.
      - V(stopped) makes sure that the job does not run. One that waits or runs is terminated, which cannot be undone;
        one that does not exist is not created.
      - V(absent) deletes the job with its log. One that waits or runs is terminated first. What it has written to OBS
        stays.
    type: str
    choices: [present, completed, stopped, absent]
    default: present
  rerun:
    description:
      - What becomes of a job of this name that has already ended, with O(state=present) and O(state=completed).
      - V(never) leaves it alone. V(failed) runs it again unless it has ended as V(Completed), V(always) runs it again
        in any case.
      - To run again, B(the job is deleted and created anew). Its record and log in the service are lost, and the new
        one has another id. What it has written to OBS stays, and the new run may overwrite it.
      - A job that waits or runs is never run again.
    type: str
    choices: [never, failed, always]
    default: never
  recreate:
    description:
      - Whether a job is deleted and created anew when an option asks for something that cannot be changed. One that
        runs is terminated, and B(what it has not written to OBS is lost). The new one has another id.
      - With V(false) such a task fails, and says which option it is.
    type: bool
    default: false
  name:
    description:
      - The name, of 1 to 64 letters, digits, hyphens or underscores. It cannot be changed. Required to create a job.
    type: str
  workspace_id:
    description:
      - The id of the workspace that the job is in. It cannot be changed.
      - Without it, a new one is made in the default workspace V(0), and looked for there by name.
    type: str
  description:
    description:
      - A description of up to 256 characters. An empty one removes it. It can be changed at any time.
    type: str
  tags:
    description:
      - The tags, as a dictionary. These are all that there shall be, others are removed; V({}) removes all of them.
        They can be changed at any time.
      - Tags of the platform, whose keys begin with C(_sys_), are left alone.
      - The service tells the tags only when they are asked for, so this option costs one more request.
    type: dict
  annotations:
    description:
      - Advanced settings, as names and texts. V(fault-tolerance/job-retry-num) restarts the job so often after a fault,
        V(fault-tolerance/hang-retry) when it hangs, V(jupyter-lab/enable) and V(tensorboard/enable) offer these tools
        while it runs.
      - Only the names that are given are compared, as the service adds others.
    type: dict
  training_experiment_reference:
    description:
      - The experiment that the job is a part of.
    type: dict
    suboptions:
      id:
        description: The id of an experiment that exists.
        type: str
      name:
        description: The name. Without O(training_experiment_reference.id), an experiment of this name is created.
        type: str
      description:
        description: The description of a new experiment. Only used at creation, and not compared, as the service does
          not return it.
        type: str
  algorithm_id:
    description:
      - The id or the name of an algorithm in the same workspace. It brings code, engine, and whatever else is not given
        here, so O(code_dir), O(boot_file), O(command) and O(engine) must not be given.
      - Of O(parameters), O(inputs) and O(outputs), only the rows that are given are compared then, as the service adds
        those of the algorithm.
      - M(huaweicloud.modelarts.algorithm_info) lists the algorithms.
    type: str
    aliases: [algorithm]
  subscription_id:
    description:
      - The id of the subscription to an algorithm of AI Gallery, together with O(item_version_id).
    type: str
  item_version_id:
    description:
      - The id of the version of the subscribed algorithm.
    type: str
  local_code_dir:
    description:
      - The folder in the container that the code is copied to. It must be V(/home) or below.
      - The service refuses C(/home/ma-user) itself and some folders that it uses in there. It is ignored with
        frameworks that are compatible with the former generation of training jobs.
    type: str
  working_dir:
    description:
      - The folder in the container that the code is started in. It is ignored with frameworks that are compatible with
        the former generation of training jobs.
    type: str
  inputs:
    description:
      - The data for the job. The service copies it into each container before the code starts. Rows are told apart by
        their name.
    type: list
    elements: dict
    suboptions:
      name:
        description: The name, under which the code is told the local folder.
        type: str
        required: true
      description:
        description: What it is for.
        type: str
      local_dir:
        description: The folder in the container. The service chooses one when it is not given.
        type: str
      access_method:
        description: How the code is told the local folder, V(parameter) as a parameter (which the service takes when it
          is not given), V(env) as an environment variable.
        type: str
      remote:
        description: Where the data is, either in a dataset or in OBS.
        type: dict
        required: true
        suboptions:
          dataset:
            description: A version of a dataset.
            type: dict
            suboptions:
              id:
                description: The id of the dataset.
                type: str
                required: true
              version_id:
                description: The id of the version.
                type: str
              obs_url:
                description: Where the dataset is in OBS. The service finds it out when it is not given.
                type: str
              service_type:
                description: V(V3) for a dataset of the asset service.
                type: str
              name:
                description: The name of the dataset.
                type: str
              dataset_proportion:
                description: How much of the dataset is used to fine-tune a model. Only used at creation, and not
                  compared, as the service does not return it.
                type: int
          obs:
            description: A folder or file in OBS.
            type: dict
            suboptions:
              obs_url:
                description: The place, as V(obs://bucket/folder/) or V(/bucket/folder/). Both are the same.
                type: str
                required: true
      remote_constraint:
        description: Where the data may come from. Rows are told apart by their type.
        type: list
        elements: dict
        suboptions:
          data_type:
            description: The kind of place, V(obs) or V(dataset).
            type: str
          attributes:
            description: What a dataset must be like.
            type: json
  outputs:
    description:
      - The results of the job. The service copies them to OBS while the job runs and when it ends. Rows are told apart
        by their name.
    type: list
    elements: dict
    suboptions:
      name:
        description: The name, under which the code is told the local folder.
        type: str
        required: true
      description:
        description: What it is for.
        type: str
      local_dir:
        description: The folder in the container. The service chooses one when it is not given.
        type: str
      access_method:
        description: How the code is told the local folder, V(parameter) as a parameter (which the service takes when it
          is not given), V(env) as an environment variable.
        type: str
      remote:
        description: Where the results are to be.
        type: dict
        required: true
        suboptions:
          obs:
            description: A folder in OBS.
            type: dict
            suboptions:
              obs_url:
                description: The place, as V(obs://bucket/folder/) or V(/bucket/folder/). Both are the same.
                type: str
                required: true
  environments:
    description:
      - Environment variables of the containers, as names and texts. The service takes up to 100 of them.
      - B(These are no place for secrets.) The service, its console, plans and results show them. Let the code read a
        secret from OBS or from the Data Encryption Workshop (DEW). Where there is no other way, C(no_log) on the task
        keeps them out of the output of Ansible, and only out of that.
    type: dict
  autosearch_config_path:
    description:
      - The YAML file in OBS that configures a search for hyperparameters.
    type: str
  autosearch_framework_path:
    description:
      - The folder in OBS with the code of the framework for a search for hyperparameters.
    type: str
  summary:
    description:
      - What is written for the tools that visualize a job, and what they show. Only used at creation, and not compared,
        as the service does not return it.
    type: dict
    suboptions:
      log_type:
        description: The tool.
        type: str
        choices: [tensorboard, mindstudio-insight]
      log_dir:
        description: Where the job writes to.
        type: dict
        suboptions:
          pfs:
            description: A parallel file system of OBS.
            type: dict
            suboptions:
              pfs_path:
                description: The path in it.
                type: str
                required: true
      data_sources:
        description: What is shown. Required when O(annotations) turn on one of the tools.
        type: list
        elements: dict
        suboptions:
          job:
            description: Another training job.
            type: dict
            suboptions:
              job_id:
                description: The id of the job.
                type: str
                required: true
          nfs:
            description: A file system of SFS Turbo.
            type: dict
            suboptions:
              nfs_path:
                description: The path, as C(host:/).
                type: str
  flavor_id:
    description:
      - The id of the machine type, such as V(modelarts.p3.large.public), or its name as the console shows it. A name
        that several have is no use, the task fails and lists their ids.
      - Required to create a job, unless O(pool_id) or O(pool_group_id) is given. In a dedicated resource pool with CPUs
        only it must not be given.
      - M(huaweicloud.modelarts.training_flavor_info) lists the machine types of the public resource pool.
    type: str
    aliases: [flavor]
  node_count:
    description:
      - The number of nodes. A new job gets V(1) without it. Each one is billed.
    type: int
  pool_id:
    description:
      - The id or the name of a dedicated resource pool to run in. Without it the job runs in the public pool.
    type: str
    aliases: [resource_pool]
  pool_group_id:
    description:
      - The id of a federation of resource pools to run in.
    type: str
  main_container_customized_flavor:
    description:
      - A share of a node, in a dedicated resource pool.
    type: dict
    suboptions:
      cpu_core_num:
        description: The number of CPU cores, more than V(0).
        type: float
      mem_size:
        description: The amount of memory, more than V(0).
        type: float
      accelerator_num:
        description: The number of GPUs or NPUs.
        type: float
  volumes:
    description:
      - Storage that is mounted in the containers, one kind for each row.
      - The service returns rows with O(volumes[].nfs) only, so that no others are compared. Rows are told apart by
        their local path.
    type: list
    elements: dict
    suboptions:
      nfs:
        description: A file system of NFS, such as SFS Turbo.
        type: dict
        suboptions:
          nfs_server_path:
            description: What is mounted, as V(192.168.0.82:/).
            type: str
            required: true
          local_path:
            description: Where it is mounted in the container.
            type: str
            required: true
          read_only:
            description: Whether it is mounted read-only. The service takes V(false) when it is not given.
            type: bool
      pfs:
        description: A parallel file system of OBS. Only used at creation, and not compared, as the service does not
          return it.
        type: dict
        suboptions:
          pfs_path:
            description: What is mounted, as V(/bucket/folder).
            type: str
            required: true
          local_path:
            description: Where it is mounted in the container.
            type: str
            required: true
      obs:
        description: A folder in OBS. Only used at creation, and not compared, as the service does not return it.
        type: dict
        suboptions:
          obs_path:
            description: What is mounted, as V(/bucket/folder).
            type: str
            required: true
          local_path:
            description: Where it is mounted in the container.
            type: str
            required: true
  log_export_path:
    description:
      - Where the service writes the logs to, besides keeping them itself.
    type: dict
    suboptions:
      obs_url:
        description: A folder in OBS, as V(obs://bucket/folder/) or V(/bucket/folder/).
        type: str
      host_path:
        description: A folder on the host.
        type: str
  log_export_config:
    description:
      - How the logs are written. Only used at creation, and not compared, as the service does not return it.
    type: dict
    suboptions:
      version:
        description: The version of the format, V(v0) or V(v1).
        type: str
      rotation_enabled:
        description: Whether a log is divided into periods.
        type: bool
  schedule_policy:
    description:
      - How a node is chosen for the job.
    type: dict
    suboptions:
      priority:
        description: The higher, the sooner it gets a node, from V(0) to V(3). Only in a dedicated resource pool. V(3)
          needs a permission of its own.
        type: int
      preemptible:
        description: Whether a job of a higher priority may take its node away. Only in a dedicated resource pool.
        type: bool
      required_affinity:
        description: Rules that must be satisfied.
        type: dict
        suboptions:
          affinity_type:
            description: What the nodes of the job must have in common, V(cabinet) a cabinet, V(hyperinstance) a
              supernode, V(networkTopology) a part of the network.
            type: str
            choices: [cabinet, hyperinstance, networkTopology]
          job_level:
            description: How far the whole job may reach, with V(networkTopology).
            type: str
            choices: [cluster, hyperinstanceGroup]
          affinity_group_size:
            description: The number of tasks that belong together, with V(hyperinstance) and V(networkTopology).
            type: int
          affinity_group_level:
            description: How far tasks that belong together may reach, with V(networkTopology).
            type: str
            choices: [hyperinstanceGroup, hyperinstance, slice]
          node_affinity:
            description: The nodes that the job may run on. Only used at creation, and not compared, as the service does
              not return it.
            type: dict
            suboptions:
              node_selector_terms:
                description: A node must satisfy one of these terms.
                type: list
                elements: dict
                suboptions:
                  match_expressions:
                    description: Conditions on the labels of a node, all of which must be met.
                    type: list
                    elements: dict
                    suboptions:
                      key:
                        description: The name.
                        type: str
                        required: true
                      operator:
                        description: How to compare, V(In), V(NotIn), V(Exists), V(DoesNotExist), V(Gt) or V(Lt).
                        type: str
                        required: true
                      values:
                        description: The values to compare with.
                        type: list
                        elements: str
                  match_fields:
                    description: Conditions on the fields of a node, all of which must be met.
                    type: list
                    elements: dict
                    suboptions:
                      key:
                        description: The name.
                        type: str
                        required: true
                      operator:
                        description: How to compare, V(In), V(NotIn), V(Exists), V(DoesNotExist), V(Gt) or V(Lt).
                        type: str
                        required: true
                      values:
                        description: The values to compare with.
                        type: list
                        elements: str
      preferred_affinity:
        description: Rules that should be satisfied. Only used at creation, and not compared, as the service does not
          return it.
        type: dict
        suboptions:
          node_affinity:
            description: The nodes that are preferred.
            type: list
            elements: dict
            suboptions:
              weight:
                description: How much the rule counts, from V(1) to V(100).
                type: int
              preference:
                description: The rule.
                type: dict
                suboptions:
                  match_expressions:
                    description: Conditions on the labels of a node, all of which must be met.
                    type: list
                    elements: dict
                    suboptions:
                      key:
                        description: The name.
                        type: str
                        required: true
                      operator:
                        description: How to compare, V(In), V(NotIn), V(Exists), V(DoesNotExist), V(Gt) or V(Lt).
                        type: str
                        required: true
                      values:
                        description: The values to compare with.
                        type: list
                        elements: str
                  match_fields:
                    description: Conditions on the fields of a node, all of which must be met.
                    type: list
                    elements: dict
                    suboptions:
                      key:
                        description: The name.
                        type: str
                        required: true
                      operator:
                        description: How to compare, V(In), V(NotIn), V(Exists), V(DoesNotExist), V(Gt) or V(Lt).
                        type: str
                        required: true
                      values:
                        description: The values to compare with.
                        type: list
                        elements: str
  auto_stop:
    description:
      - The service terminates the job after so long a run, which limits what it can cost. Only used at creation, and
        not compared, as the service does not return it.
    type: dict
    suboptions:
      time_unit:
        description: The unit of O(auto_stop.duration).
        type: str
        choices: [HOURS]
        default: HOURS
      duration:
        description: The number of hours, from V(1) to V(87600).
        type: int
        required: true
  reserved_time:
    description:
      - How long the machine is kept after the job has ended. Only used at creation, and not compared, as the service
        does not return it.
    type: dict
    suboptions:
      time_unit:
        description: The unit of O(reserved_time.duration).
        type: str
        choices: [HOURS]
        default: HOURS
      duration:
        description: The number of hours, from V(1) to V(87600).
        type: int
        required: true
  notification:
    description:
      - Messages about the job, through the Simple Message Notification service (SMN). Only used at creation, and not
        compared, as the service does not return it.
    type: dict
    suboptions:
      topic_urn:
        description: The URN of a topic.
        type: str
        required: true
      events:
        description: What a message is sent for, such as V(JobStarted), V(JobCompleted), V(JobFailed), V(JobTerminated),
          V(JobRestarted), V(JobHanged) or V(JobPreempted).
        type: list
        elements: str
  retention:
    description:
      - Whether the service deletes the record of the job by itself some time after its end. Only used at creation, and
        not compared, as the service does not return it.
    type: dict
    suboptions:
      policy:
        description: V(enabled) or V(disabled). Without it, the setting of the user counts.
        type: str
  custom_metrics:
    description:
      - Where the service gets further metrics from. The list is compared in its order.
    type: list
    elements: dict
    suboptions:
      exec:
        description: A command in the container that prints them.
        type: dict
        suboptions:
          command:
            description: The command and its arguments.
            type: list
            elements: str
      http_get:
        description: An HTTP server in the container that gives them.
        type: dict
        suboptions:
          path:
            description: The path. It goes with O(custom_metrics[].http_get.port).
            type: str
          port:
            description: The port. It goes with O(custom_metrics[].http_get.path).
            type: int
  endpoints:
    description:
      - How to get at the job while it runs.
    type: dict
    suboptions:
      ssh:
        description: Access by SSH.
        type: dict
        suboptions:
          key_pair_names:
            description: The names of key pairs of the account, as the console of the Elastic Cloud Server shows them.
            type: list
            elements: str
            required: true
  train_type:
    description:
      - How a model is fine-tuned, V(SFT), V(PRETRAIN), V(LORA), V(DPO) or V(RFT). Only used at creation, and not
        compared, as the service does not return it.
    type: str
  ftjob_config:
    description:
      - The settings of a job that fine-tunes a model.
      - For such jobs the service does not return O(inputs), O(output_model) and O(asset_model), so they are not
        compared.
    type: dict
    suboptions:
      ft_job_uuid:
        description: The id of the model.
        type: str
      ft_train_type:
        description: How the model is fine-tuned.
        type: str
      model_type:
        description: The kind of model.
        type: str
      train_output_path:
        description: Where the result is written to.
        type: str
      checkpoint_id:
        description: The id of the checkpoint to go on from.
        type: str
      train_process:
        description: How far the job is.
        type: float
      checkpoint_config:
        description: When checkpoints are made. V(0) is a value.
        type: dict
        suboptions:
          checkpoint_id:
            description: The id of a checkpoint.
            type: str
          save_checkpoints_max:
            description: How many checkpoints are kept.
            type: int
          skipped_steps:
            description: How many steps are left out.
            type: int
          restore_training:
            description: Whether the run goes on from a checkpoint, as a number.
            type: int
  output_model:
    description:
      - Where the model is written to.
    type: dict
    suboptions:
      obs:
        description: A folder in OBS.
        type: dict
        suboptions:
          obs_path:
            description: The place, as V(obs://bucket/folder/) or V(/bucket/folder/). Both are the same.
            type: str
            required: true
          local_path:
            description: The folder in the container that is written.
            type: str
  asset_model:
    description:
      - The model of the asset service that results from the job.
    type: dict
    suboptions:
      name:
        description: The name.
        type: str
        required: true
      version:
        description: The version.
        type: str
        required: true
      type:
        description: The type.
        type: str
        required: true
      code:
        description: The code name.
        type: str
      desc:
        description: The description.
        type: str
      series:
        description: The family of models that it belongs to.
        type: str
      model_desc:
        description: The description of the asset. Only used at creation, and not compared, as the service does not
          return it.
        type: str
      parent_asset_id:
        description: The id of the asset that it stems from. Only used at creation, and not compared, as the service
          does not return it.
        type: str
  asset_id:
    description:
      - The id of the model of the asset service to fine-tune. Only used at creation, and not compared, as the service
        does not return it.
    type: str
  wait:
    description:
      - Whether the task waits until the job is as asked.
      - With V(false) the task ends when the service has accepted the last request. With O(state=completed) it still
        fails when the job has ended badly already.
    type: bool
    default: true
  wait_timeout:
    description:
      - How long the whole task may take, as V(90), V(90s), V(15m) or V(2h). The time in the queue counts. When the time
        is over the task fails, and tells the last phase. B(The job goes on all the same, and costs money); run the task
        again to wait on. To limit the run itself, use O(auto_stop).
    type: str
    default: 24h
notes:
  - While a task in the process of Ansible itself waits, it writes each new phase, and the newest line of the log, to
    the standard error stream.
  - The job is not billed for the time in the queue, but a task that waits for it takes one of the forks of Ansible.
    Start a job with O(state=present), do something else, and wait with O(state=completed) later.
  - The tokens of JupyterLab, TensorBoard and MindStudio Insight are left out of the result.
    M(huaweicloud.modelarts.training_job_info) can return them.
seealso:
  - module: huaweicloud.modelarts.training_job_info
  - module: huaweicloud.modelarts.training_log_info
  - module: huaweicloud.modelarts.training_metric_info
  - module: huaweicloud.modelarts.training_flavor_info
  - module: huaweicloud.modelarts.training_engine_info
  - module: huaweicloud.modelarts.algorithm
"""

EXAMPLES = r"""
---
- name: Start a job with a preset framework
  huaweicloud.modelarts.training_job:
    name: flowers-1
    description: First run
    code_dir: obs://vision-training/code/
    boot_file: obs://vision-training/code/train.py
    engine:
      engine_id: pytorch_1.8.0-cuda_10.2-py_3.7-ubuntu_18.04-x86_64
    parameters:
      - name: epochs
        value: "20"
    inputs:
      - name: data_url
        remote:
          obs:
            obs_url: obs://vision-training/flowers/
    outputs:
      - name: train_url
        remote:
          obs:
            obs_url: obs://vision-training/model/
    flavor_id: modelarts.p3.large.public
    log_export_path:
      obs_url: obs://vision-training/logs/
    auto_stop:
      duration: 8
    tags:
      team: vision
  register: flowers

- name: Do something else, then wait for its end
  huaweicloud.modelarts.training_job:
    id: "{{ flowers.training_job.metadata.id }}"
    state: completed
    wait_timeout: 8h
  register: flowers

- name: Show how many seconds it has been running
  ansible.builtin.debug:
    msg: "{{ flowers.training_job.status.duration // 1000 }}"

- name: Describe it otherwise, and set other tags
  huaweicloud.modelarts.training_job:
    name: flowers-1
    description: First run, 20 epochs
    tags:
      team: vision
      cost_center: "4711"

- name: Run a job of an algorithm to its end, and once more if it has failed before
  huaweicloud.modelarts.training_job:
    name: flowers-2
    algorithm_id: flower-classifier
    parameters:
      - name: epochs
        value: "40"
    outputs:
      - name: train_url
        remote:
          obs:
            obs_url: obs://vision-training/model-2/
    flavor_id: modelarts.p3.large.public
    state: completed
    rerun: failed

- name: Start a job on two nodes with an image of your own
  huaweicloud.modelarts.training_job:
    name: flowers-3
    command: python /app/train.py --epochs 10
    engine:
      image_url: vision/trainer:1.0
    environments:
      NCCL_DEBUG: INFO
    flavor_id: modelarts.p3.8xlarge.public
    node_count: 2

- name: Stop it
  huaweicloud.modelarts.training_job:
    name: flowers-3
    state: stopped

- name: Delete it, and keep what it has written to OBS
  huaweicloud.modelarts.training_job:
    name: flowers-3
    state: absent
"""

RETURN = r"""
---
training_job:
  description:
    - The job as the service returns it, without tokens. With O(tags), the tags are in it as well.
    - Empty when there is none (any more). In check mode, what it is going to look like.
  returned: always
  type: dict
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
      returned: when O(tags) is given
      type: list
      elements: dict
      sample: [{"key": "team", "value": "vision"}]
log:
  description:
    - The last lines of the log of the first task, the newest last.
    - They are what the code has written, and so is the end of the message of the failure. Nothing in them is masked.
  returned: when a job that was to be completed has ended otherwise, and has written a log
  type: list
  elements: str
  sample:
    - "RuntimeError: CUDA out of memory"
    - "[ModelArts Service Log]exit with 1"
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
    - action: terminate
      method: POST
      path: /v2/4b452d753cfc4430b1d6a8c4ecb5a75b/training-jobs/425b7087-83de-49ed-9e40-5bb642be956f/actions
      body: {"action_type": "terminate"}
      wait_for: stopped
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
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.training import TrainingJob

MODULE = Managed(TrainingJob)


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
