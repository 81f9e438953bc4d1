# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can go wrong between a task and the service, each as one sentence that says what to do."""

from __future__ import annotations

from typing import Any

CLOCK_TOLERANCE = 300  # seconds; the service refuses signatures that are off by more than 15 minutes

# Error codes (without "ModelArts.") that mean something else than their HTTP status; code@status: only with that one.
# From the error code tables of the API references; 6404 and 75xx from practice.
_CODES = {
    "conflict": """0103 0105 0412 0414 0416 0424 1608 1631 1632 1641 1642 1643 1644 1645 1646 1647 1671 2604 2750
        2751 2752 2756 2762 2776 2777 2797 2817 2818 2821 2822 2827 2829 2841 2847 2850 2851 2853 2880 2883 2884 2887
        3008 3009 3026 3048 3055 3062 3063 3065 3074 3078 3079 3515 3519 3523 3531 3536 3542 3550 3554 3559 3564 3585
        3593 3598 3818 3838 3839 3848 3851 3854 3862 3866 3895 3896 3953 4343 4344 4349 4351 4355 4356 4364 4371 4381
        4385 4386 4387 4391 4394 4411 4412 4415 4418 4422 4428 4429 4502 4602 4605 4613 4615 4617 4620 4621 4623 4624
        4625 4628 4633 4635 4704 4706 4709 4713 4800 4803 4821 4824 4827 4828 4850 5041 5047 5048 5101 6301 6304 6305
        6306 6307 6308 6327 6333 6343 6344 6347 6355 6357 6652 6654 6737 7004 7008""",
    "not_found": """0102 0403 0413 0428@401 0429 1672 1673 1674 1675 2755 2775 2778 2779 2780 2781 2782 2783 2801 2819
        2820 2842 3054 3506 3529 3532 3535 3541 3547 3551 3565 3822 3835 3836 3837 3849 3850 3853 3863 3864 3867 3868
        3873 3894 3901 3954 4301@400 4311 4312 4338 4352 4353 4359 4410 4420 4430 4506@400 4507 4601 4604 4612 4619
        4631 4636 4700@400 4801@400 4851 5016 6309 6341 6376 6404 6655 6797 7005 7511 7512 7519 7525 CBC.30000067
        50005101 50015001 50025001""",
    "quota": """0106 0113 0116 0118 0409 0419 1611 1612 1614 1615 2759 2760 2761 2793 2815 2833 2849 3520 3521 3522
        3538 3561 3578 3856 3857 3865 3890 4354 4409 4500 4616 4714 4853 4854 4860 4861 4991 5040 5062 5076 5304 5305
        5306 6302 7006""",
    "forbidden": """0111 0112 0407 0415 1003 1605 1621 2771 2804 2823 2838 3025 3043 3049 3070 3518 3525 3540 3566
        4117 4203@401 4204@400 4505@401 4551 4630 4637 4901@401 4902 4903 4904 5052 5056 5402 6328 6350 6789 7002
        7003""",
    "unavailable": "0012 0013 0401 0553 0804 1002 2835 2889 3612 3952 3976 4203@400 4992 5057 6329 6360 6528 6716",
    "unauthorized": "0109 0203 0204 0206 0210@403 0211 2784 2786 3801 4102 4122 4905",
    "internal": "0402 0420 0421 0425 0426 0427 0428@400 4129 4503@400 4999 6361",
    "frozen": "2837 4106@400 4116 4118 4126 5017 6201 6203 6326",
    "throttled": "0114 4370 4627 4634 5039",
    "invalid": "3044 3045 4383 4419",
}
_STATUSES = {
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    408: "unavailable",
    409: "conflict",
    429: "throttled",
    502: "unavailable",
    503: "unavailable",
    504: "unavailable",
}
_HINTS = {
    "forbidden": "Grant what is missing in IAM, or by an authorization of ModelArts.",
    "not_found": "Check the id or name, and that region and project_id are right.",
    "conflict": "The object is busy, or that name is taken: look at its status and try again.",
    "throttled": "Run fewer tasks at once, or raise retries.",
    "quota": "Delete what is no longer needed, or ask for a higher quota.",
    "frozen": "The account or resource is frozen, usually for arrears: settle the bill first.",
}
_CODE_HINTS = {
    "ModelArts.6327": "Start the notebook first.",
    "ModelArts.6329": "Choose another flavor, or try again later.",
    "ModelArts.6347": "Stop or start it first, as the message says.",
}
_CODE_NAMES = ("error_code", "errorCode", "code")
_MESSAGE_NAMES = ("error_msg", "errorMsg", "error_message", "message")


class ModelArtsError(Exception):
    """Base of all failures; ``str()`` says what happened and what to do, and holds no secret."""

    def details(self) -> dict[str, Any]:
        """What else belongs into the result of the failed task."""
        return {}


class ConfigurationError(ModelArtsError):
    """Credentials, region, endpoint or arguments that cannot work; nothing was written."""


class WriteRefused(ModelArtsError):
    """A write on a read-only client (check mode): a bug of the caller. Nothing was sent."""


class ApiError(ModelArtsError):
    """The service, or the way to it, failed.

    message: the service's own words. kind: unauthorized, forbidden, not_found (of anything that the request names),
    conflict, throttled, quota, frozen, unavailable, invalid, unreachable or internal. retry_after: seconds.
    uncertain: a write that may have taken effect. repeated: an earlier try may have. again: the request may be sent
    again; None: if it can be repeated without harm. body: the answer, if it was JSON.
    """

    status: int | None = None
    code: str | None = None
    request_id: str | None = None
    method: str | None = None
    path: str | None = None
    kind: str = ""
    retry_after: float | None = None
    uncertain: bool = False
    repeated: bool = False
    again: bool | None = False
    hint: str | None = None
    body: Any = None

    def __init__(self, message: str, **facts: Any) -> None:
        super().__init__(message)
        self.message = " ".join(message.split())[:1000].rstrip(".")
        self.__dict__.update(facts)
        self.kind = self.kind or kind_of(self.status, self.code)
        self.hint = self.hint or _CODE_HINTS.get(self.code or "") or _HINTS.get(self.kind)

    def __str__(self) -> str:
        facts = (self.status and f"HTTP {self.status}", self.code, self.request_id and f"request id {self.request_id}")
        brackets = ", ".join(fact for fact in facts if fact)
        sentences = [f"{self.message} ({brackets})." if brackets else f"{self.message}."]
        if self.method:
            sentences[0] = f"{self.method} {self.path} failed: {sentences[0]}"
        if self.uncertain:
            sentences.append("It is not known whether the request took effect.")
        return " ".join([*sentences, self.hint or ""]).rstrip()

    def details(self) -> dict[str, Any]:
        return {
            "http_status": self.status,
            "error_code": self.code,
            "error_message": self.message,
            "request_id": self.request_id,
            "request": f"{self.method} {self.path}" if self.method else None,
        }


def kind_of(status: int | None, code: str | None) -> str:
    """The kind of a failure: by its error code, else by its HTTP status."""
    number = (code or "").replace("ModelArts.", "")
    for kind, codes in _CODES.items():
        if number and not {number, f"{number}@{status}"}.isdisjoint(codes.split()):
            return kind
    if status is None:
        return "unreachable"
    return _STATUSES.get(status) or ("internal" if status >= 500 else "invalid")


def read_error(body: Any) -> tuple[str | None, str | None, str | None]:
    """Error code, message and request id of an answer: in any of the service's spellings, at the top or nested."""
    levels = [body] if isinstance(body, dict) else []
    for level in levels:  # grows while it is walked: breadth first
        code = next((level[name] for name in _CODE_NAMES if level.get(name)), None)
        message = next((level[name] for name in _MESSAGE_NAMES if level.get(name)), None)
        if message or isinstance(code, str):
            request_id = level.get("request_id") or body.get("request_id")
            # A number is the HTTP status once more.
            return code if isinstance(code, str) else None, message and str(message), request_id and str(request_id)
        levels += [value for value in level.values() if isinstance(value, dict)][: 20 - len(levels)]
    return None, None, None


def unauthorized_hint(identity: str, skew: float | None) -> str:
    """What to do about a 401. identity: key, token or password; skew: seconds that this clock is ahead, if known."""
    if abs(skew or 0) > CLOCK_TOLERANCE:
        where = "ahead of" if (skew or 0) > 0 else "behind"
        return f"The clock of this machine is {round(abs(skew or 0) / 60)} minutes {where} the service's: set it right."
    return {
        "key": "Check access_key and secret_key; a temporary key needs its security_token and expires with it.",
        "token": "The auth_token is wrong, expired or of another project or region: get a new one.",
        "password": "Check username, password and domain_name (the name of the account).",
    }[identity]
