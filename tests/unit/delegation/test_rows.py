"""A process-table row before anybody may apply by it (domain §2.1, T2.7, T2.8)."""

import pytest

from services.delegation.model import ProcessRow
from services.delegation.workflow import RowStatus
from shared.kernel.errors import Conflict, Forbidden, Invalid
from tests.unit.delegation._town import SEAL, Town, row_content

SEALED = {
    "list_code": "L5",
    "name": "社区活动场地使用证明",
    "level": "community",
    "particulars": SEAL,
}


@pytest.fixture
def town() -> Town:
    return Town.listed({}, SEALED)


def refused(code: str):
    return pytest.raises((Conflict, Forbidden, Invalid), match=code)


def drafted(town: Town, **changes) -> ProcessRow:
    (entry,) = town.entries("L1")
    return town.do(
        "minzheng", "draft_row", item_id=entry.lineage_id, content=row_content(**changes)
    )


def published(town: Town, **changes) -> ProcessRow:
    row = drafted(town, **changes)
    return town.do("minzheng_leader", "publish_row", row_id=row.id)


def material(**changes):
    whole = {
        "name": "收入申报表",
        "source": "申请人",
        "form": ["原件"],
        "copies": 1,
        "necessity": "必要",
    }
    return {**whole, **changes}


@pytest.mark.rule("PT-01")
def test_a_published_row_tells_windows_everything_they_need(town: Town):
    row = published(town)
    (told,) = town.told("delegation.process_row.published")
    (entry,) = town.entries("L1")
    assert (told.row_id, told.number, told.item_id) == (row.id, 1, entry.lineage_id)
    assert (told.department, told.department_path) == ("区民政局", "510115/510115-MZ")
    assert told.row["materials"][0]["name"] == "居民身份证"
    assert (told.row["legal_limit"], told.row["promised_limit"]) == ("20WD", "10WD")
    assert {"field", "item_type", "handling", "basis", "bearer", "fee_fen"} <= told.row.keys()


@pytest.mark.rule("PT-01")
def test_the_next_version_supersedes_the_one_before_in_the_same_lineage(town: Town):
    first = published(town)
    second = published(town, promised_limit="8WD")
    assert (second.number, second.lineage_id) == (2, first.lineage_id)
    assert town.now(ProcessRow, first.id).status is RowStatus.SUPERSEDED
    (told,) = town.told("delegation.process_row.superseded")
    assert (told.row_id, told.successor_id) == (first.id, second.id)


@pytest.mark.rule("MAT-01")
@pytest.mark.parametrize(
    "name", ["其他材料", "其它材料", "审批机关认为需要的其他有关材料", "相关材料"]
)
def test_a_catch_all_is_refused(town: Town, name: str):
    with refused("delegation.catch_all_material"):
        published(town, materials=[material(name=name)])


@pytest.mark.rule("MAT-02")
def test_a_material_is_not_asked_twice_nor_beside_its_shared_copy(town: Town):
    twice = [material(), material(name="收入申报表 ", source="政府共享")]
    with refused("delegation.material_twice"):
        published(town, materials=twice)


@pytest.mark.rule("MAT-03")
@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ({"source": ""}, "来源"), ({"form": []}, "形式"), ({"copies": 0}, "份数"),
        ({"necessity": ""}, "必要性"), ({"necessity": "容缺", "deferrable": True}, "容缺补齐期限"),
    ],
)  # fmt: skip
def test_each_material_says_source_form_copies_and_necessity(town: Town, lacking, said):
    with pytest.raises(Conflict, match=said) as refusal:
        published(town, materials=[material(**lacking)])
    assert refusal.value.code == "delegation.material_incomplete"


@pytest.mark.rule("MAT-04", "LST-21", "X-02")
def test_a_material_from_the_community_is_on_the_seal_list(town: Town):
    with pytest.raises(Conflict, match="居住证明") as refusal:
        published(town, materials=[material(name="居住证明", source="社区出具")])
    assert refusal.value.code == "delegation.seal_not_allowed"
    assert "需加盖社区印章事项清单" in refusal.value.message
    assert refusal.value.details["rule"] == "LST-21"
    listed = [material(name="社区活动场地使用证明", source="社区出具")]
    assert published(town, materials=listed).status is RowStatus.PUBLISHED


@pytest.mark.rule("T2.7")
def test_a_promise_longer_than_the_law_is_refused(town: Town):
    with refused("delegation.promise_exceeds_law"):
        published(town, legal_limit="10WD", promised_limit="15WD")
    assert published(town, legal_limit="10WD", promised_limit="10WD").status is RowStatus.PUBLISHED


@pytest.mark.rule("T2.7")
def test_limits_in_different_units_are_not_compared_but_refused(town: Town):
    with refused("delegation.limit_units"):
        published(town, legal_limit="10WD", promised_limit="10CD")


def test_without_a_legal_limit_a_promise_is_needed(town: Town):
    with refused("delegation.limit_missing"):
        published(town, legal_limit=None, promised_limit=None)
    assert published(town, legal_limit=None, promised_limit="5WD").status is RowStatus.PUBLISHED


@pytest.mark.rule("T2.8")
def test_no_visit_needs_the_whole_way_online(town: Town):
    with pytest.raises(Conflict, match="办理审查") as refusal:
        published(town, onsite_visits=0, online_depth=["收件", "受理"])
    assert refusal.value.code == "delegation.visits_without_online"
    whole = ["收件", "受理", "办理审查", "结果反馈"]
    assert published(town, onsite_visits=0, online_depth=whole).status is RowStatus.PUBLISHED


@pytest.mark.rule("X-01")
def test_a_row_rests_on_an_effective_l1_entry(town: Town):
    row = drafted(town)
    (entry,) = town.entries("L1")
    town.do("bianban", "suspend_entry", entry_id=entry.id, reason="上位法修改")
    with refused("delegation.item_not_effective"):
        town.do("minzheng_leader", "publish_row", row_id=row.id)
    with refused("delegation.item_not_effective"):
        town.do("minzheng", "draft_row", item_id=entry.lineage_id, content=row_content())
    town.do("bianban", "resume_entry", entry_id=entry.id)
    town.do("minzheng_leader", "publish_row", row_id=row.id)
    town.do("bianban", "suspend_entry", entry_id=entry.id, reason="上位法修改")
    assert town.now(ProcessRow, row.id).status is RowStatus.WITHDRAWN


@pytest.mark.rule("G-07")
def test_a_department_changes_its_own_rows_and_who_drafts_does_not_publish(town: Town):
    (entry,) = town.entries("L1")
    with refused("delegation.other_department"):
        town.do("renshe", "draft_row", item_id=entry.lineage_id, content=row_content())
    row = drafted(town)
    with refused("delegation.other_department"):
        town.do("renshe_leader", "publish_row", row_id=row.id)
    with refused("auth.not_permitted"):
        town.do("minzheng", "publish_row", row_id=row.id)
    with town.memory.react() as uow:
        uow.get(ProcessRow, row.id).drafted_by = "minzheng_leader"
    with refused("delegation.own_row"):
        town.do("minzheng_leader", "publish_row", row_id=row.id)


def test_a_withdrawn_row_takes_no_new_cases_and_says_why(town: Town):
    row = published(town)
    town.do("minzheng_leader", "withdraw_row", row_id=row.id, reason="流程调整")
    (told,) = town.told("delegation.process_row.withdrawn")
    assert (told.row_id, told.reason) == (row.id, "流程调整")
