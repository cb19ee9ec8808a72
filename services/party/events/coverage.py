"""Facts of units that the party's organisation and work are to cover. No person is named."""

from datetime import date

from shared.kernel.events import Fact, fact


@fact("party.coverage_unit.registered", label="登记覆盖单元")
class CoverageUnitRegistered(Fact):
    """A grid, courtyard, building, social organisation or enterprise is to be covered."""

    unit_id: str
    path: str
    kind: str
    name: str
    since: date
    members: int
    organisation_id: str
    has_instructor: bool


@fact("party.coverage_unit.changed", label="变更覆盖情况")
class CoverageChanged(Fact):
    """From `since` on another organisation, instructor or number of members."""

    unit_id: str
    path: str
    kind: str
    since: date
    members: int
    organisation_id: str
    has_instructor: bool


@fact("party.coverage_unit.ended", label="注销覆盖单元")
class CoverageUnitEnded(Fact):
    """It is not to be covered from `until` on."""

    unit_id: str
    path: str
    kind: str
    until: date


@fact("party.coverage_unit.revealed", label="查看党建指导员")
class InstructorRevealed(Fact):
    """Somebody read the instructor's name, and why."""

    unit_id: str
    path: str
    kind: str
    reason: str
