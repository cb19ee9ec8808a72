"""What happens to a purchase. No user and no natural person is named; money is integer fen."""

from datetime import date, datetime

from shared.kernel.events import Fact, fact


@fact("delegation.purchase.planned", label="提出购买计划")
class PurchasePlanned(Fact):
    """A street wants to buy a service that the L2 list allows."""

    purchase_id: str
    path: str
    lineage_id: str
    title: str
    budget_year: int
    budget_fen: int


@fact("delegation.purchase.procured", label="批准采购")
class PurchaseProcured(Fact):
    """Somebody other than the planner approved it; `method` is how it is procured."""

    purchase_id: str
    path: str
    method: str
    document_no: str


@fact("delegation.purchase.signed", label="签订合同")
class ContractSigned(Fact):
    """A contract within the budget and the lawful term; `supplier` is "自然人" for a person."""

    purchase_id: str
    path: str
    supplier_kind: str
    supplier: str
    credit_code: str
    price_fen: int
    starts_on: date
    ends_on: date


@fact("delegation.purchase.started", label="开始履约")
class PurchaseStarted(Fact):
    """The supplier works."""

    purchase_id: str
    path: str


@fact("delegation.purchase.milestone_reached", label="登记节点完成")
class MilestoneReached(Fact):
    """A part of the work is there; `progress` is the percentage reached so far."""

    purchase_id: str
    path: str
    milestone: str
    progress: int


@fact("delegation.purchase.opinion_given", label="服务对象评价", anonymous=True)
class UserOpinionGiven(Fact):
    """Somebody whom the service is for gave an opinion: neither who nor what is announced."""

    purchase_id: str
    path: str


@fact("delegation.purchase.result_formed", label="形成采购结果")
class PurchaseResultFormed(Fact):
    """Accepted or not, or given up; must be public in time (政府采购法实施条例 §45)."""

    purchase_id: str
    path: str
    title: str
    entry_name: str
    supplier: str
    price_fen: int
    accepted: bool
    score: str
    opinions: int
    reason: str
    formed_at: datetime


@fact("delegation.purchase.paid", label="支付服务费用")
class InstalmentPaid(Fact):
    """Money went to the supplier; `paid_fen` is the sum so far."""

    purchase_id: str
    path: str
    number: int
    amount_fen: int
    paid_fen: int


@fact("delegation.purchase.settled", label="结清")
class PurchaseSettled(Fact):
    """Nothing more happens to it."""

    purchase_id: str
    path: str
    paid_fen: int
