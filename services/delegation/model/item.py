"""One item of a batch: as it was reported, what was said about it, where it ends up."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.delegation import events, policies
from services.delegation.model.entry import Line
from services.delegation.model.parts import Basis, bases
from services.delegation.workflow import ITEM, RESOLVED, SURVIVES, ItemStatus
from shared.kernel.actor import Actor
from shared.kernel.events import Aggregate
from shared.kernel.workflow import enforce


@dataclass(frozen=True)
class Opinion:
    """What one reviewing unit said in one round."""

    round: int
    unit: str
    verdict: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Stance:
    """What a unit that is to bear an item says of it in one round (domain §1.3, round 2).

    `verdict` is accept, amend or object. `volume`: cases a year it can handle; `cost_fen`: what
    they would cost it a year, in fen. Both are None only where it objects.
    """

    round: int
    unit: str
    verdict: str
    volume: int | None
    cost_fen: int | None
    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Resolution:
    """Where the item ends: the step's name, why, and what that step needs."""

    action: str
    reason: str
    into: str = ""
    list_code: str = ""
    changes: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def differs(self, other: "Resolution | None") -> bool:
        """Say whether it differs materially: anything but the wording of the reason."""
        return other is None or dataclasses.replace(other, reason=self.reason) != self


@dataclass(kw_only=True, eq=False)
class Item(Aggregate):
    """One reported item. What was reported is kept as it came; a resolution lies over it.

    `path` is the reporter's. `revives` is the tombstone that is openly proposed again.
    `changed`: resolved otherwise after the public saw it, so it must be shown again.
    """

    id: str
    batch_id: str
    round: int
    reporter: str
    path: str
    reported_by: str
    list_code: str
    lineage_id: str
    name: str
    kind: str
    level: str
    department: str
    department_name: str
    bearer: str
    basis: tuple[Basis, ...]
    keywords: tuple[str, ...] = ()
    particulars: Mapping[str, str] = dataclasses.field(default_factory=dict)
    revives: str = ""
    opinions: tuple[Opinion, ...] = ()
    stances: tuple[Stance, ...] = ()
    challenge_reason: str = ""
    challenge_note: str = ""
    resolution: Resolution | None = None
    in_notice: bool = False
    changed: bool = False
    status: ItemStatus = ItemStatus.PROPOSED
    version: int = 0

    # --- what it is -------------------------------------------------------------------------

    def lacks(self) -> list[str]:
        """Name what must be there before the leader signs."""
        needed = (("法定依据", self.basis), ("承接层级", self.level), ("事项类型", self.kind))
        return [label for label, there in needed if not there]

    @property
    def is_challenged(self) -> bool:
        """Say whether somebody's challenge stands."""
        return self.status is ItemStatus.CHALLENGED

    @property
    def is_objected(self) -> bool:
        """Say whether a public objection waits for its answer."""
        return self.status is ItemStatus.OBJECTED

    @property
    def is_resolved(self) -> bool:
        """Say whether it has ended up somewhere."""
        return self.status in RESOLVED

    @property
    def is_merged(self) -> bool:
        """Say whether it lives on in another item."""
        return self.status is ItemStatus.MERGED

    @property
    def is_gone(self) -> bool:
        """Say whether nothing can be merged into it any more."""
        return self.status in (ItemStatus.MERGED, ItemStatus.CANCELLED)

    @property
    def survives(self) -> bool:
        """Say whether it becomes a line of a list."""
        return self.status in SURVIVES

    @property
    def merged_into(self) -> str:
        """Return the id of the item it was merged into, "" when it was not."""
        return self.resolution.into if self.resolution else ""

    def line(self) -> Line:
        """Return the line it becomes: as reported, with what the resolution changes."""
        resolved = self.resolution or Resolution("retain", "")
        changes = dict(resolved.changes)
        if "basis" in changes:
            changes["basis"] = bases(changes["basis"])
        if "keywords" in changes:
            changes["keywords"] = tuple(changes["keywords"])
        reported = Line(
            lineage_id=self.lineage_id,
            list_code=resolved.list_code or self.list_code,
            name=self.name,
            department=self.department,
            department_name=self.department_name,
            level=self.level,
            bearer=self.bearer,
            basis=self.basis,
            kind=self.kind,
            keywords=self.keywords,
            particulars=self.particulars,
        )
        return dataclasses.replace(reported, **changes)

    # --- what happens to it -----------------------------------------------------------------

    def report(self) -> None:
        """Announce it."""
        self._tell(
            events.ItemReported,
            lineage_id=self.lineage_id,
            list_code=self.list_code,
            name=self.name,
        )

    def give_opinion(self, actor: Actor, opinion: Opinion) -> None:
        """Add a reviewer's opinion; a later one of the same round and unit replaces it."""
        enforce(policies.another_unit_reviews(self, actor))
        others = tuple(o for o in self.opinions if (o.round, o.unit) != (opinion.round, actor.unit))
        self.opinions = (*others, opinion)
        self._tell(
            events.ItemReviewed, round=opinion.round, unit=actor.unit, verdict=opinion.verdict
        )

    def take_stance(self, actor: Actor, stance: Stance) -> None:
        """Add what a bearer says; a later one of the same round and unit replaces it."""
        enforce(policies.stance_is_whole(stance))
        others = tuple(s for s in self.stances if (s.round, s.unit) != (stance.round, actor.unit))
        self.stances = (*others, stance)
        self._tell(events.StanceTaken, round=stance.round, unit=actor.unit, verdict=stance.verdict)

    def challenge(self, actor: Actor, *, reason: str, note: str) -> None:
        """Say why it should not stand."""
        ITEM.step(self, "challenge", actor)
        self.challenge_reason, self.challenge_note = reason, note
        self._tell(events.ItemChallenged, reason=reason)

    def contest(self, actor: Actor, *, reason: str, note: str) -> None:
        """A community does not sign it: a challenge like any other."""
        ITEM.step(self, "contest", actor)
        self.challenge_reason, self.challenge_note = reason, note
        self._tell(events.ItemChallenged, reason=reason)

    def lift(self, actor: Actor) -> None:
        """Clear the challenge."""
        ITEM.step(self, "lift", actor)
        self.challenge_reason = self.challenge_note = ""
        self._tell(events.ChallengeLifted)

    def resolve(self, actor: Actor, resolution: Resolution, *, shown: bool) -> None:
        """Decide where it ends; `shown`: the public has already seen another outcome or this."""
        ITEM.step(self, resolution.action, actor)
        self.changed = self.changed or (shown and resolution.differs(self.resolution))
        self.resolution = resolution
        self._tell(
            events.ItemResolved,
            resolution=resolution.action,
            into_id=resolution.into,
            list_code=resolution.list_code or self.list_code,
            changed=self.changed,
        )

    def intend(self, resolution: Resolution) -> None:
        """Note another outcome; `settle` takes it when the last objection is answered."""
        self.changed = self.changed or resolution.differs(self.resolution)
        self.resolution = resolution

    def settle(self, actor: Actor) -> None:
        """Every objection is answered: end where the resolution says."""
        if self.resolution is not None:
            self.resolve(actor, self.resolution, shown=True)

    def object(self, actor: Actor, *, objection_id: str) -> None:
        """Note that somebody objected."""
        ITEM.step(self, "object", actor)
        self._tell(events.ItemObjected, objection_id=objection_id)

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(fact(item_id=self.id, path=self.path, batch_id=self.batch_id, **data))


@dataclass(kw_only=True, eq=False)
class PublicObjection(Aggregate):
    """A named objection to an item under notice. Statement and objector stay in this service."""

    id: str
    path: str
    batch_id: str
    item_id: str
    objector: str
    statement: str
    filed_at: datetime
    answer: str = ""
    upheld: bool = False
    answered_by: str = ""
    answered_at: datetime | None = None
    version: int = 0

    def reply(self, actor: Actor, *, answer: str, upheld: bool, at: datetime) -> None:
        """Answer it, once or again with more."""
        self.answer, self.upheld = answer, upheld
        self.answered_by, self.answered_at = actor.id, at
        self.record(
            events.ObjectionAnswered(
                objection_id=self.id,
                path=self.path,
                batch_id=self.batch_id,
                item_id=self.item_id,
                upheld=upheld,
            )
        )
