# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Storage that is mounted in a running notebook. Source: the group notebook_storage of the API reference."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.paging import Single
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.fields import NEVER, Field
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import (
    at_most,
    pattern,
)
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.listing import Listing
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.resource import (
    GONE,
    Operation,
    Resource,
    Status,
)
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.common import UUID
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.notebooks import (
    MISSING,
    NOTEBOOK_ID,
    PATH,
    SAME,
    Notebook,
)


class NotebookStorage(Resource):
    """OBS or SFS Turbo storage mounted in a running notebook (AttachDynamicStorage, DetachDynamicStorage, ...)."""

    name = "notebook_storage"
    plural = "notebook_storages"
    parents = {"notebook_id": "instance_id"}
    runs_in = Notebook
    scope = ("notebook_id", "workspace_id")
    key = ("mount_path",)
    path = PATH + "/{instance_id}/storage/{id}"
    id_is = UUID
    listing = Listing(PATH + "/{instance_id}/storage", Single(items="data"))
    missing = MISSING
    status = Status(
        ready=("MOUNTED",),
        failed=("MOUNT_FAILED", "UNMOUNT_FAILED"),
        pending={"MOUNTING": "MOUNTED", "UNMOUNTING": GONE},
        gone=("UNMOUNTED",),
        reason="failure_reason",
    )
    create = Operation("POST", PATH + "/{instance_id}/storage", "mount")
    delete = Operation("DELETE", path, "unmount")
    required_one_of = (("mount_path", "id"),)
    required_if = (("category", "EFS", ("efs_id",)),)
    fields = (
        NOTEBOOK_ID,
        Field("workspace_id", wire=None, default="0", returned=False),
        Field(
            "mount_path",
            change=NEVER,
            rules=(
                pattern(
                    r"/data/[^/\s]+(/[^/\s]+)*/", "a folder below /data/, with a slash at its end, such as /data/input/"
                ),
                at_most(256),
            ),
        ),
        Field("category", choices=("OBS", "OBSFS", "EFS"), default="OBS", change=NEVER, same_as=SAME),
        Field("uri", create=True, change=NEVER, rules=(at_most(256),)),
        Field("efs_id", change=NEVER, rules=(pattern(UUID, "the id of an SFS Turbo file system, a UUID"),)),
    )

    def problems(self, options: dict) -> Iterator[str]:
        uri = options.get("uri")
        if (
            uri
            and options["category"] != "EFS"
            and not (uri.startswith("obs://") and uri.endswith("/") and uri.count("/") > 3)
        ):
            yield "uri must be a folder of a bucket, with a slash at its end, such as obs://bucket/folder/"
