"""The life of a seal request, and of the seal itself (domain §1.9)."""

from enum import StrEnum

from services.delegation import policies
from services.delegation.workflow.permissions import (
    APPROVE_SEAL,
    CHECK_SEAL,
    KEEP_SEAL,
    STAMP_SEAL,
)
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow


class SealStatus(StrEnum):
    """Whether a seal may be used."""

    IN_USE = "IN_USE"
    RETIRED = "RETIRED"


class SealRequestStatus(StrEnum):
    """Where a request for a seal stands."""

    REQUESTED = "REQUESTED"
    CHECKED = "CHECKED"
    APPROVED = "APPROVED"
    STAMPED = "STAMPED"
    FILED = "FILED"
    REJECTED = "REJECTED"


_S = SealRequestStatus
_HERE = policies.own_community

SEAL = Workflow(
    "delegation.seal",
    states=SealStatus,
    initial=SealStatus.IN_USE,
    final=(SealStatus.RETIRED,),
    labels={SealStatus.IN_USE: "在用", SealStatus.RETIRED: "已停用"},
    steps=(
        Step("retire", (SealStatus.IN_USE,), SealStatus.RETIRED, KEEP_SEAL, "停用",
             needs="RetireSeal"),
    ),
)  # fmt: skip

SEAL_REQUEST = Workflow(
    "delegation.seal_request",
    states=SealRequestStatus,
    initial=_S.REQUESTED,
    final=(_S.FILED, _S.REJECTED),
    labels={
        _S.REQUESTED: "已申请",
        _S.CHECKED: "已核实",
        _S.APPROVED: "已批准",
        _S.STAMPED: "已盖章",
        _S.FILED: "已归档",
        _S.REJECTED: "不予出具",
    },
    steps=(
        Step("turn_away", (_S.REQUESTED,), _S.REJECTED, SYSTEM, "不在可出具范围"),
        Step("check", (_S.REQUESTED,), _S.CHECKED, CHECK_SEAL, "核实",
             guards=(_HERE,), needs="CheckSealRequest"),
        Step("reject", (_S.REQUESTED,), _S.REJECTED, CHECK_SEAL, "不予出具",
             guards=(_HERE,), needs="RejectSealRequest"),
        Step("approve", (_S.CHECKED,), _S.APPROVED, APPROVE_SEAL, "批准用印",
             guards=(_HERE, policies.another_hand_grants_seal)),
        Step("decline", (_S.CHECKED,), _S.REJECTED, APPROVE_SEAL, "不予批准",
             guards=(_HERE, policies.another_hand_grants_seal), needs="RejectSealRequest"),
        Step("stamp", (_S.APPROVED,), _S.STAMPED, STAMP_SEAL, "盖章登记",
             guards=(_HERE, policies.another_hand_stamps), needs="StampSeal"),
        Step("file", (_S.STAMPED,), _S.FILED, STAMP_SEAL, "归档",
             guards=(_HERE,), needs="FileSealRequest"),
    ),
)  # fmt: skip
