"""Where an item of a batch ends up (domain §1.5)."""

from enum import StrEnum

from services.delegation.workflow.permissions import CHALLENGE, COUNTERSIGN, MANAGE, OBJECT
from shared.kernel.workflow import Step, Workflow


class ItemStatus(StrEnum):
    """Where an item of a batch ends up; each ends in exactly one place (LST-01)."""

    PROPOSED = "PROPOSED"
    CHALLENGED = "CHALLENGED"
    OBJECTED = "OBJECTED"
    RETAINED = "RETAINED"
    AMENDED = "AMENDED"
    MERGED = "MERGED"
    REASSIGNED = "REASSIGNED"
    CANCELLED = "CANCELLED"


_I = ItemStatus
RESOLVED = (_I.RETAINED, _I.AMENDED, _I.MERGED, _I.REASSIGNED, _I.CANCELLED)
SURVIVES = (_I.RETAINED, _I.AMENDED, _I.REASSIGNED)
"""The items that become lines of a list."""

_UNDECIDED = (_I.PROPOSED, _I.OBJECTED, *RESOLVED)

ITEM = Workflow(
    "delegation.item",
    states=ItemStatus,
    initial=_I.PROPOSED,
    final=(),
    labels={
        _I.PROPOSED: "已上报",
        _I.CHALLENGED: "受质疑",
        _I.OBJECTED: "有异议",
        _I.RETAINED: "保留",
        _I.AMENDED: "修改后保留",
        _I.MERGED: "合并",
        _I.REASSIGNED: "调整清单",
        _I.CANCELLED: "取消",
    },
    steps=(
        Step("challenge", (_I.PROPOSED, *RESOLVED), _I.CHALLENGED, CHALLENGE, "质疑",
             needs="ChallengeItem"),
        Step("contest", (_I.PROPOSED, *RESOLVED), _I.CHALLENGED, COUNTERSIGN, "不同意会签",
             needs="Countersign"),
        Step("lift", (_I.CHALLENGED,), _I.PROPOSED, MANAGE, "解除质疑"),
        Step("retain", _UNDECIDED, _I.RETAINED, MANAGE, "保留", needs="ResolveItem"),
        Step("amend", (*_UNDECIDED, _I.CHALLENGED), _I.AMENDED, MANAGE, "修改后保留",
             needs="ResolveItem"),
        Step("merge", (*_UNDECIDED, _I.CHALLENGED), _I.MERGED, MANAGE, "合并",
             needs="ResolveItem"),
        Step("reassign", (*_UNDECIDED, _I.CHALLENGED), _I.REASSIGNED, MANAGE, "调整清单",
             needs="ResolveItem"),
        Step("cancel", (*_UNDECIDED, _I.CHALLENGED), _I.CANCELLED, MANAGE, "取消",
             needs="ResolveItem"),
        Step("object", (*RESOLVED, _I.OBJECTED), _I.OBJECTED, OBJECT, "提出异议",
             needs="FileObjection"),
    ),
)  # fmt: skip
