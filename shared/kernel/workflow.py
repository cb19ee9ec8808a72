"""What may happen is a table of named steps.

A `Step` row carries everything: from where, to where, who may, what must hold, what the page
calls it. `Workflow` refuses a bad table at import. `step()` enforces in a fixed order:
the step exists here (409), permission (403), guards (409 with their own code).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from shared.kernel.actor import SYSTEM, Actor
from shared.kernel.errors import Conflict, Forbidden


@dataclass(frozen=True)
class Objection:
    """Why a rule says no: a stable code, a Chinese sentence, JSON details."""

    code: str
    message: str
    details: Mapping[str, Any] = field(default_factory=dict)


Guard = Callable[[Any, Actor], Objection | None]
"""A named rule: (aggregate, actor) → None when it may, else the objection."""


def enforce(objection: Objection | None) -> None:
    """Raise Conflict with the objection's own code when there is one."""
    if objection is not None:
        raise Conflict(objection.code, objection.message, **objection.details)


@dataclass(frozen=True)
class Step:
    """One row: action `name` leads from any of `sources` to `target`.

    `needs` names the schema of the input that the page must ask for, "" when none.
    """

    name: str
    sources: tuple[StrEnum, ...]
    target: StrEnum
    permission: str
    label: str
    guards: tuple[Guard, ...] = ()
    needs: str = ""


@dataclass(frozen=True)
class Offer:
    """A button: what may be done now by this actor."""

    action: str
    label: str
    needs: str


class Workflow:
    """A checked table of steps over one enum of states."""

    def __init__(
        self,
        name: str,
        *,
        states: type[StrEnum],
        initial: StrEnum,
        final: Iterable[StrEnum],
        steps: Iterable[Step],
        labels: Mapping[StrEnum, str],
    ) -> None:
        """Build and check the table; raises ValueError naming every defect.

        Refused: two steps for one (state, action), states never reached, states without a way
        out that are not declared final, final states with a way out, empty labels.
        """
        self.name = name
        self.states = states
        self.initial = initial
        self.final = frozenset(final)
        self.steps = tuple(steps)
        self.labels = dict(labels)
        self._table = {(source, row.name): row for row in self.steps for source in row.sources}
        self._leaving = {
            state: [row for row in self.steps if state in row.sources] for state in self.states
        }
        defects = [*self._doubled(), *self._unreachable(), *self._ways_out(), *self._unlabelled()]
        if defects:
            raise ValueError(f"workflow {name}: " + "; ".join(defects))

    def step(self, aggregate: Any, action: str, actor: Actor) -> Step:
        """Take the step: check, set `aggregate.status`, return the row.

        Raises Conflict `<workflow>.not_now` when the step does not start here, Forbidden
        `<workflow>.not_permitted` without the permission, Conflict with a guard's own code.
        """
        row = self._table.get((aggregate.status, action))
        if row is None:
            raise self._not_now(aggregate, action, actor)
        if not actor.may(row.permission):
            raise Forbidden(
                f"{self.name}.not_permitted",
                f"您没有“{row.label}”的权限，请联系本单位管理员授权。",
                permission=row.permission,
            )
        for guard in row.guards:
            enforce(guard(aggregate, actor))
        aggregate.status = row.target
        return row

    def offered(self, aggregate: Any, actor: Actor) -> list[Offer]:
        """List the steps that this actor could take now: exactly the buttons of the page."""
        return [
            Offer(row.name, row.label, row.needs)
            for row in self._leaving[aggregate.status]
            if row.permission != SYSTEM
            and actor.may(row.permission)
            and not any(guard(aggregate, actor) for guard in row.guards)
        ]

    def row(self, state: StrEnum, action: str) -> Step | None:
        """Return the row for (state, action), or None when the table has none."""
        return self._table.get((state, action))

    def actions(self) -> list[str]:
        """List every action name once, in the order of the table."""
        return list(dict.fromkeys(row.name for row in self.steps))

    def mermaid(self) -> str:
        """Draw the table as a Mermaid state diagram for the service's README."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial.name}"]
        lines += [
            f"    {source.name} --> {row.target.name}: {row.label}"
            for row in self.steps
            for source in row.sources
        ]
        lines += [f"    {state.name} --> [*]" for state in self.states if state in self.final]
        return "\n".join(lines)

    def _not_now(self, aggregate: Any, action: str, actor: Actor) -> Conflict:
        label = next((row.label for row in self.steps if row.name == action), action)
        here = self.labels[aggregate.status]
        return Conflict(
            f"{self.name}.not_now",
            f"当前状态为“{here}”，不能“{label}”。请刷新页面，按可办步骤操作。",
            state=str(aggregate.status),
            action=action,
            offered=[offer.action for offer in self.offered(aggregate, actor)],
        )

    def _doubled(self) -> list[str]:
        pairs = [(source, row.name) for row in self.steps for source in row.sources]
        return [f"two steps for {pair}" for pair in set(pairs) if pairs.count(pair) > 1]

    def _unreachable(self) -> list[str]:
        reached, frontier = {self.initial}, [self.initial]
        while frontier:
            here = frontier.pop()
            for row in self.steps:
                if here in row.sources and row.target not in reached:
                    reached.add(row.target)
                    frontier.append(row.target)
        return [f"{state} is never reached" for state in self.states if state not in reached]

    def _ways_out(self) -> list[str]:
        leaving = {source for row in self.steps for source in row.sources}
        stuck = [f"{s} has no way out" for s in self.states if s not in leaving | self.final]
        return stuck + [f"final {s} has a way out" for s in self.final & leaving]

    def _unlabelled(self) -> list[str]:
        rows = [f"step {row.name} has no label" for row in self.steps if not row.label]
        return rows + [f"state {s} has no label" for s in self.states if not self.labels.get(s)]
