"""An organisation that residents start: filed, incubated, registered; another one is graded.

People with serial numbers 930-939 live here; nobody of them exists.
"""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.e2e import people
from tests.e2e.client import Town, refused

NAME = "益馨助老队（示例）"
DOCUMENT = {"document_no": "柳备〔2026〕1号（示例）"}
ASSESSED = {"score": "82.5", "text": "服务稳定，资料齐全（示例）"}
PLAN = "一年内形成稳定的助老服务队伍（示例）。"
TERMS = {
    "form": "SERVICE", "name": "温江区益馨助老服务中心", "domicile": "示例路1号（虚构）",
    "charter_scope": "助老上门服务", "staff": 2, "funds_fen": 3_000_000, "own_account": True,
}  # fmt: skip
ROOT, STAYS, GRADINGS = "/incubation/organisations", "/incubation/stays", "/incubation/gradings"


def someone(serial: int) -> dict[str, Any]:
    found = people.applicant(f"赵明远{serial}（示例）", serial)
    return {field: found[field] for field in ("name", "id_no", "phone")}


def papers(name: str, serial: int, **changes: Any) -> dict[str, Any]:
    """Return what an application for filing says."""
    return {
        "name": name, "kind": "LIVING", "charter_scope": "助老上门服务",
        "charter": "本队由居民自愿组成，不以营利为目的（示例）。", "initiator": "RESIDENTS",
        "members": 8, "own_account": True, "responsible": someone(serial), **changes,
    }  # fmt: skip


def heard(town: Town, who: str, name: str, serial: int) -> str:
    """Apply, ask the community and hear it; return the path of the application."""
    made = town[who].create("/incubation/filings", papers(name, serial))
    path = f"/incubation/filings/{made['filing_id']}"
    town["liucheng"].act(path, "send")
    opinion = {"supports": True, "text": "居民需要，同意备案（示例）"}
    town["heping_leader"].act(path, "opine", opinion)
    return path


def filed(town: Town, who: str, name: str, serial: int) -> str:
    """File an organisation; return its path."""
    found = town["liucheng_leader"].act(heard(town, who, name, serial), "file", DOCUMENT)
    return f"{ROOT}/{found['organisation_id']}"


def asked(town: Town, who: str, organisation: str, incubator_id: str) -> str:
    body = {"organisation_id": organisation.rpartition("/")[2], "incubator_id": incubator_id,
            "plan": PLAN}  # fmt: skip
    return f"{STAYS}/{town[who].create(STAYS, body)['stay_id']}"


@pytest.fixture(scope="module")
def counted(town: Town) -> int:
    """How many were incubated before anybody of this file was."""
    return int(town["shezu"].get("/incubation/incubated")["total"])


@pytest.fixture(scope="module")
def organisation(town: Town, counted: int) -> str:
    """益馨, filed by its street after its registration came to nothing."""
    for end, who in (("withdraw", "yixin"), ("refuse", "shezu_leader")):
        body = {"terms": TERMS, "responsible": someone(930)}
        made = town["yixin"].create("/incubation/registrations", body)
        path = f"/incubation/registrations/{made['registration_id']}"
        if end == "refuse":
            due = town["shezu"].act(path, "accept")["due"]
            shown = town["yixin"].get(f"{path}/deadline")
            assert (shown["period"], shown["due"]) == ("60CD", due)
        ended = town[who].act(
            path, end, {"reason": "场地尚未落实（示例）"} if end == "refuse" else {}
        )
        assert ended["offered"] == []
    listed = town["yixin"].get("/incubation/registrations")["items"]
    assert [each["status"]["label"] for each in listed] == ["不予登记", "已撤回"]
    return filed(town, "yixin", NAME, 930)


@pytest.fixture(scope="module")
def incubator(town: Town) -> str:
    where = {"path": f"510115/{people.STREET}", "level": "STREET"}
    body = {**where, "name": "柳城助老孵化基地（示例）"}
    return str(town["fuhua"].create("/incubation/incubators", body)["incubator_id"])


@pytest.mark.rule("SO-02")
def test_626_organisations_were_incubated_over_four_levels(town: Town, counted: int):
    assert counted == 626
    found = town["zhihui"].get("/incubation/incubated")
    assert [each["count"] for each in found["by_level"]] == [24, 72, 212, 318]
    mine = town["liucheng"].get("/incubation/incubated")["total"]
    street = {each["key"]: each["count"] for each in found["by_street"]}
    assert mine == street[people.STREET] < 626


@pytest.mark.rule("SO-03")
def test_a_street_files_what_its_community_supports_and_refuses_the_rest(town: Town):
    no = refused(lambda: town["daiban"].create(
        "/incubation/filings", papers("示例业委会", 931, initiator="OWNERS")))  # fmt: skip
    assert (no["status"], no["code"]) == (409, "incubation.not_fileable")
    path = heard(town, "daiban", "和平书画社（示例）", 931)
    shown = town["liucheng"].get(path)
    why = town["daiban"].get(f"{path}/deadline")
    assert (why["period"], why["due"]) == ("10WD", shown["due"])
    reason = {"reason": "与已有组织业务重复（示例）"}
    assert refused(lambda: town["liucheng"].act(path, "refuse", reason))["status"] == 403
    assert refused(lambda: town["gongping_leader"].get(path))["status"] == 404
    told = town["liucheng_leader"].act(path, "refuse", reason)
    assert (told["status"]["label"], told["offered"]) == ("不予备案", [])
    made = town["daiban"].create("/incubation/filings", papers("和平书画社（示例）", 931))
    back = town["daiban"].act(f"/incubation/filings/{made['filing_id']}", "withdraw")
    assert back["status"]["label"] == "已撤回"
    listed = town["liucheng"].get("/incubation/filings?status=REFUSED")["items"]
    assert "和平书画社（示例）" in [each["name"] for each in listed]


@pytest.mark.rule("SO-03", "RED-01")
def test_a_certificate_makes_no_legal_person_and_shows_nobody(town: Town, organisation: str):
    shown = town["yixin"].get(organisation)
    assert (shown["status"]["code"], shown["legal_person"]) == ("FILED", False)
    assert "不具有法人资格" in shown["certificate"]["statement"]
    person = someone(930)
    assert not any(value in str(shown) for value in person.values())
    body = {"changes": {"members": 12}, **DOCUMENT}
    changed = town["liucheng_leader"].act(organisation, "change_filing", body)
    assert (changed["members"], changed["status"]["code"]) == (12, "CHANGED")

    def reveal(who: str) -> dict[str, Any]:
        why = {"reason": "电话通知换领证书（示例）"}
        return town[who].ask("POST", f"{organisation}/actions/reveal", why).json()

    assert refused(lambda: reveal("yixin"))["status"] == 403
    assert reveal("liucheng") == {"organisation_id": shown["organisation_id"], **person}
    found = town["shezu"].get(f"{ROOT}?responsible={person['id_no']}")["items"]
    assert [each["status"]["code"] for each in found] == ["CHANGED", "REFUSED", "REFUSED"]


@pytest.mark.rule("SO-03")
def test_a_certificate_is_renewed_in_its_last_days_and_a_filing_may_end(town: Town):
    leader, today = town["liucheng_leader"], town.now().date()
    soon = str(today + timedelta(days=59))
    found, cursor = [], ""
    while not found:
        page = leader.get(f"{ROOT}?status=FILED&limit=100{cursor}")
        found = [each for each in page["items"] if str(today) <= each["valid_through"] <= soon]
        cursor = f"&cursor={page.get('next')}"
    path = f"{ROOT}/{found[0]['organisation_id']}"
    longer = leader.act(path, "renew_filing", DOCUMENT)
    assert longer["valid_through"][:4] == str(
        date.fromisoformat(found[0]["valid_through"]).year + 3
    )
    no = refused(lambda: leader.act(path, "renew_filing", DOCUMENT))
    assert no["code"] == "incubation.too_early_to_renew"
    ended = leader.act(path, "cancel_filing", {"reason": "成员解散（示例）", **DOCUMENT})
    assert ended["history"][-1]["note"] == "成员解散（示例）"


def test_what_civil_affairs_learns_stands_on_the_record(town: Town):
    line = town["shezu"].get(f"{ROOT}?form=SERVICE&status=REGISTERED&limit=1")["items"][0]
    path, today = f"{ROOT}/{line['organisation_id']}", town.now().date()
    officer = town["shezu"]
    entry = {"kind": "ABNORMAL", "entered_on": str(today), **DOCUMENT}
    assert officer.act(path, "enlist", entry)["listings"][0]["label"] == "活动异常名录"
    officer.act(path, "punish", {"punished_on": str(today), **DOCUMENT})
    officer.act(path, "check", {"year": today.year - 1, "result": "BASIC"})
    shown = officer.act(path, "delist", {"kind": "ABNORMAL", **DOCUMENT})
    assert shown["listings"][0]["removed_on"] == str(today)
    assert (len(shown["punishments"]), len(shown["checks"])) == (1, 1)
    leader = town["shezu_leader"]
    body = {"changes": {"charter_scope": "便民维修与应急互助（示例）"}, **DOCUMENT}
    assert leader.act(path, "change_registration", body)["history"][-1]["note"]
    ended = leader.act(path, "cancel_registration", {"reason": "完成宗旨（示例）", **DOCUMENT})
    assert (ended["status"]["label"], ended["offered"]) == ("已注销", [])


@pytest.mark.rule("SO-05")
def test_who_is_not_taken_may_ask_again_and_who_leaves_hands_over(
    town: Town, organisation: str, incubator: str
):
    manager = town["fuhua"]
    town["yixin"].act(asked(town, "yixin", organisation, incubator), "withdraw")
    why = {"code": "UNSUITABLE", "reason": "计划书过于简略（示例）"}
    path = asked(town, "yixin", organisation, incubator)
    assert town["yixin"].get(f"{path}/deadline")["period"] == "5WD"
    assert manager.act(path, "reject", why)["status"]["label"] == "未予入壳"
    path = asked(town, "yixin", organisation, incubator)
    manager.act(path, "screen")
    assert town["liucheng_leader"].act(path, "decline", why)["end_code"] == "UNSUITABLE"

    other = filed(town, "daiban", "和平合唱队二队（示例）", 932)
    path = asked(town, "daiban", other, incubator)
    manager.act(path, "screen")
    town["shezu"].act(path, "review", ASSESSED)
    manager.act(path, "admit", {"agreement_no": "孵协〔2026〕2号（示例）"})
    left = manager.act(path, "exit", {"code": "OWN_WISH", "reason": "另有场地（示例）"})
    assert town["daiban"].get(f"{path}/deadline")["due"] == left["due"]
    done = manager.act(path, "hand_over", {"handover": "钥匙与桌椅已交还（示例）"})
    assert (done["status"]["label"], done["overdue"]) == ("已退出", False)


@pytest.mark.rule("SO-01", "SO-06", "SO-07")
def test_an_organisation_goes_in_gets_support_and_comes_out(
    town: Town, counted: int, organisation: str, incubator: str
):
    manager, reviewer = town["fuhua"], town["liucheng_leader"]
    listed = town["yixin"].get("/incubation/incubators?level=STREET&limit=100")["items"]
    assert incubator in [each["incubator_id"] for each in listed]
    path = asked(town, "yixin", organisation, incubator)
    manager.act(path, "screen")
    reviewer.act(path, "review", ASSESSED)
    manager.act(path, "admit", {"agreement_no": "孵协〔2026〕1号（示例）"})
    no = refused(lambda: asked(town, "yixin", organisation, incubator))
    assert (no["code"], no["details"]["rule"]) == ("incubation.one_incubator", "SO-01")
    manager.act(path, "start")
    reviewer.act(path, "extend", {"months": 3, "reason": "项目跨年实施（示例）"})
    manager.act(path, "check", ASSESSED)
    given = {"kind": "GRANT", "quantity": "1", "unit": "笔", "money_fen": 500_000,
             "given_on": str(town.now().date())}  # fmt: skip
    line = manager.create(f"{path}/supports", given)
    manager.create(f"{path}/supports", {**given, "kind": "VENUE", "unit": "平方米", "money_fen": 0})
    wrong = f"{path}/supports/{line['support_id']}/corrections"
    manager.create(wrong, {"reason": "金额登记有误（示例）"})
    assert len(town["yixin"].get(f"{path}/supports")["items"]) == 3
    totals = {each["kind"]: each for each in town["yixin"].get(f"{path}/support-totals")["totals"]}
    assert (totals["GRANT"]["money_fen"], totals["VENUE"]["quantity"]) == (0, "1.00")
    end = {**ASSESSED, **DOCUMENT}
    assert refused(lambda: reviewer.act(path, "graduate", end))["code"] == "incubation.no_project"
    project = {"title": "助浴一百次（示例）", "completed_on": str(town.now().date()),
               "evidence": "验收表（示例）"}  # fmt: skip
    manager.create(f"{organisation}/projects", project)
    assert len(town["yixin"].get(f"{organisation}/projects")["items"]) == 1
    assert reviewer.act(path, "graduate", end)["status"]["label"] == "已出壳"
    assert manager.act(path, "track")["tracked_through"]
    assert town["yixin"].get(f"{STAYS}?status=TRACKING")["items"][0]["organisation_name"] == NAME
    assert town["shezu"].get("/incubation/incubated")["total"] == counted + 1

    def told() -> bool:
        trace = town["zhihui"].get(f"/oversight/traces/{path.rpartition('/')[2]}")
        return any(each["type"] == "incubation.stay.graduated" for each in trace["entries"])

    town.eventually(told, "the trace tells it")


@pytest.mark.rule("SO-04")
def test_a_filed_organisation_becomes_a_legal_person(town: Town, organisation: str):
    made = town["yixin"].create(f"{organisation}/registrations", {"terms": TERMS})
    path = f"/incubation/registrations/{made['registration_id']}"
    town["shezu"].act(path, "accept")
    grant = {"credit_code": "51510115MJ12345613", **DOCUMENT}
    no = refused(lambda: town["shezu_leader"].act(path, "register", grant))
    assert no["code"] == "incubation.credit_code_of_other_form"
    grant["credit_code"] = "52510115MJ6543216G"
    assert town["shezu_leader"].act(path, "register", grant)["status"]["label"] == "准予登记"
    shown = town["yixin"].get(organisation)
    assert (shown["legal_person"], shown["name"]) == (True, TERMS["name"])
    codes = [each["status"]["code"] for each in shown["history"]]
    assert codes == ["FILED", "CHANGED", "PROMOTED"]


@pytest.mark.rule("SO-08", "SO-09", "G-07")
def test_a_registered_organisation_is_graded_in_public(town: Town):
    mine, officer, leader = town["lvyuan"], town["shezu"], town["shezu_leader"]
    sample = officer.get(f"{ROOT}?form=SERVICE&status=REGISTERED&limit=1")["items"][0]
    path = f"{ROOT}/{sample['organisation_id']}"
    officer.act(path, "link", {"account_id": mine.actor["id"]})
    (own,) = mine.get(ROOT)["items"]
    assert own["organisation_id"] == sample["organisation_id"]

    def applied() -> str:
        return f"{GRADINGS}/{mine.create(f'{path}/gradings', {})['grading_id']}"

    def noticed(score: int) -> str:
        found = applied()
        officer.act(found, "assess", {"score": score, "report_no": "评报〔2026〕1号（示例）"})
        officer.act(found, "publish")
        return found

    mine.act(applied(), "withdraw")
    officer.act(applied(), "decline", {"reason": "材料不齐（示例）"})
    found = noticed(650)
    leader.act(found, "deny", {"reason": "公示期内有异议，经查属实（示例）"})
    found = noticed(905)
    assert mine.get(f"{found}/deadline")["period"] == "7CD"
    no = refused(lambda: leader.act(found, "grant", DOCUMENT))
    assert no["code"] == "incubation.notice_runs"
    shown = town.reader.get("/incubation/public-gradings?grade=5A")["items"]
    assert [each["status"]["label"] for each in shown] == ["公示中"]
    town.pass_time(days=8)
    held = leader.act(found, "grant", DOCUMENT)
    assert (held["grade"], held["priority"]) == ("5A", True)
    assert [each["status"]["code"] for each in mine.get(GRADINGS)["items"]] == [
        "GRANTED", "DENIED", "DECLINED", "WITHDRAWN",
    ]  # fmt: skip
    gone = leader.act(found, "revoke", {"reason": "评估材料不实（示例）", **DOCUMENT})
    assert (gone["status"]["label"], gone["priority"]) == ("已取消", False)
