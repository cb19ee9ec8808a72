"""The life of a line in force."""

from enum import StrEnum

from services.delegation.workflow.permissions import SUSPEND_ENTRY
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow


class EntryStatus(StrEnum):
    """Where a line of a list stands after publication."""

    EFFECTIVE = "EFFECTIVE"
    SUSPENDED = "SUSPENDED"
    REPLACED = "REPLACED"
    CANCELLED = "CANCELLED"


_E = EntryStatus

ENTRY = Workflow(
    "delegation.entry",
    states=EntryStatus,
    initial=_E.EFFECTIVE,
    final=(_E.REPLACED, _E.CANCELLED),
    labels={
        _E.EFFECTIVE: "有效",
        _E.SUSPENDED: "暂停",
        _E.REPLACED: "已被新内容替代",
        _E.CANCELLED: "已取消",
    },
    steps=(
        Step("suspend", (_E.EFFECTIVE,), _E.SUSPENDED, SUSPEND_ENTRY, "暂停",
             needs="SuspendEntry"),
        Step("resume", (_E.SUSPENDED,), _E.EFFECTIVE, SUSPEND_ENTRY, "恢复"),
        Step("replace", (_E.EFFECTIVE, _E.SUSPENDED), _E.REPLACED, SYSTEM, "被新内容替代"),
        Step("cancel", (_E.EFFECTIVE, _E.SUSPENDED), _E.CANCELLED, SYSTEM, "取消"),
    ),
)  # fmt: skip
