"""The life of an account."""

from enum import StrEnum

from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow


class Status(StrEnum):
    """Where an account stands."""

    ACTIVE = "ACTIVE"
    LOCKED = "LOCKED"
    DISABLED = "DISABLED"


MANAGE = "identity.account.manage"

ACCOUNT = Workflow(
    "identity.account",
    states=Status,
    initial=Status.ACTIVE,
    final=(),
    labels={Status.ACTIVE: "正常", Status.LOCKED: "已锁定", Status.DISABLED: "已停用"},
    steps=(
        Step("lock", (Status.ACTIVE,), Status.LOCKED, SYSTEM, "锁定"),
        Step("unlock", (Status.LOCKED,), Status.ACTIVE, SYSTEM, "到时解锁"),
        Step("release", (Status.LOCKED,), Status.ACTIVE, MANAGE, "提前解锁"),
        Step("disable", (Status.ACTIVE, Status.LOCKED), Status.DISABLED, MANAGE, "停用",
             needs="DisableAccount"),
        Step("enable", (Status.DISABLED,), Status.ACTIVE, MANAGE, "启用"),
    ),
)  # fmt: skip
