"""A morning in the hall: draw, call, serve, pass, come back, send on, go home."""

from datetime import timedelta

import pytest

from services.centers import handlers, schemas
from services.centers.model import Case, Category, Desk, Ticket
from services.centers.workflow import DeskStatus, TicketStatus
from shared.chassis.envelope import Context, encode
from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from shared.testing.actors import story
from tests.unit.centers._hall import PLACE, WINDOWS, HallTown, center
from tests.unit.centers._town import Town, moment

T = TicketStatus


@pytest.fixture
def hall() -> HallTown:
    return HallTown()


def refused(call, kind=Conflict) -> str:
    with pytest.raises(kind) as said:
        call()
    return said.value.code


# --- drawing ------------------------------------------------------------------------------------


@pytest.mark.rule("Q-02")
def test_numbers_run_by_kind_and_begin_anew_each_day(hall: HallTown):
    drawn = [hall.take(kind=kind).number for kind in ("民政", "就业社保", "民政", "文化")]
    assert drawn == ["A001", "B001", "A002", "F001"]
    hall.at("2026-03-05")
    assert hall.take().number == "A001"


def test_a_resident_holds_her_ticket_and_the_machine_holds_none(hall: HallTown):
    assert hall.take("wang_xiuying").holder == "wang_xiuying"
    assert hall.take("quhaoji").holder == ""


def test_one_person_waits_with_one_ticket_and_may_draw_again_when_it_is_over(hall: HallTown):
    first = hall.take("wang_xiuying")
    assert refused(lambda: hall.take("wang_xiuying", kind="文化")) == "centers.waits_already"
    hall.on(first, "leave", "wang_xiuying")
    assert hall.take("wang_xiuying", kind="文化").number == "F001"


def test_the_machine_of_another_street_draws_no_ticket_here(hall: HallTown):
    assert refused(lambda: hall.take("gongping_window"), Forbidden) == "centers.outside_hall"


@pytest.mark.rule("Q-02")
def test_what_no_window_serves_is_not_queued_for(hall: HallTown):
    assert refused(lambda: hall.take(kind="税务"), Invalid) == "centers.kind_not_served"
    bare = HallTown(windows=WINDOWS[1:2])
    assert refused(lambda: bare.take(kind="民政"), Invalid) == "centers.kind_not_served"


def test_priority_has_one_of_the_grounds_of_the_rule(hall: HallTown):
    assert hall.take(ground="孕妇").category is Category.PRIORITY
    assert refused(lambda: hall.take(ground="赶时间"), Invalid) == "centers.no_ground_for_priority"


@pytest.mark.parametrize(
    ("when", "open_"),
    [
        ("2026-03-04 08:29", False), ("2026-03-04 08:30", True), ("2026-03-04 12:30", True),
        ("2026-03-04 16:59", True), ("2026-03-04 17:00", False), ("2026-03-07 10:00", False),
        ("2026-02-17 10:00", False), ("2026-02-28 10:00", True),
    ],
)  # fmt: skip
def test_tickets_are_drawn_while_the_place_is_open(when: str, open_: bool):
    hall = HallTown(when)  # 03-07 is a Saturday, 02-17 the spring festival, 02-28 made up for it
    if open_:
        assert hall.take()
    else:
        assert refused(hall.take) == "centers.hall_closed"


# --- calling ------------------------------------------------------------------------------------


@pytest.mark.rule("Q-02")
def test_a_window_calls_only_what_it_has_the_skill_for(hall: HallTown):
    hall.open("2", "3")
    hall.take(kind="民政")
    assert refused(lambda: hall.next("2")) == "centers.nobody_waiting"
    assert hall.next("3").number == "A001"
    hall.take(kind="人力资源")
    assert hall.next("2").number == "C001"


def test_a_window_without_skills_of_its_own_calls_everybody(hall: HallTown):
    hall.open("1")
    for kind in ("文化", "民政"):
        hall.take(kind=kind)
        hall.pass_time(minutes=1)
    first = hall.next("1")
    hall.serve(first)
    assert (first.number, hall.next("1").number) == ("F001", "A001")


@pytest.mark.rule("Q-01")
def test_at_one_window_two_with_priority_go_before_one_without(hall: HallTown):
    hall.open("3")
    for _ in range(2):
        hall.take()
    for _ in range(3):
        hall.take(ground="老年人")
    called = []
    for _ in range(5):
        ticket = hall.next()
        called.append(ticket.number)
        hall.serve(ticket)
    assert called == ["A003", "A004", "A001", "A005", "A002"]


@pytest.mark.rule("Q-01")
def test_a_ticket_is_called_three_times_and_only_then_passed(hall: HallTown):
    hall.open("3")
    ticket = hall.take() and hall.next()
    assert refused(lambda: hall.on(ticket, "pass")) == "centers.call_again_first"
    hall.on(ticket, "recall")
    hall.on(ticket, "recall")
    assert refused(lambda: hall.on(ticket, "recall")) == "centers.calls_used_up"
    assert hall.on(ticket, "pass").status is T.PASSED
    assert hall.desk("3").ticket_id == ""
    calls = [fact.call for fact in hall.told if fact.event_type == "centers.ticket.called"]
    assert calls == [1, 2, 3]


@pytest.mark.rule("Q-01")
def test_who_was_passed_queues_again_behind_the_next_three(hall: HallTown):
    hall.open("3")
    for who in ("wang_xiuying", *["quhaoji"] * 5):
        hall.take(who)
        hall.pass_time(minutes=1)
    hers = hall.missed(hall.next())
    hall.on(hers, "requeue", "wang_xiuying")
    called = []
    for _ in range(5):
        ticket = hall.next()
        called.append(ticket.number)
        hall.pass_time(minutes=1)
        if ticket.id == hers.id:
            assert ticket.calls == 1
        hall.serve(ticket)
    assert called == ["A002", "A003", "A004", "A001", "A005"]


@pytest.mark.rule("Q-01")
def test_she_comes_back_within_thirty_minutes_and_once(hall: HallTown):
    hall.open("3")
    hall.take("wang_xiuying")
    hers = hall.missed(hall.next())
    hall.pass_time(minutes=30, seconds=1)
    late = refused(lambda: hall.on(hers, "requeue", "wang_xiuying"))
    assert late == "centers.requeue_too_late"
    hall.pass_time(seconds=-1)
    hall.on(hers, "requeue", "wang_xiuying")
    hall.pass_time(minutes=1)
    hall.missed(hall.next())
    again = refused(lambda: hall.on(hers, "requeue", "wang_xiuying"))
    assert again == "centers.requeued_before"


def test_a_stranger_does_not_touch_her_ticket(hall: HallTown):
    hers = hall.take("wang_xiuying")
    assert refused(lambda: hall.on(hers, "leave", "li_wei"), NotFound) == "centers.not_found"
    outside = refused(lambda: hall.on(hers, "leave", "gongping_window"), Forbidden)
    assert outside == "centers.outside_hall"


# --- sending on ---------------------------------------------------------------------------------


def test_she_is_sent_on_with_the_time_that_she_has_waited(hall: HallTown):
    hall.open("1", "2", "3")
    hers = hall.take(kind="民政")
    hall.pass_time(minutes=5)
    hall.take(kind="就业社保")
    hall.on(hall.next("3"), "serve")
    moved = hall.on(hers, "transfer", kind="就业社保", window="")
    assert (moved.status, moved.number, moved.kind) == (T.ISSUED, "A001", "就业社保")
    assert hall.desk("3").ticket_id == ""
    assert hall.next("2").number == "A001"


@pytest.mark.rule("Q-02")
def test_sent_to_one_window_no_other_calls_her_and_it_must_have_the_skill(hall: HallTown):
    hall.open("1", "3")
    hers = hall.take(kind="民政")
    hall.next("3")
    lacks = refused(lambda: hall.on(hers, "transfer", kind="", window="2"))
    assert lacks == "centers.window_lacks_skill"
    hall.on(hers, "transfer", kind="", window="1")
    assert refused(lambda: hall.next("3")) == "centers.nobody_waiting"
    assert hall.next("1").id == hers.id


def test_the_hall_corrects_a_class(hall: HallTown):
    hall.open("3")
    hall.take()
    false = hall.take(ground="军人")
    hall.on(false, "reclassify", "dating", ground="")
    assert hall.next().number == "A001"
    true = hall.take()
    assert hall.on(true, "reclassify", "dating", ground="残疾人").category is Category.PRIORITY


# --- windows ------------------------------------------------------------------------------------


def test_a_paused_window_calls_nobody_until_it_is_resumed(hall: HallTown):
    hall.open("3")
    hall.take()
    hall.window("pause_desk", reason="核对材料")
    assert refused(hall.next) == "centers.desk.not_now"
    hall.window("resume_desk")
    assert hall.next().number == "A001"
    assert refused(lambda: hall.window("pause_desk", reason="午休")) == "centers.window_busy"


def test_a_window_that_the_place_has_not_is_not_opened(hall: HallTown):
    assert refused(lambda: hall.open("9"), NotFound) == "centers.no_such_window"
    assert refused(lambda: hall.open("3", who="gongping_window"), Forbidden)


@pytest.mark.rule("Q-02")
def test_the_day_ends_by_itself_and_leaves_nothing_standing(hall: HallTown):
    hall.open("1", "3")
    served = hall.serve(hall.take() and hall.next())
    hall.take()
    hall.missed(hall.next())
    hall.take()
    hall.next()
    hall.take()
    hall.at("2026-03-05 00:00")
    states = [ticket.status for ticket in hall.all(Ticket)]
    assert states == [T.DONE, T.LAPSED, T.LAPSED, T.LAPSED]
    assert hall.now_at(served).status is T.DONE
    assert {desk.status for desk in hall.all(Desk)} == {DeskStatus.CLOSED}
    assert {desk.ticket_id for desk in hall.all(Desk)} == {""}


def test_a_reminder_that_came_late_leaves_the_new_day_alone(hall: HallTown):
    old = hall.take()
    hall.now = moment("2026-03-05")
    hall.open("3")
    new = hall.take()
    hall.at("2026-03-05 09:30")
    assert (hall.now_at(old).status, hall.now_at(new).status) == (T.LAPSED, T.ISSUED)
    assert hall.desk("3").status is DeskStatus.OPEN


def test_a_reminder_that_came_early_waits_again(hall: HallTown):
    hall.take()
    with hall.react() as uow:
        handlers.end_day(uow, subject_id=f"{PLACE}:2026-03-04")
    assert hall.the(Ticket).status is T.ISSUED
    assert hall.timers["queue_day_over", f"{PLACE}:2026-03-04"] == moment("2026-03-05 00:00")


# --- waiting time and board ---------------------------------------------------------------------


def test_the_wait_promised_with_a_ticket_comes_from_who_is_before_it_and_recent_visits(hall):
    assert hall.take().estimated_seconds is None  # no window is open
    hall.open("3")
    assert hall.take().estimated_seconds == 600  # one before her, ten minutes by the rule
    hall.serve(hall.next(), minutes=4)
    assert hall.take().estimated_seconds == 240  # a visit took four minutes
    hall.open("1")
    hall.next("1")
    assert hall.take().estimated_seconds == 120  # one window is free for who is before her


def test_with_priority_one_is_promised_less(hall: HallTown):
    hall.open("3")
    for _ in range(4):
        hall.take()
    normal, first = hall.take(), hall.take(ground="老年人")
    assert (normal.estimated_seconds, first.estimated_seconds) == (2400, 0)


def test_the_board_shows_numbers_counts_and_waits_and_nobody(hall: HallTown):
    hall.open("1", "3")
    hall.take("wang_xiuying")
    hall.serve(hall.next("3"), minutes=6)
    hall.take("wang_xiuying", ground="老年人")
    hall.on(hall.next("3"), "serve")
    hall.take()
    shown = schemas.Board().dump(hall.board())
    desks = [tuple(d[key] for key in ("window", "number", "serving")) for d in shown["desks"]]
    assert desks == [("1", "", False), ("2", "", False), ("3", "A002", True)]
    assert [d["status"]["code"] for d in shown["desks"]] == ["OPEN", "CLOSED", "OPEN"]
    lines = {line["letter"]: (line["waiting"], line["minutes"]) for line in shown["lines"]}
    assert lines["A"] == (1, 3)
    assert lines["B"] == (0, 10)
    for private in ("wang_xiuying", "王秀英", "老年人", "PRIORITY", "chuangkou"):
        assert private not in str(shown)


@pytest.mark.rule("RED-01")
def test_no_fact_of_the_hall_says_who_waits_or_why_first(hall: HallTown):
    hall.open("1", "3")
    hers = hall.take("wang_xiuying", ground="残疾人")
    hall.missed(hall.next())
    hall.on(hers, "requeue", "wang_xiuying")
    hall.pass_time(minutes=1)
    hall.on(hall.next(), "serve")
    hall.on(hers, "transfer", kind="文化", window="")
    hall.on(hers, "reclassify", "dating", ground="军人")
    hall.on(hers, "leave", "wang_xiuying")
    context = Context("centers", "act", story("chuangkou"), hall.now + timedelta())
    told = [encode("e", fact, context).decode() for fact in hall.told]
    assert len(told) >= 10
    for text in told:
        for private in ("wang_xiuying", "残疾人", "军人", "PRIORITY"):
            assert private not in text
    hidden = {fact.event_type for fact in hall.told if fact.anonymous}
    assert hidden == {
        "centers.ticket.issued", "centers.ticket.requeued", "centers.ticket.left",
    }  # fmt: skip


# --- from ticket to case ------------------------------------------------------------------------


def served(town: Town) -> Ticket:
    """王秀英 stands at window 3 of 柳城's center."""
    with town.react() as uow:
        uow.add(center())
    for who, action in (("wang_xiuying", "take"), ("chuangkou", "open"), ("chuangkou", "call")):
        with town.act(story(who)) as uow:
            if action == "take":
                handlers.take_ticket(uow, place_id=PLACE, kind="民政", ground="")
            elif action == "open":
                handlers.open_desk(uow, place_id=PLACE, window="3")
            else:
                handlers.call_next(uow, place_id=PLACE, window="3")
    return town.the(Ticket)


def test_a_case_handed_in_at_the_window_carries_its_ticket():
    town = Town()
    ticket = served(town)
    with town.act(story("chuangkou")) as uow:
        handlers.serve_ticket(uow, ticket_id=ticket.id)
    case = town.submit("chuangkou", channel="WINDOW", authorisation=None, ticket_id=ticket.id)
    assert town.case.ticket_id == ticket.id
    told = [fact for fact in town.told if fact.event_type == "centers.ticket.handed_over"]
    assert [(fact.ticket_id, fact.case_id) for fact in told] == [(ticket.id, case.id)]


def test_a_ticket_that_nobody_serves_opens_no_case():
    town = Town()
    ticket = served(town)

    def submit():
        town.submit("chuangkou", channel="WINDOW", authorisation=None, ticket_id=ticket.id)

    assert refused(submit) == "centers.ticket.not_now"
    assert town.all(Case) == []
