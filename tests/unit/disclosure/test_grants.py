"""Who got a grant for what, and how it came out, is public in time (X-04)."""

import pytest

from services.disclosure import handlers
from services.disclosure.model import Kind, Record
from tests.unit.disclosure._board import LIUCHENG, Board, moment

FORMED = {
    "venture_id": "venture-1", "path": LIUCHENG, "call": "2026年公益创投（示例）",
    "title": "老年人手机课堂", "organisation": "夕阳红服务队", "score": "86.50",
    "formed_at": moment("2026-01-05").isoformat(),
}  # fmt: skip
AWARD = {"grant_fen": 5_000_000, "rank": 2, "document_no": "温民〔2026〕1号"}
RESULT = {"paid_fen": 4_000_000, "result": "ACCEPTED", "reason": "", "recover_fen": 0}


@pytest.mark.rule("X-04", "PUB-01")
def test_an_award_and_each_result_of_a_venture_are_duties_to_publish_once():
    board = Board("2026-01-05")
    for _ in range(2):
        with board.react(cause="event-9") as uow:
            handlers.draft_award(uow, **FORMED, **AWARD)
            handlers.draft_venture(uow, **FORMED, **RESULT)
            evaluated = {**RESULT, "result": "EVALUATED"}
            handlers.draft_venture(uow, **FORMED, **evaluated)
    award, accepted, evaluated = sorted(board.all(Record), key=lambda found: found.id)
    assert [each.kind for each in (award, accepted, evaluated)] == [
        Kind.VENTURE_AWARD, Kind.VENTURE_RESULT, Kind.VENTURE_RESULT,
    ]  # fmt: skip
    assert {str(each.due) for each in (award, accepted, evaluated)} == {"2026-02-02"}
    said = dict(award.content["rows"])
    assert (said["资助金额（元）"], said["位次"]) == ("50,000.00", "2")
    assert accepted.title.endswith("通过验收")
    assert dict(accepted.content["rows"])["已拨付（元）"] == "40,000.00"
    assert evaluated.title.endswith("完成社会效益综合评价")
