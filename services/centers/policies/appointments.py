"""Rules of appointments (APT-01): whose they are, until when, and who is restricted."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from shared.kernel.actor import Actor, ActorKind
from shared.kernel.jurisdiction import unit
from shared.kernel.workflow import Objection


def is_her_appointment(appointment: Any, actor: Actor) -> Objection | None:
    """A resident acts on what she booked, the staff of the place on any."""
    if actor.kind is ActorKind.RESIDENT:
        if actor.id == appointment.holder:
            return None
        return Objection("centers.not_found", "没有找到该预约，或您无权查看。")
    return belongs_to_the_place(appointment, actor)


def belongs_to_the_place(appointment: Any, actor: Actor) -> Objection | None:
    """Who receives people with an appointment serves the place."""
    if actor.serves(appointment.path):
        return None
    return Objection(
        "centers.outside_hall",
        f"该预约在 {unit(appointment.path)} 办理，请由当地大厅工作人员操作。",
        {"path": appointment.path, "scope": actor.scope},
    )


def cancelled_in_time(appointment: Any, *, now: datetime, hours: int) -> Objection | None:
    """A seat is given back early enough for somebody else to take it."""
    latest = appointment.starts_at - timedelta(hours=hours)
    if now <= latest:
        return None
    return Objection(
        "centers.cancel_too_late",
        f"预约须在开始前 {hours} 小时取消（最迟 {latest:%Y-%m-%d %H:%M}）；未到场将记为爽约。",
        {"latest": latest.isoformat()},
    )


def arrives_in_time(appointment: Any, *, now: datetime, minutes_early: int) -> Objection | None:
    """Somebody with an appointment signs in shortly before her slot or during it."""
    opens = appointment.starts_at - timedelta(minutes=minutes_early)
    if opens <= now < appointment.ends_at:
        return None
    return Objection(
        "centers.not_in_slot",
        f"请在 {opens:%Y-%m-%d %H:%M} 至 {appointment.ends_at:%H:%M} 之间签到取号。",
        {"from": opens.isoformat(), "until": appointment.ends_at.isoformat()},
    )


def names_not_who_booked(appointment: Any, text: str) -> Objection | None:
    """What travels in a fact holds nothing of the person."""
    if not any(each in text for each in (appointment.name, appointment.id_no, appointment.phone)):
        return None
    return Objection(
        "centers.text_names_person",
        "此处填写的内容会进入办理记录，请勿写入预约人姓名、证件号码或电话。",
    )


def restricted_until(
    missed: Iterable[date], *, most: int, within_days: int, restrict_days: int
) -> date | None:
    """Return the last day of the latest restriction, or None when there never was one.

    `most` no-shows whose first and last lie at most `within_days` apart (以内 includes the number,
    G-01) restrict for `restrict_days`, counted from the day after the last of them (G-03).
    """
    days = sorted(missed)
    last = [
        days[n]
        for n in range(most - 1, len(days))
        if (days[n] - days[n - most + 1]).days <= within_days
    ]
    return last[-1] + timedelta(days=restrict_days) if last else None
