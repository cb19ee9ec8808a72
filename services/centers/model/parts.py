"""The parts of a case. All frozen: a case replaces them, never edits them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from shared.kernel.deadlines import Deadline


class Channel(StrEnum):
    """How an application came in; none may be forced (WIN-05)."""

    WINDOW = "WINDOW"
    WEB = "WEB"
    SELF_SERVICE = "SELF_SERVICE"
    PROXY = "PROXY"


@dataclass(frozen=True)
class Given:
    """A material that the applicant handed in."""

    name: str
    form: str
    copies: int
    at: datetime


@dataclass(frozen=True)
class Defect:
    """What is wrong with one material."""

    material: str
    what: str


@dataclass(frozen=True)
class Correction:
    """The one notice: everything that must be corrected, and by when."""

    defects: tuple[Defect, ...]
    notified_by: str
    notified_at: datetime
    answer_by: Deadline

    def spoils(self, given: Given) -> bool:
        """Say whether what was handed in by then must be handed in again."""
        told = {defect.material for defect in self.defects}
        return given.at <= self.notified_at and given.name in told


@dataclass(frozen=True)
class Promise:
    """容缺: the applicant signed to bring the outstanding materials in time."""

    outstanding: tuple[str, ...]
    signed_at: datetime
    supply_by: Deadline


@dataclass(frozen=True)
class Authorisation:
    """In whose name an agent acts, for what, until when (WIN-04)."""

    scope: str
    expires_on: date
    document_no: str


@dataclass(frozen=True)
class Extension:
    """The one extension: who approved it, why, and the notice that told the applicant (§42)."""

    reason: str
    notice_no: str
    approved_by: str
    approved_on: date


@dataclass(frozen=True)
class SpecialProcedure:
    """One statutory procedure that stops the clock (行政许可法 §45)."""

    reason: str
    notice_no: str
    expected_days: int
    started_on: date
    ended_on: date | None = None


@dataclass(frozen=True)
class Decision:
    """The outcome, with reasons and rights where it is a refusal."""

    granted: bool
    document_no: str
    reasons: str
    rights: str
    decided_by: str
    decided_at: datetime
    on_time: bool
