"""Rules of the hall: who may touch a ticket or a window, and how often (Q-01, Q-02)."""

from datetime import datetime
from typing import Any

from shared.kernel.actor import Actor, ActorKind
from shared.kernel.jurisdiction import unit
from shared.kernel.workflow import Objection

MANAGE = "centers.hall.manage"
"""Whoever holds it stands in for an absent clerk and re-orders the hall."""


def works_in_the_hall(matter: Any, actor: Actor) -> Objection | None:
    """Who calls and serves belongs to the place, or to a unit above it."""
    if actor.serves(matter.path):
        return None
    return Objection(
        "centers.outside_hall",
        f"该大厅由 {unit(matter.path)} 管理，请由本大厅工作人员操作。",
        {"path": matter.path, "scope": actor.scope},
    )


def holds_the_ticket(ticket: Any, actor: Actor) -> Objection | None:
    """A ticket that was called stays with the window that called it; the manager may step in."""
    if actor.id == ticket.called_by or actor.may(MANAGE):
        return None
    return Objection(
        "centers.other_window",
        f"{ticket.number} 号不在您的窗口办理，请由呼叫的窗口或大厅管理人员操作。",
        {"window": ticket.window},
    )


def may_be_called_again(ticket: Any, actor: Actor) -> Objection | None:
    """A ticket is called at most so often as the rule says (Q-01: three times)."""
    if ticket.calls < ticket.most_calls:
        return None
    return Objection(
        "centers.calls_used_up",
        f"{ticket.number} 号已呼叫 {ticket.calls} 次，请作过号处理。",
        {"calls": ticket.calls},
    )


def was_called_enough(ticket: Any, actor: Actor) -> Objection | None:
    """Nobody is passed before the last call (Q-01)."""
    if ticket.calls >= ticket.most_calls:
        return None
    return Objection(
        "centers.call_again_first",
        f"{ticket.number} 号只呼叫了 {ticket.calls} 次，满 {ticket.most_calls} 次方可过号。",
        {"calls": ticket.calls, "most": ticket.most_calls},
    )


def queues_again_once(ticket: Any, actor: Actor) -> Objection | None:
    """A passed ticket comes back once (Q-01)."""
    if ticket.requeued_at is None:
        return None
    return Objection("centers.requeued_before", "过号后只能重新排队一次，请重新取号。")


def is_her_ticket(ticket: Any, actor: Actor) -> Objection | None:
    """A resident acts on her own ticket, the staff of the hall on any."""
    if actor.kind is not ActorKind.RESIDENT:
        return works_in_the_hall(ticket, actor)
    if actor.id == ticket.holder:
        return None
    return Objection("centers.not_found", "没有找到该号票，或您无权查看。")


def came_without_appointment(ticket: Any, actor: Actor) -> Objection | None:
    """The class of somebody with an appointment follows from the appointment."""
    if not ticket.appointment_id:
        return None
    return Objection("centers.has_appointment", "预约号按预约时段叫号，不能改变类别。")


def returns_in_time(ticket: Any, *, now: datetime) -> Objection | None:
    """A passed ticket comes back within the time of the rule (Q-01: thirty minutes)."""
    if ticket.requeue_until is not None and now <= ticket.requeue_until:
        return None
    return Objection(
        "centers.requeue_too_late",
        "已超过过号后重新排队的时限，请重新取号。",
        {"until": str(ticket.requeue_until)},
    )


def window_is_free(desk: Any, actor: Actor) -> Objection | None:
    """Nobody is left standing at a window that stops."""
    if not desk.ticket_id:
        return None
    return Objection(
        "centers.window_busy", f"{desk.window} 号窗口正在办理，请先办结或转出当前号票。"
    )


def sits_at_the_window(desk: Any, actor: Actor) -> Objection | None:
    """One clerk works at an open window; the manager may step in."""
    if actor.id == desk.clerk or actor.may(MANAGE):
        return None
    return Objection(
        "centers.other_clerk", f"{desk.window} 号窗口由其他工作人员值守，请先由其关闭窗口。"
    )
