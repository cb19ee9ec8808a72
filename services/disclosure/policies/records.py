"""Rules about publishing: a name, one answer, the article it comes from."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.identifiers import is_resident_id
from shared.kernel.workflow import Objection

_NUMBER = re.compile(r"(?<!\d)(\d{17}[\dXx])(?!\d)")
_MOBILE = re.compile(r"(?<!\d)(1[3-9]\d{9})(?!\d)")
_OLD_NUMBER = re.compile(r"(?<!\d)\d{6}(\d{2})(\d{2})(\d{2})\d{3}(?!\d)")
_BANK_CARD = re.compile(r"(?<!\d)(\d{16,19})(?!\d)")
_ANY_DAY = date(2200, 1, 1)

CHECKS = ("secrecy", "third_party", "internal")
"""The three checks in their order: 条例 §14 secrecy, §15 third party, §16 internal."""


def all_checks_made(record: Any) -> Objection | None:
    """Each of the three checks has a finding before anything goes on (PUB-04)."""
    missing = [check for check in CHECKS if check not in record.findings]
    if not missing:
        return None
    return Objection(
        "disclosure.checks_missing",
        "公开前须完成保密、第三方权益、内部信息三项审查（条例第十四至十六条）。",
        {"missing": missing},
    )


def nothing_is_withheld(record: Any, actor: Actor) -> Objection | None:
    """What a check found must be taken out first (§37)."""
    found = record.withheld()
    if not found:
        return None
    return Objection(
        "disclosure.redaction_needed",
        "审查发现不宜公开的内容，须先作区分处理（条例第三十七条）。",
        {"findings": found},
    )


def something_is_withheld(record: Any, actor: Actor) -> Objection | None:
    """There is nothing to take out of a clean record; personal data is found without a check."""
    if record.withheld() or any(personal_data(record.content)):
        return None
    return Objection("disclosure.nothing_to_redact", "审查未发现须区分处理的内容，可直接报批。")


def another_hand_approves(record: Any, actor: Actor) -> Objection | None:
    """Who checked does not approve (G-07)."""
    if actor.id != record.checked_by:
        return None
    return Objection("disclosure.own_check", "审查人不得批准自己审查的信息，请由其他负责人批准。")


def holds_no_personal_data(record: Any, actor: Actor) -> Objection | None:
    """Numbers of persons block publication, in title, text and table cells (RED-02)."""
    return says_nothing_personal({"标题": record.title, "正文": record.content})


def something_is_left(content: Any) -> Objection | None:
    """区分处理 publishes the rest; what touches people is never kept back whole (PUB-07, §37)."""
    if content.get("text") or content.get("rows"):
        return None
    return Objection(
        "disclosure.nothing_left",
        "区分处理后没有可公开的内容。涉及群众切身利益的信息不得整件不公开，请保留可公开部分。",
    )


def says_nothing_personal(content: Any) -> Objection | None:
    """Whatever readers will see holds no number of a person (RED-02)."""
    found = [f"{place}：{kind}" for place, kind in personal_data(content)]
    if not found:
        return None
    return Objection(
        "disclosure.personal_data",
        f"内容含个人信息，不能公开：{'；'.join(found[:5])}。请先作区分处理。",
        {"places": found},
    )


def personal_data(content: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield where numbers of persons stand; full-width digits are read as digits."""
    if isinstance(content, str):
        text = unicodedata.normalize("NFKC", content)
        yield from ((place or "正文", kind) for kind, stands_in in _KINDS if stands_in(text))
    elif isinstance(content, Mapping):
        for key, value in content.items():
            yield from personal_data(value, f"{place}/{key}" if place else key)
    elif isinstance(content, (list, tuple)):
        for index, value in enumerate(content, start=1):
            yield from personal_data(value, f"{place}第{index}项")


def _has_id_number(text: str) -> bool:
    return any(is_resident_id(number, on=_ANY_DAY) for number in _NUMBER.findall(text))


def _has_old_id_number(text: str) -> bool:
    """15 digits with the birth date of somebody born in the 1900s."""
    return any(_is_date(*born) for born in _OLD_NUMBER.findall(text))


def _has_mobile(text: str) -> bool:
    return _MOBILE.search(text) is not None


def _has_bank_card(text: str) -> bool:
    return any(_checks(number) for number in _BANK_CARD.findall(text))


def _is_date(year: str, month: str, day: str) -> bool:
    try:
        date(1900 + int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _checks(number: str) -> bool:
    """Say whether the last digit is the check digit of a bank card (Luhn)."""
    digits = [int(digit) for digit in reversed(number)]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + doubled) % 10 == 0


_KINDS = (
    ("身份证号码", _has_id_number),
    ("15 位身份证号码", _has_old_id_number),
    ("手机号码", _has_mobile),
    ("银行卡号", _has_bank_card),
)
