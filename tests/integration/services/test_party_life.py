"""Meetings that are missing, coverage of a day, centres and their money, on a real database."""

import base64
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import text

from infra.scripts.make_party_samples import units
from services.party.handlers import meeting_gaps
from services.party.schemas.unit_sheets import COLUMNS, SHEET
from services.party.workflow import OrganisationStatus
from shared.chassis import sheets
from shared.chassis.sheets import Sheet
from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict, NotFound
from shared.testing.unit_of_work import DATA
from tests.integration.services._party import (
    CHANGAN,
    COMMUNITY,
    GUANGHUA,
    HEPING,
    OFFICER,
    OTHER,
    SECRETARY,
    STREET,
    found,
    learn_units,
    waiting,
)
from tests.integration.services._room import Room
from tests.unit.party._meetings import record

FEBRUARY = datetime(2026, 2, 20, 20, tzinfo=TZ)


@pytest.fixture
def home(party: Room) -> Room:
    learn_units(party)
    return party


def gaps(home: Room, who: str = OFFICER, **filters: Any) -> list[tuple[str, str, str]]:
    items = home.ask(who, "list_meeting_gaps", limit=100, **filters)["body"]["items"]
    return sorted((each["organisation_id"], each["kind"], each["status"]["code"]) for each in items)


def meet(home: Room, organisation: str, kind: str, present: int, on: str) -> dict[str, Any]:
    """Record a meeting of a branch and have it confirmed."""
    made = home.ask(COMMUNITY, "draft_meeting", organisation_id=organisation, kind=kind,
                    starts_at=on, place="活动室", moved_reason="示例")["body"]  # fmt: skip
    key = {"meeting_id": made["meeting_id"]}
    held = home.step(COMMUNITY, "hold_meeting", **key, record=record(present, starts_at=on),
                     version=made["version"])  # fmt: skip
    return home.step(SECRETARY, "confirm_meeting", **key, version=held["version"])


@pytest.fixture
def bodies(home: Room) -> Room:
    """A branch with a committee, one without, a group, one put in order, one founded later."""
    found(home, "大支部")
    found(home, "小支部", formal=5)
    found(home, "小组", form="GROUP", parent_id="大支部", level="GRID")
    found(home, "整顿中", status=OrganisationStatus.REORGANISING)
    found(home, "新支部", established_on=date(2026, 2, 2))
    found(home, "已撤支部", dissolved_on=date(2026, 2, 1), status=OrganisationStatus.DISSOLVED)
    found(home, "远支部", CHANGAN)
    home.now = datetime(2026, 1, 20, 9, tzinfo=TZ)
    home.react(home.handlers.learn_pause, organisation_id="整顿中")
    home.now = FEBRUARY
    meet(home, "大支部", "THEME_DAY", 9, "2026-02-15T09:00:00+08:00")
    meet(home, "大支部", "COMMITTEE", 4, "2026-02-10T19:00:00+08:00")
    return home


@pytest.mark.rule("PTY-22")
def test_only_what_was_due_of_those_active_on_the_first_day_is_missing(
    bodies: Room, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(meeting_gaps, "AT_ONCE", 2)
    bodies.now = datetime(2026, 3, 6, tzinfo=TZ)
    subjects, rounds = ["2026-02"], 0
    while subjects:
        bodies.react(bodies.handlers.find_missing, subject_id=subjects.pop())
        rounds += 1
        subjects = [s for s in waiting(bodies, "period_over") if s.startswith("2026-02|")]
        forget(bodies)
    assert rounds == 4
    expected = [
        ("大支部", "COMMITTEE", "OPEN"), ("小支部", "THEME_DAY", "OPEN"), ("小组", "GROUP", "OPEN"),
        ("远支部", "COMMITTEE", "OPEN"), ("远支部", "THEME_DAY", "OPEN"),
    ]  # fmt: skip
    assert gaps(bodies, period="2026-02") == sorted(expected)
    (invalid,) = bodies.ask(OFFICER, "list_meeting_gaps", organisation_id="大支部")["body"]["items"]
    assert invalid["said"] == "2026年2月应召开“支部委员会会议” 1 次，有效 0 次，另有 1 次无效。"
    assert gaps(bodies, OTHER) == [e for e in sorted(expected) if e[0] == "远支部"]


def forget(home: Room) -> None:
    with home.database.engine.begin() as connection:
        connection.execute(text("DELETE FROM timers WHERE subject_id LIKE '2026-02|%'"))


@pytest.mark.rule("PTY-22", "X-06")
def test_a_check_can_run_again_and_the_next_one_waits_for_the_next_month(bodies: Room):
    bodies.now = datetime(2026, 3, 6, tzinfo=TZ)
    for _ in range(2):
        bodies.react(bodies.handlers.find_missing, subject_id="2026-02")
    with bodies.database.engine.connect() as connection:
        told = connection.execute(
            text("SELECT count(*) FROM outbox WHERE type = 'party.meeting_gap.found'")
        ).scalar_one()
    assert told == len(gaps(bodies)) == 5
    assert waiting(bodies, "period_over") == {"2026-03": datetime(2026, 4, 6, tzinfo=TZ)}
    meet(bodies, "大支部", "COMMITTEE", 9, "2026-02-18T19:00:00+08:00")
    assert ("大支部", "COMMITTEE", "SETTLED") in gaps(bodies)
    bodies.ask(OFFICER, "check_meetings", month="2025-12")
    assert waiting(bodies, "check_ordered") == {"2025-12": bodies.now}
    bodies.react(bodies.handlers.find_again, subject_id="2025-12")
    assert ("小支部", "LECTURE", "OPEN") in gaps(bodies, period="2025")
    assert ("小支部", "GENERAL", "OPEN") in gaps(bodies, period="2025-Q4")
    assert set(waiting(bodies, "period_over")) == {"2026-03"}


@pytest.mark.rule("PTY-28")
def test_names_and_speeches_lie_encrypted_and_are_in_no_view_but_the_whole_record(bodies: Room):
    made = meet(bodies, "大支部", "GENERAL", 8, "2026-02-12T19:00:00+08:00")
    with bodies.database.engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM meetings")).mappings().all()
        audit = connection.execute(text("SELECT * FROM outbox")).mappings().all()
    assert all(isinstance(rows[0][name], memoryview | bytes) for name in ("note", "moved_reason"))
    for hidden in ("示例党员", "出差", "讨论示例事项"):
        assert hidden not in str([*rows, *audit])
        assert hidden.encode() not in b"".join(bytes(row["minutes"]) for row in rows)
        assert hidden not in str(bodies.ask(STREET, "show_meeting", meeting_id=made["meeting_id"]))
    whole = bodies.ask(SECRETARY, "reveal_minutes", meeting_id=made["meeting_id"], reason="核对")
    assert whole["body"]["attendees"][8]["reason"] == "出差"
    with pytest.raises(NotFound):
        bodies.ask(OTHER, "show_meeting", meeting_id=made["meeting_id"])


# --- coverage ------------------------------------------------------------------------------------


def register(home: Room, name: str, unit: str = HEPING, who: str = OFFICER, **more: Any) -> Any:
    return home.ask(who, "register_coverage_unit", **{
        "unit_code": unit, "kind": "BUILDING", "name": name, "address": f"{name}示例路1号",
        "since": "2025-06-01", "members": 4, "formal": 3, **more,
    })["body"]  # fmt: skip


@pytest.fixture
def covered(home: Room) -> Room:
    """Own and joint organisations, an instructor, nobody; one organisation ends in 2026."""
    found(home, "联合支部", form="JOINT", formal=4, probationary=1)
    found(home, "楼宇小组", form="GROUP", parent_id="联合支部", level="BUILDING", formal=3)
    found(home, "已并支部", dissolved_on=date(2026, 1, 1), status=OrganisationStatus.DISSOLVED)
    register(home, "甲楼", organisation_id="联合支部", joint=True)
    register(home, "乙楼", organisation_id="联合支部", joint=True)
    register(home, "丙院", kind="COURTYARD", organisation_id="楼宇小组")
    register(home, "空壳楼", members=0, formal=0, organisation_id="联合支部", joint=True)
    register(home, "指导楼", members=0, formal=0, instructor="李示例")
    register(home, "缺口楼", members=2, formal=2)
    with home.database.engine.begin() as connection:
        connection.execute(text("UPDATE organisations SET status = 'ACTIVE', dissolved_on = NULL"))
    register(home, "失组楼", GUANGHUA, organisation_id="已并支部")
    with home.database.engine.begin() as connection:
        connection.execute(text(
            "UPDATE organisations SET dissolved_on = '2026-01-01' WHERE id = '已并支部'"
        ))  # fmt: skip
    return home


def rates(home: Room, on: str, who: str = OFFICER) -> dict[str, tuple[Any, ...]]:
    report = home.ask(who, "show_coverage", on=on)["body"]
    return {
        each["kind"]: (each["units"], each["organisation_covered"], each["work_covered"],
                       each["organisation_rate"], each["members"])
        for each in (report["total"], *report["kinds"])
    }  # fmt: skip


@pytest.mark.rule("PTY-23", "PTY-26")
def test_coverage_is_of_a_day_and_no_member_is_counted_twice(covered: Room):
    now = rates(covered, "2026-02-11")
    assert now[""] == (7, 3, 5, "42.86", 5)
    assert now["BUILDING"] == (6, 2, 4, "33.33", 5)
    assert now["COURTYARD"] == (1, 1, 1, "100.00", 5)
    assert now["GRID"] == (0, 0, 0, None, 0)
    before = rates(covered, "2025-12-31")
    assert before[""] == (7, 4, 6, "57.14", 15)
    assert rates(covered, "2025-05-31")[""] == (0, 0, 0, None, 0)
    assert rates(covered, "2026-02-11", OTHER)[""] == (0, 0, 0, None, 0)
    assert rates(covered, "2026-02-11", COMMUNITY)[""][0] == 6


@pytest.mark.rule("PTY-23")
def test_the_list_of_gaps_says_what_each_unit_needs(covered: Room):
    found_ = covered.ask(STREET, "list_coverage_gaps", on="2026-02-11")["body"]["items"]
    assert {each["name"]: (each["code"], each["work_covered"]) for each in found_} == {
        "空壳楼": ("DEVELOP_MEMBERS", True), "指导楼": ("DEVELOP_MEMBERS", True),
        "缺口楼": ("JOIN", False), "失组楼": ("CREATE", False),
    }  # fmt: skip
    assert len(covered.listed(STREET, "list_coverage_gaps", "name", on="2026-02-11")) == 4
    earlier = covered.listed(STREET, "list_coverage_gaps", "name", on="2025-12-31")
    assert "失组楼" not in earlier


@pytest.mark.rule("PTY-27")
def test_of_many_hands_that_register_the_same_unit_one_succeeds(home: Room):
    def once(number: int) -> int:
        try:
            register(home, "同一楼" if number % 2 else "同 一 楼", address="示例路1号")
        except Conflict:
            return 0
        return 1

    with ThreadPoolExecutor(8) as hands:
        assert sum(hands.map(once, range(16))) == 1
    assert len(home.listed(OFFICER, "list_coverage_units", "name")) == 1


def workbook(*lines: dict[str, str]) -> str:
    rows = [[line.get(column.title, "") for column in COLUMNS] for line in lines]
    made = sheets.write([Sheet(SHEET, COLUMNS, rows)], title=SHEET, made_at=FEBRUARY)
    return base64.b64encode(made).decode()


LINE = {"类别": "楼宇", "名称": "一号楼", "村（社区）代码": HEPING, "地址": "示例路1号",
        "党员数": "4", "正式党员数": "3", "起算日期": "2026-01-31"}  # fmt: skip


@pytest.mark.rule("PTY-27")
def test_a_sheet_is_checked_whole_and_registered_whole_or_not_at_all(home: Room):
    found(home, "和平支部")
    good = [LINE, {**LINE, "名称": "二号楼", "覆盖党组织": "和平支部（示例）", "联合组建": "是",
                   "党建指导员": "李示例"}]  # fmt: skip
    bad = workbook(
        *good, {**LINE, "名称": "一 号 楼"}, {**LINE, "名称": "三号楼", "党员数": "四"},
        {**LINE, "名称": "四号楼", "村（社区）代码": CHANGAN},
        {**LINE, "名称": "五号楼", "类别": ""},
        {**LINE, "名称": "六号楼", "覆盖党组织": "没有的支部"},
    )  # fmt: skip
    report = home.ask(STREET, "check_unit_sheet", file=bad)["body"]
    assert not report["importable"]
    assert [each["cell"] for each in report["defects"]] == ["B4", "F5", "C6", "A7", "H8"]
    with pytest.raises(Exception, match="5 处错误"):
        home.ask(STREET, "import_unit_sheet", file=bad, digest=report["digest"])
    assert home.listed(OFFICER, "list_coverage_units", "name") == []
    file = workbook(*good)
    report = home.ask(STREET, "check_unit_sheet", file=file)["body"]
    assert (report["importable"], report["rows"]) == (True, 2)
    with pytest.raises(Conflict, match="不是同一份"):
        home.ask(STREET, "import_unit_sheet", file=workbook(LINE), digest=report["digest"])
    home.ask(STREET, "import_unit_sheet", file=file, digest=report["digest"])
    assert sorted(home.listed(OFFICER, "list_coverage_units", "name")) == ["一号楼", "二号楼"]
    again = home.ask(STREET, "check_unit_sheet", file=file)["body"]
    assert [each["cell"] for each in again["defects"]] == ["B2", "B3"]


# --- centres and money ---------------------------------------------------------------------------


def centre(home: Room, unit: str, opened_on: str = "2016-05-01") -> str:
    given = {"unit_code": unit, "name": f"{unit}党群服务中心（示例）", "area_m2": "420"}
    made = home.ask(OFFICER, "register_centre", level="community", opened_on=opened_on, **given)
    return str(made["body"]["centre_id"])


def inspect(home: Room, key: str, on: str, area: str) -> None:
    shown = home.ask(OFFICER, "show_centre", centre_id=key)["body"]
    standard = home.ask(OFFICER, "show_centre_standard", on=on)["body"]
    findings = {line["code"]: True for line in standard["lines"] if line["kind"] != "area"}
    home.ask(OFFICER, "inspect_centre", centre_id=key, inspected_on=on, area_m2=area,
             findings=findings, version=shown["version"])  # fmt: skip


@pytest.mark.rule("PTY-25")
def test_the_share_of_qualified_centres_is_of_a_day_and_null_without_any(home: Room):
    def share(on: str, who: str = OFFICER) -> tuple[Any, ...]:
        found_ = home.ask(who, "show_centre_share", on=on)["body"]
        return tuple(found_[key] for key in ("centres", "inspected", "qualified", "share"))

    assert share("2026-02-01") == (0, 0, 0, None)
    one, two = centre(home, HEPING), centre(home, CHANGAN)
    inspect(home, one, "2017-01-01", "399")
    inspect(home, one, "2018-01-01", "420")
    inspect(home, two, "2018-02-01", "420")
    assert share("2016-04-30") == (0, 0, 0, None)
    assert share("2017-06-01") == (2, 1, 0, "0.00")
    assert share("2018-01-15") == (2, 1, 1, "50.00")
    assert share("2018-03-01") == (2, 2, 2, "100.00")
    assert share("2018-03-01", OTHER) == (1, 1, 1, "100.00")
    shown = home.ask(OFFICER, "show_centre", centre_id=two)["body"]
    home.ask(OFFICER, "close_centre", centre_id=two, closed_on="2019-12-31", reason="撤并",
             version=shown["version"])  # fmt: skip
    assert (share("2019-12-31")[0], share("2020-01-01")[0]) == (2, 1)
    assert home.listed(OFFICER, "list_inspections", "qualified", centre_id=one) == [True, False]


@pytest.mark.rule("PTY-24")
def test_money_is_summed_by_year_and_source_without_reversed_lines(home: Room):
    one, two = centre(home, HEPING), centre(home, CHANGAN)
    district, own = "区级财政", "街道自筹"
    lines = [(one, 2015, district, 100), (one, 2016, own, 51), (two, 2016, district, 200)]
    for key, year, source, fen in [*lines, (two, 2016, district, 999)]:
        last = home.ask(OFFICER, "book_investment", centre_id=key, year=year, source=source,
                        amount_fen=fen, document_no="示例文号")["body"]  # fmt: skip
    home.ask(OTHER, "reverse_investment", investment_id=last["investment_id"], reason="重复登记",
             version=last["version"])  # fmt: skip
    sums = home.ask(OFFICER, "show_investment_sums")["body"]
    assert sums == {
        "total_fen": 351, "centres": 2, "average_fen": 176,
        "years": [{"year": 2015, "amount_fen": 100}, {"year": 2016, "amount_fen": 251}],
        "sources": [{"source": district, "amount_fen": 300}, {"source": own, "amount_fen": 51}],
    }  # fmt: skip
    assert home.ask(STREET, "show_investment_sums")["body"]["total_fen"] == 151
    assert home.ask(SECRETARY, "show_investment_sums")["body"]["average_fen"] == 151
    assert len(home.listed(OTHER, "list_investments", "amount_fen", year=2016)) == 2


@pytest.mark.rule("PTY-23", "PTY-24", "PTY-25")
def test_the_demonstration_shows_560_of_566_units_and_121_million_yuan(home: Room):
    for place in {row["path"] for row in units()}:
        found(home, f"P-{place}", place.rpartition("/")[2])
    for _ in range(2):
        home.react(home.handlers.load, folder=DATA, demo=True)
    sums = home.ask(OFFICER, "show_investment_sums")["body"]
    assert (sums["total_fen"], sums["centres"]) == (12_100_000_000, 116)
    assert sums["average_fen"] == 104_310_345
    assert sum(each["amount_fen"] for each in sums["years"]) == 12_100_000_000
    assert sum(each["amount_fen"] for each in sums["sources"]) == 12_100_000_000
    then = home.ask(OFFICER, "show_centre_share", on="2017-12-31")["body"]
    assert (then["centres"], then["qualified"], then["share"]) == (116, 116, "100.00")
    assert home.ask(OFFICER, "show_centre_share", on="2023-07-01")["body"]["centres"] == 67
    total = home.ask(OFFICER, "show_coverage", on="2026-02-11")["body"]["total"]
    assert (total["units"], total["organisation_covered"]) == (566, 560)
    assert (total["organisation_rate"], total["work_rate"]) == ("98.94", "99.65")
    gaps_ = home.ask(OFFICER, "list_coverage_gaps", on="2026-02-11", limit=100)["body"]["items"]
    assert sorted(each["code"] for each in gaps_) == ["DEVELOP_MEMBERS"] * 4 + ["JOIN"] * 2
