"""A delegation (事项下放): an L1 item handed to a street with power, money and people."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.delegation import events, policies
from services.delegation.workflow import DELEGATION, DelegationStatus
from shared.kernel.actor import Actor
from shared.kernel.calendar import Calendar
from shared.kernel.deadlines import Deadline
from shared.kernel.events import Aggregate
from shared.kernel.workflow import enforce


@dataclass(frozen=True)
class Authority:
    """The power that goes with the duty: 审批, 执法 or 服务; its scope; the document.

    For 执法: which published list of powers names it, and since when (DEL-06).
    """

    kind: str
    scope: str
    document_no: str
    seal: str = ""
    powers_document_no: str = ""
    powers_published_on: date | None = None


@dataclass(frozen=True)
class Waiver:
    """Finance (funds) or the staffing office (people) signed an explicit zero, and why."""

    reason: str
    signed_by: str
    document_no: str


@dataclass(frozen=True)
class Funding:
    """Money for one budget year, in fen; `basis` per_case or lump. A waiver stands for zero.

    `amount_fen` is paid in now, `agreed_fen` what the whole year was promised (0: the same).
    """

    budget_year: int
    amount_fen: int
    unit_cost_fen: int
    planned_volume: int
    basis: str
    document_no: str
    appropriated_at: datetime
    waiver: Waiver | None = None
    agreed_fen: int = 0

    @property
    def promised_fen(self) -> int:
        """Return what the year was promised, whether paid in at once or in several bookings."""
        return self.agreed_fen or self.amount_fen

    @property
    def needed_fen(self) -> int:
        """Return unit cost × planned volume (DEL-02)."""
        return self.unit_cost_fen * self.planned_volume


@dataclass(frozen=True)
class Staffing:
    """People for the item: how many, of which category, how many hold a certificate of
    enforcement. A waiver stands for zero.
    """

    count: int
    category: str
    document_no: str
    trained: bool = False
    waiver: Waiver | None = None
    certified: int = 0


@dataclass(frozen=True)
class RunningCase:
    """A case that was not decided when its delegation was taken back."""

    case_id: str
    case_no: str


@dataclass(frozen=True)
class Revocation:
    """How it was taken back: the running cases finish at the street, or are handed back."""

    mode: str
    document_no: str
    on: date
    cases: tuple[RunningCase, ...]


FINISH, HAND_BACK = "finish", "hand_back"


@dataclass(kw_only=True, eq=False)
class Delegation(Aggregate):
    """One item handed to one street. `path` is the department's; `item_id` the L1 lineage."""

    id: str
    item_id: str
    item_name: str
    department: str
    path: str
    street: str
    street_path: str
    valid_from: date
    valid_to: date | None = None
    proposed_by: str = ""
    street_opinion: str = ""
    authority: Authority | None = None
    funding: Funding | None = None
    staffing: Staffing | None = None
    gap_reason: str = ""
    grace: Deadline | None = None
    provisional: bool = False
    revocation_reason: str = ""
    revocation: Revocation | None = None
    ended_reason: str = ""
    status: DelegationStatus = DelegationStatus.PROPOSED
    version: int = 0

    @property
    def is_open(self) -> bool:
        """Say whether it may still come to something."""
        return self.status not in DELEGATION.final

    @property
    def is_active(self) -> bool:
        """Say whether the street handles new cases and nothing is wanting."""
        return self.status is DelegationStatus.ACTIVE

    @property
    def lacks_money(self) -> bool:
        """Say whether it waits for money, within the grace or after it."""
        return self.status in (DelegationStatus.FUNDING_GAP, DelegationStatus.SUSPENDED)

    # --- agreeing ---------------------------------------------------------------------------

    def propose(self) -> None:
        """Announce it."""
        self._tell(
            events.DelegationProposed,
            item_id=self.item_id,
            item_name=self.item_name,
            street_path=self.street_path,
        )

    def offer(self, actor: Actor) -> None:
        """Ask the street for its opinion."""
        DELEGATION.step(self, "offer", actor)
        self._tell(events.DelegationOffered, item_id=self.item_id, street_path=self.street_path)

    def answer(self, actor: Actor, *, agrees: bool, opinion: str) -> None:
        """Record the street's opinion: agreed, or back to the department."""
        DELEGATION.step(self, "accept" if agrees else "decline", actor)
        self.street_opinion = opinion
        fact = events.DelegationAccepted if agrees else events.DelegationDeclined
        self.record(fact(delegation_id=self.id, path=self.street_path, item_id=self.item_id))

    # --- the three means --------------------------------------------------------------------

    def grant_authority(self, actor: Actor, authority: Authority) -> None:
        """The power goes with the duty."""
        DELEGATION.step(self, "grant_authority", actor)
        self.authority = authority
        self._tell(events.AuthorityGranted, kind=authority.kind)

    def appropriate_funds(self, actor: Actor, funding: Funding) -> None:
        """The money goes with the matter; it also ends a gap or a suspension."""
        interrupted = self._fund(actor, "appropriate_funds", funding)
        enforce(policies.funds_cover_the_volume(funding))
        enforce(policies.within_the_agreement(funding.amount_fen, funding.promised_fen))
        self._tell(
            events.FundsAppropriated,
            budget_year=funding.budget_year,
            amount_fen=funding.amount_fen,
            needed_fen=funding.needed_fen,
        )
        if interrupted:
            self._activated()

    def pay_in(self, actor: Actor) -> None:
        """A further booking of what was agreed; it also ends a gap or a suspension."""
        interrupted = self.status is DelegationStatus.SUSPENDED
        DELEGATION.step(self, "pay_in", actor)
        self.grace, self.gap_reason, self.provisional = None, "", False
        if interrupted:
            self._activated()

    def assign_staff(self, actor: Actor, staffing: Staffing) -> None:
        """People go with the matter."""
        DELEGATION.step(self, "assign_staff", actor)
        self.staffing = staffing
        self._tell(events.StaffAssigned, count=staffing.count, category=staffing.category)

    def waive_funds(self, actor: Actor, funding: Funding, waiver: Waiver) -> None:
        """Finance signs that no money is needed, and why; it also ends a gap or a suspension."""
        interrupted = self._fund(actor, "waive_funds", funding)
        self._tell(events.MeansWaived, means="funds", reason=waiver.reason)
        if interrupted:
            self._activated()

    def waive_staff(self, actor: Actor, waiver: Waiver) -> None:
        """The staffing office signs that no people are needed, and why."""
        DELEGATION.step(self, "waive_staff", actor)
        self.staffing = Staffing(0, "", waiver.document_no, waiver=waiver)
        self._tell(events.MeansWaived, means="staff", reason=waiver.reason)

    def activate(self, actor: Actor) -> None:
        """The street handles new cases, with all three in place (DEL-01)."""
        DELEGATION.step(self, "activate", actor)
        self._activated()

    # --- gaps and the end -------------------------------------------------------------------

    def open_gap(self, actor: Actor, action: str, *, reason: str, grace: Deadline) -> None:
        """Begin the grace: used up (`exhaust`, `tell_gap`), or none for the year (`run_dry`)."""
        DELEGATION.step(self, action, actor)
        self.gap_reason, self.grace, self.provisional = reason, grace, grace.provisional
        self._tell(
            events.FundingGapOpened, reason=reason, due=grace.due, provisional=grace.provisional
        )

    def suspend(self, system: Actor) -> None:
        """The grace is over: new cases go back to the department."""
        DELEGATION.step(self, "suspend", system)
        self.grace, self.provisional = None, False
        self._tell(events.DelegationSuspended, item_id=self.item_id)

    def request_revocation(self, actor: Actor, *, reason: str) -> None:
        """The department asks to take it back."""
        DELEGATION.step(self, "request_revocation", actor)
        self.revocation_reason = reason
        self._tell(events.RevocationRequested, reason=reason)

    def revoke(self, actor: Actor, revocation: Revocation) -> None:
        """The government takes it back; what becomes of running cases is decided with it."""
        DELEGATION.step(self, "revoke", actor)
        self.revocation = revocation
        self._ended(self.revocation_reason, mode=revocation.mode)

    def end(self, system: Actor, *, reason: str) -> None:
        """Its time is over, or its L1 entry is gone (X-01)."""
        DELEGATION.step(self, "end", system)
        self._ended(reason)

    def recompute(self, calendar: Calendar) -> None:
        """Replace a provisional last day of grace by the true one (G-04)."""
        if self.grace is None:
            return
        old, self.grace = self.grace, self.grace.recompute(calendar)
        self.provisional = self.grace.provisional
        if (old.due, old.provisional) != (self.grace.due, self.grace.provisional):
            self._tell(
                events.GraceRecomputed,
                old_due=old.due,
                due=self.grace.due,
                provisional=self.provisional,
            )

    def _fund(self, actor: Actor, action: str, funding: Funding) -> bool:
        """Take the step and say whether it ended a suspension."""
        interrupted = self.status is DelegationStatus.SUSPENDED
        DELEGATION.step(self, action, actor)
        self.funding, self.grace, self.gap_reason, self.provisional = funding, None, "", False
        return interrupted

    def _activated(self) -> None:
        self._tell(
            events.DelegationActivated,
            item_id=self.item_id,
            street_path=self.street_path,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
        )

    def _ended(self, reason: str, *, mode: str = FINISH) -> None:
        self.ended_reason, self.grace, self.provisional = reason, None, False
        self._tell(events.DelegationRevoked, item_id=self.item_id, reason=reason, mode=mode)

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(fact(delegation_id=self.id, path=self.path, **data))
