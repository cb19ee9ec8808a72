"""Files of a record: scanned before approval, kept apart when replaced, named by editions."""

import hashlib

import pytest

from services.disclosure import handlers, schemas
from services.disclosure.model import Page, StoredFile
from services.disclosure.workflow import Status
from shared.kernel.errors import Conflict, Invalid, NotFound
from shared.testing.actors import story
from tests.unit.disclosure._board import Board, refused, text

PHONE = "13800005678"
DIRTY = f"姓名,电话\n王某,{PHONE}\n".encode()
CLEAN = "姓名,事项\n王某,补贴\n".encode()


@pytest.fixture
def board(board: Board) -> Board:
    board.hear_of_list()
    return board


def attached(board: Board, content: bytes = CLEAN, name: str = "名单.csv") -> str:
    """Attach a file; return its id."""
    record = board.go("gongkai", handlers.attach, name=name, content=content)
    return record.attachments[-1].file_id


def stored(board: Board, file_id: str) -> StoredFile:
    return next(file for file in board.all(StoredFile) if file.id == file_id)


@pytest.mark.rule("RED-02")
def test_a_number_in_a_file_blocks_approval_and_says_where_it_stands(board: Board):
    attached(board, DIRTY)
    board.checked()
    no = refused(board, "gongkai_leader", handlers.approve)
    assert no.code == "disclosure.personal_data"
    assert no.details["places"] == ["附件“名单.csv”第2行第4—14字：手机号码"]
    assert PHONE not in f"{no.message} {no.details} {board.told}"
    shown = schemas.Record().dump(board.record)
    assert shown["attachments"][0]["places"] == ["第2行第4—14字：手机号码"]


@pytest.mark.rule("RED-02")
def test_of_a_long_list_the_first_hundred_places_are_kept_and_how_many_there_are(board: Board):
    attached(board, f"{PHONE}\n".encode() * 150, "长.csv")
    places = board.record.attachments[0].places
    assert (len(places), places[-1]) == (101, "等共 150 处")


@pytest.mark.rule("RED-02", "RED-03", "PUB-04")
def test_the_way_out_is_another_file_and_readers_are_told(board: Board):
    old = attached(board, DIRTY)
    board.checked()
    board.go("gongkai", handlers.replace_file, file_id=old, name="名单.csv", content=CLEAN)
    assert (board.record.status, stored(board, old).apart) == (Status.REDACTED, True)
    board.go("gongkai_leader", handlers.approve)
    record = board.go("gongkai", handlers.publish)
    (file,) = record.editions[0].content["files"]
    content = stored(board, file["file_id"]).content
    assert file["digest"] == hashlib.sha256(content).hexdigest()
    assert (stored(board, file["file_id"]).sealed, stored(board, old).content) == (None, None)
    assert schemas.PublicRecord().dump(record)["omissions"][0]["what"] == "附件“名单.csv”的部分内容"
    (page,) = board.all(Page)
    assert f'href="/p/{record.id}/files/{file["file_id"]}"' in page.html
    assert file["digest"] in page.html


@pytest.mark.rule("RED-03")
def test_what_is_kept_apart_is_shown_for_a_reason_that_is_told(board: Board):
    old = attached(board, DIRTY)
    new = board.go("gongkai", handlers.replace_file, file_id=old, name="名单.csv", content=CLEAN)
    why = {"file_id": old, "reason": "复核区分处理（示例）"}
    with board.act(story("gongkai_leader")) as uow:
        made = handlers.reveal_file(uow, record_id=board.record.id, **why)
    assert made.content.endswith(DIRTY)
    assert (board.heard()[-1], board.told[-1].reason) == ("original_revealed", why["reason"])
    for file_id in (new.attachments[0].file_id, "elsewhere"):
        no = refused(board, "gongkai_leader", handlers.reveal_file, file_id=file_id, reason="复核")
        assert no.code == "disclosure.nothing_taken_out"


@pytest.mark.rule("PUB-04")
def test_another_file_wants_the_three_checks_anew(board: Board):
    file_id = attached(board)
    for change in (
        lambda: attached(board, name="又一份"),
        lambda: board.go("gongkai", handlers.detach, file_id=file_id),
    ):
        board.checked()
        change()
        assert board.record.status is Status.DRAFTED
    assert [file.name for file in board.record.attachments] == ["又一份.txt"]
    assert board.heard()[-1] == "file_detached"


@pytest.mark.rule("PAGE-01", "G-08")
def test_after_publication_files_change_with_the_next_correction_only(board: Board):
    first = attached(board)
    board.published()
    second = attached(board, name="补充.csv")
    board.go("gongkai", handlers.detach, file_id=first)
    assert stored(board, second).content is None, "not public before an edition names it"
    record = board.go("gongkai", handlers.correct, content=text("正文"), note="补充附件")
    named = [[file["file_id"] for file in each.content["files"]] for each in record.editions]
    assert named == [[first], [second]]
    assert stored(board, first).content is not None, "the first edition still names it"
    assert not stored(board, first).apart
    third = attached(board, DIRTY, name="三.csv")
    no = refused(board, "gongkai", handlers.correct, content=text("正文"), note="再补充")
    assert no.code == "disclosure.personal_data"
    board.go("gongkai", handlers.replace_file, file_id=third, name="三.csv", content=CLEAN)
    assert schemas.PublicRecord().dump(board.record)["omissions"] == []


@pytest.mark.rule("RED-02")
@pytest.mark.parametrize(
    ("name", "content", "kind", "code"),
    [
        (f"{PHONE}.csv", CLEAN, Conflict, "disclosure.personal_data"),
        ("名单.CSV", CLEAN, Conflict, "disclosure.same_name"),
        ("扫描.pdf", b"%PDF-1.7", Invalid, "upload.unreadable"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(board: Board, name, content, kind, code):
    attached(board)
    with pytest.raises(kind) as no:
        attached(board, content, name)
    assert no.value.code == code
    assert len(board.all(StoredFile)) == len(board.record.attachments) == 1


def test_there_are_no_more_than_twenty_files_and_only_own_ones_change(board: Board):
    for number in range(20):
        attached(board, name=f"{number}.csv")
    no = refused(board, "gongkai", handlers.attach, name="多.csv", content=CLEAN)
    assert (no.code, no.details["most"]) == ("disclosure.too_many_files", 20)
    no = refused(board, "gongkai", handlers.detach, file_id="elsewhere")
    assert no.code == "disclosure.no_attachment"


def test_a_name_is_no_path():
    for name in ("a/b.csv", "a\\b.csv", "a\nb.csv", "a.csv\n", ""):
        wrong = schemas.AttachFile().validate({"record_id": "r", "name": name, "content": "YQ=="})
        assert "name" in wrong


def test_a_desk_of_another_street_reaches_no_file(board: Board):
    elsewhere = type(story("gongkai"))(**{**vars(story("gongkai")), "scope": "510115/510115002"})
    for handler, more in (
        (handlers.attach, {"name": "a.csv", "content": CLEAN}),
        (handlers.detach, {"file_id": "f"}),
        (handlers.replace_file, {"file_id": "f", "name": "a.csv", "content": CLEAN}),
        (handlers.reveal_file, {"file_id": "f", "reason": "复核"}),
    ):
        with pytest.raises(NotFound), board.act(elsewhere) as uow:
            handler(uow, record_id=board.record.id, **more)


@pytest.mark.rule("RED-01", "RED-04")
def test_a_list_of_aid_in_a_file_has_no_refused_column_and_hangs_its_time(board: Board):
    head = "某街道低保对象名单,,\n低保对象姓名,身份证号,金额\n"
    old = attached(board, f"{head}王某,510115********0014,600\n".encode(), "低保名单.csv")
    board.checked()
    no = refused(board, "gongkai_leader", handlers.approve)
    assert no.code == "disclosure.not_on_lists"
    assert no.details["places"] == ["附件“低保名单.csv”（第2行以下）第2列的身份证号码"]
    clean = "低保对象姓名,金额\n王某,600\n".encode()
    board.go("gongkai", handlers.replace_file, file_id=old, name="低保名单.csv", content=clean)
    board.go("gongkai_leader", handlers.approve)
    record = board.go("gongkai", handlers.publish)
    assert record.board_until is not None
    assert schemas.PublicRecord().dump(record)["omissions"][0]["what"].startswith("附件")
