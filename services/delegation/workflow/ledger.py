"""The life of a request for more money (domain §3.1, DEL-02)."""

from enum import StrEnum

from services.delegation.workflow.permissions import FUND
from shared.kernel.workflow import Step, Workflow


class SupplementStatus(StrEnum):
    """Where a request for more money stands; it opens by itself when cases exceed the plan."""

    REQUESTED = "REQUESTED"
    GRANTED = "GRANTED"
    DECLINED = "DECLINED"


_S = SupplementStatus

SUPPLEMENT = Workflow(
    "delegation.supplement",
    states=SupplementStatus,
    initial=_S.REQUESTED,
    final=(_S.GRANTED, _S.DECLINED),
    labels={_S.REQUESTED: "待追加", _S.GRANTED: "已追加", _S.DECLINED: "不予追加"},
    steps=(
        Step("grant", (_S.REQUESTED,), _S.GRANTED, FUND, "追加经费", needs="GrantSupplement"),
        Step("decline", (_S.REQUESTED,), _S.DECLINED, FUND, "不予追加",
             needs="DeclineSupplement"),
    ),
)  # fmt: skip
