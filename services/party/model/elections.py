"""An election that was held, with its numbers and what was wrong with it."""

from dataclasses import dataclass
from datetime import date, datetime

from shared.kernel.events import Aggregate


@dataclass(frozen=True)
class Ballot:
    """Numbers of an election: who should attend with a vote, who did; candidates for seats."""

    entitled: int
    present: int
    candidates: int
    seats: int
    by_representatives: bool


@dataclass(frozen=True)
class Flaw:
    """Why an election does not count."""

    code: str
    message: str
    rule: str


@dataclass(kw_only=True, eq=False)
class Election(Aggregate):
    """One election; it is never changed. `term_ends_on` is None where it does not count."""

    id: str
    organisation_id: str
    path: str
    held_on: date
    ballot: Ballot
    flaws: tuple[Flaw, ...]
    valid: bool
    term_ends_on: date | None
    document_no: str
    recorded_by: str
    recorded_at: datetime
    version: int = 0
