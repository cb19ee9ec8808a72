"""What an organisation's record says against it (domain §8.3-8.5)."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any

from shared.kernel.workflow import Objection


class ListingKind(StrEnum):
    """On which list an organisation stands, or that it is under investigation."""

    ABNORMAL = "ABNORMAL"
    DISHONEST = "DISHONEST"
    INVESTIGATION = "INVESTIGATION"

    @property
    def label(self) -> str:
        """Return its Chinese name."""
        return _LISTS[self]


_LISTS = {
    ListingKind.ABNORMAL: "活动异常名录",
    ListingKind.DISHONEST: "严重违法失信名单",
    ListingKind.INVESTIGATION: "立案调查",
}


class CheckResult(StrEnum):
    """The result of an annual check (年检)."""

    PASSED = "PASSED"
    BASIC = "BASIC"
    FAILED = "FAILED"
    MISSED = "MISSED"


def is_on_no_list(
    organisation: Any, on: date, *, of: Iterable[ListingKind] = tuple(ListingKind)
) -> Objection | None:
    """It stands on none of these lists on that day."""
    standing = [each.kind for each in organisation.listings if each.holds(on) and each.kind in of]
    if not standing:
        return None
    return Objection(
        "incubation.listed",
        f"该组织处于{'、'.join(kind.label for kind in standing)}状态，不能申请。",
        {"lists": [str(kind) for kind in standing]},
    )


def is_not_listed_yet(organisation: Any, kind: ListingKind, on: date) -> Objection | None:
    """An organisation is entered in a list once, until it is taken off."""
    if is_on_no_list(organisation, on, of=(kind,)) is None:
        return None
    return Objection("incubation.listed_already", f"该组织已处于{kind.label}状态。")


def was_not_punished(organisation: Any, *, since: date) -> Objection | None:
    """No administrative punishment on or after that day."""
    found = [each for each in organisation.punishments if each.on >= since]
    if not found:
        return None
    return Objection(
        "incubation.punished",
        f"该组织 {found[-1].on} 受到行政处罚（{found[-1].document_no}），不能申请。",
        {"on": str(found[-1].on), "since": str(since)},
    )


def name_is_free(others: Iterable[Any], name: str) -> Objection | None:
    """No two living organisations of a district bear one name."""
    if next(iter(others), None) is None:
        return None
    return Objection("incubation.name_taken", f"名称“{name}”已被使用，请更换名称。")
