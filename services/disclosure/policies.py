"""Rules about publishing: a name, one answer, the article it comes from."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.identifiers import is_resident_id
from shared.kernel.workflow import Objection

_NUMBER = re.compile(r"(?<!\d)(\d{17}[\dXx])(?!\d)")
_MOBILE = re.compile(r"(?<!\d)(1[3-9]\d{9})(?!\d)")
_ANY_DAY = date(2200, 1, 1)

CHECKS = ("secrecy", "third_party", "internal")
"""The three checks in their order: 条例 §14 secrecy, §15 third party, §16 internal."""


def all_checks_made(record: Any, actor: Actor) -> Objection | None:
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
    """There is nothing to take out of a clean record."""
    if record.withheld():
        return None
    return Objection("disclosure.nothing_to_redact", "审查未发现须区分处理的内容，可直接报批。")


def another_hand_approves(record: Any, actor: Actor) -> Objection | None:
    """Who checked does not approve (G-07)."""
    if actor.id != record.checked_by:
        return None
    return Objection("disclosure.own_check", "审查人不得批准自己审查的信息，请由其他负责人批准。")


def holds_no_personal_data(record: Any, actor: Actor) -> Objection | None:
    """ID and mobile numbers block publication, in text and in table cells (RED-02)."""
    found = [f"{place}：{kind}" for place, kind in personal_data(record.content)]
    if not found:
        return None
    return Objection(
        "disclosure.personal_data",
        f"内容含个人信息，不能公开：{'；'.join(found[:5])}。请先作区分处理。",
        {"places": found},
    )


def personal_data(content: Any, place: str = "正文") -> Iterator[tuple[str, str]]:
    """Yield where ID and mobile numbers stand; full-width digits are read as digits."""
    if isinstance(content, str):
        text = unicodedata.normalize("NFKC", content)
        if any(is_resident_id(number, on=_ANY_DAY) for number in _NUMBER.findall(text)):
            yield place, "身份证号码"
        if _MOBILE.search(text):
            yield place, "手机号码"
    elif isinstance(content, dict):
        for key, value in content.items():
            yield from personal_data(value, f"{place}/{key}")
    elif isinstance(content, (list, tuple)):
        for index, value in enumerate(content, start=1):
            yield from personal_data(value, f"{place}第{index}项")
