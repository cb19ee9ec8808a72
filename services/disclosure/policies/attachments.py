"""Rules about the files of a record: what they hold, how they are named, how many there may be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from services.disclosure.policies.lists import ListRules, bars
from services.disclosure.policies.redaction import PERSONAL, Omission
from shared.kernel.actor import Actor
from shared.kernel.personal import numbers_in
from shared.kernel.workflow import Objection

_SHOWN, _KEPT = 5, 100
"""Places that a sentence names; that a record keeps."""

_TOP = 6
"""Rows of a sheet among which its headings are looked for."""


@dataclass(frozen=True)
class Attached:
    """A file as its record names it, with its SHA-256.

    `places` are where numbers of persons stand, `bars` what the rules for lists of people refuse,
    `remarks` what only a person can look at. `lists_people`: each row of a table is a person.
    `redacts`: it stands for another file from which something was taken out.
    """

    file_id: str
    name: str
    media_type: str
    size: int
    digest: str
    places: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    bars: tuple[str, ...] = ()
    lists_people: bool = False
    redacts: bool = False

    def shown(self) -> dict[str, Any]:
        """Return what an edition says of it."""
        keys = ("file_id", "name", "media_type", "size", "digest")
        return {key: vars(self)[key] for key in keys}


def personal_places(pieces: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return where numbers of persons stand in (place, text); no number is said (RED-02)."""
    found = [
        f"{place}第{each.start + 1}—{each.end}字：{each.kind.label}"
        for place, text in pieces
        for each in numbers_in(text)
    ]
    more = (f"等共 {len(found)} 处",) if len(found) > _KEPT else ()
    return (*found[:_KEPT], *more)


def files_hold_no_personal_data(record: Any, actor: Actor) -> Objection | None:
    """Numbers of persons in an attachment block publication (RED-02)."""
    places = [f"附件“{file.name}”{place}" for file in record.attachments for place in file.places]
    if not places:
        return None
    more = f"等共 {len(places)} 处" if len(places) > _SHOWN else ""
    return Objection(
        "disclosure.personal_data",
        f"附件含个人信息，不能公开：{'；'.join(places[:_SHOWN])}{more}。请替换为处理后的附件。",
        {"places": places},
    )


def barred_in_tables(
    title: str, tables: Iterable[tuple[str, Sequence[Sequence[str]]]], rules: ListRules
) -> tuple[tuple[str, ...], bool]:
    """Return what (place, rows) hold that no list may (RED-01), and whether they list people."""
    said: list[str] = []
    people = False
    for place, rows in tables:
        start = _headings(rows, rules)
        above = " ".join(cell for row in rows[:start] for cell in row)
        where = f"{place}（第{start + 1}行以下）" if start else place
        content = {
            "text": f"{place} {above}", "columns": rows[start], "rows": rows[start + 1 :],
        }  # fmt: skip
        said += [f"{where}{bar.said}" for bar in bars(title, content, rules)]
        people = people or rules.lists_people(content)
    return tuple(said[:_KEPT]), people


def _headings(rows: Sequence[Sequence[str]], rules: ListRules) -> int:
    """Return the first of the top rows that heads columns of persons; titles may stand above it."""
    top = enumerate(rows[:_TOP])
    return next((n for n, row in top if rules.headings({"columns": row})), 0)


def files_keep_to_the_form_of_lists(record: Any, actor: Actor) -> Objection | None:
    """No refused column and no protected list goes out in a file (RED-01)."""
    said = [f"附件“{file.name}”{bar}" for file in record.attachments for bar in file.bars]
    if not said:
        return None
    return Objection(
        "disclosure.not_on_lists",
        f"名单不得公开下列内容：{'、'.join(said[:_SHOWN])}。请替换为处理后的附件。",
        {"places": said},
    )


def has_attachments(record: Any, actor: Actor) -> Objection | None:
    """There must be a file to replace or to remove."""
    if record.attachments:
        return None
    return Objection("disclosure.no_attachment", "该信息没有附件。")


def is_attached(record: Any, file_id: str) -> Objection | None:
    """The file belongs to the record now."""
    if any(file.file_id == file_id for file in record.attachments):
        return None
    return Objection("disclosure.no_attachment", "该信息没有这个附件，请刷新后核对。")


def files_are_told_apart(files: Iterable[Attached], most: int) -> Objection | None:
    """No two files have one name, and there are not too many."""
    names = [file.name.casefold() for file in files]
    if len(set(names)) < len(names):
        return Objection("disclosure.same_name", "已有同名附件，请换名，或替换原有附件。")
    if len(names) > most:
        return Objection(
            "disclosure.too_many_files", f"附件不得超过 {most} 个，请合并。", {"most": most}
        )
    return None


def file_omissions(files: Iterable[Attached]) -> tuple[Omission, ...]:
    """Return what readers are told of files from which something was taken out (§37)."""
    return tuple(
        Omission(f"附件“{file.name}”的部分内容", PERSONAL) for file in files if file.redacts
    )
