"""What is typed into a purchase by hand may name a person; facts do not."""

import pytest

from tests.unit.delegation._desk import planned
from tests.unit.delegation._town import Town
from tests.unit.delegation.test_purchases import town as town


@pytest.mark.rule("RED-02")
def test_no_number_of_a_person_leaves_with_a_title_or_a_reason_typed_by_hand(town: Town):
    number, phone = "51011519510203001X", "13800005678"
    found = planned(town, title=f"为 {number} 等老人配送午餐")
    (told,) = town.told("delegation.purchase.planned")
    assert told.title == "为 510115********001X 等老人配送午餐"
    town.do("liucheng_leader", "give_up_purchase", purchase_id=found.id, reason=f"请致电 {phone}")
    (told,) = town.told("delegation.purchase.result_formed")
    assert (number in told.title, phone in told.reason) == (False, False)
    assert number in found.title, "the house itself keeps what was written"
