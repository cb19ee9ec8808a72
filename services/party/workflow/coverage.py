"""The life of a unit that is to be covered (domain §6.3)."""

from enum import StrEnum

from services.party import policies
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow

READ_COVERAGE = "party.coverage.read"
KEEP_COVERAGE = "party.coverage.keep"
REVEAL_INSTRUCTOR = "party.instructor.reveal"


class UnitStatus(StrEnum):
    """Whether a unit is to be covered."""

    LIVE = "LIVE"
    ENDED = "ENDED"


COVERAGE_UNIT = Workflow(
    "party.coverage_unit",
    states=UnitStatus,
    initial=UnitStatus.LIVE,
    final=(UnitStatus.ENDED,),
    labels={UnitStatus.LIVE: "在册", UnitStatus.ENDED: "已注销"},
    steps=(
        Step("change", (UnitStatus.LIVE,), UnitStatus.LIVE, KEEP_COVERAGE, "变更覆盖情况",
             guards=(policies.unit_is_served,), needs="ChangeCoverage"),
        Step("follow", (UnitStatus.LIVE,), UnitStatus.LIVE, SYSTEM, "党组织合并"),
        Step("end", (UnitStatus.LIVE,), UnitStatus.ENDED, KEEP_COVERAGE, "注销",
             guards=(policies.unit_is_served,), needs="EndCoverageUnit"),
    ),
)  # fmt: skip
