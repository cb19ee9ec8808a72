"""The life of a joint project (三社联动) and of an issue of a consultation (domain §8.6)."""

from enum import StrEnum

from services.incubation import policies
from shared.kernel.workflow import Step, Workflow


class LinkageStatus(StrEnum):
    """Where a joint project stands."""

    PLANNED = "PLANNED"
    RUNNING = "RUNNING"
    COMPLETED = "COMPLETED"
    STOPPED = "STOPPED"


class IssueStatus(StrEnum):
    """Where an issue of a meeting stands."""

    RAISED = "RAISED"
    SETTLED = "SETTLED"


READ_LINKAGE = "incubation.linkage.read"
RUN_LINKAGE = "incubation.linkage.run"
CONSULT = "incubation.linkage.consult"

_L, _I = LinkageStatus, IssueStatus
_HERE = (policies.own_jurisdiction,)

LINKAGE = Workflow(
    "incubation.linkage",
    states=LinkageStatus,
    initial=_L.PLANNED,
    final=(_L.COMPLETED, _L.STOPPED),
    labels={
        _L.PLANNED: "已计划",
        _L.RUNNING: "实施中",
        _L.COMPLETED: "已完成",
        _L.STOPPED: "已中止",
    },
    steps=(
        Step("start", (_L.PLANNED,), _L.RUNNING, RUN_LINKAGE, "启动",
             guards=(*_HERE, policies.names_all_three)),
        Step("complete", (_L.RUNNING,), _L.COMPLETED, RUN_LINKAGE, "完成",
             guards=_HERE, needs="CompleteLinkage"),
        Step("stop", (_L.PLANNED, _L.RUNNING), _L.STOPPED, RUN_LINKAGE, "中止",
             guards=_HERE, needs="StopLinkage"),
    ),
)  # fmt: skip

ISSUE = Workflow(
    "incubation.issue",
    states=IssueStatus,
    initial=_I.RAISED,
    final=(_I.SETTLED,),
    labels={_I.RAISED: "待解决", _I.SETTLED: "已解决"},
    steps=(
        Step("settle", (_I.RAISED,), _I.SETTLED, CONSULT, "办结问题",
             guards=_HERE, needs="SettleIssue"),
    ),
)  # fmt: skip
