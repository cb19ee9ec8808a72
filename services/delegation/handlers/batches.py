"""From the draft of a batch to its public notice, round by round."""

from collections.abc import Mapping, Sequence

from services.delegation import policies
from services.delegation.handlers.reach import PACK, batch_in_reach, district, living_unit
from services.delegation.model import Batch, Procedure, Round, RoundRule, UnitName
from services.delegation.workflow import ITEM
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Invalid
from shared.kernel.jurisdiction import covers
from shared.kernel.workflow import enforce

NOTICE_OVER = "notice_over"

KINDS = {
    "department": ("department",),
    "street": ("street", "town"),
    "community": ("community", "village"),
}
"""What a procedure calls a kind of unit → the kinds that the unit service knows."""


def draft_batch(
    uow: UnitOfWork,
    *,
    title: str,
    procedure: str | None,
    reporters: Sequence[Sequence[str]] | None,
    countersigners: Sequence[str] | None,
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
        rounds=_rounds(uow, rule, listed, countersigners),
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


def countersign(uow: UnitOfWork, *, batch_id: str, contested: Sequence[Mapping[str, str]]) -> Batch:
    """Sign what came back for one's community; items that it is against are challenged."""
    batch = batch_in_reach(uow, batch_id)
    items = {item.id: item for item in batch.all_items}
    unknown = [each["item_id"] for each in contested if each["item_id"] not in items]
    if unknown:
        raise Invalid("delegation.no_such_item", "所列事项不在本批次内，请核对。", items=unknown)
    against = [items[each["item_id"]] for each in contested]
    batch.countersign(uow.actor, contested=against, at=uow.now)
    for each, item in zip(contested, against, strict=True):
        enforce(policies.nothing_is_merged_into_it(item, batch.all_items))
        if ITEM.row(item.status, "contest") is not None:
            item.contest(uow.actor, reason=each["reason"], note=each["note"])
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


def _rounds(
    uow: UnitOfWork,
    rule: Procedure,
    listed: Sequence[Sequence[UnitName]],
    countersigners: Sequence[str] | None,
) -> tuple[Round, ...]:
    """Return the rounds of the procedure with their concrete units."""
    return tuple(
        Round(
            reporters=tuple(unit.id for unit in units),
            reviewers=each.reviewers,
            return_to=_returned(each, listed),
            report_within=each.report_within,
            review_within=each.review_within,
            return_within=each.return_within,
            stances=each.stances,
            countersigners=_countersigners(uow, each, listed, countersigners),
            countersigned=each.countersigned,
        )
        for each, units in zip(rule.rounds, listed, strict=True)
    )


def _countersigners(
    uow: UnitOfWork,
    rule: RoundRule,
    listed: Sequence[Sequence[UnitName]],
    given: Sequence[str] | None,
) -> tuple[str, ...]:
    """Return those named, else every fitting unit below the streets that report in any round."""
    if not rule.countersigners:
        return ()
    if given is not None:
        units = [living_unit(uow, code) for code in dict.fromkeys(given)]
        wrong = [unit.name for unit in units if not _fits(unit, rule.countersigners)]
        if wrong:
            raise Invalid(
                "delegation.wrong_countersigner",
                f"{'、'.join(wrong)}不是程序规定的会签单位，请只列村（社区）。",
                units=wrong,
            )
        return tuple(unit.id for unit in units)
    streets = {u.path for units in listed for u in units if u.kind in KINDS["street"]}
    return tuple(
        unit.id
        for unit in uow.find(UnitName)
        if unit.exists(uow.today)
        and _fits(unit, rule.countersigners)
        and (not streets or any(covers(street, unit.path) for street in streets))
    )


def _fits(unit: UnitName, named: Sequence[str]) -> bool:
    return unit.id in named or any(unit.kind in KINDS.get(kind, ()) for kind in named)


def _returned(rule: RoundRule, listed: Sequence[Sequence[UnitName]]) -> tuple[str, ...]:
    everyone = {unit.id: unit for units in listed for unit in units}
    fitting = [code for code, unit in everyone.items() if _fits(unit, rule.return_to)]
    explicit = [code for code in rule.return_to if code not in KINDS and code not in everyone]
    return (*sorted(fitting), *explicit)
