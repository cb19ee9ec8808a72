"""The six kinds of refusal. The code is contract, the message is for people (Chinese first).

A message says what is wrong and what to do. `details` are JSON values that a page or a program
can use: the list entry, the legal basis, the missing condition.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar


class JiedaoError(Exception):
    """One refusal: a stable `code`, a `message` for people and JSON `details`."""

    kind: ClassVar[str] = "error"
    status: ClassVar[int] = 500

    def __init__(self, code: str, message: str, **details: Any) -> None:
        """Keep code, message and details; details must be JSON values."""
        super().__init__(code, message)
        self.code = code
        self.message = message
        self.details = details

    def __str__(self) -> str:
        """Show code and message as logs and command line print them."""
        return f"{self.code}: {self.message}"


class Invalid(JiedaoError):
    """What came in cannot be understood or breaks a rule of form."""

    kind = "invalid"
    status = 422


class Unauthenticated(JiedaoError):
    """Nobody proved who is asking."""

    kind = "unauthenticated"
    status = 401


class Forbidden(JiedaoError):
    """Known, but may not do this kind of thing, or not to this one."""

    kind = "forbidden"
    status = 403


class NotFound(JiedaoError):
    """Not there, or not visible to the one who asks."""

    kind = "not_found"
    status = 404


class Conflict(JiedaoError):
    """The state of the matter does not allow it now."""

    kind = "conflict"
    status = 409


class Unavailable(JiedaoError):
    """Cannot be answered at the moment; asking again later may help."""

    kind = "unavailable"
    status = 503


class Stale(Conflict):
    """`If-Match` names a version that is no longer the current one."""

    status = 412


class PreconditionRequired(Invalid):
    """A change to something that exists came without `If-Match`."""

    status = 428


class TooMany(Unavailable):
    """The caller asks more often than agreed; `details["retry_after"]` is in seconds."""

    status = 429


class UnknownOperation(NotFound):
    """The service has no such operation."""


KINDS: Mapping[str, type[JiedaoError]] = {
    kind.__name__: kind
    for kind in (
        Invalid, Unauthenticated, Forbidden, NotFound, Conflict, Unavailable,
        Stale, PreconditionRequired, TooMany, UnknownOperation,
    )
}  # fmt: skip
"""Class name → class: how an error finds its type again after a hop."""


@dataclass(frozen=True)
class FieldError:
    """One defect of an input: a JSON pointer, a stable code, a sentence."""

    pointer: str
    code: str
    detail: str


def invalid_fields(code: str, message: str, errors: Sequence[FieldError]) -> Invalid:
    """Build the `Invalid` that lists every defect at once, so that nobody is sent back twice."""
    return Invalid(code, message, errors=[vars(error) for error in errors])
