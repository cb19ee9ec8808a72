"""The way of an accepted case from where it was accepted to the unit that handles it (WIN-02)."""

from enum import StrEnum

from services.centers import policies
from services.centers.workflow.case import ACCEPT, REVIEW
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow


class TransferStatus(StrEnum):
    """Where the papers are."""

    DUE = "DUE"
    SENT = "SENT"
    RECEIVED = "RECEIVED"
    DROPPED = "DROPPED"


TRANSFER_READ = "centers.transfer.read"

_SENDER = (policies.sends_from_here,)
_RECEIVER = (policies.receives_here,)

TRANSFER = Workflow(
    "centers.transfer",
    states=TransferStatus,
    initial=TransferStatus.DUE,
    final=(TransferStatus.RECEIVED, TransferStatus.DROPPED),
    labels={
        TransferStatus.DUE: "待流转",
        TransferStatus.SENT: "流转中",
        TransferStatus.RECEIVED: "已接收",
        TransferStatus.DROPPED: "办件已终止",
    },
    steps=(
        Step("send", (TransferStatus.DUE,), TransferStatus.SENT, ACCEPT, "流转", guards=_SENDER),
        Step("receive", (TransferStatus.DUE, TransferStatus.SENT), TransferStatus.RECEIVED,
             REVIEW, "接收", guards=_RECEIVER),
        Step("drop", (TransferStatus.DUE, TransferStatus.SENT), TransferStatus.DROPPED, SYSTEM,
             "终止流转"),
    ),
)  # fmt: skip
