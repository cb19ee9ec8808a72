"""A batch on its way through three rounds and the public notice (domain §1.3 to §1.5, §1.10)."""

from datetime import date, timedelta

import pytest

from services.delegation.model import Batch, Item
from services.delegation.workflow import BatchStatus
from shared.kernel.errors import Conflict, Forbidden, Invalid
from tests.unit.delegation._town import AUTONOMY, Town, single_reporter


@pytest.fixture
def town() -> Town:
    return Town()


def refused(code: str):
    return pytest.raises((Conflict, Forbidden, Invalid), match=code)


@pytest.mark.rule("LST-01", "LST-02")
def test_a_batch_goes_through_three_rounds_and_the_notice_into_force(town: Town):
    batch_id = town.opened()
    town.report(batch_id)
    town.ready(batch_id)
    assert town.now(Batch, batch_id).status is BatchStatus.READY
    town.approve(batch_id)
    batch = town.now(Batch, batch_id)
    assert (batch.status, batch.effective_from) == (BatchStatus.PUBLISHED, town.memory.now.date())
    seen = [fact.event_type.split(".", 1)[1] for fact in town.memory.told
            if fact.event_type.startswith("delegation.batch")]  # fmt: skip
    assert seen.count("batch.round_began") == 2
    assert seen[-1] == "batch.published"
    assert [f.list_code for f in town.told("delegation.list_version.published")] == [
        "L1", "L2", "L3", "L4", "L5",
    ]  # fmt: skip


def test_a_running_batch_stays_on_the_procedure_version_it_began_with(town: Town):
    batch = town.draft()
    with town.memory.react() as uow:
        town.add_procedure(uow, single_reporter(version="9", valid_from="2026-01-01"))
    assert town.now(Batch, batch.id).procedure == "sanbao@2"
    assert [len(r.reporters) for r in town.now(Batch, batch.id).rounds] == [1, 2, 1]


def test_a_procedure_with_one_reporter_three_times_runs_on_the_same_code(town: Town):
    with town.memory.react() as uow:
        town.add_procedure(uow, single_reporter())
    batch = town.do("bianban", "draft_batch", title="同一单位", procedure="single@1")
    town.do("bianban", "open_batch", batch_id=batch.id)
    town.report(batch.id)
    town.ready(batch.id)
    assert town.approve(batch.id).status is BatchStatus.PUBLISHED


def test_three_reports_have_three_rounds_and_another_kind_has_any_number(town: Town):
    two = single_reporter(rounds=single_reporter()["rounds"][:2])
    with refused("delegation.bad_procedure"), town.memory.react() as uow:
        town.add_procedure(uow, two)
    with town.memory.react() as uow:
        town.add_procedure(uow, {**two, "type": "两上两下"})


def test_without_named_reporters_every_unit_of_the_kind_reports(town: Town):
    town.hear("merge_unit", unit_code="510115002", valid_to="2025-12-31")
    batch = town.do("bianban", "draft_batch", title="全部单位")
    assert batch.rounds[1].reporters == ("510115001",)
    assert "510115-RS" in batch.rounds[0].reporters


@pytest.mark.rule("X-03")
def test_a_unit_that_has_ended_reports_nothing_even_when_it_is_named(town: Town):
    town.hear("merge_unit", unit_code="510115002", valid_to="2026-03-02")
    town.draft()
    town.hear("merge_unit", unit_code="510115002", valid_to="2025-12-31")
    with refused("delegation.unit_ended"):
        town.draft()


def test_a_batch_lists_only_units_that_its_procedure_asks(town: Town):
    with refused("delegation.wrong_reporter"):
        town.do("bianban", "draft_batch", title="错单位",
                reporters=[["510115001"], ["510115001"], ["510115-MZ"]])  # fmt: skip
    with refused("delegation.rounds_differ"):
        town.do("bianban", "draft_batch", title="少一轮", reporters=[["510115-MZ"]])
    with refused("delegation.unknown_unit"):
        town.do("bianban", "draft_batch", title="无此单位",
                reporters=[["510115-XX"], ["510115001"], ["510115-MZ"]])  # fmt: skip


def test_periods_of_a_round_are_working_days_of_the_calendar(town: Town):
    batch_id = town.opened()
    assert town.now(Batch, batch_id).current.report_by.due == date(2026, 3, 16)


# --- reporting ----------------------------------------------------------------------------------


def test_a_unit_that_is_not_listed_does_not_report(town: Town):
    batch_id = town.opened()
    with refused("delegation.not_a_reporter"):
        town.report(batch_id, who="liucheng", department="510115-MZ")
    with refused("delegation.not_a_reporter"):
        town.do("liucheng_leader", "submit_unit", batch_id=batch_id, document_no="签1")


def test_a_department_reports_only_its_own_matters(town: Town):
    batch_id = town.opened()
    with refused("delegation.other_department"):
        town.report(batch_id, department="510115-RS")


@pytest.mark.parametrize(
    ("lacking", "said"),
    [({"basis": []}, "法定依据"), ({"level": ""}, "承接层级"), ({"kind": ""}, "事项类型")],
)
def test_a_report_is_signed_only_with_basis_level_and_kind(town: Town, lacking, said):
    batch_id = town.opened()
    town.report(batch_id, **lacking)
    with pytest.raises(Conflict, match=said) as refusal:
        town.do("minzheng_leader", "submit_unit", batch_id=batch_id, document_no="签1")
    assert refusal.value.code == "delegation.items_incomplete"


def test_the_officer_who_reports_does_not_sign(town: Town):
    batch_id = town.opened()
    with refused("auth.not_permitted"):
        town.do("minzheng", "submit_unit", batch_id=batch_id, document_no="签1")


def test_nothing_is_added_after_the_leader_signed(town: Town):
    batch_id = town.opened()
    town.report(batch_id)
    town.do("minzheng_leader", "submit_unit", batch_id=batch_id, document_no="签1")
    with refused("delegation.already_submitted"):
        town.report(batch_id)
    with refused("delegation.already_submitted"):
        town.do("minzheng_leader", "submit_unit", batch_id=batch_id, document_no="签2")


def second_round(town: Town) -> tuple[str, str]:
    """Take a batch with one department's item to the round of the streets."""
    batch_id = town.opened()
    item = town.report(batch_id)
    town.submit_all(batch_id)
    town.review_all(batch_id)
    town.return_all(batch_id)
    town.do("bianban", "begin_round", batch_id=batch_id)
    return batch_id, item.id


BEARS = {"verdict": "accept", "volume": 120, "cost_fen": 2_400_000}


def test_a_street_signs_when_it_has_said_of_every_item_whether_and_at_what_cost(town: Town):
    batch_id, item_id = second_round(town)
    signed = {"batch_id": batch_id, "document_no": "签1"}
    with refused("delegation.stances_missing"):
        town.do("liucheng_leader", "submit_unit", **signed)
    town.do("liucheng", "take_stance", item_id=item_id, **BEARS)
    objects = {"verdict": "object", "text": "窗口只有两人"}
    said = town.do("liucheng", "take_stance", item_id=item_id, **objects)
    assert [(s.round, s.unit, s.verdict, s.volume) for s in said.stances] == [
        (2, "510115001", "object", None)
    ], "the later replaces the earlier"
    town.do("liucheng_leader", "submit_unit", **signed)
    with refused("delegation.already_submitted"):
        town.do("liucheng", "take_stance", item_id=item_id, **BEARS)
    assert [fact.verdict for fact in town.told("delegation.item.stance_taken")] == [
        "accept", "object",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("stance", "lacks"),
    [
        ({"verdict": "accept", "volume": 120}, ["所需经费（每年，分）"]),
        ({"verdict": "accept", "cost_fen": 0}, ["承接能力（每年件数）"]),
        ({**BEARS, "verdict": "amend"}, ["理由"]),
        ({"verdict": "object"}, ["理由"]),
    ],
)
def test_a_stance_says_how_much_at_what_cost_and_why(town: Town, stance, lacks):
    _, item_id = second_round(town)
    with pytest.raises(Conflict) as refusal:
        town.do("gongping", "take_stance", item_id=item_id, **stance)
    assert refusal.value.details["lacks"] == lacks


def test_stances_are_taken_in_their_round_by_its_reporters_on_items_of_others(town: Town):
    first = town.opened()
    item = town.report(first)
    with refused("delegation.no_stances_now"):
        town.do("minzheng", "take_stance", item_id=item.id, **BEARS)
    batch_id, _ = second_round(town)
    own = town.report(batch_id, who="liucheng", department="510115-MZ")
    with refused("delegation.no_stance_on_this"):
        town.do("liucheng", "take_stance", item_id=own.id, **BEARS)
    with refused("delegation.not_a_reporter"):
        town.do("minzheng", "take_stance", item_id=own.id, **BEARS)


def test_reporting_ends_early_only_when_everybody_reported(town: Town):
    batch_id = town.opened()
    silent = [{"unit": "510115-MZ", "reason": "未上报，已催报两次"}]
    with refused("delegation.reports_missing"):
        town.do("bianban", "close_report", batch_id=batch_id, missing=silent)
    town.tick(date(2026, 3, 16))
    with refused("delegation.reports_missing"):
        town.do("bianban", "close_report", batch_id=batch_id, missing=silent)
    town.tick(date(2026, 3, 17))
    with refused("delegation.reports_missing"):
        town.do("bianban", "close_report", batch_id=batch_id)
    batch = town.do("bianban", "close_report", batch_id=batch_id, missing=silent)
    assert batch.status is BatchStatus.REVIEWING
    assert [each.unit for each in batch.current.missing] == ["510115-MZ"]


# --- review -------------------------------------------------------------------------------------


@pytest.mark.rule("T1.5")
def test_a_reviewer_from_the_reporting_department_is_refused(town: Town):
    batch_id = town.opened()
    item = town.report(batch_id)
    town.submit_all(batch_id)
    town.review_all(batch_id)
    town.return_all(batch_id)
    town.do("bianban", "begin_round", batch_id=batch_id)
    town.submit_all(batch_id)
    with refused("delegation.own_unit_review"):
        town.do("mz_review", "give_opinion", item_id=item.id, verdict="agree", text="同意")


def test_an_office_that_the_round_does_not_name_gives_no_opinion(town: Town):
    batch_id = town.opened()
    item = town.report(batch_id)
    town.submit_all(batch_id)
    with refused("delegation.not_a_reviewer"):
        town.do("caizheng", "give_opinion", item_id=item.id, verdict="agree", text="同意")


def test_review_ends_when_every_item_has_every_opinion(town: Town):
    batch_id = town.opened()
    item = town.report(batch_id)
    town.submit_all(batch_id)
    town.do("bianban", "give_opinion", item_id=item.id, verdict="agree", text="同意")
    with pytest.raises(Conflict, match="510115-SF"):
        town.do("bianban", "close_review", batch_id=batch_id)
    town.do("sifa", "give_opinion", item_id=item.id, verdict="object", text="依据不足")
    town.do("sifa", "give_opinion", item_id=item.id, verdict="agree", text="已补充依据")
    assert len(town.now(Item, item.id).opinions) == 2
    assert town.do("bianban", "close_review", batch_id=batch_id).status is BatchStatus.RETURNED


def test_a_round_ends_when_all_acknowledged_or_their_time_is_up(town: Town):
    batch_id = town.opened()
    town.report(batch_id)
    town.submit_all(batch_id)
    town.review_all(batch_id)
    due = town.do("bianban", "close_review", batch_id=batch_id).current.return_by.due
    with refused("delegation.not_acknowledged"):
        town.do("bianban", "begin_round", batch_id=batch_id)
    with refused("delegation.not_returned_to"):
        town.do("liucheng_leader", "acknowledge_return", batch_id=batch_id)
    with refused("delegation.rounds_remain"):
        town.do("bianban", "start_notice", batch_id=batch_id)
    town.tick(due)
    with refused("delegation.not_acknowledged"):
        town.do("bianban", "begin_round", batch_id=batch_id)
    town.tick(due + timedelta(days=1))
    assert town.do("bianban", "begin_round", batch_id=batch_id).round == 2


def last_return(town: Town, **command) -> str:
    """Take a batch with an item of L1 and one of L3 to where the last round came back."""
    batch_id = town.opened(**command)
    town.report(batch_id)
    town.report(batch_id, **AUTONOMY)
    for _ in range(2):
        town.submit_all(batch_id)
        town.review_all(batch_id)
        town.return_all(batch_id)
        town.do("bianban", "begin_round", batch_id=batch_id)
    town.submit_all(batch_id)
    town.review_all(batch_id)
    town.do("bianban", "close_review", batch_id=batch_id)
    town.do("minzheng_leader", "acknowledge_return", batch_id=batch_id)
    for street in ("liucheng_leader", "gongping_leader"):
        town.do(street, "acknowledge_return", batch_id=batch_id)
    return batch_id


@pytest.mark.rule("LST-23")
def test_communities_countersign_the_lists_that_bind_them_before_the_public_sees_them(town: Town):
    batch_id = last_return(town)
    funded, autonomous = town.items(batch_id)
    for item in (funded, autonomous):
        town.resolve(item.id, "retain")
    with pytest.raises(Conflict, match="510115001001") as early:
        town.do("bianban", "start_notice", batch_id=batch_id)
    assert early.value.code == "delegation.not_acknowledged"
    against = {"reason": "NO_CAPACITY", "note": "无人可派"}
    with refused("delegation.not_countersigned"):
        town.do("heping_leader", "countersign_drafts", batch_id=batch_id,
                contested=[{"item_id": funded.id, **against}])  # fmt: skip
    town.do("heping_leader", "countersign_drafts", batch_id=batch_id,
            contested=[{"item_id": autonomous.id, **against}])  # fmt: skip
    with refused("delegation.challenges_open"):
        town.do("bianban", "start_notice", batch_id=batch_id)
    town.do("bianban", "lift_challenge", item_id=autonomous.id)
    town.resolve(autonomous.id, "retain")
    signed = town.do("heping_leader", "countersign_drafts", batch_id=batch_id).current
    assert [(each.unit, each.contested) for each in signed.countersignatures] == [
        ("510115001001", ())
    ], "the later signature replaces the earlier"
    town.do("bianban", "start_notice", batch_id=batch_id)
    assert [f.contested for f in town.told("delegation.batch.countersigned")] == [
        (autonomous.id,), (),
    ]  # fmt: skip


@pytest.mark.rule("LST-23")
def test_only_communities_below_the_streets_of_the_batch_countersign(town: Town):
    assert town.draft().rounds[2].countersigners == ("510115001001",)
    elsewhere = [["510115-MZ"], ["510115002"], ["510115-MZ"]]
    batch = town.do("bianban", "draft_batch", title="只涉公平街道", reporters=elsewhere)
    assert [each.countersigners for each in batch.rounds] == [(), (), ()]
    with refused("delegation.wrong_countersigner"):
        town.draft(countersigners=["510115002"])
    batch_id = last_return(town, countersigners=[])
    with refused("delegation.not_a_countersigner"):
        town.do("heping_leader", "countersign_drafts", batch_id=batch_id)


@pytest.mark.rule("LST-23")
def test_a_community_that_stays_silent_holds_up_nothing_after_its_time(town: Town):
    batch_id = last_return(town)
    for item in town.items(batch_id):
        town.resolve(item.id, "retain")
    town.tick(town.now(Batch, batch_id).current.return_by.due + timedelta(days=1))
    town.do("bianban", "start_notice", batch_id=batch_id)


def test_after_the_last_round_comes_the_notice_and_only_for_resolved_unchallenged_items(town: Town):
    batch_id = town.opened()
    item = town.report(batch_id)
    town.through_rounds(batch_id)
    with refused("delegation.no_more_rounds"):
        town.do("bianban", "begin_round", batch_id=batch_id)
    with refused("delegation.items_unresolved"):
        town.do("bianban", "start_notice", batch_id=batch_id)
    town.do("liucheng", "challenge_item", item_id=item.id, reason="NO_CAPACITY", note="无人承接")
    with refused("delegation.challenges_open"):
        town.do("bianban", "start_notice", batch_id=batch_id)
    with refused("delegation.item.not_now"):
        town.resolve(item.id, "retain")
    town.do("bianban", "lift_challenge", item_id=item.id)
    town.resolve(item.id, "retain")
    assert town.do("bianban", "start_notice", batch_id=batch_id).status is BatchStatus.PUBLIC_NOTICE
