"""Lists in force: conservation, versions, what may not stand together, dispatch (§1.6, §1.7)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.delegation.model import (
    Batch,
    Entry,
    Item,
    ListVersion,
    NoProofMatter,
)
from services.delegation.workflow import BatchStatus, EntryStatus
from shared.kernel.errors import Conflict, Forbidden, Invalid
from tests.unit.delegation._town import AUTONOMY, NEGATIVE, SEAL, SEALED, Town, ruling


@pytest.fixture
def town() -> Town:
    return Town()


def refused(code: str):
    return pytest.raises((Conflict, Forbidden, Invalid), match=code)


# --- conservation -------------------------------------------------------------------------------


@pytest.mark.rule("T1.1", "LST-01", "LST-07")
def test_eight_items_end_in_exactly_one_place_each_and_a_cancelled_one_is_not_dispatched(
    town: Town,
):
    batch_id = town.opened()
    items = [town.report(batch_id, name=f"示例事项第{n}项") for n in range(1, 9)]
    town.through_rounds(batch_id)
    for item in items[:3]:
        town.resolve(item.id, "retain")
    town.resolve(items[3].id, "merge", into=items[0].id)
    purchase = {"particulars": {"own_duty": "公共服务", "service_kind": "养老服务"}}
    town.resolve(items[4].id, "reassign", list_code="L2", changes=purchase)
    town.resolve(items[5].id, "reassign", list_code="L3", changes={"level": "community"})
    for item in items[6:]:
        town.resolve(item.id, "cancel", reason="无法律依据")
    town.tick(town.noticed(batch_id) + timedelta(days=1))
    town.approve(batch_id)
    (told,) = town.told("delegation.batch.published")
    assert (told.submitted, told.retained, told.amended) == (8, 3, 0)
    assert (told.merged, told.reassigned, told.cancelled) == (1, 2, 2)
    assert [len(town.entries(code)) for code in ("L1", "L2", "L3", "L4", "L5")] == [3, 1, 1, 0, 0]
    said = ruling(town, name="示例事项第7项")
    assert said.code == "delegation.cancelled_item"
    assert "无法律依据" in said.message


OUTCOMES = st.lists(
    st.tuples(
        st.sampled_from(["retain", "amend", "merge", "reassign", "cancel"]), st.integers(0, 11)
    ),
    min_size=1,
    max_size=12,
)


def attempt(town: Town, items: list[Item], number: int, outcome: str, target: int) -> None:
    more = {
        "merge": {"into": items[target % len(items)].id},
        "reassign": {"list_code": "L3", "changes": {"level": "community"}},
        "amend": {"changes": {"bearer": "民政科"}},
    }.get(outcome, {})
    try:
        town.resolve(items[number % len(items)].id, outcome, **more)
    except Conflict as refusal:
        assert refusal.code in ("delegation.merge_target", "delegation.carries_others")


@pytest.mark.rule("LST-01", "LST-02")
@settings(max_examples=25, deadline=None)
@given(first=OUTCOMES, again=OUTCOMES)
def test_every_reachable_batch_conserves_what_was_submitted(first, again):
    town = Town()
    with town.memory.react() as uow:
        each = {"reporters": ["510115-MZ"], "reviewers": ["510115-BB"], "return_to": ["510115-MZ"],
                "report_within": "1WD", "review_within": "1WD", "return_within": "1WD"}  # fmt: skip
        town.add_procedure(uow, {
            "code": "once", "version": "1", "name": "一轮", "type": "一报一审", "rounds": [each],
            "valid_from": "2016-01-01", "source": "示例", "tag": "own",
            "legal_office": "510115-SF", "notice": {"period": "7CD"},
        })  # fmt: skip
    batch = town.do("bianban", "draft_batch", title="随机", procedure="once@1")
    town.do("bianban", "open_batch", batch_id=batch.id)
    items = [town.report(batch.id, name=f"随机事项第{n}项") for n in range(len(first))]
    town.through_rounds(batch.id)
    for number, (outcome, target) in enumerate([*first, *again]):
        attempt(town, items, number, outcome, target)
    town.tick(town.noticed(batch.id) + timedelta(days=1))
    town.approve(batch.id)
    (told,) = town.told("delegation.batch.published")
    ends = told.retained + told.amended + told.merged + told.reassigned + told.cancelled
    assert told.submitted == len(items) == ends
    survivors = {item.id for item in town.items(batch.id) if item.survives}
    assert {item.merged_into for item in town.items(batch.id) if item.is_merged} <= survivors
    assert len(town.entries("L1")) + len(town.entries("L3")) == len(survivors)
    stones = [e for e in town.memory.all(Entry) if e.is_tombstone(town.memory.now.date())]
    assert len(stones) == told.cancelled


def test_an_item_that_carries_another_cannot_go(town: Town):
    batch_id = town.opened()
    one, two = town.report(batch_id), town.report(batch_id, name="高龄津贴发放")
    town.submit_all(batch_id)
    with refused("delegation.merge_target"):
        town.resolve(one.id, "merge", into=one.id)
    town.resolve(one.id, "merge", into=two.id)
    for outcome in ({"resolution": "cancel"}, {"resolution": "merge", "into": one.id}):
        with refused("delegation.carries_others"):
            town.resolve(two.id, **outcome)
    with refused("delegation.carries_others"):
        town.do("liucheng", "challenge_item", item_id=two.id, reason="DUPLICATE")


# --- versions -----------------------------------------------------------------------------------


def second(town: Town, *, resolve=None, reports=()) -> None:
    batch_id = town.opened()
    for each in reports:
        town.report(batch_id, **each)
    town.through_rounds(batch_id)
    for item in town.items(batch_id):
        if resolve:
            town.resolve(item.id, resolve)
    town.tick(town.noticed(batch_id) + timedelta(days=1))
    town.approve(batch_id)


@pytest.mark.rule("LST-02")
def test_versions_are_hashed_and_chained_and_the_earlier_batch_is_superseded(town: Town):
    (first,) = town.published({})
    batch_id = town.opened()
    town.report(batch_id, **NEGATIVE)
    town.ready(batch_id)
    town.approve(batch_id)
    versions = sorted((v for v in town.memory.all(ListVersion) if v.list_code == "L1"),
                      key=lambda v: v.number)  # fmt: skip
    assert [v.number for v in versions] == [1, 2]
    assert versions[1].previous_digest == versions[0].digest
    assert versions[0].entries == versions[1].entries
    assert all(v.is_intact for v in town.memory.all(ListVersion))
    forged = replace(versions[0].entries[0], name="改过的事项")
    changed = ListVersion(**{**vars_of(versions[0]), "entries": (forged,)})
    assert not changed.is_intact
    assert town.now(Batch, first.batch_id).status is BatchStatus.SUPERSEDED


def vars_of(version: ListVersion) -> dict:
    return {key: value for key, value in vars(version).items() if not key.startswith("_")}


@pytest.mark.rule("LST-02")
def test_exactly_one_version_of_a_list_holds_on_any_day(town: Town):
    town.published({})
    today = town.memory.now.date()
    batch_id = town.opened()
    town.report(batch_id, **NEGATIVE)
    town.ready(batch_id)
    later = town.memory.now.date() + timedelta(days=10)
    town.approve(batch_id, effective_from=str(later))
    assert len({v.effective_from for v in town.memory.all(ListVersion) if v.list_code == "L4"}) == 2
    assert town.entries("L4", later - timedelta(days=1)) == []
    assert [e.name for e in town.entries("L4", later)] == ["协税护税"]
    assert len(town.entries("L1", today)) == len(town.entries("L1", later)) == 1
    assert ruling(town, name="协税工作", on=later - timedelta(days=1)).code == (
        "delegation.not_admitted"
    )
    town.tick(later)
    statuses = [batch.status for batch in town.memory.all(Batch)]
    assert statuses == [BatchStatus.SUPERSEDED, BatchStatus.PUBLISHED]


@pytest.mark.rule("LST-02")
def test_a_version_takes_effect_after_the_one_before_and_never_in_the_past(town: Town):
    town.published({})
    batch_id = town.opened()
    town.ready(batch_id)
    yesterday = town.memory.now.date() - timedelta(days=1)
    with refused("delegation.effective_in_the_past"):
        town.approve(batch_id, effective_from=str(yesterday))
    with town.memory.react() as uow:
        for version in uow.find(ListVersion):
            version.effective_from = town.memory.now.date()
    with refused("delegation.effective_too_early"):
        town.approve(batch_id)


def test_an_amended_entry_is_replaced_under_its_lineage(town: Town):
    town.published({})
    (old,) = town.entries("L1")
    second(town, reports=[{"lineage_id": old.lineage_id, "bearer": "民政科"}])
    (new,) = town.entries("L1")
    assert (new.lineage_id, new.line.bearer) == (old.lineage_id, "民政科")
    assert town.now(Entry, old.id).status is EntryStatus.REPLACED


def test_two_items_of_one_batch_on_the_same_lineage_are_merged_first(town: Town):
    town.published({})
    (old,) = town.entries("L1")
    batch_id = town.opened()
    for bearer in ("甲", "乙"):
        town.report(batch_id, lineage_id=old.lineage_id, bearer=bearer * 2)
    town.ready(batch_id)
    with refused("delegation.lineage_twice"):
        town.approve(batch_id)


# --- what may not stand -------------------------------------------------------------------------


@pytest.mark.rule("LST-03")
@pytest.mark.parametrize("other", [AUTONOMY, SEALED])
def test_an_item_is_not_in_the_negative_list_and_in_a_positive_one(town: Town, other):
    batch_id = town.opened()
    town.report(batch_id, **other)
    town.report(batch_id, **{**NEGATIVE, "name": f"《{other['name']}》"})
    town.ready(batch_id)
    with refused("delegation.negative_and_positive"):
        town.approve(batch_id)


@pytest.mark.rule("LST-03")
def test_a_duty_of_the_street_is_not_handed_to_the_community(town: Town):
    batch_id = town.opened()
    town.report(batch_id, level="community")
    town.ready(batch_id)
    with refused("delegation.duty_of_community"):
        town.approve(batch_id)


@pytest.mark.rule("LST-04")
def test_an_l1_item_names_who_bears_it(town: Town):
    batch_id = town.opened()
    town.report(batch_id, bearer="")
    town.ready(batch_id)
    with pytest.raises(Conflict, match="承接主体"):
        town.approve(batch_id)


@pytest.mark.rule("LST-05")
@pytest.mark.parametrize(
    ("particulars", "code"),
    [
        ({"service_kind": "养老服务"}, "delegation.purchase_without_duty"),
        ({"duty": "没有", "service_kind": "养老服务"}, "delegation.purchase_without_duty"),
        ({"own_duty": "公共服务"}, "delegation.purchase_banned"),
        ({"own_duty": "公共服务", "service_kind": "融资行为"}, "delegation.purchase_banned"),
    ],
)
def test_a_purchase_rests_on_a_duty_of_the_street_and_is_not_banned(town: Town, particulars, code):
    batch_id = town.opened()
    town.report(batch_id, list_code="L2", name="居家养老服务", particulars=particulars)
    town.ready(batch_id)
    with refused(code):
        town.approve(batch_id)


def matter(town: Town, **changes) -> None:
    given = {
        "id": "CN-1", "number": 1, "name": "亲属关系证明", "keywords": ("亲属关系",),
        "jurisdiction": "CN", "effective_from": date(2020, 4, 1), "source": "民发〔2020〕20号",
    }  # fmt: skip
    with town.memory.react() as uow:
        uow.add(NoProofMatter(**{**given, **changes}))


@pytest.mark.rule("T1.2", "LST-06", "LST-20")
def test_a_seal_list_with_a_national_no_proof_matter_is_not_published(town: Town):
    matter(town)
    batch_id = town.opened()
    town.report(batch_id, **{**SEALED, "name": "居民亲属关系情况说明"})
    town.ready(batch_id)
    with pytest.raises(Conflict, match="民发〔2020〕20号") as refusal:
        town.approve(batch_id)
    assert refusal.value.code == "delegation.national_no_proof"
    assert town.now(Batch, batch_id).status is BatchStatus.READY
    assert town.memory.all(ListVersion) == []


@pytest.mark.rule("LST-20")
def test_a_matter_binds_from_its_day_and_in_its_jurisdiction():
    nation = NoProofMatter(id="a", number=1, name="健在", keywords=(), jurisdiction="CN",
                           effective_from=date(2020, 4, 1), source="x")  # fmt: skip
    hubei = NoProofMatter(id="b", number=21, name="其他", keywords=(), jurisdiction="42",
                          effective_from=date(2020, 4, 1), source="x")  # fmt: skip
    assert not nation.applies("510115", date(2020, 3, 31))
    assert nation.applies("510115", date(2020, 4, 1))
    assert not hubei.applies("510115", date(2026, 1, 1))


@pytest.mark.rule("LST-22")
@pytest.mark.parametrize("field", sorted(SEAL))
def test_a_seal_entry_itemises_all_six(town: Town, field: str):
    batch_id = town.opened()
    town.report(batch_id, **{**SEALED, "particulars": {**SEAL, field: ""}})
    town.ready(batch_id)
    with refused("delegation.seal_entry_incomplete"):
        town.approve(batch_id)


# --- tombstones ---------------------------------------------------------------------------------


def cancelled(town: Town) -> Entry:
    town.published({})
    (entry,) = town.entries("L1")
    second(town, resolve="cancel", reports=[{"lineage_id": entry.lineage_id}])
    assert town.entries("L1") == []
    return town.now(Entry, entry.id)


@pytest.mark.rule("LST-07", "G-08")
def test_a_cancelled_entry_stays_as_a_tombstone_and_may_not_come_back_in_disguise(town: Town):
    stone = cancelled(town)
    assert (stone.status, stone.cancel_reason) == (EntryStatus.CANCELLED, "经审核确定")
    batch_id = town.opened()
    with pytest.raises(Conflict, match="临时救助") as refusal:
        town.report(batch_id, name="换了名字的事项")
    assert refusal.value.code == "delegation.cancelled_in_disguise"
    assert refusal.value.details["lineage_id"] == stone.lineage_id
    town.report(
        batch_id, name="另一事项", basis=[{"law": "社会救助暂行办法", "article": "第十二条"}]
    )
    with refused("delegation.unknown_lineage"):
        town.report(batch_id, lineage_id="没有", basis=[])


@pytest.mark.rule("LST-07")
def test_a_later_batch_may_propose_it_openly_under_its_own_lineage(town: Town):
    stone = cancelled(town)
    second(town, reports=[{"lineage_id": stone.lineage_id}])
    (back,) = town.entries("L1")
    assert back.lineage_id == stone.lineage_id
    buried = town.now(Entry, stone.id)
    assert buried.status is EntryStatus.CANCELLED
    assert not buried.is_tombstone(town.memory.now.date())
    assert buried.is_tombstone(buried.revived_on - timedelta(days=1))


@pytest.mark.rule("LST-09")
def test_cancelled_items_are_counted_by_list(town: Town):
    cancelled(town)
    today = town.memory.now.date()
    stones = [e.list_code for e in town.memory.all(Entry) if e.is_tombstone(today)]
    assert stones == ["L1"]
