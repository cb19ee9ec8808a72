"""What goes into the archive of a record."""

import json

import pytest

from services.disclosure import handlers, queries, schemas
from services.disclosure.model import Act, Kind, Page, StoredFile, parts_of
from shared.kernel.deadlines import Period
from shared.testing.unit_of_work import Memory
from tests.unit.disclosure._board import Board, moment, text

SECRET = "某企业报价明细"


@pytest.fixture
def archived(board: Board) -> Board:
    board.hear_of_list()
    board.redraft(text(f"正文，{SECRET}"))
    content = "姓名,事项\n".encode()
    board.go("gongkai", handlers.attach, name="附表.csv", content=content)
    board.checked(third_party="含商业秘密")
    board.redacted(text("正文"))
    board.go("gongkai_leader", handlers.approve)
    board.go("gongkai", handlers.publish)
    board.go("gongkai", handlers.correct, content=text("更正后的正文"), note="更正")
    board.go("gongkai", handlers.archive)
    return board


@pytest.mark.rule("ARC-01", "RED-03")
def test_a_package_holds_editions_pages_files_and_the_chain_and_no_original(archived: Board):
    act = Act("disclosure.publish_record", "gongkai", "510115/510115-GK", moment("2026-01-04"),
              ("disclosure.record.published",), "audit-1", "0" * 64)  # fmt: skip
    record = archived.record
    parts = parts_of(
        record, archived.all(Page), archived.all(StoredFile), [act], {"retention": "10Y"}
    )
    (file,) = archived.all(StoredFile)
    assert set(parts) == {
        "metadata.json", "approval.json", "editions/1.json", "editions/2.json", "pages/1.html",
        "pages/2.html", f"files/{file.id}.csv",
    }  # fmt: skip
    about = json.loads(parts["metadata.json"])
    assert (about["retention"], about["checked_by"], about["approved_by"]) == (
        "10Y", "gongkai", "gongkai_leader",
    )  # fmt: skip
    assert [each["digest"] for each in about["editions"]] == [e.digest for e in record.editions]
    (chain,) = json.loads(parts["approval.json"])
    assert (chain["actor_id"], chain["at"], chain["audit_id"]) == (
        "gongkai", "2026-01-04T09:00:00+08:00", "audit-1",
    )  # fmt: skip
    assert SECRET.encode() not in b"".join(parts.values())
    assert (handlers.PACK, record.id) in archived.timers


@pytest.mark.rule("ARC-02")
def test_every_kind_is_kept_for_one_of_three_times():
    pack = Memory("disclosure", at=moment("2026-02-11")).packs.pack(
        "disclosure.archive", moment("2026-02-11").date()
    )
    kept = {pack.raw("retention").get(kind, pack.text("retention.otherwise")) for kind in Kind}
    assert kept <= {"PERMANENT", "30Y", "10Y"}
    labels = [queries.retention_label(each) for each in ("PERMANENT", "30Y", "10Y")]
    assert labels == ["永久", "30年", "10年"]
    assert Period.parse(pack.text("retention.otherwise")).amount == 10


@pytest.mark.rule("ARC-02")
def test_a_period_is_not_handed_over_backwards():
    asked = {"since": "2026-12-31", "through": "2026-01-01"}
    assert "since" in schemas.HandOver().validate(asked)
    assert schemas.HandOver().validate({**asked, "through": "2026-12-31"}) == {}
