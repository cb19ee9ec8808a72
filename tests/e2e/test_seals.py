"""A community's seal: what it may certify, by how many hands, and how anybody verifies the paper.

People with serial numbers 900-909 live here; nobody of them exists.
"""

import json
from typing import Any

import pytest

from tests.e2e import people
from tests.e2e.client import Town, refused

PAPER = "社区活动场地使用同意书"
COMMUNITY = "510115001001"
DIGEST = "9c" * 32
FIRST, SECOND = "5101150010915", "5101150010916"


def someone(serial: int) -> dict[str, Any]:
    found = people.applicant(f"张桂兰{serial}（示例）", serial)
    return {field: found[field] for field in ("name", "id_no", "phone")}


def requested(town: Town, serial: int, name: str = PAPER, copies: int = 1) -> dict[str, Any]:
    """Let the clerk of 和平社区 take a request."""
    body = {
        "name": name, "asked_by": "街道综合文化站", "purpose": "社区文艺队排练（示例）",
        "copies": copies, "applicant": someone(serial),
    }  # fmt: skip
    return town["daiban"].create("/delegation/seal-requests", body)


def checked(town: Town, serial: int, **more: Any) -> str:
    """Take a request and check it; return its path."""
    path = f"/delegation/seal-requests/{requested(town, serial, **more)['request_id']}"
    facts = {"residence": "查验户口登记信息（示例）", "finding": "场地当日空闲（示例）"}
    found = town["daiban"].act(path, "check", facts)
    assert found["status"]["label"] == "已核实"
    return path


def granted(town: Town, serial: int, **more: Any) -> str:
    path = checked(town, serial, **more)
    assert town["heping_leader"].act(path, "approve")["status"]["label"] == "已批准"
    return path


def register(town: Town, seal_no: str) -> dict[str, Any]:
    body = {"community": COMMUNITY, "seal_no": seal_no, "name": "和平社区居民委员会（示例）"}
    return town["liucheng"].create("/delegation/community-seals", body)


def tells_nothing_of(serial: int, *shown: Any) -> bool:
    said = json.dumps(shown, ensure_ascii=False)
    return not any(value in said for value in someone(serial).values())


@pytest.mark.rule("LST-20", "LST-21")
def test_a_clerk_learns_what_a_community_may_certify_and_what_nobody_may_ask_of_it(town: Town):
    allowed = town["chuangkou"].get(f"/delegation/seals?name={PAPER}")
    assert (allowed["list_code"], allowed["level"]) == ("L5", "community")
    assert allowed["particulars"]["retention"] == "10年"
    no = refused(lambda: town["chuangkou"].get("/delegation/seals?name=亲属关系证明"))
    assert (no["status"], no["code"]) == (409, "delegation.seal_not_allowed")
    matters = town.reader.get("/delegation/matters?limit=100")["items"]
    national = [each["number"] for each in matters if each["jurisdiction"] == "CN"]
    assert national == list(range(1, 21))
    away = requested(town, 900, name="亲属关系证明")
    assert (away["status"]["label"], away["reject_code"]) == ("不予出具", "NATIONAL_NEGATIVE")
    assert "第 1 项" in away["reject_reason"]
    assert away["offered"] == []


@pytest.mark.rule("LST-21", "RED-01", "G-07")
def test_a_paper_is_checked_approved_stamped_and_filed_by_different_hands(town: Town):
    seal = register(town, FIRST)
    path = f"/delegation/seal-requests/{requested(town, 901, copies=2)['request_id']}"
    clerk, leader = town["daiban"], town["heping_leader"]
    assert refused(lambda: leader.act(path, "approve"))["status"] == 409, "not checked yet"
    clerk.act(path, "check", {"residence": "查验户口（示例）", "finding": "属实（示例）"})
    assert refused(lambda: clerk.act(path, "approve"))["code"] == "auth.not_permitted"
    leader.act(path, "approve")
    stamp = {"seal_id": seal["seal_id"], "copies": 2, "digest": DIGEST}
    assert refused(lambda: leader.act(path, "stamp", stamp))["status"] == 403
    no = refused(lambda: clerk.act(path, "stamp", {**stamp, "copies": 3}))
    assert no["code"] == "delegation.too_many_copies"
    stamped = clerk.act(path, "stamp", stamp)
    year = town.now().year
    assert stamped["register_no"] == f"{FIRST}-{year}-00001"
    other = clerk.act(granted(town, 902), "stamp", {**stamp, "copies": 1})
    assert other["register_no"] == f"{FIRST}-{year}-00002"
    filed = clerk.act(path, "file", {"archive_no": "和平2026-用印-1（示例）"})
    assert (filed["status"]["label"], filed["offered"]) == ("已归档", [])
    assert filed["retention"] == "10年"
    person = someone(901)
    hidden = filed["applicant"]["id_no"]
    assert (hidden[:6], hidden[-4:]) == (person["id_no"][:6], person["id_no"][-4:])
    assert set(hidden[6:-4]) == {"*"}
    assert tells_nothing_of(901, filed, town["liucheng"].get(path))


@pytest.mark.rule("RED-01", "G-07")
def test_anybody_verifies_a_sealed_paper_and_learns_nothing_of_the_applicant(town: Town):
    seal = register(town, SECOND)
    path = granted(town, 903)
    stamp = {"seal_id": seal["seal_id"], "digest": DIGEST}
    number = town["daiban"].act(path, "stamp", stamp)["register_no"]
    check = f"/delegation/seal-verifications?register_no={number}&digest="
    shown = town.reader.get(check + DIGEST.upper())
    assert (shown["name"], shown["seal_no"], shown["copies"]) == (PAPER, SECOND, 1)
    assert (shown["stamped_on"], shown["status"]["label"]) == (str(town.now().date()), "已盖章")
    assert tells_nothing_of(903, shown)
    assert set(shown) & {"applicant", "purpose", "residence", "finding"} == set()
    no = refused(lambda: town.reader.get(check + "0" * 64))
    assert (no["status"], no["code"]) == (404, "delegation.not_found")

    seal_path = f"/delegation/community-seals/{seal['seal_id']}"
    etag = f'"{seal["version"]}"'

    def retire(who: str) -> dict[str, Any]:
        why = {"reason": "印面磨损，重新刻制（示例）"}
        return town[who].ask("POST", f"{seal_path}/actions/retire", why, If_Match=etag).json()

    assert refused(lambda: retire("daiban"))["status"] == 403
    assert refused(lambda: retire("gongping"))["status"] == 404
    assert retire("liucheng")["status"]["label"] == "已停用"
    late = granted(town, 904)
    no = refused(lambda: town["daiban"].act(late, "stamp", stamp))
    assert no["code"] == "delegation.seal_not_usable"
    assert town.reader.get(check + DIGEST)["register_no"] == number, "old papers stay genuine"


def test_a_seal_is_registered_once_by_the_street_of_its_community(town: Town):
    known = town["daiban"].get("/delegation/community-seals")["items"]
    assert {each["path"] for each in known} == {people.COMMUNITY}
    taken = known[0]["seal_no"]
    no = refused(lambda: register(town, taken))
    assert (no["status"], no["code"]) == (409, "delegation.seal_registered")
    body = {"community": COMMUNITY, "seal_no": "5101150010917", "name": "和平社区（示例）"}
    no = refused(lambda: town["gongping"].create("/delegation/community-seals", body))
    assert no["code"] == "delegation.not_a_community"
    no = refused(lambda: town["daiban"].create("/delegation/community-seals", body))
    assert no["status"] == 403
    assert town["gongping"].get("/delegation/community-seals")["items"] == []


def test_what_cannot_be_certified_is_refused_by_the_clerk_or_by_the_head_with_the_reason(
    town: Town,
):
    path = f"/delegation/seal-requests/{requested(town, 905)['request_id']}"
    why = {"code": "FACT_UNVERIFIABLE", "reason": "场地预约人无法核实（示例）"}
    assert refused(lambda: town["heping_leader"].act(path, "reject", why))["status"] == 403
    rejected = town["daiban"].act(path, "reject", why)
    assert (rejected["status"]["label"], rejected["reject_reason"]) == ("不予出具", why["reason"])
    later = checked(town, 906)
    why = {"code": "APPLICANT_NOT_RESIDENT", "reason": "申请人不居住在本社区（示例）"}
    declined = town["heping_leader"].act(later, "decline", why)
    assert declined["reject_code"] == "APPLICANT_NOT_RESIDENT"
    assert refused(lambda: town["heping_leader"].act(later, "approve"))["status"] == 409
    wanted = f"/delegation/seal-requests?status=REJECTED&q={someone(906)['id_no']}"
    (line,) = town["liucheng"].get(wanted)["items"]
    assert line["request_id"] == declined["request_id"]
    assert tells_nothing_of(906, line)
    assert town["gongping"].get(wanted)["items"] == []
    assert refused(lambda: town["gongping"].get(later))["status"] == 404


@pytest.mark.rule("RED-01", "G-07")
def test_whoever_sees_a_whole_name_says_why_and_is_remembered(town: Town):
    made = requested(town, 907)
    path = f"/delegation/seal-requests/{made['request_id']}"

    def reveal(who: str, reason: str) -> dict[str, Any]:
        return town[who].ask("POST", f"{path}/actions/reveal", {"reason": reason}).json()

    reason = "电话通知领取文件（示例）"
    assert refused(lambda: reveal("liucheng", reason))["status"] == 403
    no = refused(lambda: reveal("daiban", f"通知{someone(907)['name']}领取"))
    assert no["code"] == "delegation.text_names_person"
    assert reveal("daiban", reason) == {"request_id": made["request_id"], **someone(907)}

    def told() -> list[dict[str, Any]]:
        trace = town["zhihui"].get(f"/oversight/traces/{made['request_id']}")
        return [each for each in trace["entries"] if each["type"].endswith("revealed")]

    (seen,) = town.eventually(told, "the look is in the trace")
    assert (seen["actor_unit"], seen["summary"]["reason"]) == (COMMUNITY, reason)
    assert tells_nothing_of(907, seen)
