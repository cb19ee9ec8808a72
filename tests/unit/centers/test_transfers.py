"""Accepted anywhere, handed to the handling unit within a working day, on the applicant's clock."""

import copy
from datetime import date

import pytest

from services.centers import handlers
from services.centers.model import Transfer
from services.centers.workflow import TRANSFER, TransferStatus
from shared.kernel.actor import SYSTEM, Actor, system_actor
from shared.kernel.errors import Conflict, Forbidden, NotFound
from shared.testing.actors import stories, story
from tests.unit.centers._town import GONGPING, LIUCHENG, MAIN, MINZHENG, STATION, Town, given
from tests.unit.centers.test_clock import load_2027

T = TransferStatus
BROUGHT = {"channel": "WINDOW", "home_path": STATION, "authorisation": None}


def brought(at: str = "2026-02-11") -> Town:
    """柳城's case, handed in and accepted at 公平's window."""
    town = Town(at)
    town.submit("gongping_window", **BROUGHT)
    town.go("gongping_window", handlers.accept)
    return town


@pytest.mark.rule("WIN-02")
def test_what_is_accepted_elsewhere_is_due_at_the_handling_unit_in_a_working_day():
    transfer = brought().the(Transfer)
    assert (transfer.from_path, transfer.path) == (GONGPING, LIUCHENG)
    assert (transfer.status, transfer.receive_by.due) == (T.DUE, date(2026, 2, 12))


@pytest.mark.rule("WIN-02")
def test_the_transfer_is_recorded_sent_and_received():
    town = brought()
    town.go("gongping_window", handlers.send_transfer)
    town.pass_time(hours=3)
    transfer = town.go("chengban", handlers.receive_transfer)
    assert (transfer.sent_by, transfer.received_by) == ("gongping_window", "chengban")
    assert (transfer.status, transfer.late) == (T.RECEIVED, False)
    assert town.told[-1].on_time is True
    assert not [name for name, _ in town.timers if name == "transfer_due"]


@pytest.mark.rule("WIN-02")
def test_a_late_transfer_is_told_once_and_the_applicants_clock_has_run_all_the_time():
    prompt, town = Town(), brought()
    prompt.accepted()
    town.at("2026-02-13 00:00")
    town.at("2026-02-14 00:00")
    told = [fact for fact in town.told if fact.event_type == "centers.transfer.late"]
    assert [(fact.receive_by, fact.sent) for fact in told] == [(date(2026, 2, 12), False)]
    transfer = town.go("chengban", handlers.receive_transfer)
    assert transfer.late is True
    assert town.case.due == prompt.case.due == date(2026, 3, 3)


def test_the_last_day_is_in_time():
    town = brought()
    town.at("2026-02-12 23:59")
    assert town.go("chengban", handlers.receive_transfer).late is False


@pytest.mark.rule("WIN-02")
@pytest.mark.parametrize("who", ["wang_xiuying", "daiban"])
def test_what_the_handling_unit_accepts_itself_goes_nowhere(who: str):
    town = Town()
    town.accepted(who=who)
    assert town.all(Transfer) == []
    with pytest.raises(NotFound):
        town.go("chengban", handlers.receive_transfer)


def test_a_case_decided_in_the_same_visit_goes_nowhere():
    town = Town()
    town.submit("gongping_window", row_id="now-1", **BROUGHT)
    town.go("gongping_window", handlers.accept)
    town.go("gongping_window", handlers.decide_at_once, document_no="公决1号")
    assert town.all(Transfer) == []


@pytest.mark.rule("WIN-02")
def test_tolerant_corrected_and_deemed_acceptance_open_it_too():
    tolerant = Town()
    tolerant.submit("gongping_window", materials=MAIN, **BROUGHT)
    tolerant.go("gongping_window", handlers.accept_tolerant, promise_signed=True)
    corrected = Town()
    corrected.submit("gongping_window", **BROUGHT)
    defects = [{"material": "身份证明", "what": "复印件不清晰"}]
    corrected.go("gongping_window", handlers.notify_correction, defects=defects)
    corrected.at("2026-02-12")
    corrected.go("gongping_window", handlers.resubmit, materials=given("身份证明"))
    deemed = Town()
    deemed.submit("gongping_window", **BROUGHT)
    deemed.at("2026-03-02")
    for town in (tolerant, corrected, deemed):
        assert town.the(Transfer).status is T.DUE


def test_whoever_begins_the_review_has_received():
    town = brought()
    town.go("chengban", handlers.start)
    transfer = town.the(Transfer)
    assert (transfer.status, transfer.received_by) == (T.RECEIVED, "chengban")


def test_a_case_that_is_withdrawn_is_waited_for_no_more():
    town = brought()
    town.go("gongping_window", handlers.withdraw)
    for _ in range(2):
        with town.react() as uow:
            handlers.drop_transfer(uow, case_id=town.case.id)
    assert town.the(Transfer).status is T.DROPPED
    assert town.timers == {}
    assert town.heard().count("centers.transfer.dropped") == 1


@pytest.mark.rule("G-04", "WIN-02")
def test_a_provisional_limit_is_recomputed_when_the_calendar_comes():
    town = brought("2026-12-31")
    assert town.the(Transfer).provisional
    load_2027(town)
    transfer = town.the(Transfer)
    assert (transfer.provisional, transfer.receive_by.due) == (False, date(2027, 1, 2))
    assert town.timers["transfer_due", transfer.id] == transfer.receive_by.lapses_at


@pytest.mark.rule("WIN-02", "DEL-05")
def test_papers_on_their_way_follow_a_case_that_is_handed_back():
    town = brought()
    due = town.the(Transfer).receive_by
    for _ in range(2):
        with town.react() as uow:
            handlers.redirect_transfer(uow, case_id=town.case.id, path=MINZHENG)
    transfer = town.the(Transfer)
    assert (transfer.path, transfer.receive_by) == (MINZHENG, due)
    assert town.heard().count("centers.transfer.redirected") == 1


@pytest.mark.rule("WIN-02")
def test_another_street_neither_sends_nor_receives():
    town = Town()
    town.submit("gongping_window", channel="WINDOW", authorisation=None)
    town.go("gongping_window", handlers.accept)
    with pytest.raises(Forbidden):
        town.go("chuangkou", handlers.send_transfer)
    with pytest.raises(Forbidden):
        town.go("chengban", handlers.receive_transfer)


# --- the table ---------------------------------------------------------------------------------

MOVES = {
    T.DUE: {"send": T.SENT, "receive": T.RECEIVED, "drop": T.DROPPED},
    T.SENT: {"receive": T.RECEIVED, "drop": T.DROPPED},
    T.RECEIVED: {},
    T.DROPPED: {},
}
ALLOWED = {"send": {"gongping_window"}, "receive": {"chengban"}, "drop": {SYSTEM}}
OUTSIDE = {"send": {"chuangkou"}}


def outcome(transfer: Transfer, action: str, actor: Actor) -> object:
    try:
        return TRANSFER.step(transfer, action, actor).target
    except (Conflict, Forbidden) as refusal:
        return refusal.code


def expected(state: TransferStatus, action: str, who: str) -> object:
    if action not in MOVES[state]:
        return "centers.transfer.not_now"
    if who in ALLOWED[action]:
        return MOVES[state][action]
    outside = who in OUTSIDE.get(action, ())
    return "centers.transfer_elsewhere" if outside else "centers.transfer.not_permitted"


@pytest.mark.rule("WIN-02", "G-07")
@pytest.mark.parametrize("state", TransferStatus)
def test_every_cell_of_state_action_actor_is_as_the_table_says(state: TransferStatus):
    opened = brought().the(Transfer)
    actors = {**{name: story(name) for name in stories()}, SYSTEM: system_actor("centers")}
    for action in TRANSFER.actions():
        for who, actor in actors.items():
            transfer = copy.copy(opened)
            transfer.status = state
            found = outcome(transfer, action, actor)
            assert found == expected(state, action, who), (state, action, who)


def test_the_hand_written_table_knows_every_state_and_action():
    assert set(MOVES) == set(TransferStatus)
    assert set(ALLOWED) == set(TRANSFER.actions())
