"""What a community's party branch does through the gateway: meets, covers, keeps its centre."""

import base64
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from shared.chassis import sheets
from shared.chassis.sheets import Sheet
from shared.kernel.clock import TZ
from tests.e2e import people
from tests.e2e.client import Refused, Town, refused

STREET, COMMUNITY = f"510115/{people.STREET}", people.COMMUNITY
CODE = COMMUNITY.rpartition("/")[2]
OFFICER, AT_STREET, OTHER, RECORDER, SECRETARY = (
    "zuzhi_dangjian", "liucheng_dangjian", "gongping_dangjian", "heping_dangjian", "heping_shuji",
)  # fmt: skip
MEETINGS = "/party/meetings"


def founded(town: Town, level: str, form: str, parent: str, unit: str, formal: int) -> str:
    """Let the street ask for an organisation, the organisation department agree, and it begin."""
    asked = {"unit_code": unit, "parent_id": parent, "level": level, "form": form,
             "name": f"会议{level}{form}（示例）", "formal": formal}  # fmt: skip
    made = town[AT_STREET].create("/party/organisations", asked)
    path = f"/party/organisations/{made['organisation_id']}"
    town[OFFICER].act(path, "approve", {"document_no": "示例〔2026〕1号"})
    town[AT_STREET].act(path, "activate", {"established_on": "2021-03-15"})
    return str(made["organisation_id"])


@pytest.fixture(scope="module")
def branch(town: Town) -> str:
    """A branch of nine in a courtyard of 和平社区."""
    query = f"/party/organisations?level=COMMUNITY&unit={CODE}&status=ACTIVE"
    community = town[OFFICER].get(query)["items"][-1]["organisation_id"]
    return founded(town, "COURTYARD", "BRANCH", community, CODE, 9)


def last_month(town: Town, day: int) -> datetime:
    """Return a moment of the month that is over."""
    first = town.now().date().replace(day=1)
    return datetime.combine((first - timedelta(days=1)).replace(day=day), time(19, 30), TZ)


def record(at: datetime, present: int, *votes: tuple[int, int, int]) -> dict[str, Any]:
    names = [f"示例党员{n}" for n in range(1, 10)]
    return {
        "starts_at": at.isoformat(), "place": "党员活动室", "host": names[0], "recorder": names[1],
        "attendees": [
            {"name": name, "standing": "FORMAL", "present": n < present,
             "reason": "" if n < present else "外出探亲"}
            for n, name in enumerate(names)
        ],
        "agenda": ["讨论院落改造（示例）"],
        "speeches": [{"speaker": names[0], "said": "先改造无障碍坡道（示例）"}],
        "decisions": [{"matter": "改造方案（示例）", "in_favour": a, "against": b, "abstained": c}
                      for a, b, c in votes],
    }  # fmt: skip


def planned(town: Town, branch: str, kind: str, at: datetime) -> str:
    made = town[RECORDER].create(MEETINGS, {
        "organisation_id": branch, "kind": kind, "starts_at": at.isoformat(), "place": "党员活动室",
    })  # fmt: skip
    return f"{MEETINGS}/{made['meeting_id']}"


def offered(shown: dict[str, Any]) -> list[str]:
    return [each["action"] for each in shown["offered"]]


@pytest.mark.rule("PTY-20", "PTY-21", "PTY-28", "G-07")
def test_a_meeting_is_recorded_confirmed_by_another_and_corrected_in_the_open(
    town: Town, branch: str
):
    at = last_month(town, 20)
    path = planned(town, branch, "GENERAL", at)
    held = town[RECORDER].act(path, "hold", {"record": record(at, 6, (5, 1, 0), (4, 2, 0))})
    assert offered(held) == ["hold"]
    assert offered(town[SECRETARY].get(path)) == ["confirm"]
    assert refused(lambda: town[RECORDER].act(path, "confirm"))["status"] == 403
    shown = town[SECRETARY].act(path, "confirm")
    assert (shown["counts"], shown["status"]["label"]) == (True, "已确认")
    assert [(each["needed"], each["carried"]) for each in shown["tally"]["results"]] == [
        (5, True), (5, False),
    ]  # fmt: skip

    whole = town[SECRETARY].ask("POST", f"{path}/actions/reveal", {"reason": "核对记录"}).json()
    assert (whole["attendees"][8]["reason"], whole["recorder"]) == ("外出探亲", "示例党员2")
    above = town[AT_STREET].get(path)
    assert not any(hidden in str(above) for hidden in ("示例党员", "外出探亲", "坡道", "改造"))
    ask = {"reason": "了解情况"}
    no = refused(lambda: town[AT_STREET].ask("POST", f"{path}/actions/reveal", ask))
    assert no["status"] == 403
    assert refused(lambda: town[OTHER].get(path))["status"] == 404

    fixed = {"record": record(at, 4), "note": "到会人数误记（示例）"}
    assert town[RECORDER].act(path, "correct", fixed)["counts"]
    last = town[SECRETARY].act(path, "confirm")
    assert (last["counts"], [each["number"] for each in last["editions"]]) == (False, [1, 2])
    assert "须到会 5 人，实到 4 人" in last["tally"]["why"]

    trace = f"/oversight/traces/{path.rpartition('/')[2]}"
    told = town.eventually(
        lambda: (found := town["zhihui"].get(trace)["entries"])[5:] and found,
        "every step stands in the trace",
    )
    assert "示例党员" not in str(told)
    assert [each["label"] for each in told].count("确认会议记录") == 2


@pytest.mark.rule("PTY-22")
def test_what_is_missing_is_found_after_the_month_and_settled_by_a_late_record(
    town: Town, branch: str
):
    on_its_day = last_month(town, 15)
    given_up = planned(town, branch, "COMMITTEE", on_its_day)
    town[RECORDER].act(given_up, "cancel", {"reason": "改期另行召开（示例）"})
    no = refused(lambda: planned(town, branch, "THEME_DAY", last_month(town, 16)))
    assert no["code"] == "party.not_the_theme_day"
    month = f"{on_its_day:%Y-%m}"
    town[OFFICER].create("/party/meeting-checks", {"month": month})

    def missing(status: str = "OPEN") -> list[str]:
        query = f"/party/meeting-gaps?organisation_id={branch}&period={month}&status={status}"
        return [each["kind"] for each in town[AT_STREET].get(query)["items"]]

    town.eventually(lambda: sorted(missing()) == ["COMMITTEE", "THEME_DAY"], "both are missing")
    path = planned(town, branch, "THEME_DAY", on_its_day)
    town[RECORDER].act(path, "hold", {"record": record(on_its_day, 9)})
    town[SECRETARY].act(path, "confirm")
    assert (missing(), missing("SETTLED")) == (["COMMITTEE"], ["THEME_DAY"])
    found = town[OFFICER].get(f"{MEETINGS}?organisation_id={branch}&kind=THEME_DAY")["items"]
    assert [each["counts"] for each in found] == [True]


# --- coverage ------------------------------------------------------------------------------------


def totals(town: Town, who: str, on: date | None = None) -> dict[str, Any]:
    return dict(town[who].get(f"/party/coverage{f'?on={on}' if on else ''}")["total"])


@pytest.mark.rule("PTY-23", "PTY-26", "PTY-27", "PTY-28")
def test_a_unit_is_registered_covered_from_a_day_on_and_ended(town: Town, branch: str):
    today = town.now().date()
    before = totals(town, RECORDER)
    unit = {"unit_code": CODE, "kind": "BUILDING", "name": "示例商务楼", "address": "示例路8号",
            "since": str(today - timedelta(days=2)), "members": 3, "formal": 2}  # fmt: skip
    made = town[RECORDER].create("/party/coverage-units", unit)
    path = f"/party/coverage-units/{made['unit_id']}"
    twin = {**unit, "name": "示例 商务楼"}
    no = refused(lambda: town[AT_STREET].create("/party/coverage-units", twin))
    assert (no["code"], no["details"]["unit_id"]) == ("party.registered_twice", made["unit_id"])
    gap = gaps(town)[made["unit_id"]]
    assert (gap["code"], gap["work_covered"]) == ("JOIN", False)

    footing = {"since": str(today), "members": 3, "formal": 2, "organisation_id": branch,
               "joint": True, "instructor": "李指导（示例）"}  # fmt: skip
    covered = town[AT_STREET].act(path, "change", footing)
    assert covered["instructor"].startswith("李*")
    assert made["unit_id"] not in gaps(town)
    now, yesterday = totals(town, RECORDER), totals(town, RECORDER, today - timedelta(days=1))
    assert now["organisation_covered"] == before["organisation_covered"] + 1
    assert now["members"] == before["members"] + 9
    assert yesterday["organisation_covered"] == before["organisation_covered"]
    read = town[AT_STREET].ask("POST", f"{path}/actions/reveal", {"reason": "联系走访"}).json()
    assert read["instructor"] == "李指导（示例）"
    assert refused(lambda: town[OTHER].get(path))["status"] == 404
    ended = town[RECORDER].act(path, "end", {"until": str(today)})
    assert (ended["status"]["label"], ended["offered"]) == ("已注销", [])
    assert totals(town, RECORDER)["units"] == before["units"]


def gaps(town: Town) -> dict[str, Any]:
    found = town[AT_STREET].get("/party/coverage-gaps?limit=100&kind=BUILDING")["items"]
    return {each["unit_id"]: each for each in found}


@pytest.mark.rule("PTY-27")
def test_the_street_hands_in_a_sheet_of_units(town: Town):
    template = town[AT_STREET].ask("GET", "/party/coverage-units/template").content
    (grid,) = sheets.read(template)
    line = {"类别": "非公企业", "名称": "示例食品厂", "村（社区）代码": CODE, "地址": "示例路9号",
            "党员数": "2", "正式党员数": "1", "党建指导员": "赵指导（示例）",
            "起算日期": str(town.now().date())}  # fmt: skip
    wrong = workbook(grid.head, line, {**line, "名称": "示例 食品厂"})
    report = town[AT_STREET].ask("POST", "/party/coverage-units/check", wrong).json()
    assert (report["importable"], [each["cell"] for each in report["defects"]]) == (False, ["B3"])
    right = workbook(grid.head, line)
    report = town[AT_STREET].ask("POST", "/party/coverage-units/check", right).json()
    done = town[AT_STREET].create(
        "/party/coverage-units/import", {**right, "digest": report["digest"]}
    )
    (shown,) = town[RECORDER].get("/party/coverage-units?kind=ENTERPRISE&q=示例食品厂")["items"]
    assert [shown["unit_id"]] == done["unit_ids"]
    assert "赵指导" not in str(shown)


def workbook(head: tuple[str, ...], *lines: dict[str, str]) -> dict[str, str]:
    columns = tuple(sheets.Column("", title) for title in head)
    rows = [[line.get(title, "") for title in head] for line in lines]
    made = sheets.write([Sheet("覆盖单元", columns, rows)], title="示例",
                        made_at=datetime(2026, 1, 1, tzinfo=TZ))  # fmt: skip
    return {"file": base64.b64encode(made).decode()}


@pytest.mark.rule("PTY-23", "PTY-24", "PTY-25")
def test_the_district_sees_560_of_566_units_and_121_million_yuan(town: Town):
    sample = totals(town, OFFICER, date(2024, 6, 1))
    assert (sample["units"], sample["organisation_covered"]) == (566, 560)
    assert (sample["organisation_rate"], sample["work_rate"]) == ("98.94", "99.65")
    sums = town[OFFICER].get("/party/investment-sums")
    assert (sums["total_fen"], sums["centres"]) == (12_100_000_000, 116)
    assert sums["average_fen"] == 104_310_345
    standing = town[OFFICER].get("/party/centre-share?on=2017-12-31")
    assert (standing["centres"], standing["qualified"], standing["share"]) == (116, 116, "100.00")
    street = town[AT_STREET].get("/party/investment-sums")
    assert 0 < street["total_fen"] < sums["total_fen"]


# --- centres -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def centre(town: Town) -> str:
    made = town[AT_STREET].create("/party/centres", {
        "unit_code": CODE, "level": "community", "name": "和平社区新党群服务中心（示例）",
        "area_m2": "460", "opened_on": str(town.now().date()),
    })  # fmt: skip
    return f"/party/centres/{made['centre_id']}"


@pytest.mark.rule("PTY-25")
def test_a_centre_is_inspected_against_the_standard_of_the_day(town: Town, centre: str):
    today = str(town.now().date())
    standard = town[AT_STREET].get(f"/party/centre-standard?on={today}")
    seen = {each["code"]: True for each in standard["lines"] if each["kind"] != "area"}
    no = refused(lambda: town[AT_STREET].act(centre, "inspect", {
        "inspected_on": today, "area_m2": "460", "findings": {}}))  # fmt: skip
    assert no["code"] == "party.inspection_incomplete"
    for area in ("390", "460"):
        look = {"inspected_on": today, "area_m2": area, "findings": seen}
        town[AT_STREET].act(centre, "inspect", look)
    found = town[SECRETARY].get(f"{centre}/inspections")["items"]
    assert [(each["qualified"], each["unmet"]) for each in found] == [(True, []), (False, ["area"])]


@pytest.mark.rule("PTY-24", "G-07")
def test_money_is_booked_and_a_wrong_line_is_reversed_by_another_hand(town: Town, centre: str):
    year = town.now().year
    money = {"year": year, "source": "区级财政", "amount_fen": 5_000_000, "document_no": "示例文号"}
    before = town[AT_STREET].get("/party/investment-sums")["total_fen"]
    line = town[AT_STREET].create(f"{centre}/investments", money)
    path = f"/party/investments/{line['investment_id']}"
    why = {"reason": "重复登记（示例）"}
    assert town[AT_STREET].get("/party/investment-sums")["total_fen"] == before + 5_000_000
    assert refused(lambda: town[AT_STREET].act(path, "reverse", why))["code"] == "party.own_booking"
    assert town[OFFICER].act(path, "reverse", why)["status"]["label"] == "已冲销"
    assert town[AT_STREET].get("/party/investment-sums")["total_fen"] == before
    key = centre.rpartition("/")[2]
    listed = town[AT_STREET].get(f"/party/investments?centre_id={key}&year={year}")["items"]
    assert [each["reversed_reason"] for each in listed] == [why["reason"]]


@pytest.mark.rule("X-06")
def test_a_station_under_the_same_roof_is_learnt_and_lost_by_event(town: Town, centre: str):
    today = town.now().date()
    hours = {"weekly": [{"weekday": 1, "spells": [{"opens": "09:00", "closes": "17:00"}]}]}
    station = town["liucheng"].create("/centers/places", {
        "kind": "station", "name": "和平同址站（示例）", "phone": "028-8270xxxx", "area": "120",
        "location": {"path": COMMUNITY, "address": "示例路8号（虚构）"}, "hours": hours,
        "above_id": f"C-{people.STREET}", "serves": [], "opened_on": str(today),
        "windows": [{"number": "1", "name": "综合受理窗口"}],
    })  # fmt: skip
    under = {"place_id": station["place_id"]}

    def joined() -> bool:
        version = town[AT_STREET].get(centre)["version"]
        try:
            town[AT_STREET].act(centre, "colocate", under, version=version)
        except Refused as no:
            assert "unknown_place" in str(no)
            return False
        return True

    town.eventually(joined, "the station is known by its event")
    assert town[AT_STREET].act(centre, "separate")["place_id"] == ""
    assert town[AT_STREET].act(centre, "colocate", under)["place_id"] == station["place_id"]
    town["liucheng"].act(
        f"/centers/places/{station['place_id']}", "close", {"last_day": str(today)}
    )
    town.move_to(datetime.combine(today + timedelta(days=1), time(8, 30), TZ))
    town.eventually(
        lambda: not town[AT_STREET].get(centre)["place_id"], "the roof is shared no more"
    )
    closed = town[AT_STREET].act(
        centre, "close", {"closed_on": str(today), "reason": "并入（示例）"}
    )
    assert (closed["status"]["label"], closed["offered"]) == ("已撤销", [])
    found = town[AT_STREET].get("/party/centres?status=CLOSED&level=community&limit=100")["items"]
    assert closed["centre_id"] in [each["centre_id"] for each in found]
