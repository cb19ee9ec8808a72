"""Rules about requests for information (依申请公开): who may, in what order, how often."""

import re
from typing import Any

from shared.kernel.actor import Actor, ActorKind
from shared.kernel.workflow import Objection

DIRECT = ("IN_PERSON", "MAIL")
"""Handed over or signed for: received on that very day (§31)."""

STAFFED = (*DIRECT, "LETTER", "FAX")
"""Ways on which paper comes to the organ, where somebody enters it."""

_ORGAN = re.compile(r"\d{6}(/\d{6}-[A-Z]{2}|/\d{9})?")


def names_an_organ(path: str) -> bool:
    """Say whether it is a government, one of its departments or a street."""
    return _ORGAN.fullmatch(path) is not None


def asks_an_organ(path: str) -> Objection | None:
    """A government, one of its departments or a street is asked (§27)."""
    if names_an_organ(path):
        return None
    return Objection(
        "disclosure.no_organ",
        "只能向区政府、区级部门、街道（镇）申请公开政府信息（条例第二十七条），请重新选择机关。",
        {"path": path},
    )


def comes_by_its_way(channel: str, actor: Actor) -> Objection | None:
    """Who has an account asks by the web; what came on paper is entered by the organ (§29)."""
    if (channel in STAFFED) is (actor.kind is ActorKind.STAFF):
        return None
    return Objection(
        "disclosure.other_channel",
        "本人网上申请请选“网络”；当面、邮寄、信函、传真提出的申请由公开机构登记。",
        {"channel": channel},
    )


def serves_the_organ(request: Any, actor: Actor) -> Objection | None:
    """The openness office of the organ that was asked works on it (§4)."""
    if actor.serves(request.path):
        return None
    return Objection("disclosure.request_elsewhere", "该申请由被申请机关的公开机构办理。")


def speaks_for_the_applicant(request: Any, actor: Actor) -> Objection | None:
    """The applicant herself; for one who wrote on paper, the office that enters her letters."""
    if request.applicant_account:
        mine = actor.id == request.applicant_account
    else:
        mine = actor.kind is ActorKind.STAFF and actor.serves(request.path)
    if mine:
        return None
    return Objection(
        "disclosure.not_the_applicant",
        "网上申请由申请人本人办理这一步；书面申请由公开机构代为登记。",
    )


def came_directly(request: Any, actor: Actor) -> Objection | None:
    """Only what was handed over or signed for is received without confirmation (§31)."""
    if request.channel in DIRECT:
        return None
    return Objection(
        "disclosure.confirm_first",
        "信函、传真、网络申请以与申请人确认之日为收到之日（条例第三十一条），请先确认。",
    )


def is_told_once(request: Any, actor: Actor) -> Objection | None:
    """Everything unclear is told in one notice (§30)."""
    if request.correction is None:
        return None
    return Objection(
        "disclosure.told_once", "补正已一次性告知，不得再次要求补正（条例第三十条），请依法答复。"
    )


def is_asked_for_reasons_once(request: Any, actor: Actor) -> Objection | None:
    """The applicant explains once why so much is asked for (§35)."""
    if request.inquiry is None:
        return None
    return Objection("disclosure.reasons_asked_once", "已要求申请人说明理由，不得重复要求。")


def is_extended_once(request: Any, actor: Actor) -> Objection | None:
    """The period is extended once (§33, G-05 EXTEND)."""
    if request.clock is None or request.clock.extension is None:
        return None
    return Objection("disclosure.extended_once", "答复期限已延长过一次，不得再次延长。")


def is_charged_once(request: Any, actor: Actor) -> Objection | None:
    """One of the two methods, once a request (国办函〔2020〕109号 §3)."""
    if request.fee is None:
        return None
    return Objection(
        "disclosure.charged_once",
        "该申请已按一种标准收费，不得重复收费（信息处理费管理办法第三条）。",
    )


def was_silent_on_correction(request: Any, actor: Actor) -> Objection | None:
    """A good reason excuses a missed correction (§30); an unpaid fee needs a new request."""
    if request.abandoned == "correction":
        return None
    return Objection("disclosure.not_excusable", "未按期缴费视为放弃的，请申请人重新提出申请。")


def more_are_asked(request: Any, actor: Actor) -> Objection | None:
    """While another opinion is outstanding, the clock stands on."""
    if len(request.outstanding()) > 1:
        return None
    return Objection("disclosure.last_opinion", "这是最后一份待答复的意见。")


def nobody_else_is_asked(request: Any, actor: Actor) -> Objection | None:
    """With the last opinion the clock runs again."""
    if len(request.outstanding()) == 1:
        return None
    return Objection("disclosure.more_opinions", "还有其他意见尚未答复。")


def another_hand_extends(request: Any, actor: Actor) -> Objection | None:
    """Who asks for more time does not grant it (§33, G-07)."""
    if request.extension is None or actor.id != request.extension.proposed_by:
        return None
    return Objection("disclosure.own_extension", "提请延长的人不得自行批准，请由负责人批准。")


def another_hand_answers(request: Any, actor: Actor) -> Objection | None:
    """Who wrote the answer does not approve it (G-07)."""
    if request.draft is None or actor.id != request.draft.written_by:
        return None
    return Objection("disclosure.own_answer", "拟定答复的人不得自行批准，请由负责人批准。")


def states_what_it_must(answer: Any, asks: tuple[str, ...]) -> Objection | None:
    """Each kind of answer says what the law wants said: reasons, the way, the right organ (§36)."""
    names = {"reasons": "理由", "where": "获取途径、主管机关或办理渠道", "earlier_no": "原申请编号"}
    missing = [name for name in asks if not getattr(answer, name)]
    if not missing:
        return None
    said = "、".join(names[each] for each in missing)
    return Objection(
        "disclosure.answer_incomplete",
        f"该类答复须写明{said}（{answer.basis}）。",
        {"missing": missing},
    )


def may_be_answered_alone(request: Any, needs_approval: bool) -> Objection | None:
    """What refuses, or gives against a third party's will, is approved by the head first."""
    if not needs_approval and not request.objecting():
        return None
    return Objection(
        "disclosure.approval_needed", "不予公开一类的答复，或第三方不同意公开的，须先报负责人批准。"
    )


def third_parties_are_respected(request: Any, answer: Any) -> Objection | None:
    """Against a third party's will only where the public interest would suffer much (§32)."""
    if answer.kind != "PROVIDED" or not request.objecting() or answer.public_interest:
        return None
    return Objection(
        "disclosure.third_party_objects",
        "第三方不同意公开。认为不公开会对公共利益造成重大影响的，请写明理由（条例第三十二条）。",
    )


def reasons_were_asked_for(request: Any, overdue: bool) -> Objection | None:
    """Nothing is left unprocessed before its applicant could say why (§35)."""
    inquiry = request.inquiry
    if inquiry is not None and (inquiry.given_at is not None or overdue):
        return None
    return Objection(
        "disclosure.reasons_first",
        "认定申请理由不合理之前，须要求申请人说明理由并等待说明或期满（条例第三十五条）。",
    )


def names_no_applicant(request: Any, text: str) -> Objection | None:
    """What travels in a fact and stays in the trace holds nothing of the applicant."""
    private = (request.applicant_name, request.applicant_id_no, request.applicant_phone)
    if not any(value and value in text for value in (*private, request.applicant_address)):
        return None
    return Objection(
        "disclosure.text_names_person",
        "此处填写的内容会进入办理记录，请勿写入申请人姓名、证件号码、电话或住址。",
    )
