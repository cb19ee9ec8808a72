"""What lists are made of and by: procedures, item types, the national no-proof matters, names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.delegation import policies
from shared.kernel.deadlines import Period
from shared.kernel.events import Aggregate
from shared.kernel.units import KnownUnit
from shared.kernel.workflow import enforce


@dataclass(frozen=True)
class RoundRule:
    """One round of a procedure: kinds of units or unit codes, and its three periods.

    `stances`: its reporters say of every earlier item whether and at what cost they can bear it.
    `countersigners` sign what came back of the lists `countersigned`, or contest items of them.
    """

    reporters: tuple[str, ...]
    reviewers: tuple[str, ...]
    return_to: tuple[str, ...]
    report_within: str
    review_within: str
    return_within: str
    stances: bool = False
    countersigners: tuple[str, ...] = ()
    countersigned: tuple[str, ...] = ()

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> "RoundRule":
        """Read one round; raises Invalid `deadline.bad_period` for a period nobody can count."""
        within = {
            key: str(Period.parse(raw[key]))
            for key in ("report_within", "review_within", "return_within")
        }
        countersign = raw.get("countersign", {})
        return cls(
            reporters=tuple(raw["reporters"]),
            reviewers=tuple(raw["reviewers"]),
            return_to=tuple(raw["return_to"]),
            stances=bool(raw.get("stances", False)),
            countersigners=tuple(countersign.get("units", ())),
            countersigned=tuple(countersign.get("lists", ())),
            **within,
        )


@dataclass(kw_only=True, eq=False)
class Procedure(Aggregate):
    """A versioned way of making lists; a running batch stays on the version it began with.

    `id` is "code@version". `notice_within` may be empty: the rule pack then says how long.
    """

    id: str
    code: str
    edition: str
    name: str
    kind: str
    rounds: tuple[RoundRule, ...]
    legal_office: str
    notice_within: str
    notice_roll: bool
    valid_from: date
    source: str
    tag: str
    version: int = 0

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> "Procedure":
        """Read and check a procedure file; raises Conflict `delegation.bad_procedure`."""
        notice = raw["notice"]
        within = notice.get("period")
        found = cls(
            id=f"{raw['code']}@{raw['version']}",
            code=raw["code"],
            edition=str(raw["version"]),
            name=raw["name"],
            kind=raw["type"],
            rounds=tuple(RoundRule.read(each) for each in raw["rounds"]),
            legal_office=raw["legal_office"],
            notice_within=str(Period.parse(within)) if within else "",
            notice_roll=bool(notice.get("roll_forward", False)),
            valid_from=date.fromisoformat(raw["valid_from"]),
            source=raw["source"],
            tag=raw["tag"],
        )
        enforce(policies.procedure_is_whole(found))
        return found


@dataclass(kw_only=True, eq=False)
class ItemType(Aggregate):
    """A kind of service as the reference catalogue describes it; `id` is its code."""

    id: str
    name: str
    field: str
    department: str
    details: Mapping[str, Any]
    sample: bool = False
    version: int = 0


@dataclass(kw_only=True, eq=False)
class NoProofMatter(Aggregate):
    """A matter that communities must not certify (LST-20); provinces may add to the nation's."""

    id: str
    number: int
    name: str
    keywords: tuple[str, ...]
    jurisdiction: str
    effective_from: date
    source: str
    version: int = 0

    def applies(self, path: str, on: date) -> bool:
        """Say whether it binds the district at `path` on that day."""
        everywhere = self.jurisdiction == "CN"
        return self.effective_from <= on and (everywhere or path.startswith(self.jurisdiction))


@dataclass(kw_only=True, eq=False)
class UnitName(KnownUnit):
    """Delegation's copy of a unit: for messages, and for who reports in a procedure."""
