# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets are planted wherever one can be, and searched for wherever one could show: in all that a run prints, in the
files that it leaves, and in what other users of the machine see of its processes."""

from __future__ import annotations

import contextlib
import json
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.emulator.contract import Contract, Operation
from tests.emulator.testing import Emulator, eventually
from tests.faults.writes import RUN
from tests.inventory.support import command, write
from tests.playbooks import Run, task
from tests.support import LARGE, MODULES, NOTEBOOK, PLUGINS, call, declared, done, validator

NAMES = re.compile("secret|passw|token|private_key|credential", re.IGNORECASE)
HARMLESS = {"dew_secret_name"}  # the name of a secret that is kept elsewhere
QUICK = {"wait_interval": "0.02"}
MASK = "********"


@pytest.fixture
def service(emulator_process: Emulator) -> Emulator:
    """An empty account, whose credentials are not in the environment."""
    emulator_process.reset()
    return emulator_process


# What is declared


def secret_options(fields: Iterable[Any], numbers: Iterator[int]) -> dict[str, Any]:
    """Options in which every secret one, those in groups included, holds a text of its own."""
    options: dict[str, Any] = {}
    for field in fields:
        if field.secret:
            options[field.name] = f"canary-{next(numbers)}-7f3a"
        elif field.group and (inner := secret_options(field.group, numbers)):
            options[field.name] = [inner] if field.elements else inner
    return options


def of_spec(spec: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each option with its entry in an argument spec, sub-options included."""
    for name, entry in spec.items():
        yield name, entry
        yield from of_spec(entry.get("options", {}))


@pytest.mark.parametrize("module", MODULES)
def test_every_secret_option_is_known_as_one(module: str) -> None:
    """To this collection, which masks in process, and to Ansible, which masks on the ordinary road and in its logs."""
    auth = import_module(f"{PLUGINS}.module_utils.engine.module").AUTH
    numbers = count(1)
    options = secret_options((*declared(module).fields, *auth), numbers)
    canaries = {f"canary-{number}-7f3a" for number in range(1, next(numbers))}
    assert {"secret_key", "security_token", "auth_token", "password"} <= options.keys()
    assert declared(module).secrets(options) == canaries
    assert canaries <= validator(module).validate(options)._no_log_values
    named = {
        name: entry for name, entry in of_spec(declared(module).arguments()["argument_spec"]) if NAMES.search(name)
    }
    assert {name for name, entry in named.items() if not entry.get("no_log")} <= HARMLESS


def test_secrets_in_groups() -> None:
    fields = import_module(f"{PLUGINS}.module_utils.engine.fields")
    login = fields.Field("login", "dict", group=(fields.Field("user"), fields.Field("password", secret=True)))
    several = fields.Field("logins", "list", elements="dict", group=login.group)
    headers = fields.Field("headers", "dict", secret=True)
    given = {
        "login": {"user": "u", "password": "one"},
        "logins": [{"password": "two"}, {"user": "v"}, None],
        "headers": {"a": ["three", 4, True, None, ""]},
    }
    assert sorted(fields.secrets((login, several, headers), given)) == ["4", "one", "three", "two"]
    assert list(fields.secrets((login, several, headers), {"login": "text", "logins": 5})) == []


def secret_fields(
    operation: Operation, fields: dict[str, Any], seen: tuple[str, ...] = ()
) -> Iterator[tuple[str, ...]]:
    """The places in an answer that look like those of secrets."""
    for name, entry in fields.items():
        if NAMES.search(name) and entry.get("type") == "string" and name not in HARMLESS:
            yield (name,)
        inner = entry.get("ref")
        if inner in operation.objects and inner not in seen:
            yield from ((name, *rest) for rest in secret_fields(operation, operation.objects[inner], (*seen, inner)))


def test_what_the_service_returns_secretly_is_declared() -> None:
    """For each operation that a module uses: a field of the answer that looks like a secret is one of the resource."""
    contract, checked = Contract(), 0
    for module in MODULES:
        resource: Any = getattr(declared(module), "resource", None)
        listing = getattr(resource, "listing", None)
        uses = [operation for operation in vars(type(resource)).values() if hasattr(operation, "method")]
        paths = {("GET", resource.path), *((use.method, use.path) for use in uses)} if resource else set()
        for method in ("GET", "POST"):
            paths.update({(method, listing.path)} if listing else ())
        for method, path in paths:
            found = contract.find(method, path) if path else None
            body = found[0].responses[found[0].success] if found else None
            if found and isinstance(body, dict):
                items = (getattr(listing.paging, "items", None) or "").split(".") if listing else []
                for place in secret_fields(found[0], body):
                    inside = place[len(items) :] if items == list(place[: len(items)]) else place
                    assert ".".join(inside) in resource.secrets, (module, found[0].id, place)
                    checked += 1
    assert checked >= 10


# What a run shows and leaves


class Identity:
    """One way to say who asks. options, env: how it is given; secrets: what must not show."""

    def __init__(self, emulator: Emulator, kind: str, folder: Path) -> None:
        self.options: dict[str, str] = {}
        self.env = {"MODELARTS_ENDPOINT": emulator.endpoint, "HW_REGION_NAME": emulator.region}
        temporary = emulator.control("POST", "keys", {"temporary": True})
        key = {name: temporary[name] for name in ("access_key", "secret_key", "security_token")}
        self.secrets = {key["secret_key"], key["security_token"]}
        if kind == "key":
            self.options = key
        elif kind == "key in the environment":
            self.env |= {f"HW_{name.upper()}": value for name, value in key.items()}
        elif kind == "profile":
            file = folder / "credentials"
            token, ak, sk = key["security_token"], key["access_key"], key["secret_key"]
            file.write_text(f"[other]\nak = {ak}\nsk = {sk}\nsecurity_token = {token}\n", encoding="utf-8")
            self.env["HUAWEICLOUD_SDK_CREDENTIALS_FILE"] = str(file)
            self.options = {"profile": "other"}
        else:
            login = {name: getattr(emulator, name) for name in ("username", "password", "domain_name")}
            self.options = login if kind == "password" else {"auth_token": a_token(login, self.env, folder)}
            self.secrets = {self.options.get("password") or self.options["auth_token"]}


def cached_tokens(folder: Path) -> Iterator[tuple[Path, str]]:
    """The tokens that a login has left."""
    for file in folder.glob("cache/huaweicloud-modelarts/*.json"):
        text = file.read_text(encoding="utf-8")  # none after a login that failed
        if token := json.loads(text or "{}").get("token"):
            yield file, token


def a_token(login: dict[str, str], env: dict[str, str], folder: Path) -> str:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**env, "XDG_CACHE_HOME": str(folder / "login" / "cache")}.items():
            patch.setenv(name, value)
        done("notebook_info", login)
    ((_file, token),) = cached_tokens(folder / "login")
    return token


IDENTITIES = ("key", "key in the environment", "profile", "auth_token", "password")


class Place:
    """Where a run may leave something, but for its own playbook and the secrets that it is given."""

    def __init__(self, folder: Path) -> None:
        self.vault, self.left = folder / "vault.json", folder / "left"
        for name in ("home", "cache", "local", "remote", "facts", "retries", "async", "tmp"):
            (self.left / name).mkdir(parents=True)

    def run(self, identity: Identity, tasks: list[dict[str, Any]], in_process: bool = True, **env: str) -> Run:
        """Options come from a file of variables, as they would from a vault."""
        self.vault.write_text(json.dumps({f"vault_{name}": text for name, text in identity.options.items()}))
        given = {name: f"{{{{ vault_{name} }}}}" for name in identity.options}
        settings = {
            "HOME": "home",
            "XDG_CACHE_HOME": "cache",
            "TMPDIR": "tmp",
            "ANSIBLE_HOME": "home/ansible",
            "ANSIBLE_LOG_PATH": "log",
            "ANSIBLE_LOCAL_TEMP": "local",
            "ANSIBLE_REMOTE_TEMP": "remote",
            "ANSIBLE_ASYNC_DIR": "async",
            "ANSIBLE_CACHE_PLUGIN_CONNECTION": "facts",
            "ANSIBLE_RETRY_FILES_SAVE_PATH": "retries",
        }
        return Run(
            tasks,
            {
                **{name: str(self.left / place) for name, place in settings.items()},
                "ANSIBLE_CACHE_PLUGIN": "ansible.builtin.jsonfile",
                "ANSIBLE_RETRY_FILES_ENABLED": "1",
                "ANSIBLE_KEEP_REMOTE_FILES": "0",
                **identity.env,
                **env,
            },
            *("-vvvv", "--diff", "-e", f"@{self.vault}"),
            in_process=in_process,
            play={"module_defaults": {"group/huaweicloud.modelarts.modelarts": given}},
        )

    def files(self, under: str = "") -> Iterator[Path]:
        return (file for file in (self.left / under).rglob("*") if file.is_file())

    def holding(self, secret: str, under: str = "") -> set[Path]:
        return {file for file in self.files(under) if secret.encode() in file.read_bytes()}


def tasks_of_every_kind(folder: Path) -> list[dict[str, Any]]:
    """Each kind of module in check mode and really; their results are kept in a file and in the fact cache."""
    role = {"notebook_name": "second", "notebook_flavor": LARGE, "notebook_image": NOTEBOOK["image_id"]}
    works = {
        "managed": task("notebook", {**NOTEBOOK, **QUICK}),
        "info": task("notebook_info", {"include": ["lease"]}),
        "read": task("training_log_info", {"training_job_id": "nobody"}),
        "api": task("api", {"path": "/v1/{project_id}/images", "query": {"limit": 10}}),
    }
    planned = [{**one, "check_mode": True, "register": f"planned_{kind}"} for kind, one in works.items()]
    real = [{**one, "register": f"real_{kind}"} for kind, one in works.items()]
    names = [f"{how}_{kind}" for how in ("planned", "real") for kind in works]
    everything = f"{{{{ [{', '.join(names)}] }}}}"
    fails = [
        task("notebook_flavor_info", {"retries": 0}, name="server fault"),
        task("image_info", {"retries": 0}, name="cut"),
        task("notebook_info", {"auth_token": "canary-wrong-7f3a"}, name="refused"),
        task("notebook", {"name": "canary-wrong-7f3a", "auth_token": "canary-wrong-7f3a", "state": "molten"}),
        task("api", {"path": "/v1/canary-wrong-7f3a", "auth_token": "canary-wrong-7f3a", "colour": "red"}),
    ]
    return [
        *(*planned, *real),
        {"ansible.builtin.include_role": {"name": "huaweicloud.modelarts.notebook"}, "vars": {**role, **ROLE}},
        {"ansible.builtin.copy": {"content": everything, "dest": str(folder / "registered"), "mode": "0600"}},
        {"ansible.builtin.set_fact": {"cacheable": True, "kept": everything}},
        *({**one, "ignore_errors": True} for one in fails),
        {"ansible.builtin.fail": {"msg": "the end"}},
    ]


ROLE = {"notebook_wait_interval": "1s", "notebook_volume_capacity": 5}
LATER = {"async": 60, "poll": 1}  # by a file of arguments, and one with the result


@pytest.mark.one_in(3)
@pytest.mark.parametrize("kind", IDENTITIES)
@pytest.mark.parametrize("in_process", [True, False])
def test_no_secret_is_shown_or_left(service: Emulator, tmp_path: Path, kind: str, in_process: bool) -> None:
    identity, place = Identity(service, kind, tmp_path), Place(tmp_path)
    echo = f"Not you: {' '.join(identity.secrets)}"
    service.fault("ListFlavors", status=500, code="ModelArts.0001", message=echo, count=None)
    service.fault("ListImage", after=2, cut=True, phase="after", count=None)
    tasks = tasks_of_every_kind(place.left)
    tasks.insert(0, task("notebook_info", {}, name="later", **(LATER if kind == "key" else {})))
    run = place.run(identity, tasks, in_process)

    failed = [(name, result["msg"]) for name, result in run.results if result["failed"]]
    assert [name for name, _msg in failed] == [
        "server fault",
        "cut",
        "refused",
        "notebook",
        "api",
        "ansible.builtin.fail",
    ], run.text
    assert f"Not you: {MASK}" in failed[0][1] and "broke before" in failed[1][1] and "401" in failed[2][1]
    assert "molten" in failed[3][1] and "Unsupported parameters" in failed[4][1]
    assert {record["name"] for record in service.objects("notebook")} == {"first", "second"}

    eventually(lambda: not list(place.files("remote")))  # an asynchronous task cleans up after itself
    tokens = {record["token"] for record in service.objects("notebook")}
    kept = {token: file for file, token in cached_tokens(place.left)}
    shown = run.text + json.dumps(run.results)
    for secret in {"canary-wrong-7f3a", *identity.secrets, *tokens, *kept}:
        assert secret not in shown, [line for line in shown.splitlines() if secret in line]
        assert place.holding(secret) == ({kept[secret]} if secret in kept else set())
    assert "Signature=" not in shown and "X-Auth-Token" not in shown
    # There was something to search in.
    searched = {file.relative_to(place.left).parts[0] for file in place.holding("first")}
    assert {"log", "registered", "facts"} <= searched and list(place.files("retries"))
    assert list(place.files("remote")) == []
    assert len(kept) == (kind == "password")
    for file in kept.values():
        assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.one_in(3)
@pytest.mark.parametrize("kind", IDENTITIES)
def test_files_that_the_user_wants_to_be_kept(service: Emulator, tmp_path: Path, kind: str) -> None:
    """ANSIBLE_KEEP_REMOTE_FILES keeps what Ansible sends to the interpreter, with the options of the task: that is what
    it is for. Only the user can read it, and no identity is in it that the module finds by itself."""
    identity, place = Identity(service, kind, tmp_path), Place(tmp_path)
    run = place.run(identity, [task("notebook_info")], False, ANSIBLE_KEEP_REMOTE_FILES="1")
    assert run.status == 0, run.text
    kept = list(place.files("remote"))
    assert kept and {file.parent.stat().st_mode & 0o777 for file in kept} == {0o700}
    given = {secret for secret in identity.secrets if secret in identity.options.values()}
    for secret in identity.secrets:
        assert bool(place.holding(secret, "remote")) == (secret in given)
        assert secret not in run.text


@pytest.mark.one_in(3)
@pytest.mark.parametrize("kind", ["key", "password"])
@pytest.mark.parametrize(
    ("in_process", "settings"),
    [
        (True, {"ANSIBLE_KEEP_REMOTE_FILES": "1"}),
        (False, {"ANSIBLE_PIPELINING": "1", "ANSIBLE_REMOTE_TEMP": "/dev/null/no-folder"}),
    ],
)
def test_nothing_to_keep(
    service: Emulator, tmp_path: Path, kind: str, in_process: bool, settings: dict[str, str]
) -> None:
    """In process there is never such a file, and with pipelining neither."""
    identity, place = Identity(service, kind, tmp_path), Place(tmp_path)
    run = place.run(identity, [task("notebook_info")], in_process, **settings)
    assert run.status == 0 and run.result("notebook_info")["notebooks"] == [], run.text
    assert list(place.files("remote")) == []
    assert not any(place.holding(secret) for secret in identity.secrets)


def processes(mark: str) -> Iterator[tuple[str, str]]:
    """Command line and environment of each process that has this mark in its environment."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words, variables = (
                (folder / name).read_bytes().decode(errors="replace") for name in ("cmdline", "environ")
            )
            if mark in variables:
                yield words, variables


def watched(mark: str, run: Callable[[], Run]) -> tuple[Run, set[tuple[str, str]]]:
    """A run, and the processes that there were meanwhile."""
    seen: set[tuple[str, str]] = set()
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.05):
            seen.update(processes(mark))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        return run(), seen
    finally:
        over.set()
        thread.join()


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")
@pytest.mark.one_in(3)
@pytest.mark.parametrize("kind", ["key", "auth_token", "password"])
@pytest.mark.parametrize("in_process", [True, False])
def test_no_process_shows_an_option(service: Emulator, tmp_path: Path, kind: str, in_process: bool) -> None:
    """Neither in its command line, which everybody can read, nor in the environment that its children would get."""
    identity, place = Identity(service, kind, tmp_path), Place(tmp_path)
    service.fault("ListNotebooks", delay_ms=1500)
    mark = f"WATCHED={tmp_path}"
    run, seen = watched(mark, lambda: place.run(identity, [task("notebook_info")], in_process, WATCHED=str(tmp_path)))
    assert run.status == 0, run.text
    assert any("ansible-playbook" in words for words, _variables in seen)
    assert any("AnsiballZ_" in words for words, _variables in seen) is not in_process
    for words, variables in seen:
        assert not any(secret in words + variables for secret in identity.secrets), words


@pytest.mark.one_in(3)
@pytest.mark.parametrize("kind", IDENTITIES)
def test_the_inventory_plugin(service: Emulator, tmp_path: Path, kind: str) -> None:
    """Whether it works or fails; its cache holds neither an identity nor the token of a notebook."""
    identity, place = Identity(service, kind, tmp_path), Place(tmp_path)
    env = {**identity.env, "HOME": str(place.left / "home"), "XDG_CACHE_HOME": str(place.left / "cache")}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in env.items():
            patch.setenv(name, value)
        done("notebook", {**NOTEBOOK, "endpoints": [{"service": "SSH", "key_pair_names": ["k"]}]}, **identity.options)
    cache: dict[str, Any] = {
        "cache": True,
        "cache_plugin": "ansible.builtin.jsonfile",
        "cache_connection": str(place.left / "facts"),
    }
    good = write(tmp_path, name="good.modelarts.yml", **cache, **identity.options)
    wrong = write(tmp_path, name="wrong.modelarts.yml", **identity.options)
    env["ANSIBLE_LOG_PATH"] = str(place.left / "log")
    works = command("ansible-inventory", "-i", good, "--list", "-vvvv", cwd=tmp_path, **env)
    echo = f"Not you: {' '.join(identity.secrets)}"
    service.fault("ListNotebooks", status=403, code="ModelArts.0112", message=echo, count=None)
    fails = command("ansible-inventory", "-i", wrong, "--list", "-vvvv", cwd=tmp_path, **env)
    assert "first" in works.stdout and place.holding("first", "facts")
    assert f"Not you: {MASK}" in fails.stderr
    (notebook,) = service.objects("notebook")
    kept = {token: file for file, token in cached_tokens(place.left)}
    for secret in {notebook["token"], *identity.secrets, *kept}:
        for shown in (works.stdout, works.stderr, fails.stdout, fails.stderr):
            assert secret not in shown, [line for line in shown.splitlines() if secret in line]
        assert place.holding(secret) == ({kept[secret]} if secret in kept else set())


# What the service returns secretly


def endpoints(**tokens: str) -> dict[str, Any]:
    return {name: {"url": f"https://{name}", "token": token} for name, token in tokens.items()}


def test_returned_secrets_only_where_they_are_asked_for(emulator: Emulator) -> None:
    notebook = done("notebook", NOTEBOOK)["notebook"]["id"]
    job = done("training_job", {**RUN, "wait": False})["training_job"]["metadata"]["id"]
    canaries = {name: f"canary-{name}-7f3a" for name in ("jupyter_lab", "tensorboard", "mindstudio_insight")}
    emulator.patch("training_job", job, endpoints=endpoints(**canaries))
    emulator.patch("notebook", notebook, token="canary-notebook-7f3a")
    first, run = {"name": "first"}, {**RUN, "wait": False}
    quiet = [
        call("notebook_info", {}),
        call("notebook_info", {"id": notebook, "include": ["lease", "storage"]}),
        call("training_job_info", {}),
        call("training_job_info", {"id": job, "include": ["tags"]}),
        *(call("notebook", {**NOTEBOOK, "description": "d"}, check=check, diff=True) for check in (True, False)),
        *(call("notebook", {**first, "state": "stopped"}, check=check, diff=True) for check in (True, False)),
        *(call("training_job", {**run, "description": "d"}, check=check, diff=True) for check in (True, False)),
        call("training_job", {**run, "rerun": "always"}, check=True, diff=True),
        call("notebook_lease", {"notebook_id": notebook, "remaining": "1h"}),
    ]
    for result in quiet:
        assert "canary" not in json.dumps(result), result
    assert all(not result.get("failed") for result in quiet[:-1]), quiet
    (shown,) = call("notebook_info", {"include": ["token"]})["notebooks"]
    assert shown["token"] == "canary-notebook-7f3a"
    for name, canary in canaries.items():
        (shown,) = call("training_job_info", {"include": [f"endpoints.{name}.token"]})["training_jobs"]
        assert shown["endpoints"][name] == {"url": f"https://{name}", "token": canary}
        assert [place for place in canaries if "token" in shown["endpoints"][place]] == [name]
    for result in (call("notebook", {**first, "state": "absent"}), call("training_job", {**first, "state": "absent"})):
        assert not result.get("failed") and "canary" not in json.dumps(result), result


@pytest.mark.parametrize("fault", [{"status": 500, "message": "No."}, {"cut": True}, {"reset": True}])
def test_returned_secrets_do_not_show_in_failures(emulator: Emulator, fault: dict[str, Any]) -> None:
    """A failed task returns the object as it has last been seen, and its plan."""
    notebook = done("notebook", NOTEBOOK)["notebook"]["id"]
    emulator.patch("notebook", notebook, token="canary-notebook-7f3a")
    emulator.fault("StopNotebook", count=None, **fault)
    result = call("notebook", {"name": "first", "state": "stopped", "retries": 0}, verbosity=4, diff=True)
    assert result["failed"] and result["notebook"]["id"] == notebook
    assert "canary" not in json.dumps(result), result


def test_what_a_long_task_tells_is_masked(emulator: Emulator) -> None:
    """In process, words go to the screen beside the result."""
    said: list[str] = []
    find = import_module(f"{PLUGINS}.module_utils.engine.find")
    context = find.Context(tell=said.append, warn=said.append)
    secret = emulator.secret_key
    options = {**NOTEBOOK, "name": f"of-{secret}", "wait_interval": "0.02"}
    result, _secrets = declared("notebook").execute(
        validator("notebook").validate(options).validated_parameters, context
    )
    context.warn(f"warning of {secret}")
    assert result["changed"] and any(f"of-{MASK}" in text for text in said[:-1]) and said[-1] == f"warning of {MASK}"
    assert not any(secret in text for text in said), said
