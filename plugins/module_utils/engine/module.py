# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Modules: an argument spec and a run, made from a resource. main() is the ordinary road, execute() serves both."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.client import Client
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.credentials import Credentials
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.errors import ApiError, ModelArtsError
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import fields as shapes
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.fields import NEVER, Field
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.find import Context
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import Duration
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.resource import Resource
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.run import Run

AUTH = (
    Field("access_key"),
    Field("secret_key", secret=True),
    Field("security_token", secret=True),
    Field("auth_token", secret=True),
    Field("username"),
    Field("password", secret=True),
    Field("domain_name"),
    Field("region"),
    Field("project_id"),
    Field("project_name"),
    Field("endpoint"),
    Field("iam_endpoint"),
    Field("cloud"),
    Field("profile"),
    Field("validate_certs", "bool", default=True),
    Field("ca_path", "path"),
    Field("allow_http", "bool", default=False),
    Field("timeout", "float", default=60.0),
    Field("retries", "int", default=5),
)

MOST_TOLD = 20  # broken rules in one message
LONGEST_TEXT = 4000  # characters of a message
DEFAULTS = {"state": "present", "wait": False, "wait_interval": "10s"}  # of options that a module may lack


class Failure(ModelArtsError):
    """Options that break rules; nothing was sent."""


class Interrupted(ModelArtsError):
    """A run that ended early: what was being done, the error, and what has been sent before it."""

    def __init__(self, run: Run, error: ModelArtsError) -> None:
        text = str(error)
        if isinstance(error, ApiError):
            text = f"could not {run.doing} {run.label}: {text}"
            if run.sent:
                text = f"{text.rstrip('.')}. Already done: {', '.join(step.action for step in run.sent)}."
        super().__init__(text)
        self.run, self.error = run, error

    def details(self) -> dict:
        return {**self.error.details(), **self.run.so_far()}


def shortened(text: str) -> str:
    """A text that repeats something huge, without its middle."""
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT // 2]} ... {text[-LONGEST_TEXT // 2 :]}"


class Module:
    """What every module of the collection is: fields, rules and a run."""

    fields: tuple = ()

    def arguments(self) -> dict:
        """Keyword arguments for an argument spec validator."""
        return {"argument_spec": {field.name: field.spec() for field in (*self.fields, *AUTH)}}

    def problems(self, options: dict) -> Iterator[str]:
        """Every rule that the options break, one sentence each."""
        return shapes.problems(self.fields, options)

    def secrets(self, options: dict) -> set[str]:
        """Every secret among the options, to be masked wherever it shows up."""
        return set(shapes.secrets((*self.fields, *AUTH), options))

    def run(self, options: dict, client: Client, context: Context) -> dict:
        raise NotImplementedError

    def execute(self, options: dict, context: Context) -> tuple[dict, set[str]]:
        """The result of a task (C(failed) and C(msg) in it when it failed) and the secrets to mask in it."""
        secrets = context.secrets = self.secrets(options)
        client = None
        try:
            broken = list(self.problems(options))
            if broken:
                more = f"; and {len(broken) - MOST_TOLD} more" if len(broken) > MOST_TOLD else ""
                raise Failure("; ".join(broken[:MOST_TOLD]) + more)
            credentials = Credentials.resolve(options)
            secrets.update(credentials.secrets)
            client = Client(credentials, read_only=context.check)
            result = self.run(options, client, context)
        except ModelArtsError as error:
            result = {"failed": True, "msg": shortened(str(error)), "changed": False, **error.details()}
        if client and context.verbosity > 2:
            result["requests"] = client.log
        return result, secrets

    def main(self) -> None:
        """The ordinary road: a module process."""
        from ansible.module_utils.basic import AnsibleModule

        module = AnsibleModule(supports_check_mode=True, **self.arguments())
        context = Context(module.check_mode, module._diff, warn=module.warn, verbosity=module._verbosity)
        result, secrets = self.execute(module.params, context)
        module.no_log_values.update(secrets)
        if result.pop("failed", False):
            module.fail_json(**result)
        module.exit_json(**result)


class Managed(Module):
    """A module that brings one object into the wanted state."""

    def __init__(self, resource: type[Resource]) -> None:
        self.resource = resource()
        self.fields = (*self.resource.fields, *self._controls())

    def _controls(self) -> Iterator[Field]:
        resource = self.resource
        states = resource.states()
        if states != ["present"]:
            yield Field("state", choices=states, default=states[0])
        if resource.listing:
            yield resource.id_option()
        if resource.create and resource.delete:
            yield Field("recreate", "bool", default=False)
        if resource.status.completed:
            yield Field("rerun", choices=("never", "failed", "always"), default="never")
        unseen = [field.name for field in resource.fields if self._is_unseen(field)]
        if unseen:
            yield Field("resend", "list", elements="str", choices=unseen)
        if resource.status:
            yield Field("wait", "bool", default=True)
        yield Field("wait_timeout", default=resource.wait_timeout, form=Duration())
        if resource.status:
            yield Field("wait_interval", default="10s", form=Duration(positive=True))

    @staticmethod
    def _is_unseen(field: Field) -> bool:
        return not field.returned and field.change != NEVER and "update" in field.on and bool(field.wire)

    def arguments(self) -> dict:
        arguments = super().arguments()
        resource = self.resource
        for name in ("mutually_exclusive", "required_if", "required_one_of", "required_together"):
            arguments[name] = [tuple(rule) for rule in getattr(resource, name)]
        return arguments

    def problems(self, options: dict) -> Iterator[str]:
        broken = list(super().problems(options))
        yield from broken or self.resource.problems(options)

    def run(self, options: dict, client: Client, context: Context) -> dict:
        run = Run(self.resource, {**DEFAULTS, **options}, client, context)
        try:
            return run.execute()
        except ModelArtsError as error:
            raise Interrupted(run, error) from error
