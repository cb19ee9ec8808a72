"""Use cases of disclosure: what others' events make a duty of, and its way to the public."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from services.disclosure.handlers.attachments import open_files
from services.disclosure.handlers.log import log_act
from services.disclosure.handlers.packages import PACK
from services.disclosure.handlers.pages import put_up
from services.disclosure.handlers.reach import in_reach
from services.disclosure.model import Kind, LogAct, Original, Record
from services.disclosure.policies import ListRules
from services.disclosure.workflow import RECORD
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import midnight
from shared.kernel.deadlines import Deadline, Period, deadline
from shared.kernel.errors import Conflict
from shared.kernel.jurisdiction import unit
from shared.kernel.money import yuan

OVERDUE = "overdue"
NOTICE_OVER = "notice_over"

_DAY = timedelta(days=1)
_LIST_COLUMNS = {"name": "事项名称", "department": "责任部门", "basis": "依据"}
_RESULTS = {
    "rank": "位次", "name": "单位", "total": "得分", "grade": "等次", "mass_sample": "群众评价数",
}  # fmt: skip
_COUNTS = {"accepted": "受理", "granted": "准予", "denied": "不予批准", "on_time": "按期办结"}


def draft_list(
    uow: UnitOfWork,
    *,
    list_version_id: str,
    path: str,
    list_code: str,
    list_name: str,
    number: int,
    effective_from: str,
    entries: Sequence[Mapping[str, Any]],
    formed_at: str,
) -> None:
    """A list version took effect: it must be public within the time (PUB-01, X-04)."""
    rows = [[str(i), *_cells(entry)] for i, entry in enumerate(entries, start=1)]
    _draft(
        uow,
        kind=Kind.LIST_VERSION,
        source_id=list_version_id,
        path=path,
        title=f"《{list_name}》第{number}版",
        formed_at=formed_at,
        content={
            "text": f"{list_code} 自 {effective_from} 起施行，共 {len(rows)} 项。",
            "columns": ["序号", *_LIST_COLUMNS.values()],
            "rows": rows,
        },
    )


def draft_statistics(
    uow: UnitOfWork,
    *,
    statistics_id: str,
    path: str,
    period: str,
    unit_name: str,
    accepted: int,
    granted: int,
    denied: int,
    on_time: int,
    formed_at: str,
) -> None:
    """A month's figures were compiled: they must be public within the time."""
    counts = {"accepted": accepted, "granted": granted, "denied": denied, "on_time": on_time}
    _draft(
        uow,
        kind=Kind.DECISION_STATISTICS,
        source_id=statistics_id,
        path=path,
        title=f"{unit_name} {period} 政务服务办件情况",
        formed_at=formed_at,
        content={
            "text": f"{unit_name} {period} 办件统计。",
            "columns": ["指标", "件数"],
            "rows": [[label, str(counts[key])] for key, label in _COUNTS.items()],
        },
    )


def draft_evaluation(
    uow: UnitOfWork,
    *,
    evaluation_id: str,
    path: str,
    period: str,
    title: str,
    results: Sequence[Mapping[str, Any]],
    formed_at: str,
) -> None:
    """An annual evaluation became final: it must be public within the time (PUB-01, X-04)."""
    rows = sorted(results, key=lambda row: (not row["rank"], int(row["rank"] or 0), row["street"]))
    _draft(
        uow,
        kind=Kind.EVALUATION_RESULT,
        source_id=evaluation_id,
        path=path,
        title=f"{title}（{period}）结果",
        formed_at=formed_at,
        content={
            "text": f"{period} 年度绩效评价结果。有效群众评价不足或四方评价不全的不参加排名。",
            "columns": list(_RESULTS.values()),
            "rows": [[str(row[key]) or "—" for key in _RESULTS] for row in rows],
        },
    )


def draft_purchase(
    uow: UnitOfWork,
    *,
    purchase_id: str,
    path: str,
    title: str,
    entry_name: str,
    supplier: str,
    price_fen: int,
    accepted: bool,
    score: str,
    opinions: int,
    reason: str,
    formed_at: str,
) -> None:
    """A purchase was accepted, failed or given up: the result must be public (PUR-04)."""
    rows = {
        "清单事项": entry_name,
        "承接主体": supplier or "—",
        "合同价（元）": yuan(price_fen),
        "验收结果": "合格" if accepted else reason,
        "验收得分": score or "—",
        "服务对象评价人数": str(opinions),
    }
    _draft(
        uow,
        kind=Kind.PURCHASE_RESULT,
        source_id=purchase_id,
        path=path,
        title=f"《{title}》政府购买服务结果",
        formed_at=formed_at,
        content={
            "text": f"《{title}》政府购买服务结果。",
            "columns": ["项目", "内容"],
            "rows": [[name, value] for name, value in rows.items()],
        },
    )


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


def _draft(uow: UnitOfWork, *, formed_at: str, **formed: Any) -> None:
    draft(uow, formed=datetime.fromisoformat(formed_at), **formed)


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


def _cells(entry: Mapping[str, Any]) -> list[str]:
    return [_text(entry.get(key, "")) for key in _LIST_COLUMNS]


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "；".join(_text(each) for each in value)
    if isinstance(value, Mapping):
        return " ".join(_text(each) for each in value.values() if each)
    return "" if value is None else str(value)
