# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""What the service makes of the body of a create or an update: defaults, and checks beyond the contract."""

import base64
import binascii
from typing import Any

from ..errors import modelarts
from ..registry import Call
from ..store import Record

DAY_MS = 24 * 3600 * 1000
SHORTEST, LONGEST, NEVER = 3600 * 1000, 3 * DAY_MS, -1
DEFAULT_CAPACITY = {"EVS": 5, "EFS": 50}
SMALLEST, LARGEST = 5, 4096


def volume(given: dict[str, Any], flavor: Record) -> dict[str, Any]:
    """The storage of a notebook; enumerations come back in upper case, SFS as EFS."""
    category = given["category"].upper()
    category = "EFS" if category == "SFS" else category
    ownership = given["ownership"].upper()
    if category not in flavor["storages"]:
        raise modelarts("6324", f"The storage type {category} is not supported by the flavor {flavor['id']}.")
    if ownership == "DEDICATED" and category == "EVS":
        raise modelarts("6336", "Invalid request: volume.ownership: DEDICATED is only for EFS and OBS")
    if category in ("OBS", "OBSFS"):
        obs_path(given.get("uri"), "volume.uri")
    capacity = given.get("capacity", DEFAULT_CAPACITY.get(category))
    if capacity is not None and not SMALLEST <= capacity <= LARGEST:
        raise modelarts("6331", f"The disk size {capacity} is not from {SMALLEST} to {LARGEST} GB.")
    kept = ("uri", "id", "read_only", "dew_secret_name")
    return {
        "category": category,
        "ownership": ownership,
        "capacity": capacity,
        "mount_path": given.get("mount_path", "/home/ma-user/work/"),
        "mount_type": "STATIC",
        **{key: given[key] for key in kept if key in given},
    }


def data_volumes(given: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = []
    for item in given:
        if not item["mount_path"].startswith("/data/"):
            raise modelarts("6336", "Invalid request: data_volumes.mount_path: must be below /data/")
        row = {"category": item["category"].upper(), "mount_path": item["mount_path"], "mount_type": "STATIC"}
        rows.append({**row, "url": item["uri"]} if "uri" in item else row)
    if len({row["mount_path"] for row in rows}) < len(rows):
        raise modelarts("6336", "Invalid request: data_volumes: a mount path stands twice")
    return rows


def endpoints(given: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Both spellings of the two fields are taken and shown."""
    rows = []
    for item in given:
        service = item.get("service") or item.get("dev_service")
        if not service:
            raise modelarts("6335", "Invalid request: endpoints.service: this property is required")
        keys = item.get("key_pair_names", item.get("ssh_keys", []))
        if service.upper() == "SSH" and not keys:
            raise modelarts("6335", "Invalid request: endpoints.key_pair_names: an SSH endpoint needs a key pair")
        rows.append(
            {
                "service": service.upper(),
                "dev_service": service.upper(),
                "key_pair_names": keys,
                "ssh_keys": keys,
                "allowed_access_ips": item.get("allowed_access_ips", []),
            }
        )
    return rows


def hooks(given: dict[str, Any]) -> dict[str, Any]:
    for name, hook in given.get("container_hooks", {}).items():
        here = f"hooks.container_hooks.{name}.script"
        script = hook.get("script", "")
        if not script:
            raise modelarts("6335", f"Invalid request: {here}: this property is required")
        if hook.get("type", "SCRIPT").upper() == "COMMAND":
            _must_be_base64(script, here)
        elif not script.startswith("/"):
            raise modelarts("6336", f"Invalid request: {here}: must be an absolute path")
    return given


def lease(now: int, duration: int | None, kind: str | None = None) -> dict[str, Any]:
    """duration: ms from now, -1 for no automatic stop, None for the default of one hour."""
    duration = SHORTEST if duration is None else duration
    if duration != NEVER and not SHORTEST <= duration <= LONGEST:
        raise modelarts("6349", f"The duration {duration} is not from {SHORTEST} to {LONGEST} ms.")
    return {"enable": duration != NEVER, "type": (kind or "TIMING").upper(), "updated": now, "length": duration}


def lease_of(call: Call, body: dict[str, Any]) -> dict[str, Any]:
    """A plain `duration` makes the service ignore `lease`."""
    if "duration" in body:
        return lease(call.world.clock.ms(), body["duration"])
    given = body.get("lease", {})
    return lease(call.world.clock.ms(), given.get("duration"), given.get("type"))


def obs_path(uri: str | None, name: str) -> None:
    if not uri or not uri.startswith("obs://"):
        raise modelarts("6317", f"Invalid request: {name}: an OBS path obs://bucket/folder/ is required")
    if not uri.endswith("/"):
        raise modelarts("6318", f"Invalid request: {name}: the path must end with a slash")
    if not uri.removeprefix("obs://").strip("/").partition("/")[2]:
        raise modelarts("6358", f"Invalid request: {name}: the root of a bucket cannot be used")


def _must_be_base64(text: str, name: str) -> None:
    try:
        base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise modelarts("6336", f"Invalid request: {name}: must be Base64") from None
