"""Facts of the hall, for boards and counters. Who holds a ticket, and why first, is in none."""

from shared.kernel.events import Fact, fact


@fact("centers.ticket.issued", label="取号", anonymous=True)
class TicketIssued(Fact):
    """Somebody waits."""

    ticket_id: str
    path: str
    place_id: str
    number: str
    kind: str


@fact("centers.ticket.called", label="叫号")
class TicketCalled(Fact):
    """The number is asked to a window, for the `call`-th time."""

    ticket_id: str
    path: str
    place_id: str
    number: str
    kind: str
    window: str
    call: int


@fact("centers.ticket.started", label="开始服务")
class TicketStarted(Fact):
    """She stands at the window."""

    ticket_id: str
    path: str
    place_id: str
    number: str
    kind: str
    window: str


@fact("centers.ticket.finished", label="服务结束")
class TicketFinished(Fact):
    """The visit is over."""

    ticket_id: str
    path: str
    place_id: str
    number: str
    kind: str
    window: str


@fact("centers.ticket.passed", label="过号")
class TicketPassed(Fact):
    """Nobody came to the last call."""

    ticket_id: str
    path: str
    place_id: str
    number: str
    kind: str
    window: str


@fact("centers.ticket.requeued", label="过号重排", anonymous=True)
class TicketRequeued(Fact):
    """She came back in time and waits again, behind the next ones."""

    ticket_id: str
    path: str
    place_id: str
    number: str
    kind: str


@fact("centers.ticket.transferred", label="转窗口")
class TicketTransferred(Fact):
    """Waits again, for another kind or for one window; `window` is "" when any will do."""

    ticket_id: str
    path: str
    place_id: str
    number: str
    kind: str
    window: str


@fact("centers.ticket.reclassified", label="核定排队类别")
class TicketReclassified(Fact):
    """The hall corrected the class in which she waits."""

    ticket_id: str
    path: str
    place_id: str
    number: str
    kind: str


@fact("centers.ticket.handed_over", label="由号票转为办件")
class TicketHandedOver(Fact):
    """A case was opened during the visit."""

    ticket_id: str
    path: str
    place_id: str
    number: str
    case_id: str


@fact("centers.ticket.left", label="弃号", anonymous=True)
class TicketLeft(Fact):
    """She gave up waiting."""

    ticket_id: str
    path: str
    place_id: str
    number: str
    kind: str


@fact("centers.ticket.lapsed", label="日终作废")
class TicketLapsed(Fact):
    """The day ended before the visit did."""

    ticket_id: str
    path: str
    place_id: str
    number: str
    kind: str


@fact("centers.desk.opened", label="开窗")
class DeskOpened(Fact):
    """A window serves."""

    desk_id: str
    path: str
    place_id: str
    window: str


@fact("centers.desk.paused", label="暂停窗口")
class DeskPaused(Fact):
    """A window stops for a while."""

    desk_id: str
    path: str
    place_id: str
    window: str
    reason: str


@fact("centers.desk.resumed", label="恢复窗口")
class DeskResumed(Fact):
    """A window serves again."""

    desk_id: str
    path: str
    place_id: str
    window: str


@fact("centers.desk.closed", label="关窗")
class DeskClosed(Fact):
    """A window serves nobody any more today."""

    desk_id: str
    path: str
    place_id: str
    window: str


OF_THE_HALL = tuple(
    each.event_type
    for each in (
        TicketIssued, TicketCalled, TicketStarted, TicketFinished, TicketPassed, TicketRequeued,
        TicketTransferred, TicketReclassified, TicketLeft, TicketLapsed,
        DeskOpened, DeskPaused, DeskResumed, DeskClosed,
    )
)  # fmt: skip
"""After each of them the board shows something else."""
