"""A receipt proves an acceptance to anybody who holds it, and nothing about the person."""

from urllib.parse import parse_qs, urlsplit

import orjson
import pytest
import segno

from services.centers import handlers, schemas
from services.centers.model import Receipt, Verification
from services.centers.queries import receipts
from shared.chassis.schema import load
from shared.kernel.errors import Conflict, Invalid, NotFound
from shared.testing.actors import story
from tests.unit.centers._town import PERSON, Town


def receipt(town: Town) -> Receipt:
    with town.act(story("wang_xiuying")) as uow:
        return receipts.receipt_of(uow, town.case)


def verify(town: Town, number: str, code: str) -> Verification:
    with town.act(story("reader")) as uow:
        return receipts.verification(uow, receipt_no=number, code=code)


@pytest.mark.rule("WIN-02")
def test_the_qr_code_holds_the_address_with_number_and_code_and_the_address_verifies():
    town = Town()
    town.accepted()
    given = receipt(town)
    where = urlsplit(given.address)
    assert where.hostname == "jiedao.example", "the address of the installation"
    number, code = where.path.rpartition("/")[2], parse_qs(where.query)["code"][0]
    assert (number, code) == (given.receipt_no, given.code)
    assert given.qr == segno.make(given.address, error="m", micro=False).svg_data_uri(scale=4)
    assert verify(town, number, code).item_name == "困难老人生活补贴（示例）"


@pytest.mark.rule("RED-01")
def test_a_verification_and_an_address_show_nothing_of_the_person():
    town = Town()
    town.accepted()
    given = receipt(town)
    shown = schemas.Verification().dump(verify(town, given.receipt_no, given.code))
    text = orjson.dumps([shown, given.address, given.receipt_no]).decode()
    for private in (*PERSON.values(), "王", "wang_xiuying"):
        assert private not in text
    assert set(shown) == {
        "receipt_no", "item_name", "handling_unit", "state", "state_label", "accepted_at", "due",
        "decided_on",
    }  # fmt: skip


@pytest.mark.rule("RED-01")
def test_the_receipt_itself_is_masked():
    town = Town()
    town.accepted()
    shown = schemas.Receipt().dump(receipt(town))
    assert shown["applicant"] == "王******"
    assert shown["materials"] == ["申请表", "身份证明", "居住证明"]
    for private in PERSON.values():
        assert private not in orjson.dumps(shown).decode()


def test_a_guessed_code_and_a_guessed_number_are_answered_alike():
    town = Town()
    town.accepted()
    given = receipt(town)
    refusals, nothing = set(), "0" * 32
    for number, code in ((given.receipt_no, nothing), ("SL20260211999999", given.code)):
        with pytest.raises(NotFound) as refused:
            verify(town, number, code)
        refusals.add((refused.value.code, refused.value.message))
    assert len(refusals) == 1


def test_codes_of_neighbouring_numbers_have_nothing_in_common():
    codes = set()
    for _ in range(2):
        town = Town()
        town.accepted()
        codes.add(receipt(town).code)
    assert len(codes) == 2


@pytest.mark.parametrize("code", ["", "a", "G" * 32, "0" * 33])
def test_what_is_no_code_is_refused_at_the_door(code: str):
    with pytest.raises(Invalid):
        load(schemas.VerifyReceipt(), {"receipt_no": "SL20260211000001", "code": code})


def test_there_is_no_receipt_before_acceptance_and_none_is_verified():
    town = Town()
    town.submit()
    with pytest.raises(Conflict) as refused:
        receipt(town)
    assert refused.value.code == "centers.not_accepted"
    with pytest.raises(NotFound):
        verify(town, town.case.case_no.replace("BJ", "SL"), "0" * 32)


@pytest.mark.rule("WIN-01")
def test_a_receipt_stays_true_while_the_case_goes_on():
    town = Town()
    town.accepted()
    given = receipt(town)
    town.go("chengban", handlers.start)
    town.go("fuzeren", handlers.extend, reason="情况复杂", notice_no="柳延1号")
    assert verify(town, given.receipt_no, given.code).state == "IN_REVIEW"
    town.go("fuzeren", handlers.grant, document_no="柳决1号")
    assert verify(town, given.receipt_no, given.code).decided_on == town.now.date()
