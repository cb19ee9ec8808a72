"""A call for ventures from a resident's need to money that comes back, and joint work beside it."""

from datetime import timedelta

import pytest

from tests.e2e import people
from tests.e2e.client import Town, refused
from tests.e2e.fund import CALLS, DOCUMENT, FIRST, ORGANISATIONS, SECOND, VENTURES, Fund


@pytest.fixture(scope="module")
def fund(town: Town) -> Fund:
    """A call that is ready for its awards."""
    made = Fund(town)
    for who in ORGANISATIONS:
        made.register(who)
    made.collect()
    made.open()
    made.judge()
    made.show()
    return made


def test_needs_are_published_in_the_organisers_words_and_who_raised_one_follows_it(fund: Fund):
    (open_one,) = fund.town.reader.get(f"{fund.call}/needs")["items"]
    assert (open_one["title"], "statement" in open_one) == ("高龄老人陪伴（示例）", False)
    mine = fund.town["wang_xiuying"].get("/incubation/needs")["items"]
    assert [each["status"]["label"] for each in mine] == ["已发布"]
    shown = fund.town["shegong"].get(f"/incubation/needs/{mine[0]['need_id']}")
    assert shown["statement"] == "楼上老人没人陪"
    listed = fund.town["shegong"].get("/incubation/needs?status=DECLINED")["items"]
    assert listed[0]["answer"] == "不是公益需求"


@pytest.mark.rule("SO-16", "SO-17")
def test_judges_know_who_applies_read_files_without_names_and_not_what_they_are_tied_to(
    fund: Fund,
):
    town = fund.town
    seat, names = fund.seen["pingwei6"]
    assert sorted(names) == sorted(name for name, *_ in ORGANISATIONS.values())
    assert [each["title"] for each in fund.seen["tied"]] == [SECOND]
    assert [each["judges"] for each in fund.seen["panels"]] == [5, 6]
    early = fund.seen["early"]
    assert (early["shegong"], len(early["pingwei1"]), len(fund.seen["late"])) == ([], 1, 5)
    assert refused(lambda: town["pingwei6"].get(fund.file("nuanxiang")))["status"] == 404
    shown = town["pingwei1"].get(fund.file("nuanxiang"))
    assert "暖巷社会工作" not in str(shown)
    book = town["pingwei1"].ask("GET", f"{fund.call}/sheets/files")
    assert book.content.startswith(b"PK")
    assert [each["judge_id"] for each in town["pingwei6"].get("/incubation/seats")["items"]] == [
        town["pingwei6"].actor["id"]
    ]  # fmt: skip
    (tie,) = town["shegong"].get(f"{fund.call}/ties")["items"]
    assert tie["nature"] == "配偶任理事"
    tie = {"organisation_id": fund.organisations["qingshui"], "nature": "曾任顾问（示例）"}
    town["shegong"].act(seat, "recuse", tie)
    gone = town["shegong"].act(seat, "stand_down", {"reason": "因病退出（示例）"})
    assert town["pingwei6"].get(seat)["status"] == gone["status"]


def test_the_ranking_is_public_and_an_upheld_objection_takes_a_project_out(fund: Fund):
    town = fund.town
    assert fund.seen["changed"]["code"] == "incubation.ranking_changed"
    assert fund.seen["ready"]["status"]["label"] == "待审批"
    (line,) = town.reader.get(f"{fund.call}/ranking")["items"]
    assert (line["title"], line["rank"], line["score"]) == (FIRST, 1, "92.00")
    said = town["shegong"].get(f"{fund.call}/objections")["items"]
    assert [each["status"]["code"] for each in said] == ["UPHELD", "DISMISSED", "DISMISSED"]
    mine = town["li_wei"].get(f"{fund.call}/objections")["items"]
    assert len(mine) == 2
    path = f"/incubation/ranking-objections/{mine[0]['objection_id']}"
    assert town["li_wei"].get(path)["answer"] == "已核实（示例）"
    assert refused(lambda: town["nuanxiang"].get(path))["status"] == 404


@pytest.fixture(scope="module")
def granted(fund: Fund) -> str:
    """Award the first, decline the second, close the call; sign and pay the first part."""
    town, leader, path = fund.town, fund.town["shegong_leader"], fund.ventures["nuanxiang"]
    no = refused(lambda: leader.act(fund.ventures["qingshui"], "award", DOCUMENT))
    assert no["code"] == "incubation.objection_upheld"
    leader.act(path, "award", DOCUMENT)
    leader.act(fund.ventures["qingshui"], "decline", {"reason": "异议成立（示例）"})
    assert leader.act(fund.call, "conclude")["awarded_fen"] == 2_000_000
    today = town.now().date()
    whole = [{"name": "全部", "percent": 100, "due": str(today + timedelta(days=100))}]
    town["shegong"].act(path, "sign", {
        "starts_on": str(today), "ends_on": str(today + timedelta(days=300)),
        "milestones": whole, **DOCUMENT,
    })  # fmt: skip
    town["caizheng"].act(path, "pay", {"number": 1, **DOCUMENT})
    return path


@pytest.mark.rule("CT-01", "CT-02", "SO-13", "T8.4")
def test_a_project_is_paid_in_parts_reports_in_public_and_is_mended_after_58_points(
    fund: Fund, granted: str
):
    town = fund.town
    report = {"text": "本期开展陪伴十二次（示例）。", "beneficiaries": 30, "spent_fen": 400_000}
    town["nuanxiang"].create(f"{granted}/reports", report)
    assert len(town.reader.get(f"{granted}/reports")["items"]) == 1
    exam = town["shegong"].act(granted, "midterm", {"score": "58", **DOCUMENT})
    assert (exam["status"]["label"], exam["paid_fen"]) == ("整改中", 1_000_000)
    no = refused(lambda: town["caizheng"].act(granted, "pay", {"number": 2, **DOCUMENT}))
    assert no["code"] == "incubation.venture.not_now"
    mended = {"statement": "已补齐服务记录并调整团队（示例）。"}
    town["nuanxiang"].act(granted, "rectify", mended)
    town["shegong"].act(granted, "midterm", {"score": "75.5", **DOCUMENT})
    assert town["caizheng"].act(granted, "pay", {"number": 2, **DOCUMENT})["paid_fen"] == 1_600_000
    assert FIRST in [each["title"] for each in town.reader.get("/incubation/awards")["items"]]


@pytest.mark.rule("SO-15")
def test_a_breach_ends_it_brings_money_back_and_bans(fund: Fund, granted: str):
    town = fund.town
    end = {"reason": "擅自变更资金用途（示例）", "used_fen": 600_000, **DOCUMENT}
    ended = town["shegong_leader"].act(granted, "end_for_breach", end)
    assert (ended["status"]["label"], ended["owed_fen"]) == ("已终止", 1_000_000)
    back = {"amount_fen": 1_000_000, **DOCUMENT}
    assert town["caizheng"].act(granted, "recover", back)["owed_fen"] == 0
    bans = town["shegong"].get("/incubation/venture-bans")["items"]
    assert fund.organisations["nuanxiang"] in [each["organisation_id"] for each in bans]
    mine = town["nuanxiang"].get(VENTURES)["items"]
    assert [each["title"] for each in mine] == [FIRST]

    def traced() -> list[str]:
        trace = town["zhihui"].get(f"/oversight/traces/{granted.rpartition('/')[2]}")
        found = [each["type"] for each in trace["entries"]]
        return found if "incubation.venture.recovered" in found else []

    told = town.eventually(traced, "the trace tells the whole way")
    assert {"incubation.award.formed", "incubation.venture.result_formed"} <= set(told)


@pytest.mark.rule("SO-13", "SO-14")
def test_sample_projects_are_accepted_by_their_outputs_and_evaluated_after_half_a_year(
    town: Town,
):
    officer = town["shegong"]
    samples = {each["title"]: each for each in officer.get(f"{VENTURES}?limit=100")["items"]
               if each["sample"]}  # fmt: skip
    path = f"{VENTURES}/{samples['银龄有伴（示例）']['venture_id']}"
    outputs = {"outputs": [{"name": "上门陪伴", "achieved": 1920}], "accounts_ok": True}
    done = officer.act(path, "accept", {**outputs, **DOCUMENT})
    assert (done["status"]["label"], done["examinations"][0]["short"]) == ("验收合格", [])
    assert town["caizheng"].act(path, "pay", {"number": 3, **DOCUMENT})["paid_fen"] == 15_000_000
    scores = {"受益人数与精准": 90, "目标达成": 85, "满意度": 88, "可持续": 70, "协同（三社）": 60}
    parts = [{"name": name, "score": score} for name, score in scores.items()]
    no = refused(lambda: officer.act(path, "evaluate", {"parts": parts, **DOCUMENT}))
    assert no["code"] == "incubation.too_early_to_evaluate"
    path = f"{VENTURES}/{samples['院落微更新（示例）']['venture_id']}"
    assert officer.act(path, "evaluate", {"parts": parts, **DOCUMENT})["evaluation"]["score"] == (
        "82.35"
    )  # fmt: skip
    assert town.reader.get(f"{CALLS}?status=CONCLUDED")["items"]


PERSON = {
    "name": "周明慧（示例）", "phone": "13800009420", "certificate_no": "SGE2E0000942",
    "level": "WORKER",
}  # fmt: skip


def registered(town: Town, **more: str) -> str:
    """Register a social worker today, and return her id."""
    person = {**PERSON, "registered_on": str(town.now().date()), **more}
    return str(town["liucheng"].create("/incubation/social-workers", person)["worker_id"])


@pytest.fixture(scope="module")
def worker(town: Town) -> str:
    return f"/incubation/social-workers/{registered(town)}"


@pytest.mark.rule("SO-19", "SO-20")
def test_a_social_worker_fills_a_gap_and_is_counted_per_ten_thousand(town: Town, worker: str):
    officer, gap = town["liucheng"], "510115001003"

    def gaps() -> list[str]:
        return [each["unit_code"] for each in officer.get("/incubation/post-gaps")["gaps"]]

    assert gap in gaps()
    officer.act(worker, "post", {"community": gap})
    assert gap not in gaps()
    officer.act(worker, "end_posting")
    assert gap in gaps()
    counted = {"unit_code": gap, "residents": 8000, "source": "社区台账（示例）"}
    assert officer.create("/incubation/populations", counted)["residents"] == 8000
    found = officer.get(f"/incubation/worker-density?unit_code={people.STREET}")
    assert found["per"] == 10_000
    assert float(found["rate"]) > 0


@pytest.mark.rule("SO-19", "RED-01")
def test_a_registration_is_masked_goes_on_with_education_and_ends(town: Town, worker: str):
    officer = town["liucheng"]
    shown = officer.get(worker)
    assert not any(PERSON[key] in str(shown) for key in ("name", "phone", "certificate_no"))
    found = officer.get(f"/incubation/social-workers?certificate_no={PERSON['certificate_no']}")
    assert len(found["items"]) == 1
    why = {"reason": "核对登记材料（示例）"}
    whole = officer.ask("POST", f"{worker}/actions/reveal", why).json()
    assert (whole["name"], whole["certificate_no"]) == (PERSON["name"], PERSON["certificate_no"])
    no = refused(lambda: officer.act(worker, "renew", {"level": "SENIOR"}))
    assert no["code"] == "incubation.education_missing"
    hours = {"subject": "社区社会工作", "hours": 90, "on": str(town.now().date())}
    officer.act(worker, "train", hours)
    assert officer.act(worker, "renew", {"level": "SENIOR"})["level"] == "SENIOR"
    assert officer.act(worker, "cancel")["status"]["label"] == "已注销"


@pytest.mark.rule("SO-18")
def test_a_joint_project_and_the_ledger_of_consultations(fund: Fund):
    town, today = fund.town, fund.town.now().date()
    clerk, worker = town["daiban"], registered(town, certificate_no="SGE2E0000943")
    plan = {"title": "和平护老联动（示例）", "purpose": "一起照看独居老人（示例）",
            "community": people.COMMUNITY.rpartition("/")[2], "worker_id": worker,
            "organisation_id": fund.organisations["qingshui"]}  # fmt: skip
    first, second = (
        f"/incubation/linkages/{clerk.create('/incubation/linkages', plan)['linkage_id']}"
        for _ in range(2)
    )
    clerk.act(first, "start")
    done = clerk.act(first, "complete", {"outcome": "服务三十人（示例）", "beneficiaries": 30})
    assert (done["status"]["label"], done["five_parties"]) == ("已完成", False)
    assert clerk.act(second, "stop", {"reason": "人手不足（示例）"})["offered"] == []
    assert len(town["liucheng"].get("/incubation/linkages?status=RUNNING")["items"]) == 1
    clerk.create("/incubation/meetings", {
        "kind": "MONTHLY", "period": today.strftime("%Y-%m"), "held_on": str(today),
        "attendees": ["社区", "社会组织", "社工"], "summary": "会商助老服务（示例）",
        "issues": [{"title": "场地不足（示例）", "owner": "和平社区", "due": str(today)}],
    })  # fmt: skip
    assert len(clerk.get("/incubation/meetings")["items"]) == 1
    (issue,) = town["liucheng"].get("/incubation/issues?status=RAISED")["items"]
    path = f"/incubation/issues/{issue['issue_id']}"
    assert clerk.get(path)["overdue"] is False
    assert clerk.act(path, "settle", {"settlement": "已协调场地（示例）"})["overdue"] is False
    assert clerk.get("/incubation/issues?overdue=true")["items"] == []


@pytest.mark.rule("SO-21")
def test_an_organisation_asks_a_support_centre_and_rates_what_it_got(fund: Fund):
    town, manager, who = fund.town, fund.town["fuhua"], fund.town["qingshui"]
    made = manager.create("/incubation/support-centers", {
        "name": "柳城支持中心分站（示例）", "address": "示例路8号（虚构）", "services": ["场地"],
    })  # fmt: skip
    center = f"/incubation/support-centers/{made['center_id']}"
    manager.act(center, "offer", {"services": ["场地", "督导"]})
    assert made["center_id"] in [
        each["center_id"] for each in town.reader.get("/incubation/support-centers")["items"]
    ]
    ask = {"service": "督导", "need": "需要项目督导（示例）"}
    first, second = (
        f"/incubation/service-requests/{who.create(f'{center}/requests', ask)['request_id']}"
        for _ in range(2)
    )
    manager.act(first, "accept")
    manager.act(first, "finish", {"result": "完成两次督导（示例）"})
    assert who.act(first, "rate", {"stars": 5})["status"]["label"] == "已评价"
    manager.act(second, "decline", {"reason": "本月已排满（示例）"})
    assert len(who.get("/incubation/service-requests")["items"]) == 2
    assert manager.act(center, "close", {"reason": "并入中心（示例）"})["offered"] == []
