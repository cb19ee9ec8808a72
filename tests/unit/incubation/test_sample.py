"""The sample of ventures, centres, social workers and joint work."""

import pytest

from services.incubation.handlers.sample import load_fund
from services.incubation.model import (
    Linkage,
    Population,
    SocialWorker,
    SupportCenter,
    Venture,
    VentureCall,
)
from services.incubation.workflow import VentureStatus
from shared.testing.unit_of_work import DATA
from tests.unit.incubation._fund import Fund


@pytest.mark.rule("CT-01")
def test_the_sample_is_loaded_once_keeps_its_budgets_and_announces_nothing():
    fund = Fund()
    for number in range(3):
        fund.organise(f"sample{number}", f"示例组织{number}", sample=True)
    for _ in range(2):
        with fund.memory.react() as uow:
            load_fund(uow, DATA)
    found = fund.memory.all(VentureCall)
    assert [each.sample for each in found] == [True, True]
    assert all(0 <= each.awarded_fen <= each.budget_fen for each in found)
    ventures = fund.memory.all(Venture)
    assert [each.status for each in ventures] == [
        VentureStatus.RUNNING, VentureStatus.ACCEPTED, VentureStatus.REJECTED,
    ]  # fmt: skip
    assert [each.paid_fen for each in ventures] == [12_000_000, 12_000_000, 0]
    assert all(each.paid_fen <= each.grant_fen <= each.asked_fen for each in ventures)
    assert found[0].awarded_fen == sum(each.grant_fen for each in ventures)
    for kind, number in ((SupportCenter, 2), (SocialWorker, 2), (Linkage, 1), (Population, 95)):
        assert len(fund.memory.all(kind)) == number
    assert fund.memory.told == []
