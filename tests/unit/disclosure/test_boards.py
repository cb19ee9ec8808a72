"""What hangs on a community's board, signed by a supervisor, for how long (domain §9.3)."""

from datetime import date

import pytest

from services.disclosure import handlers, schemas
from services.disclosure.model import Board, Body, Gap, body_of
from services.disclosure.workflow import PostingStatus
from shared.kernel.errors import Invalid, NotFound
from shared.testing.actors import story
from tests.unit.disclosure._board import moment, table
from tests.unit.disclosure._community import (
    HEPING,
    LEADER,
    OFFICER,
    STREET,
    SUPERVISOR,
    VILLAGE,
    Community,
)

S = PostingStatus


@pytest.fixture
def town() -> Community:
    town = Community()
    town.arranged()
    return town


def packs(on: date):
    return Community().packs.pack("disclosure.boards", on)


@pytest.mark.rule("BRD-01")
def test_seven_kinds_hang_on_a_residents_board_from_2026_and_villages_have_their_own():
    today = packs(date(2026, 1, 1)).raw("kinds")
    assert [each["basis"][-2] for each in today["RESIDENTS"].values()] == [*"1234567"]
    assert today["RESIDENTS"]["DELIBERATION"]["title"] == "组织协商确定的事项及落实情况"
    assert len(today["VILLAGERS"]) == 6
    assert len(packs(date(2025, 12, 31)).raw("kinds")["RESIDENTS"]) == 2


@pytest.mark.rule("BRD-01")
@pytest.mark.parametrize(
    ("code", "body"), [("199", "RESIDENTS"), ("200", "VILLAGERS"), ("001", "RESIDENTS")]
)
def test_whose_board_it_is_is_read_from_the_division_code(code: str, body: str):
    assert body_of(f"510115101{code}") is Body(body)


@pytest.mark.rule("BRD-01")
def test_what_the_law_does_not_know_on_this_board_is_refused(town: Community):
    with pytest.raises(Invalid) as no:
        town.drafted("FINANCES")
    assert no.value.code == "disclosure.unknown_matter"


@pytest.mark.rule("BRD-02", "G-07")
def test_nothing_hangs_that_no_supervisor_signed_and_none_signs_her_own(town: Community):
    made = town.drafted()
    assert town.refuses(OFFICER, handlers.put_up, posting_id=made.id, until=None).code == (
        "disclosure.posting.not_now"
    )
    town.all(type(made))[0].drafted_by = SUPERVISOR
    no = town.refuses(SUPERVISOR, handlers.sign_posting, posting_id=made.id)
    assert no.code == "disclosure.own_posting"
    town.all(type(made))[0].drafted_by = OFFICER
    signed = town.go(SUPERVISOR, handlers.sign_posting, posting_id=made.id)
    assert (signed.status, signed.signed_by) == (S.SIGNED, SUPERVISOR)


@pytest.mark.rule("BRD-02")
def test_a_board_is_kept_by_its_own_community_only(town: Community):
    with pytest.raises(NotFound):
        town.go("gongping", handlers.draft_posting, board_id=HEPING, kind="FUNDS", group=None,
                period="", title="他人", content={"text": "他人"}, order_id="")  # fmt: skip
    no = town.refuses(STREET, handlers.draft_posting, board_id=HEPING, kind="FUNDS", group=None,
                      period="", title="街道", content={"text": "代拟"}, order_id="")  # fmt: skip
    assert no.code == "disclosure.other_board"


@pytest.mark.rule("BRD-02")
def test_what_is_sent_back_is_written_anew_and_signed_then(town: Community):
    made = town.drafted()
    back = town.go(SUPERVISOR, handlers.send_posting_back, posting_id=made.id, reason="数目不符")
    assert (back.status, back.returned_because) == (S.RETURNED, "数目不符")
    again = town.go(LEADER, handlers.rewrite_posting, posting_id=made.id, title="公益金收支",
                    content={"text": "改正后的收支（示例）"})  # fmt: skip
    assert (again.status, again.drafted_by, again.returned_because) == (S.DRAFTED, LEADER, "")


@pytest.mark.rule("BRD-04", "RED-02")
def test_numbers_of_persons_and_refused_columns_are_not_signed(town: Community):
    made = town.drafted(content={"text": "联系人 13800005678", "columns": [], "rows": []})
    no = town.refuses(SUPERVISOR, handlers.sign_posting, posting_id=made.id)
    assert no.code == "disclosure.personal_data"
    people = table(["姓名", "病情"], ["王某", "示例病"])
    made = town.drafted(title="低保名单", content=people)
    no = town.refuses(SUPERVISOR, handlers.sign_posting, posting_id=made.id)
    assert no.code == "disclosure.not_on_lists"
    assert town.drafted(title="致 13800005678 的说明").shown_title == "致 138****5678 的说明"


@pytest.mark.rule("BRD-03")
def test_from_2026_it_hangs_fifteen_days_at_least(town: Community):
    posting = town.posted()
    assert (posting.least_until, posting.shown_until) == (date(2026, 3, 17), date(2026, 4, 1))
    town.at("2026-03-17 23:59")
    no = town.refuses(OFFICER, handlers.take_posting_down, posting_id=posting.id)
    assert (no.code, no.details["least_until"]) == ("disclosure.hangs_too_short", "2026-03-17")
    town.at("2026-03-18 00:00")
    down = town.go(OFFICER, handlers.take_posting_down, posting_id=posting.id)
    assert (down.status, town.timers) == (S.TAKEN_DOWN, {})


@pytest.mark.rule("BRD-03")
def test_before_2026_no_law_sets_a_time():
    town = Community("2025-12-31")
    town.arranged()
    posting = town.posted()
    assert posting.least_until is None
    down = town.go(OFFICER, handlers.take_posting_down, posting_id=posting.id)
    assert down.status is S.TAKEN_DOWN


@pytest.mark.rule("BRD-03")
def test_nobody_chooses_a_last_day_before_the_laws_and_it_comes_down_by_itself(town: Community):
    made = town.signed()
    no = town.refuses(OFFICER, handlers.put_up, posting_id=made.id, until=date(2026, 3, 16))
    assert no.code == "disclosure.hangs_too_short"
    town.go(OFFICER, handlers.put_up, posting_id=made.id, until=date(2026, 3, 17))
    town.at("2026-03-17 23:59")
    assert town.posting.status is S.POSTED
    town.at("2026-03-18 00:00")
    assert (town.posting.status, town.told[-1].by_time) == (S.TAKEN_DOWN, True)


@pytest.mark.rule("BRD-03")
def test_a_board_that_hangs_nowhere_takes_nothing():
    town = Community()
    made = town.signed()
    no = town.refuses(OFFICER, handlers.put_up, posting_id=made.id, until=None)
    assert no.code == "disclosure.no_board_place"


@pytest.mark.rule("BRD-05")
def test_a_correction_hangs_when_signed_beside_the_old_and_its_time_begins_anew(town: Community):
    posting = town.posted()
    town.at("2026-03-12")
    fixed = {
        "posting_id": posting.id,
        "content": {"text": "更正后（示例）"},
        "note": "合计有误",
    }
    town.go(OFFICER, handlers.correct_posting, **fixed)
    assert len(town.posting.editions) == 1, "the old one hangs until a supervisor signs"
    town.go(SUPERVISOR, handlers.send_posting_back, posting_id=posting.id, reason="再核对")
    assert (town.posting.status, town.posting.content["text"]) == (
        S.POSTED, posting.editions[0].content["text"],
    )  # fmt: skip
    town.go(OFFICER, handlers.correct_posting, **fixed)
    signed = town.go(SUPERVISOR, handlers.sign_posting, posting_id=posting.id)
    assert [each.number for each in signed.editions] == [1, 2]
    assert (signed.editions[1].note, signed.least_until) == ("合计有误", date(2026, 3, 27))
    assert town.heard()[-2:] == ["posting.signed", "posting.corrected"]


@pytest.mark.rule("BRD-05")
def test_what_is_being_corrected_is_not_taken_down_by_time(town: Community):
    posting = town.posted()
    town.at("2026-04-01")
    town.go(OFFICER, handlers.correct_posting, posting_id=posting.id, note="有误",
            content={"text": "更正（示例）"})  # fmt: skip
    town.at("2026-04-03")
    assert town.posting.status is S.CORRECTING
    town.go(SUPERVISOR, handlers.send_posting_back, posting_id=posting.id, reason="原文无误")
    town.at("2026-04-03 10:00")
    assert town.posting.status is S.TAKEN_DOWN


@pytest.mark.rule("BRD-04", "RED-04")
def test_a_list_of_people_that_is_down_shows_nobody(town: Community):
    posting = town.posted(title="慰问名单", content=table(["姓名", "金额"], ["王某", "200"]))
    assert schemas.PublicPosting().dump(posting)["editions"][0]["content"]["rows"]
    town.at("2026-05-01")
    assert schemas.PublicPosting().dump(town.posting)["editions"][0]["content"] == {}


# --- what is owed regularly ----------------------------------------------------------------


@pytest.mark.rule("BRD-06")
def test_a_village_owes_general_and_finances_quarterly_and_what_is_missing_is_public():
    town = Community("2026-01-05", VILLAGE)
    town.at("2026-04-10 23:59")
    assert town.all(Gap) == []
    town.at("2026-04-11 00:00")
    assert {(g.group, g.period, str(g.due)) for g in town.all(Gap)} == {
        ("GENERAL", "2026-Q1", "2026-04-10"), ("FINANCE", "2026-Q1", "2026-04-10"),
    }  # fmt: skip
    assert town.heard() == ["gap.found", "gap.found"]


@pytest.mark.rule("BRD-06")
def test_much_moved_money_hangs_monthly_by_law_and_the_street_may_want_more():
    town = Community("2026-02-11", VILLAGE)
    board = town.the(Board)
    pack = packs(date(2026, 2, 11))
    assert board.frequency(pack) == {"GENERAL": "Q", "FINANCE": "Q"}
    board.many_movements = True
    assert board.frequency(pack) == {"GENERAL": "Q", "FINANCE": "M"}
    board.ordered = {"GENERAL": "M", "FINANCE": "Q"}
    assert board.frequency(pack) == {"GENERAL": "M", "FINANCE": "M"}, "never less than the law"


@pytest.mark.rule("BRD-06")
def test_a_residents_board_owes_what_the_street_sets_from_then_on_and_a_late_one_closes_the_gap():
    town = Community("2026-02-11")
    assert town.timers == {}, "the law only says: in time"
    town.arranged(ordered={"FINANCE": "M"})
    town.posted(period="2026-02")
    town.at("2026-04-11 00:00")
    (gap,) = town.all(Gap)
    assert (gap.id, gap.posting_id) == (f"{HEPING}:FINANCE:2026-03", "")
    late = town.posted(period="2026-03")
    assert town.the(Gap).posting_id == late.id
    assert "gap.closed" in town.heard()
    with pytest.raises(Invalid) as no:
        town.arranged(ordered={"STRANGE": "M"})
    assert no.value.code == "disclosure.unknown_group"


@pytest.mark.rule("BRD-06", "X-03")
def test_what_is_learnt_twice_is_one_board_and_a_merged_village_owes_nothing():
    town = Community("2026-01-05", VILLAGE)
    town.learn(VILLAGE, "village")
    with town.react() as uow:
        handlers.rename_unit(uow, unit_code=VILLAGE, name="新名村（示例）")
        handlers.merge_unit(uow, unit_code=VILLAGE, valid_to="2026-02-28")
    board = town.the(Board)
    assert (board.name, board.valid_to) == ("新名村（示例）", date(2026, 2, 28))
    town.at("2026-08-01")
    assert (town.all(Gap), town.timers) == ([], {})


@pytest.mark.rule("BRD-02", "G-07")
def test_only_from_above_is_a_board_arranged(town: Community):
    board = town.the(Board)
    command = {"place": "别处", "many_movements": False, "ordered": {}}
    no = town.refuses(OFFICER, handlers.arrange_board, board_id=board.id, **command)
    assert no.code == "disclosure.not_above"
    assert story(STREET).serves(board.path)


def test_an_early_reminder_waits_again(town: Community):
    posting = town.posted()
    with town.react() as uow:
        handlers.expire_posting(uow, subject_id=posting.id)
    assert town.posting.status is S.POSTED
    assert town.timers["posting_over", posting.id] == moment("2026-04-02 00:00")
