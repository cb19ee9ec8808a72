"""What is loaded: procedures, catalogue, matters, and the sample lists that say they are one."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from services.delegation import handlers
from services.delegation.model import (
    Batch,
    Entry,
    ItemType,
    ListVersion,
    NoProofMatter,
    Procedure,
    ProcessRow,
)
from services.delegation.workflow import BatchStatus
from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict
from shared.testing.unit_of_work import DATA, Memory
from tests.unit.delegation._town import calendar

TYPE = {
    "code": "MZ-001", "name": "临时救助审核确认", "field": "民政", "department": "510115-MZ",
    "item_type": "行政给付", "handling": "COMMITTED", "bearer": "便民服务中心",
    "content": ["申请"], "requirements": {"channels": ["窗口"], "quality": "一次性告知"},
    "basis": [{"law": "社会救助暂行办法", "article": "第四十八条"}], "legal_limit": None,
    "promised_limit": "10WD", "onsite_visits": 1, "online_depth": ["收件"], "scope": "全区",
    "fee_fen": 0, "commitment": False, "sample": True,
    "materials": [{"name": "申请书", "source": "申请人", "form": ["原件"], "copies": 1,
                   "necessity": "必要", "deferrable": False, "defer_days": 0}],
}  # fmt: skip
ENTRY = {
    "lineage_id": "MZ-001", "name": "临时救助审核确认", "department": "510115-MZ",
    "bearer": "便民服务中心", "level": "street",
    "basis": [{"law": "社会救助暂行办法", "article": "第四十八条"}],
}  # fmt: skip
GONE = {
    "lineage_id": "X-001", "name": "协税护税台账", "department": "510115-CZ", "list_code": "L1",
    "level": "community", "basis": [], "reason": "无法律依据", "keywords": ["协税"],
}  # fmt: skip
MATTER = {
    "number": 1, "name": "亲属关系证明", "keywords": ["亲属关系"], "jurisdiction": "CN",
    "effective_from": "2020-04-01", "source": "民发〔2020〕20号",
}  # fmt: skip


def folder(tmp_path: Path, *, entry=ENTRY, kind=TYPE) -> Path:
    (tmp_path / "procedures").mkdir()
    (tmp_path / "demo").mkdir()
    files = {
        "procedures/sanbao@2.json": json.loads((DATA / "procedures/sanbao@2.json").read_text()),
        "catalogue.json": [kind],
        "matters.json": [MATTER],
        "units.json": [{"code": "510115-MZ", "name": "区民政局"}],
        "demo/lists.json": {
            "sample": True, "effective_from": "2016-07-01", "cancelled": [GONE],
            "lists": {"L1": [entry], "L2": [], "L3": [], "L4": [], "L5": []},
        },
        "demo/seals.json": {"seals": []},
    }  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return tmp_path


def loaded(place: Path, *, demo: bool, times: int = 1) -> Memory:
    memory = Memory("delegation", at=datetime(2026, 3, 2, 9, tzinfo=TZ), calendar=calendar())
    for _ in range(times):
        with memory.react() as uow:
            handlers.load(uow, folder=place, demo=demo)
    return memory


def test_loading_twice_is_loading_once(tmp_path: Path):
    once = loaded(folder(tmp_path), demo=True)
    twice = loaded(tmp_path, demo=True, times=2)
    assert {kind: len(rows) for kind, rows in once.rows.items()} == {
        kind: len(rows) for kind, rows in twice.rows.items()
    }
    assert len(once.told) == len(twice.told)


def test_without_the_demonstration_there_are_no_sample_lists(tmp_path: Path):
    memory = loaded(folder(tmp_path), demo=False)
    assert memory.all(Batch) == memory.all(Entry) == memory.all(ProcessRow) == []
    assert memory.the(Procedure).id == "sanbao@2"
    assert memory.the(ItemType).id == "MZ-001"
    assert memory.the(NoProofMatter).effective_from == date(2020, 4, 1)


@pytest.mark.rule("LST-02", "LST-07")
def test_the_sample_batch_says_so_and_publishes_five_versions_and_a_row_for_every_duty(
    tmp_path: Path,
):
    memory = loaded(folder(tmp_path), demo=True)
    batch = memory.the(Batch)
    assert (batch.number, batch.sample, batch.status) == (1, True, BatchStatus.PUBLISHED)
    assert len(memory.all(ListVersion)) == 5
    assert all(v.sample and v.is_intact for v in memory.all(ListVersion))
    stone, entry = sorted(memory.all(Entry), key=lambda e: e.lineage_id, reverse=True)
    assert (stone.lineage_id, stone.cancel_reason) == ("X-001", "无法律依据")
    assert stone.is_tombstone(date(2016, 7, 1))
    assert entry.in_force(date(2016, 7, 1))
    assert (memory.the(ProcessRow).item_id, memory.the(ProcessRow).sample) == ("MZ-001", True)
    told = [f for f in memory.told if f.event_type == "delegation.process_row.published"]
    assert [(f.department, f.department_path) for f in told] == [("区民政局", "510115/510115-MZ")]


@pytest.mark.rule("MAT-01", "LST-03")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"entry": {**ENTRY, "level": "community"}}, "delegation.duty_of_community"),
        (
            {"kind": {**TYPE, "materials": [{**TYPE["materials"][0], "name": "其他材料"}]}},
            "delegation.catch_all_material",
        ),
    ],
)
def test_sample_data_is_held_to_the_same_rules(tmp_path: Path, changes, code):
    with pytest.raises(Conflict, match=code):
        loaded(folder(tmp_path, **changes), demo=True)


@pytest.mark.rule("LST-09", "LST-20")
def test_the_project_data_loads_whole_with_106_tombstones_and_20_matters():
    memory = loaded(DATA, demo=True)
    today = memory.now.date()
    assert sum(entry.is_tombstone(today) for entry in memory.all(Entry)) == 106
    assert len(memory.all(NoProofMatter)) == 20
    duties = {e.lineage_id for e in memory.all(Entry) if e.list_code == "L1" and e.in_force(today)}
    assert len(duties) >= 40
    assert {row.item_id for row in memory.all(ProcessRow)} == duties
