"""The masks of personal data (RED-01): every place that shows less than it knows asks here.

A mask shown once more stays as it is: whoever masks twice loses nothing and shows nothing.
"""

import re

_HOUSE = re.compile(
    r"(?:附|第)?[\dA-Za-z〇零一二三四五六七八九十百－-]{1,8}"
    r"(?:号|栋|幢|座|单元|楼|层|室|户|组|队|弄|#|[-－]\d)"
)
_LEVEL = re.compile(r".*(?:社区|居委会|村委会|大道|街道|[路街巷村镇乡区县市])")


def mask_name(name: str) -> str:
    """Show the surname only: 王秀英 → 王**."""
    return name[:1] + "*" * max(len(name) - 1, 1) if name else ""


def mask_protected_name(name: str) -> str:
    """Show the surname of a minor or of somebody under special protection: not even the length."""
    return f"{name[:1]}*" if name else ""


def mask_id_no(number: str, *, whole: bool = False) -> str:
    """Hide the birth date of an ID number: 510115********0016.

    `whole` is for minors, whose number tells more; of an old number with 15 digits nothing is left.
    """
    hidden = whole or len(number) != 18
    return "*" * len(number) if hidden else f"{number[:6]}{'*' * 8}{number[14:]}"


def mask_phone(number: str) -> str:
    """Hide the middle of a mobile number: 138****5678."""
    return f"{number[:3]}****{number[7:]}" if len(number) == 11 else "*" * len(number)


def mask_bank(number: str) -> str:
    """Show the last four digits of a bank account: ****1234."""
    return f"****{number[-4:]}"


def mask_address(address: str) -> str:
    """Show an address down to road or community: 温江区柳城街道示例路***.

    What names no house is left as it is.
    """
    house = _HOUSE.search(address)
    if house is None:
        return address
    public = _LEVEL.match(address[: house.start()])
    return f"{public.group()}***" if public else "***"
