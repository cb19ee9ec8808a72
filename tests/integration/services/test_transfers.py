"""Transfers and receipts through the door: both ends see them, nobody else."""

from datetime import datetime

import pytest

from shared.kernel.clock import TZ
from shared.kernel.errors import Forbidden, NotFound
from tests.integration.services._room import Room
from tests.integration.services.test_cases import OTHER, on_offer, submit
from tests.unit.centers._town import STATION


@pytest.fixture
def brought(centers: Room) -> str:
    """柳城's case, accepted at 公平's window on 2026-02-11."""
    on_offer(centers)
    case = submit(centers, "gongping_window", OTHER, home_path=STATION)
    centers.ask("gongping_window", "accept_case", case_id=case["case_id"], version=case["version"])
    return str(case["case_id"])


@pytest.mark.rule("WIN-02")
def test_both_ends_and_who_is_above_see_the_transfer(centers: Room, brought: str):
    for who in ("gongping_window", "chengban", "zhihui"):
        assert centers.listed(who, "list_transfers", "case_id") == [brought]
    assert centers.listed("renshe", "list_transfers", "case_id") == [brought]  # whole district


@pytest.mark.rule("WIN-02")
def test_late_ones_are_listed_until_they_arrive_and_after(centers: Room, brought: str):
    assert centers.listed("zhihui", "list_transfers", "case_id", late=True) == []
    centers.now = datetime(2026, 2, 13, tzinfo=TZ)
    centers.react(centers.handlers.lapse_transfer, subject_id=brought)
    assert centers.listed("zhihui", "list_transfers", "case_id", late=True) == [brought]
    centers.ask("gongping_window", "send_transfer", case_id=brought)
    shown = centers.ask("chengban", "receive_transfer", case_id=brought)["body"]
    assert (shown["status"]["code"], shown["late"]) == ("RECEIVED", True)
    assert centers.listed("zhihui", "list_transfers", "case_id", status="RECEIVED") == [brought]


def test_a_receipt_is_for_who_sees_the_case_and_verified_by_anybody(centers: Room, brought: str):
    receipt = centers.ask("chengban", "show_receipt", case_id=brought)["body"]
    number = {"receipt_no": receipt["receipt_no"], "code": receipt["code"]}
    shown = centers.ask("reader", "verify_receipt", **number)["body"]
    assert (shown["state"], shown["due"]) == ("ACCEPTED", receipt["due"])
    with pytest.raises(NotFound):
        centers.ask("li_wei", "show_receipt", case_id=brought)
    with pytest.raises(NotFound):
        centers.ask("reader", "verify_receipt", **{**number, "code": "0" * 32})
    with pytest.raises(Forbidden):
        centers.ask("li_wei", "list_transfers")
