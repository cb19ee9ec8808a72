"""Rules about one item of a batch."""

from collections.abc import Iterable
from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.workflow import Objection


def unit_is_a_reviewer(batch: Any, actor: Actor) -> Objection | None:
    """Opinions come from the reviewers that the procedure names for this round."""
    if actor.unit in batch.current.reviewers:
        return None
    return Objection(
        "delegation.not_a_reviewer",
        "贵单位不是本轮审核单位。",
        {"unit": actor.unit, "reviewers": list(batch.current.reviewers)},
    )


def another_unit_reviews(item: Any, actor: Actor) -> Objection | None:
    """A unit does not review what it reported itself."""
    if actor.unit != item.reporter:
        return None
    return Objection(
        "delegation.own_unit_review",
        f"“{item.name}”由贵单位上报，须由其他审核单位提出意见（回避）。",
        {"unit": actor.unit},
    )


def stance_is_due(item: Any, batch: Any, actor: Actor) -> Objection | None:
    """A unit says its mind of live items that others reported in an earlier round (§1.3)."""
    if item.round < batch.round and not item.is_gone and item.reporter != actor.unit:
        return None
    return Objection(
        "delegation.no_stance_on_this",
        f"“{item.name}”无需贵单位表态：只对前几轮由其他单位上报、尚未合并或取消的事项表态。",
        {"item": item.name},
    )


def stance_is_whole(stance: Any) -> Objection | None:
    """Who can bear an item says how much and at what cost; who does not just accept says why."""
    bears = stance.verdict != "object"
    lacking = [
        label
        for label, there in (
            ("承接能力（每年件数）", not bears or stance.volume is not None),
            ("所需经费（每年，分）", not bears or stance.cost_fen is not None),
            ("理由", stance.verdict == "accept" or stance.text.strip()),
        )
        if not there
    ]
    if not lacking:
        return None
    return Objection(
        "delegation.stance_incomplete", f"表态缺少：{'、'.join(lacking)}。", {"lacks": lacking}
    )


def merge_has_a_target(item: Any, into: Any | None) -> Objection | None:
    """An item is merged into another live item of the same batch, so that nothing is lost."""
    fits = (
        into is not None
        and into.id != item.id
        and into.batch_id == item.batch_id
        and not into.is_gone
    )
    if fits:
        return None
    return Objection("delegation.merge_target", "合并须指明同一批次中另一项未取消、未合并的事项。")


def nothing_is_merged_into_it(item: Any, others: Iterable[Any]) -> Objection | None:
    """What carries another item cannot itself go (LST-01)."""
    carried = [other.name for other in others if other.is_merged and other.merged_into == item.id]
    if not carried:
        return None
    return Objection(
        "delegation.carries_others",
        f"已有事项并入“{item.name}”：{'、'.join(carried)}。请先改变这些事项的去向。",
        {"items": carried},
    )


def tombstone_is_named(item: Any, tombstones: Iterable[Any]) -> Objection | None:
    """A cancelled item does not come back in disguise (LST-07).

    The same lineage, or the same department on the same article, is the cancelled item again: a
    later batch may propose it openly, under the tombstone's own lineage; the batch that cancelled
    it may not.
    """
    for stone in tombstones:
        openly = stone.lineage_id == item.lineage_id and stone.batch_id != item.batch_id
        ghost = stone.lineage_id == item.lineage_id or stone.same_root(item.department, item.basis)
        if ghost and not openly:
            return Objection(
                "delegation.cancelled_in_disguise",
                f"该事项与已取消事项“{stone.name}”（{stone.cancelled_on} 取消："
                f"{stone.cancel_reason}）同源，不得变相恢复；确需恢复的，须在新批次中以原事项编号"
                f"（{stone.lineage_id}）公开提出。",
                {
                    "entry_id": stone.id,
                    "lineage_id": stone.lineage_id,
                    "basis": [vars(each) for each in stone.line.basis],
                },
            )
    return None
