"""Rules about public notices that other services ask for, and objections to them."""

from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.workflow import Objection


def nothing_is_open(notice: Any, actor: Actor) -> Objection | None:
    """A notice is over for good when every objection is answered."""
    if not notice.open:
        return None
    return Objection(
        "disclosure.objections_open",
        f"尚有 {notice.open} 件异议未答复。",
        {"open": notice.open},
    )


def something_is_open(notice: Any, actor: Actor) -> Objection | None:
    """With an objection unanswered, a period that is over is followed by answers."""
    if notice.open:
        return None
    return Objection("disclosure.nothing_open", "没有待答复的异议。")


def more_are_open(notice: Any, actor: Actor) -> Objection | None:
    """While another objection is unanswered, the notice waits on."""
    if notice.open > 1:
        return None
    return Objection("disclosure.last_objection", "这是最后一件待答复的异议。")


def one_is_open(notice: Any, actor: Actor) -> Objection | None:
    """With the last answer the notice is settled."""
    if notice.open == 1:
        return None
    return Objection("disclosure.more_objections", "还有其他异议尚未答复。")


def answers_for_the_asker(matter: Any, actor: Actor) -> Objection | None:
    """The unit that asked for the notice answers for it, nobody in its place."""
    if actor.unit == matter.unit:
        return None
    return Objection("disclosure.not_the_asker", "异议由提请公示的单位答复，请转交该单位办理。")


def another_hand_answers(objection: Any, actor: Actor) -> Objection | None:
    """Who objected, or entered the objection, does not answer it (G-07)."""
    if actor.id not in (objection.account, objection.entered_by):
        return None
    return Objection("disclosure.own_objection", "提出或登记异议的人不得答复该异议。")


def is_within_the_period(over: bool) -> Objection | None:
    """Objections come while it is shown."""
    if not over:
        return None
    return Objection("disclosure.notice_is_over", "公示期已满，不再受理异议。")


def changes_only_what_was_right(upheld: bool, changed: bool) -> Objection | None:
    """A change of what is shown follows an objection that was right, none that was dismissed."""
    if upheld or not changed:
        return None
    return Objection(
        "disclosure.nothing_to_change", "异议不成立的，不得变更公示内容；请选择异议成立或去掉变更。"
    )
