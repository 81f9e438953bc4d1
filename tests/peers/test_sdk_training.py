# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The official SDK lives the life of algorithms and training jobs with the emulator."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.testing import eventually
from tests.peers.sdk import client, emulator, refusal, sdk

__all__ = ["client", "emulator"]

ENGINE = {"engine_name": "PyTorch", "engine_version": "PyTorch-1.3.0-python3.6"}
ENGINE_ID = "pytorch-cp36-1.3.0"
CODE = {"code_dir": "/bucket/code/", "boot_file": "/bucket/code/train.py"}
FLAVOR = "modelarts.vm.cpu.8u"
LONG = {"EMULATOR_SECONDS": "3000000"}


def algorithm(name: str, description: str) -> Any:
    constraint = sdk.ParametersConstraint(type="Integer", editable=True, required=False, sensitive=False)
    return sdk.Algorithm(
        metadata=sdk.AlgorithmMetadata(name=name, description=description, workspace_id="0"),
        job_config=sdk.AlgorithmJobConfig(
            **CODE,
            parameters=[sdk.Parameters(name="epochs", value="10", constraint=constraint)],
            parameters_customization=True,
            inputs=[sdk.AlgorithmCreateInput(name="data_url", description="data")],
            outputs=[sdk.AlgorithmCreateOutput(name="train_url", description="model")],
            engine=sdk.AlgorithmCreateEngine(**ENGINE),
        ),
        resource_requirements=[sdk.ResourceRequirement(key="flavor_type", values=["CPU"], operator="in")],
    )


@pytest.fixture
def algorithm_id(client: Any) -> Any:
    made = client.create_algorithm(sdk.CreateAlgorithmRequest(body=algorithm("of-jobs", "")))
    yield made.metadata.id
    client.delete_algorithm(sdk.DeleteAlgorithmRequest(algorithm_id=made.metadata.id))


def create(client: Any, name: str, algorithm: Any = None, **environments: str) -> Any:
    engine = sdk.JobEngine(engine_id=ENGINE_ID)
    algorithm = algorithm or sdk.JobAlgorithm(**CODE, engine=engine, environments=environments)
    body = sdk.Job(
        kind="job",
        metadata=sdk.JobMetadata(name=name, description="made by the SDK", workspace_id="0"),
        algorithm=algorithm,
        spec=sdk.Spec(resource=sdk.SpecResource(flavor_id=FLAVOR, node_count=1)),
    )
    return client.create_training_job(sdk.CreateTrainingJobRequest(body=body))


def show(client: Any, key: str) -> Any:
    return client.show_training_job_details(sdk.ShowTrainingJobDetailsRequest(training_job_id=key))


def until(client: Any, key: str, phase: str) -> Any:
    return eventually(lambda: (found := show(client, key)).status.phase == phase and found)


def delete(client: Any, key: str) -> None:
    client.delete_training_job(sdk.DeleteTrainingJobRequest(training_job_id=key))
    eventually(lambda: refusal(lambda: show(client, key)) == (400, "ModelArts.2775"))


def test_the_life_of_an_algorithm(client: Any) -> None:
    made = client.create_algorithm(sdk.CreateAlgorithmRequest(body=algorithm("sdk", "made by the SDK")))
    key = made.metadata.id
    assert (made.metadata.name, made.job_config.engine.engine_id) == ("sdk", ENGINE_ID)
    assert made.job_config.parameters[0].constraint.type == "Integer"

    wanted = sdk.ListAlgorithmsRequest(searches="name:sd", workspace_id="0", limit=50, sort_by="name", order="asc")
    assert [row.metadata.id for row in client.list_algorithms(wanted).items] == [key]

    change = sdk.ChangeAlgorithmRequest(algorithm_id=key, body=algorithm("sdk", "changed"))
    assert client.change_algorithm(change).metadata.description == "changed"
    shown = client.show_algorithm_by_uuid(sdk.ShowAlgorithmByUuidRequest(algorithm_id=key))
    assert (shown.metadata.description, shown.job_config.boot_file) == ("changed", CODE["boot_file"])
    assert [row.name for row in shown.job_config.inputs] == ["data_url"]
    # The SDK reads the values that an algorithm asks for as `value`, and writes them as `values`.
    assert shown.resource_requirements[0].value == ["CPU"]

    client.delete_algorithm(sdk.DeleteAlgorithmRequest(algorithm_id=key))
    gone = refusal(lambda: client.show_algorithm_by_uuid(sdk.ShowAlgorithmByUuidRequest(algorithm_id=key)))
    assert gone == (400, "ModelArts.2755")


def test_the_life_of_a_training_job(client: Any, algorithm_id: str) -> None:
    place = sdk.Remote(obs=sdk.RemoteObs(obs_url="/bucket/model/"))
    made = create(
        client,
        "sdk",
        sdk.JobAlgorithm(
            id=algorithm_id,
            parameters=[sdk.Parameters(name="epochs", value="3")],
            outputs=[sdk.Output(name="train_url", remote=place)],
            environments={"MODE": "fast"},
        ),
    )
    key = made.metadata.id
    assert (made.status.phase, made.status.tasks) == ("Creating", ["worker-0"])
    assert made.spec.resource.flavor_detail.flavor_info.cpu.core_num == 8
    taken = sdk.ValidateTrainingJobNameRequest(job_name="sdk", workspace_id="0")
    assert client.validate_training_job_name(taken).is_duplicate is True

    ended = until(client, key, "Completed")
    assert (ended.algorithm.id, ended.algorithm.name) == (algorithm_id, "of-jobs")
    # The service answers with one object; the SDK takes environments for a list of objects, and so makes a list of it.
    assert ended.algorithm.environments == [{"MODE": "fast"}]
    assert [(row.name, row.value) for row in ended.algorithm.parameters] == [("epochs", "3")]
    assert ended.status.duration > 0 and ended.status.running_records[0].end_reason == "job completed"

    change = sdk.JobUpdateRequestBody(description="changed")
    client.change_training_job_description(sdk.ChangeTrainingJobDescriptionRequest(training_job_id=key, body=change))
    assert show(client, key).metadata.description == "changed"
    delete(client, key)


def test_a_training_job_that_is_stopped(client: Any) -> None:
    key = create(client, "long", **LONG).metadata.id
    until(client, key, "Running")
    stop = sdk.StopTrainingJobRequest(training_job_id=key, body=sdk.JobActionType(action_type="terminate"))
    assert client.stop_training_job(stop).status.phase == "Terminating"
    until(client, key, "Terminated")
    assert refusal(lambda: client.stop_training_job(stop)) == (409, "ModelArts.2796")
    delete(client, key)


def test_logs_and_metrics(client: Any) -> None:
    key = create(client, "logged").metadata.id
    until(client, key, "Completed")
    task = {"training_job_id": key, "task_id": "worker-0"}
    preview = client.show_training_job_logs_preview(sdk.ShowTrainingJobLogsPreviewRequest(**task))
    assert preview.content.endswith("exit with 0\n") and preview.current_size == preview.full_size
    last = client.show_training_job_logs_from_aom(sdk.ShowTrainingJobLogsFromAomRequest(**task, lines=2, order="desc"))
    assert last.content.splitlines() == preview.content.splitlines()[:-3:-1]
    more = sdk.ShowTrainingJobLogsFromAomRequest(**task, lines=1, order="desc", base_line=last.end_line)
    assert client.show_training_job_logs_from_aom(more).content.startswith("epoch 20/20 ")
    metrics = client.show_training_job_metrics(sdk.ShowTrainingJobMetricsRequest(**task)).metrics
    assert {row.metric: len(row.value) for row in metrics}["cpuUsage"] > 1
    delete(client, key)


def test_tags(client: Any) -> None:
    key = create(client, "tagged").metadata.id
    tags = [sdk.TmsTag(key="team", value="vision"), sdk.TmsTag(key="stage", value="test")]
    body = sdk.CreateTmsTagsRequest(tags=tags)
    client.create_train_job_tags(sdk.CreateTrainJobTagsRequest(training_job_id=key, body=body))
    shown = client.show_train_job_tags(sdk.ShowTrainJobTagsRequest(training_job_id=key))
    assert [(tag.key, tag.value) for tag in shown.tags] == [("team", "vision"), ("stage", "test")]
    assert [tag.key for tag in client.list_training_job_tags(sdk.ListTrainingJobTagsRequest()).tags] == [
        "stage",
        "team",
    ]

    asked = sdk.ResourceInstancesFilterReq(workspace_id="0", tags=[sdk.MutiValueTag(key="team", values=["vision"])])
    found = client.list_training_jobs_by_tags(sdk.ListTrainingJobsByTagsRequest(limit=10, body=asked))
    assert [(row.resource_id, row.resource_name) for row in found.resources] == [(key, "tagged")]
    counted = sdk.CountResourceInstancesReq(
        workspace_id="0", tags=[sdk.CountResourceInstancesReqTags(key="team", values=["audio"])]
    )
    assert client.count_training_jobs_by_tags(sdk.CountTrainingJobsByTagsRequest(body=counted)).total_count == 0

    gone = sdk.DeleteTmsTagsRequest(tags=tags[:1])
    client.delete_train_job_tags(sdk.DeleteTrainJobTagsRequest(training_job_id=key, body=gone))
    shown = client.show_train_job_tags(sdk.ShowTrainJobTagsRequest(training_job_id=key))
    assert [tag.key for tag in shown.tags] == ["stage"]
    delete(client, key)


def test_the_search_and_a_removal_of_many(client: Any) -> None:
    keys = [create(client, name).metadata.id for name in ("search-1", "search-2", "other")]
    filters = [sdk.Filter(key="name", operator="like", value=["search"])]
    body = sdk.JobSearches(limit=1, offset=1, sort_by="name", order="asc", filters=filters)
    found = client.list_training_jobs(sdk.ListTrainingJobsRequest(body=body))
    assert (found.total, [row.metadata.name for row in found.items]) == (2, ["search-2"])
    assert found.items[0].status.phase in ("Creating", "Pending", "Running", "Completed")
    items = [sdk.BatchDeleteJobItem(kind="job", metadata=sdk.BatchDeleteJobMetadata(id=key)) for key in keys]
    client.batch_delete_training_job(sdk.BatchDeleteTrainingJobRequest(body=sdk.BatchDeleteJobsReq(jobs=items)))
    empty = sdk.ListTrainingJobsRequest(body=sdk.JobSearches(limit=50))
    assert eventually(lambda: client.list_training_jobs(empty).total == 0)


def test_flavors_and_engines(client: Any) -> None:
    flavors = client.show_training_job_flavors(sdk.ShowTrainingJobFlavorsRequest(flavor_type="CPU")).flavors
    assert FLAVOR in [row.flavor_id for row in flavors] and {row.flavor_type for row in flavors} == {"CPU"}
    engines = client.show_training_job_engines(sdk.ShowTrainingJobEnginesRequest())
    assert ENGINE_ID in [row.engine_id for row in engines.items] and engines.total == len(engines.items)


def test_what_is_refused(client: Any) -> None:
    assert refusal(lambda: show(client, "0" * 36)) == (400, "ModelArts.2775")
    nobody = sdk.JobAlgorithm(id="00000000-0000-4000-8000-000000000000")
    assert refusal(lambda: create(client, "refused", nobody)) == (400, "ModelArts.2755")
