"""State × action × actor of tickets, windows and appointments: every cell, by hand."""

from datetime import date

import pytest

from services.centers.model import Category, Desk, Ticket
from services.centers.model.appointments import Appointment
from services.centers.workflow import (
    APPOINTMENT,
    DESK,
    TICKET,
    AppointmentStatus,
    DeskStatus,
    TicketStatus,
)
from shared.kernel.actor import SYSTEM, Actor, system_actor
from shared.kernel.errors import Conflict, Forbidden
from shared.testing.actors import stories, story
from tests.unit.centers._hall import PLACE
from tests.unit.centers._town import LIUCHENG, PERSON, moment

T, D, A = TicketStatus, DeskStatus, AppointmentStatus

TICKET_MOVES = {
    T.ISSUED: {"call": T.CALLED, "transfer": T.ISSUED, "reclassify": T.ISSUED, "leave": T.LEFT,
               "lapse": T.LAPSED},
    T.CALLED: {"recall": T.CALLED, "pass": T.PASSED, "serve": T.SERVING, "transfer": T.ISSUED,
               "lapse": T.LAPSED},
    T.SERVING: {"finish": T.DONE, "transfer": T.ISSUED, "hand_over": T.SERVING,
                "lapse": T.LAPSED},
    T.PASSED: {"requeue": T.ISSUED, "leave": T.LEFT, "lapse": T.LAPSED},
    T.DONE: {}, T.LEFT: {}, T.LAPSED: {},
}  # fmt: skip
DESK_MOVES = {
    D.CLOSED: {"open": D.OPEN},
    D.OPEN: {"pause": D.PAUSED, "call_next": D.OPEN, "close": D.CLOSED, "end_day": D.CLOSED},
    D.PAUSED: {"resume": D.OPEN, "close": D.CLOSED, "end_day": D.CLOSED},
}
APPOINTMENT_MOVES = {
    A.BOOKED: {"cancel": A.CANCELLED, "call_off": A.CALLED_OFF, "arrive": A.KEPT,
               "miss": A.MISSED},
    A.KEPT: {}, A.CANCELLED: {}, A.CALLED_OFF: {}, A.MISSED: {},
}  # fmt: skip

AT_THE_WINDOW = {"chuangkou", "dating"}
HERS = {"wang_xiuying", "chuangkou", "dating", "quhaoji"}
ALLOWED = {
    "call": AT_THE_WINDOW, "recall": AT_THE_WINDOW, "pass": AT_THE_WINDOW, "serve": AT_THE_WINDOW,
    "finish": AT_THE_WINDOW, "transfer": AT_THE_WINDOW, "hand_over": AT_THE_WINDOW,
    "reclassify": {"dating"},
    "requeue": HERS, "leave": HERS, "lapse": {SYSTEM},
    "open": AT_THE_WINDOW, "pause": AT_THE_WINDOW, "resume": AT_THE_WINDOW,
    "call_next": AT_THE_WINDOW, "close": AT_THE_WINDOW, "end_day": {SYSTEM},
    "cancel": {"wang_xiuying", "dating"}, "call_off": {"dating"}, "arrive": HERS, "miss": {SYSTEM},
}  # fmt: skip

OUTSIDE = {"gongping_window": "centers.outside_hall", "li_wei": "centers.not_found"}
"""Who may do such things, but not here, and what they are told."""
REACHES = {
    "li_wei": {"requeue", "leave", "cancel", "arrive"},
    "gongping_window": {"call", "recall", "pass", "serve", "finish", "transfer", "hand_over",
                        "requeue", "leave", "open", "pause", "resume", "call_next", "close",
                        "arrive"},
}  # fmt: skip


def actors() -> dict[str, Actor]:
    return {**{name: story(name) for name in stories()}, SYSTEM: system_actor("centers")}


def ticket(state: TicketStatus, action: str) -> Ticket:
    """Return 王秀英's ticket, called by the story's clerk, every other rule saying yes."""
    at = moment("2026-03-04")
    return Ticket(
        id="t", place_id=PLACE, path=LIUCHENG, day=date(2026, 3, 4), kind="民政", number="A001",
        category=Category.NORMAL, issued_at=at, queued_at=at, most_calls=3, holder="wang_xiuying",
        called_by="chuangkou", window="3", calls=3 if action == "pass" else 1, status=state,
    )  # fmt: skip


def desk(state: DeskStatus, action: str) -> Desk:
    return Desk(id="d", place_id=PLACE, path=LIUCHENG, window="3", clerk="chuangkou", status=state)


def appointment(state: AppointmentStatus, action: str) -> Appointment:
    at = moment("2026-03-05")
    return Appointment(
        id="a", appointment_no="YY1", place_id=PLACE, path=LIUCHENG, kind="民政", window="3",
        day=at.date(), starts_at=at, ends_at=at.replace(minute=30), holder="wang_xiuying",
        booked_at=moment("2026-03-04"), name=PERSON["name"], id_no=PERSON["id_no"],
        phone=PERSON["phone"], person_index="x", status=state,
    )  # fmt: skip


TABLES = [(TICKET, TICKET_MOVES, ticket), (DESK, DESK_MOVES, desk),
          (APPOINTMENT, APPOINTMENT_MOVES, appointment)]  # fmt: skip
CELLS = [
    pytest.param(table, moves, make, state, id=f"{table.name}-{state}")
    for table, moves, make in TABLES
    for state in table.states
]


def expected(table, moves, state, action: str, who: str) -> object:
    if action not in moves[state]:
        return f"{table.name}.not_now"
    if who in ALLOWED[action]:
        return moves[state][action]
    if action in REACHES.get(who, ()):
        return OUTSIDE[who]
    return f"{table.name}.not_permitted"


@pytest.mark.rule("Q-01", "Q-02", "APT-01")
@pytest.mark.parametrize(("table", "moves", "make", "state"), CELLS)
def test_every_cell_of_state_action_actor_is_as_the_table_says(table, moves, make, state):
    for action in table.actions():
        for who, actor in actors().items():
            matter = make(state, action)
            try:
                found: object = table.step(matter, action, actor).target
            except (Conflict, Forbidden) as refused:
                found = refused.code
            assert found == expected(table, moves, state, action, who), (state, action, who)


def test_the_tables_written_here_name_every_action():
    for table, moves, _ in TABLES:
        assert {action for row in moves.values() for action in row} == set(table.actions())


REFUSED = [
    ("recall", {"calls": 3}, "centers.calls_used_up"),
    ("pass", {"calls": 2}, "centers.call_again_first"),
    ("serve", {"called_by": "somebody"}, "centers.other_window"),
    ("finish", {"called_by": "somebody"}, "centers.other_window"),
    ("hand_over", {"called_by": "somebody"}, "centers.other_window"),
    ("transfer", {"called_by": "somebody"}, "centers.other_window"),
    ("requeue", {"requeued_at": moment("2026-03-04")}, "centers.requeued_before"),
]
STATE_FOR = {"finish": T.SERVING, "hand_over": T.SERVING, "requeue": T.PASSED}


@pytest.mark.rule("Q-01")
@pytest.mark.parametrize(("action", "changes", "code"), REFUSED)
def test_a_rule_that_says_no_is_named(action: str, changes, code: str):
    it = ticket(STATE_FOR.get(action, T.CALLED), action)
    for name, value in changes.items():
        setattr(it, name, value)
    with pytest.raises(Conflict) as refused:
        TICKET.step(it, action, story("chuangkou"))
    assert refused.value.code == code


def test_the_manager_steps_in_for_an_absent_clerk():
    it = ticket(T.SERVING, "finish")
    it.called_by = "somebody"
    assert TICKET.step(it, "finish", story("dating")).target is T.DONE


def test_who_has_an_appointment_is_not_put_into_another_class():
    it = ticket(T.ISSUED, "reclassify")
    it.appointment_id = "a"
    with pytest.raises(Conflict) as refused:
        TICKET.step(it, "reclassify", story("dating"))
    assert refused.value.code == "centers.has_appointment"


@pytest.mark.parametrize("action", ["pause", "call_next", "close"])
def test_a_window_leaves_nobody_standing(action: str):
    it = desk(D.OPEN, action)
    it.ticket_id = "t"
    with pytest.raises(Conflict) as refused:
        DESK.step(it, action, story("chuangkou"))
    assert refused.value.code == "centers.window_busy"


@pytest.mark.parametrize("action", ["pause", "call_next", "close"])
def test_another_clerk_does_not_sit_down_at_an_open_window(action: str):
    it = desk(D.OPEN, action)
    it.clerk = "somebody"
    with pytest.raises(Conflict) as refused:
        DESK.step(it, action, story("chuangkou"))
    assert refused.value.code == "centers.other_clerk"
    assert DESK.step(it, action, story("dating"))
