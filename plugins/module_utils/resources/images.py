# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Container images: built in, registered from the container registry (SWR), or saved from a notebook.

Sources: operations of the group images of the API reference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.paging import RecordOffset
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.fields import NEVER, Field
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import Ref, at_most, pattern
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.listing import Listing, same_names
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.resource import Operation, Resource, Status
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.common import UUID
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.notebooks import WORKSPACE, Notebook

PATH = "/v1/{project_id}/images"
PAGES = RecordOffset(items="data", sizes=(200,))
FILTERS = same_names(
    "name namespace type service_type workspace_id show_name show_tag sort_key sort_dir swr_instance_id"
)
REGISTERED = (
    "swr_path description arch origin resource_category service_type services visibility workspace_id flavor_type tags "
    "swr_instance_id read_me"
).split()
SAVED = "name namespace tag description workspace_id swr_instance_id swr_instance_domain".split()


class Image(Resource):
    """Any image that can be used, built in or private (ListImage, ShowImage)."""

    name = "image"
    plural = "images"
    path = PATH + "/{id}"
    id_is = UUID
    scope = ("workspace_id",)
    listing = Listing(
        PATH,
        PAGES,
        filters=FILTERS,
        exact={"name_fuzzy_match": False},
        variants=({"type": "DEDICATED"}, {"type": "BUILD_IN"}),
    )
    fields: tuple[Field, ...] = (WORKSPACE,)
    missing = frozenset({"ModelArts.6404"})
    created = ("create_at",)
    status = Status(
        ready=("ACTIVE",),
        failed=("CREATE_FAILED", "ERROR"),
        pending={"INIT": "ACTIVE", "CREATING": "ACTIVE"},
        gone=("DELETED",),
        reason="status_message",
    )

    def named(self, name: str, options: dict) -> dict:
        name, _colon, tag = name.partition(":")
        return {**super().named(name, options), "tag": tag or None}

    def key_of(self, options: dict) -> dict:
        if options.get("swr_path"):
            return parts(options["swr_path"])
        names = ("name", "namespace", "tag") if options.get("name") else ()
        return {name: options[name] for name in names if options.get(name)}

    def matches(self, row: dict, key: dict) -> bool:
        return all(row.get(name) == value for name, value in key.items())

    def label(self, options: dict, obj: dict | None = None) -> str:
        known = options.get("swr_path") or ":".join(filter(None, (options.get("name"), options.get("tag"))))
        return f"image {known or options.get('id') or ''}".strip()


def parts(swr_path: str) -> dict:
    """C(host/namespace/name:tag) taken apart, as the service does when it registers an image."""
    place, _colon, tag = swr_path.rpartition(":")
    _host, namespace, name = place.split("/", 2)
    return {"swr_path": swr_path, "name": name, "namespace": namespace, "tag": tag}


class PrivateImage(Image):
    """An image of one's own, registered (RegisterImage) or saved from a notebook (CreateImage); never changed."""

    wait_timeout = "30m"
    listing = Listing(PATH, PAGES, filters=FILTERS, exact={"name_fuzzy_match": False, "type": "DEDICATED"})
    create = Operation("POST", PATH, "register")
    save = Operation("POST", "/v1/{project_id}/notebooks/{notebook_id}/create-image", "save")
    delete = Operation("DELETE", PATH + "/{id}", "delete", body={"is_force": "force"})
    required_one_of = (("id", "name", "swr_path"),)
    mutually_exclusive = (
        ("swr_path", "name"),
        ("swr_path", "notebook_id"),
        ("swr_path", "tag"),
        ("swr_path", "namespace"),
    )
    fields = (
        Field(
            "name",
            change=NEVER,
            rules=(
                pattern(r"[a-z0-9_.-]{1,512}", "1 to 512 lower-case letters, digits, hyphens, underscores or dots"),
            ),
        ),
        Field("namespace", change=NEVER),
        Field(
            "tag",
            change=NEVER,
            rules=(pattern(r"[A-Za-z0-9_.-]{1,64}", "1 to 64 letters, digits, hyphens, underscores or dots"),),
        ),
        Field(
            "swr_path",
            change=NEVER,
            rules=(
                pattern(r"[^/\s]+/[^/\s]+/[^\s:]+:[^/:\s]+", "a path such as swr.example.com/organization/image:tag"),
                at_most(2048),
            ),
        ),
        Field(
            "notebook_id",
            aliases=("notebook",),
            wire=None,
            returned=False,
            change=NEVER,
            ref=Ref(lambda: Notebook, UUID),
        ),
        WORKSPACE,
        Field("description", change=NEVER, rules=(at_most(512),)),
        Field("arch", choices=("X86_64", "AARCH64"), change=NEVER, fold=True),
        Field("origin", choices=("CUSTOMIZE", "IMAGE_SAVE"), change=NEVER),
        Field(
            "resource_category",
            "list",
            elements="str",
            choices=("CPU", "GPU", "ASCEND"),
            read=("resource_categories", "support_res_categories"),
            change=NEVER,
        ),
        Field("service_type", choices=("COMMON", "INFERENCE", "TRAIN", "DEV", "UNKNOWN"), change=NEVER),
        Field("services", "list", elements="str", choices=("NOTEBOOK", "SSH"), read=("dev_services",), change=NEVER),
        Field("visibility", choices=("PRIVATE", "PUBLIC"), change=NEVER),
        Field("flavor_type", choices=("ASCEND_SNT9", "ASCEND_SNT9B", "ASCEND_SNT3"), change=NEVER),
        Field("tags", "list", elements="str", returned=False, change=NEVER, rules=(at_most(20, "tags"),)),
        Field("swr_instance_id", change=NEVER),
        Field("swr_instance_domain", returned=False, change=NEVER),
        Field("read_me", returned=False, change=NEVER, rules=(at_most(3000),)),
        Field("force", "bool", wire=None, returned=False),
    )

    def creation(self, options: dict) -> Operation:
        return self.save if options.get("notebook_id") else self.create

    def needed(self, options: dict) -> list[str]:
        if options.get("notebook_id"):
            return ["name", "namespace", "tag"]
        return ["notebook_id, or swr_path in place of name"] if options.get("name") else ["swr_path"]

    def create_body(self, values: dict) -> dict:
        names = SAVED if "notebook_id" in values else REGISTERED
        return super().create_body({name: values[name] for name in names if name in values})

    def problems(self, options: dict) -> Iterable[str]:
        saves = options.get("notebook_id")
        wrong = set(REGISTERED if saves else SAVED) - set(SAVED if saves else REGISTERED)
        yield from self._misplaced(
            options, wrong & {"arch", "resource_category", "read_me", "swr_instance_domain"}, saves
        )

    @staticmethod
    def _misplaced(options: dict, names: set, saves: str | None) -> Iterator[str]:
        doing = "saving an image from a notebook" if saves else "registering an image"
        for name in sorted(names):
            if options.get(name) is not None:
                yield f"{name} cannot be set when {doing}"
