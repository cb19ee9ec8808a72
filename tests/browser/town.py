"""What the offices have done before anybody opens the portal; through HTTP, as people do it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.e2e import people
from tests.e2e.client import Town
from tests.e2e.hall import CENTER, Hall

Json = dict[str, Any]
RESIDENT = "wang_xiuying"
AT_ONCE, AFTER_REVIEW = "志愿者注册", "高龄津贴发放"
ASKS_FIRST = "经济困难失能老年人护理补贴"
QUESTION, ALONE, BY_PROXY = "由谁申请？", "本人", "代办人"
"""A question of the guide: who applies herself need not bring the last material."""
CASES = "/centers/cases"


@dataclass
class Prepared:
    """Addresses of the portal where there is something to see."""

    item: str
    guide: Json
    accepted: str
    correction: str
    delivered: str
    appointment: str
    request: str
    notice: str
    receipt: Json

    @property
    def public(self) -> dict[str, str]:
        """Return name → address of every page that anybody may read."""
        return {
            "home": "/", "items": "/items", "search": "/items?q=老年",
            "guide": f"/items/{self.item}", "places": "/places",
            "place": f"/places/{CENTER}", "notices": "/notices",
            "notice": f"/notices/{self.notice}", "overdue": "/overdue", "verify": "/verify",
            "verified": f"/verify?no={self.receipt['receipt_no']}&code={self.receipt['code']}",
            "login": "/login", "nowhere": "/no/such/page",
        }  # fmt: skip

    @property
    def own(self) -> dict[str, str]:
        """Return name → address of every page of the resident's own."""
        return {
            "mine": "/mine", "apply": f"/items/{self.item}/apply",
            "case-accepted": f"/mine/cases/{self.accepted}",
            "case-correction": f"/mine/cases/{self.correction}",
            "correct": f"/mine/cases/{self.correction}/resubmit",
            "case-delivered": f"/mine/cases/{self.delivered}",
            "book": f"/places/{CENTER}/book",
            "appointment": f"/mine/appointments/{self.appointment}",
            "ask": "/requests/new", "request": f"/mine/requests/{self.request}",
        }  # fmt: skip


def guide_of(town: Town, name: str) -> Json:
    found = town.reader.get(f"/centers/items?q={name}")["items"][0]
    return dict(town.reader.get(f"/centers/items/{found['row_id']}"))


def brought(guide: Json) -> list[str]:
    """Return the materials that the applicant brings."""
    return [each["name"] for each in guide["details"]["materials"] if each["source"] != "政府共享"]


def ask_first(town: Town) -> Json:
    """Publish the row of an item anew, with a question that spares a material; return its guide."""
    before = guide_of(town, ASKS_FIRST)
    content = {key: value for key, value in before["details"].items() if key != "name"}
    answers = [{"answer": ALONE, "adds": [], "removes": [brought(before)[-1]]},
               {"answer": BY_PROXY, "adds": [], "removes": []}]  # fmt: skip
    content["situations"] = [{"question": QUESTION, "answers": answers}]
    body = {"item_id": before["item_id"], "content": content}
    row = town["minzheng"].create("/delegation/rows", body)["row_id"]
    town["minzheng_leader"].act(f"/delegation/rows/{row}", "publish")

    def offered() -> Json | None:
        now = guide_of(town, ASKS_FIRST)
        return now if now["row_id"] == row else None

    return dict(town.eventually(offered, "the new row is offered"))


def hand_in(town: Town, guide: Json, serial: int, *materials: str) -> str:
    """Hand in a resident's application at the window, under her account."""
    body = {
        "row_id": guide["row_id"], "channel": "WINDOW", "materials": people.given(*materials),
        "applicant": people.applicant("王秀英", serial),
        "applicant_account": town[RESIDENT].actor["id"],
    }  # fmt: skip
    return str(town["chuangkou"].create(CASES, body)["case_id"])


def to_correct(town: Town, guide: Json, serial: int) -> str:
    """Let a case be found wanting in two things, told at once."""
    case = hand_in(town, guide, serial, brought(guide)[0])
    defects = [{"material": name, "what": "未提交（示例）"} for name in brought(guide)[1:3]]
    town["chuangkou"].act(f"{CASES}/{case}", "notify_correction", {"defects": defects})
    return case


def delivered(town: Town, serial: int) -> str:
    """Let a case be decided on the spot and handed over: it may be rated."""
    guide = guide_of(town, AT_ONCE)
    case = hand_in(town, guide, serial, *brought(guide))
    path, clerk = f"{CASES}/{case}", town["chuangkou"]
    clerk.act(path, "accept")
    clerk.act(path, "grant_at_once", {"document_no": f"柳志愿{serial}号（示例）"})
    town["chujian"].act(path, "deliver", {"receipt_no": f"回证{serial}号（示例）"})
    return case


def published(town: Town) -> str:
    """Publish one record whose title is the longest of those that wait."""
    office, leader = town["gongkai"], town["gongkai_leader"]
    waiting = office.get("/disclosure/records?status=DRAFTED&limit=20")["items"]
    record = max(waiting, key=lambda each: len(each["title"]))["record_id"]
    path = f"/disclosure/records/{record}"
    office.act(path, "check", {"secrecy": "", "third_party": "", "internal": ""})
    leader.act(path, "approve")
    office.act(path, "publish")
    return str(record)


def asked_for(town: Town, serial: int) -> str:
    """Let the resident ask for information, and the office get in touch."""
    body = {
        "organ_path": f"510115/{people.STREET}", "channel": "WEB", "form": "PAPER",
        "applicant": people.applicant("王秀英", serial), "wanted": "甲楼院改造验收资料（示例）",
    }  # fmt: skip
    request = str(town[RESIDENT].create("/disclosure/requests", body)["request_id"])
    town["gongkai"].act(f"/disclosure/requests/{request}", "acknowledge")
    return request


def booked(town: Town, serial: int) -> str:
    """Book the first free slot of the first day that has one."""
    hall = Hall(town)
    after = town.now().date()
    for _ in range(10):
        opens = hall.opens(after=after)
        after = opens.date()
        path = f"{hall.path}/slots?kind=民政&day={after}"
        slots = [each for each in town.reader.get(path)["slots"] if each["free"]]
        if slots:
            break
    person = {key: people.applicant("王秀英", serial)[key] for key in ("name", "id_no", "phone")}
    body = {
        "place_id": CENTER,
        "kind": "民政",
        "starts_at": slots[0]["starts_at"],
        "person": person,
    }
    return str(town[RESIDENT].create("/centers/appointments", body)["appointment_id"])


def prepare(town: Town) -> Prepared:
    """Come to an open hall, and leave something to see on every page."""
    town.move_to(_morning(town))
    guide = guide_of(town, AFTER_REVIEW)
    accepted = hand_in(town, guide, 801, *brought(guide))
    town["chuangkou"].act(f"{CASES}/{accepted}", "accept")
    return Prepared(
        item=guide["row_id"],
        guide=guide,
        accepted=accepted,
        correction=to_correct(town, guide, 802),
        delivered=delivered(town, 803),
        appointment=booked(town, 804),
        request=asked_for(town, 805),
        notice=published(town),
        receipt=town["chuangkou"].get(f"{CASES}/{accepted}/receipt"),
    )


def _morning(town: Town) -> datetime:
    return Hall(town).opens(after=town.now().date())
