"""What happens to the money of a delegation. Amounts travel in integer fen."""

from shared.kernel.events import Fact, fact


@fact("delegation.ledger.booked", label="经费入账")
class LedgerBooked(Fact):
    """One booking; a correction is another one with the opposite sign."""

    account_id: str
    path: str
    delegation_id: str
    budget_year: int
    kind: str
    amount_fen: int
    case_id: str


@fact("delegation.supplement.requested", label="申请追加经费")
class SupplementRequested(Fact):
    """More cases were accepted than planned: the department's money will not last (DEL-02)."""

    supplement_id: str
    path: str
    delegation_id: str
    budget_year: int
    planned_volume: int
    accepted_volume: int
    needed_fen: int


@fact("delegation.supplement.granted", label="追加经费")
class SupplementGranted(Fact):
    """More money and a larger plan for the year."""

    supplement_id: str
    path: str
    delegation_id: str
    budget_year: int
    added_volume: int
    amount_fen: int


@fact("delegation.supplement.declined", label="不予追加经费")
class SupplementDeclined(Fact):
    """Finance does not give more, and says why."""

    supplement_id: str
    path: str
    delegation_id: str
    budget_year: int
    reason: str
