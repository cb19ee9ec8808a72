"""A request for information comes in, is made clear, and others are heard (domain §9.2)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.disclosure.model import Form, InformationRequest, Party, RequestChannel
from services.disclosure.policies import requests as policies
from shared.chassis.crypto import blind_index
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import ActorKind
from shared.kernel.clock import midnight
from shared.kernel.deadlines import Deadline, deadline
from shared.kernel.errors import Invalid, NotFound
from shared.kernel.identifiers import check_resident_id, is_credit_code
from shared.kernel.workflow import enforce

PACK = "disclosure.requests"
TIMERS = {
    limit: f"request_{limit}_due"
    for limit in ("acknowledge", "answer", "correction", "fee", "opinion")
}
"""Which timer waits for which limit of a request."""


def apply_for(
    uow: UnitOfWork,
    *,
    organ_path: str,
    channel: str,
    applicant: Mapping[str, Any],
    wanted: str,
    form: str,
    received_on: date | None,
) -> InformationRequest:
    """Ask an organ for information; by hand or by signed mail it is received on that day (§31)."""
    enforce(policies.asks_an_organ(organ_path))
    enforce(policies.comes_by_its_way(channel, uow.actor))
    direct = channel in policies.DIRECT
    by_web = uow.actor.kind is not ActorKind.STAFF
    request = InformationRequest(
        id=uow.new_id(),
        request_no=f"GK{uow.today:%Y%m%d}{uow.number('request_number') % 1_000_000:06d}",
        path=organ_path,
        channel=RequestChannel(channel),
        submitted_by=uow.actor.id,
        submitted_at=uow.now,
        **person(uow, applicant),
        applicant_account=uow.actor.id if by_web else "",
        wanted=wanted,
        form=Form(form),
        acknowledge_by=None if direct else within(uow, "acknowledge.within"),
    )
    enforce(None if by_web else policies.serves_the_organ(request, uow.actor))
    request.submit()
    if direct:
        _receive(uow, request, "receive", _day(uow, received_on))
    elif received_on is not None:
        raise Invalid(
            "disclosure.not_received_yet", "信函、传真、网络申请以确认之日为收到之日，请勿填写。"
        )
    uow.add(request)
    return remind(uow, request)


def acknowledge(uow: UnitOfWork, *, request_id: str) -> InformationRequest:
    """Tell the applicant that it is here, and ask her to confirm."""
    request = reached(uow, request_id)
    request.acknowledge(uow.actor, at=uow.now)
    return remind(uow, request)


def confirm(uow: UnitOfWork, *, request_id: str, on: date | None) -> InformationRequest:
    """Agree on the day of receipt; of what she said on the telephone the office names the day."""
    request = reached(uow, request_id)
    told = request.acknowledged_at
    _receive(uow, request, "confirm", _day(uow, on, since=told.date() if told else None))
    return remind(uow, request)


def ask_correction(uow: UnitOfWork, *, request_id: str, what: str) -> InformationRequest:
    """Tell once what is unclear."""
    request = reached(uow, request_id)
    answer_by = within(uow, "correction.answer")
    request.ask_correction(uow.actor, what, at=uow.now, answer_by=answer_by)
    return remind(uow, request)


def correct_request(
    uow: UnitOfWork, *, request_id: str, wanted: str, on: date | None
) -> InformationRequest:
    """Make the request clear."""
    request = reached(uow, request_id)
    request.correct(uow.actor, wanted, on=_day(uow, on), calendar=uow.calendar)
    return remind(uow, request)


def excuse(uow: UnitOfWork, *, request_id: str, reason: str) -> InformationRequest:
    """Let her correct after all."""
    request = reached(uow, request_id)
    request.excuse(uow.actor, reason, answer_by=within(uow, "correction.answer"))
    return remind(uow, request)


def withdraw_request(uow: UnitOfWork, *, request_id: str) -> InformationRequest:
    """End it at the applicant's wish."""
    request = reached(uow, request_id)
    request.withdraw(uow.actor)
    return remind(uow, request)


def consult(uow: UnitOfWork, *, request_id: str, party: str, name: str) -> InformationRequest:
    """Ask a third party or an organ that made it too."""
    request = reached(uow, request_id)
    reply_by = within(uow, "opinion.within")
    request.consult(
        uow.actor, Party(party), name, at=uow.now, reply_by=reply_by, calendar=uow.calendar
    )
    return remind(uow, request)


def record_opinion(
    uow: UnitOfWork, *, request_id: str, number: int, agrees: bool, opinion: str, on: date | None
) -> InformationRequest:
    """Note what a party said, and on which day it came."""
    request = reached(uow, request_id)
    request.record_opinion(
        uow.actor, number, agrees=agrees, opinion=opinion, on=_day(uow, on), calendar=uow.calendar
    )
    return remind(uow, request)


def acknowledge_lapsed(uow: UnitOfWork, *, subject_id: str) -> None:
    """The applicant should have been called back by now."""
    _lapsed(uow, subject_id, "acknowledge")


def answer_lapsed(uow: UnitOfWork, *, subject_id: str) -> None:
    """The applicant should have her answer by now."""
    _lapsed(uow, subject_id, "answer")


def correction_lapsed(uow: UnitOfWork, *, subject_id: str) -> None:
    """The applicant did not make it clear: she gives up."""
    _lapsed(uow, subject_id, "correction")


def fee_lapsed(uow: UnitOfWork, *, subject_id: str) -> None:
    """The applicant did not pay: she gives up."""
    _lapsed(uow, subject_id, "fee")


def opinion_lapsed(uow: UnitOfWork, *, subject_id: str) -> None:
    """Somebody who was asked said nothing."""
    _lapsed(uow, subject_id, "opinion")


def recompute_requests(uow: UnitOfWork) -> None:
    """A calendar was loaded: replace provisional dates (G-04)."""
    for request in uow.find(InformationRequest, provisional=True):
        request.recompute(uow.calendar, now=uow.now)
        remind(uow, request)


def within(uow: UnitOfWork, key: str) -> Deadline:
    """Return the limit that the law of today sets from now on."""
    return deadline(uow.now, uow.rules(PACK).period(key), uow.calendar)


def remind(uow: UnitOfWork, request: InformationRequest) -> InformationRequest:
    """Let the timers wait for what runs now and for nothing else; what is late is told once."""
    running = request.limits()
    for limit, timer in TIMERS.items():
        if limit in running and not getattr(request, f"{limit}_late", False):
            uow.remind(timer, request.id, running[limit].lapses_at)
        else:
            uow.forget(timer, request.id)
    return request


def reached(uow: UnitOfWork, request_id: str) -> InformationRequest:
    """Return it for the applicant and the organ's office; for others it is not there."""
    request = uow.get(InformationRequest, request_id)
    mine = request.applicant_account == uow.actor.id
    if not mine and policies.serves_the_organ(request, uow.actor) is not None:
        raise NotFound("disclosure.not_found", "没有找到该申请，或您无权查看。")
    return request


def _lapsed(uow: UnitOfWork, request_id: str, limit: str) -> None:
    """Let the law speak of a limit that is over; a reminder before its day waits again."""
    request = uow.get(InformationRequest, request_id)
    running = request.limits().get(limit)
    if running is not None and running.overdue(uow.now):
        request.lapse(limit, uow.actor, at=uow.now, calendar=uow.calendar)
    remind(uow, request)


def person(uow: UnitOfWork, applicant: Mapping[str, Any]) -> dict[str, Any]:
    """Check the number of whoever asks, and make it findable without being readable."""
    number = applicant["id_no"].upper()
    if not is_credit_code(number):
        check_resident_id(number, on=uow.today)
    return {
        "applicant_name": applicant["name"],
        "applicant_id_no": number,
        "applicant_phone": applicant["phone"],
        "applicant_address": applicant["address"],
        "applicant_index": blind_index("information_applicant", number),
    }


def _receive(uow: UnitOfWork, request: InformationRequest, action: str, on: date) -> None:
    pack, start = uow.rules(PACK, on), midnight(on)
    request.receive(
        uow.actor,
        action,
        notice_by=deadline(start, pack.period("notice.within"), uow.calendar),
        clock=deadline(start, pack.period("answer.within"), uow.calendar),
    )


def _day(uow: UnitOfWork, on: date | None, *, since: date | None = None) -> date:
    """Return the day of what came: today, or an earlier one that the office names."""
    if on is None or on == uow.today:
        return uow.today
    if uow.actor.kind is not ActorKind.STAFF or on > uow.today or (since and on < since):
        first = f"{since} 至 " if since else ""
        raise Invalid(
            "disclosure.day_outside",
            f"日期应为今天（{uow.today}）；公开机构补登书面材料的，应在 {first}{uow.today} 之间。",
            latest=str(uow.today),
        )
    return on
