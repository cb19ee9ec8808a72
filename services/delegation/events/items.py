"""What happens to one item of a batch."""

from shared.kernel.events import Fact, fact


@fact("delegation.item.reported", label="上报事项")
class ItemReported(Fact):
    """A unit reported an item; `lineage_id` is that of an entry in force when it touches one."""

    item_id: str
    path: str
    batch_id: str
    lineage_id: str
    list_code: str
    name: str


@fact("delegation.item.reviewed", label="审核事项")
class ItemReviewed(Fact):
    """A reviewing unit gave its opinion in this round."""

    item_id: str
    path: str
    batch_id: str
    round: int
    unit: str
    verdict: str


@fact("delegation.item.stance_taken", label="事项表态")
class StanceTaken(Fact):
    """A unit that is to bear the item said whether it accepts, wants it amended, or objects."""

    item_id: str
    path: str
    batch_id: str
    round: int
    unit: str
    verdict: str


@fact("delegation.item.challenged", label="质疑事项")
class ItemChallenged(Fact):
    """Somebody in the procedure says why it should not stand."""

    item_id: str
    path: str
    batch_id: str
    reason: str


@fact("delegation.item.lifted", label="解除质疑")
class ChallengeLifted(Fact):
    """The challenge is cleared; the item is proposed again."""

    item_id: str
    path: str
    batch_id: str


@fact("delegation.item.resolved", label="确定事项去向")
class ItemResolved(Fact):
    """Retained, amended, merged, reassigned or cancelled; `changed` after the notice began."""

    item_id: str
    path: str
    batch_id: str
    resolution: str
    into_id: str
    list_code: str
    changed: bool


@fact("delegation.item.objected", label="公示期提出异议")
class ItemObjected(Fact):
    """A named person objected; the fact does not say who."""

    item_id: str
    path: str
    batch_id: str
    objection_id: str


@fact("delegation.objection.answered", label="答复异议")
class ObjectionAnswered(Fact):
    """The objector was answered; `upheld` when the item was resolved anew."""

    objection_id: str
    path: str
    batch_id: str
    item_id: str
    upheld: bool
