"""What ledger and purchases need of a town: cases that are told, a purchase that runs."""

from datetime import date
from typing import Any

from services.delegation.model import Account, Delegation, Purchase
from services.delegation.model.ledger import account_id
from shared.kernel.clock import midnight
from tests.unit.delegation._town import LAW, Town

BUYABLE = {
    "list_code": "L2", "name": "社区老年助餐配送", "level": "street", "kind": "购买服务",
    "bearer": "社会组织", "basis": LAW,
    "particulars": {"own_duty": "养老服务组织协调", "service_kind": "养老服务"},
}  # fmt: skip
CODE = "52510115MJ0000001X"
SUPPLIER = {"kind": "SOCIAL_ORGANISATION", "name": "示例为老服务中心", "credit_code": CODE}
HALVES = [
    {"name": "上半程", "percent": 50, "due": "2026-09-30"},
    {"name": "下半程", "percent": 50, "due": "2027-03-31"},
]


class Cases:
    """The events of the service centers, told to a town."""

    def __init__(self, town: Town, delegation: Delegation) -> None:
        self.town, self.delegation, self.number = town, delegation, 0

    def submitted(self) -> str:
        self.number += 1
        case_id = f"case-{self.number}"
        self.town.hear("learn_case", case_id=case_id, case_no=f"BJ{self.number:06d}",
                       delegation_id=self.delegation.id)  # fmt: skip
        return case_id

    def accepted(self, case_id: str | None = None, *, on: date | None = None) -> str:
        case_id = case_id or self.submitted()
        self.town.hear("count_accepted", case_id=case_id, accepted_at=self._at(on))
        return case_id

    def decided(self, case_id: str | None = None, *, on: date | None = None) -> str:
        case_id = case_id or self.accepted(on=on)
        self.town.hear("charge_case", case_id=case_id, decided_at=self._at(on))
        return case_id

    def _at(self, on: date | None) -> str:
        return (midnight(on) if on else self.town.memory.now).isoformat()


def account(town: Town, delegation: Delegation, year: int = 2026) -> Account:
    return town.now(Account, account_id(delegation.id, year))


def figures(found: Account) -> tuple[int, int, int]:
    return found.agreed_fen, found.appropriated_fen, found.spent_fen


def planned(town: Town, **changes: Any) -> Purchase:
    (entry,) = town.entries("L2")
    plan = {
        "lineage_id": entry.lineage_id, "title": "2026年老年助餐配送", "components": ["服务"],
        "consultation": "已入户征求 40 位老人意见", "budget_year": 2026,
        "budget_fen": 10_000_001, **changes,
    }  # fmt: skip
    return town.do("liucheng", "plan_purchase", **plan)


def procured(town: Town, **changes: Any) -> Purchase:
    found = planned(town, **changes)
    return town.do("liucheng_leader", "procure_purchase", purchase_id=found.id,
                   method="竞争性磋商", document_no="柳采〔2026〕1号")  # fmt: skip


def contract(found: Purchase, **changes: Any) -> dict[str, Any]:
    return {
        "purchase_id": found.id, "supplier": SUPPLIER, "document_no": "合同1号",
        "price_fen": 10_000_001, "starts_on": "2026-04-01", "ends_on": "2027-03-31",
        "milestones": HALVES, **changes,
    }  # fmt: skip


def running(town: Town, **changes: Any) -> Purchase:
    found = procured(town)
    town.do("liucheng_leader", "sign_contract", **contract(found, **changes))
    town.tick(date(2026, 4, 1))
    return town.do("liucheng", "start_purchase", purchase_id=found.id)


def reach(town: Town, found: Purchase, *names: str) -> None:
    for name in names or ("上半程", "下半程"):
        town.do("liucheng", "reach_milestone", purchase_id=found.id, milestone=name,
                evidence="服务记录册（示例）")  # fmt: skip


def opine(town: Town, found: Purchase, who: str = "wang_xiuying", score: int = 80) -> Any:
    return town.do(who, "give_user_opinion", purchase_id=found.id, score=score,
                   statement="送餐准时，饭菜温热")  # fmt: skip


def judge(town: Town, found: Purchase, score: str = "84") -> Purchase:
    return town.do("liucheng_leader", "judge_purchase", purchase_id=found.id, group_score=score,
                   document_no="验收1号")  # fmt: skip


def pay(town: Town, found: Purchase, number: int, amount: int) -> Purchase:
    return town.do("caizheng", "pay_instalment", purchase_id=found.id, number=number,
                   amount_fen=amount, document_no="支付1号")  # fmt: skip
