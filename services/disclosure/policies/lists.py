"""Lists of people: what never stands on them, and whose list is never published (RED-01)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.masks import mask_address
from shared.kernel.rulepacks import RulePack
from shared.kernel.workflow import Objection

_OF_PEOPLE = frozenset({"NAME", "ID_NO", "BANK_CARD"})
_PROTECTED, _ADDRESS = "PROTECTED", "ADDRESS"
_LABELS = {
    "NAME": "姓名", "ID_NO": "身份证号码", "PHONE": "电话号码", "BANK_CARD": "银行账号",
    "DISEASE": "病情", _ADDRESS: "住址", _PROTECTED: "受特别保护人员名单",
}  # fmt: skip


@dataclass(frozen=True)
class ListRules:
    """The words by which columns and lists are known: a rule pack, read."""

    columns: Mapping[str, Sequence[str]]
    officials: Sequence[str]
    aid: Sequence[str]
    refused: Sequence[str]
    protected: Sequence[str]

    @classmethod
    def read(cls, pack: RulePack) -> "ListRules":
        """Read the pack `disclosure.personal`."""
        aid = pack.raw("aid")
        return cls(
            pack.raw("columns"), pack.raw("officials"), aid["words"], aid["refused"],
            pack.raw("protected"),
        )  # fmt: skip

    def kind_of(self, heading: Any) -> str:
        """Return what a column of this heading holds of a person, "" for nothing."""
        if any(word in str(heading) for word in self.officials):
            return ""
        kinds = (k for k, words in self.columns.items() if any(w in str(heading) for w in words))
        return next(kinds, "")

    def headings(self, content: Mapping[str, Any]) -> dict[int, str]:
        """Return column → what it holds of a person, for the columns that hold something."""
        kinds = {n: self.kind_of(each) for n, each in enumerate(content.get("columns", ()))}
        return {n: kind for n, kind in kinds.items() if kind}

    def labels(self, content: Mapping[str, Any]) -> dict[int, str]:
        """Return row → what it holds of a person, in a table of names and values."""
        if len(content.get("columns", ())) != 2:
            return {}
        kinds = {n: self.kind_of(row[0]) for n, row in enumerate(content["rows"]) if row}
        return {n: kind for n, kind in kinds.items() if kind}

    def lists_people(self, content: Mapping[str, Any]) -> bool:
        """Say whether each row of the table is a person."""
        return bool(content.get("rows")) and bool(
            _OF_PEOPLE.intersection(self.headings(content).values())
        )

    def is_aid(self, title: str, content: Mapping[str, Any]) -> bool:
        """Say whether it is about people who receive aid: 低保 and the like."""
        return _names_any(self.aid, title, content)

    def is_protected(self, title: str, content: Mapping[str, Any]) -> bool:
        """Say whether it is about minors or others under special protection."""
        return _names_any(self.protected, title, content)


@dataclass(frozen=True)
class Bar:
    """What may not stand in a list: a JSON pointer and what it holds."""

    pointer: str
    what: str

    @property
    def said(self) -> str:
        """Say what must go, and where it stands."""
        _, top, *place = self.pointer.split("/")
        if not place:
            return _LABELS[self.what]
        number = int(place[0]) + 1
        where = f"第{number}列" if top == "columns" else f"第{number}行"
        return f"{where}的{_LABELS[self.what]}"


def bars(title: str, content: Mapping[str, Any], rules: ListRules) -> tuple[Bar, ...]:
    """Return what may not be published, whatever the cells say (RED-01).

    People under special protection are on no list at all; on a list of aid there is no column of
    ID, telephone, bank account or disease; an address goes down to road or community.
    """
    people = rules.lists_people(content)
    if people and rules.is_protected(title, content):
        return (Bar("/rows", _PROTECTED),)
    found = [*_addresses(content, rules)] if people else []
    if rules.is_aid(title, content):
        found += _refused(content, rules, people=people)
    return tuple(found)


def keeps_to_the_form_of_lists(record: Any, actor: Actor) -> Objection | None:
    """No refused column and no protected list goes out, masked or not (RED-01)."""
    if not record.bars:
        return None
    said = [bar.said for bar in record.bars]
    return Objection(
        "disclosure.not_on_lists",
        f"名单不得公开下列内容：{'、'.join(said[:5])}。请在区分处理时整列或整表删去。",
        {"places": said, "pointers": [bar.pointer for bar in record.bars]},
    )


def hung_long_enough(record: Any, today: date) -> Objection | None:
    """A list of people hangs its whole notice period on the board (居委会组织法 §34: 15 days)."""
    if record.board_until is None or today > record.board_until:
        return None
    return Objection(
        "disclosure.still_on_notice",
        f"名单公示期至 {record.board_until} 止，期满后方可归档；内容有误的，请更正或撤回。",
        {"until": str(record.board_until)},
    )


def _refused(content: Mapping[str, Any], rules: ListRules, *, people: bool) -> Iterator[Bar]:
    if people:
        for column, kind in rules.headings(content).items():
            if kind in rules.refused:
                yield Bar(f"/columns/{column}", kind)
    elif "NAME" in (labels := rules.labels(content)).values():
        yield from (Bar(f"/rows/{n}", kind) for n, kind in labels.items() if kind in rules.refused)


def _addresses(content: Mapping[str, Any], rules: ListRules) -> Iterator[Bar]:
    """Yield the cells of a column of addresses that name a house."""
    columns = [n for n, kind in rules.headings(content).items() if kind == _ADDRESS]
    for number, row in enumerate(content.get("rows", ())):
        for column in columns:
            if column < len(row) and mask_address(str(row[column])) != str(row[column]):
                yield Bar(f"/rows/{number}/{column}", _ADDRESS)


def _names_any(words: Sequence[str], title: str, content: Mapping[str, Any]) -> bool:
    said = " ".join([title, str(content.get("text", "")), *map(str, content.get("columns", ()))])
    return any(word in said for word in words)
