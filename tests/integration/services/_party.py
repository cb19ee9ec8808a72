"""Party organisations that exist, and what the service's timers wait for."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from services.party.model import Organisation, Placement
from services.party.workflow import OrganisationStatus
from shared.chassis import tables
from shared.kernel.clock import TZ
from shared.testing.actors import path_of
from tests.integration.services._room import Room

STREET, OTHER, OFFICER, COMMUNITY, SECRETARY = (
    "liucheng_dangjian", "gongping_dangjian", "zuzhi_dangjian", "heping_dangjian", "heping_shuji",
)  # fmt: skip
HEPING, GUANGHUA, CHANGAN = "510115001001", "510115001002", "510115002001"
UNITS = {
    "510115": "district", "510115001": "street", "510115002": "street", HEPING: "community",
    GUANGHUA: "community", CHANGAN: "community",
}  # fmt: skip


def learn_units(party: Room) -> None:
    """Tell the service of the units above."""
    for code, kind in UNITS.items():
        party.react(party.handlers.learn_unit, unit_code=code, path=path_of(code), name=code,
                    kind=kind, valid_to=None)  # fmt: skip


def found(party: Room, id: str, unit: str = HEPING, **differs: Any) -> str:
    """Keep a living organisation."""
    values: dict[str, Any] = {
        "level": "COMMUNITY", "form": "BRANCH", "parent_id": "", "formal": 9, "probationary": 1,
        "established_on": date(2020, 1, 1), "status": OrganisationStatus.ACTIVE, **differs,
    }  # fmt: skip

    def keep(uow: Any) -> None:
        uow.add(Organisation(
            id=id, path=path_of(unit), unit=unit, name=f"{id}（示例）", proposed_by="示例",
            proposed_at=datetime(2020, 1, 1, tzinfo=TZ), **values,
        ))  # fmt: skip
        uow.add(Placement(id=f"P-{id}", organisation_id=id, parent_id=values["parent_id"],
                          since=values["established_on"]))  # fmt: skip

    party.react(keep)
    return id


def waiting(party: Room, name: str) -> dict[str, datetime]:
    """Return subject → when its timer rings."""
    table = tables.timers.c
    with party.database.engine.connect() as connection:
        rows = connection.execute(
            select(table.subject_id, table.due_at).where(table.name == name)
        ).all()
    return {subject: at.astimezone(TZ) for subject, at in rows}
