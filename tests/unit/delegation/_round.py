"""One evaluation of the year 2025: six streets that hold delegations, their leaders, a report."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from services.delegation.model import (
    Contract,
    Delegation,
    EvaluatedStreet,
    Evaluation,
    Purchase,
    Supplier,
)
from services.delegation.workflow import DelegationStatus, PurchaseStatus
from shared.kernel.actor import Actor
from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict, Forbidden, Invalid
from shared.testing.actors import path_of, story
from tests.unit.delegation._town import Town

LIUCHENG, GONGPING = "510115001", "510115002"
STREETS = tuple(f"51011500{n}" for n in range(1, 7))
THIRD = "52510115MJ6543216G"
OTHER = "51510115MJ12345613"
SPOKEN = {"5": 120, "4": 60, "3": 15, "2": 3, "1": 2}
"""The ratings of the worked example: 88.95."""


@contextmanager
def refused(code: str) -> Iterator[Any]:
    """Expect a refusal with that code."""
    with pytest.raises((Conflict, Invalid, Forbidden)) as found:
        yield found
    assert found.value.code == code


def leader(street: str) -> Actor:
    """Return the main leader of a street: one of the story, or the like elsewhere."""
    known = {LIUCHENG: "liucheng_leader", GONGPING: "gongping_leader"}
    if street in known:
        return story(known[street])
    path = path_of(street)
    return replace(story("gongping_leader"), id=f"leader-{street}", unit=street, path=path,
                   scope=path)  # fmt: skip


class Round(Town):
    """The town in January 2026, with 2025 to evaluate."""

    def __init__(self, *, streets: tuple[str, ...] = STREETS) -> None:
        super().__init__(datetime(2026, 1, 5, 9, tzinfo=TZ))
        self.streets = streets
        with self.memory.react() as uow:
            for code in streets:
                if code not in (LIUCHENG, GONGPING):
                    fact = {"unit_code": code, "path": path_of(code), "name": f"示例街道{code[-1]}"}
                    self.service.learn_unit(uow, **fact, kind="street", valid_to=None)
                uow.add(held(code))

    def open(self, **command: Any) -> Evaluation:
        given = {"period": "2025", "title": "街道绩效评价", "peers": list(self.streets), **command}
        return self.do("bianban", "open_evaluation", **given)

    def engage(self, evaluation_id: str, *, assessor: str = THIRD, contracts: Any = ()) -> None:
        self.do("bianban", "engage_assessor", evaluation_id=evaluation_id, assessor=assessor,
                name="示例评估中心", document_no="评聘1号", contracts=list(contracts))  # fmt: skip

    def scoring(self, **command: Any) -> str:
        """Open, engage the third party and begin; return the evaluation's id."""
        found = self.open(**command)
        self.engage(found.id)
        self.do("bianban", "begin_scoring", evaluation_id=found.id)
        return found.id

    def rate(self, street: str, levels: Mapping[str, int] = SPOKEN, month: str = "2025-06") -> None:
        """Let a month's ratings arrive from the service centers."""
        self.hear("learn_ratings", path=path_of(street), period=month, levels=dict(levels))

    def own(self, evaluation_id: str, street: str, score: str) -> Any:
        return self.do(leader(street), "assess_self", evaluation_id=evaluation_id, score=score,
                       document_no="自评1号")  # fmt: skip

    def peer(self, evaluation_id: str, by: str | Actor, street: str, score: str) -> Any:
        who = leader(by) if isinstance(by, str) else by
        return self.do(who, "assess_peer", evaluation_id=evaluation_id, street=street, score=score,
                       document_no="互评1号")  # fmt: skip

    def third(self, evaluation_id: str, street: str, score: str, by: str = THIRD) -> Any:
        return self.do("bianban", "assess_third", evaluation_id=evaluation_id, street=street,
                       assessor=by, score=score, document_no="评报1号")  # fmt: skip

    def score_all(self, evaluation_id: str, *, third: str = "86.50") -> None:
        """Let everybody assess everybody; residents have spoken of every street."""
        for street in self.streets:
            self.rate(street)
            self.own(evaluation_id, street, "96")
            self.third(evaluation_id, street, third)
            others = [each for each in self.streets if each != street]
            for by, score in zip(others, ("88", "91", "79", "94", "85"), strict=False):
                self.peer(evaluation_id, by, street, score)

    def checking(self) -> str:
        """Score everything and end scoring; return the evaluation's id."""
        evaluation_id = self.scoring()
        self.score_all(evaluation_id)
        self.do("bianban", "close_scoring", evaluation_id=evaluation_id)
        return evaluation_id

    def noticed(self) -> str:
        evaluation_id = self.checking()
        self.do("bianban", "start_evaluation_notice", evaluation_id=evaluation_id)
        return evaluation_id

    def appealable(self) -> str:
        """Let the notice of 5 working days from 5 January pass; return the evaluation's id."""
        evaluation_id = self.noticed()
        self.tick(date(2026, 1, 13))
        return evaluation_id

    def street(self, evaluation_id: str, code: str = LIUCHENG) -> EvaluatedStreet:
        (found,) = [each for each in self.memory.all(EvaluatedStreet)
                    if (each.evaluation_id, each.street) == (evaluation_id, code)]  # fmt: skip
        return found

    def the(self, evaluation_id: str) -> Evaluation:
        return self.now(Evaluation, evaluation_id)

    def appeal(self, evaluation_id: str, street: str = LIUCHENG) -> Any:
        return self.do(leader(street), "file_appeal", grounds="互评评分与事实不符",
                       evaluated_id=self.street(evaluation_id, street).id)  # fmt: skip

    def answer(self, appeal_id: str, who: str = "sifa", **command: Any) -> Any:
        given = {
            "upheld": False,
            "answer": "经复核，维持原结果",
            "document_no": "复核1号",
            **command,
        }
        return self.do(who, "answer_appeal", appeal_id=appeal_id, **given)


def held(street: str) -> Delegation:
    """Return a delegation of 民政局 that the street has held since 2025."""
    return Delegation(
        id=f"delegation-{street}", item_id="L1-001", item_name="临时救助审核确认",
        department="510115-MZ", path="510115/510115-MZ", street=street,
        street_path=path_of(street), valid_from=date(2025, 1, 1), status=DelegationStatus.ACTIVE,
    )  # fmt: skip


def bought(street: str, supplier: str, first: date, last: date) -> Purchase:
    """Return a running purchase of a street from a supplier."""
    contract = Contract(document_no="购合1号", price_fen=100, starts_on=first, ends_on=last,
                        milestones=(), instalments=(), signed_by="somebody",
                        signed_at=datetime(2025, 1, 1, tzinfo=TZ))  # fmt: skip
    return Purchase(
        id=f"purchase-{street}", path=path_of(street), street=street, lineage_id="L2-001",
        entry_name="社区养老", service_kind="养老", title="社区养老服务", components=(),
        for_public=True, consultation="", budget_year=2025, budget_fen=100, planned_by="somebody",
        supplier=Supplier("SOCIAL_ORGANISATION", "示例评估中心", supplier), contract=contract,
        price_fen=100, status=PurchaseStatus.RUNNING,
    )  # fmt: skip
