"""How many members an organisation of a form has (支部工作条例; domain PTY-01 to PTY-04, PTY-12).

Thresholds of branches and their committees count full members; those of 总支 and 党委 count
all members, and may be departed from with the superior's approval (PTY-03, PTY-13).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.party.policies.structure import Structure
from shared.kernel.deadlines import plus_months
from shared.kernel.rulepacks import RulePack
from shared.kernel.workflow import Objection

SIZES = "party.sizes"


@dataclass(frozen=True)
class Sizes:
    """Numbers of the rule pack. `least_all` and `least_formal`: form → members it needs."""

    least_formal: Mapping[str, int]
    least_all: Mapping[str, int]
    branch_most: int
    joint_most_units: int
    joint_least_units: int
    with_committee: frozenset[str]
    committee_from: int
    committee_least: int
    committee_most: int
    group_least: int
    project_months: int

    @classmethod
    def read(cls, pack: RulePack, structure: Structure) -> "Sizes":
        """Read them from their rule pack."""
        return cls(
            least_formal=pack.raw("form.least_formal"),
            least_all=pack.raw("form.least_all"),
            branch_most=pack.integer("branch.most"),
            joint_most_units=pack.integer("joint.most_units"),
            joint_least_units=pack.integer("joint.least_units"),
            with_committee=structure.branches,
            committee_from=pack.integer("committee.from_formal"),
            committee_least=pack.integer("committee.least"),
            committee_most=pack.integer("committee.most"),
            group_least=pack.raw("form.least_all")["GROUP"],
            project_months=pack.period("project.least").months,
        )


def size_fits_form(proposal: Any, structure: Structure, sizes: Sizes) -> Objection | None:
    """A form is for so many members; 总支 and 党委 may be excepted (PTY-01, PTY-03, PTY-12)."""
    formal, everybody = sizes.least_formal[proposal.form], sizes.least_all[proposal.form]
    sized = structure.levels[proposal.level]["sized"]
    enough = proposal.members >= everybody or bool(proposal.exception_no)
    if not sized or (proposal.formal >= formal and enough):
        return None
    return Objection(
        "party.too_few_members",
        f"设立{structure.form(proposal.form)}须有正式党员 {formal} 名以上、"
        f"党员 {everybody} 名以上，现有正式党员 {proposal.formal} 名、党员 {proposal.members} 名。",
        {"formal": formal, "members": everybody},
    )


def joint_units_fit(proposal: Any, sizes: Sizes) -> Objection | None:
    """A joint branch is of some neighbouring units, generally no more than five (PTY-02)."""
    if proposal.form != "JOINT":
        return None
    least, most, units = sizes.joint_least_units, sizes.joint_most_units, len(set(proposal.units))
    if least <= units <= most:
        return None
    return Objection(
        "party.joint_units",
        f"联合党支部由 {least} 至 {most} 个相邻或同业单位组成，现为 {units} 个。",
        {"least": least, "most": most, "units": units, "rule": "PTY-02"},
    )


def task_fits_form(proposal: Any, *, today: date, sizes: Sizes) -> Objection | None:
    """A temporary branch is for a task that ends within half a year; no other is (PTY-11)."""
    if (proposal.form == "TEMPORARY") != (proposal.task is not None):
        return Objection(
            "party.task_missing",
            "临时党支部须写明任务及结束日期；其他党组织不填写任务。",
            {"rule": "PTY-11"},
        )
    if proposal.task is None or proposal.task.ends_on < plus_months(today, sizes.project_months):
        return None
    return Objection(
        "party.task_is_long",
        f"工作期限 {sizes.project_months} 个月以上且有正式党员"
        f" {sizes.least_formal['BRANCH']} 人以上的，应设党支部。",
        {"months": sizes.project_months, "rule": "PTY-11"},
    )
