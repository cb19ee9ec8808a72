"""A year's evaluation of two streets: opened, scored by four sides, decided, appealed, final."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from tests.e2e.client import Town, refused
from tests.e2e.handing import free_item, handed_down, taken_back
from tests.e2e.people import NEIGHBOUR, STREET

INDEPENDENT, BOUND = "52510115MJ6543216G", "51510115MJ12345613"
LEADERS = {STREET: "liucheng_leader", NEIGHBOUR: "gongping_leader"}
PEERS = {
    **LEADERS, "510115-MZ": "minzheng_leader", "510115-RS": "renshe_leader",
}  # fmt: skip
WEIGHTS = {"SELF": 20, "PEER": 30, "THIRD": 50}
ANSWER = {"upheld": False, "answer": "经核，统计无误（示例）", "basis": "评价办法第八条（示例）"}
SELF, PEER, THIRD = {STREET: "96", NEIGHBOUR: "99"}, "88", {STREET: "86.50", NEIGHBOUR: "80"}


@dataclass
class Year:
    """The evaluation of 2025, and the steps of those who take part."""

    town: Town
    evaluation_id: str
    public: dict[str, Any] = field(default_factory=dict)
    waiting: str = ""

    @property
    def path(self) -> str:
        return f"/delegation/evaluations/{self.evaluation_id}"

    @property
    def notice(self) -> str:
        return f"/delegation/evaluation-notices/{self.evaluation_id}"

    def on_notice(self) -> dict[str, Any] | None:
        """Return the public notice of the results, as anybody finds it."""
        listed = self.town.reader.get("/disclosure/notices?kind=EVALUATION_RESULT")["items"]
        mine = (each for each in listed if each["matter_id"] == self.evaluation_id)
        return next(mine, None)

    def shown(self, who: str = "bianban") -> dict[str, Any]:
        return self.town[who].get(self.path)

    def step(self, action: str, body: Any = None) -> dict[str, Any]:
        return self.town["bianban"].act(self.path, action, body)

    def street(self, code: str, who: str = "zhengfu") -> dict[str, Any]:
        return next(each for each in self.shown(who)["streets"] if each["street"] == code)

    def result(self, code: str) -> dict[str, Any]:
        """Return what a reader without an account sees of a street."""
        listed = self.town.reader.get(self.notice)["streets"]
        return next(each["result"] for each in listed if each["street"] == code)

    def decide(self, who: str, code: str, action: str, **body: Any) -> dict[str, Any]:
        one = self.street(code)
        path = f"/delegation/evaluated-streets/{one['evaluated_id']}/actions/{action}"
        etag = f'"{one["version"]}"'
        return self.town[who].ask("POST", path, body, If_Match=etag).json()

    def appeal(self, who: str, grounds: str) -> dict[str, Any]:
        one = self.street(STREET)
        path = f"/delegation/evaluated-streets/{one['evaluated_id']}/appeals"
        return self.town[who].create(path, {"grounds": grounds})

    def own(self, code: str) -> None:
        body = {"score": SELF[code], "document_no": "自评〔2026〕1号（示例）"}
        self.town[LEADERS[code]].create(f"{self.path}/self-scores", body)

    def peer(self, by: str, code: str, score: str = PEER) -> dict[str, Any]:
        body = {"street": code, "score": score, "document_no": "互评〔2026〕1号（示例）"}
        return self.town[by].create(f"{self.path}/peer-scores", body)

    def third(self, code: str, assessor: str) -> dict[str, Any]:
        body = {"street": code, "score": THIRD[code], "assessor": assessor,
                "document_no": "评报〔2026〕1号（示例）"}  # fmt: skip
        return self.town["bianban"].create(f"{self.path}/third-scores", body)

    def pass_until(self, day: str, status: str) -> None:
        """Let a last day pass; what follows is the timers' doing."""
        after = date.fromisoformat(day) + timedelta(days=1)
        self.town.move_to(datetime.combine(after, time(9), self.town.now().tzinfo))
        self.town.eventually(lambda: self.shown()["status"]["code"] == status, f"it is {status}")


@pytest.fixture(scope="module")
def year(town: Town) -> Iterator[Year]:
    """The evaluation of two streets that hold an item since 2025, with its third parties."""
    item = free_item(town)["lineage_id"]
    held = [handed_down(town, item, code, leader, valid_from="2025-01-01")
            for code, leader in LEADERS.items()]  # fmt: skip
    body = {"period": "2025", "title": "街道承接事项绩效评价（示例）", "streets": list(LEADERS),
            "peers": list(PEERS)}  # fmt: skip
    assert refused(lambda: town["renshe"].create("/delegation/evaluations", body))["status"] == 403
    made = town["bianban"].create("/delegation/evaluations", body)
    no = refused(lambda: town["bianban"].create("/delegation/evaluations", body))
    assert no["code"] == "delegation.already_evaluated"
    found = Year(town, made["evaluation_id"])
    assert refused(lambda: found.step("begin_scoring"))["code"] == "delegation.no_third_party"
    party = {"name": "示例评估中心", "document_no": "评聘〔2026〕1号（示例）"}
    tie = {"unit": NEIGHBOUR, "first": "2025-03-01", "last": "2025-09-30",
           "document_no": "购合〔2025〕7号（示例）"}  # fmt: skip
    found.step("engage", {**party, "assessor": INDEPENDENT, "contracts": []})
    found.step("engage", {**party, "assessor": BOUND, "contracts": [tie]})
    assert found.step("begin_scoring")["status"]["label"] == "评分中"
    yield found
    for path in held:
        taken_back(town, path)


@pytest.fixture(scope="module")
def scored(year: Year) -> Year:
    """Everybody has scored everybody who is not themselves; nothing is missing but residents."""
    for code in LEADERS:
        year.own(code)
        year.third(code, INDEPENDENT)
        for unit, leader in PEERS.items():
            if unit != code:
                year.peer(leader, code, PEER if code == STREET else "80")
    assert year.shown()["awaited"] == []
    assert year.step("close_scoring")["status"]["label"] == "核查中"
    return year


@pytest.fixture(scope="module")
def decided(scored: Year) -> Year:
    """The government spreads the weights anew and vetoes one result; all of it is shown."""
    why = {"reason": "群众评价样本不足（示例）", "document_no": "温府办函〔2026〕21号（示例）"}
    for code in LEADERS:
        scored.decide("zhengfu", code, "reweight", weights=WEIGHTS, **why)
    scored.decide("zhengfu", STREET, "veto", reason="安全责任事故（示例）",
                  document_no="温安委〔2026〕2号（示例）")  # fmt: skip
    assert scored.step("start_notice")["status"]["label"] == "公示中"
    return scored


@pytest.fixture(scope="module")
def objected(decided: Year) -> Year:
    """Residents object to what disclosure shows; one is answered and the text shown anew."""
    town = decided.town
    decided.public = town.eventually(decided.on_notice, "the results are on public notice")
    where = f"/disclosure/notices/{decided.public['notice_id']}"
    said = {"name": "李伟（示例）", "phone": "13800000951", "statement": "统计口径有误（示例）"}
    first = town["li_wei"].create(f"{where}/objections", said)
    decided.waiting = town["chuangkou"].create(f"{where}/objections", said)["objection_id"]
    new = {"text": "更正说明，咨询电话 13800005678（示例）"}
    answer = {**ANSWER, "upheld": True, "content": new, "changed": "补充口径说明（示例）"}
    town["bianban"].act(f"/disclosure/notice-objections/{first['objection_id']}", "answer", answer)
    return decided


@pytest.fixture(scope="module")
def appealed(objected: Year) -> Year:
    """The notice is over; the vetoed street appeals, and 司法局 finds that it is right."""
    decided = objected
    desk = f"/disclosure/notice-desk/{decided.public['notice_id']}"
    decided.town["gongkai"].act(
        desk, "clear", {"title": "结果公示", "content": {"text": "更正说明"}}
    )
    decided.pass_until(decided.shown()["notice_until"], "APPEAL")
    filed = decided.appeal("liucheng_leader", "事故不在本街道辖区（示例）")
    assert filed["status"]["label"] == "待答复"
    answer = {"upheld": True, "lifts_veto": True, "answer": "经查属实，撤销否决（示例）",
              "document_no": "温司复核〔2026〕1号（示例）"}  # fmt: skip
    path = f"/delegation/appeals/{filed['appeal_id']}/actions/answer"
    etag = f'"{filed["version"]}"'
    town = decided.town
    no = refused(lambda: town["zhengfu"].ask("POST", path, answer, If_Match=etag))
    assert no["status"] == 403, "who vetoed does not judge the appeal"
    wrong = {**answer, "upheld": False}
    no = refused(lambda: town["sifa"].ask("POST", path, wrong, If_Match=etag))
    assert no["code"] == "delegation.nothing_to_put_right"
    answered = town["sifa"].ask("POST", path, answer, If_Match=etag).json()
    assert answered["status"] == {"code": "UPHELD", "label": "申诉成立"}
    return decided


@pytest.fixture(scope="module")
def final(appealed: Year) -> Year:
    appealed.pass_until(appealed.shown()["appeal_until"], "APPEAL")
    path = f"/disclosure/notice-objections/{appealed.waiting}"
    appealed.town["bianban"].act(path, "answer", ANSWER)
    appealed.town.eventually(
        lambda: appealed.shown()["status"]["code"] == "FINAL", "the last answer concludes"
    )
    return appealed


@pytest.mark.rule("EVP-02", "EVP-04")
def test_nobody_scores_itself_as_a_peer_and_no_contractor_judges_its_client(year: Year):
    town = year.town
    assert refused(lambda: year.peer("liucheng_leader", STREET))["code"] == "delegation.own_peer"
    no = refused(lambda: year.third(NEIGHBOUR, BOUND))
    assert no["code"] == "delegation.third_party_not_independent"
    assert no["details"]["contracts"] == ["购合〔2025〕7号（示例）"]
    no = refused(lambda: year.peer("minzheng_leader", STREET, "100.5"))
    assert (no["status"], no["errors"][0]["pointer"]) == (422, "/score")
    assert refused(lambda: year.peer("liucheng", NEIGHBOUR))["status"] == 403
    assert refused(lambda: year.step("close_scoring"))["code"] == "delegation.scores_missing"
    running = town["liucheng"].get("/delegation/evaluations?status=SCORING")["items"]
    assert [each["evaluation_id"] for each in running] == [year.evaluation_id]


@pytest.mark.rule("EVP-01", "G-07")
def test_before_the_notice_a_street_sees_its_own_result_and_no_single_score(scored: Year):
    town = scored.town
    assert {each["street"] for each in scored.shown()["streets"]} == set(LEADERS)
    own = scored.shown("liucheng_leader")["streets"]
    assert [each["street"] for each in own] == [STREET]
    assert refused(lambda: town["liucheng_leader"].get(f"{scored.path}/scores"))["status"] == 403
    kinds = [each["kind"] for each in town["auditor"].get(f"{scored.path}/scores")["items"]]
    assert {kind: kinds.count(kind) for kind in kinds} == {"SELF": 2, "PEER": 6, "THIRD": 2}
    assert refused(lambda: town.reader.get(scored.notice))["status"] == 404
    public = town.reader.get("/delegation/evaluation-notices")["items"]
    assert scored.evaluation_id not in [each["evaluation_id"] for each in public]


@pytest.mark.rule("EVP-03", "EVP-05")
def test_without_enough_residents_there_is_no_result_until_somebody_decides_on_the_record(
    scored: Year,
):
    result = scored.street(STREET)["result"]
    assert (result["completeness"], result["total"], result["rank"]) == ("INCOMPLETE", None, None)
    decision = {"reason": "样本不足（示例）", "document_no": "1号（示例）"}
    no = refused(lambda: scored.decide("bianban", STREET, "reweight", weights=WEIGHTS, **decision))
    assert no["status"] == 403
    whole = {**WEIGHTS, "MASS": 40}
    no = refused(lambda: scored.decide("zhengfu", STREET, "reweight", weights=whole, **decision))
    assert no["code"] == "delegation.bad_weights"


@pytest.mark.rule("EVP-05", "EVP-06", "EVP-08")
def test_everybody_reads_capped_and_vetoed_results_with_the_documents_they_rest_on(decided: Year):
    listed = decided.town.reader.get("/delegation/evaluation-notices")["items"]
    assert decided.evaluation_id in [each["evaluation_id"] for each in listed]
    shown = {each["street"]: each for each in decided.town.reader.get(decided.notice)["streets"]}
    vetoed, other = shown[STREET]["result"], shown[NEIGHBOUR]["result"]
    assert (vetoed["total"], vetoed["grade"], vetoed["vetoed"]) == ("59.99", "不合格", True)
    assert shown[STREET]["veto_document_no"] == "温安委〔2026〕2号（示例）"
    assert "veto_reason" not in shown[STREET]
    assert (other["completeness"], other["rank"]) == ("REWEIGHTED", None)
    assert (other["self_counted"], other["capped"], other["total"]) == ("90.00", True, "82.00")


@pytest.mark.rule("NTC-02", "NTC-03", "NTC-04", "NTC-06", "RED-01")
def test_a_changed_notice_is_held_while_it_names_a_number_and_objectors_are_masked(objected: Year):
    town = objected.town
    objections = f"/disclosure/notice-objections?notice_id={objected.public['notice_id']}"
    (own,) = town["li_wei"].get(objections)["items"]
    assert (own["name"], own["phone"]) == ("李*****", "138****0951")
    assert own["answer"] == ANSWER["answer"]
    assert len(town["bianban"].get(objections)["items"]) == 2
    assert town["liucheng"].get(objections)["items"] == []
    where = f"/disclosure/notice-objections/{objected.waiting}"
    assert town["chuangkou"].get(where)["status"]["label"] == "待答复"
    whole = (
        town["bianban"].ask("POST", f"{where}/actions/reveal", {"reason": "核实（示例）"}).json()
    )
    assert whole["phone"] == "13800000951"


@pytest.mark.rule("EVP-01", "EVP-08", "G-07")
def test_a_street_appeals_once_against_its_own_result_and_what_was_wrong_is_counted_anew(
    appealed: Year,
):
    no = refused(lambda: appealed.appeal("gongping_leader", "对他人结果的申诉（示例）"))
    assert no["code"] == "delegation.other_result"
    no = refused(lambda: appealed.appeal("liucheng_leader", "再次申诉（示例）"))
    assert no["code"] == "delegation.appeal_refused"
    (own,) = appealed.town["liucheng_leader"].get(f"{appealed.path}/appeals")["items"]
    assert own["document_no"] == "温司复核〔2026〕1号（示例）"
    assert appealed.town["gongping_leader"].get(f"{appealed.path}/appeals")["items"] == []
    result = appealed.result(STREET)
    assert (result["total"], result["vetoed"], result["grade"]) == ("88.85", False, "良好")


@pytest.mark.rule("EVP-01", "G-08", "X-04")
def test_the_final_result_is_sealed_state_by_state_and_must_be_published(final: Year):
    town = final.town
    assert final.shown("liucheng")["offered"] == []
    chain = town["liucheng"].get(f"{final.path}/snapshots")["items"]
    assert [each["state"] for each in chain] == [
        "SCORING", "CHECKING", "NOTICE", "APPEAL", "FINAL",
    ]  # fmt: skip
    assert all(each["intact"] for each in chain)
    assert [each["previous_digest"] for each in chain[1:]] == [
        each["digest"] for each in chain[:-1]
    ]
    last = f"/delegation/evaluation-snapshots/{chain[-1]['snapshot_id']}"
    assert refused(lambda: town["liucheng"].get(last))["status"] == 403
    content = town["auditor"].get(last)["content"]
    assert {each["street"] for each in content["streets"]} == set(LEADERS)
    assert content["appeals"][0]["lifts_veto"]

    def duty() -> list[Any]:
        listed = town["gongkai"].get("/disclosure/records?kind=EVALUATION_RESULT")["items"]
        return [each for each in listed if each["title"].startswith("街道承接事项绩效评价")]

    (record,) = town.eventually(duty, "the result must be published")
    assert record["formed_at"][:10] < record["due"]


@pytest.mark.rule("NTC-01", "NTC-05", "NTC-06")
def test_nothing_is_final_while_the_public_waits_for_an_answer(final: Year):
    town = final.town
    public = town.reader.get(f"/disclosure/notices/{final.public['notice_id']}")
    assert (public["round"], public["objections"], public["open"]) == (2, 2, 0)
    assert [each["note"] for each in public["editions"]] == ["", "补充口径说明（示例）"]
    assert public["editions"][0]["content"]["columns"][0] == "单位"
    assert public["status"]["label"] == "已结束"
    desk = town["gongkai"].get("/disclosure/notice-desk?status=ENDED")["items"]
    assert final.public["notice_id"] in [each["notice_id"] for each in desk]
