"""What no list names comes in by admission only, for a time; urgent work begins before (§1.7-8)."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from services.delegation.model import Admission
from services.delegation.policies import Mode, Ruling
from shared.kernel.calendar import Calendar, CalendarYear
from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict, Forbidden, Invalid
from shared.kernel.rulepacks import RulePacks
from shared.testing.unit_of_work import DATA, Memory
from tests.unit.delegation._offices import WORK, Offices, stand_in
from tests.unit.delegation._town import AUTONOMY, NEGATIVE, calendar

ALLOW, REPORT, UNTIL, OPEN = "allow", "allow and report", "allow until", "allow and open a case"
LISTED, STRANGE = "调解民间纠纷", WORK["name"]


@pytest.fixture
def town(monkeypatch) -> Offices:
    stand_in(monkeypatch)
    return Offices()


def refused(code: str):
    return pytest.raises((Conflict, Forbidden, Invalid), match=f"{code}:")


def said(ruling) -> str:
    """Name the answer as the table of §1.7 does."""
    if not isinstance(ruling, Ruling):
        return ruling.code.removeprefix("delegation.")
    if ruling.urgent:
        return OPEN
    if ruling.reported:
        return REPORT
    return UNTIL if ruling.admission is not None else ALLOW


TABLE = [
    # in L4, in L3, admitted, urgent → by NEGATIVE_ONLY, by POSITIVE_ONLY
    *((True, listed, admitted, urgent, "negative_listed", "negative_listed")
      for listed in (True, False) for admitted in (True, False) for urgent in (True, False)),
    *((False, True, admitted, urgent, ALLOW, ALLOW)
      for admitted in (True, False) for urgent in (True, False)),
    (False, False, True, False, UNTIL, UNTIL),
    (False, False, True, True, UNTIL, UNTIL),
    (False, False, False, False, REPORT, "not_admitted"),
    (False, False, False, True, ALLOW, OPEN),
]  # fmt: skip


@pytest.mark.rule("LST-03")
@pytest.mark.parametrize(("negative", "listed", "admitted", "urgent", "free", "strict"), TABLE)
def test_the_dispatch_table_holds_in_every_cell(
    town, negative, listed, admitted, urgent, free, strict
):
    if admitted:
        town.admitted()
    if listed:
        town.published({**AUTONOMY, "name": STRANGE})
    if negative:
        # LST-03 keeps a name from L3 and L4 together: the negative entry reaches it by keyword
        town.tick(town.memory.now.date() + timedelta(days=1))
        town.published({**NEGATIVE, "keywords": ["普查"]})
    assert said(town.asks(mode=Mode.NEGATIVE_ONLY, urgent=urgent)) == free
    assert said(town.asks(mode=Mode.POSITIVE_ONLY, urgent=urgent)) == strict


def free_mode(memory: Memory) -> None:
    """Let the district's rule pack say that what is not forbidden may be sent."""
    packs = [
        replace(pack, values={**pack.values, "dispatch.mode": "NEGATIVE_ONLY"})
        if pack.name == "delegation.lists" else pack
        for pack in memory.packs
    ]  # fmt: skip
    memory.packs = RulePacks(packs)


def test_the_rule_pack_says_which_mode_holds_and_urgent_work_needs_no_case_in_the_free_one(town):
    free_mode(town.memory)
    town.published(NEGATIVE)
    assert said(town.urge()) == ALLOW
    assert town.memory.all(Admission) == []
    with refused("delegation.negative_listed"):
        town.urge(name="开展协税工作")


def test_the_table_above_names_every_combination_once():
    assert len({row[:4] for row in TABLE}) == len(TABLE) == 16


def test_an_admission_lets_work_in_until_its_last_day_and_not_a_day_longer(town):
    found = town.admitted()
    ruling = town.asks()
    assert (ruling.admission.id, ruling.until) == (found.id, date(2026, 6, 30))
    assert said(town.asks(on=date(2026, 6, 30))) == UNTIL
    assert said(town.asks(on=date(2026, 7, 1))) == "not_admitted"
    assert said(town.asks(on=found.begins_on - timedelta(days=1))) == "not_admitted"
    assert said(town.asks(name=f"{STRANGE}考核")) == "not_admitted"


def test_an_admission_of_a_later_day_waits_for_it_and_ends_by_itself(town):
    found = town.reviewed(town.apply().id)
    town.let_in(found.id, begins_on="2026-04-01")
    assert town.now(Admission, found.id).status == "APPROVED"
    assert said(town.asks()) == "not_admitted"
    town.tick(date(2026, 4, 1))
    assert town.now(Admission, found.id).status == "IN_FORCE"
    assert said(town.asks()) == UNTIL
    town.tick(date(2026, 6, 30))
    assert town.now(Admission, found.id).status == "IN_FORCE"
    town.tick(date(2026, 7, 1))
    assert town.now(Admission, found.id).status == "ENDED"
    assert [f.reason for f in town.told("delegation.admission.ended")] == ["准入期满"]


def test_finished_work_leaves_at_once_and_its_timers_with_it(town):
    found = town.admitted()
    with refused("delegation.other_department"):
        town.do("minzheng", "finish_admission", admission_id=found.id, reason="普查结束")
    town.do("renshe", "finish_admission", admission_id=found.id, reason="普查结束")
    assert said(town.asks()) == "not_admitted"
    assert town.memory.timers == {}
    assert said(town.asks(on=town.memory.now.date() - timedelta(days=1))) == "not_admitted"


# --- urgent first, approved later ------------------------------------------------------------


def test_urgent_work_begins_at_once_and_opens_a_case(town):
    ruling = town.urge()
    found = town.memory.the(Admission)
    assert ruling.admission.id == found.id
    assert found.status == "URGENT_IN_FORCE"
    assert ruling.until == found.grace.due == date(2026, 3, 9)  # 5WD from Monday 2026-03-02
    assert said(town.asks()) == UNTIL
    (told,) = town.told("delegation.admission.urgent_entered")
    assert (told.due, told.provisional) == (date(2026, 3, 9), False)


def test_urgent_work_that_nobody_approved_in_time_is_withdrawn_by_itself(town):
    town.urge()
    town.tick(datetime(2026, 3, 9, 23, 59, 59, tzinfo=TZ))
    assert town.memory.the(Admission).status == "URGENT_IN_FORCE"
    assert said(town.asks()) == UNTIL
    town.tick(date(2026, 3, 10))
    assert town.memory.the(Admission).status == "WITHDRAWN"
    assert said(town.asks()) == "not_admitted"
    assert [f.reason for f in town.told("delegation.admission.withdrawn")] == [
        "紧急先行期满未获批准"
    ]


def test_withdrawn_urgent_work_is_not_let_in_urgently_again_before_its_pause_is_over(town):
    town.urge()
    town.tick(date(2026, 3, 10))
    with refused("delegation.urgent_repeated"):
        town.urge()
    assert town.apply().status == "APPLIED"
    town.do("renshe", "withdraw_admission", admission_id=town.memory.all(Admission)[-1].id,
            reason="改期")  # fmt: skip
    town.tick(date(2026, 3, 10) + timedelta(days=181))
    assert town.urge().urgent


def test_urgent_work_that_is_approved_goes_on_without_a_break(town):
    town.urge()
    found = town.memory.the(Admission)
    town.memory.now = datetime(2026, 3, 6, 9, tzinfo=TZ)
    town.reviewed(found.id)
    town.let_in(found.id, begins_on="2026-05-01")  # already at work: from today, whatever was said
    assert town.now(Admission, found.id).begins_on == date(2026, 3, 6)
    town.tick(date(2026, 3, 20))
    assert town.now(Admission, found.id).status == "IN_FORCE"
    assert said(town.asks()) == UNTIL


def test_urgent_work_that_is_refused_stops_the_same_day(town):
    town.urge()
    found = town.memory.the(Admission)
    town.do("quwei", "refuse_admission", admission_id=found.id, reason="不属于紧急情形",
            document_no="温委〔2026〕4号")  # fmt: skip
    assert town.now(Admission, found.id).status == "WITHDRAWN"
    assert said(town.asks()) == "not_admitted"
    assert town.memory.timers == {}


def test_urgent_work_on_a_list_needs_no_case(town):
    town.published({**AUTONOMY, "name": STRANGE})
    assert said(town.urge()) == ALLOW
    assert town.memory.all(Admission) == []


@pytest.mark.rule("G-04")
def test_a_grace_that_rests_on_no_calendar_is_recomputed_once_when_it_is_loaded(town):
    tables = [CalendarYear.from_json(json.loads(file.read_text(encoding="utf-8")))
              for file in (DATA / "calendars").glob("*.json")]  # fmt: skip
    town.memory.calendar = Calendar(table for table in tables if table.year != 2026)
    town.urge()
    found = town.memory.the(Admission)
    assert (found.provisional, found.grace.provisional) == (True, True)
    town.memory.calendar = calendar()
    town.hear("recompute_deadlines", year=2026)
    town.hear("recompute_deadlines", year=2026)
    found = town.memory.the(Admission)
    assert (found.provisional, found.grace.due) == (False, date(2026, 3, 9))
    assert len(town.told("delegation.admission.grace_recomputed")) == 1
    assert town.memory.timers["admission_grace_over", found.id] == found.grace.lapses_at


# --- what may never come in -------------------------------------------------------------------


@pytest.mark.rule("LST-03")
def test_negative_work_is_not_admitted_not_even_urgently_and_not_by_anybody(town):
    town.published(NEGATIVE)
    with refused("delegation.negative_listed"):
        town.apply(name="开展协税工作")
    with refused("delegation.negative_listed"):
        town.urge(name="开展协税工作")
    assert town.memory.all(Admission) == []


@pytest.mark.rule("LST-03")
def test_work_that_became_negative_is_not_approved_and_no_longer_sent(town):
    waiting, running = town.apply(), town.admitted(name="防汛值守协助")
    town.reviewed(waiting.id)
    town.published({**NEGATIVE, "keywords": ["普查", "防汛值守"]})
    with refused("delegation.negative_listed"):
        town.let_in(waiting.id)
    assert running.holds(town.memory.now.date())
    assert said(town.asks(name="防汛值守协助")) == "negative_listed"


@pytest.fixture
def stone(town):
    """A cancelled item of 人社局, its tombstone in place."""
    (item,) = town.published({"who": "minzheng", "name": "创建达标台账", "list_code": "L3",
                              "level": "community", "keywords": ["创建达标"]})  # fmt: skip
    town.tick(town.memory.now.date() + timedelta(days=1))
    batch_id = town.opened()
    town.report(batch_id, name="创建达标台账", list_code="L3", lineage_id=item.lineage_id)
    town.through_rounds(batch_id)
    for each in town.items(batch_id):
        town.resolve(each.id, "cancel", reason="无法律依据")
    town.tick(town.noticed(batch_id) + timedelta(days=1))
    town.approve(batch_id)
    assert said(town.asks(name="创建达标台账")) == "cancelled_item"
    return item.lineage_id


@pytest.mark.rule("LST-07")
def test_a_tombstone_comes_back_by_an_approved_admission_under_its_own_lineage_only(town, stone):
    with refused("delegation.cancelled_in_disguise"):
        town.apply(name="开展创建达标台账整理")
    with refused("delegation.cancelled_in_disguise"):  # another name, same department and article
        town.apply("minzheng", name="星级评定资料",
                   basis=[{"law": "社会救助暂行办法", "article": "第十一条"}])  # fmt: skip
    found = town.apply(item_id=stone, name=None)
    assert found.name == "创建达标台账"
    assert said(town.asks(name="创建达标台账")) == "cancelled_item"
    town.reviewed(found.id)
    town.let_in(found.id, expires_on="2026-12-31")
    assert said(town.asks(name=None, item_id=stone)) == UNTIL
    assert said(town.asks(name="创建达标台账")) == UNTIL
    assert said(town.asks(name="某某创建达标台账")) == "cancelled_item"
    assert said(town.asks(name=None, item_id=stone, on=date(2027, 1, 1))) == "cancelled_item"


@pytest.mark.rule("LST-07")
def test_a_cancelled_item_is_not_sent_urgently(town, stone):
    with refused("delegation.cancelled_item"):
        town.urge(item_id=stone, name=None)
    assert town.memory.all(Admission) == []


def test_listed_work_needs_no_admission_and_a_matter_has_one_open_case(town):
    town.published(AUTONOMY)
    with refused("delegation.already_listed"):
        town.apply(name=LISTED)
    town.apply()
    with refused("delegation.already_applied"):
        town.apply("minzheng")
    with refused("delegation.already_applied"):
        town.urge()
    with refused("delegation.nothing_asked"):
        town.apply(name=None)
    with refused("delegation.unknown_item"):
        town.apply(name=None, item_id="NO-SUCH")


# --- who reviews, who approves ----------------------------------------------------------------


@pytest.mark.rule("G-07")
def test_civil_affairs_leads_and_steps_back_when_it_applies_itself(town):
    assert (town.apply().lead, town.apply("minzheng", name="防汛值守协助").lead) == (
        "510115-MZ", "510115-ZZ",
    )  # fmt: skip
    own = town.memory.all(Admission)[-1]
    assert own.reviewers == ("510115-ZZ", "510115-SF", "510115-CZ")
    with refused("delegation.not_the_lead"):
        town.do("mz_review", "begin_admission_review", admission_id=own.id)
    town.do("zuzhi", "begin_admission_review", admission_id=own.id)
    with refused("delegation.own_unit_review"):
        town.do("mz_review", "review_admission", admission_id=own.id, verdict="agree", text="同意")
    with refused("delegation.not_a_reviewer"):
        town.do("zhengwu", "review_admission", admission_id=own.id, verdict="agree", text="同意")


@pytest.mark.rule("G-07")
def test_nothing_is_approved_before_every_reviewer_spoke(town):
    found = town.apply()
    town.do("mz_review", "begin_admission_review", admission_id=found.id)
    for who in ("mz_review", "zuzhi", "sifa"):
        with refused("delegation.opinions_missing"):
            town.let_in(found.id)
        town.do(who, "review_admission", admission_id=found.id, verdict="object", text="请补充")
    town.do("caizheng", "review_admission", admission_id=found.id, verdict="agree", text="同意")
    town.do("sifa", "review_admission", admission_id=found.id, verdict="agree", text="已补充")
    assert len(town.now(Admission, found.id).opinions) == 4
    assert town.let_in(found.id).status == "IN_FORCE"
    assert town.memory.audit[-1].basis_doc_no == "温委〔2026〕3号"


def test_work_comes_in_with_money_people_and_a_last_day(town):
    found = town.reviewed(town.apply().id)
    with refused("delegation.means_missing"):
        town.let_in(found.id, funds_fen=0)
    with refused("delegation.means_missing"):
        town.let_in(found.id, staff=0)
    with refused("delegation.bad_term"):
        town.let_in(found.id, expires_on="2026-03-01")
    with refused("delegation.bad_term"):
        town.let_in(found.id, expires_on="2027-03-03")
    let_in = town.let_in(found.id, staff=0, means_reason="由部门自派人员", expires_on="2027-03-02")
    assert (let_in.funds_fen, let_in.staff, let_in.status) == (1_000_000, 0, "IN_FORCE")


def test_a_refused_application_ends_and_another_may_follow(town):
    found = town.reviewed(town.apply().id)
    town.do("quwei", "refuse_admission", admission_id=found.id, reason="应由部门自行完成",
            document_no="温委〔2026〕5号")  # fmt: skip
    assert town.now(Admission, found.id).status == "REFUSED"
    assert town.apply().status == "APPLIED"


def test_an_act_that_fails_leaves_no_admission_no_fact_and_no_timer(town):
    memory: Memory = town.memory
    town.published(NEGATIVE)
    facts, timers = len(memory.told), dict(memory.timers)
    with refused("delegation.negative_listed"):
        town.urge(name="开展协税工作")
    assert (memory.all(Admission), len(memory.told), memory.timers) == ([], facts, timers)


@pytest.mark.rule("RED-01")
def test_no_fact_of_an_admission_names_a_person(town):
    town.admitted()
    told = [fact for fact in town.memory.told if fact.event_type.startswith("delegation.admission")]
    assert len(told) == 8
    assert not any(who in repr(told) for who in ("renshe", "quwei", "示例甲"))
