"""Who must publish what by hand; annual reports; what is kept back and looked at again."""

from datetime import date
from typing import Any

import pytest

from services.disclosure import handlers, schemas
from services.disclosure.model import Record
from services.disclosure.policies import duties as policies
from services.disclosure.workflow import Status
from shared.kernel.errors import Conflict, Forbidden, Invalid
from shared.testing.actors import story
from tests.unit.disclosure._board import CLEAN, load_2027, moment, text
from tests.unit.disclosure._community import Community

S = Status
DISTRICT = {"510115": "district", "510115-MZ": "department", "510115001": "street",
            "510115101": "town", "510115-ZX": "office", "510115001001": "community"}  # fmt: skip


class Office(Community):
    def __init__(self, at: str = "2026-01-05") -> None:
        super().__init__(at)
        self.timers.clear()

    def entered(self, who: str = "minzheng", formed: str = "2026-01-04", **more: Any) -> Record:
        command = {
            "kind": "SOCIAL_RELIEF", "title": "救助标准（示例）", "content": text("标准（示例）"),
            "formed_at": moment(formed), "origin": "OWN", "makers": [], "lead": "",
            "touches_people": True, **more,
        }  # fmt: skip
        made = self.go(who, handlers.draft_record, **command)
        return self.rows[Record][made.id]

    def step(self, who: str, handler: Any, **command: Any) -> Record:
        return self.go(who, handler, record_id=self.record.id, **command)

    def kept(self, ground: str = "internal", **found: str) -> Record:
        self.step("gongkai", handlers.check, **{**CLEAN, **found})
        return self.step(
            "gongkai_leader", handlers.withhold, ground=ground, reason="内部流程（示例）"
        )

    @property
    def record(self) -> Record:
        return self.all(Record)[-1]


@pytest.fixture
def office() -> Office:
    return Office()


# --- who, and within what time ---------------------------------------------------------------


@pytest.mark.rule("PUB-01", "PUB-02", "T9.1")
def test_a_department_enters_what_it_formed_and_the_clock_runs_from_that_day(office: Office):
    record = office.entered()
    assert (record.due, record.provisional) == (date(2026, 1, 30), False)
    assert (record.publisher, record.makers) == ("510115-MZ", ("510115-MZ",))
    assert record.index_no == "510115-MZ-2026-000001"
    office.at("2026-01-31 00:00")
    assert (office.record.overdue, office.heard()[-1]) == (True, "record.overdue")


@pytest.mark.rule("PUB-01", "T9.5", "G-04")
def test_a_last_day_beyond_2026_is_provisional_until_the_calendar_is_loaded():
    office = Office("2026-12-21")
    assert office.entered(formed="2026-12-21").provisional
    load_2027(office)
    assert (office.record.provisional, office.record.due.year) == (False, 2027)


@pytest.mark.rule("PUB-01")
@pytest.mark.parametrize(
    ("kind", "due"),
    [("SOCIAL_RELIEF", "2026-01-30"), ("BUDGET", "2026-01-26"), ("PROCUREMENT", "2026-01-06")],
)
def test_a_special_law_comes_before_the_twenty_working_days(office: Office, kind: str, due: str):
    assert str(office.entered(kind=kind).due) == due


@pytest.mark.rule("PUB-02")
def test_maker_lead_or_keeper_publishes():
    found = policies.publisher_of
    assert found("OWN", ["510115001"], "", "510115001") == "510115001"
    assert found("JOINT", ["510115-MZ", "510115-CZ"], "510115-CZ", "510115-MZ") == "510115-CZ"
    assert found("OBTAINED", [], "", "510115001") == "510115001"
    assert found("RECEIVED", ["510115-MZ"], "", "510115001") == "510115-MZ"
    for origin, makers, lead in (("JOINT", ["510115-MZ"], "510115-CZ"), ("OWN", ["a", "b"], "")):
        with pytest.raises(Invalid):
            found(origin, makers, lead, "510115-MZ")


@pytest.mark.rule("PUB-02")
def test_nobody_enters_what_another_must_publish_and_no_community_at_all(office: Office):
    with pytest.raises(Conflict) as no:
        office.entered(origin="RECEIVED", makers=["510115-RS"])
    assert (no.value.code, no.value.details["publisher"]) == (
        "disclosure.other_publisher", "510115-RS",
    )  # fmt: skip
    joint = {"origin": "JOINT", "makers": ["510115-MZ", "510115001"], "lead": "510115001"}
    assert office.entered("liucheng", **joint).makers == ("510115-MZ", "510115001")
    with pytest.raises(Conflict, match="not_an_organ"):
        office.entered("daiban")


def test_what_is_not_in_the_catalogue_or_not_formed_yet_is_refused(office: Office):
    for more in ({"kind": "STRANGE"}, {"formed": "2026-01-06"}):
        with pytest.raises(Invalid):
            office.entered(**more)


@pytest.mark.rule("PUB-02")
def test_only_the_publisher_rewrites_and_what_the_system_formed_is_not_rewritten(office: Office):
    office.entered()
    new = text("改写（示例）")
    assert office.step("minzheng", handlers.write_record, content=new).content == new
    with pytest.raises(Conflict, match="not_the_publisher"):
        office.step("renshe", handlers.write_record, content=new)
    with pytest.raises(Forbidden):
        office.step("gongkai_leader", handlers.write_record, content=new)
    office.record.makers = ()
    with pytest.raises(Conflict, match="formed_elsewhere"):
        office.step("minzheng", handlers.write_record, content=new)


# --- catalogue and guide ---------------------------------------------------------------------


@pytest.mark.rule("PUB-03")
def test_the_catalogue_has_fifteen_classes_those_of_21_and_twenty_six_fields_each_row_whole():
    pack = Community().packs.pack("disclosure.duties", date(2026, 1, 5))
    rows = pack.raw("duties").values()
    groups = [row["group"] for row in rows]
    counts = {group: groups.count(group) for group in pack.raw("groups")}
    assert counts == {"SYSTEM": 6, "A20": 15, "A21": 13, "FIELD": 26, "REPORT": 1}
    nine = set(schemas.Duty().fields) - {"kind", "group"}
    assert all(set(row) - {"group"} == nine and all(row.values()) for row in rows)
    assert len(nine) == 9


# --- annual reports --------------------------------------------------------------------------


@pytest.mark.rule("PUB-05")
def test_with_the_year_departments_owe_a_report_by_january_and_the_government_by_march():
    office = Office("2026-06-01")
    for code, kind in DISTRICT.items():
        office.learn(code, kind)
    office.at("2027-01-01 00:00")
    reports = {record.publisher: str(record.due) for record in office.all(Record)}
    assert reports == {
        "510115": "2027-03-31", "510115-MZ": "2027-01-31", "510115001": "2027-01-31",
        "510115101": "2027-01-31",
    }  # fmt: skip
    assert not any(record.provisional for record in office.all(Record))
    office.at("2027-02-01 00:00")
    late = {record.publisher for record in office.all(Record) if record.overdue}
    assert late == {"510115-MZ", "510115001", "510115101"}


@pytest.mark.rule("PUB-05")
def test_an_empty_report_is_written_first_and_then_goes_the_way_of_all():
    office = Office("2026-12-31")
    office.learn("510115", "district")
    office.learn("510115-MZ", "department")
    office.at("2027-01-02")
    office.rows[Record] = {r.id: r for r in office.all(Record) if r.publisher == "510115-MZ"}
    with pytest.raises(Conflict, match="nothing_written"):
        office.step("gongkai", handlers.check, **CLEAN)
    office.step("minzheng", handlers.write_record, content=text("主动公开 12 件（示例）"))
    office.step("gongkai", handlers.check, **CLEAN)
    office.step("gongkai_leader", handlers.approve)
    published = office.step("gongkai", handlers.publish)
    assert (published.status, published.summary) == (S.PUBLISHED, "主动公开 12 件（示例）")


@pytest.mark.rule("PUB-05", "X-06")
def test_a_report_is_owed_once_for_every_year_that_passed_meanwhile():
    office = Office("2026-06-01")
    office.learn("510115", "district")
    office.now = moment("2028-05-01")
    for _ in range(2):
        with office.react() as uow:
            handlers.arise_reports(uow, subject_id="2026")
    assert [record.source_id for record in office.all(Record)] == [
        "report:2026:510115", "report:2027:510115",
    ]  # fmt: skip
    assert str(office.all(Record)[1].due) == "2028-03-31"
    assert office.timers["annual_reports", "2028"] == moment("2029-01-01 00:00")


# --- kept back -------------------------------------------------------------------------------


@pytest.mark.rule("PUB-07")
def test_what_touches_people_is_kept_back_only_for_what_a_check_found(office: Office):
    office.entered()
    with pytest.raises(Conflict, match="touches_people"):
        office.kept("on_request")
    office = Office()
    office.entered()
    with pytest.raises(Conflict, match="no_such_finding"):
        office.kept("internal", secrecy="示例秘密")
    office = Office()
    office.entered()
    assert office.kept("internal", internal="条例第十六条").status is S.WITHHELD
    office = Office()
    office.entered(touches_people=False)
    assert office.kept("on_request").status is S.WITHHELD


@pytest.mark.rule("PUB-06", "PUB-07", "G-07")
def test_who_checked_does_not_keep_back_and_what_is_kept_is_late_no_more(office: Office):
    office.entered()
    office.step("gongkai", handlers.check, **{**CLEAN, "internal": "条例第十六条"})
    office.record.checked_by = "gongkai_leader"
    with pytest.raises(Conflict, match="own_check"):
        office.step("gongkai_leader", handlers.withhold, ground="internal", reason="内部")
    office.record.checked_by, office.record.overdue = "gongkai", True
    kept = office.step("gongkai_leader", handlers.withhold, ground="internal", reason="内部流程")
    assert (kept.overdue, kept.withholding.ground) == (False, "internal")
    assert ("overdue", kept.id) not in office.timers


@pytest.mark.rule("PUB-06")
def test_after_a_year_somebody_looks_again_and_says_why_it_stays(office: Office):
    office.entered()
    kept = office.kept(internal="条例第十六条")
    assert kept.review_on == date(2027, 1, 5)
    office.at("2027-01-05 00:00")
    assert office.heard()[-1] == "record.review_due"
    again = office.step("gongkai_leader", handlers.keep_withheld, reason="情形未变（示例）")
    assert (again.review_on, again.status) == (date(2028, 1, 5), S.WITHHELD)
    (review,) = again.withholding.reviews
    assert (review.kept, review.reason) == (True, "情形未变（示例）")


@pytest.mark.rule("PUB-06")
def test_what_may_be_public_now_is_a_new_duty_from_that_day(office: Office):
    office.entered()
    office.kept(internal="条例第十六条")
    office.at("2026-03-02")
    free = office.step("gongkai_leader", handlers.release, reason="已不属内部（示例）")
    assert (free.status, free.review_on, free.findings) == (S.DRAFTED, None, {})
    assert free.due == date(2026, 3, 30)
    assert office.timers["overdue", free.id] == moment("2026-03-31 00:00")
    assert ("withheld_review", free.id) not in office.timers
    with office.react() as uow:
        handlers.tell_review(uow, subject_id=free.id)
    assert office.heard()[-1] == "record.reviewed", "an old reminder says nothing"


def test_the_desk_of_another_unit_does_not_see_numbers_in_a_draft(office: Office):
    record = office.entered(content=text("联系 13800005678"))
    assert "13800005678" not in str(schemas.Record().dump(record))
    assert story("minzheng").serves(record.path)
