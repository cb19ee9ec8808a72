"""The permanent pages: HTML in the act that publishes, PDF right after it, each made once."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from services.disclosure.model import Edition, Page, Record
from services.disclosure.model.pages import GONE, numbers
from shared.chassis import papers
from shared.chassis.offhub import off_the_hub
from shared.chassis.papers import Link, Paper, Table
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import TZ

PRINT = "print_pages"

_WIDEST = 40
_PROOF = "/api/v1/disclosure/log/proofs/inclusion"
"""Letters from which on a column gets no wider."""


def put_up(uow: UnitOfWork, record: Record) -> None:
    """Write the pages that the record must have and has not; have them printed next."""
    _all_pages(uow, record)
    uow.remind(PRINT, record.id, uow.now)


def print_pages(uow: UnitOfWork, *, subject_id: str) -> None:
    """Print what is not printed yet; twice is as once.

    What was published before there were pages gets its pages here.
    """
    printed(uow, uow.get(Record, subject_id))


def printed(uow: UnitOfWork, record: Record) -> list[Page]:
    """Return all pages of a record; those that were not printed are."""
    pages = _all_pages(uow, record)
    for page in pages:
        if page.pdf is None:
            page.pdf = off_the_hub(papers.pdf, _paper(uow, record, page.number))
    return pages


def _all_pages(uow: UnitOfWork, record: Record) -> list[Page]:
    kept = {page.number: page for page in uow.find(Page, record_id=record.id)}
    for number in numbers(record):
        if number not in kept:
            kept[number] = _written(uow, record, number)
            uow.add(kept[number])
    for number, page in kept.items():
        current = number == numbers(record)[-1]
        if page.current != current:
            page.current = current
    return list(kept.values())


def _written(uow: UnitOfWork, record: Record, number: int) -> Page:
    shown = papers.html(_paper(uow, record, number), tuple(_links(record, number)))
    return Page(
        id=Page.key(record.id, number),
        record_id=record.id,
        number=number,
        kind=record.kind,
        path=record.path,
        title=record.shown_title,
        html=shown.text,
        style=shown.style,
        made_at=uow.now if number == GONE else _edition(record, number).published_at,
    )


def _edition(record: Record, number: int) -> Edition:
    return next(edition for edition in record.editions if edition.number == number)


def _links(record: Record, number: int) -> Iterator[Link]:
    own = f"/p/{record.id}"
    if number == GONE:
        yield Link("PDF 版", f"{own}/pdf")
        return
    yield Link("PDF 版", f"{own}/pdf?edition={number}")
    for file in _edition(record, number).content.get("files", ()):
        yield Link(f"附件：{file['name']}", f"{own}/files/{file['file_id']}")
    if number > 1:
        yield Link(f"第{number - 1}版（更正前）", f"{own}?edition={number - 1}")
    yield Link("最新版", own)
    yield Link("公开日志在册证明", f"{_PROOF}?record_id={record.id}&edition={number}")


def _paper(uow: UnitOfWork, record: Record, number: int) -> Paper:
    kinds: Mapping[str, Mapping[str, Any]] = uow.rules("disclosure.duties").raw("duties")
    label = kinds.get(record.kind, {}).get("title", "公开信息")
    address = f"永久地址：{uow.public_url}/p/{record.id}"
    if number == GONE:
        return Paper(
            title=record.shown_title,
            lines=(str(label), _why_gone(record)),
            parts=("本页地址不变，内容不再提供。",),
            foot=(f"索引号：{record.index_no}", address),
            made_at=record.taken_off_at or _edition(record, len(record.editions)).published_at,
            wide=False,
        )
    edition = _edition(record, number)
    return Paper(
        title=record.title,
        lines=tuple(_under(edition, str(label))),
        parts=tuple(_parts(record, edition)),
        foot=(
            f"索引号：{record.index_no}",
            address,
            f"本版内容校验码（SHA-256）：{edition.digest}",
            "内容如有更正，以永久地址所载最新版为准。",
        ),
        made_at=edition.published_at,
        wide=len(edition.content.get("columns", ())) > 5,
    )


def _why_gone(record: Record) -> str:
    if record.withdrawn_reason:
        return f"该信息已撤回公开。理由：{record.withdrawn_reason}"
    assert record.taken_off_at is not None
    return f"公示期满，已于{_day(record.taken_off_at)}撤下归档。"


def _under(edition: Edition, label: str) -> Iterator[str]:
    yield f"{label}　第{edition.number}版　{_day(edition.published_at)}公开"
    if edition.note:
        yield f"更正说明：{edition.note}"


def _parts(record: Record, edition: Edition) -> Iterator[str | Table]:
    content = edition.content
    if content.get("text"):
        yield str(content["text"])
    if content.get("rows"):
        yield _table(content)
    files = content.get("files", ())
    if files:
        yield Table(
            ("附件", "大小（字节）", "校验码（SHA-256）"),
            (4, 2, 6),
            tuple((file["name"], str(file["size"]), file["digest"]) for file in files),
            caption="附件",
        )
    if record.told_omissions:
        yield Table(
            ("未公开的内容", "理由"),
            (1, 1),
            tuple((each.what, each.why) for each in record.told_omissions),
            caption="依法不予公开的部分",
        )


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(TZ):%Y年%m月%d日}"


def _table(content: Mapping[str, Any]) -> Table:
    """Return the table of the content: as wide as its widest row, columns by what they hold."""
    rows = [[str(cell) for cell in row] for row in content["rows"]]
    head = [str(each) for each in content.get("columns", ())]
    width = max(len(head), *map(len, rows))
    lines = [(*row, *[""] * (width - len(row))) for row in (head, *rows)]
    shares = tuple(
        min(_WIDEST, max(4, *(len(line[number]) for line in lines))) for number in range(width)
    )
    return Table(lines[0], shares, tuple(lines[1:]))
