"""Bad ratings through the gateway: answered by others than the rated; nobody finds the rater."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest

from shared.kernel.clock import TZ
from tests.e2e import people
from tests.e2e.client import Town, refused

RATER, NAME, PHONE = "wang_xiuying", "王秀英（示例）", "13800000810"
OFFICER, LEADER = "renshe", "renshe_leader"
"""The department whose items are rated: who handles a bad rating, and who reviews."""

LOW = "/centers/rectifications"


# --- cases and their ratings -----------------------------------------------------------------


def item(town: Town, name: str) -> dict[str, Any]:
    """Return an item of 人社 that is decided at once at the window."""
    found = town.reader.get(f"/centers/items?field=就业社保&q={name}")["items"]
    return next(each for each in found if each["handling"] == "IMMEDIATE")


def delivered(town: Town, name: str, *, who: str = "chuangkou", **more: Any) -> str:
    """Finish a case of the rater's at once; return its path."""
    row_id = item(town, name)["row_id"]
    materials = town.reader.get(f"/centers/items/{row_id}")["details"]["materials"]
    brought = [each["name"] for each in materials if each["source"] != "政府共享"]
    case = town[who].create("/centers/cases", {
        "row_id": row_id, "channel": "WINDOW", "home_path": people.COMMUNITY,
        "applicant": people.applicant(NAME, 810), "applicant_account": town[RATER].actor["id"],
        "materials": people.given(*brought), **more,
    })  # fmt: skip
    path = f"/centers/cases/{case['case_id']}"
    case = town["chuangkou"].act(path, "accept", version=case["version"])
    decision = {"document_no": "示决8号（示例）"}
    case = town["chuangkou"].act(path, "grant_at_once", decision, version=case["version"])
    assert case["path"] == "510115/510115-RS"
    receipt = {"receipt_no": "示回8号（示例）"}
    town["chujian"].act(path, "deliver", receipt, version=case["version"])
    return path


def rated(town: Town, name: str, level: int, **more: Any) -> str:
    """Let the rater say how it was; return the path of her case."""
    path = delivered(town, name)
    shown = town[RATER].act(path, "rate", {"level": level, **more})
    assert shown["rated_level"] == level
    return path


def open_ones(town: Town, name: str, who: str = OFFICER) -> list[str]:
    """List what must still be answered about an item, newest first."""
    found = town[who].get(f"{LOW}?status=RECEIVED&limit=100")["items"]
    return [each["rectification_id"] for each in found if each["item_name"] == name]


def named(town: Town, name: str, level: int) -> str:
    """Rate badly, agree to be contacted; return the path of the rectification."""
    before = set(open_ones(town, name))
    rated(town, name, level, named=True, comment="等候太久（示例）")
    (found,) = set(open_ones(town, name)) - before
    return f"{LOW}/{found}"


def anonymous(town: Town, name: str, level: int) -> str:
    """Rate badly without a name: opened when the day is over, so that it tells no hour."""
    before = set(open_ones(town, name))
    rated(town, name, level, comment="态度生硬（示例）")
    assert set(open_ones(town, name)) == before
    come_to(town, town.now() + timedelta(days=1))
    (found,) = town.eventually(lambda: set(open_ones(town, name)) - before, "the day is over")
    return f"{LOW}/{found}"


def come_to(town: Town, day: datetime) -> None:
    town.move_to(datetime.combine(day.date(), time(8, 30), TZ))


def offered(town: Town, who: str, path: str) -> list[str]:
    return [each["action"] for each in town[who].get(path)["offered"]]


def say_no(town: Town, who: str, path: str, action: str, body: Any = None) -> tuple[int, str]:
    """Try a step that must be refused; return status and code."""
    version = town[OFFICER].get(path)["version"]
    no = refused(lambda: town[who].act(path, action, body, version=version))
    return no["status"], no["code"]


def acts(town: Town, path: str, until: str) -> list[dict[str, Any]]:
    """Return what the trace tells of it, once it tells `until`."""
    where = f"/oversight/traces/{path.rpartition('/')[2]}"

    def told() -> list[dict[str, Any]] | None:
        found = town["zhihui"].get(where)["entries"]
        return found if until in [each["label"] for each in found] else None

    return list(town.eventually(told, f"the trace tells {until}"))


def figures(town: Town, month: str) -> dict[str, Any]:
    return town[OFFICER].get(f"/centers/ratings/indicators?period={month}")


def grown(now: dict[str, Any], before: dict[str, Any], *counts: str) -> tuple[int, ...]:
    return tuple(now[count] - before[count] for count in counts)


# --- a rater who may be reached ----------------------------------------------------------------


@pytest.mark.rule("EVAL-02", "EVAL-04")
def test_a_named_rater_is_heard_first_called_back_last_and_named_nowhere(town: Town):
    path = named(town, "失业登记", 1)
    shown = town[OFFICER].get(path)
    assert (shown["status"]["label"], shown["named"], shown["comment"]) == ("收到差评", True, None)
    assert say_no(town, "chuangkou", path, "take") == (403, "auth.not_permitted")
    assert say_no(town, "minzheng", path, "take") == (404, "centers.not_found")
    no = refused(lambda: town["gongping"].get(path))
    assert (no["status"], no["code"]) == (404, "centers.not_found")
    assert say_no(town, OFFICER, path, "contact")[1] == "centers.not_the_handler"
    officer = town[OFFICER]
    assert officer.act(path, "take")["comment"] == "等候太久（示例）"
    assert town[LEADER].get(path)["comment"] is None, "her words are for the handler alone"
    assert say_no(town, OFFICER, path, "fix_now") == (409, "centers.contact_first")
    reach(town, path)
    assert officer.act(path, "contact")["status"]["label"] == "已联系评价人"

    late = {"on": str(town.now().date() + timedelta(days=90))}
    assert say_no(town, OFFICER, path, "fix_by", late) == (422, "centers.fix_day")
    promised = officer.act(path, "fix_by", {"on": shown["fix_by"]})
    assert (promised["status"]["label"], promised["promised_on"]) == ("限期整改", shown["fix_by"])
    officer.act(path, "finish", {"measures": "午间增设窗口（示例）"})
    assert say_no(town, OFFICER, path, "close") == (409, "centers.call_back_first")
    assert officer.act(path, "call_back", {"satisfied": True})["satisfied"] is True
    closed = officer.act(path, "close")
    assert (closed["status"]["label"], closed["offered"]) == ("办结", [])
    assert not closed["fix_late"]
    told = acts(town, path, "差评办结")
    assert [each["label"] for each in told] == [
        "收到差评", "领办差评", "查看评价人联系方式", "联系评价人", "处理差评", "整改完成",
        "回访评价人", "差评办结",
    ]  # fmt: skip
    assert told[0]["actor_id"] == "anonymous"
    for private in (NAME, PHONE, town[RATER].actor["id"]):
        assert private not in f"{told}{closed}{shown}"


def reach(town: Town, path: str) -> None:
    """Only the handler sees how to reach her, for a reason that names nobody, on the record."""
    ask = {"reason": "联系评价人核实情况"}
    no = refused(lambda: town[LEADER].ask("POST", f"{path}/actions/reveal", ask))
    assert (no["status"], no["code"]) == (403, "auth.not_permitted")
    names_her = {"reason": f"联系{NAME}"}
    no = refused(lambda: town[OFFICER].ask("POST", f"{path}/actions/reveal", names_her))
    assert (no["status"], no["code"]) == (409, "centers.text_names_person")
    shown = town[OFFICER].ask("POST", f"{path}/actions/reveal", ask).json()
    assert (shown["name"], shown["phone"]) == (NAME, PHONE)
    assert town[RATER].get(f"/centers/cases/{shown['case_id']}")["rated_level"] == 1
    entry = acts(town, path, "查看评价人联系方式")[-1]
    assert entry["summary"]["reason"] == ask["reason"]


@pytest.mark.rule("EVAL-04")
def test_what_the_law_does_not_allow_is_explained_by_whoever_took_it_over(town: Town):
    month = f"{town.now():%Y-%m}"
    before = figures(town, month)
    path = named(town, "就业登记", 2)
    officer, leader = town[OFFICER], town[LEADER]
    assert offered(town, LEADER, path) == [], "nobody has it: there is nothing to take away"
    officer.act(path, "take")
    assert say_no(town, OFFICER, path, "take") == (409, "centers.rectification_taken")
    assert leader.act(path, "release")["handler"] == ""
    assert say_no(town, OFFICER, path, "contact")[1] == "centers.not_the_handler"
    mine = officer.act(path, "take")["rectification_id"]
    assert mine in [e["rectification_id"] for e in officer.get(f"{LOW}?mine=true")["items"]]
    officer.act(path, "contact")
    why = {"answer": "未就业期间方可办理（示例）", "basis": "就业促进法（示例）"}
    explained = officer.act(path, "explain", why)
    assert (explained["status"]["label"], explained["answer"]) == ("已解释说明", why["answer"])
    assert say_no(town, OFFICER, path, "close") == (409, "centers.call_back_first")
    assert officer.act(path, "call_back", {"satisfied": False})["satisfied"] is False
    assert officer.act(path, "close")["status"]["label"] == "办结"
    after = figures(town, month)
    assert grown(after, before, "finished", "rectified", "named", "called_back") == (1, 1, 1, 1)
    assert grown(after["figures"], before["figures"], "rated", "bad") == (1, 1)


# --- a rater whom nobody reaches --------------------------------------------------------------


@pytest.mark.rule("EVAL-01", "EVAL-02", "EVAL-04")
def test_an_anonymous_rating_is_put_right_without_looking_for_the_rater(town: Town):
    name = "社会保险待遇领取资格认证"
    path = anonymous(town, name, 2)
    officer = town[OFFICER]
    assert officer.get(path)["contact_by"] is None
    officer.act(path, "take")
    assert "contact" not in offered(town, OFFICER, path)
    assert say_no(town, OFFICER, path, "contact") == (409, "centers.rater_is_anonymous")
    ask = {"reason": "想知道是谁"}
    no = refused(lambda: officer.ask("POST", f"{path}/actions/reveal", ask))
    assert (no["status"], no["code"]) == (409, "centers.rater_is_anonymous")
    assert officer.act(path, "fix_now")["status"]["label"] == "立即整改"
    body = {"measures": "已开展服务礼仪培训（示例）"}
    assert officer.act(path, "finish", body)["status"]["label"] == "整改完成"
    closed = officer.act(path, "close")
    assert (closed["status"]["label"], closed["called_back_at"]) == ("办结", None)
    labels = [each["label"] for each in acts(town, path, "差评办结")]
    assert labels == ["收到差评", "领办差评", "处理差评", "整改完成", "差评办结"]


@pytest.mark.rule("EVAL-04", "G-07")
def test_an_appeal_is_decided_by_somebody_else_and_a_mistake_counts_no_more(town: Town):
    name, month = "失业登记", f"{town.now():%Y-%m}"
    first = anonymous(town, name, 1)
    counted = town[OFFICER].get(f"/centers/ratings/figures?period={month}")
    appeal(town, first)
    verdict = {"reasons": "评价针对的是另一件事（示例）", "document_no": "人社复1号（示例）"}
    upheld = town[LEADER].act(first, "uphold", verdict)
    assert (upheld["status"]["label"], upheld["misjudged"]) == ("已解释说明", True)
    assert town[OFFICER].act(first, "close")["status"]["label"] == "办结"
    now = town[OFFICER].get(f"/centers/ratings/figures?period={month}")
    assert grown(now, counted, "rated", "bad") == (-1, -1)
    assert grown(now["levels"], counted["levels"], "1", "2") == (-1, 0)

    second = anonymous(town, name, 1)
    appeal(town, second)
    rejected = town[LEADER].act(second, "reject", {**verdict, "reasons": "评价属实（示例）"})
    assert (rejected["status"]["label"], rejected["misjudged"]) == ("立即整改", False)
    assert say_no(town, OFFICER, second, "close")[0] == 409, "now it must be put right"
    town[OFFICER].act(second, "finish", {"measures": "已改进（示例）"})
    assert town[OFFICER].act(second, "close")["review"]["upheld"] is False
    reviewed = [
        each["summary"]["upheld"] for path in (first, second)
        for each in acts(town, path, "差评办结") if each["label"] == "复核误评申诉"
    ]  # fmt: skip
    assert reviewed == [True, False]


def appeal(town: Town, path: str) -> None:
    """Say that the rating is a mistake; who says so does not decide it."""
    town[OFFICER].act(path, "take")
    disputed = town[OFFICER].act(path, "dispute", {"reasons": "评错了对象（示例）"})
    assert (disputed["status"]["label"], disputed["offered"]) == ("误评申诉", [])
    own = {"reasons": "自行认定（示例）", "document_no": "人社复0号（示例）"}
    assert say_no(town, OFFICER, path, "uphold", own) == (403, "auth.not_permitted")
    assert offered(town, LEADER, path) == ["release", "uphold", "reject"]


# --- the lowest two months running -------------------------------------------------------------


def station_of(town: Town, code: str) -> str:
    """Appoint a proxy clerk in a community; return her username."""
    username = f"daiban_{code[-3:]}"
    opened = town["admin"].create("/identity/accounts", {
        "username": username, "password": "Jiedao-demo-2026", "name": "代办示例乙",
        "kind": "staff", "unit_code": code,
    })  # fmt: skip
    post = {"role": "proxy_clerk", "unit_code": code, "basis_doc_no": "示任1号（示例）"}
    town["admin"].act(f"/identity/accounts/{opened['account_id']}", "appoint", post)
    return username


def rate_a_month(town: Town, levels: dict[str, int]) -> str:
    """Let five be rated at each place; return the month."""
    mandate = {"scope": "代为申请（示例）", "document_no": "委托810号",
               "expires_on": str(town.now().date() + timedelta(days=30))}  # fmt: skip
    for who, level in levels.items():
        proxy = {"channel": "PROXY", "authorisation": mandate}
        for _ in range(5):
            path = delivered(town, "社会保险个人权益记录查询打印", who=who,
                             **(proxy if who != "chuangkou" else {}))  # fmt: skip
            town[RATER].act(path, "rate", {"level": level})
    return f"{town.now():%Y-%m}"


@pytest.mark.rule("EVAL-05")
def test_the_place_with_the_lowest_ratings_two_months_running_is_to_be_talked_to(town: Town):
    lowest = station_of(town, f"{people.STREET}002")
    levels = {"chuangkou": 5, "daiban": 5, lowest: 1}
    earlier = rate_a_month(town, levels)
    next_month(town)
    later = rate_a_month(town, levels)
    listed = f"/centers/ratings/talks?period={later}"
    assert town["liucheng_leader"].get(listed)["items"] == [], "the month is not over"
    next_month(town)
    (talk,) = town.eventually(lambda: town["liucheng_leader"].get(listed)["items"], "it is due")
    assert (talk["path"], talk["previous"], talk["period"]) == (
        f"510115/{people.STREET}/{people.STREET}002", earlier, later,
    )  # fmt: skip
    assert (talk["average"], talk["previous_average"]) == ("1.00", "1.00")
    assert town["gongping_leader"].get(listed)["items"] == [], "another street is not told"
    no = refused(lambda: town["chuangkou"].get(listed))
    assert (no["status"], no["code"]) == (403, "auth.not_permitted")
    assert talk["listed_on"] == f"{town.now():%Y-%m}-01"


def next_month(town: Town) -> None:
    come_to(town, (town.now().replace(day=1) + timedelta(days=32)).replace(day=1))
