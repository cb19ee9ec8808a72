"""Rules of the hierarchy (domain §6.1): which level stands below which, in which forms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.jurisdiction import covers
from shared.kernel.rulepacks import RulePack
from shared.kernel.workflow import Objection

STRUCTURE = "party.structure"


@dataclass(frozen=True)
class Structure:
    """Levels, forms and posts as the rule pack has them: code → its values.

    `units` say on which level every unit of a kind has an organisation.
    """

    levels: Mapping[str, Mapping[str, Any]]
    forms: Mapping[str, Mapping[str, Any]]
    posts: Mapping[str, Mapping[str, Any]]
    gatherings: Mapping[str, str]
    units: Mapping[str, str]

    @classmethod
    def read(cls, pack: RulePack) -> "Structure":
        """Read it from its rule pack."""
        return cls(
            levels=pack.raw("levels"),
            forms=pack.raw("forms"),
            posts=pack.raw("posts"),
            gatherings=pack.raw("gatherings"),
            units=pack.raw("units"),
        )

    @property
    def branches(self) -> frozenset[str]:
        """Return the forms that have a committee once they are large enough (PTY-04)."""
        return self._forms_with("committee")

    @property
    def counted(self) -> frozenset[str]:
        """Return the forms whose members belong to them and to no other (PTY-13)."""
        return self._forms_with("counted")

    @property
    def wide(self) -> frozenset[str]:
        """Return the forms whose members are all those below them (PTY-13)."""
        return self._forms_with("wide")

    def allows(self, level: str, form: str) -> dict[str, Any]:
        """Say whether an organisation holds elections, takes new members, hosts guests."""
        found = self.forms[form]
        return {
            "elects": found["elects"],
            "admits": found["admits"],
            "hosts": self.levels[level]["hosts"],
        }

    def level(self, code: str) -> str:
        """Return what people call a level."""
        return str(self.levels[code]["label"])

    def form(self, code: str) -> str:
        """Return what people call a form."""
        return str(self.forms[code]["label"])

    def _forms_with(self, flag: str) -> frozenset[str]:
        return frozenset(code for code, form in self.forms.items() if form[flag])


def superior_decides(organisation: Any, actor: Actor) -> Objection | None:
    """Whoever decides about an organisation stands above its place (PTY-15)."""
    if actor.serves(organisation.path) and actor.scope != organisation.path:
        return None
    return Objection("party.superior_decides", "该事项须由上级党组织办理，请报上级党组织。")


def another_hand_decides(organisation: Any, actor: Actor) -> Objection | None:
    """Who proposed an organisation does not approve it (G-07)."""
    if actor.id != organisation.proposed_by:
        return None
    return Objection("party.own_proposal", "提出设立的人不得批复自己的请示，请由其他人员办理。")


def form_fits_level(level: str, form: str, structure: Structure) -> Objection | None:
    """A level takes only some forms (PTY-14)."""
    allowed = structure.levels[level]["forms"]
    if form in allowed:
        return None
    names = "、".join(structure.form(each) for each in allowed)
    return Objection(
        "party.form_not_allowed",
        f"{structure.level(level)}只能设为：{names}。",
        {"level": level, "form": form, "allowed": list(allowed), "rule": "PTY-14"},
    )


def parent_fits(organisation: Any, parent: Any | None, structure: Structure) -> Objection | None:
    """The superior is of the one level above, and its area holds the organisation's (PTY-14)."""
    wanted = structure.levels[organisation.level]["parent"]
    if parent is None and wanted is None:
        return None
    if parent is None or wanted is None or parent.level != wanted:
        above = f"须隶属于{structure.level(wanted)}" if wanted else "没有上级党组织"
        return Objection(
            "party.wrong_parent",
            f"{structure.level(organisation.level)}{above}，请重新选择隶属关系。",
            {"level": organisation.level, "parent_level": wanted, "rule": "PTY-14"},
        )
    if covers(parent.path, organisation.path):
        return None
    return Objection(
        "party.parent_elsewhere",
        f"“{parent.name}”不在同一区域，请选择本区域的上级党组织。",
        {"parent_id": parent.id, "rule": "PTY-14"},
    )


def takes_subordinates(parent: Any, *, living: bool) -> Objection | None:
    """Only an organisation that exists, and not for a task alone, takes others below it."""
    if living and parent.task is None:
        return None
    return Objection(
        "party.parent_not_active",
        f"“{parent.name}”尚未成立、已撤销或是临时党支部，不能作为上级党组织。",
        {"parent_id": parent.id},
    )


def day_is_in_order(on: date, *, earliest: date | None, today: date) -> Objection | None:
    """A change is dated no later than today and no earlier than the last one (PTY-16)."""
    if (earliest is None or on >= earliest) and on <= today:
        return None
    begin = f"不早于 {earliest}、" if earliest else ""
    return Objection(
        "party.day_out_of_order",
        f"日期须{begin}不晚于今天（{today}），请核对文件日期。",
        {"on": str(on), "earliest": str(earliest or ""), "today": str(today)},
    )


def nothing_is_below(organisation: Any, children: int) -> Objection | None:
    """An organisation with others below it is merged or emptied first, not dissolved (PTY-16)."""
    if not children:
        return None
    return Objection(
        "party.has_subordinates",
        f"“{organisation.name}”下属还有 {children} 个党组织，请先调整其隶属关系，或办理合并。",
        {"children": children, "rule": "PTY-16"},
    )


def nobody_is_left(organisation: Any) -> Objection | None:
    """Members are placed elsewhere before their organisation ends (PTY-16)."""
    left = organisation.members + organisation.guests
    if not left:
        return None
    return Objection(
        "party.has_members",
        f"“{organisation.name}”还有 {left} 名党员，请先转接组织关系，或办理合并。",
        {"members": left, "rule": "PTY-16"},
    )


def successor_fits(organisation: Any, successor: Any, *, living: bool) -> Objection | None:
    """An organisation goes on in a living other one of its own level (PTY-16).

    Members of a group are counted in its branch, those of a temporary branch where they came from:
    they would be counted twice in a successor of another kind.
    """
    same = successor.level == organisation.level and successor.id != organisation.id
    groups = (organisation.form == "GROUP") == (successor.form == "GROUP")
    if living and same and groups and organisation.task is None is successor.task:
        return None
    return Objection(
        "party.wrong_successor",
        "须并入同一层级、正常运转的另一个党组织；党小组只并入党小组，临时党支部不办理合并。",
        {"successor_id": successor.id, "rule": "PTY-16"},
    )
