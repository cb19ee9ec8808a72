"""A community seals what the fifth list of the day allows, by several hands, numbered (§1.9)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.delegation import handlers
from services.delegation.model import Seal, SealRequest
from services.delegation.schemas import FullSealApplicant, SealRequestLine, SealVerification
from services.delegation.schemas import SealRequest as SealRequestView
from services.delegation.workflow import SEAL_REQUEST
from shared.kernel.actor import system_actor
from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from shared.testing.actors import story
from tests.unit.delegation._offices import APPLICANT, DIGEST, Offices, stand_in
from tests.unit.delegation._town import SEALED

PERSONAL = (APPLICANT["name"], APPLICANT["id_no"], APPLICANT["phone"])


@pytest.fixture
def town(monkeypatch) -> Offices:
    stand_in(monkeypatch)
    return Offices.listed(SEALED)


def refused(code: str):
    return pytest.raises((Conflict, Forbidden, Invalid, NotFound), match=f"{code}")


@pytest.mark.rule("LST-21", "LST-22", "G-07")
def test_a_paper_of_the_list_is_checked_approved_stamped_and_filed_by_different_hands(town):
    seal, found = town.seal(), town.granted(copies=2)
    assert (found.status, found.entry_name) == ("APPROVED", "社区活动场地使用证明")
    assert (found.retention, found.listed_asked_by) == ("10年", "人民法院")
    stamped = town.stamp(found.id, seal.id, copies=2, digest=DIGEST.upper())
    assert (stamped.register_no, stamped.register_number) == ("5101150010019-2026-00001", 1)
    assert (stamped.stamped_copies, stamped.digest) == (2, DIGEST)
    (told,) = town.told("delegation.seal_request.stamped")
    assert (told.register_no, told.digest, told.stamped_on) == (
        stamped.register_no, DIGEST, date(2026, 3, 2) + (town.memory.now.date() - date(2026, 3, 2)),
    )  # fmt: skip
    filed = town.do("daiban", "file_seal_request", request_id=found.id, archive_no="用印2026-1")
    assert filed.status == "FILED"
    assert town.told("delegation.seal_request.filed")[0].retention == "10年"


@pytest.mark.rule("LST-20")
def test_a_national_no_proof_matter_is_turned_away_with_its_number_and_source(town):
    town.matter()
    found = town.request("亲属关系证明")
    assert (found.status, found.reject_code) == ("REJECTED", "NATIONAL_NEGATIVE")
    assert "第 1 项" in found.reject_reason
    assert "民发〔2020〕20号" in found.reject_reason
    assert [f.code for f in town.told("delegation.seal_request.rejected")] == ["NATIONAL_NEGATIVE"]


@pytest.mark.rule("LST-20", "X-02")
def test_a_national_matter_binds_from_its_own_day_on(town):
    town.matter()
    found = town.request("亲属关系证明", received_on="2020-03-31")
    assert found.reject_code == "NOT_IN_L5"
    assert town.request("亲属关系证明", received_on="2020-04-01").reject_code == "NATIONAL_NEGATIVE"


@pytest.mark.rule("LST-21")
def test_what_the_white_list_does_not_name_is_turned_away(town):
    found = town.request("居住证明")
    assert (found.status, found.reject_code) == ("REJECTED", "NOT_IN_L5")
    assert "LST-21" in found.reject_reason
    with refused("delegation.seal_request.not_now"):
        town.do(
            "daiban", "check_seal_request", request_id=found.id, residence="查验", finding="属实"
        )


@pytest.mark.rule("X-02")
def test_the_day_of_the_act_chooses_the_list(town):
    today = town.memory.now.date()
    before = str(today - timedelta(days=1))
    assert town.request(received_on=before).reject_code == "NOT_IN_L5"
    (entry,) = town.entries("L5")
    with town.memory.react() as uow:
        uow.get(type(entry), entry.id).replace(
            system_actor("delegation"), from_=today + timedelta(days=1)
        )
    town.tick(today + timedelta(days=1))
    assert town.request().reject_code == "NOT_IN_L5"
    assert town.request(received_on=str(today)).status == "REQUESTED"
    with refused("delegation.received_in_future"):
        town.request(received_on=str(today + timedelta(days=2)))


@pytest.mark.rule("LST-21")
def test_an_entry_without_a_law_seals_nothing(town):
    (entry,) = town.entries("L5")
    with town.memory.react() as uow:
        kept = uow.get(type(entry), entry.id)
        kept.line = replace(kept.line, basis=())
    assert town.request().reject_code == "NO_BASIS"


@pytest.mark.parametrize("code", ["FACT_UNVERIFIABLE", "APPLICANT_NOT_RESIDENT", "NO_BASIS"])
def test_the_officer_rejects_with_a_code_and_a_reason(town, code):
    found = town.request()
    told = town.do("daiban", "reject_seal_request", request_id=found.id, code=code,
                   reason="查无此项居住登记")  # fmt: skip
    assert (told.status, told.reject_code, told.rejected_by) == ("REJECTED", code, "daiban")
    with refused("input.invalid"):
        town.do("daiban", "reject_seal_request", request_id=found.id, code="OTHER", reason="其他")


def test_the_head_of_the_community_may_decline_what_was_checked(town):
    found = town.checked()
    told = town.do("heping_leader", "decline_seal_request", request_id=found.id,
                   code="FACT_UNVERIFIABLE", reason="场地当日已另有安排")  # fmt: skip
    assert (told.status, told.rejected_by) == ("REJECTED", "heping_leader")


@pytest.mark.rule("G-07")
def test_who_took_or_checked_a_request_does_not_approve_it_and_who_approved_does_not_stamp(town):
    officer, leader = story("daiban"), story("heping_leader")
    both = replace(officer, permissions=officer.permissions | leader.permissions)
    found = town.checked()
    with refused("delegation.own_seal_check"):
        SEAL_REQUEST.step(found, "approve", both)
    town.do("heping_leader", "approve_seal_request", request_id=found.id)
    leading = replace(leader, permissions=both.permissions)
    with refused("delegation.own_seal_approval"):
        SEAL_REQUEST.step(town.now(SealRequest, found.id), "stamp", leading)


def test_another_community_neither_sees_nor_seals(town):
    found = town.request()
    there = replace(story("daiban"), path="510115/510115001/510115001002",
                    scope="510115/510115001/510115001002")  # fmt: skip
    with refused("delegation.not_found"), town.memory.act(there) as uow:
        handlers.check_seal_request(uow, request_id=found.id, residence="查验", finding="属实")
    street = replace(story("liucheng"), permissions=story("daiban").permissions)
    with refused("delegation.other_community"), town.memory.act(street) as uow:
        handlers.check_seal_request(uow, request_id=found.id, residence="查验", finding="属实")


# --- seals and their registers ---------------------------------------------------------------


def test_only_the_own_seal_in_use_is_put_under_no_more_copies_than_asked(town):
    seal, found = town.seal(), town.granted()
    with refused("delegation.too_many_copies"):
        town.stamp(found.id, seal.id, copies=2)
    other = Seal(id="s2", path="510115/510115001/510115001002", seal_no="510115001002",
                 name="别处", in_use_from=date(2020, 1, 1))  # fmt: skip
    with town.memory.react() as uow:
        uow.add(other)
    with refused("delegation.seal_not_usable"):
        town.stamp(found.id, "s2")
    town.do("liucheng", "retire_seal", seal_id=seal.id, reason="印章磨损")
    with refused("delegation.seal_not_usable"):
        town.stamp(found.id, seal.id)
    assert town.now(SealRequest, found.id).register_no is None


def test_each_seal_counts_its_own_year_from_one(town):
    first, second = town.seal(), town.seal("5101150010020")
    numbers = []
    for seal in (first, first, second):
        numbers.append(town.stamp(town.granted().id, seal.id).register_no)
    town.memory.pass_time(days=365)
    numbers.append(town.stamp(town.granted().id, first.id).register_no)
    assert numbers == ["5101150010019-2026-00001", "5101150010019-2026-00002",
                       "5101150010020-2026-00001", "5101150010019-2027-00001"]  # fmt: skip


def test_a_street_registers_seals_of_its_own_communities_once(town):
    town.seal()
    with refused("delegation.seal_registered"):
        town.seal()
    with refused("delegation.not_a_community"):
        town.do("gongping", "register_seal", community="510115001001", seal_no="5101150010030",
                name="示例社区")  # fmt: skip
    with refused("delegation.not_a_community"):
        town.do("liucheng", "register_seal", community="510115001", seal_no="5101150010030",
                name="示例街道")  # fmt: skip
    town.hear("merge_unit", unit_code="510115001001", valid_to="2025-12-31")
    with refused("delegation.unit_ended"):
        town.seal("5101150010031")


# --- the applicant ---------------------------------------------------------------------------


@pytest.mark.rule("RED-01")
def test_the_applicant_is_masked_everywhere_but_where_a_reason_is_given(town):
    seal, found = town.seal(), town.granted()
    town.stamp(found.id, seal.id)
    found = town.now(SealRequest, found.id)
    shown = [SealRequestView(exclude=["offered"]).dump(found), SealRequestLine().dump(found),
             SealVerification().dump(found)]  # fmt: skip
    assert shown[0]["applicant"] == {
        "name": "王" + "*" * 6, "id_no": "510115********001X", "phone": "138****0000",
    }  # fmt: skip
    for text in (*map(repr, shown), *map(repr, town.memory.told)):
        assert not any(value in text for value in PERSONAL)
    assert set(shown[2]) == {"register_no", "name", "path", "seal_no", "copies", "stamped_on",
                             "status"}  # fmt: skip
    whole = FullSealApplicant().dump(
        town.do("daiban", "reveal_seal_applicant", request_id=found.id, reason="电话告知取件")
    )
    assert (whole["name"], whole["id_no"], whole["phone"]) == PERSONAL
    assert town.told("delegation.seal_request.revealed")[0].reason == "电话告知取件"
    with refused("delegation.text_names_person"):
        town.do("daiban", "reveal_seal_applicant", request_id=found.id,
                reason=f"联系{APPLICANT['phone']}")  # fmt: skip


def test_an_id_number_that_cannot_be_one_is_refused_without_repeating_it(town):
    with pytest.raises(Invalid) as bad:
        town.request(applicant={**APPLICANT, "id_no": "510115195001010011"})
    assert "510115195001010011" not in str(bad.value)
    assert town.memory.all(SealRequest) == []
