"""Rows that are appended: whole, together with the rest of the act or not at all."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from services.centers.model import Case
from services.oversight import store
from services.oversight.model import Entry, UnitName
from shared.chassis import tables
from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict
from tests.integration.services._room import Room

ROW = {
    "type": "centers.case.accepted", "service": "centers", "subject": "案-1",
    "at": datetime(2026, 2, 11, 9, 30, 15, 123456, tzinfo=TZ), "actor_id": "chuangkou",
    "actor_kind": "staff", "actor_unit": "510115001", "actor_path": "510115/510115001",
    "act": "centers.accept_case", "label": "受理 “引号” \\ 与 {括号}", "causation_id": "",
    "clock": "started", "due": date(2026, 2, 25), "path": "510115/510115001",
    "summary": {"件数": 2, "说明": "𠮷 'a' \"b\"", "空": None},
    "refs": ("案-1", "row-3", "a,b {c}"),
}  # fmt: skip


def kept(room: Room) -> list[Any]:
    with room.database.read() as session:
        return list(session.scalars(select(Entry).order_by(store.entries.c.id)))


def test_what_is_appended_comes_back_as_it_went_in(oversight: Room):
    def act(uow: Any) -> None:
        for number in range(600):
            uow.append(Entry, id=f"{number:03d}", **{**ROW, "due": None if number else ROW["due"]})

    oversight.react(act)
    found = kept(oversight)
    assert [each.id for each in found] == [f"{number:03d}" for number in range(600)]
    assert {name: getattr(found[0], name) for name in ROW} == ROW
    assert (found[0].version, found[1].due) == (1, None)


def test_one_that_is_there_already_undoes_the_whole_act(oversight: Room):
    oversight.react(lambda uow: uow.append(Entry, id="1", **ROW))

    def act(uow: Any) -> None:
        uow.add(UnitName(id="510115009", path="510115/510115009", name="新街道"))
        uow.append(Entry, id="2", **ROW)
        uow.append(Entry, id="1", **ROW)

    with pytest.raises(Conflict):
        oversight.react(act)
    assert [each.id for each in kept(oversight)] == ["1"]
    with oversight.database.read() as session:
        assert list(session.scalars(select(UnitName))) == []


def test_what_is_written_through_a_type_of_ours_is_not_appended(centers: Room):
    with pytest.raises(TypeError, match="applicant_name"):
        centers.react(lambda uow: uow.append(Case, id="1"))
    assert tables.appending(store.entries) is tables.appending(store.entries)
