"""Use cases of disclosure: what others' events make a duty of, and its way to the public."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from services.disclosure.handlers.attachments import open_files
from services.disclosure.handlers.log import log_act
from services.disclosure.handlers.packages import PACK
from services.disclosure.handlers.pages import put_up
from services.disclosure.handlers.reach import in_reach
from services.disclosure.model import LogAct, Original, Record
from services.disclosure.policies import ListRules
from services.disclosure.workflow import RECORD
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import midnight
from shared.kernel.deadlines import Deadline, Period, deadline
from shared.kernel.errors import Conflict
from shared.kernel.jurisdiction import unit

OVERDUE = "overdue"
NOTICE_OVER = "notice_over"

_DAY = timedelta(days=1)


def check(
    uow: UnitOfWork, *, record_id: str, secrecy: str, third_party: str, internal: str
) -> Record:
    """Note the three checks."""
    record = in_reach(uow, record_id)
    findings = {"secrecy": secrecy, "third_party": third_party, "internal": internal}
    record.check(uow.actor, findings, _lists(uow))
    return record


def redact(
    uow: UnitOfWork,
    *,
    record_id: str,
    content: Mapping[str, Any],
    title: str | None,
    taken_out: Sequence[Mapping[str, str]],
) -> Record:
    """Take out what may not be public; what stood there first is kept apart."""
    record = in_reach(uow, record_id)
    original = uow.one(Original, id=record_id)
    if original is None:
        original = Original.of(record)
        uow.add(original)
    record.redact(
        uow.actor,
        title=record.title if title is None else title,
        content=content,
        taken_out=taken_out,
        original=original,
        rules=_lists(uow),
    )
    return record


def reveal_original(uow: UnitOfWork, *, record_id: str, reason: str) -> Original:
    """Show what stood there before redaction, for a reason, on the record (RED-03)."""
    record = in_reach(uow, record_id)
    original = uow.one(Original, id=record_id)
    if original is None:
        raise Conflict(
            "disclosure.nothing_taken_out", "该信息未作区分处理，没有另存的原件，请直接查看。"
        )
    record.reveal(reason=reason)
    return original


def approve(uow: UnitOfWork, *, record_id: str) -> Record:
    """Approve publication."""
    record = in_reach(uow, record_id)
    record.approve(uow.actor)
    return record


def publish(uow: UnitOfWork, *, record_id: str) -> Record:
    """Make it public."""
    record = in_reach(uow, record_id)
    record.publish(uow.actor, at=uow.now)
    open_files(uow, record)
    log_act(uow, record, LogAct.PUBLISHED)
    _hang(uow, record)
    put_up(uow, record)
    uow.forget(OVERDUE, record_id)
    return record


def correct(uow: UnitOfWork, *, record_id: str, content: Mapping[str, Any], note: str) -> Record:
    """Publish a corrected edition."""
    record = in_reach(uow, record_id)
    record.correct(uow.actor, content, at=uow.now, note=note, rules=_lists(uow))
    open_files(uow, record)
    log_act(uow, record, LogAct.CORRECTED)
    _hang(uow, record)
    put_up(uow, record)
    return record


def withdraw(uow: UnitOfWork, *, record_id: str, reason: str) -> Record:
    """Take it back, visibly."""
    record = in_reach(uow, record_id)
    record.withdraw(uow.actor, reason=reason)
    log_act(uow, record, LogAct.WITHDRAWN)
    put_up(uow, record)
    uow.forget(NOTICE_OVER, record_id)
    return record


def archive(uow: UnitOfWork, *, record_id: str) -> Record:
    """Take it off the board."""
    record = in_reach(uow, record_id)
    record.archive(uow.actor, at=uow.now)
    log_act(uow, record, LogAct.ARCHIVED)
    put_up(uow, record)
    uow.remind(PACK, record_id, uow.now)
    uow.forget(NOTICE_OVER, record_id)
    return record


def run_late(uow: UnitOfWork, *, subject_id: str) -> None:
    """The last day is over; a reminder that came before the day moved waits again."""
    record = uow.get(Record, subject_id)
    record.run_late(uow.now)
    if record.is_owed and not record.deadline.overdue(uow.now):
        uow.remind(OVERDUE, subject_id, record.deadline.lapses_at)


def take_off(uow: UnitOfWork, *, subject_id: str) -> None:
    """The notice period of a list of people is over; a reminder that came too early waits again."""
    record = uow.get(Record, subject_id)
    if record.web_until is None or RECORD.row(record.status, "take_off") is None:
        return
    if uow.today > record.web_until:
        record.take_off(uow.actor, at=uow.now)
        log_act(uow, record, LogAct.TAKEN_OFF)
        put_up(uow, record)
        uow.remind(PACK, subject_id, uow.now)
    else:
        uow.remind(NOTICE_OVER, subject_id, midnight(record.web_until + _DAY))


def recompute_records(uow: UnitOfWork) -> None:
    """A year's calendar became official: recompute every provisional last day once (G-04)."""
    for record in uow.find(Record, provisional=True, published_at=None):
        record.recompute(uow.calendar, now=uow.now)
        uow.remind(OVERDUE, record.id, record.deadline.lapses_at)


def draft(
    uow: UnitOfWork,
    *,
    kind: str,
    source_id: str,
    path: str,
    title: str,
    formed: datetime,
    content: Mapping[str, Any],
    source_event_id: str = "",
    makers: Sequence[str] = (),
    touches_people: bool = True,
    limit: Deadline | None = None,
) -> Record:
    """Make a duty of what was formed, once; `limit` when the law names the day itself."""
    known = uow.one(Record, source_id=source_id)
    if known is not None:
        return known
    clock = limit or clock_of(uow, kind, formed)
    number = uow.number("index_number") % 1_000_000
    record = Record(
        id=uow.new_id(),
        index_no=f"{unit(path)}-{formed.year}-{number:06d}",
        source_event_id=source_event_id or uow.cause,
        source_id=source_id,
        kind=kind,
        title=title,
        path=path,
        makers=tuple(makers),
        formed_at=formed,
        deadline=clock,
        due=clock.due,
        provisional=clock.provisional,
        content=dict(content),
        touches_people=touches_people,
    )
    record.draft()
    uow.add(record)
    uow.remind(OVERDUE, record.id, clock.lapses_at)
    return record


def clock_of(uow: UnitOfWork, kind: str, formed: datetime | None = None) -> Deadline:
    """Return by when it must be public: a special law's time before the general one (PUB-01)."""
    start = formed or uow.now
    pack = uow.rules("disclosure.duties", on=start.date())
    within = pack.raw("duties").get(kind, {}).get("within", pack.text("publish.within"))
    return deadline(start, Period.parse(within), uow.calendar)


def _hang(uow: UnitOfWork, record: Record) -> None:
    """Begin the notice period of what is public now, when it is a list of people (RED-04)."""
    people = _lists(uow).lists_people(record.content)
    people = people or any(file.lists_people for file in record.attachments)
    if record.web_until is not None or not people:
        return
    rules = uow.rules("disclosure.personal")
    board, web = (
        deadline(uow.now, rules.period(f"notice.{where}"), uow.calendar, roll_forward=False).due
        for where in ("board", "web")
    )
    record.hang(board_until=board, web_until=web)
    uow.remind(NOTICE_OVER, record.id, midnight(web + _DAY))


def _lists(uow: UnitOfWork) -> ListRules:
    return ListRules.read(uow.rules("disclosure.personal"))
