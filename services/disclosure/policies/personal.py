"""Where numbers of persons stand in what is to be published (RED-02); the numbers are not said."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.personal import PersonalKind, numbers_in
from shared.kernel.workflow import Objection

_SHOWN = 5


@dataclass(frozen=True)
class Finding:
    """One number of a person: a JSON pointer, row and column of a table, characters, its kind.

    Rows, columns and characters are counted from one; the last character belongs to it.
    """

    pointer: str
    row: int | None
    column: int | None
    first: int
    last: int
    kind: PersonalKind

    @property
    def area(self) -> str:
        """Return the part of the paper in which it stands: 标题, 正文, 表格第3列."""
        if self.column is not None:
            return f"表格第{self.column}列"
        top = self.pointer.split("/")[1]
        return _AREAS.get(top, top)

    @property
    def said(self) -> str:
        """Say place and kind for people."""
        row = "" if self.row is None else f"第{self.row}行"
        return f"{self.area}{row}第{self.first}—{self.last}字：{self.kind.label}"

    def shown(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {**vars(self), "kind": str(self.kind), "label": self.kind.label}


_AREAS = {
    "title": "标题", "text": "正文", "note": "更正说明", "reason": "理由", "taken_out": "删去说明",
}  # fmt: skip


def find_personal(said: Any) -> list[Finding]:
    """Return every number of a person in {"title", "text", "columns", "rows", …}, in order."""
    return [
        Finding(pointer, *_cell(pointer), found.start + 1, found.end, found.kind)
        for pointer, text in _texts(said, "")
        for found in numbers_in(text)
    ]


def holds_no_personal_data(record: Any, actor: Actor) -> Objection | None:
    """Numbers of persons block publication, in title, text and table cells (RED-02)."""
    return says_nothing_personal({"title": record.title, **record.content})


def says_nothing_personal(said: Any) -> Objection | None:
    """Whatever readers will see holds no number of a person (RED-02)."""
    found = find_personal(said)
    if not found:
        return None
    places = [finding.said for finding in found]
    more = f"等共 {len(found)} 处" if len(found) > _SHOWN else ""
    return Objection(
        "disclosure.personal_data",
        f"内容含个人信息，不能公开：{'；'.join(places[:_SHOWN])}{more}。请先作区分处理。",
        {"places": places, "findings": [finding.shown() for finding in found]},
    )


def _texts(said: Any, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(said, Mapping):
        for key, value in said.items():
            yield from _texts(value, f"{pointer}/{key}")
    elif isinstance(said, Sequence) and not isinstance(said, str | bytes):
        for index, value in enumerate(said):
            yield from _texts(value, f"{pointer}/{index}")
    elif isinstance(said, str | int):
        yield pointer, str(said)


def _cell(pointer: str) -> tuple[int | None, int | None]:
    """Return row and column of a cell; a heading has a column only."""
    top, *rest = pointer.split("/")[1:]
    if top == "rows" and len(rest) == 2:
        return int(rest[0]) + 1, int(rest[1]) + 1
    if top == "columns" and rest:
        return None, int(rest[0]) + 1
    return None, None
