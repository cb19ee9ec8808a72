from datetime import date

import pytest

from shared.kernel.errors import Invalid
from shared.kernel.identifiers import check_resident_id, is_credit_code, is_resident_id

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "number",
    [
        "11010519491231002X",
        "11010519491231002x",
        "510115199003070014",  # place code younger than the holder: people really have it
        "510123199003070014",
        "510115200503070016",
        "440524188001010014",  # the standard's own example
    ],
)
def test_real_numbers_are_accepted_whatever_their_place(number: str):
    assert is_resident_id(number, on=TODAY)


@pytest.mark.parametrize(
    "number",
    [
        "510115201002290015",  # check digit right, 29 February 2010 is not a day
        "110105194912310021",  # check digit wrong
        "11010519491231002",
        "510115203003070010",  # born in the future
        "１１０１０５１９４９１２３１００２Ｘ",
        "",
    ],
)
def test_impossible_numbers_are_refused_without_repeating_them(number: str):
    assert not is_resident_id(number, on=TODAY)
    with pytest.raises(Invalid) as refused:
        check_resident_id(number, on=TODAY)
    assert number == "" or number not in str(refused.value.details) + refused.value.message


@pytest.mark.parametrize(
    "code",
    ["51510115MJ12345613", "52510115MJ6543216G", "54510115ME000001X7", "N2510115MF1234567T",
     "91110000600037341L"],
)  # fmt: skip
def test_credit_codes_of_every_registry_are_accepted(code: str):
    assert is_credit_code(code)


@pytest.mark.parametrize("code", ["91110000600037341M", "9111000060003734IL", "91110000", ""])
def test_wrong_credit_codes_are_refused(code: str):
    assert not is_credit_code(code)
