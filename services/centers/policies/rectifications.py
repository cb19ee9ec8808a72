"""Rules about answering a bad rating (EVAL-02, EVAL-04)."""

from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.jurisdiction import covers, unit
from shared.kernel.workflow import Objection


def belongs_to_the_rated_unit(rectification: Any, actor: Actor) -> Objection | None:
    """The unit that was rated puts it right itself."""
    if actor.serves(rectification.path) and covers(rectification.path, actor.path):
        return None
    return Objection(
        "centers.rectification_elsewhere",
        f"该差评由 {unit(rectification.path)} 整改。",
        {"unit_path": rectification.path},
    )


def is_not_the_rated(rectification: Any, actor: Actor) -> Objection | None:
    """Nobody handles the rating of her own work (EVAL-04)."""
    if actor.id not in rectification.rated:
        return None
    return Objection(
        "centers.rated_person",
        "您参与了被评价的办件，不得处理对它的评价，请由本单位其他人员办理。",
    )


def nobody_took_it(rectification: Any, actor: Actor) -> Objection | None:
    """One person answers for it."""
    if not rectification.handler:
        return None
    return Objection("centers.rectification_taken", "该差评已由他人领办。")


def somebody_took_it(rectification: Any, actor: Actor) -> Objection | None:
    """What nobody took cannot be taken from her."""
    if rectification.handler:
        return None
    return Objection("centers.rectification_not_taken", "该差评尚无人领办。")


def handles_the_rectification(rectification: Any, actor: Actor) -> Objection | None:
    """Who took it goes on with it."""
    if actor.id == rectification.handler:
        return is_not_the_rated(rectification, actor)
    return Objection("centers.not_the_handler", "请先领办；已由他人领办的，由领办人继续办理。")


def rater_may_be_reached(rectification: Any, actor: Actor) -> Objection | None:
    """Only who agreed to be contacted is contacted (EVAL-02)."""
    if rectification.named:
        return None
    return Objection("centers.rater_is_anonymous", "匿名评价，不得查找或联系评价人。")


def named_is_contacted_first(rectification: Any, actor: Actor) -> Objection | None:
    """A named rater is heard before it is decided what to do (EVAL-04)."""
    if not rectification.named or rectification.contacted_at is not None:
        return None
    return Objection("centers.contact_first", "实名差评须先联系评价人核实情况。")


def named_is_called_back(rectification: Any, actor: Actor) -> Objection | None:
    """All named raters are called back before it is closed (EVAL-04: 100 %)."""
    if not rectification.named or rectification.called_back_at is not None:
        return None
    return Objection("centers.call_back_first", "实名差评须回访后方可办结（回访率 100%）。")


def reviews_anothers_appeal(rectification: Any, actor: Actor) -> Objection | None:
    """Who appeals does not decide the appeal (EVAL-04, G-07)."""
    if actor.id != rectification.handler:
        return None
    return Objection("centers.own_appeal", "申诉应由提出人以外的人员复核。")


def names_no_rater(rectification: Any, text: str) -> Objection | None:
    """What stays in the trace holds nothing of the rater."""
    private = (rectification.contact_name, rectification.contact_phone)
    if not any(value and value in text for value in private):
        return None
    return Objection(
        "centers.text_names_person", "此处填写的内容会进入办理记录，请勿写入评价人姓名或电话。"
    )
