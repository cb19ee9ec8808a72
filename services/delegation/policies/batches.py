"""Rules about a batch: who acts in which round, when a phase may end (domain §1.4)."""

from datetime import date
from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.deadlines import Deadline
from shared.kernel.workflow import Objection


def units_are_listed(batch: Any, actor: Actor) -> Objection | None:
    """Each round names who reports, who reviews and to whom it returns, before it begins."""
    empty = [n for n, r in enumerate(batch.rounds, start=1)
             if not (r.reporters and r.reviewers and r.return_to)]  # fmt: skip
    if batch.rounds and not empty:
        return None
    return Objection(
        "delegation.units_not_listed",
        f"第 {'、'.join(map(str, empty))} 轮尚未列明上报、审核或反馈单位，请补全后启动。",
        {"rounds": empty},
    )


def unit_reports_now(batch: Any, actor: Actor) -> Objection | None:
    """Only a listed reporter of the current round reports."""
    if actor.unit in batch.current.reporters:
        return None
    return Objection(
        "delegation.not_a_reporter",
        f"本轮（第 {batch.round} 轮）上报单位不含贵单位，请核对批次安排。",
        {"unit": actor.unit, "round": batch.round, "reporters": list(batch.current.reporters)},
    )


def unit_has_not_submitted(batch: Any, actor: Actor) -> Objection | None:
    """What the leader signed is complete: nothing is added afterwards in this round."""
    if actor.unit not in batch.current.submitted:
        return None
    return Objection(
        "delegation.already_submitted", "贵单位本轮清单已签发上报，不能再次上报或补充。"
    )


def items_of_unit_are_complete(batch: Any, actor: Actor) -> Objection | None:
    """Every reported item has its legal basis, its level and its kind before it is signed."""
    lacking = {
        item.name: item.lacks()
        for item in batch.all_items
        if (item.reporter, item.round) == (actor.unit, batch.round) and item.lacks()
    }
    if not lacking:
        return None
    names = "；".join(f"“{name}”缺{'、'.join(what)}" for name, what in lacking.items())
    return Objection(
        "delegation.items_incomplete", f"上报事项要素不全：{names}。请补全后签发。",
        {"items": lacking},
    )  # fmt: skip


def round_asks_for_stances(batch: Any, actor: Actor) -> Objection | None:
    """Only in a round whose procedure asks for it do reporters say what they think of items."""
    if batch.current.stances:
        return None
    return Objection(
        "delegation.no_stances_now", f"本轮（第 {batch.round} 轮）按程序无需逐项表态。"
    )


def every_item_has_its_stance(batch: Any, actor: Actor) -> Objection | None:
    """Who is to bear the items says of each whether it can, before the leader signs (§1.3)."""
    names = [item.name for item in batch.awaited_stances(actor.unit)]
    if not names:
        return None
    return Objection(
        "delegation.stances_missing",
        f"尚有 {len(names)} 项未表态：{'、'.join(names[:5])}。请逐项写明意见、承接能力和所需经费。",
        {"items": names},
    )


def everyone_submitted(batch: Any, *, excused: set[str], today: date) -> Objection | None:
    """Reporting ends when all reported, or is over and each silent unit is recorded with why."""
    current = batch.current
    missing = [unit for unit in current.reporters if unit not in current.submitted]
    late = current.report_by is not None and today > current.report_by.due
    if not missing or (late and set(missing) <= excused):
        return None
    return Objection(
        "delegation.reports_missing",
        f"尚有单位未上报：{'、'.join(missing)}。"
        + ("期限已过，请逐一登记未上报原因。" if late else "期限未到，请等待或催报。"),
        {"missing": missing, "overdue": late},
    )


def every_item_has_every_opinion(batch: Any, actor: Actor) -> Objection | None:
    """Each live item has in this round an opinion of every reviewer but its own reporter."""
    missing = {
        item.name: waiting for item in batch.all_items if (waiting := batch.awaited_reviewers(item))
    }
    if not missing:
        return None
    names = "；".join(f"“{name}”缺 {'、'.join(units)}" for name, units in list(missing.items())[:5])
    return Objection(
        "delegation.opinions_missing",
        f"尚有事项未获全部审核意见：{names}。",
        {"items": missing},
    )


def unit_is_returned_to(batch: Any, actor: Actor) -> Objection | None:
    """Only who got the opinions back acknowledges them."""
    if actor.unit in batch.current.return_to:
        return None
    return Objection(
        "delegation.not_returned_to",
        "本轮意见不反馈贵单位，无需确认。",
        {"unit": actor.unit, "return_to": list(batch.current.return_to)},
    )


def unit_countersigns(batch: Any, actor: Actor) -> Objection | None:
    """Communities, and only those under the streets of the batch, countersign (§1.3, round 3)."""
    if actor.unit in batch.current.countersigners:
        return None
    return Objection(
        "delegation.not_a_countersigner",
        "本轮无需贵单位会签，请核对批次安排。",
        {"unit": actor.unit, "round": batch.round},
    )


def only_countersigned_lists(batch: Any, contested: Any) -> Objection | None:
    """What a community may refuse to sign is on the lists that bind it: L3 to L5."""
    lists = batch.current.countersigned
    others = [item.name for item in contested if item.line().list_code not in lists]
    if not others:
        return None
    return Objection(
        "delegation.not_countersigned",
        f"{'、'.join(others)}不在须会签的清单（{'、'.join(lists)}）内，有意见请在公示时提出。",
        {"items": others, "lists": list(lists)},
    )


def everyone_acknowledged(batch: Any, *, today: date) -> Objection | None:
    """A round ends when all acknowledged and countersigned, or their time is up."""
    current = batch.current
    missing = current.unanswered
    late = current.return_by is not None and today > current.return_by.due
    if not missing or late:
        return None
    return Objection(
        "delegation.not_acknowledged",
        f"尚有单位未确认反馈意见或未会签：{'、'.join(missing)}（截止 {current.return_by.due}）。",
        {"missing": missing, "due": str(current.return_by.due)},
    )


def another_round_follows(batch: Any, actor: Actor) -> Objection | None:
    """After the last round comes the public notice."""
    if batch.round < len(batch.rounds):
        return None
    return Objection("delegation.no_more_rounds", "各轮上报审核均已完成，请开始公示。")


def last_round_is_over(batch: Any, actor: Actor) -> Objection | None:
    """The public notice comes after the last round, not before."""
    if batch.round >= len(batch.rounds):
        return None
    return Objection(
        "delegation.rounds_remain", f"尚有 {len(batch.rounds) - batch.round} 轮未完成，不能公示。"
    )


def nothing_is_challenged(batch: Any, actor: Actor) -> Objection | None:
    """No item goes to the public while its challenge stands."""
    names = [item.name for item in batch.all_items if item.is_challenged]
    if not names:
        return None
    return Objection(
        "delegation.challenges_open",
        f"尚有受质疑事项：{'、'.join(names)}。请先解除质疑或确定去向。",
        {"items": names},
    )


def every_item_is_resolved(batch: Any, actor: Actor) -> Objection | None:
    """Each submitted item ends in exactly one place (LST-01)."""
    names = [item.name for item in batch.all_items if not item.is_resolved]
    if not names:
        return None
    return Objection(
        "delegation.items_unresolved",
        f"尚有事项未确定去向：{'、'.join(names)}。",
        {"items": names},
    )


def notice_is_long_enough(notice: Deadline, least: Deadline) -> Objection | None:
    """The notice is never shorter than the least period of the rules (LST-08)."""
    if notice.due >= least.due:
        return None
    return Objection(
        "delegation.notice_too_short",
        f"公示期至 {notice.due}，短于规定的最短公示期（至 {least.due}）。",
        {"due": str(notice.due), "least": str(least.due)},
    )


def notice_is_open(batch: Any, item: Any, *, today: date) -> Objection | None:
    """An objection is in time through the last day, and only about what is shown (LST-08)."""
    if batch.notice is not None and today > batch.notice.due:
        return Objection(
            "delegation.notice_over",
            f"公示期已于 {batch.notice.due} 届满，不再受理异议。",
            {"due": str(batch.notice.due)},
        )
    if not item.in_notice:
        return Objection("delegation.not_in_notice", f"“{item.name}”不在本次公示范围内。")
    return None


def objections_are_answered(batch: Any, actor: Actor) -> Objection | None:
    """Every named objection gets its answer."""
    names = [item.name for item in batch.all_items if item.is_objected]
    if not names:
        return None
    return Objection(
        "delegation.objections_open",
        f"尚有异议未答复：{'、'.join(names)}。",
        {"items": names},
    )


def objections_are_open(batch: Any, actor: Actor) -> Objection | None:
    """Without an open objection there is nothing to handle."""
    if objections_are_answered(batch, actor) is not None or batch.changed_items:
        return None
    return Objection("delegation.no_objections", "没有待处理的异议。")


def legal_office_acts(batch: Any, actor: Actor) -> Objection | None:
    """The answers are agreed by the legal office that the procedure names."""
    if actor.unit == batch.legal_office:
        return None
    return Objection(
        "delegation.not_legal_office",
        f"异议处理须由合法性审核机构（{batch.legal_office}）同意。",
        {"legal_office": batch.legal_office},
    )


def legal_office_concurred(batch: Any, actor: Actor) -> Objection | None:
    """The staffing office and the legal office settle objections together."""
    if batch.concurred_by:
        return None
    return Objection(
        "delegation.concurrence_missing",
        f"异议处理结果尚未经合法性审核机构（{batch.legal_office}）同意。",
        {"legal_office": batch.legal_office},
    )


def nothing_changed(batch: Any, actor: Actor) -> Objection | None:
    """What changed materially is shown again before it can be approved (LST-08)."""
    if not batch.changed_items:
        return None
    names = [item.name for item in batch.changed_items]
    return Objection(
        "delegation.renew_notice",
        f"事项有实质变更，须重新公示：{'、'.join(names)}。",
        {"items": names},
    )


def something_changed(batch: Any, actor: Actor) -> Objection | None:
    """A second notice is for materially changed items only."""
    if batch.changed_items:
        return None
    return Objection("delegation.nothing_to_renew", "没有实质变更的事项，无需重新公示。")


def another_hand_approves(batch: Any, actor: Actor) -> Objection | None:
    """Who opened the batch or reported to it does not approve it (G-07)."""
    if actor.id != batch.opened_by and actor.unit not in batch.reporters:
        return None
    return Objection(
        "delegation.own_approval", "启动批次或上报事项的单位和人员不得批准同一批次（职责分离）。"
    )
