"""The registration of a social worker (domain §8.8)."""

from enum import StrEnum

from services.incubation import policies
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow


class WorkerStatus(StrEnum):
    """Where a registration stands."""

    REGISTERED = "REGISTERED"
    EXPIRED = "EXPIRED"
    CANCELLED = "CANCELLED"


READ_WORKER = "incubation.worker.read"
REGISTER_WORKER = "incubation.worker.register"
POST_WORKER = "incubation.worker.post"
REVEAL_WORKER = "incubation.worker.reveal"
COUNT_WORKERS = "incubation.worker.count"

_W = WorkerStatus
_HERE = (policies.own_jurisdiction,)

WORKER = Workflow(
    "incubation.worker",
    states=WorkerStatus,
    initial=_W.REGISTERED,
    final=(_W.CANCELLED,),
    labels={_W.REGISTERED: "登记有效", _W.EXPIRED: "登记过期", _W.CANCELLED: "已注销"},
    steps=(
        *(Step("train", (state,), state, REGISTER_WORKER, "登记继续教育", guards=_HERE,
               needs="RecordTraining") for state in (_W.REGISTERED, _W.EXPIRED)),
        Step("renew", (_W.REGISTERED, _W.EXPIRED), _W.REGISTERED, REGISTER_WORKER, "再登记",
             guards=(*_HERE, policies.education_is_enough), needs="RenewRegistration"),
        Step("post", (_W.REGISTERED,), _W.REGISTERED, POST_WORKER, "派驻社区",
             guards=(*_HERE, policies.not_posted_elsewhere), needs="PostWorker"),
        *(Step("end_posting", (state,), state, POST_WORKER, "结束派驻",
               guards=(*_HERE, policies.is_posted), needs="EndPosting")
          for state in (_W.REGISTERED, _W.EXPIRED)),
        Step("expire", (_W.REGISTERED,), _W.EXPIRED, SYSTEM, "登记期满"),
        Step("cancel", (_W.REGISTERED, _W.EXPIRED), _W.CANCELLED, REGISTER_WORKER, "注销登记",
             guards=_HERE, needs="CancelWorker"),
    ),
)  # fmt: skip
