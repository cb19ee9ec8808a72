"""Corrections of records about oneself on a real database: encrypted, read by two sides only."""

import pytest
from sqlalchemy import text

from tests.integration.services._room import Room
from tests.unit.disclosure._board import LIUCHENG
from tests.unit.disclosure._requests import ADDRESS, NAME, NUMBER, PHONE

PERSON = {"name": NAME, "id_no": NUMBER, "phone": PHONE, "address": ADDRESS}


@pytest.mark.rule("REQ-13")
def test_what_it_says_lies_encrypted_and_only_applicant_and_office_read_it(disclosure: Room):
    for who in ("wang_xiuying", "gongkai"):
        disclosure.step(who, "ask_data_correction", organ_path=LIUCHENG, applicant=PERSON,
                        said="登记为独居", should_say="与女儿同住", evidence="户口簿")  # fmt: skip
    for who, seen in (("wang_xiuying", 1), ("li_wei", 0), ("gongkai", 2), ("gongkai_leader", 2)):
        assert len(disclosure.listed(who, "list_data_corrections", "correction_no")) == seen, who
    with disclosure.database.read() as session:
        rows = session.execute(text(
            "SELECT applicant_name, applicant_id_no, said, should_say, evidence"
            " FROM data_corrections"
        )).all()  # fmt: skip
    for row in rows:
        for value, said in zip(
            row, (NAME, NUMBER, "登记为独居", "与女儿同住", "户口簿"), strict=True
        ):
            assert said.encode() not in bytes(value)
