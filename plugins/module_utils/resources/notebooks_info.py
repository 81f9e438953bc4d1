# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be read of notebooks: the info modules of the family."""

from __future__ import annotations

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.fields import Field
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import Form, TagMap
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.info import Listed, View
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.listing import Include, Listing
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.common import pool
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.notebook_storage import NotebookStorage
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.notebooks import (
    NOTEBOOK_ID,
    ONE,
    PAGES,
    PATH,
    Notebook,
    NotebookFlavor,
)

STATUSES = (
    "INIT CREATING STARTING STOPPING DELETING RUNNING STOPPED SNAPSHOTTING "
    "CREATE_FAILED START_FAILED DELETE_FAILED ERROR DELETED FROZEN"
).split()
SORT = (Field("sort_key"), Field("sort_dir", choices=("ASC", "DESC")))


class TagFilter(Form):
    """C({key: value}) in a playbook; C(key|value,key|value) in the query."""

    def encode(self, value: dict) -> str:
        return ",".join(f"{tag['key']}|{tag['value']}" for tag in TagMap().encode(value))


NOTEBOOKS = Listed(
    Notebook,
    filters=(
        Field("name"),
        Field("workspace_id", default="0"),
        Field("status", choices=STATUSES),
        Field("feature", choices=("NOTEBOOK", "DEFAULT")),
        Field("flavor"),
        Field("image_id"),
        Field("swr_path"),
        pool(),
        Field("pool_name"),
        Field("owner"),
        Field("user_name"),
        Field("description"),
        Field("billing", choices=("COMPUTE", "STORAGE", "ALL")),
        Field("ip"),
        Field("tags", "dict", form=TagFilter()),
        Field("all_users", "bool", default=False, wire=None),
        *SORT,
    ),
    views=(View("all_users", Listing(PATH + "/all", PAGES, filters=Notebook.listing.filters)),),
    includes=(
        Include("lease", path=ONE + "/lease", status=Notebook.status.ready),
        Include(
            "storage", listing=Listing(ONE + "/storage", NotebookStorage.listing.paging), status=Notebook.status.ready
        ),
    ),
)

FLAVORS = Listed(
    NotebookFlavor,
    filters=(
        Field("name"),
        Field("category", choices=("CPU", "GPU", "ASCEND")),
        Field("type", choices=("MANAGED", "DEDICATED")),
        Field("flavor_type", choices=("ASCEND_SNT9", "ASCEND_SNT9B", "ASCEND_SNT3")),
        Field("feature", choices=("NOTEBOOK", "DEFAULT")),
        Field("notebook_id", aliases=("notebook",), wire=None, ref=NOTEBOOK_ID.ref),
        Field("workspace_id", default="0", wire=None),
        *SORT,
    ),
    views=(View("notebook_id", Listing(ONE + "/flavors", NotebookFlavor.listing.paging), parent="id"),),
)

STORAGES = Listed(
    NotebookStorage,
    filters=(
        Field("notebook_id", aliases=("notebook",), required=True, wire=None, ref=NOTEBOOK_ID.ref),
        Field("workspace_id", default="0", wire=None),
        Field("mount_path"),
    ),
)
