"""The main job of the house: one story, told once, examined from every side."""

import pytest

from tests.e2e.client import Refused, Town
from tests.e2e.people import ALL, ITEMS
from tests.e2e.story import LISTS, Story


@pytest.fixture(scope="module")
def story(town: Town) -> Story:
    """The whole story; what it made is examined below."""
    told = Story(town)
    for chapter in Story.CHAPTERS:
        chapter(told)
    return told


@pytest.mark.rule("LST-01", "T1.1")
def test_every_submitted_item_ends_in_exactly_one_place(story: Story):
    batch = story.town["bianban"].get(f"/delegation/batches/{story.batch}")
    assert batch["status"]["code"] == "PUBLISHED"
    ends = [item["status"]["code"] for item in batch["items"]]
    assert {end: ends.count(end) for end in set(ends)} == {
        "RETAINED": 3, "MERGED": 1, "REASSIGNED": 2, "CANCELLED": 2,
    }  # fmt: skip
    assert len(ends) == len(ITEMS)
    unsaid = story.refusals["unsaid"]
    assert (unsaid["status"], unsaid["code"]) == (409, "delegation.stances_missing")
    item = story.town["bianban"].get(f"/delegation/items/{story.items['改造']}")
    said = {(each["unit"], each["volume"], each["cost_fen"]) for each in item["stances"]}
    assert said == {("510115001", 200, 10_000_000), ("510115002", 200, 10_000_000)}


@pytest.mark.rule("LST-02")
def test_five_versions_take_effect_together_chained_to_the_ones_before(story: Story):
    assert sorted(story.versions) == list(LISTS)
    assert len({version["effective_from"] for version in story.versions.values()}) == 1
    for code, version in story.versions.items():
        shown = story.town.reader.get(f"/delegation/lists/{version['list_version_id']}")
        before = story.town.reader.get(f"/delegation/lists?list_code={code}")["items"]
        digests = {one["number"]: one["digest"] for one in before}
        assert shown["intact"]
        assert shown["previous_digest"] == digests[shown["number"] - 1]


@pytest.mark.rule("LST-06", "LST-20", "LST-21", "MAT-01", "MAT-04")
def test_a_row_asks_for_nothing_that_the_lists_do_not_allow(story: Story):
    seal = story.refusals["seal"]
    assert (seal["status"], seal["code"]) == (409, "delegation.seal_not_allowed")
    assert "亲属关系" in seal["detail"]
    assert story.refusals["catch_all"]["status"] == 409
    assert story.row["status"]["code"] == "PUBLISHED"


@pytest.mark.rule("DEL-01", "DEL-02")
def test_nothing_is_delegated_without_authority_money_and_people(story: Story):
    assert story.refusals["no_means"]["details"]["missing"] == ["授权", "经费", "人员"]
    assert story.refusals["no_money"]["details"]["missing"] == ["经费", "人员"]
    assert story.refusals["too_little"]["details"]["shortfall_fen"] == 1_000_000
    assert story.activated["status"]["code"] == "ACTIVE"


@pytest.mark.rule("PT-01", "WIN-01", "WIN-03", "WIN-04")
def test_a_case_runs_on_the_row_it_began_with_at_the_street_that_got_the_item(story: Story):
    case = story.town["chuangkou"].get(f"/centers/cases/{story.cases['proxy']['case_id']}")
    assert case["row_id"] == story.row["row_id"]
    assert case["row_number"] == story.row["number"]
    assert case["delegation_id"] == story.delegation
    assert case["path"] == "510115/510115001"
    assert case["accept_path"] == "510115/510115001/510115001001"
    assert [each["name"] for each in case["materials"]] == ["居民身份证", *ALL[2:3], *_later()]


def _later() -> list[str]:
    return ["适老化改造申请表", "改造部位照片"]


@pytest.mark.rule("G-05")
def test_the_clock_starts_at_completion_stops_for_the_procedure_and_is_extended_once(story: Story):
    case_id = story.cases["proxy"]["case_id"]
    why = story.town["chuangkou"].get(f"/centers/cases/{case_id}/deadline")
    reasons = [day["reason"] for day in why["days"]]
    counted = [day for day in why["days"] if day["counted"]]
    assert len(counted) == 20, "10 promised working days and 10 of the extension"
    assert any("中止" in reason or "鉴定" in reason for reason in reasons)
    assert why["days"][-1]["date"] == why["due"]


@pytest.mark.rule("G-05", "T2.4")
@pytest.mark.parametrize(
    ("name", "status"),
    [("deemed_accepted", "ACCEPTED"), ("uncorrected", "DEEMED_WITHDRAWN"),
     ("unsupplied", "DEEMED_WITHDRAWN"), ("not_ours", "NOT_ACCEPTED"),
     ("withdrawn", "WITHDRAWN"), ("proxy", "CLOSED"), ("web", "CLOSED")],
)  # fmt: skip
def test_every_end_of_a_case_is_reached(story: Story, name: str, status: str):
    assert story.cases[name]["status"]["code"] == status


def test_silence_of_the_office_accepts_as_of_the_day_of_receipt(story: Story):
    case = story.cases["deemed_accepted"]
    assert case["deemed"]
    assert case["accepted_at"] == case["submitted_at"]


@pytest.mark.rule("PUB-01", "PUB-04", "X-04")
def test_lists_and_figures_are_public_and_whole_for_a_reader_without_an_account(story: Story):
    kinds = [record["kind"] for record in story.public]
    assert kinds.count("LIST_VERSION") == len(LISTS)
    assert kinds.count("DECISION_STATISTICS") == 1
    for record in story.public:
        assert record["status"]["code"] == "PUBLISHED"
        assert record["formed_at"][:10] < record["due"]
        assert record["editions"][0]["content"]["rows"]


@pytest.mark.rule("G-07", "X-06", "EVAL-02")
def test_the_trace_tells_every_act_in_order_who_under_which_unit_and_what_the_clock_did(
    story: Story,
):
    entries = story.trace["entries"]
    told = [(entry["label"], entry["clock"]) for entry in entries if entry["service"] == "centers"]
    assert told == [
        ("提交申请", "none"), ("一次性告知补正", "none"), ("补正", "none"), ("受理", "started"),
        ("待流转", "none"), ("开始审查", "none"), ("接收", "none"),
        ("中止计时（特别程序）", "paused"), ("恢复计时", "resumed"),
        ("延长期限", "extended"), ("作出决定", "stopped"), ("送达", "none"), ("评价", "none"),
        ("归档", "none"),
    ]  # fmt: skip
    assert len({entry["event_id"] for entry in entries}) == len(entries)
    assert entries == sorted(entries, key=lambda entry: entry["at"])
    (rated,) = (entry for entry in entries if entry["type"] == "centers.case.rated")
    assert (rated["actor_id"], rated["actor_unit"], rated["summary"].get("level")) == (
        "anonymous", "", None,
    )  # fmt: skip
    units = {entry["actor_unit"] for entry in entries}
    assert {"510115001001", "510115001"} <= units
    behind = {entry["type"] for entry in story.trace["background"]}
    assert {"delegation.process_row.published", "delegation.delegation.activated"} <= behind


@pytest.mark.rule("LST-07", "LST-03", "G-08")
@pytest.mark.parametrize(
    ("name", "code", "says"),
    [
        ("negative", "delegation.negative_listed", "代商业机构入户推销"),
        ("cancelled", "delegation.cancelled_item", "老年人情况月报表报送"),
        ("not_admitted", "delegation.not_admitted", "清单"),
        ("seal", "delegation.seal_not_allowed", "亲属关系"),
        ("twice", "centers.one_time_notice_violation", "行政许可法"),
        ("outsider", "centers.outside_jurisdiction", "柳城"),
        ("wrong_street", "delegation.not_found", "无权查看"),
        ("no_rules", "rulepack.not_in_force", "1999-01-01"),
        ("extend_twice", "centers.already_extended", "第四十二条"),
    ],
)
def test_a_refusal_has_a_stable_code_and_names_the_entry_or_the_rule(
    story: Story, name: str, code: str, says: str
):
    problem = story.refusals[name]
    assert problem["code"] == code
    assert says in problem["detail"]
    assert problem["status"] in (403, 404, 409, 422)
    assert problem["trace_id"]


@pytest.mark.rule("EVAL-02")
def test_no_staff_can_see_how_or_by_whom_a_case_was_rated(story: Story):
    case_id = story.cases["proxy"]["case_id"]
    assert story.cases["proxy"]["rated_level"] == 5
    for username in ("chuangkou", "fuzeren", "zhihui"):
        seen = story.town[username].get(f"/centers/cases/{case_id}")
        assert seen["rated_level"] is None


@pytest.mark.rule("G-07")
def test_a_resident_sees_her_own_cases_and_nobody_elses(story: Story):
    mine = story.town["wang_xiuying"].get("/centers/cases")["items"]
    assert [case["case_id"] for case in mine] == [story.cases["proxy"]["case_id"]]
    with pytest.raises(Refused) as no:
        story.town["li_wei"].get(f"/centers/cases/{story.cases['proxy']['case_id']}")
    assert no.value.problem["status"] == 404


def test_the_clock_of_acts_is_shown_as_a_demonstration(town: Town, story: Story):
    with pytest.raises(Refused) as no:
        town["operator"].ask("POST", "/identity/clock", {"to": "2020-01-01T00:00:00+08:00"})
    assert no.value.code == "identity.clock_backwards"
