"""What became of a purchase is public in time, and names no natural person."""

import pytest

from services.disclosure import handlers
from services.disclosure.model import Kind, Record
from tests.unit.disclosure._board import LIUCHENG, Board, moment

RESULT = {
    "purchase_id": "purchase-1", "path": LIUCHENG, "title": "老年助餐配送",
    "entry_name": "助餐服务", "supplier": "自然人", "price_fen": 10_000_001, "accepted": True,
    "score": "82.40", "opinions": 3, "reason": "", "formed_at": moment("2026-01-05").isoformat(),
}  # fmt: skip


def drafted(**changes: object) -> Record:
    board = Board("2026-01-05")
    for _ in range(2):
        with board.react(cause="event-9") as uow:
            handlers.draft_purchase(uow, **{**RESULT, **changes})
    return board.the(Record)


@pytest.mark.rule("PUR-04", "PUB-01")
def test_an_accepted_purchase_becomes_a_duty_to_publish_once_within_twenty_working_days():
    record = drafted()
    assert record.kind is Kind.PURCHASE_RESULT
    assert str(record.due) == "2026-02-02"
    said = dict(record.content["rows"])
    assert (said["合同价（元）"], said["验收得分"]) == ("100,000.01", "82.40")
    assert (said["承接主体"], said["验收结果"]) == ("自然人", "合格")


@pytest.mark.rule("PUR-04")
def test_a_purchase_that_came_to_nothing_is_public_with_its_reason():
    said = dict(drafted(accepted=False, reason="两次招标无人响应", score="", supplier="",
                        price_fen=0).content["rows"])  # fmt: skip
    assert (said["验收结果"], said["验收得分"], said["承接主体"]) == ("两次招标无人响应", "—", "—")
