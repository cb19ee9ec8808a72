"""Facts of departments' connections. What oversight follows, it announces nothing about."""

from shared.kernel.events import Fact, fact


@fact("oversight.connection.opened", label="接入部门系统", announced_only=True)
class ConnectionOpened(Fact):
    """A department's own system gets events of its jurisdiction from now on."""

    connection_id: str
    path: str
    name: str
    kind: str
    patterns: tuple[str, ...]


@fact("oversight.connection.paused", label="暂停投递", announced_only=True)
class ConnectionPaused(Fact):
    """Events are kept for it, not sent."""

    connection_id: str
    path: str


@fact("oversight.connection.resumed", label="恢复投递", announced_only=True)
class ConnectionResumed(Fact):
    """What was kept is sent, in order, and what comes after."""

    connection_id: str
    path: str


@fact("oversight.connection.ended", label="断开部门系统", announced_only=True)
class ConnectionEnded(Fact):
    """It gets nothing any more."""

    connection_id: str
    path: str


@fact("oversight.connection.replayed", label="重新投递", announced_only=True)
class ConnectionReplayed(Fact):
    """So many events are sent once more."""

    connection_id: str
    path: str
    deliveries: int
