"""At the window, through the gateway: decided in one visit, proved, sent on, looked up, counted."""

import base64
import csv
import hashlib
import io
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import segno

from tests.e2e import people
from tests.e2e.client import PASSWORD, Person, Town, refused
from tests.e2e.hall import Hall, buttons, entries, post

CASES, AT_ONCE, AFTER_REVIEW = "/centers/cases", "志愿者注册", "高龄津贴发放"
FAR_HOME = "510115/510115003/510115003018"
"""A community of a street to which nothing is handed down: the department handles it."""


def hand_in(town: Town, who: str, item: str, serial: int, **more: Any) -> dict[str, Any]:
    """Hand in everything that the guide asks of an applicant, at somebody's window."""
    offers = town.reader.get(f"/centers/items?q={item}")["items"]
    guide = town.reader.get(f"/centers/items/{offers[0]['row_id']}")
    asked = [m["name"] for m in guide["details"]["materials"] if m["source"] != "政府共享"]
    body = {"row_id": guide["row_id"], "channel": "WINDOW", "materials": people.given(*asked),
            "applicant": people.applicant("孙小梅（示例）", serial), **more}  # fmt: skip
    return dict(town[who].create(CASES, body))


def where(case: dict[str, Any]) -> str:
    return f"{CASES}/{case['case_id']}"


def names_the_person(text: Any, serial: int) -> bool:
    """Say whether anything of the applicant stands in what somebody was shown."""
    person = people.applicant("孙小梅（示例）", serial)
    return any(private in str(text) for private in ("孙小梅", *person.values()))


# --- one visit ----------------------------------------------------------------------------------


@pytest.mark.rule("WIN-01", "WIN-02", "RED-01")
def test_an_item_for_the_spot_is_done_in_one_visit_and_its_receipt_proves_it_without_a_name(
    town: Town,
):
    hall, clerk = Hall(town), town["chuangkou"]
    hall.next_morning()
    hall.desk("4", "open")
    hall.take()
    ticket = hall.call("4")
    visit = {"ticket_id": ticket["ticket_id"]}
    early = refused(lambda: hand_in(town, "chuangkou", AT_ONCE, 720, **visit))
    assert (early["status"], early["code"]) == (409, "centers.ticket.not_now")
    hall.on(ticket, "serve")
    case = hand_in(town, "chuangkou", AT_ONCE, 720, **visit)
    assert (case["status"]["label"], case["ticket_id"]) == ("已提交", ticket["ticket_id"])
    nothing_yet = refused(lambda: clerk.get(f"{where(case)}/receipt"))
    assert (nothing_yet["status"], nothing_yet["code"]) == (409, "centers.not_accepted")

    accepted = clerk.act(where(case), "accept")
    assert {"grant_at_once", "withdraw"} <= buttons(accepted)
    receipt = clerk.get(f"{where(case)}/receipt")
    proves(town, receipt, "已受理")
    decided = clerk.act(where(case), "grant_at_once", {"document_no": "柳志愿720号（示例）"})
    assert (decided["status"]["label"], decided["decision"]["on_time"]) == ("已决定", True)
    none = refused(lambda: post(clerk, f"/centers/transfers/{case['case_id']}/actions/send"))
    assert (none["status"], none["code"]) == (404, "centers.no_transfer")
    shown = proves(town, receipt, "已决定")
    assert shown["decided_on"] == str(town.now().date())
    over = town["chujian"].act(where(case), "deliver", {"receipt_no": "回证720号（示例）"})
    assert over["status"]["label"] == "已送达"
    hall.on(ticket, "finish")
    hall.desk("4", "close")
    told = entries(town, "zhihui", ticket["ticket_id"], "服务结束")
    assert [each["label"] for each in told if each["subject"] == ticket["ticket_id"]] == [
        "取号", "叫号", "开始服务", "由号票转为办件", "服务结束",
    ]  # fmt: skip
    assert not names_the_person(told, 720)


def proves(town: Town, receipt: dict[str, Any], state: str) -> dict[str, Any]:
    """Follow the address in the code of the receipt, as anybody's telephone does."""
    drawn = segno.make(receipt["address"], error="m", micro=False).svg_data_uri(scale=4)
    assert receipt["qr"] == drawn
    address = urlsplit(receipt["address"])
    shown = town.reader.get(f"{address.path.removeprefix('/api/v1')}?{address.query}")
    assert (shown["state_label"], shown["item_name"]) == (state, AT_ONCE)
    assert (shown["receipt_no"], shown["handling_unit"]) == (receipt["receipt_no"], "温江区民政局")
    assert "孙" not in str(shown)
    assert not names_the_person(receipt, 720), "the receipt itself is masked"
    number = receipt["receipt_no"]
    forged = refused(lambda: town.reader.get(f"/centers/receipts/{number}?code={'0' * 32}"))
    unknown = refused(
        lambda: town.reader.get(f"/centers/receipts/SL{'9' * 14}?code={receipt['code']}")
    )
    assert (forged["status"], forged["code"]) == (404, "centers.no_such_receipt")
    assert forged["detail"] == unknown["detail"], "nobody learns which numbers exist"
    return dict(shown)


@pytest.mark.rule("G-07")
def test_what_needs_a_review_is_not_decided_at_the_window(town: Town):
    clerk, case = town["chuangkou"], hand_in(town, "chuangkou", AFTER_REVIEW, 721)
    accepted = clerk.act(where(case), "accept")
    assert "grant_at_once" not in buttons(accepted)
    document = {"document_no": "柳高龄721号（示例）"}
    no = refused(lambda: clerk.act(where(case), "grant_at_once", document))
    assert (no["status"], no["code"]) == (409, "centers.not_immediate")
    for who in ("fuzeren", "chengban"):
        desk = refused(lambda who=who: town[who].act(where(case), "grant_at_once", document))
        assert (desk["status"], desk["code"]) == (403, "auth.not_permitted")
    assert clerk.get(where(case))["status"]["label"] == "已受理"


# --- sent on ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reviewer(town: Town) -> Person:
    """Somebody at 民政局 who reviews what the streets' windows send."""
    body = {"username": "mz_reviewer_720", "password": PASSWORD, "name": "民政承办示例丁",
            "kind": "staff", "unit_code": "510115-MZ"}  # fmt: skip
    made = town["admin"].create("/identity/accounts", body)
    post_held = {"role": "case_reviewer", "unit_code": "510115-MZ", "basis_doc_no": "示例720号"}
    town["admin"].act(f"/identity/accounts/{made['account_id']}", "appoint", post_held)
    return town["mz_reviewer_720"]


@pytest.mark.rule("WIN-02", "WIN-03", "G-07")
def test_papers_accepted_anywhere_go_to_who_handles_them_inside_the_applicants_time(
    town: Town, reviewer: Person
):
    case = hand_in(town, "gongping_window", AFTER_REVIEW, 722, home_path=FAR_HOME)
    accepted = town["gongping_window"].act(where(case), "accept")
    assert (accepted["path"], accepted["accept_path"]) == (
        "510115/510115-MZ", f"510115/{people.NEIGHBOUR}",
    )  # fmt: skip
    ends = (town["gongping_window"], reviewer, town["zhihui"])
    assert all(listed(who, case)["status"]["label"] == "待流转" for who in ends)
    assert (listed(town["chengban"], case), listed(town["chuangkou"], case)) == ({}, {})
    assert buttons(listed(ends[0], case)) == {"send"}
    assert buttons(listed(reviewer, case)) == {"receive"}

    overdue = date.fromisoformat(listed(reviewer, case)["receive_by"]) + timedelta(days=1)
    assert listed(ends[2], case, "?late=true") == {}
    town.move_to(datetime.combine(overdue, time(9), town.now().tzinfo))
    town.eventually(lambda: listed(ends[2], case, "?late=true"), "it should have arrived")
    send, receive = (f"/centers/transfers/{case['case_id']}/actions/{act}"
                     for act in ("send", "receive"))  # fmt: skip
    elsewhere = refused(lambda: post(town["chuangkou"], send))
    assert (elsewhere["status"], elsewhere["code"]) == (403, "centers.outside_jurisdiction")
    assert post(ends[0], send)["status"]["label"] == "流转中"
    twice = refused(lambda: post(ends[0], send))
    assert (twice["status"], twice["code"]) == (409, "centers.transfer.not_now")
    own = refused(lambda: post(ends[0], receive))
    assert (own["status"], own["code"]) == (403, "auth.not_permitted")
    street = refused(lambda: post(town["chengban"], receive))
    assert (street["status"], street["code"]) == (403, "centers.outside_jurisdiction")

    arrived = post(reviewer, receive)
    assert (arrived["status"]["label"], arrived["late"], buttons(arrived)) == (
        "已接收",
        True,
        set(),
    )
    assert listed(ends[0], case, "?status=SENT") == {}
    assert reviewer.get(where(case))["due"] == accepted["due"], "the way is in the time"
    told = [each["label"] for each in entries(town, "zhihui", case["case_id"], "接收")]
    assert told == ["提交申请", "受理", "待流转", "流转超时", "流转", "接收"]


def listed(who: Person, case: dict[str, Any], filters: str = "") -> dict[str, Any]:
    """Return the transfer of a case from somebody's list; {} when it is not there."""
    found = who.get(f"/centers/transfers{filters or '?limit=100'}")["items"]
    return next((each for each in found if each["case_id"] == case["case_id"]), {})


# --- who she is ---------------------------------------------------------------------------------


@pytest.mark.rule("RED-01", "G-07")
def test_whoever_looks_at_an_applicant_says_why_and_is_written_down(town: Town):
    case = hand_in(town, "chuangkou", AT_ONCE, 723)
    masked = town["chuangkou"].get(where(case))["applicant"]
    assert masked["phone"] == "138****0723"
    assert not names_the_person(masked, 723)
    reveal, why = f"{where(case)}/actions/reveal", "电话核对收件地址（示例）"
    for who in ("zhihui", "liucheng", "li_wei", "fuzeren"):
        no = refused(lambda who=who: post(town[who], reveal, reason=why))
        assert (no["status"], no["code"]) == (403, "auth.not_permitted"), who
    outside = refused(lambda: post(town["gongping_window"], reveal, reason=why))
    assert (outside["status"], outside["code"]) == (403, "centers.outside_jurisdiction")
    mute = refused(lambda: post(town["chuangkou"], reveal))
    assert (mute["status"], mute["errors"][0]["pointer"]) == (422, "/reason")
    naming = refused(lambda: post(town["chuangkou"], reveal, reason="联系孙小梅（示例）"))
    assert naming["code"] == "centers.text_names_person"

    answer = town["chuangkou"].ask("POST", reveal, {"reason": why})
    assert answer.headers["Cache-Control"] == "no-store"
    person = people.applicant("孙小梅（示例）", 723)
    assert {key: answer.json()[key] for key in person} == person
    told = entries(town, "auditor", case["case_id"], "查看完整个人信息")
    assert [each["label"] for each in told] == ["提交申请", "查看完整个人信息"]
    look = told[-1]
    assert (look["actor_id"], look["actor_unit"]) == (
        town["chuangkou"].actor["id"], people.STREET,
    )  # fmt: skip
    assert look["summary"]["reason"] == why
    assert not names_the_person(look, 723)


# --- found again, taken away --------------------------------------------------------------------


def test_a_clerk_keeps_a_filter_for_herself_and_finds_what_waits_with_it(town: Town):
    clerk, waiting = town["chuangkou"], hand_in(town, "chuangkou", AT_ONCE, 724)
    criteria = {"scope": "mine", "status": "SUBMITTED", "item_id": "MZ-014"}
    kept = clerk.create("/centers/filters", {"name": "待受理志愿者", "criteria": criteria})
    again = refused(
        lambda: clerk.create("/centers/filters", {"name": "待受理志愿者", "criteria": {}})
    )
    assert (again["status"], again["code"]) == (409, "centers.filter_name_taken")
    searched = refused(
        lambda: clerk.create("/centers/filters", {"name": "找人", "criteria": {"q": "孙小梅"}})
    )
    assert (searched["status"], searched["errors"][0]["pointer"]) == (422, "/criteria/q")

    (mine,) = (each for each in clerk.get("/centers/filters")["items"]
               if each["filter_id"] == kept["filter_id"])  # fmt: skip
    query = "&".join(f"{key}={value}" for key, value in mine["criteria"].items() if value)
    found = [each["case_no"] for each in clerk.get(f"{CASES}?{query}&limit=100")["items"]]
    assert waiting["case_no"] in found
    clerk.act(where(waiting), "accept")
    left = [each["case_no"] for each in clerk.get(f"{CASES}?{query}&limit=100")["items"]]
    assert left == [number for number in found if number != waiting["case_no"]]

    drop = f"/centers/filters/{kept['filter_id']}/actions/drop"
    others = town["chengban"].get("/centers/filters")["items"]
    assert kept["filter_id"] not in [each["filter_id"] for each in others]
    hidden = refused(lambda: post(town["chengban"], drop))
    assert (hidden["status"], hidden["code"]) == (404, "centers.not_found")
    assert post(clerk, drop)["name"] == "待受理志愿者"
    gone = refused(lambda: post(clerk, drop))
    assert (gone["status"], gone["code"]) == (404, "centers.not_found")


@pytest.mark.rule("RED-01", "G-07")
def test_an_export_stays_inside_the_street_names_nobody_and_is_written_down(town: Town):
    ours = hand_in(town, "chuangkou", AT_ONCE, 725)
    theirs = hand_in(town, "gongping_window", AT_ONCE, 726)
    ask = {"form": "csv", "reason": "月度抽查（示例）", "item_id": "MZ-014"}
    for who in ("chuangkou", "zhihui", "li_wei"):
        no = refused(lambda who=who: post(town[who], f"{CASES}/exports", **ask))
        assert (no["status"], no["code"]) == (403, "auth.not_permitted")
    mute = refused(lambda: post(town["liucheng"], f"{CASES}/exports", form="csv"))
    assert (mute["status"], mute["errors"][0]["pointer"]) == (422, "/reason")

    made = post(town["liucheng"], f"{CASES}/exports", **ask)
    content = base64.b64decode(made["content"])
    assert made["sha256"] == hashlib.sha256(content).hexdigest()
    head, *lines = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert (head[0], len(lines)) == ("办件编号", made["rows"])
    numbers = {line[0] for line in lines}
    assert ours["case_no"] in numbers
    assert theirs["case_no"] not in numbers
    assert not names_the_person(lines, 725)
    own = post(town["gongping"], f"{CASES}/exports", **{**ask, "form": "json"})
    assert theirs["case_no"] in {each["case_no"] for each in own["items"]}
    assert not names_the_person(own, 726)

    (told,) = entries(town, "liucheng_leader", made["export_id"], "批量导出办件")
    assert told["actor_id"] == town["liucheng"].actor["id"]
    assert (told["summary"]["rows"], told["summary"]["form"]) == (made["rows"], "csv")
    assert "月度抽查" not in str(told)
    outside = refused(lambda: town["gongping_leader"].get(f"/oversight/traces/{made['export_id']}"))
    assert (outside["status"], outside["code"]) == (404, "oversight.no_trace")


# --- counted ------------------------------------------------------------------------------------


@pytest.mark.rule("X-04")
def test_a_closed_month_is_counted_as_its_cases_say_and_becomes_something_to_publish(town: Town):
    case = hand_in(town, "gongping_window", AT_ONCE, 727, home_path=FAR_HOME)
    town["gongping_window"].act(where(case), "accept")
    document = {"document_no": "公志愿727号（示例）"}
    town["gongping_window"].act(where(case), "grant_at_once", document)
    now = town.now()
    decided = decisions(town, case["path"], f"{now:%Y-%m}")
    assert decided
    town.move_to((now.replace(day=1) + timedelta(days=32)).replace(day=1, hour=9, minute=0))

    ask = f"/centers/statistics?period={now:%Y-%m}&limit=100"
    figures = town.eventually(
        lambda: [each for each in town["zhihui"].get(ask)["items"] if each["path"] == case["path"]],
        "the month is counted",
    )[0]
    assert figures["unit_name"] == "温江区民政局"
    granted = sum(each["granted"] for each in decided)
    assert (figures["granted"], figures["denied"]) == (granted, len(decided) - granted)
    assert figures["on_time"] == sum(each["on_time"] for each in decided)
    assert figures["accepted"] >= 1
    paths = {each["path"] for each in town["gongping_leader"].get(ask)["items"]}
    assert paths <= {f"510115/{people.NEIGHBOUR}"}, "a street sees its own figures"
    no = refused(lambda: town["chuangkou"].get(ask))
    assert (no["status"], no["code"]) == (403, "auth.not_permitted")
    town.eventually(
        lambda: figures["statistics_id"] in to_publish(town, case["path"]),
        "the figures must be published",
    )


def to_publish(town: Town, path: str) -> list[str]:
    """Return the ids of a unit's figures that wait for publication."""
    desk = town["gongkai"]
    lines = desk.get("/disclosure/records?kind=DECISION_STATISTICS&limit=100")["items"]
    keys = [each["record_id"] for each in lines if each["path"] == path]
    return [desk.get(f"/disclosure/records/{key}")["source_id"] for key in keys]


def decisions(town: Town, path: str, month: str) -> list[dict[str, Any]]:
    """Recount what a unit decided in a month, case by case."""
    found, page = [], f"{CASES}?limit=100"
    while page:
        answer = town["zhihui"].ask("GET", page)
        found += [each for each in answer.json()["items"] if each["path"] == path]
        page = answer.links.get("next", {}).get("url", "").removeprefix("/api/v1")
    made = [town["zhihui"].get(where(each))["decision"] for each in found]
    return [each for each in made if each and each["decided_at"].startswith(month)]
