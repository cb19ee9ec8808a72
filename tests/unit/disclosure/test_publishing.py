"""Three checks, redaction, another's approval, publication, and what readers then see."""

import copy
import hashlib
import json

import pytest

from services.disclosure import handlers, queries, schemas
from services.disclosure.model import Original, Record
from services.disclosure.policies import Attached, ListRules
from services.disclosure.workflow import RECORD, Status
from shared.kernel.actor import SYSTEM, Actor, system_actor
from shared.kernel.errors import Conflict, Forbidden, NotFound
from shared.testing.actors import stories, story
from tests.unit.disclosure._board import CLEAN, Board, text

S = Status
ID_NO, MOBILE = "510115199003070014", "13800005678"


@pytest.fixture
def drafted(board: Board) -> Board:
    board.hear_of_list()
    return board


# --- the table ---------------------------------------------------------------------------------

UNCHECKED = {"attach": S.DRAFTED, "detach": S.DRAFTED}
MOVES = {
    S.DRAFTED: {
        "write": S.DRAFTED, "check": S.CHECKED, "replace_file": S.DRAFTED, **UNCHECKED,
    },
    S.CHECKED: {
        "redact": S.REDACTED, "approve": S.APPROVED, "withhold": S.WITHHELD,
        "replace_file": S.REDACTED, **UNCHECKED,
    },
    S.WITHHELD: {"keep_withheld": S.WITHHELD, "release": S.DRAFTED},
    S.REDACTED: {
        "redact": S.REDACTED, "approve_partly": S.APPROVED, "replace_file": S.REDACTED, **UNCHECKED,
    },
    S.APPROVED: {"publish": S.PUBLISHED},
    S.PUBLISHED: {
        "attach": S.PUBLISHED,
        "replace_file": S.PUBLISHED,
        "detach": S.PUBLISHED,
        "correct": S.PUBLISHED,
        "withdraw": S.WITHDRAWN,
        "archive": S.ARCHIVED,
        "take_off": S.ARCHIVED,
    },
    S.WITHDRAWN: {},
    S.ARCHIVED: {},
}  # fmt: skip
OFFICER, HEAD = {"gongkai"}, {"gongkai_leader"}
DRAFTERS = {"minzheng", "renshe", "liucheng", "gongping"}
"""They write what their own unit owes; this record is the district's."""
ALLOWED = {
    "write": OFFICER, "withhold": HEAD, "keep_withheld": HEAD, "release": HEAD,
    "check": OFFICER, "redact": OFFICER, "approve": HEAD, "approve_partly": HEAD,
    "publish": OFFICER, "correct": OFFICER, "withdraw": HEAD, "archive": OFFICER,
    "take_off": {SYSTEM}, "attach": OFFICER, "replace_file": OFFICER, "detach": OFFICER,
}  # fmt: skip
FILE = Attached("f1", "附表.csv", "text/csv", 9, "0" * 64)


@pytest.mark.rule("PUB-04")
@pytest.mark.parametrize("state", Status)
def test_every_cell_of_state_action_actor_is_as_the_table_says(drafted: Board, state: Status):
    actors = {**{name: story(name) for name in stories()}, SYSTEM: system_actor("disclosure")}
    assert set(ALLOWED) == set(RECORD.actions())
    for action in RECORD.actions():
        for who, actor in actors.items():
            record = copy.copy(drafted.record)
            record.status, record.findings, record.checked_by = state, dict(CLEAN), "gongkai"
            record.attachments = (FILE,)
            record.makers = ("510115",)
            if action == "redact":
                record.findings = {**CLEAN, "third_party": "含商业秘密"}
            try:
                found = RECORD.step(record, action, actor).target
            except (Conflict, Forbidden) as refusal:
                found = refusal.code
            if action not in MOVES[state]:
                expected = "disclosure.record.not_now"
            else:
                may = who in ALLOWED[action]
                expected = MOVES[state][action] if may else "disclosure.record.not_permitted"
                if action == "write" and who in DRAFTERS:
                    expected = "disclosure.not_the_publisher"
            assert found == expected, (state, action, who)


@pytest.mark.parametrize(
    ("path", "who", "buttons"),
    [
        ([], "gongkai", {"check", "attach"}),
        (["checked"], "gongkai", {"attach"}),
        (["checked"], "gongkai_leader", {"approve", "withhold"}),
        (["approved"], "gongkai", {"publish"}),
        (["published"], "gongkai", {"correct", "archive", "attach"}),
        (["published"], "gongkai_leader", {"withdraw"}),
        (["published"], "reader", set()),
    ],
)
def test_people_see_the_buttons_of_their_part(drafted: Board, path, who, buttons):
    for stage in path:
        getattr(drafted, stage)()
    assert {offer.action for offer in RECORD.offered(drafted.record, story(who))} == buttons


# --- the way -----------------------------------------------------------------------------------


@pytest.mark.rule("PUB-04", "G-07")
def test_a_clean_record_is_checked_approved_by_another_and_published(drafted: Board):
    record = drafted.published()
    assert (record.checked_by, record.approved_by) == ("gongkai", "gongkai_leader")
    assert drafted.heard() == ["drafted", "checked", "approved", "published"]
    assert record.editions[0].number == 1
    unspaced = json.dumps(record.content, ensure_ascii=False, sort_keys=True,
                          separators=(",", ":"))  # fmt: skip
    assert record.editions[0].digest == hashlib.sha256(unspaced.encode()).hexdigest()


@pytest.mark.rule("G-07")
def test_who_checked_does_not_approve(drafted: Board):
    drafted.checked()
    both = story("gongkai")
    head = Actor(**{**vars(both), "permissions": both.permissions | {"disclosure.record.approve"}})
    with pytest.raises(Conflict) as refused, drafted.act(head) as uow:
        handlers.approve(uow, record_id=drafted.record.id)
    assert refused.value.code == "disclosure.own_check"
    assert drafted.record.status is S.CHECKED


@pytest.mark.rule("PUB-04")
@pytest.mark.parametrize("check", ["secrecy", "third_party", "internal"])
def test_each_of_the_three_checks_is_made(drafted: Board, check: str):
    with drafted.act(story("gongkai")) as uow:
        record = uow.get(Record, drafted.record.id)
        with pytest.raises(Conflict) as refused:
            rules = ListRules.read(uow.rules("disclosure.personal"))
            record.check(uow.actor, {name: "" for name in CLEAN if name != check}, rules)
        assert refused.value.details["missing"] == [check]
    assert check in schemas.CheckRecord().validate(
        {"record_id": "r", **{name: "" for name in CLEAN if name != check}}
    )


@pytest.mark.rule("PUB-04", "RED-03")
def test_what_a_check_found_is_taken_out_first_and_the_original_stays_apart(drafted: Board):
    original = drafted.record.content
    drafted.checked(third_party="含第三方商业秘密")
    with pytest.raises(Conflict) as refused:
        drafted.go("gongkai_leader", handlers.approve)
    assert refused.value.code == "disclosure.redaction_needed"
    drafted.redacted(text("共 1 项，部分内容不予公开。"))
    drafted.redacted(text("共 1 项。"))
    assert drafted.the(Original).content == original
    drafted.go("gongkai_leader", handlers.approve)
    record = drafted.go("gongkai", handlers.publish)
    assert record.editions[0].content == text("共 1 项。")


@pytest.mark.rule("PUB-04")
def test_nothing_is_taken_out_of_a_clean_record(drafted: Board):
    drafted.checked()
    with pytest.raises(Conflict) as refused:
        drafted.redacted(text("少了一半"))
    assert refused.value.code == "disclosure.nothing_to_redact"


@pytest.mark.rule("PUB-07")
def test_what_touches_people_cannot_be_kept_back_whole(drafted: Board):
    assert drafted.record.touches_people
    drafted.checked(internal="内部事务信息（条例第十六条）")
    with pytest.raises(Conflict) as refused:
        drafted.redacted(text(""))
    assert refused.value.code == "disclosure.nothing_left"


# --- personal data -----------------------------------------------------------------------------


@pytest.mark.rule("RED-02")
def test_personal_data_blocks_approval_and_the_way_out_is_redaction(drafted: Board):
    drafted.redraft(text("名单", ["1", MOBILE]))
    drafted.checked()
    with pytest.raises(Conflict) as refused:
        drafted.go("gongkai_leader", handlers.approve)
    assert refused.value.code == "disclosure.personal_data"
    assert MOBILE not in f"{refused.value.message} {refused.value.details}"
    drafted.redacted(text("名单", ["1", f"{MOBILE} 仍在"]))
    with pytest.raises(Conflict):
        drafted.go("gongkai_leader", handlers.approve)
    drafted.redacted(text("名单", ["1", "138****5678"]))
    assert drafted.go("gongkai_leader", handlers.approve).status is S.APPROVED


@pytest.mark.rule("RED-02")
def test_everything_that_readers_see_is_scanned(drafted: Board):
    drafted.redraft(text("正文"), title=f"致 {MOBILE}")
    drafted.checked()
    with pytest.raises(Conflict):
        drafted.go("gongkai_leader", handlers.approve)
    drafted.redraft(text("正文"), title="公告")
    drafted.go("gongkai_leader", handlers.approve)
    drafted.go("gongkai", handlers.publish)
    for handler, who, command in (
        (handlers.correct, "gongkai", {"content": text(MOBILE), "note": "更正"}),
        (handlers.correct, "gongkai", {"content": text("正文"), "note": MOBILE}),
        (handlers.withdraw, "gongkai_leader", {"reason": f"误载 {ID_NO}"}),
    ):
        with pytest.raises(Conflict) as refused:
            drafted.go(who, handler, **command)
        assert refused.value.code == "disclosure.personal_data"
    assert drafted.record.status is S.PUBLISHED


@pytest.mark.rule("RED-02")
def test_facts_tell_titles_and_digests_and_no_content(drafted: Board):
    drafted.published()
    drafted.go("gongkai", handlers.correct, content=text("更正后的正文"), note="更正一处")
    drafted.go("gongkai_leader", handlers.withdraw, reason="依据变化")
    told = str(drafted.told)
    assert "更正后的正文" not in told
    assert "困难老人生活补贴" not in told


# --- readers -----------------------------------------------------------------------------------


def read(board: Board) -> dict:
    """Show the record as any reader gets it."""
    return schemas.PublicRecord().dump(board.record)


@pytest.mark.rule("RED-03")
def test_neither_readers_nor_the_desk_are_shown_the_original(drafted: Board):
    drafted.redraft(text("秘方甲"))
    drafted.checked(third_party="含商业秘密")
    drafted.redacted(text("其余内容"))
    drafted.go("gongkai_leader", handlers.approve)
    drafted.go("gongkai", handlers.publish)
    assert drafted.the(Original).content == text("秘方甲")
    assert "秘方甲" not in str(read(drafted))
    assert "秘方甲" not in str(schemas.Record().dump(drafted.record))


def test_a_correction_is_a_new_edition_beside_the_old_one(drafted: Board):
    drafted.published()
    drafted.go("gongkai", handlers.correct, content=text("更正后"), note="漏列一项")
    editions = read(drafted)["editions"]
    assert [(e["number"], e["note"]) for e in editions] == [(1, ""), (2, "漏列一项")]
    assert editions[1]["content"] == text("更正后")
    assert editions[0]["digest"] != editions[1]["digest"]
    assert drafted.told[-1].edition == 2


@pytest.mark.rule("G-08")
def test_a_withdrawn_record_says_why_and_shows_no_content(drafted: Board):
    drafted.published()
    digest = drafted.record.editions[0].digest
    drafted.go("gongkai_leader", handlers.withdraw, reason="依据已废止")
    shown = read(drafted)
    assert (shown["status"]["code"], shown["withdrawn_reason"]) == ("WITHDRAWN", "依据已废止")
    assert [(e["content"], e["digest"]) for e in shown["editions"]] == [({}, digest)]
    assert "困难老人" not in str(shown)
    desk = schemas.Record().dump(drafted.record)
    assert desk["editions"][0]["content"]["rows"]


def test_an_archived_record_stays_readable(drafted: Board):
    drafted.published()
    drafted.go("gongkai", handlers.archive)
    assert read(drafted)["editions"][0]["content"]["rows"]


def test_what_readers_may_open_is_public_or_was(drafted: Board):
    assert set(queries.OPEN_TO_ALL) == {S.PUBLISHED, S.WITHDRAWN, S.ARCHIVED}


@pytest.mark.parametrize(
    ("handler", "command"),
    [
        (handlers.check, CLEAN),
        (handlers.redact, {"content": text("其余"), "title": None, "taken_out": []}),
        (handlers.reveal_original, {"reason": "复核"}),
        (handlers.approve, {}), (handlers.publish, {}), (handlers.archive, {}),
        (handlers.correct, {"content": text("其余"), "note": "更正"}),
        (handlers.withdraw, {"reason": "依据变化"}),
    ],
)  # fmt: skip
def test_a_desk_of_another_street_finds_no_such_record(board: Board, handler, command):
    board.hear_of_figures()
    elsewhere = Actor(**{**vars(story("gongkai")), "scope": "510115/510115002"})
    with pytest.raises(NotFound) as refused, board.act(elsewhere) as uow:
        handler(uow, record_id=board.record.id, **command)
    assert refused.value.code == "disclosure.not_found"
