"""The life of a version of a process-table row."""

from enum import StrEnum

from services.delegation import policies
from services.delegation.workflow.permissions import PUBLISH_ROW
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow


class RowStatus(StrEnum):
    """Where a version of a process-table row stands."""

    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    SUPERSEDED = "SUPERSEDED"
    WITHDRAWN = "WITHDRAWN"


_R = RowStatus

ROW = Workflow(
    "delegation.process_row",
    states=RowStatus,
    initial=_R.DRAFT,
    final=(_R.SUPERSEDED, _R.WITHDRAWN),
    labels={
        _R.DRAFT: "草稿",
        _R.PUBLISHED: "已发布",
        _R.SUPERSEDED: "已被新版替代",
        _R.WITHDRAWN: "已撤下",
    },
    steps=(
        Step("publish", (_R.DRAFT,), _R.PUBLISHED, PUBLISH_ROW, "发布",
             guards=(policies.own_department, policies.another_hand_publishes)),
        Step("withdraw", (_R.DRAFT, _R.PUBLISHED), _R.WITHDRAWN, PUBLISH_ROW, "撤下",
             guards=(policies.own_department,), needs="WithdrawRow"),
        Step("supersede", (_R.PUBLISHED,), _R.SUPERSEDED, SYSTEM, "被新版替代"),
        Step("fall", (_R.PUBLISHED,), _R.WITHDRAWN, SYSTEM, "随清单事项撤下"),
    ),
)  # fmt: skip
