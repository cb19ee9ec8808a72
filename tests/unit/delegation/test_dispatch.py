"""May it be sent, may it be sealed, and what ends with an entry (domain §1.7, X-01)."""

from datetime import date, timedelta

import pytest

from services.delegation import policies
from services.delegation.model import (
    Delegation,
    Entry,
    ProcessRow,
)
from services.delegation.policies import Mode, Ruling
from services.delegation.workflow import RowStatus
from shared.kernel.errors import Conflict, Forbidden, Invalid
from shared.kernel.workflow import Objection
from tests.unit.delegation._town import (
    AUTONOMY,
    NEGATIVE,
    SEALED,
    Town,
    active,
    row_content,
    ruling,
)


@pytest.fixture
def town() -> Town:
    return Town()


def refused(code: str):
    return pytest.raises((Conflict, Forbidden, Invalid), match=code)


# --- dispatch -----------------------------------------------------------------------------------


@pytest.fixture
def listed() -> Town:
    return Town.listed(NEGATIVE, AUTONOMY, SEALED)


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("name", ["协税护税", "协 税 护 税", "社区协税任务", "2026年协税护税台账"])
def test_negative_work_is_refused_in_both_modes_by_entry_and_law(listed: Town, name, mode):
    said = ruling(listed, name=name, mode=mode)
    (entry,) = listed.entries("L4")
    assert said.code == "delegation.negative_listed"
    assert "协税护税" in said.message
    assert "《社会救助暂行办法》第十一条" in said.message
    assert said.details["entry_id"] == entry.id
    assert said.details["basis"] == [{"law": "社会救助暂行办法", "article": "第十一条"}]


@pytest.mark.parametrize("mode", list(Mode))
def test_listed_work_is_allowed_by_exact_name_or_lineage(listed: Town, mode):
    (entry,) = listed.entries("L3")
    assert ruling(listed, name="调解民间纠纷", mode=mode).entry.id == entry.id
    assert ruling(listed, item_id=entry.lineage_id, mode=mode).entry.id == entry.id


def test_unlisted_work_needs_admission_or_is_reported_by_the_mode(listed: Town):
    said = ruling(listed, name="调解民间纠纷考核")
    assert isinstance(said, Objection)
    assert said.code == "delegation.not_admitted"
    free = ruling(listed, name="调解民间纠纷考核", mode=Mode.NEGATIVE_ONLY)
    assert isinstance(free, Ruling)
    assert (free.reported, free.entry) == (True, None)


@pytest.mark.rule("LST-21")
def test_a_community_seals_only_what_the_white_list_names(listed: Town):
    today = listed.memory.now.date()
    found = listed.memory.all(Entry)
    assert policies.seal(found, name="社区活动场地使用证明", on=today).list_code == "L5"
    said = policies.seal(found, name="居住证明", on=today)
    assert said.code == "delegation.seal_not_allowed"
    assert "LST-21" in said.message
    assert isinstance(
        policies.seal(found, name="社区活动场地使用证明", on=date(2020, 1, 1)), Objection
    )


def test_a_suspended_entry_is_not_in_force_until_it_is_resumed(listed: Town):
    (entry,) = listed.entries("L3")
    listed.do("bianban", "suspend_entry", entry_id=entry.id, reason="上位法修改")
    assert ruling(listed, name="调解民间纠纷").code == "delegation.not_admitted"
    listed.do("bianban", "resume_entry", entry_id=entry.id)
    assert isinstance(ruling(listed, name="调解民间纠纷"), Ruling)


# --- what rests on an entry ---------------------------------------------------------------------


@pytest.mark.rule("X-01", "LST-07")
@pytest.mark.parametrize("future", [False, True])
def test_when_an_l1_entry_is_cancelled_its_rows_and_delegations_end_that_day(town: Town, future):
    town.published({})
    (entry,) = town.entries("L1")
    delegation = active(town)
    row = town.do("minzheng", "draft_row", item_id=entry.lineage_id, content=row_content())
    town.do("minzheng_leader", "publish_row", row_id=row.id)
    batch_id = town.opened()
    town.report(batch_id, lineage_id=entry.lineage_id)
    town.through_rounds(batch_id)
    for item in town.items(batch_id):
        town.resolve(item.id, "cancel", reason="法律修改")
    town.tick(town.noticed(batch_id) + timedelta(days=1))
    day = town.memory.now.date() + timedelta(days=5 if future else 0)
    town.approve(batch_id, effective_from=str(day))
    if future:
        assert town.told("delegation.process_row.withdrawn") == []
        town.tick(day)
    assert town.now(ProcessRow, row.id).status is RowStatus.WITHDRAWN
    assert not town.now(Delegation, delegation.id).is_open
    assert [f.row_id for f in town.told("delegation.process_row.withdrawn")] == [row.id]
    assert [f.delegation_id for f in town.told("delegation.delegation.revoked")] == [delegation.id]
    assert ruling(town, name=entry.name).code == "delegation.cancelled_item"


@pytest.mark.rule("X-04")
def test_a_published_version_says_when_it_was_formed_and_what_it_holds(town: Town):
    town.published({})
    told = next(f for f in town.told("delegation.list_version.published") if f.list_code == "L1")
    assert (told.path, told.number, told.formed_at) == ("510115", 1, town.memory.now)
    (line,) = told.entries
    assert (line["name"], line["department"]) == ("临时救助审核确认", "区民政局")
    assert line["basis"] == ({"law": "社会救助暂行办法", "article": "第十一条"},)
    assert told.list_name == "区级部门延伸街道主要事项清单"
