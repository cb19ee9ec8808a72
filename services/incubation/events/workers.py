"""Facts of social workers: their levels and periods, never their names or numbers."""

from datetime import date

from shared.kernel.events import Fact, fact


@fact("incubation.worker.registered", label="社工登记")
class WorkerRegistered(Fact):
    """A social worker was registered through `valid_to`."""

    worker_id: str
    path: str
    level: str
    valid_to: date


@fact("incubation.worker.renewed", label="社工再登记")
class WorkerRenewed(Fact):
    """The registration goes on through `valid_to`."""

    worker_id: str
    path: str
    level: str
    valid_to: date


@fact("incubation.worker.expiring", label="登记即将期满")
class WorkerExpiring(Fact):
    """The registration ends soon."""

    worker_id: str
    path: str
    valid_to: date


@fact("incubation.worker.expired", label="登记期满")
class WorkerExpired(Fact):
    """The registration ended without a new one."""

    worker_id: str
    path: str


@fact("incubation.worker.trained", label="登记继续教育")
class WorkerTrained(Fact):
    """Hours of continuing education were recorded."""

    worker_id: str
    path: str
    hours: int


@fact("incubation.worker.posted", label="派驻社区")
class WorkerPosted(Fact):
    """A social worker serves in a community from that day."""

    worker_id: str
    path: str
    community: str
    on: date


@fact("incubation.worker.posting_ended", label="结束派驻")
class PostingEnded(Fact):
    """A social worker serves there no more."""

    worker_id: str
    path: str
    community: str


@fact("incubation.worker.cancelled", label="注销社工登记")
class WorkerCancelled(Fact):
    """The registration was cancelled."""

    worker_id: str
    path: str


@fact("incubation.worker.revealed", label="查看社工完整信息")
class WorkerRevealed(Fact):
    """Somebody saw the unmasked name and number, and said why."""

    worker_id: str
    path: str
    reason: str


@fact("incubation.population.recorded", label="登记人口数")
class PopulationRecorded(Fact):
    """How many residents a unit has."""

    unit_code: str
    path: str
    population: int
