"""Registered organisations are graded 5A to 1A, for five years (domain §8.4)."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from services.incubation import policies
from services.incubation.model import Grading
from services.incubation.schemas import PublicGrading
from shared.kernel.clock import TZ
from shared.testing.actors import story
from shared.testing.unit_of_work import Memory
from tests.unit.incubation._town import DOCUMENT, OTHER, OWN, RESPONSIBLE, TERMS, Town, refused

REPORT = {"report_no": "评报〔2021〕1号"}


def day(text: str, hour: int = 9) -> datetime:
    return datetime.fromisoformat(text).replace(hour=hour, tzinfo=TZ)


@pytest.fixture(scope="module")
def begun() -> Memory:
    """益馨 is registered on 2019-05-20."""
    town = Town(Memory("incubation", at=day("2019-05-20")))
    found = town.do(OWN, "apply_registration", terms=TERMS, responsible=RESPONSIBLE)
    town.registered(found)
    return town.memory


@pytest.fixture
def town(begun: Memory) -> Town:
    """The day before it is graded: 2021-05-24."""
    found = Town(begun.fork())
    found.memory.now = day("2021-05-24")
    return found


def applied(town: Town) -> Grading:
    return town.do(OWN, "apply_grading", organisation_id=town.organisation().id)


def noticed(town: Town, score: int = 905) -> Grading:
    found = applied(town)
    town.do("shezu", "assess_grading", grading_id=found.id, score=score, **REPORT)
    return town.do("shezu", "publish_grading", grading_id=found.id)


def granted(town: Town, score: int = 905) -> Grading:
    """Apply, assess, hang it out for a week, grant it on the eighth day."""
    found = noticed(town, score)
    town.tick(days=8)
    return town.do("shezu_leader", "grant_grading", grading_id=found.id, **DOCUMENT)


@pytest.mark.rule("T8.2", "SO-09", "G-07")
def test_a_grade_of_2021_06_01_holds_through_2026_05_31(town: Town):
    found = noticed(town)
    assert (found.due, found.grade, found.bands) == (date(2021, 5, 31), "5A", "LUOYANG")
    town.tick(to=day("2021-05-31", 23))
    with refused("incubation.notice_runs"):
        town.do("shezu_leader", "grant_grading", grading_id=found.id, **DOCUMENT)
    town.tick(to=day("2021-06-01", 0))
    assert [fact.due for fact in town.told("grading.notice_over")] == [date(2021, 5, 31)]
    both = replace(story("shezu"), permissions=story("shezu_leader").permissions)
    with refused("incubation.own_procedure"):
        town.do(both, "grant_grading", grading_id=found.id, **DOCUMENT)
    held = town.do("shezu_leader", "grant_grading", grading_id=found.id, **DOCUMENT)
    assert (held.granted_on, held.valid_through) == (date(2021, 6, 1), date(2026, 5, 31))
    (told,) = town.told("grading.granted")
    assert (told.grade, told.priority, told.valid_through) == ("5A", True, date(2026, 5, 31))
    town.tick(to=day("2026-05-31", 23))
    assert town.memory.the(Grading).holds(date(2026, 5, 31))
    town.tick(to=day("2026-06-01", 0))
    over = town.memory.the(Grading)
    assert (over.status, over.priority) == ("EXPIRED", False)
    assert not over.holds(date(2026, 6, 1))
    assert PublicGrading().dump(over)["status"]["label"] == "已到期"


@pytest.mark.rule("T8.5", "SO-09")
def test_the_same_points_make_another_grade_where_other_bands_hold(begun: Memory):
    bands = begun.packs.pack("incubation.gradings", date(2026, 1, 1)).raw("bands")
    assert policies.grade_of(905, bands["LUOYANG"]) == "5A"
    assert policies.grade_of(905, bands["ANQING"]) == "4A"
    for score, luoyang, anqing in ((1000, "5A", "5A"), (951, "5A", "5A"), (950, "5A", "4A"),
                                   (900, "5A", "3A"), (899, "4A", "3A"), (850, "4A", "2A"),
                                   (800, "4A", "1A"), (600, "2A", "1A"), (599, "1A", "1A"),
                                   (0, "1A", "1A")):  # fmt: skip
        assert policies.grade_of(score, bands["LUOYANG"]) == luoyang, score
        assert policies.grade_of(score, bands["ANQING"]) == anqing, score


@pytest.mark.rule("SO-09", "G-01")
@pytest.mark.parametrize(("score", "priority"), [(700, True), (699, False)])
def test_3a_and_more_comes_first_for_functions_and_purchases(town: Town, score, priority):
    assert granted(town, score).priority is priority
    assert town.told("grading.granted")[0].priority is priority


@pytest.mark.parametrize("score", [-1, 1001])
def test_points_lie_between_none_and_a_thousand(town: Town, score: int):
    found = applied(town)
    with refused("incubation.points_out_of_range"):
        town.do("shezu", "assess_grading", grading_id=found.id, score=score, **REPORT)


# --- who may apply ---------------------------------------------------------------------------


@pytest.mark.rule("SO-08")
def test_two_full_years_of_registration_come_first(town: Town):
    town.memory.now = day("2021-05-19", 23)
    with refused("incubation.registered_too_short"):
        applied(town)
    town.memory.now = day("2021-05-20", 0)
    assert applied(town).upgrade is False
    with refused("incubation.already_applied"):
        applied(town)


@pytest.mark.rule("SO-08")
def test_who_is_only_filed_is_not_graded():
    town = Town()
    town.filed()
    with refused("incubation.not_registered"):
        applied(town)


@pytest.mark.rule("SO-08", "SO-09")
def test_an_upgrade_waits_two_years_and_takes_the_place_of_the_old_grade(town: Town):
    first = granted(town, 750)
    assert first.granted_on == date(2021, 6, 1)
    town.tick(to=day("2023-05-31"))
    with refused("incubation.graded_too_soon"):
        applied(town)
    town.tick(to=day("2023-06-01"))
    assert applied(town).upgrade is True
    town.do(OWN, "withdraw_grading", grading_id=town.memory.all(Grading)[-1].id)
    second = granted(town, 900)
    assert town.memory.rows[Grading][first.id].status == "SUPERSEDED"
    assert second.valid_through == date(2028, 6, 8)
    town.tick(to=day("2026-06-02"))
    assert town.told("grading.expired") == [], "the old grade's timer is gone"


@pytest.mark.rule("SO-08")
def test_after_its_last_day_one_applies_at_once_and_after_a_revocation_in_three_years(town: Town):
    granted(town)
    town.tick(to=day("2026-06-01"))
    again = granted(town)
    why = {"grading_id": again.id, **DOCUMENT}
    with refused("incubation.text_names_person"):
        town.do("shezu_leader", "revoke_grading", **why, reason="赵示例弄虚作假")
    gone = town.do("shezu_leader", "revoke_grading", **why, reason="评估材料弄虚作假")
    assert (gone.status, gone.priority) == ("REVOKED", False)
    revoked = gone.revoked_on
    assert revoked == date(2026, 6, 9)
    town.tick(to=day("2029-06-08"))
    with refused("incubation.graded_too_soon"):
        applied(town)
    town.tick(to=day("2029-06-09"))
    assert applied(town).status == "APPLIED"


@pytest.mark.rule("SO-08")
@pytest.mark.parametrize(
    ("operation", "facts", "code"),
    [
        ("check_organisation", [{"year": 2020, "result": "MISSED"}], "check_failed"),
        ("check_organisation", [{"year": 2020, "result": "FAILED"}], "check_failed"),
        ("check_organisation",
         [{"year": year, "result": "BASIC"} for year in (2019, 2020)], "check_basic_twice"),
        ("check_organisation",
         [{"year": 2019, "result": "FAILED"}, {"year": 2020, "result": "BASIC"}], None),
        ("punish_organisation", [{"punished_on": "2020-01-01", **DOCUMENT}], "punished"),
        ("punish_organisation", [{"punished_on": "2019-12-31", **DOCUMENT}], None),
        ("enlist_organisation",
         [{"kind": "INVESTIGATION", "entered_on": "2021-05-01", **DOCUMENT}], "listed"),
        ("enlist_organisation",
         [{"kind": "ABNORMAL", "entered_on": "2021-05-24", **DOCUMENT}], "listed"),
    ],
)  # fmt: skip
def test_what_stands_on_the_record_bars_the_grading(town: Town, operation, facts, code):
    for fact in facts:
        town.do("shezu", operation, organisation_id=town.organisation().id, **fact)
    if code is None:
        assert applied(town).status == "APPLIED"
        return
    with refused(f"incubation.{code}"):
        applied(town)


def test_an_objection_that_is_upheld_ends_it_and_so_does_the_office(town: Town):
    found = noticed(town)
    town.do("shezu_leader", "deny_grading", grading_id=found.id, reason="活动场地不实")
    assert town.told("grading.denied")
    assert town.memory.timers == {}
    town.tick(days=10)
    assert town.told("grading.notice_over") == []
    second = applied(town)
    with refused("incubation.not_found"):
        town.do(OTHER, "withdraw_grading", grading_id=second.id)
    town.do("shezu", "decline_grading", grading_id=second.id, reason="材料不齐")
    assert [str(each.status) for each in town.memory.all(Grading)] == ["DENIED", "DECLINED"]


def test_with_the_organisation_its_grade_ends(town: Town):
    granted(town)
    town.do("shezu_leader", "cancel_registration", organisation_id=town.organisation().id,
            reason="完成宗旨", **DOCUMENT)  # fmt: skip
    ended = town.memory.the(Grading)
    assert (ended.status, ended.priority) == ("ENDED", False)
    assert [fact.grade for fact in town.told("grading.ended")] == ["5A"]
    assert town.memory.timers == {}
