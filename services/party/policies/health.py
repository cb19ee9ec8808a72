"""What should be created, joined, split, raised or elected, and why (domain §6.2, PTY-01 to 13)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.party.policies.sizes import Sizes
from services.party.policies.structure import Structure
from services.party.policies.terms import TermRules, alert_day
from shared.kernel.deadlines import plus_months

LABELS = {
    "OK": "正常",
    "SHOULD_CREATE": "应设立党组织",
    "SHOULD_JOINT": "应联合设立或并入",
    "SHOULD_SPLIT": "应拆分",
    "UPGRADE_TO_GENERAL_BRANCH": "应升格为党总支",
    "UPGRADE_TO_COMMITTEE": "应升格为党委",
    "TERM_DUE": "即将届满",
    "TERM_OVERDUE": "逾期未换届",
    "COMMITTEE_MISSING": "班子不健全",
}


@dataclass(frozen=True)
class Yardstick:
    """The rules of the day against which everything is held."""

    structure: Structure
    sizes: Sizes
    terms: TermRules
    today: date


@dataclass(frozen=True)
class Finding:
    """One thing to do: a code, a sentence, the rule, the numbers."""

    code: str
    sentence: str
    rule: str
    numbers: dict[str, int | str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Return what people call it."""
        return LABELS[self.code]


@dataclass(frozen=True)
class Checked:
    """An organisation, a gathering or a unit with what is to be done about it."""

    subject: Any
    findings: Sequence[Finding]

    @property
    def healthy(self) -> bool:
        """Say whether nothing is to be done."""
        return all(each.code == "OK" for each in self.findings)


def organisation_findings(
    organisation: Any, *, total: int, committee: Sequence[str], by: Yardstick
) -> tuple[Finding, ...]:
    """Say what is to be done about an organisation.

    `total` counts its members and those below it, each once; `committee` lists the posts held.
    """
    found = [
        *_size(organisation, by),
        *_upgrade(organisation, total, by),
        *_committee(organisation, committee, by),
        *_term(organisation, by),
    ]
    return tuple(found) or (OK,)


def gathering_findings(gathering: Any, *, by: Yardstick) -> tuple[Finding, ...]:
    """Say what is to be done about members without an organisation (PTY-01, PTY-02, PTY-11)."""
    least, formal = by.sizes.least_formal["BRANCH"], gathering.formal
    numbers: dict[str, int | str] = {"formal": formal, "members": gathering.members}
    if not gathering.members:
        return (OK,)
    if formal < least:
        sentence = (
            f"正式党员 {formal} 人，不足 {least} 人，应与邻近或同业单位设联合党支部，或并入。"
        )
        return (Finding("SHOULD_JOINT", sentence, "PTY-02", numbers),)
    if gathering.ends_on is None:
        sentence = f"正式党员 {formal} 人，应设党支部。"
        return (Finding("SHOULD_CREATE", sentence, "PTY-01", numbers),)
    months, day = by.sizes.project_months, gathering.ends_on
    form = "党支部" if day >= plus_months(by.today, months) else "临时党支部"
    sentence = f"正式党员 {formal} 人，任务至 {day}，应设{form}（以 {months} 个月为界）。"
    return (Finding("SHOULD_CREATE", sentence, "PTY-11", {**numbers, "ends_on": str(day)}),)


def unit_findings(unit: Any, *, levels: Sequence[str], by: Yardstick) -> tuple[Finding, ...]:
    """Say what a unit lacks, or what one that ended left; `levels`: of what lives there."""
    wanted = by.structure.units[unit.kind]
    if not unit.exists(by.today):
        sentence = f"{unit.name}已撤并，其 {len(levels)} 个党组织应并入承继单位的党组织。"
        left: dict[str, int | str] = {"organisations": len(levels), "valid_to": str(unit.valid_to)}
        return (Finding("SHOULD_JOINT", sentence, "PTY-16", left),) if levels else (OK,)
    if wanted in levels:
        return (OK,)
    sentence = f"{unit.name}尚无{by.structure.level(wanted)}，应设立。"
    return (Finding("SHOULD_CREATE", sentence, "PTY-14", {"organisations": len(levels)}),)


OK = Finding("OK", "符合设置规定。", "")


def _size(organisation: Any, by: Yardstick) -> Iterator[Finding]:
    if organisation.form == "GROUP":
        yield from _group(organisation, by)
    if organisation.form not in by.structure.branches:
        return
    formal, members, sizes = organisation.formal, organisation.members, by.sizes
    least, most = sizes.least_formal["BRANCH"], sizes.branch_most
    numbers: dict[str, int | str] = {"formal": formal, "members": members}
    if formal < least:
        sentence = f"正式党员 {formal} 人，不足 {least} 人，应与邻近或同业单位设联合党支部。"
        yield Finding("SHOULD_JOINT", sentence, "PTY-02", numbers)
    if members > most:
        sentence = f"党员 {members} 人，超过 {most} 人，应拆分为几个党支部，或设党总支。"
        yield Finding("SHOULD_SPLIT", sentence, "PTY-01", numbers)
    if len(organisation.units) > sizes.joint_most_units:
        units = len(organisation.units)
        sentence = (
            f"联合党支部覆盖 {units} 个单位，一般不超过 {sizes.joint_most_units} 个，应拆分。"
        )
        yield Finding("SHOULD_SPLIT", sentence, "PTY-02", {"units": units})


def _group(group: Any, by: Yardstick) -> Iterator[Finding]:
    sizes, formal, members = by.sizes, group.formal, group.members
    numbers: dict[str, int | str] = {"formal": formal, "members": members, "guests": group.guests}
    branch = sizes.least_formal["BRANCH"]
    if by.structure.levels[group.level]["stands_alone"] and formal >= branch:
        sentence = f"单位内正式党员 {formal} 人，应单独设党支部。"
        yield Finding("SHOULD_CREATE", sentence, "PTY-01", numbers)
    present, least = members + group.guests, sizes.group_least
    if present < least or formal < sizes.least_formal["GROUP"]:
        full = sizes.least_formal["GROUP"]
        sentence = f"党小组应有党员 {least} 人以上，其中正式党员 {full} 人以上，应并入邻近党小组。"
        yield Finding("SHOULD_JOINT", sentence, "PTY-12", numbers)


def _upgrade(organisation: Any, total: int, by: Yardstick) -> Iterator[Finding]:
    structure, least = by.structure, by.sizes.least_all
    smaller = organisation.form in structure.branches
    if not (smaller or organisation.form == "GENERAL_BRANCH") or organisation.exception_no:
        return
    if not structure.levels[organisation.level]["sized"]:
        return
    if total >= least["COMMITTEE"]:
        sentence = f"党员 {total} 人，达到 {least['COMMITTEE']} 人，应设党委。"
        yield Finding("UPGRADE_TO_COMMITTEE", sentence, "PTY-03", {"members": total})
    elif smaller and total >= least["GENERAL_BRANCH"]:
        sentence = f"党员 {total} 人，达到 {least['GENERAL_BRANCH']} 人，应设党总支。"
        yield Finding("UPGRADE_TO_GENERAL_BRANCH", sentence, "PTY-03", {"members": total})


def _committee(organisation: Any, posts: Sequence[str], by: Yardstick) -> Iterator[Finding]:
    if not organisation.elects:
        return
    sizes, formal = by.sizes, organisation.formal
    if "SECRETARY" not in posts:
        numbers: dict[str, int | str] = {"formal": formal, "committee": len(posts)}
        yield Finding("COMMITTEE_MISSING", "书记空缺，应及时选举或任命。", "PTY-04", numbers)
    large = organisation.form in by.structure.branches and formal >= sizes.committee_from
    if large and len(posts) < sizes.committee_least:
        sentence = (
            f"正式党员 {formal} 人，应设 {sizes.committee_least} 人以上的支委会，"
            f"现有 {len(posts)} 人。"
        )
        numbers = {"formal": formal, "committee": len(posts)}
        yield Finding("COMMITTEE_MISSING", sentence, "PTY-04", numbers)


def _term(organisation: Any, by: Yardstick) -> Iterator[Finding]:
    ends_on = organisation.term_ends_on
    if ends_on is None:
        return
    numbers: dict[str, int | str] = {"term_ends_on": str(ends_on)}
    if by.today > ends_on:
        yield Finding("TERM_OVERDUE", f"任期已于 {ends_on} 届满，应尽快换届。", "PTY-06", numbers)
    elif by.today >= alert_day(ends_on, max(by.terms.alerts)):
        yield Finding("TERM_DUE", f"任期将于 {ends_on} 届满，应筹备换届。", "PTY-07", numbers)
