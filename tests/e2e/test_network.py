"""The three-level network through the gateway: places live, move and end; levels ask each other."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from shared.kernel.clock import TZ
from tests.e2e import people
from tests.e2e.client import Town, refused

LIUCHENG = f"510115/{people.STREET}"
CENTER, STATION, SOCIAL = "C-510115001", "S-510115001001", "W-510115001"
PLACES = "/centers/places"
WORKDAYS = {
    "weekly": [
        {"weekday": day, "spells": [{"opens": "09:00", "closes": "17:00"}]} for day in range(1, 6)
    ]
}


def days_on(town: Town, days: int) -> date:
    return town.now().date() + timedelta(days=days)


def come_to(town: Town, day: date) -> None:
    """Let it become the morning of a day to come."""
    town.move_to(datetime.combine(day, time(8, 30), TZ))


def offered(shown: dict[str, Any]) -> list[str]:
    return [each["action"] for each in shown["offered"]]


def where(place: dict[str, Any]) -> str:
    return f"{PLACES}/{place['place_id']}"


def serving(town: Town, code: str) -> list[str]:
    """Return the stations that everybody is told to go to from a community."""
    found = town.reader.get(f"{PLACES}?kind=station&serves={code}")["items"]
    return [each["place_id"] for each in found]


def plan(town: Town, name: str, code: str, opens: date, **more: Any) -> dict[str, Any]:
    """Decide on a station in a community of 柳城."""
    at = {"path": f"{LIUCHENG}/{code}", "address": "锦苑路1号（虚构）"}
    return town["liucheng"].create(PLACES, {
        "kind": "station", "name": name, "location": at, "phone": "028-8270xxxx", "area": "120.5",
        "above_id": CENTER, "serves": [code], "hours": WORKDAYS, "opened_on": str(opens),
        "windows": [{"number": "1", "name": "综合受理窗口"}], **more,
    })  # fmt: skip


def found_community(town: Town, code: str) -> None:
    """Let the district found a community: it comes to the network by its event."""
    town["admin"].create("/identity/units", {
        "unit_code": code, "name": f"锦苑{code[-3:]}社区居委会（示例）", "kind": "community",
        "parent": people.STREET, "valid_from": str(town.now().date()),
    })  # fmt: skip
    town.eventually(lambda: code in lacking(town, "liucheng"), "the street must give it a station")


def lacking(town: Town, who: str, on: date | None = None) -> list[str]:
    asked = f"/centers/network/health{f'?on={on}' if on else ''}"
    return [each["unit_code"] for each in town[who].get(asked)["without_station"]]


# --- a place from the first day to the last ------------------------------------------------------


@pytest.mark.rule("SITE-01", "X-03")
def test_a_new_community_lacks_a_station_until_the_one_planned_for_it_opens(town: Town):
    code, opening = "510115001881", days_on(town, 2)
    found_community(town, code)
    assert not town["zhihui"].get("/centers/network/health")["complete"]
    assert code not in lacking(town, "gongping"), "another street is not told"
    not_theirs = {
        "kind": "station", "name": "锦苑便民服务站（示例）", "area": "120", "hours": WORKDAYS,
        "location": {"path": f"{LIUCHENG}/{code}", "address": "锦苑路1号（虚构）"},
        "opened_on": str(opening),
    }  # fmt: skip
    no = refused(lambda: town["gongping"].create(PLACES, not_theirs))
    assert (no["status"], no["code"]) == (403, "centers.place_outside")
    no = refused(lambda: town["liucheng_leader"].create(PLACES, not_theirs))
    assert (no["status"], no["code"]) == (403, "auth.not_permitted")

    station = plan(town, not_theirs["name"], code, opening)
    assert (station["status"]["label"], offered(station)) == ("筹建", ["cancel"])
    assert serving(town, code) == [], "nobody is sent to a door that is still shut"
    assert town.reader.get(where(station))["shape"] is None
    assert code in lacking(town, "liucheng")
    assert code not in lacking(town, "liucheng", on=opening)
    twin = plan(town, "锦苑二站（示例）", code, opening)
    given_up = town["liucheng"].act(where(twin), "cancel")
    assert (given_up["status"]["label"], offered(given_up)) == ("已撤销", [])

    come_to(town, opening)
    town.eventually(lambda: serving(town, code) == [station["place_id"]], "it opens on its day")
    assert code not in lacking(town, "zhihui")
    trace = f"/oversight/traces/{station['place_id']}"
    told = town.eventually(
        lambda: (found := town["liucheng_leader"].get(trace)["entries"])[1:] and found,
        "the trace tells the opening",
    )
    assert [each["label"] for each in told] == ["设立场所", "场所开放"]


@pytest.mark.rule("SITE-01", "X-03")
def test_a_station_changes_moves_and_ends_and_what_it_was_stays_readable(town: Town):
    code, officer = "510115001882", town["liucheng"]
    found_community(town, code)
    first, second, third = (days_on(town, ahead) for ahead in (0, 1, 2))
    old = plan(town, "锦苑老站（示例）", code, first)
    assert (old["status"]["label"], offered(old)) == ("开放", ["change", "move", "close"])
    path = where(old)
    late = {"since": str(first - timedelta(days=1)), "name": "锦苑旧站（示例）"}
    no = refused(lambda: officer.act(path, "change", late))
    assert (no["status"], no["code"]) == (409, "centers.place_change_past")
    no = refused(lambda: officer.act(path, "change", {"since": str(second), "serves": []}))
    assert (no["code"], no["details"]["unserved"]) == ("centers.community_unserved", [code])

    named = {"since": str(second), "name": "锦苑新站（示例）", "phone": "028-8271xxxx"}
    changed = officer.act(path, "change", named)
    assert (changed["name"], changed["planned"][0]["name"]) == (old["name"], named["name"])
    aside = {"path": f"{LIUCHENG}/{code}", "address": "锦苑路9号（虚构）"}
    moving = {"since": str(first), "location": aside, "area": "200"}
    no = refused(lambda: officer.act(path, "move", moving))
    assert (no["status"], no["code"]) == (409, "centers.place_change_planned")
    no = refused(lambda: officer.act(path, "move", moving, version=old["version"]))
    assert no["status"] == 412, "somebody who saw neither change may not move it"
    officer.act(path, "move", {**moving, "since": str(third)})

    come_to(town, third)
    town.eventually(lambda: not town.reader.get(path)["place"]["planned"], "both days have come")
    shapes = [town.reader.get(f"{path}?on={day}")["shape"] for day in (first, second, third)]
    assert [(each["name"], each["address"], each["area"]) for each in shapes] == [
        ("锦苑老站（示例）", "锦苑路1号（虚构）", "120.5"),
        ("锦苑新站（示例）", "锦苑路1号（虚构）", "120.5"),
        ("锦苑新站（示例）", "锦苑路9号（虚构）", "200.0"),
    ]
    hand_over(town, path, code, last=third)


def hand_over(town: Town, path: str, code: str, *, last: date) -> None:
    """Close it, but only once another station takes over whom it serves."""
    officer = town["liucheng"]
    no = refused(lambda: officer.act(path, "close", {"last_day": str(last)}))
    assert (no["status"], no["code"]) == (409, "centers.community_unserved")
    heir = plan(town, "锦苑接续站（示例）", code, last, serves=[])
    body = {"last_day": str(last), "successor_id": heir["place_id"]}
    closing = officer.act(path, "close", body)
    assert (closing["status"]["label"], offered(closing)) == ("即将撤销", ["keep"])
    assert officer.act(path, "keep")["status"]["label"] == "开放", "the street thought again"
    officer.act(path, "close", body)
    no = refused(lambda: officer.act(where(heir), "close", body))
    assert no["code"] == "centers.place_is_successor"

    come_to(town, last + timedelta(days=1))
    town.eventually(lambda: serving(town, code) == [heir["place_id"]], "the other takes over")
    gone = town.reader.get(path)
    assert (gone["place"]["status"]["label"], gone["shape"]) == ("已撤销", None)
    assert gone["place"]["successor_id"] == heir["place_id"]
    assert town.reader.get(f"{path}?on={last}")["shape"]["serves"] == [code]


@pytest.mark.rule("SITE center.least_area")
def test_a_street_keeps_a_center_and_no_center_is_small(town: Town):
    tiny = {
        "kind": "center", "name": "过小的中心（示例）", "area": "799.9", "hours": WORKDAYS,
        "location": {"path": LIUCHENG, "address": "示例路1号（虚构）"},
        "opened_on": str(days_on(town, 1)),
    }  # fmt: skip
    no = refused(lambda: town["liucheng"].create(PLACES, tiny))
    assert (no["status"], no["code"], no["details"]["least"]) == (
        422, "centers.center_too_small", 800,
    )  # fmt: skip
    only = f"{PLACES}/C-510115002"
    body = {"last_day": str(days_on(town, 30))}
    no = refused(lambda: town["gongping"].act(only, "close", body))
    assert (no["status"], no["code"]) == (409, "centers.street_without_center")
    assert town.reader.get(only)["place"]["status"]["label"] == "开放"


# --- one level asks the next -----------------------------------------------------------------


def refer(town: Town, who: str, *, to: str, start: str = STATION, **more: Any) -> dict[str, Any]:
    body = {"from_id": start, "to_id": to, "reason": "需在中心核验原件（示例）", **more}
    return town[who].create("/centers/referrals", body)


def answer(town: Town, who: str, referral: dict[str, Any], action: str, text: str = "") -> Any:
    """Take a step on the version at hand, as the list shows it."""
    path = f"/centers/referrals/{referral['referral_id']}/actions/{action}"
    body = {"answer": text} if text else {}
    return town[who].ask("POST", path, body, If_Match=f'"{referral["version"]}"').json()


def listed(town: Town, who: str, status: str) -> list[str]:
    found = town[who].get(f"/centers/referrals?status={status}&place_id={STATION}")["items"]
    return [each["referral_id"] for each in found]


def test_a_referral_goes_up_one_level_and_is_answered_where_it_arrived(town: Town):
    no = refused(lambda: refer(town, "daiban", to="S-510115001004"))
    assert (no["status"], no["code"]) == (409, "centers.not_adjacent")
    no = refused(lambda: refer(town, "gongping_window", to=CENTER))
    assert (no["status"], no["code"]) == (403, "centers.referral_outside")
    sent = refer(town, "daiban", to=CENTER)
    assert (sent["direction"], sent["status"]["label"]) == ("UP", "已转介")
    assert offered(sent) == ["recall"], "the station waits; only the center answers"
    assert sent["referral_id"] in listed(town, "chuangkou", "SENT")
    assert sent["referral_id"] not in listed(town, "gongping", "SENT")
    no = refused(lambda: answer(town, "daiban", sent, "take"))
    assert (no["status"], no["code"]) == (403, "centers.referral_outside")

    taken = answer(town, "chuangkou", sent, "take")
    assert (taken["status"]["label"], offered(taken)) == ("已接收", ["answer"])
    no = refused(lambda: answer(town, "daiban", taken, "recall"))
    assert no["status"] == 409, "it is in hand at the center"
    done = answer(town, "chuangkou", taken, "answer", "原件已核验，可在站点领取（示例）")
    assert (done["status"]["label"], done["answered_by"]) == (
        "已答复", town["chuangkou"].actor["id"],
    )  # fmt: skip
    assert sent["referral_id"] in listed(town, "daiban", "ANSWERED")


def test_a_referral_goes_down_and_comes_back_or_is_called_back(town: Town):
    no = refused(lambda: refer(town, "chuangkou", start=CENTER, to=SOCIAL))
    assert no["code"] == "centers.not_adjacent", "the social-work station stands two levels below"
    down = refer(town, "chuangkou", start=CENTER, to=STATION, reason="请入户代办（示例）")
    assert down["direction"] == "DOWN"
    back = answer(town, "daiban", down, "return", "居民已迁出本社区（示例）")
    assert (back["status"]["label"], back["answer"]) == ("已退回", "居民已迁出本社区（示例）")
    assert offered(back) == []
    mistaken = refer(town, "daiban", to=SOCIAL)
    gone = answer(town, "daiban", mistaken, "recall")
    assert gone["status"]["label"] == "已收回"
    no = refused(lambda: answer(town, "daiban", gone, "take"))
    assert no["status"] == 409


def test_a_referral_that_nobody_answers_is_told_and_stays_open(town: Town):
    sent = refer(town, "daiban", to=CENTER)
    due = date.fromisoformat(sent["answer_by"])
    assert due > town.now().date()
    come_to(town, due + timedelta(days=1))
    path = f"/oversight/traces/{sent['referral_id']}"
    told = town.eventually(
        lambda: (found := town["zhihui"].get(path)["entries"])[1:] and found, "the delay is told"
    )
    assert [each["label"] for each in told] == ["转介", "转介逾期未答复"]
    taken = answer(town, "chuangkou", sent, "take")
    assert answer(town, "chuangkou", taken, "answer", "迟复致歉（示例）")["status"]["code"] == (
        "ANSWERED"
    )


# --- without leaving the community -------------------------------------------------------------


def finished(town: Town, who: str, serial: int, **more: Any) -> str:
    """Take a case of 和平社区 in and finish it at once; return its id."""
    items = town.reader.get("/centers/items?field=就业社保&limit=100")["items"]
    row_id = next(each["row_id"] for each in items if each["handling"] == "IMMEDIATE")
    materials = town.reader.get(f"/centers/items/{row_id}")["details"]["materials"]
    names = [each["name"] for each in materials if each["source"] != "政府共享"]
    case = town[who].create("/centers/cases", {
        "row_id": row_id, "channel": "WINDOW", "home_path": people.COMMUNITY,
        "applicant": people.applicant("王秀英（示例）", serial),
        "materials": people.given(*names), **more,
    })  # fmt: skip
    path = f"/centers/cases/{case['case_id']}"
    town["chuangkou"].act(path, "accept")
    town["chuangkou"].act(path, "grant_at_once", {"document_no": "示决1号（示例）"})
    return str(case["case_id"])


@pytest.mark.rule("SITE-01")
def test_the_share_finished_at_home_is_counted_and_a_referral_out_of_it_counts_against(town: Town):
    month = f"{town.now():%Y-%m}"

    def figures(who: str) -> tuple[int, int]:
        found = town[who].get(f"/centers/network/figures?period={month}")
        lines = [one for one in found["communities"] if one["path"] == people.COMMUNITY]
        return (lines[0]["near"], lines[0]["elsewhere"]) if lines else (0, 0)

    near, elsewhere = figures("liucheng")
    mandate = {"scope": "代为申请（示例）", "document_no": "委托800号",
               "expires_on": str(days_on(town, 30))}  # fmt: skip
    at_home = finished(town, "daiban", 800, channel="PROXY", authorisation=mandate)
    finished(town, "chuangkou", 801)
    assert figures("liucheng") == figures("zhihui") == (near + 1, elsewhere + 1)
    assert figures("gongping") == (0, 0)
    named = {"reason": "请王秀英（示例）到中心核验", "case_id": at_home}
    no = refused(lambda: refer(town, "daiban", to=CENTER, **named))
    assert (no["status"], no["code"]) == (409, "centers.text_names_person")
    sent = refer(town, "daiban", to=CENTER, case_id=at_home)
    assert figures("liucheng") == (near, elsewhere + 2), "she had to leave the community"
    answer(town, "daiban", sent, "recall")
    assert figures("liucheng") == (near + 1, elsewhere + 1)
