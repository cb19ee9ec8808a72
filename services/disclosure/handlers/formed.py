"""What other services formed: from their facts alone a duty to publish arises (PUB-01, X-04)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.disclosure.handlers.records import draft
from services.disclosure.model import Kind
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.money import yuan

_LIST_COLUMNS = {"name": "事项名称", "department": "责任部门", "basis": "依据"}
_RESULTS = {
    "rank": "位次", "name": "单位", "total": "得分", "grade": "等次", "mass_sample": "群众评价数",
}  # fmt: skip
_COUNTS = {"accepted": "受理", "granted": "准予", "denied": "不予批准", "on_time": "按期办结"}
_VENTURE_RESULTS = {
    "ACCEPTED": "通过验收", "TERMINATED": "终止", "EVALUATED": "完成社会效益综合评价",
}  # fmt: skip


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
        content=_table(f"《{title}》政府购买服务结果。", rows),
    )


def draft_award(
    uow: UnitOfWork,
    *,
    venture_id: str,
    path: str,
    call: str,
    title: str,
    organisation: str,
    grant_fen: int,
    score: str,
    rank: int,
    document_no: str,
    formed_at: str,
) -> None:
    """A grant was decided: who gets how much for what must be public (X-04)."""
    rows = {
        "公益创投": call,
        "社会组织": organisation,
        "资助金额（元）": yuan(grant_fen),
        "评审得分": score,
        "位次": str(rank),
        "批准文号": document_no,
    }
    _draft(
        uow,
        kind=Kind.VENTURE_AWARD,
        source_id=venture_id,
        path=path,
        title=f"公益创投项目《{title}》立项",
        formed_at=formed_at,
        content=_table(f"《{title}》批准立项。", rows),
    )


def draft_venture(
    uow: UnitOfWork,
    *,
    venture_id: str,
    path: str,
    call: str,
    title: str,
    organisation: str,
    paid_fen: int,
    score: str,
    result: str,
    reason: str,
    recover_fen: int,
    formed_at: str,
) -> None:
    """A project was accepted, ended or evaluated: how it came out must be public (X-04)."""
    rows = {
        "公益创投": call,
        "社会组织": organisation,
        "已拨付（元）": yuan(paid_fen),
        "应收回（元）": yuan(recover_fen),
        "得分": score or "—",
        "说明": reason or "—",
    }
    said = _VENTURE_RESULTS[result]
    _draft(
        uow,
        kind=Kind.VENTURE_RESULT,
        source_id=f"{venture_id}:{result}",
        path=path,
        title=f"公益创投项目《{title}》{said}",
        formed_at=formed_at,
        content=_table(f"《{title}》{said}。", rows),
    )


def _draft(uow: UnitOfWork, *, formed_at: str, **formed: Any) -> None:
    draft(uow, formed=datetime.fromisoformat(formed_at), **formed)


def _table(text: str, rows: Mapping[str, str]) -> dict[str, Any]:
    return {"text": text, "columns": ["项目", "内容"], "rows": [list(row) for row in rows.items()]}


def _cells(entry: Mapping[str, Any]) -> list[str]:
    return [_text(entry.get(key, "")) for key in _LIST_COLUMNS]


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "；".join(_text(each) for each in value)
    if isinstance(value, Mapping):
        return " ".join(_text(each) for each in value.values() if each)
    return "" if value is None else str(value)
