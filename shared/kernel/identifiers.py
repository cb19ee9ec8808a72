"""Resident ID numbers (GB 11643) and unified social credit codes (GB 32100), checked here.

Libraries refuse valid numbers: people hold 510115… numbers with birth dates before that code
existed, and rural collectives' codes begin with a letter. So place is never a reason to refuse.
"""

import re
from datetime import date

from shared.kernel.errors import Invalid

_ID_FORM = re.compile(r"^\d{17}[\dX]$")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"

_USCC_SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_FORM = re.compile(rf"^[{_USCC_SYMBOLS}]{{18}}$")


def is_resident_id(number: str, *, on: date) -> bool:
    """Say whether an 18-character ID number has a real birth date not after `on` and checks."""
    number = number.upper()
    if not _ID_FORM.match(number):
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False))
    return born <= on and _ID_CHECKS[total % 11] == number[17]


def check_resident_id(number: str, *, on: date) -> None:
    """Raise Invalid for a number that cannot be a resident's ID; the number is not repeated."""
    if not is_resident_id(number, on=on):
        raise Invalid(
            "identifiers.resident_id",
            "身份证号码不正确，请核对 18 位号码（末位可为 X）。",
            errors=[{"pointer": "/applicant/id_no", "code": "resident_id", "detail": "号码不正确"}],
        )


def is_credit_code(code: str) -> bool:
    """Say whether an 18-character unified social credit code checks; any registry, any place."""
    code = code.upper()
    if not _USCC_FORM.match(code):
        return False
    total = sum(
        _USCC_SYMBOLS.index(symbol) * pow(3, place, 31) for place, symbol in enumerate(code[:17])
    )
    return _USCC_SYMBOLS[(31 - total % 31) % 31] == code[17]
