# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A kind of object made up for these tests: it has one field of each sort."""

from __future__ import annotations

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.fields import GROW, NEVER, STOPPED, Field
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import (
    Duration,
    TagMap,
    TextMap,
    at_most,
    between,
    pattern,
)
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.listing import Listing, Search
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.resource import (
    GONE,
    Operation,
    Resource,
    Status,
    TagUpdate,
    Update,
    WholeUpdate,
)

SERIAL = Field("serial", change=NEVER, on=("create",))


class Kettle(Resource):
    name = "kettle"
    plural = "kettles"
    path = "/kettles/{id}"
    listing = Listing("/kettles", None)
    create = Operation("POST", "/kettles", "create")
    delete = Operation("DELETE", "/kettles/{id}", "delete")
    start = Operation("POST", "/kettles/{id}/start", "start")
    stop = Operation("POST", "/kettles/{id}/stop", "stop")
    updates = (
        Update(Operation("PUT", "/kettles/{id}", "update")),
        TagUpdate("/kettles/{id}/tags"),
        Update(Operation("PATCH", "/kettles/{id}/timer", "set timer"), part="timer", needs="ready"),
    )
    status = Status(
        ready=("HOT",),
        stopped=("COLD",),
        failed=("BROKEN",),
        pending={"FILLING": "HOT", "HEATING": "HOT", "COOLING": "COLD", "LEAVING": GONE},
        gone=("AWAY",),
        reason="why",
        busy={"lid.status": ("MOVING",)},
    )
    fields = (
        Field("name", rules=(pattern("[a-z]+", "lower-case letters"),)),
        Field("text", rules=(at_most(5),)),
        Field("size", "int", create=True, change=GROW, update="new_size", rules=(between(1, 9, "l"),)),
        Field("colour", choices=("RED", "BLUE"), change=STOPPED, fold=True),
        Field("maker", change=NEVER, read=("made.by", "maker")),
        Field(
            "lid",
            "dict",
            group=(Field("shape"), Field("weight", "float"), Field("serial", change=NEVER, on=("create",))),
        ),
        Field("cups", "list", elements="str"),
        Field("order", "list", elements="str", ordered=True),
        Field("feet", "list", elements="dict", key="place", group=(Field("place", fold=True), Field("length", "int"))),
        Field("recipe", "json"),
        Field("secret", secret=True, returned=False),
        Field("timer", form=Duration(low="1m", high="2h"), part="timer"),
        Field("plugged", "bool", missing=False),
        Field("tags", "dict", on=("update",), part="tags", form=TagMap()),
    )


KETTLE = Kettle()


def same_place(value: str) -> str:
    return value.strip("/")


class Brew(Resource):
    """A kind of object that runs once, to an end."""

    name = "brew"
    plural = "brews"
    path = "/brews/{id}"
    id = "facts.id"
    listing = Search("/brew-searches", None, filters={"shop": "shop"}, terms={"name": ("name", "like")})
    create = Operation("POST", "/brews", "create")
    delete = Operation("DELETE", "/brews/{id}", "delete")
    stop = Operation("POST", "/brews/{id}/actions", "end", constant={"what": "end"})
    stops_first = True
    updates = (WholeUpdate(Operation("PUT", "/brews/{id}", "update")), TagUpdate("/brews/{id}/tags"))
    status = Status(
        field="status.phase",
        ready=("ON",),
        stopped=("ENDED", "DONE", "SPOILT"),
        completed=("DONE",),
        failed=("SPOILT",),
        pending={"NEW": "ON", "ENDING": "ENDED"},
    )
    fields = (
        Field("name", wire="facts.name"),
        Field("place", wire="facts.place", change=NEVER, spelled=same_place),
        Field("notes", "dict", wire="facts.notes", form=TextMap(), partial=True),
        Field("leaf", "dict", whole=True, group=(Field("id"), Field("kind"), Field("year", "int"))),
        Field(
            "search",
            "dict",
            clears=True,
            group=(Field("aim"), Field("steps", "list", elements="str"), Field("map", "dict")),
        ),
        Field(
            "parts",
            "list",
            elements="dict",
            key="at.place",
            group=(
                Field("at", "dict", group=(Field("place"), Field("side"))),
                Field("limit", "dict", group=(Field("low", "int"), Field("high", "int"))),
            ),
        ),
        Field("tags", "dict", on=("update",), part="tags", form=TagMap()),
    )


BREW = Brew()
