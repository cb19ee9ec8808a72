"""Facts of 党群服务中心, their inspections and the money put into them; money in fen."""

from datetime import date

from shared.kernel.events import Fact, fact


@fact("party.centre.registered", label="登记党群服务中心")
class CentreRegistered(Fact):
    """A centre serves from `opened_on`."""

    centre_id: str
    path: str
    level: str
    name: str
    opened_on: date


@fact("party.centre.colocated", label="确认同址")
class CentreColocated(Fact):
    """A station of public service works under the same roof."""

    centre_id: str
    path: str
    place_id: str


@fact("party.centre.separated", label="解除同址")
class CentreSeparated(Fact):
    """The station is no longer there."""

    centre_id: str
    path: str
    place_id: str


@fact("party.centre.inspected", label="标准化检查")
class CentreInspected(Fact):
    """It was held against a version of the standard; `unmet` are codes of its lines (PTY-25)."""

    centre_id: str
    path: str
    inspection_id: str
    standard: str
    qualified: bool
    unmet: tuple[str, ...]


@fact("party.centre.closed", label="撤销党群服务中心")
class CentreClosed(Fact):
    """It served for the last time on `closed_on`."""

    centre_id: str
    path: str
    closed_on: date


@fact("party.investment.booked", label="登记投入")
class InvestmentBooked(Fact):
    """Money was put into a centre (PTY-24)."""

    investment_id: str
    path: str
    centre_id: str
    year: int
    source: str
    amount_fen: int


@fact("party.investment.reversed", label="冲销投入")
class InvestmentReversed(Fact):
    """A line was booked by mistake: it stays to be read and counts in no sum."""

    investment_id: str
    path: str
    centre_id: str
    amount_fen: int
