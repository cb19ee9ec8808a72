"""The money of a delegation by budget year, and the cases that use it up (domain §3.1).

An account is what its bookings add up to; a booking is appended and never edited.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from services.delegation import events, policies
from services.delegation.model.delegation import Delegation, Funding
from services.delegation.workflow import SUPPLEMENT, SupplementStatus
from shared.kernel.actor import Actor
from shared.kernel.events import Aggregate
from shared.kernel.money import rounded
from shared.kernel.workflow import enforce

MONTHS = 12


class BookingKind(StrEnum):
    """What a booking stands for."""

    AGREED = "AGREED"
    APPROPRIATED = "APPROPRIATED"
    SUPPLEMENT = "SUPPLEMENT"
    SPENT = "SPENT"


@dataclass(frozen=True)
class Voucher:
    """On what a booking rests: a document or a case, who booked it and when."""

    booked_by: str
    booked_at: datetime
    document_no: str = ""
    case_id: str = ""


@dataclass(kw_only=True, eq=False)
class Booking(Aggregate):
    """One line of the ledger. `payer` is always the entrusting department (DEL-03)."""

    id: str
    account_id: str
    delegation_id: str
    path: str
    street_path: str
    budget_year: int
    kind: BookingKind
    amount_fen: int
    payer: str
    voucher: Voucher
    version: int = 0


@dataclass(kw_only=True, eq=False)
class Account(Aggregate):
    """One budget year of one delegation; `id` is "delegation:year".

    `accepted_by_month` counts the cases accepted in each month: the volume is never typed.
    """

    id: str
    delegation_id: str
    path: str
    street_path: str
    payer: str
    budget_year: int
    basis: str
    unit_cost_fen: int = 0
    planned_volume: int = 0
    agreed_fen: int = 0
    appropriated_fen: int = 0
    spent_fen: int = 0
    accepted_by_month: tuple[int, ...] = (0,) * MONTHS
    version: int = 0

    @classmethod
    def open(cls, delegation: Delegation, year: int, funding: Funding) -> "Account":
        """Open the year's account on the terms of `funding`, still empty."""
        return cls(
            id=account_id(delegation.id, year),
            delegation_id=delegation.id,
            path=delegation.path,
            street_path=delegation.street_path,
            payer=delegation.department,
            budget_year=year,
            basis=funding.basis,
            unit_cost_fen=funding.unit_cost_fen,
        )

    @property
    def accepted_volume(self) -> int:
        """Return how many cases were accepted in the year."""
        return sum(self.accepted_by_month)

    @property
    def needed_fen(self) -> int:
        """Return unit cost × volume: the planned one, or the actual one once it is larger."""
        return self.unit_cost_fen * max(self.planned_volume, self.accepted_volume)

    @property
    def shortfall_fen(self) -> int:
        """Return what is still wanting for the volume, never below zero (DEL-02)."""
        return max(0, self.needed_fen - self.appropriated_fen)

    @property
    def balance_fen(self) -> int:
        """Return what was paid in and not yet spent; below zero when cases ran ahead."""
        return self.appropriated_fen - self.spent_fen

    @property
    def is_exhausted(self) -> bool:
        """Say whether the money that goes by the case is used up."""
        return self.cost_of_a_case > 0 and self.balance_fen <= 0

    @property
    def is_over_plan(self) -> bool:
        """Say whether more cases were accepted than planned, of a year that has money."""
        return self.agreed_fen > 0 and self.accepted_volume > self.planned_volume

    @property
    def cost_of_a_case(self) -> int:
        """Return what one decided case costs; a lump sum is not spent by the case."""
        return self.unit_cost_fen if self.basis == "per_case" else 0

    def renew_terms(self, funding: Funding) -> None:
        """Go on with the unit cost and basis of the latest agreement."""
        self.unit_cost_fen, self.basis = funding.unit_cost_fen, funding.basis

    def extend_plan(self, volume: int) -> None:
        """Plan for more (or, taken back, for fewer) cases."""
        self.planned_volume += volume

    def count(self, accepted_on: date) -> None:
        """Count one accepted case in its month."""
        counts = list(self.accepted_by_month)
        counts[accepted_on.month - 1] += 1
        self.accepted_by_month = tuple(counts)

    def book(self, id: str, kind: BookingKind, amount_fen: int, voucher: Voucher) -> Booking:
        """Append one booking and carry its amount into the totals."""
        if kind in (BookingKind.AGREED, BookingKind.SUPPLEMENT):
            self.agreed_fen += amount_fen
        if kind in (BookingKind.APPROPRIATED, BookingKind.SUPPLEMENT):
            self.appropriated_fen += amount_fen
        if kind is BookingKind.SPENT:
            self.spent_fen += amount_fen
        self.record(
            events.LedgerBooked(
                account_id=self.id,
                path=self.path,
                delegation_id=self.delegation_id,
                budget_year=self.budget_year,
                kind=kind,
                amount_fen=amount_fen,
                case_id=voucher.case_id,
            )
        )
        return Booking(
            id=id,
            account_id=self.id,
            delegation_id=self.delegation_id,
            path=self.path,
            street_path=self.street_path,
            budget_year=self.budget_year,
            kind=kind,
            amount_fen=amount_fen,
            payer=self.payer,
            voucher=voucher,
        )


@dataclass(kw_only=True, eq=False)
class DelegatedCase(Aggregate):
    """A copy of a case that a street handles for a department, learnt from events."""

    id: str
    case_no: str
    delegation_id: str
    running: bool = True
    accepted_on: date | None = None
    decided_on: date | None = None
    version: int = 0


@dataclass(kw_only=True, eq=False)
class Supplement(Aggregate):
    """A request for more money; one for each plan that was exceeded."""

    id: str
    account_id: str
    delegation_id: str
    path: str
    street_path: str
    budget_year: int
    planned_volume: int
    accepted_volume: int
    needed_fen: int
    added_volume: int = 0
    amount_fen: int = 0
    document_no: str = ""
    declined_reason: str = ""
    status: SupplementStatus = SupplementStatus.REQUESTED
    version: int = 0

    @classmethod
    def of(cls, account: Account, id: str) -> "Supplement":
        """Ask for what the cases beyond the plan cost, and announce it."""
        excess = account.accepted_volume - account.planned_volume
        asked = cls(
            id=id,
            account_id=account.id,
            delegation_id=account.delegation_id,
            path=account.path,
            street_path=account.street_path,
            budget_year=account.budget_year,
            planned_volume=account.planned_volume,
            accepted_volume=account.accepted_volume,
            needed_fen=account.unit_cost_fen * excess,
        )
        asked.record(
            events.SupplementRequested(
                supplement_id=id,
                path=asked.path,
                delegation_id=asked.delegation_id,
                budget_year=asked.budget_year,
                planned_volume=asked.planned_volume,
                accepted_volume=asked.accepted_volume,
                needed_fen=asked.needed_fen,
            )
        )
        return asked

    def grant(
        self, actor: Actor, account: Account, *, added_volume: int, amount_fen: int,
        document_no: str,
    ) -> None:  # fmt: skip
        """Give more: enough for the cases that came, at the unit cost."""
        SUPPLEMENT.step(self, "grant", actor)
        enforce(policies.supplement_covers_the_excess(account, added_volume))
        enforce(
            policies.supplement_covers_the_cost(
                account, added_volume=added_volume, amount_fen=amount_fen
            )
        )
        self.added_volume, self.amount_fen, self.document_no = added_volume, amount_fen, document_no
        self.record(
            events.SupplementGranted(
                supplement_id=self.id,
                path=self.path,
                delegation_id=self.delegation_id,
                budget_year=self.budget_year,
                added_volume=added_volume,
                amount_fen=amount_fen,
            )
        )

    def decline(self, actor: Actor, *, reason: str) -> None:
        """Give no more; the same plan is not asked for again."""
        SUPPLEMENT.step(self, "decline", actor)
        self.declined_reason = reason
        self.record(
            events.SupplementDeclined(
                supplement_id=self.id,
                path=self.path,
                delegation_id=self.delegation_id,
                budget_year=self.budget_year,
                reason=reason,
            )
        )


@dataclass(frozen=True)
class Month:
    """One month: cases planned and cases accepted, and those a person would have to handle."""

    month: int
    planned: int
    accepted: int
    accepted_per_head: Decimal | None


@dataclass(frozen=True)
class Capacity:
    """Work against people and money (事费配套) of one year, computed from case events."""

    account: Account
    staff: int
    months: tuple[Month, ...]
    accepted_per_head: Decimal | None

    @classmethod
    def of(cls, account: Account, delegation: Delegation) -> "Capacity":
        """Spread the plan evenly over the months of the year in which the delegation holds."""
        staff = delegation.staffing.count if delegation.staffing else 0
        planned = spread(account.planned_volume, months_of(delegation, account.budget_year))
        months = tuple(
            Month(number, planned.get(number, 0), accepted, per_head(accepted, staff))
            for number, accepted in enumerate(account.accepted_by_month, start=1)
        )
        return cls(account, staff, months, per_head(account.accepted_volume, staff))


def account_id(delegation_id: str, year: int) -> str:
    """Return the id of a year's account."""
    return f"{delegation_id}:{year}"


def months_of(delegation: Delegation, year: int) -> range:
    """Return the months of a year in which the delegation holds, in whole or in part."""
    first = delegation.valid_from.month if delegation.valid_from.year == year else 1
    last = delegation.valid_to
    return range(first, (last.month if last is not None and last.year == year else MONTHS) + 1)


def spread(volume: int, months: range) -> dict[int, int]:
    """Share whole cases evenly; the parts add up to the whole."""
    marks = [volume * step // len(months) for step in range(len(months) + 1)]
    shares = [after - before for before, after in pairwise(marks)]
    return dict(zip(months, shares, strict=True))


def per_head(volume: int, staff: int) -> Decimal | None:
    """Return the cases for each person, rounded once; None where there is nobody."""
    return None if staff == 0 else rounded(Fraction(volume, staff))
