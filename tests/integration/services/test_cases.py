"""Who finds which case: lists, search, paging, figures."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from shared.chassis import calendars
from shared.kernel.errors import NotFound
from tests.integration.services._room import Room
from tests.unit.centers._town import ALL, LIUCHENG, MINZHENG, PERSON, ROW, STATION, given
from tests.unit.centers.test_clock import YEAR_2027

OTHER = {"name": "李伟（示例）", "id_no": "11010519491231002X", "phone": "13900001234"}


def on_offer(centers: Room) -> None:
    centers.react(
        centers.handlers.learn_offer, row_id="row-3", lineage_id="row", number=3,
        item_id="L1-001", item_name="困难老人生活补贴（示例）", department="民政局",
        department_path=MINZHENG, row=dict(ROW),
    )  # fmt: skip
    centers.react(
        centers.handlers.learn_delegation, delegation_id="d-1", item_id="L1-001",
        street_path=LIUCHENG, valid_from="2026-01-01", valid_to=None,
    )  # fmt: skip


def submit(centers: Room, who: str, applicant: dict[str, str], **changes: Any) -> Any:
    resident = who in ("wang_xiuying", "li_wei")
    command = {"row_id": "row-3", "channel": "WEB" if resident else "WINDOW",
               "applicant": applicant, "materials": given(*ALL), **changes}  # fmt: skip
    return centers.ask(who, "submit_case", **command)["body"]


@pytest.fixture
def cases(centers: Room) -> dict[str, Any]:
    """Three cases: 柳城's own, the department's taken in at 公平, 柳城's taken in at 公平."""
    on_offer(centers)
    return {
        "own": submit(centers, "wang_xiuying", PERSON),
        "department": submit(centers, "gongping_window", OTHER),
        "brought": submit(centers, "gongping_window", OTHER, home_path=STATION),
    }


def numbers(cases: dict[str, Any], *names: str) -> set[str]:
    return {cases[name]["case_no"] for name in names}


SEEN = {
    "wang_xiuying": ("own",), "li_wei": (), "chuangkou": ("own", "brought"),
    "fuzeren": ("own", "brought"), "gongping_window": ("department", "brought"),
    "daiban": (), "zhihui": ("own", "department", "brought"),
}  # fmt: skip


@pytest.mark.rule("WIN-02")
@pytest.mark.parametrize("who", SEEN)
def test_a_list_shows_what_lies_in_the_jurisdiction_and_nothing_else(centers, cases, who):
    shown = centers.listed(who, "list_cases", "case_no")
    assert set(shown) == numbers(cases, *SEEN[who])
    assert len(shown) == len(set(shown))


@pytest.mark.parametrize("who", SEEN)
def test_one_case_is_not_there_for_whom_the_list_does_not_show_it(centers, cases, who):
    for name, case in cases.items():
        if name in SEEN[who]:
            assert centers.ask(who, "show_case", case_id=case["case_id"])["status"] == 200
        else:
            for operation in ("show_case", "explain_deadline"):
                with pytest.raises(NotFound) as refused:
                    centers.ask(who, operation, case_id=case["case_id"])
                assert refused.value.code == "centers.not_found"


@pytest.mark.parametrize("key", ["name", "id_no", "phone"])
def test_a_search_by_name_number_or_phone_finds_whole_values_inside_the_jurisdiction(
    centers, cases, key
):
    def found(who: str, q: str) -> set[str]:
        return set(centers.listed(who, "list_cases", "case_no", q=q))

    assert found("zhihui", OTHER[key]) == numbers(cases, "department", "brought")
    assert found("chuangkou", OTHER[key]) == numbers(cases, "brought")
    assert found("gongping_window", PERSON[key]) == set()
    assert found("zhihui", OTHER[key][:-1]) == set()


def test_a_search_by_case_number_or_its_last_six_stays_inside_too(centers, cases):
    number = cases["own"]["case_no"]
    for q in (number, number.lower(), number[-6:]):
        assert centers.listed("chuangkou", "list_cases", "case_no", q=q) == [number]
        assert centers.listed("gongping_window", "list_cases", "case_no", q=q) == []


def test_lists_go_newest_first_and_pages_lose_and_repeat_nothing(centers, cases):
    for _ in range(4):
        submit(centers, "wang_xiuying", PERSON)
    shown = centers.listed("zhihui", "list_cases", "case_no")
    assert shown == sorted(shown, reverse=True)
    assert len(set(shown)) == 7


def test_filters_narrow_the_list(centers: Room, cases):
    own = cases["own"]
    accepted = centers.step(
        "chuangkou", "accept_case", case_id=own["case_id"], version=own["version"]
    )
    centers.step("chengban", "start_review", case_id=own["case_id"], version=accepted["version"])

    def shown(who: str, **filters: Any) -> set[str]:
        return set(centers.listed(who, "list_cases", "case_no", **filters))

    assert shown("chengban", scope="mine") == numbers(cases, "own")
    assert shown("chengban", scope="unassigned") == numbers(cases, "brought")
    assert shown("gongping_window", scope="mine") == numbers(cases, "department", "brought")
    assert shown("zhihui", status="IN_REVIEW") == numbers(cases, "own")
    assert shown("zhihui", item_id="L1-001") == numbers(cases, *cases)
    assert shown("zhihui", item_id="L1-002") == set()
    assert shown("zhihui", due_before="2026-03-04") == numbers(cases, "own")
    assert shown("zhihui", due_before="2026-03-03") == set()


@pytest.mark.rule("T2.1", "G-09")
def test_a_due_date_is_explained_day_by_day(centers: Room, cases):
    own = cases["own"]
    centers.step("chuangkou", "accept_case", case_id=own["case_id"], version=own["version"])
    why = centers.ask("wang_xiuying", "explain_deadline", case_id=own["case_id"])["body"]
    assert (why["due"], why["days_left"]) == ("2026-03-03", 10)
    counted = [day["date"] for day in why["days"] if day["counted"]]
    assert counted[:5] == ["2026-02-12", "2026-02-13", "2026-02-14", "2026-02-24", "2026-02-25"]


@pytest.mark.rule("RED-01")
def test_nothing_of_a_person_is_readable_in_the_rows_the_outbox_or_the_audit(centers, cases):
    with centers.database.read() as session:
        for table in ("cases", "outbox", "audit", "requests"):
            rows = session.execute(text(f"SELECT t::text FROM {table} t")).scalars().all()
            stored = "".join(rows)
            for private in (*PERSON.values(), *OTHER.values()):
                assert private not in stored, (table, private)
                assert private.encode().hex() not in stored, (table, private)


# --- figures -----------------------------------------------------------------------------------


def finish(centers: Room, case: Any, *, level: int | None) -> None:
    """Take a case of wang_xiuying to its delivery and rating."""
    for who, operation, more in (
        ("chuangkou", "accept_case", {}),
        ("chengban", "start_review", {}),
        ("fuzeren", "grant_case", {"document_no": "柳决1号"}),
        ("chujian", "deliver_case", {"receipt_no": "回证1号"}),
    ):
        case = centers.step(who, operation, case_id=case["case_id"], version=case["version"],
                            **more)  # fmt: skip
    if level is not None:
        centers.step("wang_xiuying", "rate_case", case_id=case["case_id"],
                     version=case["version"], level=level)  # fmt: skip


@pytest.mark.rule("EVAL-01", "EVAL-03")
def test_ratings_are_counted_in_the_jurisdiction_and_silence_is_not(centers: Room):
    on_offer(centers)
    for level in (5, 5, 3, 1, None):
        finish(centers, submit(centers, "wang_xiuying", PERSON), level=level)
    for who, rated in (("liucheng_leader", 4), ("zhihui", 4), ("gongping_leader", 0)):
        figures = centers.ask(who, "show_ratings", period="2026-02")["body"]
        assert figures["rated"] == rated
    figures = centers.ask("liucheng_leader", "show_ratings", period="2026-02")["body"]
    assert (figures["bad"], figures["good_rate"], figures["average"]) == (1, "75.00", "3.50")
    assert centers.ask("zhihui", "show_ratings", period="2026-03")["body"]["good_rate"] is None


@pytest.mark.rule("X-04")
def test_a_month_is_counted_by_handling_unit_and_shown_inside_the_jurisdiction(centers: Room):
    on_offer(centers)
    for _ in range(2):
        finish(centers, submit(centers, "wang_xiuying", PERSON), level=None)
    case = submit(centers, "gongping_window", OTHER)
    centers.step("gongping_window", "accept_case", case_id=case["case_id"],
                 version=case["version"])  # fmt: skip
    centers.now += timedelta(days=30)
    centers.react(centers.handlers.compile_month, subject_id="2026-02")
    shown = centers.ask("zhihui", "list_statistics")["body"]["items"]
    counts = {
        row["path"]: (row["accepted"], row["granted"], row["denied"], row["on_time"])
        for row in shown
    }
    assert counts == {LIUCHENG: (2, 2, 0, 2), MINZHENG: (1, 0, 0, 0)}
    assert centers.listed("liucheng_leader", "list_statistics", "path") == [LIUCHENG]
    assert centers.listed("gongping_leader", "list_statistics", "path") == []


@pytest.mark.rule("G-05")
def test_pause_and_extension_come_back_from_the_database_as_they_were(centers: Room, cases):
    case = cases["own"]
    for who, operation, more in (
        ("chuangkou", "accept_case", {}),
        ("chengban", "start_review", {}),
        ("chengban", "pause_case",
         {"reason": "听证", "notice_no": "柳告1号", "expected_days": 5}),
        ("chengban", "resume_case", {}),
        ("fuzeren", "extend_case", {"reason": "情况复杂", "notice_no": "柳延1号"}),
    ):  # fmt: skip
        case = centers.step(who, operation, case_id=case["case_id"], version=case["version"],
                            **more)  # fmt: skip
    shown = centers.ask("wang_xiuying", "show_case", case_id=case["case_id"])["body"]
    assert shown["due"] == case["due"] == "2026-03-17"
    assert shown["extension"] == {
        "reason": "情况复杂", "notice_no": "柳延1号", "approved_on": "2026-02-11",
    }  # fmt: skip
    assert [each["reason"] for each in shown["procedures"]] == ["听证"]
    assert (shown["light"], shown["rated_level"]) == ("green", None)


@pytest.mark.rule("G-04")
def test_provisional_limits_on_real_rows_are_recomputed_once(centers: Room):
    on_offer(centers)
    centers.now = centers.now.replace(month=12, day=29)
    case = submit(centers, "wang_xiuying", PERSON)
    assert case["provisional"]

    def official(uow: Any) -> None:
        calendars.store(uow.session, YEAR_2027)

    centers.react(official)
    for _ in range(2):
        centers.executor.house.calendar.forget()
        centers.react(centers.handlers.recompute_deadlines, year=2027)
    shown = centers.ask("wang_xiuying", "show_case", case_id=case["case_id"])["body"]
    assert not shown["provisional"]
    with centers.database.read() as session:
        kinds = session.execute(text("SELECT type FROM outbox ORDER BY type")).scalars().all()
        due = session.execute(text("SELECT due_at FROM timers WHERE name = 'notice_due'")).scalar()
    assert kinds == ["centers.case.deadline_recomputed", "centers.case.submitted"]
    assert due == centers.now.replace(year=2027, month=1, day=6, hour=0)
