"""A community's seal, and the requests to put it under a paper (domain §1.9)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.delegation import events, policies
from services.delegation.model.entry import Entry
from services.delegation.policies import RejectCode, Rejection
from services.delegation.workflow import SEAL, SEAL_REQUEST, SealRequestStatus, SealStatus
from shared.kernel.actor import Actor
from shared.kernel.clock import TZ
from shared.kernel.events import Aggregate
from shared.kernel.workflow import enforce


@dataclass(kw_only=True, eq=False)
class Seal(Aggregate):
    """One seal of one community; `path` is the community's, `seal_no` the number cut into it."""

    id: str
    path: str
    seal_no: str
    name: str
    in_use_from: date
    retired_on: date | None = None
    retired_reason: str = ""
    sample: bool = False
    status: SealStatus = SealStatus.IN_USE
    version: int = 0

    def usable(self, on: date) -> bool:
        """Say whether it may be used on that day."""
        return self.in_use_from <= on and (self.retired_on is None or on < self.retired_on)

    def register(self) -> None:
        """Announce it."""
        self.record(
            events.SealRegistered(
                seal_id=self.id, path=self.path, seal_no=self.seal_no, name=self.name
            )
        )

    def retire(self, actor: Actor, *, on: date, reason: str) -> None:
        """Use it no more."""
        SEAL.step(self, "retire", actor)
        self.retired_on, self.retired_reason = on, reason
        self.record(
            events.SealRetired(seal_id=self.id, path=self.path, seal_no=self.seal_no, reason=reason)
        )


@dataclass(frozen=True)
class Impression:
    """One line of a seal's register: the `number`-th of the seal in its year, without gaps.

    `digest` is the SHA-256 of the scanned paper, in lower-case hex.
    """

    seal_id: str
    seal_no: str
    year: int
    number: int
    copies: int
    digest: str

    @property
    def register_no(self) -> str:
        """Write the number as it stands on the paper."""
        return f"{self.seal_no}-{self.year}-{self.number:05d}"


@dataclass(kw_only=True, eq=False)
class SealRequest(Aggregate):
    """One request. `received_on` is the day of the act: it chooses the list (X-02).

    `name`: the paper that is asked for, `asked_by`: who wants to see it.
    """

    id: str
    path: str
    name: str
    asked_by: str
    purpose: str
    copies: int
    received_on: date
    applicant_name: str
    applicant_id_no: str
    applicant_phone: str
    applicant_name_index: str
    applicant_id_index: str
    applicant_phone_index: str
    requested_by: str
    requested_at: datetime
    entry_id: str = ""
    entry_name: str = ""
    listed_asked_by: str = ""
    retention: str = ""
    residence: str = ""
    finding: str = ""
    checked_by: str = ""
    checked_at: datetime | None = None
    approved_by: str = ""
    approved_at: datetime | None = None
    seal_id: str | None = None
    seal_no: str = ""
    register_year: int | None = None
    register_number: int | None = None
    register_no: str | None = None
    stamped_copies: int = 0
    digest: str = ""
    stamped_by: str = ""
    stamped_at: datetime | None = None
    archive_no: str = ""
    filed_at: datetime | None = None
    reject_code: str = ""
    reject_reason: str = ""
    rejected_by: str = ""
    status: SealRequestStatus = SealRequestStatus.REQUESTED
    version: int = 0

    @property
    def stamped_on(self) -> date | None:
        """Return the day of the stamp, in Beijing."""
        return self.stamped_at.astimezone(TZ).date() if self.stamped_at else None

    def open(self, ground: Entry | Rejection, system: Actor) -> None:
        """Announce it; without a ground in the list it is turned away at once, and says why."""
        if isinstance(ground, Entry):
            self.entry_id, self.entry_name = ground.id, ground.name
            self.listed_asked_by = ground.line.particulars.get("asked_by", "")
            self.retention = ground.line.particulars.get("retention", "")
        self._tell(events.SealRequested, name=self.name, entry_id=self.entry_id)
        if isinstance(ground, Rejection):
            SEAL_REQUEST.step(self, "turn_away", system)
            self._rejected(ground.code, ground.reason, system)

    def check(self, actor: Actor, *, residence: str, finding: str, at: datetime) -> None:
        """Keep how residence and facts were established."""
        SEAL_REQUEST.step(self, "check", actor)
        self.residence, self.finding = residence, finding
        self.checked_by, self.checked_at = actor.id, at
        self._tell(events.SealRequestChecked, name=self.name)

    def reject(self, actor: Actor, *, code: RejectCode, reason: str) -> None:
        """Do not certify: the officer, instead of checking it."""
        SEAL_REQUEST.step(self, "reject", actor)
        self._rejected(code, reason, actor)

    def decline(self, actor: Actor, *, code: RejectCode, reason: str) -> None:
        """Do not certify: the head of the community, instead of approving it."""
        SEAL_REQUEST.step(self, "decline", actor)
        self._rejected(code, reason, actor)

    def approve(self, actor: Actor, *, at: datetime) -> None:
        """The head of the community agrees."""
        SEAL_REQUEST.step(self, "approve", actor)
        self.approved_by, self.approved_at = actor.id, at
        self._tell(events.SealRequestApproved, name=self.name)

    def stamp(self, actor: Actor, draw: Callable[[], Impression], *, at: datetime) -> None:
        """Enter the next impression in the seal's register; `draw` is asked when all else holds."""
        SEAL_REQUEST.step(self, "stamp", actor)
        impression = draw()
        self.seal_id, self.seal_no = impression.seal_id, impression.seal_no
        self.register_year, self.register_number = impression.year, impression.number
        self.register_no, self.digest = impression.register_no, impression.digest
        self.stamped_copies, self.stamped_by, self.stamped_at = impression.copies, actor.id, at
        self._tell(
            events.SealStamped,
            name=self.name,
            seal_id=impression.seal_id,
            register_no=impression.register_no,
            copies=impression.copies,
            digest=impression.digest,
            stamped_on=at.astimezone(TZ).date(),
        )

    def file(self, actor: Actor, *, archive_no: str, at: datetime) -> None:
        """Put the papers into the archive."""
        SEAL_REQUEST.step(self, "file", actor)
        self.archive_no, self.filed_at = archive_no, at
        self._tell(events.SealRequestFiled, name=self.name, retention=self.retention)

    def reveal(self, reason: str) -> None:
        """Note that somebody saw the unmasked personal data, and why."""
        enforce(policies.names_no_applicant(self, reason))
        self._tell(events.SealApplicantRevealed, reason=reason)

    def _rejected(self, code: RejectCode, reason: str, actor: Actor) -> None:
        self.reject_code, self.reject_reason, self.rejected_by = str(code), reason, actor.id
        self._tell(events.SealRequestRejected, name=self.name, code=str(code))

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(fact(request_id=self.id, path=self.path, **data))
