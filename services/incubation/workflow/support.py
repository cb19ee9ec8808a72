"""Support centres of district and streets, and what organisations ask of them."""

from enum import StrEnum

from services.incubation import policies
from shared.kernel.workflow import Step, Workflow


class CenterStatus(StrEnum):
    """Whether a centre serves."""

    SERVING = "SERVING"
    CLOSED = "CLOSED"


class ServiceStatus(StrEnum):
    """Where a request for a service stands."""

    ASKED = "ASKED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    DONE = "DONE"
    RATED = "RATED"


RUN_CENTER = "incubation.center.run"
READ_SERVICE = "incubation.service_request.read"
ASK_SERVICE = "incubation.service_request.ask"
SERVE = "incubation.service_request.serve"

_C, _S = CenterStatus, ServiceStatus
_HERE, _ASKER = (policies.own_jurisdiction,), (policies.asked_for_it,)

CENTER = Workflow(
    "incubation.center",
    states=CenterStatus,
    initial=_C.SERVING,
    final=(_C.CLOSED,),
    labels={_C.SERVING: "服务中", _C.CLOSED: "已关闭"},
    steps=(
        Step("offer", (_C.SERVING,), _C.SERVING, RUN_CENTER, "调整服务项目",
             guards=_HERE, needs="OfferServices"),
        Step("ask", (_C.SERVING,), _C.SERVING, ASK_SERVICE, "申请服务", needs="AskService"),
        Step("close", (_C.SERVING,), _C.CLOSED, RUN_CENTER, "关闭", guards=_HERE,
             needs="CloseCenter"),
    ),
)  # fmt: skip

SERVICE_REQUEST = Workflow(
    "incubation.service_request",
    states=ServiceStatus,
    initial=_S.ASKED,
    final=(_S.DECLINED, _S.RATED),
    labels={
        _S.ASKED: "已提出",
        _S.ACCEPTED: "已受理",
        _S.DECLINED: "未受理",
        _S.DONE: "已完成",
        _S.RATED: "已评价",
    },
    steps=(
        Step("accept", (_S.ASKED,), _S.ACCEPTED, SERVE, "受理", guards=_HERE),
        Step("decline", (_S.ASKED,), _S.DECLINED, SERVE, "不予受理", guards=_HERE,
             needs="DeclineService"),
        Step("finish", (_S.ACCEPTED,), _S.DONE, SERVE, "完成服务", guards=_HERE,
             needs="FinishService"),
        Step("rate", (_S.DONE,), _S.RATED, ASK_SERVICE, "评价服务", guards=_ASKER,
             needs="RateService"),
    ),
)  # fmt: skip
