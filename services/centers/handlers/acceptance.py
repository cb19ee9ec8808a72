"""From application to acceptance: submit, tell what is missing once, accept."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from services.centers.handlers.queue import hand_over
from services.centers.handlers.reach import at_the_window, in_hand
from services.centers.handlers.search import note_initials
from services.centers.handlers.transfers import begin
from services.centers.model import (
    Authorisation,
    Case,
    Channel,
    Defect,
    DelegationCopy,
    Given,
    Offer,
)
from services.centers.workflow import Status
from shared.chassis.crypto import blind_index
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import ActorKind
from shared.kernel.deadlines import Deadline, Period, Unit, deadline
from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from shared.kernel.identifiers import check_resident_id
from shared.kernel.jurisdiction import SEPARATOR, parent

PACK = "centers.case"
NOTICE, REPLY, ANSWER, SUPPLY = "notice_due", "reply_due", "correction_due", "supply_due"
TIMERS = {"notice": NOTICE, "reply": REPLY, "correction": ANSWER, "supply": SUPPLY}
"""Which timer waits for which limit of a case."""


def submit(
    uow: UnitOfWork,
    *,
    row_id: str,
    channel: str,
    applicant: Mapping[str, Any],
    home_path: str | None,
    materials: Sequence[Mapping[str, Any]],
    applicant_account: str | None,
    authorisation: Mapping[str, Any] | None,
    situations: Sequence[Mapping[str, str]] = (),
    ticket_id: str = "",
) -> Case:
    """Open a case on the row version that is published now (PT-01), trimmed to the situation.

    Accepted at any center or station (WIN-02); handled where the right belongs (WIN-03): by the
    street to which the item is delegated, else by the department.
    """
    offer = _offer(uow, row_id)
    home = home_path or uow.actor.path
    handled_by, delegation_id = _handler(uow, offer, home)
    accept_path = _accept_path(uow, channel, handled_by)
    check_resident_id(applicant["id_no"], on=uow.today)
    case = Case(
        id=uow.new_id(),
        case_no=f"BJ{uow.today:%Y%m%d}{uow.number('case_number') % 1_000_000:06d}",
        row=offer.row.situated({each["question"]: each["answer"] for each in situations}),
        path=handled_by,
        accept_path=accept_path,
        home_path=home,
        delegation_id=delegation_id,
        scopes=tuple(sorted({*above(handled_by), *above(accept_path)})),
        **_hand(uow, channel, applicant_account, authorisation),
        ticket_id=ticket_id,
        **_person(applicant),
    )
    case.hand_in(_given(uow, materials))
    case.submit()
    uow.add(case)
    note_initials(uow, case)
    hand_over(uow, case)
    limit, first = min(case.limits().items(), key=lambda each: each[1].lapses_at)
    uow.remind(TIMERS[limit], case.id, first.lapses_at)  # the next one is set when this one rings
    return case


def refuse_scope(uow: UnitOfWork, *, case_id: str, competent_unit: str) -> Case:
    """Turn away what another organ decides."""
    case = at_the_window(uow, case_id)
    case.refuse_scope(uow.actor, competent_unit=competent_unit)
    _spoken(uow, case)
    return case


def notify_correction(
    uow: UnitOfWork, *, case_id: str, defects: Sequence[Mapping[str, str]]
) -> Case:
    """Tell once everything that must be corrected."""
    case = at_the_window(uow, case_id)
    told = tuple(Defect(each["material"], each["what"]) for each in defects)
    answer_by = _within(uow, "correction.answer")
    case.notify_correction(uow.actor, told, at=uow.now, answer_by=answer_by)
    _spoken(uow, case)
    uow.remind(ANSWER, case_id, answer_by.lapses_at)
    return case


def resubmit(uow: UnitOfWork, *, case_id: str, materials: Sequence[Mapping[str, Any]]) -> Case:
    """Answer the correction notice."""
    case = in_hand(uow, case_id)
    given = _given(uow, materials)
    case.resubmit(uow.actor, given, at=uow.now, calendar=uow.calendar)
    uow.forget(ANSWER, case_id)
    begin(uow, case)
    return case


def accept(uow: UnitOfWork, *, case_id: str) -> Case:
    """Accept a complete application."""
    case = at_the_window(uow, case_id)
    case.accept(uow.actor, at=uow.now, calendar=uow.calendar)
    _spoken(uow, case)
    begin(uow, case)
    return case


def accept_tolerant(uow: UnitOfWork, *, case_id: str, promise_signed: bool) -> Case:
    """Accept with deferrable materials outstanding, on a signed promise."""
    case = at_the_window(uow, case_id)
    if not promise_signed:
        raise Invalid("centers.promise_not_signed", "容缺受理须由申请人签署补齐承诺书。")
    days = [
        material.defer_days
        for material in case.row.materials
        if material.name in case.missing_materials() and material.defer_days
    ]
    given = uow.rules(PACK).period("supply.within")
    within = Period(Decimal(min(days)), Unit.WD) if days else given
    supply_by = deadline(uow.now, within, uow.calendar)
    case.accept_tolerant(uow.actor, at=uow.now, supply_by=supply_by, calendar=uow.calendar)
    _spoken(uow, case)
    uow.remind(SUPPLY, case_id, supply_by.lapses_at)
    begin(uow, case)
    return case


def supply(uow: UnitOfWork, *, case_id: str, materials: Sequence[Mapping[str, Any]]) -> Case:
    """Bring the outstanding materials."""
    case = in_hand(uow, case_id)
    case.supply(uow.actor, _given(uow, materials))
    uow.forget(SUPPLY, case_id)
    return case


def note_late_reply(uow: UnitOfWork, *, subject_id: str) -> None:
    """A web application should have been answered by now (domain §2.2: web within one workday)."""
    case = uow.get(Case, subject_id)
    limit = case.limits().get("reply")
    if limit is not None and is_over(uow, REPLY, case, limit):
        case.note_late_reply()
        uow.remind(NOTICE, case.id, case.notice_by.lapses_at)


def deem_accepted(uow: UnitOfWork, *, subject_id: str) -> None:
    """The time for a notice is over: accepted as of the day of receipt."""
    case = uow.get(Case, subject_id)
    if case.status is Status.SUBMITTED and is_over(uow, NOTICE, case, case.notice_by):
        case.deem_accepted(uow.actor, calendar=uow.calendar)
        begin(uow, case)


def deem_withdrawn(uow: UnitOfWork, *, subject_id: str) -> None:
    """The applicant's time for correction or supply is over."""
    case = uow.get(Case, subject_id)
    for name, limit in case.limits().items():
        if name in ("correction", "supply") and is_over(uow, TIMERS[name], case, limit):
            case.deem_withdrawn(uow.actor)


def _spoken(uow: UnitOfWork, case: Case) -> None:
    """The window has answered: neither the law nor the web waits any more."""
    uow.forget(NOTICE, case.id)
    if case.reply_by is not None:
        uow.forget(REPLY, case.id)


def is_over(uow: UnitOfWork, timer: str, case: Case, limit: Deadline) -> bool:
    """Say whether the limit is over; a reminder that came too early waits for it again.

    A date may have moved while the reminder was under way.
    """
    over = limit.overdue(uow.now)
    if not over:
        uow.remind(timer, case.id, limit.lapses_at)
    return over


def _offer(uow: UnitOfWork, row_id: str) -> Offer:
    offer = uow.one(Offer, id=row_id)
    if offer is None:
        raise NotFound("centers.no_such_item", "没有该服务事项，请从事项目录中选择。")
    if not offer.active:
        raise Conflict(
            "centers.item_withdrawn",
            f"“{offer.item_name}”已停止办理，不再受理新申请；已受理的继续办结。",
            entry=offer.item_id,
        )
    return offer


def _handler(uow: UnitOfWork, offer: Offer, home: str) -> tuple[str, str]:
    for copy in uow.find(DelegationCopy, item_id=offer.item_id):
        if copy.holds(uow.today) and (home + SEPARATOR).startswith(copy.street_path + SEPARATOR):
            return copy.street_path, copy.id
    return offer.department_path, ""


def _accept_path(uow: UnitOfWork, channel: str, handled_by: str) -> str:
    staff = uow.actor.kind is ActorKind.STAFF
    if staff == (channel in (Channel.WEB, Channel.SELF_SERVICE)):
        raise Forbidden(
            "centers.wrong_channel",
            "窗口、代办渠道由工作人员提交，网上、自助渠道由申请人本人提交，请更换渠道。",
            channel=channel,
        )
    return uow.actor.path if staff else handled_by


def above(path: str) -> list[str]:
    """Return the path itself and every unit path above it."""
    found, here = [path], parent(path)
    while here:
        found.append(here)
        here = parent(here)
    return found


def _hand(
    uow: UnitOfWork, channel: str, account: str | None, mandate: Mapping[str, Any] | None
) -> dict[str, Any]:
    return {
        "channel": Channel(channel),
        "notice_by": _within(uow, "accept.notice"),
        "reply_by": _within(uow, "accept.reply.web") if channel == Channel.WEB else None,
        "submitted_by": uow.actor.id,
        "submitted_at": uow.now,
        "applicant_account": _account(uow, account),
        "authorisation": _authorisation(uow, mandate, channel),
        "agent_id": uow.actor.id if channel == Channel.PROXY else "",
    }


def _account(uow: UnitOfWork, applicant_account: str | None) -> str:
    if uow.actor.kind is ActorKind.RESIDENT:
        return uow.actor.id
    return applicant_account or ""


def _authorisation(
    uow: UnitOfWork, given: Mapping[str, Any] | None, channel: str
) -> Authorisation | None:
    if channel != Channel.PROXY:
        return None
    if given is None or _expired(given["expires_on"], uow.today):
        raise Invalid(
            "centers.authorisation_missing",
            "代办须有申请人有效的书面委托，请登记委托书编号、范围和有效期。",
        )
    return Authorisation(given["scope"], given["expires_on"], given["document_no"])


def _expired(expires_on: date, today: date) -> bool:
    return expires_on < today


def _person(applicant: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "applicant_name": applicant["name"],
        "applicant_id_no": applicant["id_no"].upper(),
        "applicant_phone": applicant["phone"],
        "applicant_address": applicant.get("address") or "",
        "applicant_name_index": blind_index("name", applicant["name"]),
        "applicant_id_index": blind_index("id_no", applicant["id_no"].upper()),
        "applicant_phone_index": blind_index("phone", applicant["phone"]),
    }


def _given(uow: UnitOfWork, materials: Sequence[Mapping[str, Any]]) -> list[Given]:
    return [Given(each["name"], each["form"], each["copies"], uow.now) for each in materials]


def _within(uow: UnitOfWork, limit: str) -> Deadline:
    return deadline(uow.now, uow.rules(PACK).period(limit), uow.calendar)
