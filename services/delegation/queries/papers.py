"""Papers: lists as they are posted, the public notice, the flow table of a row."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import lru_cache

from services.delegation.model import (
    LIST_NAMES,
    Item,
    Line,
    ListVersion,
    Material,
    ProcessRow,
    RowContent,
)
from services.delegation.model.wording import PARTICULARS, worded
from services.delegation.queries.batches import notice
from services.delegation.queries.handover import row
from services.delegation.workflow import ITEM, ROW
from shared.chassis import papers
from shared.chassis.files import DOCX, PDF, Made
from shared.chassis.offhub import off_the_hub
from shared.chassis.papers import Paper, Table
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import midnight
from shared.kernel.deadlines import Period, Unit
from shared.kernel.errors import Invalid

SAMPLE = "示例数据，不具有法律效力"
_PRESSES: Mapping[str, tuple[str, Callable[[Paper], bytes]]] = {
    "pdf": (PDF, lru_cache(maxsize=16)(papers.pdf)),
    "docx": (DOCX, lru_cache(maxsize=16)(papers.word)),
}
"""Form → kind and press. What is asked for again at once, as posted lists are, is made once."""

MOST = 1_500
"""Lines of one paper."""

_LISTED = (
    ("name", "事项名称", 22), ("department_name", "责任部门", 10), ("kind", "事项类型", 8),
    ("level", "承接层级", 6), ("bearer", "承接主体", 12), ("basis", "法定依据", 30),
)  # fmt: skip
_ALWAYS = ("name", "department_name", "basis")
_UNITS = {Unit.WD: "个工作日", Unit.CD: "日", Unit.WH: "个工作时", Unit.H: "小时",
          Unit.M: "个月", Unit.Y: "年"}  # fmt: skip


def print_version(uow: UnitOfWork, *, list_version_id: str, form: str) -> Made:
    """Return a version of a list as it is posted."""
    version = uow.get(ListVersion, list_version_id)
    lines = (
        f"第{version.number}版　自{_day(version.effective_from)}起施行",
        *_sample(version.sample),
    )
    paper = Paper(
        title=version.list_name,
        lines=lines,
        parts=(_listed(version.list_code, version.entries, caption=""),),
        foot=(
            f"共 {len(version.entries)} 项。内容校验码（SHA-256）：{version.digest}",
            f"前一版校验码：{version.previous_digest or '无'}",
        ),
        made_at=version.formed_at,
    )
    return _printed(paper, form, f"{version.list_name}（第{version.number}版）")


def print_notice(uow: UnitOfWork, *, batch_id: str, form: str) -> Made:
    """Return a public notice as it is posted: what will stand in each list, what leaves them.

    A notice that was renewed shows what changed, and only that (LST-08).
    """
    batch = notice(uow, batch_id=batch_id)
    assert batch.notice is not None
    until = _day(batch.notice.due)
    shown = [item for item in batch.all_items if item.in_notice]
    renewed = len(shown) < len(batch.all_items)
    paper = Paper(
        title=f"{batch.title}公示",
        lines=(f"公示期至{until}（含当日）", *_sample(batch.sample)),
        parts=(
            f"现将{'公示后发生实质变更的事项重新' if renewed else '拟定的清单'}予以公示。"
            "公民、法人和其他组织如有异议，请在公示期内实名提出，并写明事项、理由和联系方式。",
            *_lists(shown),
            *_leaving(shown),
        ),
        foot=(f"批次第 {batch.number} 号。",),
        made_at=midnight(batch.notice.due),
    )
    return _printed(paper, form, f"{batch.title}公示")


def print_row(uow: UnitOfWork, *, row_id: str, form: str) -> Made:
    """Return the flow table of a row: what windows and applicants work by."""
    found = row(uow, row_id=row_id)
    paper = Paper(
        title="区级部门延伸街道公共服务办理流程表",
        lines=(f"{found.item_name}　第{found.number}版　{ROW.labels[found.status]}",
               *_sample(found.sample)),
        parts=tuple(_flow(found)),
        foot=(f"事项编号：{found.item_id}　流程表编号：{found.id}",),
        made_at=found.published_at or _drafted(uow),
        wide=False,
    )  # fmt: skip
    return _printed(paper, form, f"流程表-{found.item_name}（第{found.number}版）")


def _printed(paper: Paper, form: str, name: str) -> Made:
    kind, press = _PRESSES[form]
    lines = sum(len(part.rows) for part in paper.parts if isinstance(part, Table))
    if lines > MOST:
        raise Invalid(
            "delegation.too_long_to_print", f"超过 {MOST} 行，请改为导出 Excel。", most=MOST
        )
    content: bytes = off_the_hub(press, paper)
    return Made(f"{name}.{form}", kind, content)


def _listed(list_code: str, lines: Iterable[Line], *, caption: str) -> Table:
    own = tuple((key, title, 12) for key, title in PARTICULARS.get(list_code, {}).items())
    said = [worded(line) for line in lines]
    columns = [each for each in (*_LISTED, *own)
               if each[0] in _ALWAYS or any(one.get(each[0]) for one in said)]  # fmt: skip
    return Table(
        head=("序号", *(title for _, title, _ in columns)),
        widths=(5, *(width for *_, width in columns)),
        rows=tuple(
            (str(number), *(each.get(key, "") for key, *_ in columns))
            for number, each in enumerate(said, start=1)
        ),
        caption=caption,
    )


def _lists(items: Iterable[Item]) -> Iterable[Table]:
    staying = [item.line() for item in items if item.survives]
    for code, name in LIST_NAMES.items():
        lines = [line for line in staying if line.list_code == code]
        if lines:
            yield _listed(code, lines, caption=f"{code}　《{name}》")


def _leaving(items: Iterable[Item]) -> Iterable[Table]:
    rows = tuple(
        (item.name, item.department_name, ITEM.labels[item.status], _why(item))
        for item in items
        if item.is_gone
    )
    if rows:
        head = ("事项名称", "责任部门", "处理结果", "理由")
        yield Table(head, (30, 16, 12, 42), rows, caption="拟取消、合并的事项")


def _why(item: Item) -> str:
    return item.resolution.reason if item.resolution else ""


def _flow(found: ProcessRow) -> Iterable[str | Table]:
    content = found.content
    yield Table(("栏目", "内容"), (18, 82), tuple(_particulars(found, content)))
    if content.materials:
        head = ("序号", "材料名称", "来源", "形式", "份数", "必要性", "容缺")
        asked = tuple(_material(number, each) for number, each in enumerate(content.materials, 1))
        yield Table(head, (7, 34, 14, 15, 7, 10, 13), asked, caption="相关材料")
    if content.situations:
        answers = tuple(
            (situation.question, one.answer, "、".join(one.adds), "、".join(one.removes))
            for situation in content.situations
            for one in situation.answers
        )
        yield Table(
            ("办理情形", "选择", "增加材料", "免交材料"), (34, 18, 24, 24), answers, "办理情形"
        )


def _particulars(found: ProcessRow, content: RowContent) -> Iterable[tuple[str, str]]:
    yield "服务事项", found.item_name
    yield "责任部门", found.department_name
    yield "具体内容", "\n".join(content.content)
    yield "承接主体", content.bearer
    yield "设定依据", "\n".join(str(each) for each in content.basis)
    yield (
        "事项类型",
        f"{content.item_type}（{'即办件' if content.handling == 'IMMEDIATE' else '承诺件'}）",
    )
    yield "法定办结时限", _within(content.legal_limit, "法律法规未规定")
    yield "承诺办结时限", _within(content.promised_limit, "即时办结")
    yield "服务渠道", "、".join(content.requirements.get("channels", ()))
    yield "服务要求", str(content.requirements.get("quality", ""))
    yield "到办事现场次数", f"{content.onsite_visits} 次"
    yield "网上办理深度", "、".join(content.online_depth)
    yield "通办范围", content.scope
    yield "告知承诺", "适用" if content.commitment else "不适用"
    yield (
        "收费",
        f"{content.fee_fen // 100}.{content.fee_fen % 100:02d} 元" if content.fee_fen else "不收费",
    )


def _material(number: int, material: Material) -> tuple[str, ...]:
    later = f"{material.defer_days} 个工作日内补齐" if material.deferrable else "不可容缺"
    forms = "、".join(material.form)
    return (str(number), material.name, material.source, forms, f"{material.copies}",
            material.necessity, later)  # fmt: skip


def _within(limit: str | None, otherwise: str) -> str:
    if not limit:
        return otherwise
    period = Period.parse(limit)
    return f"{period.amount}{_UNITS[period.unit]}"


def _day(day: object) -> str:
    year, month, date = str(day).split("-")
    return f"{year}年{int(month)}月{int(date)}日"


def _sample(sample: bool) -> tuple[str, ...]:
    return (f"（{SAMPLE}）",) if sample else ()


def _drafted(uow: UnitOfWork) -> datetime:
    return midnight(uow.today)
