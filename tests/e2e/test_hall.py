"""A day in the hall, through the gateway: numbers, windows, the board, who comes next."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest

from tests.e2e.client import Town, refused
from tests.e2e.hall import CENTER, Hall, buttons, entries, post


@pytest.fixture
def hall(town: Town) -> Hall:
    """柳城's center at nine o'clock: nobody waits, every window is still closed."""
    found = Hall(town, CENTER)
    found.next_morning()
    return found


def numbers(tickets: list[dict[str, Any]]) -> list[str]:
    return [ticket["number"] for ticket in tickets]


# --- a visit ------------------------------------------------------------------------------------


@pytest.mark.rule("Q-01")
def test_a_visit_is_seen_on_the_board_and_shortens_what_the_others_are_promised(
    town: Town, hall: Hall
):
    assert (hall.line("民政")["waiting"], hall.line("民政")["minutes"]) == (0, None)
    stranger = refused(lambda: hall.desk("4", "open", who="gongping_window"))
    assert (stranger["status"], stranger["code"]) == (403, "centers.outside_hall")
    assert hall.desk("4", "open")["status"] == {"code": "OPEN", "label": "服务中"}

    machine = hall.take()
    wang = hall.take("wang_xiuying", ground="老年人")
    li = hall.take("li_wei")
    assert numbers([machine, wang, li]) == ["A001", "A002", "A003"]
    assert (wang["category"], buttons(wang)) == ("PRIORITY", {"leave"})
    again = refused(lambda: hall.take("wang_xiuying"))
    assert (again["status"], again["code"]) == (409, "centers.waits_already")
    assert "A002" in again["detail"]
    waits = hall.seen(li, "li_wei")
    assert (waits["ahead"], waits["minutes"]) == (2, 20), "the priority number and one more"
    assert (hall.line("民政")["waiting"], hall.line("民政")["minutes"]) == (3, 30)
    assert refused(lambda: hall.seen(wang, "li_wei"))["code"] == "centers.not_found"

    called = hall.call("4")
    assert (called["number"], called["calls"]) == ("A002", 1), "priority comes first"
    assert buttons(called) == {"recall", "serve", "transfer"}
    assert (hall.on_board("4")["number"], hall.on_board("4")["serving"]) == ("A002", False)
    hall.on(called, "serve")
    assert hall.on_board("4")["serving"]
    assert refused(lambda: hall.call("4"))["code"] == "centers.window_busy"
    town.pass_time(minutes=6)
    done = hall.on(called, "finish")
    assert (done["status"]["label"], buttons(done)) == ("已办结", set())
    assert hall.on_board("4")["number"] == ""
    assert 6 <= hall.seen(li, "li_wei")["minutes"] <= 7, "visits now take six minutes"

    close_after(hall, machine, li)


@pytest.mark.rule("EVAL-02", "EVAL-03", "RED-01")
def test_a_visit_is_rated_once_by_whoever_came_and_nobody_learns_who_it_was(town: Town, hall: Hall):
    hall.desk("4", "open")
    wang = hall.take("wang_xiuying")
    rate = f"{hall.ticket_path(wang)}/actions/rate"
    called = hall.call("4")
    early = refused(lambda: post(town["wang_xiuying"], rate, level=5))
    assert (early["status"], early["code"]) == (409, "centers.visit_not_over")
    hall.serve(called)
    hall.desk("4", "close")
    stranger = refused(lambda: post(town["li_wei"], rate, level=1))
    assert (stranger["status"], stranger["code"]) == (404, "centers.not_found")
    clerk = refused(lambda: post(town["chuangkou"], rate, level=5))
    assert (clerk["status"], clerk["code"]) == (403, "auth.not_permitted")
    assert post(town["wang_xiuying"], rate, level=5, comment="服务周到（示例）")["level"] == 5
    twice = refused(lambda: post(town["wang_xiuying"], rate, level=1))
    assert (twice["status"], twice["code"]) == (409, "centers.already_rated")

    told = entries(town, "zhihui", wang["ticket_id"], "评价")
    assert [each["label"] for each in told] == ["取号", "叫号", "开始服务", "服务结束", "评价"]
    assert (told[-1]["actor_id"], told[-1]["actor_unit"]) == ("anonymous", "")
    account = town["wang_xiuying"].actor["id"]
    assert not any(private in str(told) for private in (account, "周到", "level"))
    assert "level" not in str(hall.seen(wang, "dating"))


def close_after(hall: Hall, *waiting: dict[str, Any]) -> None:
    """Serve whoever still waits and go home."""
    for ticket in waiting:
        called = hall.call("4")
        assert called["number"] == ticket["number"]
        hall.serve(called)
    none = refused(lambda: hall.call("4"))
    assert (none["status"], none["code"]) == (409, "centers.nobody_waiting")
    assert hall.desk("4", "close")["clerk"] == ""


def test_the_hall_is_counted_for_those_who_answer_for_it_and_for_nobody_else(
    town: Town, hall: Hall
):
    hall.desk("4", "open")
    for minutes in (4, 8):
        hall.take()
        hall.serve(hall.call("4"), minutes=minutes)
    last = hall.take("li_wei")
    left = hall.on(last, "leave", who="li_wei")
    assert left["status"]["label"] == "弃号"
    hall.desk("4", "close")

    for who in ("dating", "liucheng_leader", "zhihui"):
        figures = town[who].get(f"{hall.path}/queue")
        assert (figures["issued"], figures["done"], figures["left"]) == (3, 2, 1)
        assert 6 <= float(figures["mean_service"]) < 6.5
        assert (figures["waiting"], figures["estimated"]) == (0, 2)
    assert town["gongping_leader"].get(f"{hall.path}/queue")["issued"] == 0
    listed = town["chuangkou"].get(f"{hall.path}/tickets?status=DONE")["items"]
    assert numbers(listed) == ["A001", "A002"]
    assert town["gongping_window"].get(f"{hall.path}/tickets")["items"] == []
    for who in ("wang_xiuying", "quhaoji"):
        no = refused(lambda who=who: town[who].get(f"{hall.path}/tickets"))
        assert (no["status"], no["code"]) == (403, "auth.not_permitted")


# --- who does not come --------------------------------------------------------------------------


def passed(hall: Hall, ticket: dict[str, Any]) -> dict[str, Any]:
    """Call it three times in all and pass over it."""
    for _ in range(2):
        hall.on(ticket, "recall")
    return hall.on(ticket, "pass")


@pytest.mark.rule("Q-01")
def test_who_misses_three_calls_comes_back_once_behind_the_next_three(hall: Hall):
    hall.desk("4", "open")
    hers = hall.take("wang_xiuying")
    others = [hall.take() for _ in range(4)]
    called = hall.call("4")
    assert called["number"] == hers["number"]
    early = refused(lambda: hall.on(called, "pass"))
    assert (early["status"], early["code"]) == (409, "centers.call_again_first")
    hall.on(called, "recall")
    third = hall.on(called, "recall")
    assert (third["calls"], buttons(third)) == (3, {"pass", "serve", "transfer"})
    assert refused(lambda: hall.on(called, "recall"))["code"] == "centers.calls_used_up"
    missed = hall.on(called, "pass")
    assert missed["status"]["label"] == "过号"
    mine = hall.seen(hers, "wang_xiuying")["ticket"]
    assert buttons(mine) == {"requeue", "leave"}
    asked = refused(lambda: hall.on(hers, "requeue", who="li_wei"))
    assert (asked["status"], asked["code"]) == (404, "centers.not_found")

    back = hall.on(hers, "requeue", who="wang_xiuying")
    assert back["status"]["label"] == "等候"
    assert hall.seen(hers, "wang_xiuying")["ahead"] == 3
    order = []
    for _ in range(4):
        order.append(hall.call("4"))
        if order[-1]["number"] != hers["number"]:
            hall.serve(order[-1])
    assert numbers(order) == [*numbers(others[:3]), hers["number"]]
    passed(hall, order[-1])
    again = refused(lambda: hall.on(hers, "requeue", who="wang_xiuying"))
    assert (again["status"], again["code"]) == (409, "centers.requeued_before")
    hall.serve(hall.call("4"))
    hall.desk("4", "close")


@pytest.mark.rule("Q-01")
def test_who_comes_back_after_half_an_hour_draws_a_new_number(town: Town, hall: Hall):
    hall.desk("4", "open")
    his = hall.take("li_wei")
    missed = passed(hall, hall.call("4"))
    until = datetime.fromisoformat(missed["requeue_until"])
    assert timedelta(minutes=29) < until - town.now() <= timedelta(minutes=30)
    town.pass_time(minutes=31)
    late = refused(lambda: hall.on(his, "requeue", who="li_wei"))
    assert (late["status"], late["code"]) == (409, "centers.requeue_too_late")
    anew = hall.take("li_wei")
    assert anew["number"] == "A002"
    hall.serve(hall.call("4"))
    hall.desk("4", "close")


# --- whose turn it is ---------------------------------------------------------------------------


@pytest.mark.rule("Q-01")
def test_two_with_priority_go_before_one_without_and_the_hall_manager_corrects_a_wrong_claim(
    town: Town, hall: Hall
):
    plain = [hall.take() for _ in range(2)]
    favoured = [hall.take(ground=ground) for ground in ("老年人", "孕妇", "残疾人")]
    claimed = hall.take(ground="军人")
    invented = refused(lambda: hall.take(ground="赶时间"))
    assert (invented["status"], invented["code"]) == (422, "centers.no_ground_for_priority")
    assert "老年人、残疾人、孕妇、军人" in invented["detail"]

    clerk = refused(lambda: hall.on(claimed, "reclassify", ground=""))
    assert (clerk["status"], clerk["code"]) == (403, "auth.not_permitted")
    assert "reclassify" in buttons(hall.seen(claimed, "dating")["ticket"])
    corrected = hall.on(claimed, "reclassify", who="dating", ground="")
    assert (corrected["category"], corrected["ground"]) == ("NORMAL", "")

    hall.desk("4", "open")
    order = []
    for _ in range(6):
        order.append(hall.call("4"))
        hall.serve(order[-1])
    assert numbers(order) == numbers(
        [favoured[0], favoured[1], plain[0], favoured[2], plain[1], claimed]
    )
    hall.desk("4", "close")
    told = entries(town, "zhihui", claimed["ticket_id"], "核定排队类别")
    assert told[1]["actor_id"] == town["dating"].actor["id"]


@pytest.mark.rule("Q-02")
def test_who_drew_the_wrong_kind_is_sent_on_and_keeps_the_time_already_waited(hall: Hall):
    odd = refused(lambda: hall.take(kind="婚介"))
    assert (odd["status"], odd["code"]) == (422, "centers.kind_not_served")
    hall.desk("2", "open")
    hall.desk("4", "open", who="dating")
    lost = hall.take("li_wei", kind="就业社保")
    first = hall.take()
    assert numbers([lost, first]) == ["B001", "A001"]
    asked = refused(lambda: hall.call("4"))
    assert asked["code"] == "centers.other_clerk", "one clerk works at an open window"

    at_two = hall.call("2")
    assert at_two["number"] == "B001"
    hall.on(at_two, "serve")
    wrong = refused(lambda: hall.on(at_two, "transfer", kind="民政", window="5"))
    assert (wrong["status"], wrong["code"]) == (409, "centers.window_lacks_skill")
    busy = refused(lambda: hall.desk("2", "close"))
    assert busy["code"] == "centers.window_busy"
    sent = hall.on(at_two, "transfer", kind="民政", window="4")
    assert (sent["kind"], sent["wanted_window"], sent["status"]["label"]) == ("民政", "4", "等候")
    assert hall.desk("2", "close")["status"]["label"] == "未开"

    hall.desk("1", "open")
    elsewhere = hall.call("1")
    assert elsewhere["number"] == "A001", "B001 waits for window 4 alone"
    hall.serve(elsewhere)
    assert refused(lambda: hall.call("1"))["code"] == "centers.nobody_waiting"
    at_four = hall.call("4", who="dating")
    assert (at_four["number"], at_four["window"]) == ("B001", "4")
    not_his = refused(lambda: hall.on(at_four, "serve"))
    assert (not_his["status"], not_his["code"]) == (409, "centers.other_window")
    hall.on(at_four, "serve", who="dating")
    hall.on(at_four, "finish", who="dating")
    for window, who in (("1", "chuangkou"), ("4", "dating")):
        hall.desk(window, "close", who=who)


def test_a_pause_is_shown_promises_nothing_and_the_hall_manager_steps_in(hall: Hall):
    hall.desk("4", "open")
    hall.take()
    his = hall.take("li_wei")
    called = hall.call("4")
    assert refused(lambda: hall.desk("4", "pause", reason="系统故障"))["code"] == (
        "centers.window_busy"
    )
    hall.serve(called)
    mute = refused(lambda: hall.desk("4", "pause"))
    assert (mute["status"], mute["errors"][0]["pointer"]) == (422, "/reason")
    paused = hall.desk("4", "pause", reason="系统故障")
    assert (paused["status"]["label"], paused["reason"]) == ("暂停服务", "系统故障")
    assert buttons(paused) == {"resume", "close"}
    assert hall.on_board("4")["status"]["label"] == "暂停服务"
    waits = hall.seen(his, "li_wei")
    assert (waits["ahead"], waits["minutes"]) == (0, None), "no window, no promise"
    idle = refused(lambda: hall.call("4"))
    assert (idle["status"], idle["code"]) == (409, "centers.desk.not_now")

    assert hall.desk("4", "resume")["status"]["label"] == "服务中"
    assert hall.seen(his, "li_wei")["minutes"] == 0
    called = hall.call("4")
    hall.on(called, "serve")
    done = hall.on(called, "finish", who="dating")
    assert done["status"]["label"] == "已办结", "the clerk was called away"
    assert hall.desk("4", "close", who="dating")["status"]["code"] == "CLOSED"


# --- the end of the day -------------------------------------------------------------------------


@pytest.mark.rule("Q-02")
def test_at_the_end_of_the_day_numbers_lapse_windows_close_and_tomorrow_begins_at_one(
    town: Town, hall: Hall
):
    today = town.now().date()
    hall.desk("4", "open")
    late = hall.take("li_wei")
    town.move_to(datetime.combine(today, time(17, 1), town.now().tzinfo))
    shut = refused(lambda: hall.take())
    assert (shut["status"], shut["code"]) == (409, "centers.hall_closed")
    assert "09:00–12:00、13:00–17:00" in shut["detail"]

    hall.next_morning()
    gone = hall.seen(late, "li_wei")["ticket"]
    assert (gone["status"]["label"], buttons(gone)) == ("日终作废", set())
    figures = town["dating"].get(f"{hall.path}/queue?day={today}")
    assert (figures["issued"], figures["lapsed"], figures["waiting"]) == (1, 1, 0)
    assert hall.take("li_wei")["number"] == late["number"] == "A001"
