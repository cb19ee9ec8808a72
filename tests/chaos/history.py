"""What clients were promised, what is there, and the verdict. Pure: no system in sight."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Life:
    """One applicant's wish as the client saw it.

    `mark` is unique and stored with the case. `case_id` is "" when no answer ever came; then the
    case may exist once or not at all. `acts` are the acknowledged acts in order, as event types.
    """

    mark: str
    fault: str
    case_id: str = ""
    acts: tuple[str, ...] = ()


@dataclass(frozen=True)
class World:
    """What is stored: cases by mark, and what a subscriber was told, in order of arrival."""

    cases: Mapping[str, Sequence[str]]
    told: Sequence[tuple[str, str]]
    """(case id, event type)."""


@dataclass
class Verdict:
    """Acknowledged submissions, and the acts that are lost, doubled or out of order."""

    acked: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    out_of_order: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not (self.lost or self.doubled or self.out_of_order)


def check(lives: Iterable[Life], world: World) -> Verdict:
    """Compare promise and effect: each acknowledged act once, in the order of the case."""
    told = defaultdict(list)
    for case_id, kind in world.told:
        told[case_id].append(kind)
    verdict = Verdict()
    for life in lives:
        verdict.acked += bool(life.case_id)
        stored = world.cases.get(life.mark, ())
        if len(stored) > 1:
            verdict.doubled.append(f"{life.mark}: {len(stored)} cases")
        if life.case_id and life.case_id not in stored:
            verdict.lost.append(f"{life.mark}: acknowledged case {life.case_id}")
        _check_effects(life, told[life.case_id] if life.case_id else [], verdict)
    return verdict


def _check_effects(life: Life, told: Sequence[str], verdict: Verdict) -> None:
    counts = Counter(told)
    verdict.lost += [f"{life.mark}: effect of {act}" for act in life.acts if not counts[act]]
    verdict.doubled += [f"{life.mark}: {n} effects of {act}" for act, n in counts.items() if n > 1]
    first = [act for act in dict.fromkeys(told) if act in life.acts]
    if first != [act for act in life.acts if counts[act]]:
        verdict.out_of_order.append(f"{life.mark}: {' '.join(told)}")
