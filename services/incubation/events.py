"""Facts of matters."""

from datetime import date

from shared.kernel.events import Fact, fact


@fact("incubation.matter.opened", label="立项")
class MatterOpened(Fact):
    """A matter was opened; it must be closed by `due`."""

    matter_id: str
    path: str
    title: str
    due: date
    provisional: bool


@fact("incubation.matter.closed", label="办结")
class MatterClosed(Fact):
    """Somebody else than the opener closed it."""

    matter_id: str
    path: str
    on_time: bool


@fact("incubation.matter.due_recomputed", label="重新计算办结期限")
class DueRecomputed(Fact):
    """A calendar was loaded: the provisional last day became a true one."""

    matter_id: str
    path: str
    old_due: date
    due: date
