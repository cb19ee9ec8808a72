"""Rules that several procedures share: whose business it is, whose hand it may be, how long."""

from datetime import date, timedelta
from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.deadlines import Period, plus_months
from shared.kernel.workflow import Objection


def own_jurisdiction(matter: Any, actor: Actor) -> Objection | None:
    """An office acts inside its own area only."""
    if actor.serves(matter.path):
        return None
    return Objection(
        "incubation.other_jurisdiction", "该事项不在本单位管辖范围内，请由所在地单位办理。",
        {"path": matter.path},
    )  # fmt: skip


def speaks_for_the_applicant(matter: Any, actor: Actor) -> Objection | None:
    """The organisation's own account speaks for it, or the office that entered its papers."""
    if actor.id in (matter.account, matter.applied_by) and actor.id:
        return None
    return Objection("incubation.not_the_applicant", "只有申请人本人可以办理，请由申请人操作。")


def names_no_responsible(organisation: Any, text: str) -> Objection | None:
    """What travels in a fact and stays in the trace holds nothing of the responsible person."""
    person = organisation.responsible
    if not any(value and value in text for value in (person.name, person.id_no, person.phone)):
        return None
    return Objection(
        "incubation.text_names_person",
        "此处填写的内容会进入办理记录，请勿写入负责人姓名、证件号码或电话。",
    )


def last_day(first: date, period: Period) -> date:
    """Return the last day of a term in months or years whose first day counts.

    A term of five years from 2021-06-01 is over with 2026-05-31 (T8.2). Where the last month has
    no such day, the term ends with that month (民法典 §202).
    """
    day = plus_months(first, period.months)
    return day if day.day < first.day else day - timedelta(days=1)


def first_day_after(first: date, period: Period) -> date:
    """Return the first day on which a full term has passed."""
    return last_day(first, period) + timedelta(days=1)


def before(day: date, period: Period) -> date:
    """Return the day as many months or years ago; where there is none, the last of that month."""
    return plus_months(day, -period.months)
