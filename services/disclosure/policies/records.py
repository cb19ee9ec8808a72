"""Rules about publishing: a name, one answer, the article it comes from."""

from typing import Any

from services.disclosure.policies.personal import find_personal
from shared.kernel.actor import Actor
from shared.kernel.workflow import Objection

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
    if record.withheld() or record.bars:
        return None
    if find_personal({"title": record.title, **record.content}):
        return None
    return Objection("disclosure.nothing_to_redact", "审查未发现须区分处理的内容，可直接报批。")


def another_hand_approves(record: Any, actor: Actor) -> Objection | None:
    """Who checked does not approve (G-07)."""
    if actor.id != record.checked_by:
        return None
    return Objection("disclosure.own_check", "审查人不得批准自己审查的信息，请由其他负责人批准。")


def something_is_left(content: Any) -> Objection | None:
    """区分处理 publishes the rest; what touches people is never kept back whole (PUB-07, §37)."""
    if content.get("text") or content.get("rows"):
        return None
    return Objection(
        "disclosure.nothing_left",
        "区分处理后没有可公开的内容。涉及群众切身利益的信息不得整件不公开，请保留可公开部分。",
    )
