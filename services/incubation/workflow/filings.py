"""From the application of a community organisation to its filing by the street (domain §8.2)."""

from enum import StrEnum

from services.incubation import policies
from services.incubation.workflow.permissions import (
    APPLY_FILING,
    DECIDE_FILING,
    HANDLE_FILING,
    OPINE_FILING,
)
from shared.kernel.workflow import Step, Workflow


class FilingStatus(StrEnum):
    """Where an application for filing stands."""

    APPLIED = "APPLIED"
    COMMUNITY_OPINION = "COMMUNITY_OPINION"
    STREET_REVIEW = "STREET_REVIEW"
    FILED = "FILED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


_F = FilingStatus
_OFFICE = (policies.own_jurisdiction,)

FILING = Workflow(
    "incubation.filing",
    states=FilingStatus,
    initial=_F.APPLIED,
    final=(_F.FILED, _F.REFUSED, _F.WITHDRAWN),
    labels={
        _F.APPLIED: "已申请",
        _F.COMMUNITY_OPINION: "社区出具意见",
        _F.STREET_REVIEW: "街道审核",
        _F.FILED: "已备案",
        _F.REFUSED: "不予备案",
        _F.WITHDRAWN: "已撤回",
    },
    steps=(
        Step("send", (_F.APPLIED,), _F.COMMUNITY_OPINION, HANDLE_FILING, "转社区征求意见",
             guards=_OFFICE),
        Step("opine", (_F.COMMUNITY_OPINION,), _F.STREET_REVIEW, OPINE_FILING, "出具社区意见",
             guards=(*_OFFICE, policies.another_hand_opines), needs="GiveOpinion"),
        Step("file", (_F.STREET_REVIEW,), _F.FILED, DECIDE_FILING, "准予备案",
             guards=(*_OFFICE, policies.another_hand_files), needs="FileOrganisation"),
        Step("refuse", (_F.STREET_REVIEW,), _F.REFUSED, DECIDE_FILING, "不予备案",
             guards=(*_OFFICE, policies.another_hand_files), needs="RefuseFiling"),
        Step("withdraw", (_F.APPLIED, _F.COMMUNITY_OPINION), _F.WITHDRAWN, APPLY_FILING,
             "撤回申请", guards=(policies.speaks_for_the_applicant,)),
    ),
)  # fmt: skip
