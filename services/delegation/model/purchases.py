"""A purchase from social forces: planned, procured, run, accepted with its users, settled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from services.delegation import events, policies
from services.delegation.policies import PurchaseRules
from services.delegation.workflow import PURCHASE, PurchaseStatus
from shared.kernel.actor import Actor
from shared.kernel.errors import Conflict, Invalid
from shared.kernel.events import Aggregate
from shared.kernel.money import rounded
from shared.kernel.personal import hide_numbers
from shared.kernel.workflow import enforce

PERSON, UNNAMED = "INDIVIDUAL", "自然人"


@dataclass(frozen=True)
class Supplier:
    """Who supplies. A natural person has a qualification instead of a credit code."""

    kind: str
    name: str
    credit_code: str = ""
    qualification_no: str = ""

    @property
    def announced_as(self) -> str:
        """Return how facts call it: no natural person is named there."""
        return UNNAMED if self.kind == PERSON else self.name


@dataclass(frozen=True)
class Milestone:
    """A part of the work: its share of the whole in percent, due day, and when it was there."""

    name: str
    percent: int
    due: date
    reached_on: date | None = None
    evidence: str = ""


@dataclass(frozen=True)
class Instalment:
    """A part of the price; due at a progress in percent, or only after a passed acceptance."""

    number: int
    percent: int
    amount_fen: int
    milestones: int
    after_acceptance: bool


@dataclass(frozen=True)
class Contract:
    """What was agreed; `conditions` are those under which it may run for three years."""

    document_no: str
    price_fen: int
    starts_on: date
    ends_on: date
    milestones: tuple[Milestone, ...]
    instalments: tuple[Instalment, ...]
    signed_by: str
    signed_at: datetime
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Payment:
    """Money that went out, in fen; appended, never edited."""

    number: int
    amount_fen: int
    document_no: str
    paid_by: str
    paid_at: datetime


@dataclass(frozen=True)
class Weights:
    """How group and users make one score (percent), what passes, how many users are needed."""

    group: int
    users: int
    passing: Decimal
    least_opinions: int


@dataclass(frozen=True)
class Verdict:
    """The acceptance: scores out of 100, rounded once; `users_score` None where nobody gave one."""

    group_score: Decimal
    users_score: Decimal | None
    opinions: int
    score: Decimal
    accepted: bool
    document_no: str
    decided_by: str
    decided_at: datetime


@dataclass(kw_only=True, eq=False)
class Purchase(Aggregate):
    """One purchase. `path` is the buyer's; `lineage_id` the L2 entry; money in fen.

    `price_fen` is zero until a contract is signed and then its price: the table holds that
    `paid_fen` never exceeds it.
    """

    id: str
    path: str
    street: str
    lineage_id: str
    entry_name: str
    service_kind: str
    title: str
    components: tuple[str, ...]
    for_public: bool
    consultation: str
    budget_year: int
    budget_fen: int
    planned_by: str
    method: str = ""
    supplier: Supplier | None = None
    contract: Contract | None = None
    price_fen: int = 0
    payments: tuple[Payment, ...] = ()
    paid_fen: int = 0
    verdict: Verdict | None = None
    failed_reason: str = ""
    settled_note: str = ""
    status: PurchaseStatus = PurchaseStatus.PLANNED
    version: int = 0

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """Return the parts of the work, none before a contract."""
        return self.contract.milestones if self.contract else ()

    @property
    def progress(self) -> int:
        """Return the percentage of the work that is there."""
        return sum(each.percent for each in self.milestones if each.reached_on is not None)

    @property
    def is_accepted(self) -> bool:
        """Say whether the service passed its acceptance."""
        return self.verdict is not None and self.verdict.accepted

    @property
    def shown_title(self) -> str:
        """Return the title with every number of a person masked: for facts (RED-02)."""
        return self._hidden(self.title)

    def paid_of(self, number: int) -> int:
        """Return what was paid of an instalment."""
        return sum(each.amount_fen for each in self.payments if each.number == number)

    def plan(self, rules: PurchaseRules) -> None:
        """Announce the plan, unless it is for something that may not be bought (PUR-01)."""
        enforce(policies.purchase_is_plannable(self, rules))
        self._tell(
            events.PurchasePlanned,
            lineage_id=self.lineage_id,
            title=self.shown_title,
            budget_year=self.budget_year,
            budget_fen=self.budget_fen,
        )

    def procure(self, actor: Actor, *, method: str, document_no: str) -> None:
        """Approve it and say how it is procured."""
        PURCHASE.step(self, "procure", actor)
        self.method = method
        self._tell(events.PurchaseProcured, method=method, document_no=document_no)

    def sign(
        self, actor: Actor, supplier: Supplier, contract: Contract, rules: PurchaseRules
    ) -> None:
        """Sign with an eligible supplier, within budget and term (PUR-02, PUR-03)."""
        PURCHASE.step(self, "sign", actor)
        enforce(policies.supplier_is_eligible(supplier, rules))
        enforce(policies.term_is_lawful(contract, rules))
        enforce(policies.contract_is_whole(contract))
        enforce(policies.within_the_budget(contract.price_fen, self.budget_fen))
        self.supplier, self.contract, self.price_fen = supplier, contract, contract.price_fen
        self._tell(
            events.ContractSigned,
            supplier_kind=supplier.kind,
            supplier=supplier.announced_as,
            credit_code=supplier.credit_code,
            price_fen=contract.price_fen,
            starts_on=contract.starts_on,
            ends_on=contract.ends_on,
        )

    def start(self, actor: Actor, *, today: date) -> None:
        """Let the supplier begin, not before the first day of the contract."""
        PURCHASE.step(self, "start", actor)
        first = self._contract.starts_on
        if today < first:
            raise Conflict("delegation.not_begun", f"合同自 {first} 起履行。", starts_on=str(first))
        self._tell(events.PurchaseStarted)

    def reach(self, actor: Actor, name: str, *, on: date, evidence: str) -> None:
        """Note that a part of the work is there; once."""
        PURCHASE.step(self, "reach", actor)
        open_ones = [each for each in self.milestones if each.reached_on is None]
        found = next((each for each in open_ones if each.name == name), None)
        if found is None:
            raise Invalid(
                "delegation.no_such_milestone",
                f"没有待完成的履约节点“{name}”。",
                open=[each.name for each in open_ones],
            )
        reached = replace(found, reached_on=on, evidence=evidence)
        parts = tuple(reached if each is found else each for each in self.milestones)
        self.contract = replace(self._contract, milestones=parts)
        self._tell(events.MilestoneReached, milestone=name, progress=self.progress)

    def judge(
        self,
        actor: Actor,
        group_score: Decimal,
        users: Sequence[int],
        *,
        weights: Weights,
        document_no: str,
        at: datetime,
    ) -> None:
        """Accept or fail by the score of group and users (PUR-04); the result must be public."""
        score, of_users = weighed(group_score, users, weights)
        accepted = score >= weights.passing
        PURCHASE.step(self, "accept" if accepted else "fail", actor)
        enforce(
            policies.users_took_part(self, opinions=len(users), least=weights.least_opinions)
        )  # fmt: skip
        self.verdict = Verdict(
            group_score, of_users, len(users), score, accepted, document_no, actor.id, at
        )
        self.failed_reason = "" if accepted else "验收不合格"
        self._result(at)

    def give_up(self, actor: Actor, *, reason: str, at: datetime) -> None:
        """End it before acceptance; why is public too."""
        PURCHASE.step(self, "give_up", actor)
        self.failed_reason = reason
        self._result(at)

    def pay(self, actor: Actor, payment: Payment) -> None:
        """Pay all or part of an instalment that is due; never more than the contract."""
        PURCHASE.step(self, "pay", actor)
        instalments = {each.number: each for each in self._contract.instalments}
        instalment = instalments.get(payment.number)
        if instalment is None:
            raise Invalid(
                "delegation.no_such_instalment",
                f"合同没有第 {payment.number} 期款。",
                numbers=sorted(instalments),
            )
        enforce(policies.instalment_is_due(self, instalment))
        enforce(policies.payment_stays_within(self, instalment, payment.amount_fen))
        self.payments, self.paid_fen = (*self.payments, payment), self.paid_fen + payment.amount_fen
        self._tell(
            events.InstalmentPaid,
            number=payment.number,
            amount_fen=payment.amount_fen,
            paid_fen=self.paid_fen,
        )

    def settle(self, actor: Actor, *, note: str) -> None:
        """Close it: paid in full, or failed with a note of what becomes of the money."""
        PURCHASE.step(self, "settle", actor)
        self.settled_note = note
        self._tell(events.PurchaseSettled, paid_fen=self.paid_fen)

    @property
    def _contract(self) -> Contract:
        assert self.contract is not None
        return self.contract

    def _result(self, at: datetime) -> None:
        verdict = self.verdict
        self._tell(
            events.PurchaseResultFormed,
            title=self.shown_title,
            entry_name=self.entry_name,
            supplier=self.supplier.announced_as if self.supplier else "",
            price_fen=self.price_fen,
            accepted=self.is_accepted,
            score=str(verdict.score) if verdict else "",
            opinions=verdict.opinions if verdict else 0,
            reason=self._hidden(self.failed_reason),
            formed_at=at,
        )

    def _hidden(self, typed: str) -> str:
        """Mask numbers of persons; who is a minor as the budget year begins is hidden whole."""
        return hide_numbers(typed, on=date(self.budget_year, 1, 1))

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(fact(purchase_id=self.id, path=self.path, **data))


@dataclass(kw_only=True, eq=False)
class UserOpinion(Aggregate):
    """What somebody whom a service is for says of it. Who, no view and no fact tells."""

    id: str
    purchase_id: str
    path: str
    user_id: str
    score: int
    statement: str
    given_at: datetime
    version: int = 0

    @classmethod
    def of(
        cls, purchase: Purchase, actor: Actor, *, id: str, score: int, statement: str, at: datetime
    ) -> "UserOpinion":
        """Let a user speak while the service runs."""
        PURCHASE.step(purchase, "opine", actor)
        given = cls(
            id=id,
            purchase_id=purchase.id,
            path=purchase.path,
            user_id=actor.id,
            score=score,
            statement=statement,
            given_at=at,
        )
        given.record(events.UserOpinionGiven(purchase_id=purchase.id, path=purchase.path))
        return given


def weighed(
    group_score: Decimal, users: Sequence[int], weights: Weights
) -> tuple[Decimal, Decimal | None]:
    """Return the score and the users' mean; without users the group's stands alone (G-06)."""
    if not users:
        return rounded(group_score), None
    mean = Fraction(sum(users), len(users))
    whole = (Fraction(group_score) * weights.group + mean * weights.users) / 100
    return rounded(whole), rounded(mean)


def instalments_of(price_fen: int, terms: Sequence[dict[str, Any]]) -> tuple[Instalment, ...]:
    """Split a price by percentages; whole fen, and what is left over goes into the last."""
    amounts = [price_fen * int(each["percent"]) // 100 for each in terms]
    amounts[-1] += price_fen - sum(amounts)
    return tuple(
        Instalment(number, each["percent"], amount, each["milestones"], each["acceptance"])
        for number, (each, amount) in enumerate(zip(terms, amounts, strict=True), start=1)
    )
