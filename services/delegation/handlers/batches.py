"""From the draft of a batch to its public notice, round by round."""

from collections.abc import Mapping, Sequence

from services.delegation.handlers.reach import PACK, batch_in_reach, district, living_unit
from services.delegation.model import Batch, Procedure, Round, RoundRule, UnitName
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Invalid

NOTICE_OVER = "notice_over"

KINDS = {
    "department": ("department",),
    "street": ("street", "town"),
    "community": ("community", "village"),
}
"""What a procedure calls a kind of unit → the kinds that the unit service knows."""


def draft_batch(
    uow: UnitOfWork, *, title: str, procedure: str | None, reporters: Sequence[Sequence[str]] | None
) -> Batch:
    """Draft a batch on one version of a procedure, with the concrete units of each round."""
    rule = _procedure(uow, procedure)
    listed = _reporters(uow, rule, reporters)
    path = district(uow.actor.path)
    batch = Batch(
        id=uow.new_id(),
        number=max((old.number for old in uow.find(Batch, path=path)), default=0) + 1,
        path=path,
        title=title,
        procedure=rule.id,
        rounds=tuple(
            Round(
                reporters=tuple(unit.id for unit in units),
                reviewers=each.reviewers,
                return_to=_returned(each, listed),
                report_within=each.report_within,
                review_within=each.review_within,
                return_within=each.return_within,
                stances=each.stances,
            )
            for each, units in zip(rule.rounds, listed, strict=True)
        ),
        legal_office=rule.legal_office,
        notice_within=rule.notice_within or uow.rules(PACK).text("notice.within"),
        notice_roll=rule.notice_roll,
        items=(),
    )
    batch.draft()
    uow.add(batch)
    return batch


def open_batch(uow: UnitOfWork, *, batch_id: str) -> Batch:
    """Begin round 1."""
    batch = batch_in_reach(uow, batch_id)
    batch.open(uow.actor, at=uow.now, calendar=uow.calendar)
    return batch


def submit_unit(uow: UnitOfWork, *, batch_id: str, document_no: str) -> Batch:
    """Sign and hand in one's unit's report."""
    batch = batch_in_reach(uow, batch_id)
    uow.basis(document_no)
    batch.submit_unit(uow.actor, document_no=document_no, at=uow.now)
    return batch


def close_report(uow: UnitOfWork, *, batch_id: str, missing: Sequence[Mapping[str, str]]) -> Batch:
    """End reporting; `missing` says for each silent unit why, once the last day is over."""
    batch = batch_in_reach(uow, batch_id)
    reasons = {each["unit"]: each["reason"] for each in missing}
    batch.close_report(uow.actor, reasons, at=uow.now, calendar=uow.calendar)
    return batch


def close_review(uow: UnitOfWork, *, batch_id: str) -> Batch:
    """End the review and return the opinions."""
    batch = batch_in_reach(uow, batch_id)
    batch.close_review(uow.actor, at=uow.now, calendar=uow.calendar)
    return batch


def acknowledge(uow: UnitOfWork, *, batch_id: str) -> Batch:
    """Take note of what came back."""
    batch = batch_in_reach(uow, batch_id)
    batch.acknowledge(uow.actor)
    return batch


def next_round(uow: UnitOfWork, *, batch_id: str) -> Batch:
    """Begin the next round."""
    batch = batch_in_reach(uow, batch_id)
    batch.next_round(uow.actor, at=uow.now, calendar=uow.calendar)
    return batch


def start_notice(uow: UnitOfWork, *, batch_id: str) -> Batch:
    """Show every item to the public."""
    batch = batch_in_reach(uow, batch_id)
    least = uow.rules(PACK).period("notice.least")
    batch.start_notice(uow.actor, at=uow.now, calendar=uow.calendar, least=least)
    wait_for_notice(uow, batch)
    return batch


def wait_for_notice(uow: UnitOfWork, batch: Batch) -> None:
    """Set the timer that ends the running notice."""
    if batch.notice is not None:
        uow.remind(NOTICE_OVER, batch.id, batch.notice.lapses_at)


def _procedure(uow: UnitOfWork, procedure_id: str | None) -> Procedure:
    known = [p for p in uow.find(Procedure) if p.valid_from <= uow.today]
    chosen = [p for p in known if procedure_id in (None, p.id)]
    if not chosen:
        raise Invalid(
            "delegation.no_such_procedure",
            f"没有可用的清单编制程序“{procedure_id or ''}”。",
            known=[p.id for p in known],
        )
    return max(chosen, key=lambda p: (p.valid_from, p.id))


def _reporters(
    uow: UnitOfWork, rule: Procedure, given: Sequence[Sequence[str]] | None
) -> list[list[UnitName]]:
    if given is None:
        known = [u for u in uow.find(UnitName) if u.exists(uow.today)]
        return [[u for u in known if _fits(u, each.reporters)] for each in rule.rounds]
    if len(given) != len(rule.rounds):
        raise Invalid(
            "delegation.rounds_differ",
            f"程序 {rule.id} 共 {len(rule.rounds)} 轮，请逐轮列明上报单位。",
            rounds=len(rule.rounds),
        )
    listed = [[living_unit(uow, code) for code in dict.fromkeys(codes)] for codes in given]
    for number, (each, units) in enumerate(zip(rule.rounds, listed, strict=True), start=1):
        for unit in units:
            if not _fits(unit, each.reporters):
                raise Invalid(
                    "delegation.wrong_reporter",
                    f"按程序 {rule.id}，{unit.name}不是第 {number} 轮的上报单位。",
                    unit=unit.id,
                    round=number,
                )
    return listed


def _fits(unit: UnitName, named: Sequence[str]) -> bool:
    return unit.id in named or any(unit.kind in KINDS.get(kind, ()) for kind in named)


def _returned(rule: RoundRule, listed: Sequence[Sequence[UnitName]]) -> tuple[str, ...]:
    everyone = {unit.id: unit for units in listed for unit in units}
    fitting = [code for code, unit in everyone.items() if _fits(unit, rule.return_to)]
    explicit = [code for code in rule.return_to if code not in KINDS and code not in everyone]
    return (*sorted(fitting), *explicit)
