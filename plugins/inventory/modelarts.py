# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
name: modelarts
short_description: ModelArts notebooks as hosts
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Makes a host of each notebook that runs and can be reached by SSH, with C(ansible_host), C(ansible_port) and
    C(ansible_user) from its SSH endpoint. The private key is yours to name, see the examples.
  - All of them are in the group C(modelarts). O(groups) and O(keyed_groups) make more groups.
  - The name of the file must end with C(modelarts.yml) or C(modelarts.yaml).
  - The service lists 50 notebooks with each request. With O(cache), no request is sent while the cache is good.
  - "Each field that the service tells about a notebook becomes a variable, C(name) for example C(modelarts_name). They
    are those of RV(huaweicloud.modelarts.notebook_info#module:notebooks), with C(modelarts_tags) as a dictionary, and
    C(modelarts_region) and C(modelarts_project_id), which tell where it was found. Its token is never among them."
  - What the service tells is data. A template in a name, description or tag of a notebook stays text.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - constructed
  - inventory_cache
options:
  plugin:
    description:
      - What this file is for.
    type: str
    required: true
    choices: [huaweicloud.modelarts.modelarts]
  projects:
    description:
      - Where to look for notebooks, when there is more than one place. A region is a place too, and its project is the
        one of the same name.
      - Each entry says with O(region), O(cloud), O(project_id), O(project_name), O(endpoint) and the other options of
        the connection what is different there. The rest is taken from the options of the same names and from the
        environment.
      - An entry with a O(region) or O(cloud) takes no project and no endpoint from outside, and one with a project no
        other project. An entry with an identity of its own, by keys, token, password or O(profile), says it whole.
      - A notebook that is found twice becomes one host.
    type: list
    elements: dict
    default: []
  on_error:
    description:
      - What to do about a project whose notebooks cannot be listed. V(fail) gives up the whole file; V(warn) warns and
        leaves out this project.
    type: str
    choices: [fail, warn]
    default: fail
  filters:
    description:
      - Which notebooks to list. All filters must be met, and the service applies them.
      - They are options of M(huaweicloud.modelarts.notebook_info) and mean the same, among them
        O(huaweicloud.modelarts.notebook_info#module:name), O(huaweicloud.modelarts.notebook_info#module:name_fuzzy),
        O(huaweicloud.modelarts.notebook_info#module:workspace_id),
        O(huaweicloud.modelarts.notebook_info#module:pool_id), O(huaweicloud.modelarts.notebook_info#module:pool_name),
        O(huaweicloud.modelarts.notebook_info#module:owner), O(huaweicloud.modelarts.notebook_info#module:tags) and
        O(huaweicloud.modelarts.notebook_info#module:all_users).
      - C(status) can be a list here. It is V(RUNNING) unless it is given; the empty list stands for every status.
        Several of them are told apart here, not by the service.
    type: dict
    default: {}
  include_without_ssh:
    description:
      - Whether notebooks without an SSH endpoint become hosts too. They have no C(ansible_host), so that tasks for them
        are delegated.
      - A notebook that does not run has an SSH endpoint, but no address yet. It becomes a host without C(ansible_host)
        when C(status) in O(filters) asks for it.
    type: bool
    default: false
  hostnames:
    description:
      - How to name the hosts. The first entry that gives a name counts, and the id of the notebook if none does.
      - V(name), V(id) and V(name_id) are the name of the notebook, its id, and both with an underscore between.
        Anything else is a Jinja2 expression of the variables of the host, such as
        C(modelarts_name ~ '.' ~ modelarts_region).
      - Where a name stands for several notebooks, each of them gets its id appended, with a warning. No notebook is
        called V(localhost).
    type: list
    elements: str
    default: [name]
  hostvars_prefix:
    description:
      - The beginning of the names of variables. They cannot do without, since V(name), V(tags) and others are reserved
        words of Ansible.
    type: str
    default: modelarts_
notes:
  - The options of the connection, and all that O(projects) and O(filters) hold, may be encrypted with Ansible Vault or
    be templates, such as C("{{ lookup('ansible.builtin.env', 'MY_KEY') }}"). With O(use_extra_vars), templates know the
    extra variables.
  - The keys of the cache and what is in it hold no secret of yours. Names, addresses and descriptions of notebooks are
    there for whoever can read it.
seealso:
  - module: huaweicloud.modelarts.notebook_info
  - module: huaweicloud.modelarts.notebook
"""

EXAMPLES = r"""# fmt: yaml+jinja
---
# notebooks.modelarts.yml: all notebooks of the user that run and have an SSH endpoint. The credentials are in the
# environment, or in the file of the Huawei Cloud SDK.
plugin: huaweicloud.modelarts.modelarts
region: cn-north-4

---
# The notebooks of a team, grouped by machine type, pool and tag, with the private key of each key pair
plugin: huaweicloud.modelarts.modelarts
region: cn-north-4
filters:
  tags:
    team: vision
keyed_groups:
  - prefix: flavor
    key: modelarts_flavor
  - prefix: pool
    key: modelarts_pool.name | default('public')
  - prefix: stage
    key: modelarts_tags.stage | default('none')
groups:
  gpu: modelarts_image.resource_categories is contains('GPU')
compose:
  ansible_ssh_private_key_file: "'~/.ssh/' ~ modelarts_endpoints[0].key_pair_names[0] ~ '.pem'"

---
# Two regions and a further project, with credentials from the vault and from a variable, kept for ten minutes
plugin: huaweicloud.modelarts.modelarts
access_key: "{{ lookup('ansible.builtin.env', 'VISION_ACCESS_KEY') }}"
secret_key: "{{ lookup('ansible.builtin.env', 'VISION_SECRET_KEY') }}"
projects:
  - region: cn-north-4
  - region: ap-southeast-1
  - region: ap-southeast-1
    project_name: ap-southeast-1_research
on_error: warn
hostnames:
  - modelarts_name ~ '.' ~ modelarts_region
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_connection: ~/.cache/ansible-inventory
cache_timeout: 600

---
# For administrators: what every user has in one resource pool, stopped or not, reachable or not
plugin: huaweicloud.modelarts.modelarts
region: cn-north-4
filters:
  all_users: true
  pool_id: research
  status: []
include_without_ssh: true
hostnames:
  - name_id
keyed_groups:
  - prefix: user
    key: modelarts_user.name
  - prefix: status
    key: modelarts_status | lower
"""

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ansible.constants import LOCALHOST
from ansible.errors import AnsibleError, AnsibleParserError
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.plugins.inventory import BaseInventoryPlugin, Cacheable, Constructable
from ansible.utils.unsafe_proxy import wrap_var

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.client import Client
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.credentials import OPTIONS, Credentials
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.errors import ConfigurationError, ModelArtsError
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.find import Context
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import TagMap
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.module import AUTH
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.notebooks import Notebook
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.notebooks_info import NOTEBOOKS, STATUSES

GROUP = "modelarts"
RUNNING = list(Notebook.status.ready)
FILTERS = {name for field in NOTEBOOKS.filters for name in (field.name, *field.aliases)} - {"sort_key", "sort_dir"}
FILTERS.add("name_fuzzy")
AUTH_SPEC = {field.name: field.spec() for field in AUTH}
IDENTITY = set("access_key secret_key security_token auth_token username password domain_name profile".split())
PROJECT = {"project_id", "project_name"}
# An entry of projects that says one of these replaces all of those.
REPLACES = (
    (IDENTITY, IDENTITY),
    (PROJECT, PROJECT),
    ({"region", "cloud"}, PROJECT | {"endpoint", "iam_endpoint"}),
)
# Nothing that a shell, ssh or a template could take for more than a name gets through.
SSH = re.compile(
    r"ssh://(?:(?P<user>[A-Za-z0-9_][A-Za-z0-9_.-]*)@)?"
    r"(?P<host>[A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:.]+\])(?::(?P<port>[0-9]{1,5}))?/?"
)


class InventoryModule(BaseInventoryPlugin, Constructable, Cacheable):
    """Lists the notebooks of each place, from the service or the cache, and makes hosts of them."""

    NAME = "huaweicloud.modelarts.modelarts"

    def verify_file(self, path: str) -> bool:
        return super().verify_file(path) and path.endswith(("modelarts.yml", "modelarts.yaml"))

    def parse(self, inventory: Any, loader: Any, path: str, cache: bool = True) -> None:
        super().parse(inventory, loader, path, cache)
        config = self._read_config_data(path)
        if self.get_option("use_extra_vars"):
            self.templar.available_variables = self._vars
        try:
            require_known("", config, set(self._options))
            if not re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", self.get_option("hostvars_prefix")):
                raise ConfigurationError("hostvars_prefix must be letters, digits and underscores, and not empty.")
            filters, statuses = self._search()
            rows = self._rows(list(self._places(config)), filters, path, cache)
        except ModelArtsError as error:
            raise AnsibleParserError(f"{path}: {error}") from None  # newer releases print a cause once more
        self._add_hosts([row for row in rows if not statuses or row["status"] in statuses])

    def _given(self, where: str, values: dict, known: set) -> dict:
        """The options that are not empty, in plain types, decrypted, with their templates filled in."""
        require_known(where, values, known)
        given = {}
        for name, value in values.items():
            try:
                given[name] = json.loads(json.dumps(self.templar.template(value), default=str))
            except AnsibleError as error:
                raise ConfigurationError(f"{where}{name}: {error}") from None
        return {name: value for name, value in given.items() if value not in (None, "")}

    def _search(self) -> tuple[dict, list]:
        """The options of the listing, and the statuses to choose among its rows."""
        given = self._given("filters.", self.get_option("filters"), FILTERS)
        statuses = given.pop("status", RUNNING)
        statuses = statuses if isinstance(statuses, list) else [statuses]
        if not all(status in STATUSES for status in statuses):
            raise ConfigurationError(f"filters.status must be of {', '.join(STATUSES)}.")
        if len(statuses) == 1:
            given["status"] = statuses[0]
        options = checked("filters: ", NOTEBOOKS.arguments()["argument_spec"], given)
        problems = "; ".join(NOTEBOOKS.problems(options))
        if problems:
            raise ConfigurationError(f"filters: {problems}")
        return options, statuses

    def _places(self, config: dict) -> Iterator[tuple[str, Credentials]]:
        """What messages call each place, and the credentials for it."""
        common = self._given("", {name: value for name, value in config.items() if name in OPTIONS}, set(OPTIONS))
        projects = self.get_option("projects")
        for number, entry in enumerate(projects):
            where = f"projects[{number}]"
            if not isinstance(entry, dict):
                raise ConfigurationError(f"{where} must be a dictionary of options, such as region.")
            yield located(where, common, self._given(f"{where}.", entry, set(OPTIONS)))
        if not projects:
            yield located("", common, {})

    def _rows(self, places: list, filters: dict, path: str, cache: bool) -> list[dict]:
        """The notebooks of all places, each of them once, with region and project."""
        rows: dict[str, dict] = {}
        for label, credentials in places:
            try:
                found = self._found(credentials, filters, path, cache)
            except ModelArtsError as error:
                if self.get_option("on_error") == "fail":
                    raise ModelArtsError(f"{label}: {error}") from None
                self.display.warning(f"{path}: {label} is left out: {error}")
                continue
            place = {"region": found["region"], "project_id": found["project_id"]}
            for row in found["notebooks"]:
                rows.setdefault(row["id"], {**row, **place, "tags": TagMap().decode(row.get("tags") or [])})
        return list(rows.values())

    def _found(self, credentials: Credentials, filters: dict, path: str, cache: bool) -> dict:
        """What one place has, as the service tells it, but for secrets."""
        key = f"{self.get_cache_key(path)}_{fingerprint(credentials, filters)}"
        if self.get_option("cache") and cache:
            try:
                return self._cache[key]
            except KeyError:
                pass
        client = Client(credentials, read_only=True)
        notebooks = NOTEBOOKS.run(filters, client, Context())["notebooks"]
        found = {"region": credentials.region, "project_id": client.project_id, "notebooks": notebooks}
        if self.get_option("cache"):
            self._cache[key] = found
        return found

    def _add_hosts(self, rows: list[dict]) -> None:
        """All notebooks are looked at before the first of them becomes a host."""
        prefix = self.get_option("hostvars_prefix")
        hosts = []
        for row in rows:
            address = self._address(row)
            if address is not None:
                hosts.append((row, untrusted({**{f"{prefix}{name}": value for name, value in row.items()}, **address})))
        self.inventory.add_group(GROUP)
        for name, (_row, variables) in zip(self._unique_names(hosts), hosts):
            self._add_host(untrusted(name), variables)

    def _address(self, row: dict) -> dict | None:
        """The variables that lead to the notebook, if any; None for one that is not to become a host."""
        endpoints = [endpoint for endpoint in row.get("endpoints") or () if is_ssh(endpoint)]
        uris = [endpoint["uri"] for endpoint in endpoints if endpoint.get("uri")]
        address = ssh_variables(uris[0]) if uris else {}
        if uris and not address:
            self.display.warning(f"The SSH address of the notebook {row['id']} is not understood: {uris[0]!a}")
        later = endpoints and row["status"] not in RUNNING
        return address if address or later or self.get_option("include_without_ssh") else None

    def _unique_names(self, hosts: list[tuple]) -> list[str]:
        """The names of the hosts; where several would be alike, each of them gets its id appended."""
        names = [self._name(row, variables) for row, variables in hosts]
        alike = {name for name, count in Counter(names).items() if count > 1}
        if alike:
            shown = ", ".join(sorted(alike)[:10]) + (", ..." if len(alike) > 10 else "")
            self.display.warning(f"Several notebooks each would be the host {shown}: their ids were appended.")
        while alike:
            names = [f"{name}_{row['id']}" if name in alike else name for name, (row, _vars) in zip(names, hosts)]
            alike = {name for name, count in Counter(names).items() if count > 1}
        return names

    def _name(self, row: dict, variables: dict) -> str:
        """The first of the wanted names that there is."""
        words = {"name": row["name"], "id": row["id"], "name_id": f"{row['name']}_{row['id']}"}
        for wanted in self.get_option("hostnames"):
            try:
                name = words[wanted] if wanted in words else self._compose(wanted, variables)
            except AnsibleError as error:
                if self.get_option("strict"):
                    raise AnsibleParserError(f"hostnames: {wanted} fails for notebook {row['id']}: {error}") from None
                continue
            if name and name not in LOCALHOST:
                return str(name)
        return row["id"]

    def _add_host(self, name: str, variables: dict) -> None:
        strict = self.get_option("strict")
        self.inventory.add_host(name, GROUP)
        for variable, value in variables.items():
            self.inventory.set_variable(name, variable, value)
        self._set_composite_vars(self.get_option("compose"), variables, name, strict)
        self._add_host_to_composed_groups(self.get_option("groups"), variables, name, strict)
        self._add_host_to_keyed_groups(self.get_option("keyed_groups"), variables, name, strict)


def require_known(where: str, values: dict, known: set) -> None:
    unknown = sorted(f"{where}{name}" for name in set(values) - known)
    if unknown:
        raise ConfigurationError(f"There is no option {', '.join(unknown)}.")


def checked(where: str, spec: dict, values: dict) -> dict:
    """The values in the types of an argument spec, with its defaults."""
    result = ArgumentSpecValidator(spec).validate(values)
    if result.error_messages:
        raise ConfigurationError(f"{where}{'; '.join(result.error_messages)}")
    return result.validated_parameters


def located(where: str, common: dict, entry: dict) -> tuple[str, Credentials]:
    """The credentials for an entry of projects, and what messages call the place that it names."""
    replaced = set(entry).union(*(names for words, names in REPLACES if words & set(entry)))
    options = {**{name: value for name, value in common.items() if name not in replaced}, **entry}
    hidden = {variable for name in replaced for variable in OPTIONS[name]}
    environ = {name: value for name, value in os.environ.items() if name not in hidden}
    try:
        credentials = Credentials.resolve(checked("", AUTH_SPEC, options), environ)
    except ModelArtsError as error:
        raise ConfigurationError(f"{where}: {error}" if where else str(error)) from None
    if "project_id" in replaced and not {"project_id", "profile"} & set(entry):
        credentials = replace(credentials, project_id=None)  # that of the credentials file belongs to another project
    names = (credentials.region, credentials.project_name or credentials.project_id)
    place = ", ".join(filter(None, names)) or credentials.endpoint
    return f"{where} ({place})" if where else place, credentials


def fingerprint(credentials: Credentials, filters: dict) -> str:
    """Tells apart who asks where for what."""
    c = credentials
    # Nothing but a given token tells whose it is; a hash of so long a secret does not give it back.
    who = (c.access_key, c.domain_name, c.username, c.auth_token)
    where = (c.endpoint, c.region, c.project_name, c.project_id)
    what = {name: filters.get(name) for name in FILTERS}
    return hashlib.sha256(json.dumps([who, where, what], sort_keys=True).encode()).hexdigest()[:16]


def untrusted(value: Any) -> Any:
    """The value with each text that could be a template marked as none: ansible-core before 2.19 needs to be told.

    A template has a brace, or begins with a header C(#jinja2:) that renames its marks. Other texts are left alone,
    since C(ansible-inventory --list) shows marked ones in a wrapping.
    """
    if isinstance(value, dict):
        return {untrusted(key): untrusted(item) for key, item in value.items()}
    if isinstance(value, list):
        return [untrusted(item) for item in value]
    return wrap_var(value) if isinstance(value, str) and not {"{", "#"}.isdisjoint(value) else value


def is_ssh(endpoint: dict) -> bool:
    return (endpoint.get("service") or endpoint.get("dev_service")) == "SSH"


def ssh_variables(uri: str) -> dict:
    """C(ansible_host) and what else an address like C(ssh://user@host:port) tells; empty if it is not like that."""
    found = SSH.fullmatch(uri)
    if not found:
        return {}
    variables = {"host": found["host"].strip("[]"), "port": found["port"] and int(found["port"]), "user": found["user"]}
    return {f"ansible_{name}": value for name, value in variables.items() if value}
