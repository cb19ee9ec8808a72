"""Requests for information through the gateway: from the day of receipt to an answer with rights.

Residents ask by the web, the openness office enters paper, its head approves; nobody else reads.
"""

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

import pytest

from shared.kernel.clock import TZ
from tests.e2e import people
from tests.e2e.client import Town, refused

OFFICER, LEADER, RESIDENT, OTHER = "gongkai", "gongkai_leader", "wang_xiuying", "li_wei"
REQUESTS = "/disclosure/requests"
NAME, WANTED = "王秀英（示例）", "甲楼院改造工程验收资料（示例）"
ORGAN = f"510115/{people.STREET}"
SERIAL = count(950)
"""Each scenario has an applicant of its own, so that none counts in another's month."""


def asked(town: Town, who: str = OFFICER, **more: Any) -> dict[str, Any]:
    """Let a resident ask by the web, or the office enter what was handed over."""
    body = {
        "organ_path": ORGAN, "channel": "IN_PERSON" if who == OFFICER else "WEB",
        "applicant": people.applicant(NAME, next(SERIAL)), "wanted": WANTED, "form": "PAPER",
        **more,
    }  # fmt: skip
    return dict(town[who].create(REQUESTS, body))


def where(request: dict[str, Any]) -> str:
    return f"{REQUESTS}/{request['request_id']}"


def says_no(town: Town, who: str, request: dict[str, Any], action: str, body: Any = None) -> Any:
    """Try a step that must be refused; return status and code."""
    version = town[OFFICER].get(where(request))["version"]
    no = refused(lambda: town[who].act(where(request), action, body, version=version))
    return no["status"], no["code"]


def buttons(town: Town, who: str, request: dict[str, Any]) -> list[str]:
    return [each["label"] for each in town[who].get(where(request))["offered"]]


def after(town: Town, day: str) -> None:
    """Come to the morning after a day."""
    next_day = date.fromisoformat(day) + timedelta(days=1)
    town.move_to(datetime.combine(next_day, time(8, 30), TZ))


def becomes(town: Town, request: dict[str, Any], label: str) -> dict[str, Any]:
    """Wait until time has done its work."""

    def there() -> Any:
        found = town[OFFICER].get(where(request))
        return found if found["status"]["label"] == label else None

    return dict(town.eventually(there, f"the request becomes {label}"))


def traced(town: Town, request: dict[str, Any], until: str) -> list[dict[str, Any]]:
    """Return what the trace tells of it, once it tells `until`."""

    def told() -> Any:
        found = town["zhihui"].get(f"/oversight/traces/{request['request_id']}")["entries"]
        return found if until in [each["label"] for each in found] else None

    return list(town.eventually(told, f"the trace tells {until}"))


@pytest.mark.rule("REQ-01", "REQ-02", "REQ-08", "REQ-12", "RED-01", "G-05")
def test_a_request_by_the_web_is_confirmed_made_clear_and_answered_with_her_rights(town: Town):
    officer, applicant = town[OFFICER], town[RESIDENT]
    request = asked(town, RESIDENT)
    assert (request["status"]["label"], request["due"]) == ("待联系确认", None)
    no = refused(lambda: applicant.get(f"{where(request)}/deadline"))
    assert (no["status"], no["code"]) == (409, "disclosure.clock_not_started")
    assert officer.act(where(request), "acknowledge")["status"]["label"] == "待申请人确认"
    assert says_no(town, OFFICER, request, "confirm") == (409, "disclosure.not_the_applicant")
    received = applicant.act(where(request), "confirm")
    assert received["received_on"] == str(town.now().date())
    why = applicant.get(f"{where(request)}/deadline")
    assert (why["due"], why["period"]) == (received["due"], "20WD")
    assert [day["index"] for day in why["days"] if day["counted"]] == list(range(1, 21))

    told = {"what": "请写明楼院名称（示例）"}
    assert officer.act(where(request), "ask_correction", told)["status"]["label"] == "待补正"
    assert applicant.get(where(request))["correction"]["what"] == told["what"]
    clear = applicant.act(where(request), "correct", {"wanted": "乙楼院验收单（示例）"})
    assert (clear["wanted"], clear["status"]["label"]) == ("乙楼院验收单（示例）", "办理中")
    assert says_no(town, OFFICER, request, "ask_correction", told) == (409, "disclosure.told_once")

    empty = {"kind": "PROVIDED", "document_no": "示答1号（示例）"}
    assert says_no(town, OFFICER, request, "answer", empty)[1] == "disclosure.answer_incomplete"
    officer.act(where(request), "answer", {**empty, "where": "街道公开查阅点领取（示例）"})
    answered = applicant.get(where(request))
    assert answered["answer"]["title"] == "予以公开"
    assert answered["answer"]["basis"] == "政府信息公开条例 §36(2)"
    assert "行政复议" in answered["answer"]["rights"]
    assert answered["offered"] == []
    labels = [each["label"] for each in traced(town, request, "答复申请人")]
    assert labels == [
        "提出公开申请", "联系申请人确认", "收到公开申请", "一次性告知补正", "收到补正",
        "答复申请人",
    ]  # fmt: skip


@pytest.mark.rule("REQ-12", "RED-01")
def test_nobody_but_the_applicant_and_the_office_reads_it_and_the_trace_names_nobody(town: Town):
    person = people.applicant(NAME, next(SERIAL))
    request = asked(town, RESIDENT, applicant=person)
    assert request["request_id"] in [
        each["request_id"] for each in town[RESIDENT].get(REQUESTS)["items"]
    ]
    assert request["request_id"] not in str(town[OTHER].get(f"{REQUESTS}?limit=100"))
    no = refused(lambda: town[OTHER].get(where(request)))
    assert (no["status"], no["code"]) == (404, "disclosure.not_found")
    for who in ("zhihui", "auditor", "liucheng"):
        no = refused(lambda who=who: town[who].get(where(request)))
        assert (no["status"], no["code"]) == (403, "auth.not_permitted")
    no = refused(lambda: town.reader.get(where(request)))
    assert (no["status"], no["code"]) == (401, "auth.required")

    officer = town[OFFICER]
    shown = officer.get(where(request))
    assert shown["applicant"]["phone"] == f"{person['phone'][:3]}****{person['phone'][7:]}"
    reveal = f"{where(request)}/actions/reveal"
    no = refused(lambda: officer.ask("POST", reveal, {"reason": f"联系{NAME}"}))
    assert (no["status"], no["code"]) == (409, "disclosure.text_names_person")
    no = refused(lambda: town[LEADER].ask("POST", reveal, {"reason": "想看看"}))
    assert (no["status"], no["code"]) == (403, "auth.not_permitted")
    whole = officer.ask("POST", reveal, {"reason": "电话确认收到之日"}).json()
    assert (whole["name"], whole["phone"], whole["id_no"]) == (
        NAME, person["phone"], person["id_no"],
    )  # fmt: skip
    assert town[RESIDENT].act(where(request), "withdraw")["status"]["label"] == "已撤回"
    told = traced(town, request, "撤回公开申请")
    assert "查看申请人信息" in [each["label"] for each in told]
    for private in (NAME, person["phone"], person["id_no"], WANTED):
        assert private not in f"{told}{shown['applicant']}"


@pytest.mark.rule("REQ-05", "REQ-06", "REQ-08", "REQ-09", "G-05", "G-07")
def test_a_third_party_objects_and_the_head_decides_what_is_kept_back(town: Town):
    officer, leader = town[OFFICER], town[LEADER]
    request = asked(town)
    assert buttons(town, LEADER, request) == []
    party = {"party": "THIRD_PARTY", "name": "某建筑公司（示例）"}
    assert officer.act(where(request), "consult", party)["status"]["label"] == "征求意见中"
    officer.act(where(request), "consult", {"party": "CO_MAKER", "name": "区住建局（示例）"})
    provide = {"kind": "PROVIDED", "document_no": "示答2号（示例）", "where": "窗口（示例）"}
    assert says_no(town, OFFICER, request, "answer", provide)[1] == "disclosure.request.not_now"
    said = {"number": 1, "agrees": False, "opinion": "含我司报价（示例）"}
    officer.act(where(request), "record_opinion", said)
    heard = officer.act(where(request), "record_opinion", {**said, "number": 2, "agrees": True})
    assert heard["status"]["label"] == "办理中"
    assert says_no(town, OFFICER, request, "answer", provide) == (
        409, "disclosure.approval_needed",
    )  # fmt: skip
    assert says_no(town, OFFICER, request, "propose_answer", provide)[1] == (
        "disclosure.third_party_objects"
    )
    partly = {**provide, "kind": "PARTLY", "reasons": "报价属商业秘密（示例）"}
    assert officer.act(where(request), "propose_answer", partly)["answer"] is None
    assert says_no(town, OFFICER, request, "approve_answer") == (403, "auth.not_permitted")
    assert buttons(town, LEADER, request) == ["批准答复", "退回答复"]
    back = leader.act(where(request), "return_answer", {"reason": "请列明可公开部分（示例）"})
    assert (back["status"]["label"], back["draft"]) == ("办理中", None)
    officer.act(where(request), "propose_answer", {**partly, "where": "窗口，附区分清单（示例）"})
    answered = leader.act(where(request), "approve_answer")
    assert (answered["status"]["label"], answered["answer"]["title"]) == ("已答复", "部分公开")
    assert "先申请行政复议" in answered["answer"]["rights"]
    told = traced(town, request, "答复申请人")
    assert [each["actor_id"] for each in told if each["label"] == "答复申请人"] == [
        leader.actor["id"]
    ]
    assert party["name"] not in str(told)


@pytest.mark.rule("REQ-05", "REQ-04", "REQ-03", "G-05")
def test_a_silent_party_costs_no_days_more_time_is_granted_once_and_late_is_late(town: Town):
    officer, leader = town[OFFICER], town[LEADER]
    request = asked(town)
    asked_for = officer.act(
        where(request), "consult", {"party": "CO_MAKER", "name": "区水务局（示例）"}
    )
    last_day = asked_for["consultations"][0]["reply_by"]
    after(town, last_day)
    heard = becomes(town, request, "办理中")
    (silent,) = heard["consultations"]
    assert (silent["silent"], silent["agrees"], silent["heard_on"]) == (True, True, last_day)
    assert heard["due"] > request["due"]

    more = {"days": 5, "reason": "资料量大（示例）"}
    officer.act(where(request), "propose_extension", more)
    assert says_no(town, OFFICER, request, "approve_extension", {"notice_no": "示延0号"}) == (
        403, "auth.not_permitted",
    )  # fmt: skip
    assert leader.act(where(request), "reject_extension")["extension"] is None
    too_much = {**more, "days": 21}
    assert says_no(town, OFFICER, request, "propose_extension", too_much) == (
        422, "disclosure.extension_days",
    )  # fmt: skip
    officer.act(where(request), "propose_extension", more)
    extended = leader.act(where(request), "approve_extension", {"notice_no": "示延1号（示例）"})
    assert extended["due"] > heard["due"]
    assert says_no(town, OFFICER, request, "propose_extension", more) == (
        409, "disclosure.extended_once",
    )  # fmt: skip
    after(town, extended["due"])
    late = f"{REQUESTS}?late=true&limit=100"
    town.eventually(lambda: request["request_id"] in str(officer.get(late)), "the answer is late")
    gone = {
        "kind": "OTHER_ORGAN", "document_no": "示答3号（示例）", "reasons": "非本机关制作（示例）",
        "where": "区水务局，电话 028-00000000（示例）",
    }  # fmt: skip
    assert officer.act(where(request), "answer", gone)["answer_late"] is True
    told = traced(town, request, "答复申请人")
    assert "公开申请办理逾期" in [each["label"] for each in told]


@pytest.mark.rule("REQ-02", "REQ-08", "REQ-09")
def test_silence_on_a_correction_is_giving_up_and_a_good_reason_brings_it_back(town: Town):
    officer, leader = town[OFFICER], town[LEADER]
    person = people.applicant(NAME, next(SERIAL))
    first = asked(town, applicant=person)
    given = {"kind": "PUBLICATION", "document_no": "示答4号（示例）", "where": "区图书馆（示例）"}
    officer.act(where(first), "answer", given)
    request = asked(town, applicant=person)
    told = officer.act(where(request), "ask_correction", {"what": "请写明年份（示例）"})
    after(town, told["correction"]["answer_by"])
    assert becomes(town, request, "视为放弃")["abandoned"] == "correction"
    again = officer.act(where(request), "excuse", {"reason": "住院（示例）"})
    assert (again["status"]["label"], again["correction"]["excuse"]) == ("待补正", "住院（示例）")
    officer.act(where(request), "correct", {"wanted": f"{WANTED}2025年"})
    repeated = {"kind": "REPEATED", "document_no": "示答5号（示例）", "earlier_no": "GK0"}
    assert says_no(town, OFFICER, request, "propose_answer", repeated) == (
        409, "disclosure.not_repeated",
    )  # fmt: skip
    repeated["earlier_no"] = first["request_no"]
    officer.act(where(request), "propose_answer", repeated)
    answered = leader.act(where(request), "approve_answer")
    assert answered["answer"]["earlier_no"] == first["request_no"]
    labels = [each["label"] for each in traced(town, request, "答复申请人")]
    assert labels[2:5] == ["一次性告知补正", "视为放弃申请", "有正当理由，恢复补正"]


@pytest.mark.rule("REQ-10", "REQ-11")
def test_the_eleventh_of_a_month_is_charged_by_one_method_and_payment_begins_anew(town: Town):
    officer = town[OFFICER]
    person = people.applicant(NAME, next(SERIAL))
    requests = [asked(town, applicant=person) for _ in range(11)]
    notice = {"method": "ITEMS", "notice_no": "示费1号（示例）"}
    assert says_no(town, OFFICER, requests[9], "charge", notice) == (409, "disclosure.no_fee")
    charged = officer.act(where(requests[10]), "charge", notice)
    assert (charged["fee"]["count"], charged["fee"]["amount_fen"]) == (11, 10_000)
    assert charged["status"]["label"] == "待缴费"
    paid = officer.act(where(requests[10]), "pay", {"receipt_no": "示据1号（示例）"})
    assert (paid["status"]["label"], paid["fee"]["paid_on"]) == (
        "办理中", str(town.now().date()),
    )  # fmt: skip
    assert says_no(town, OFFICER, requests[10], "charge", notice) == (
        409, "disclosure.charged_once",
    )  # fmt: skip

    unpaid = asked(town)
    pages = {"method": "PAGES", "pages": 250, "notice_no": "示费2号（示例）"}
    charged = officer.act(where(unpaid), "charge", pages)
    assert charged["fee"]["amount_fen"] == 470_000
    after(town, charged["fee"]["pay_by"])
    assert becomes(town, unpaid, "视为放弃")["abandoned"] == "fee"
    assert says_no(town, OFFICER, unpaid, "excuse", {"reason": "忘记缴费（示例）"}) == (
        409, "disclosure.not_excusable",
    )  # fmt: skip


@pytest.mark.rule("REQ-07", "REQ-09", "G-05")
def test_who_asks_for_too_much_may_say_why_before_it_is_left_undone(town: Town):
    officer = town[OFFICER]
    request = asked(town, RESIDENT)
    officer.act(where(request), "acknowledge")
    due = town[RESIDENT].act(where(request), "confirm")["due"]
    unreasonable = {
        "kind": "UNREASONABLE", "document_no": "示答6号（示例）",
        "reasons": "同类材料已提供（示例）",
    }  # fmt: skip
    assert says_no(town, OFFICER, request, "propose_answer", unreasonable) == (
        409, "disclosure.reasons_first",
    )  # fmt: skip
    officer.act(where(request), "ask_reasons", {"why": "本月已申请多件（示例）"})
    said = town[RESIDENT].act(where(request), "give_reasons", {"reasons": "课题研究（示例）"})
    assert (said["due"], said["inquiry"]["reasons"]) == (due, "课题研究（示例）")
    officer.act(where(request), "propose_answer", unreasonable)
    assert town[LEADER].act(where(request), "approve_answer")["status"]["label"] == "已答复"
    answered = town[RESIDENT].get(where(request))["answer"]
    assert (answered["title"], answered["reasons"]) == (
        "申请理由不合理，不予处理", "同类材料已提供（示例）",
    )  # fmt: skip
