"""Copies of units are written by key: what is told twice is one unit, as it was told last."""

from datetime import date, datetime

import pytest

from shared.chassis import known_units
from shared.kernel.clock import TZ
from shared.kernel.units import KnownUnit
from shared.testing.unit_of_work import Memory

TOLD = {"unit_code": "510115001", "path": "510115/510115001", "name": "柳城街道", "kind": "street"}


@pytest.mark.rule("X-03", "X-06")
def test_a_unit_is_learnt_once_renamed_and_ends_with_its_last_day():
    memory = Memory("party", at=datetime(2026, 3, 2, 9, tzinfo=TZ))
    with memory.react() as uow:
        known_units.rename(uow, KnownUnit, unit_code="510115001", name="还不知道")
        known_units.end(uow, KnownUnit, unit_code="510115001", valid_to="2026-01-01")
    for path in ("510115/510115001", "510115/510115009/510115001"):
        with memory.react() as uow:
            known_units.learn(uow, KnownUnit, **{**TOLD, "path": path}, valid_to=None)
    with memory.react() as uow:
        known_units.rename(uow, KnownUnit, unit_code="510115001", name="柳城街道办事处")
        known_units.end(uow, KnownUnit, unit_code="510115001", valid_to="2026-06-30")
    (unit,) = memory.all(KnownUnit)
    assert (unit.path, unit.name) == ("510115/510115009/510115001", "柳城街道办事处")
    assert unit.exists(date(2026, 6, 30))
    assert not unit.exists(date(2026, 7, 1))
