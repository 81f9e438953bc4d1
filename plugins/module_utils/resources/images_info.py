# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be read of images: the info module of the family."""

from __future__ import annotations

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.fields import Field
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.info import Extra, Listed
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.listing import Listing
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.images import FILTERS, PAGES, PATH, Image

IMAGES = Listed(
    Image,
    filters=(
        Field("name"),
        Field("namespace"),
        Field("workspace_id", default="0"),
        Field("type", choices=("BUILD_IN", "DEDICATED")),
        Field("service_type", choices=("COMMON", "INFERENCE", "TRAIN", "DEV", "UNKNOWN")),
        Field("show_name"),
        Field("show_tag"),
        Field("swr_instance_id"),
        Field("groups", "bool", default=False, wire=None),
        Field("sort_key"),
        Field("sort_dir", choices=("ASC", "DESC")),
    ),
    extras=(Extra("groups", "image_groups", Listing(PATH + "/group", PAGES, filters=FILTERS)),),
)
