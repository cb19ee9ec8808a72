"""Load procedures, catalogue, matters, and in the demonstration a first published sample batch."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from services.delegation import policies
from services.delegation.handlers.publication import (
    bury,
    form_versions,
    list_rules,
    write_lines,
)
from services.delegation.handlers.rows import row_rules
from services.delegation.handlers.seals import load_seals
from services.delegation.model import (
    LIST_NAMES,
    Batch,
    ItemType,
    Line,
    NoProofMatter,
    Procedure,
    ProcessRow,
    RowContent,
    bases,
)
from services.delegation.workflow import BatchStatus, RowStatus
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.jurisdiction import join
from shared.kernel.workflow import enforce

_COMMON = frozenset({"lineage_id", "code", "name", "department", "level", "bearer", "basis",
                     "kind", "keywords"})  # fmt: skip


def load(uow: UnitOfWork, *, folder: Path, demo: bool) -> None:
    """Load what lists are made by and of; what is there already stays. Repeatable."""
    _load_procedures(uow, folder)
    _load_catalogue(uow, folder)
    _load_matters(uow, folder)
    if demo and not uow.find(Batch):
        _load_sample(uow, folder)
    if demo:
        load_seals(uow, folder)


def _load_procedures(uow: UnitOfWork, folder: Path) -> None:
    for file in sorted((folder / "procedures").glob("*.json")):
        procedure = Procedure.read(json.loads(file.read_text(encoding="utf-8")))
        if uow.one(Procedure, id=procedure.id) is None:
            uow.add(procedure)


def _load_catalogue(uow: UnitOfWork, folder: Path) -> None:
    for row in _read(folder / "catalogue.json"):
        known = uow.one(ItemType, id=row["code"])
        if known is None:
            uow.add(
                ItemType(
                    id=row["code"],
                    name=row["name"],
                    field=row["field"],
                    department=row["department"],
                    details=row,
                    sample=bool(row.get("sample", False)),
                )
            )
        elif known.details != row:
            known.name, known.field = row["name"], row["field"]
            known.department, known.details = row["department"], row


def _load_matters(uow: UnitOfWork, folder: Path) -> None:
    for row in _read(folder / "matters.json"):
        matter_id = f"{row['jurisdiction']}-{row['number']}"
        if uow.one(NoProofMatter, id=matter_id) is None:
            uow.add(
                NoProofMatter(
                    id=matter_id,
                    number=row["number"],
                    name=row["name"],
                    keywords=tuple(row["keywords"]),
                    jurisdiction=row["jurisdiction"],
                    effective_from=date.fromisoformat(row["effective_from"]),
                    source=row["source"],
                )
            )


def _load_sample(uow: UnitOfWork, folder: Path) -> None:
    """Publish the sample lists: held to the same rules as any other batch."""
    raw = json.loads((folder / "demo" / "lists.json").read_text(encoding="utf-8"))
    names = {unit["code"]: unit["name"] for unit in _read(folder / "units.json")}
    effective = date.fromisoformat(raw["effective_from"])
    lists = {code: tuple(_line(row, code, names) for row in raw["lists"].get(code, ()))
             for code in LIST_NAMES}  # fmt: skip
    lines = [line for found in lists.values() for line in found]
    batch = _sample_batch(uow, lines[0].department.partition("-")[0], effective)
    enforce(policies.publishable(lists, lines, list_rules(uow, batch.path, effective)))
    uow.add(batch)
    form_versions(uow, batch, lists, effective)
    write_lines(uow, batch, lines, effective)
    for row in raw["cancelled"]:
        line = _line(row, row["list_code"], names)
        bury(uow, batch, line, effective, reason=row["reason"])
    _publish_rows(uow, batch, lists["L1"])


def _sample_batch(uow: UnitOfWork, path: str, effective: date) -> Batch:
    procedure = max(uow.find(Procedure), key=lambda found: (found.valid_from, found.id))
    return Batch(
        id=uow.new_id(),
        number=1,
        path=path,
        title="首批清单（示例数据）",
        procedure=procedure.id,
        rounds=(),
        legal_office=procedure.legal_office,
        notice_within=procedure.notice_within,
        notice_roll=procedure.notice_roll,
        effective_from=effective,
        sample=True,
        status=BatchStatus.PUBLISHED,
    )


def _publish_rows(uow: UnitOfWork, batch: Batch, duties: Iterable[Line]) -> None:
    for line in duties:
        found = uow.one(ItemType, id=line.lineage_id)
        if found is None:
            continue
        row = ProcessRow(
            id=uow.new_id(),
            lineage_id=uow.new_id(),
            number=1,
            item_id=line.lineage_id,
            item_name=line.name,
            department=line.department,
            department_name=line.department_name,
            path=join(batch.path, line.department),
            content=RowContent.read(found.details),
            drafted_by="",
            sample=True,
            status=RowStatus.PUBLISHED,
        )
        enforce(policies.row_is_publishable(row, row_rules(uow, row)))
        row.announce(at=uow.now)
        uow.add(row)


def _line(row: Mapping[str, Any], list_code: str, names: Mapping[str, str]) -> Line:
    return Line(
        lineage_id=row["lineage_id"],
        list_code=list_code,
        name=row["name"],
        department=row["department"],
        department_name=names.get(row["department"], row["department"]),
        level=row["level"],
        bearer=row.get("bearer", ""),
        basis=bases(row["basis"]),
        kind=row.get("kind", ""),
        keywords=tuple(row.get("keywords", ())),
        particulars={key: value for key, value in row.items()
                     if key not in _COMMON and isinstance(value, str)},
    )  # fmt: skip


def _read(file: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return found
