"""Rules about who must publish what, and what may be kept back (条例 §10, §13—§16, §18)."""

from collections.abc import Sequence
from typing import Any

from services.disclosure.policies.records import CHECKS
from services.disclosure.policies.requests import names_an_organ
from shared.kernel.actor import Actor
from shared.kernel.errors import Invalid
from shared.kernel.workflow import Objection

OWN, JOINT, OBTAINED, RECEIVED = "OWN", "JOINT", "OBTAINED", "RECEIVED"
ORIGINS = (OWN, JOINT, OBTAINED, RECEIVED)
"""Made by one organ; made by several; obtained from citizens; received from another organ (§10)."""

ON_REQUEST = "on_request"
WITHHELD_FOR = (*CHECKS, ON_REQUEST)
"""Why something is not published: what a check found (§14—§16), or only given on request."""

_OPENNESS = "disclosure.record.check"
"""What the openness office of a government may do, and no other of its departments."""


def publisher_of(origin: str, makers: Sequence[str], lead: str, keeper: str) -> str:
    """Return the unit that must publish (§10): maker, lead of several, or keeper.

    What citizens gave is published by whoever keeps it; what another organ gave, by that organ.
    """
    if origin == JOINT and lead not in makers:
        raise Invalid(
            "disclosure.no_lead", "共同制作的信息由牵头单位公开，请在制作单位中指明牵头单位。"
        )
    if origin in (OWN, RECEIVED) and len(makers) > 1:
        raise Invalid("disclosure.many_makers", "有多个制作单位的，请选择“共同制作”。")
    made_by = makers[0] if makers else keeper
    return {JOINT: lead, OBTAINED: keeper}.get(origin, made_by)


def publishes_itself(publisher: str, actor: Actor) -> Objection | None:
    """Only the unit that must publish enters it as its own duty (PUB-02)."""
    if publisher == actor.unit:
        return None
    return Objection(
        "disclosure.other_publisher",
        f"该信息依法由单位 {publisher} 负责公开（条例第十条），请转交该单位登记。",
        {"publisher": publisher},
    )


def is_an_organ(actor: Actor) -> Objection | None:
    """Government information is of governments, departments and streets, not of communities."""
    if names_an_organ(actor.path):
        return None
    return Objection(
        "disclosure.not_an_organ", "政府信息由行政机关公开；社区（村）事务请在公开栏公布。"
    )


def writes_for_the_publisher(record: Any, actor: Actor) -> Objection | None:
    """The unit whose duty it is writes it; of the government itself, the openness office does."""
    government = "/" not in record.path and actor.serves(record.path)
    if actor.path == record.path or (government and actor.may(_OPENNESS)):
        return None
    return Objection("disclosure.not_the_publisher", "该信息由负有公开义务的单位填写。")


def is_written_by_hand(record: Any, actor: Actor) -> Objection | None:
    """What another service formed is published as it was formed."""
    if record.makers:
        return None
    return Objection("disclosure.formed_elsewhere", "该信息由系统自动形成，不得手工改写。")


def something_is_written(record: Any, actor: Actor) -> Objection | None:
    """A duty that is still empty is not checked."""
    if record.content.get("text") or record.content.get("rows"):
        return None
    return Objection("disclosure.nothing_written", "公开内容尚未填写，请负有公开义务的单位先填写。")


def is_kept_back_for_a_reason(record: Any, ground: str) -> Objection | None:
    """What is kept back was found by that check; what touches people is never kept back without.

    The three grounds are those of §14 to §16; "on request" is for what touches nobody (PUB-07).
    """
    if ground == ON_REQUEST and record.touches_people:
        return Objection(
            "disclosure.touches_people",
            "涉及群众切身利益的信息，没有条例第十四条至第十六条的理由，不得不主动公开。",
        )
    if ground in CHECKS and not record.findings.get(ground):
        return Objection(
            "disclosure.no_such_finding",
            "不予公开的理由须与审查发现一致：该项审查未发现问题。",
            {"ground": ground},
        )
    return None
