"""Who acts, for which unit, and what this one may do (G-07).

Code asks for permissions, never for roles.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from shared.kernel.jurisdiction import covers


class ActorKind(StrEnum):
    """What kind of somebody acts."""

    STAFF = "staff"
    RESIDENT = "resident"
    SERVICE = "service"
    SYSTEM = "system"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True)
class Actor:
    """One acting somebody.

    `unit` is the code of the unit for which it acts, `path` that unit's place in the tree,
    `permissions` what it may do; `scope` is the path below which it may see and act.
    A resident's `scope` is empty: a resident sees what is her own, by `id`.
    """

    id: str
    kind: ActorKind
    name: str = ""
    unit: str = ""
    path: str = ""
    scope: str = ""
    permissions: frozenset[str] = field(default_factory=frozenset)

    def may(self, permission: str) -> bool:
        """Say whether this actor holds `permission`; the system holds every timer's."""
        return permission in self.permissions or (
            self.kind is ActorKind.SYSTEM and permission == SYSTEM
        )

    def serves(self, path: str) -> bool:
        """Say whether `path` lies in this actor's jurisdiction."""
        return covers(self.scope, path)


PUBLIC = "public"
"""The permission of operations that anybody may call without an account."""

SYSTEM = "system"
"""The permission of steps that only a timer or a subscription takes."""

ANONYMOUS = Actor(id="anonymous", kind=ActorKind.ANONYMOUS)


def system_actor(service: str) -> Actor:
    """Return the actor under which timers and subscriptions of `service` act."""
    return Actor(id=f"system:{service}", kind=ActorKind.SYSTEM, name="系统", unit=service)
