# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the info modules of the training family give to the service, and what they leave to it."""

from __future__ import annotations

import pytest

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import fields as shapes
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.algorithms import Algorithm
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.training_info import JOBS, Period


def test_conditions_of_a_search_are_not_applied_again() -> None:
    listing = JOBS.resource.listing
    assert JOBS._local(listing, exact=True) == ["name"]
    assert JOBS._local(listing, exact=False) == []
    assert listing.queries({"name": "a", "phase": ["Failed"], "workspace_id": "0"}, exact=True) == [
        {
            "workspace_id": "0",
            "filters": [
                {"key": "name", "operator": "like", "value": ["a"]},
                {"key": "phase", "operator": "in", "value": ["Failed"]},
            ],
        }
    ]


def test_jobs_can_be_found_by_a_part_of_their_name() -> None:
    assert "name_fuzzy" in JOBS.arguments()["argument_spec"]


def test_a_place_inside_another_one_is_picked_with_it() -> None:
    job = {"kind": "job", "metadata": {"name": "a", "id": "1"}}
    assert shapes.picked(job, ["metadata.name", "metadata", "kind", "kind.x"]) == job
    assert shapes.picked(job, ["spec.none", "spec.none.x"]) == {"spec": {"none": None}}


@pytest.mark.parametrize("attributes", [[{"data_format": "Default"}], {"data_format": ["Default"]}])
def test_attributes_are_compared_as_they_are_written(attributes: object) -> None:
    field = Algorithm().field("inputs")
    row = [{"name": "a", "remote_constraints": [{"data_type": "dataset", "attributes": attributes}]}]
    assert field.same(row, row)
    assert not field.same([{"name": "a", "remote_constraints": [{"data_type": "dataset", "attributes": []}]}], row)


@pytest.mark.parametrize(
    ("moments", "wire"),
    [
        (["1970-01-01", "1970-01-02"], ["0", "86400000"]),
        (["1970-01-01T00:00:01Z", "1970-01-01 00:00:02"], ["1000", "2000"]),
    ],
)
def test_periods(moments: list[str], wire: list[str]) -> None:
    assert Period().encode(moments) == wire


@pytest.mark.parametrize(
    "moments",
    [
        [],
        ["1970-01-01"],
        ["1970-01-02", "1970-01-01"],
        ["1970-01-01", "1970-03-01"],
        ["now", "then"],
        ["1970-13-01"] * 2,
    ],
)
def test_no_periods(moments: list[str]) -> None:
    with pytest.raises(ValueError):
        Period().encode(moments)
