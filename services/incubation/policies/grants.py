"""Rules of what happens after an award: agreement, money, examinations, results (domain §8.5)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.money import yuan
from shared.kernel.workflow import Objection

WHOLE = 100


def agreement_is_whole(agreement: Any) -> Objection | None:
    """Milestones add up to 100 % and lie within the agreement (domain §8.5)."""
    total = sum(each.percent for each in agreement.milestones)
    if total != WHOLE:
        return Objection(
            "incubation.milestones_incomplete",
            f"各节点占比合计须为 100%，现为 {total}%。",
            {"total": total, "rule": "SO-13"},
        )
    inside = all(agreement.starts_on <= each.due <= agreement.ends_on
                 for each in agreement.milestones)  # fmt: skip
    if inside and agreement.starts_on < agreement.ends_on:
        return None
    return Objection("incubation.bad_milestone", "节点须在协议期内，协议止期须晚于起期。")


def payment_is_due(venture: Any, tranche: Any) -> Objection | None:
    """A tranche is paid once, when what it waits for is there (CT-01, T8.4)."""
    if tranche.paid_at is not None:
        return Objection(
            "incubation.tranche_paid",
            f"第 {tranche.number} 期款已拨付。",
            {"number": tranche.number, "rule": "CT-01"},
        )
    if venture.reached(tranche.after):
        return None
    waits = {"AGREEMENT": "签订协议", "MIDTERM": "中期评估合格", "ACCEPTANCE": "验收合格"}
    return Objection(
        "incubation.tranche_not_due",
        f"第 {tranche.number} 期款须{waits[tranche.after]}后拨付。",
        {"number": tranche.number, "after": tranche.after, "rule": "CT-01"},
    )


def payment_stays_within_the_grant(venture: Any, amount_fen: int) -> Objection | None:
    """The sum of all payments never exceeds the grant (CT-01)."""
    if 0 < amount_fen <= venture.grant_fen - venture.paid_fen:
        return None
    return Objection(
        "incubation.over_grant",
        f"资助额 {yuan(venture.grant_fen)} 元，已拨 {yuan(venture.paid_fen)} 元，本次超出。",
        {"grant_fen": venture.grant_fen, "paid_fen": venture.paid_fen, "rule": "CT-01"},
    )


def something_is_due(venture: Any, actor: Actor) -> Objection | None:
    """There is a tranche that may be paid now."""
    if any(payment_is_due(venture, each) is None for each in venture.tranches):
        return None
    return Objection("incubation.nothing_due", "目前没有到期应拨的款项。", {"rule": "CT-01"})


def grant_is_paid(venture: Any, actor: Actor) -> Objection | None:
    """What passed its acceptance is paid in full before the last chapter."""
    left = venture.grant_fen - venture.paid_fen
    if left == 0:
        return None
    return Objection("incubation.not_paid_up", f"尚有 {yuan(left)} 元未拨付，请先拨付尾款。")


def midterm_is_open(venture: Any, actor: Actor) -> Objection | None:
    """The mid-term examination is passed once."""
    if not venture.midterm_passed:
        return None
    return Objection("incubation.midterm_passed", "中期评估已合格，无需再评。")


def midterm_passed(venture: Any, actor: Actor) -> Objection | None:
    """The final acceptance comes after a passed mid-term examination."""
    if venture.midterm_passed:
        return None
    return Objection("incubation.no_midterm", "中期评估合格后方可验收。")


def rectification_is_awaited(venture: Any, actor: Actor) -> Objection | None:
    """What was mended is told once; then it is examined again."""
    if not venture.rectified:
        return None
    return Objection("incubation.already_rectified", "整改材料已提交，请等待复评。")


def rectification_is_there(venture: Any, actor: Actor) -> Objection | None:
    """Nobody is judged again before he said what he mended; silence is the timer's matter."""
    if venture.rectified:
        return None
    return Objection("incubation.not_rectified", "项目方尚未提交整改材料，期满未提交的自动终止。")


def rectified_midterm(venture: Any, actor: Actor) -> Objection | None:
    """After a failed mid-term examination it is the mid-term that is examined again."""
    if venture.midterm_passed:
        return Objection("incubation.midterm_passed", "中期评估已合格，请办理验收。")
    return rectification_is_there(venture, actor)


def rectified_acceptance(venture: Any, actor: Actor) -> Objection | None:
    """After a failed acceptance it is the acceptance that is repeated."""
    return midterm_passed(venture, actor) or rectification_is_there(venture, actor)


def something_is_owed(venture: Any, actor: Actor) -> Objection | None:
    """There is money to come back."""
    if venture.owed_fen > 0:
        return None
    return Objection("incubation.nothing_owed", "没有应收回的资金。")


def recovery_stays_within(venture: Any, amount_fen: int) -> Objection | None:
    """No more comes back than was paid and not used."""
    if 0 < amount_fen <= venture.owed_fen:
        return None
    return Objection(
        "incubation.recovery_too_large",
        f"尚应收回 {yuan(venture.owed_fen)} 元，本次 {yuan(amount_fen)} 元超出。",
        {"owed_fen": venture.owed_fen, "amount_fen": amount_fen},
    )


def used_is_plausible(venture: Any, used_fen: int) -> Objection | None:
    """No more can have been used of a grant than was paid."""
    if 0 <= used_fen <= venture.paid_fen:
        return None
    return Objection(
        "incubation.used_too_much",
        f"已拨 {yuan(venture.paid_fen)} 元，使用额不能为 {yuan(used_fen)} 元，请核对。",
    )


def outputs_match(targets: Iterable[Any], achieved: Iterable[str]) -> Objection | None:
    """Every target of the application gets its figure, and nothing else does."""
    wanted, given = sorted(each.name for each in targets), sorted(achieved)
    if wanted == given:
        return None
    return Objection(
        "incubation.other_outputs",
        f"请逐项填写申报时的产出目标：{'、'.join(wanted)}。",
        {"wanted": wanted, "given": given},
    )


def outputs_fall_short(targets: Iterable[Any], achieved: dict[str, int], percent: int) -> list[str]:
    """Name the targets of which less than `percent` was reached (以上 includes it, G-01)."""
    return [each.name for each in targets if 100 * achieved[each.name] < percent * each.amount]


def evaluation_is_due(venture: Any, *, due: date, today: date) -> Objection | None:
    """The effect on society shows some months after the acceptance (domain §8.5: six)."""
    if today >= due:
        return None
    return Objection(
        "incubation.too_early_to_evaluate",
        f"社会效益综合评价自 {due} 起进行。",
        {"from": str(due), "rule": "SO-14"},
    )


def report_fits(venture: Any, *, full: bool, today: date) -> Objection | None:
    """A full report comes when the project is over; progress until then (CT-02)."""
    over = today > venture.agreement.ends_on
    if full == over:
        return None
    wrong = "项目未结束，请公布进展" if full else "项目期已满，请公布全面报告"
    return Objection("incubation.other_report", f"{wrong}。", {"rule": "CT-02"})
