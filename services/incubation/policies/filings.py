"""Who may be filed with the street (四川省社区社会组织备案规则 2023; domain §8.2)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.jurisdiction import SEPARATOR
from shared.kernel.workflow import Objection

_COMMUNITY = 2
"""Levels above a community: its street, and the district."""


@dataclass(frozen=True)
class FilingRules:
    """Values of the rule pack: kinds, who may initiate, how many members at least."""

    kinds: Mapping[str, str]
    initiators: Mapping[str, Mapping[str, Any]]
    least_members: int


def may_be_filed(filing: Any, organisation: Any, rules: FilingRules) -> Objection | None:
    """Return the first condition of filing that is not met, or None (SO-03)."""
    return next(_unfileable(filing, organisation, rules), None)


def _unfileable(filing: Any, organisation: Any, rules: FilingRules) -> Iterator[Objection]:
    initiator = rules.initiators[filing.initiator]
    if not initiator["eligible"]:
        yield Objection(
            "incubation.not_fileable",
            f"{initiator['label']}不属于社区社会组织，不予备案。",
            {"initiator": filing.initiator, "rule": "SO-03"},
        )
    if organisation.kind not in rules.kinds:
        yield Objection(
            "incubation.unknown_kind",
            f"备案类型须为：{'、'.join(rules.kinds.values())}。",
            {"kinds": list(rules.kinds)},
        )
    if organisation.members < rules.least_members:
        yield Objection(
            "incubation.too_few_members",
            f"成员不少于 {rules.least_members} 人，现为 {organisation.members} 人。",
            {"least": rules.least_members, "members": organisation.members},
        )


def lies_in_a_community(actor: Actor) -> Objection | None:
    """A community organisation is filed from the community where it works."""
    if actor.path.count(SEPARATOR) == _COMMUNITY:
        return None
    return Objection(
        "incubation.not_in_a_community", "社区社会组织备案须由所在社区的组织或社区工作人员申请。"
    )


def another_hand_opines(filing: Any, actor: Actor) -> Objection | None:
    """Who entered an application gives no opinion on it (G-07)."""
    return None if actor.id != filing.applied_by else _own()


def another_hand_files(filing: Any, actor: Actor) -> Objection | None:
    """Who entered or sent on an application does not decide on it (G-07)."""
    return None if actor.id not in (filing.applied_by, filing.sent_by) else _own()


def may_be_renewed(valid_through: date, today: date, *, days: int) -> Objection | None:
    """A certificate is renewed in the last days of its term, not before."""
    earliest = valid_through - timedelta(days=days)
    if today >= earliest:
        return None
    return Objection(
        "incubation.too_early_to_renew",
        f"备案证书有效至 {valid_through}，自 {earliest} 起可以续期。",
        {"earliest": str(earliest)},
    )


def _own() -> Objection:
    return Objection(
        "incubation.own_procedure", "申请、经办与审批须由不同人员承担，请由其他人员办理。"
    )
