"""Rules of 三会一课 (domain §6.4; 中国共产党支部工作条例（试行）)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.rulepacks import RulePack
from shared.kernel.thresholds import is_more_than, more_than
from shared.kernel.workflow import Objection

FORMAL, PROBATIONARY, SUSPENDED, GUEST = "FORMAL", "PROBATIONARY", "SUSPENDED", "GUEST"
STANDINGS: Mapping[str, str] = {
    FORMAL: "正式党员",
    PROBATIONARY: "预备党员",
    SUSPENDED: "留党察看党员",
    GUEST: "列席",
}
"""As what somebody attends; only 正式党员 vote (PTY-10)."""


@dataclass(frozen=True)
class KindRule:
    """What holds for one kind of meeting: who holds it, and how many in which period.

    `quorum` is the share of voters that must be exceeded, "" when there is none; `whole` says that
    the record names every member, `committee` that only branches with a committee hold it,
    `fixed_day` that it has its day of the month.
    """

    code: str
    label: str
    forms: tuple[str, ...]
    per: str
    least: int
    quorum: str = ""
    whole: bool = False
    committee: bool = False
    fixed_day: bool = False


@dataclass(frozen=True)
class MeetingRules:
    """The values of the rule pack in force on the day of a meeting, or on a period's first day."""

    pack: str
    kinds: Mapping[str, KindRule]
    decision: str
    theme_day: int
    committee_least: int
    wait_days: int

    @classmethod
    def read(cls, pack: RulePack, sizes: RulePack) -> "MeetingRules":
        """Read them; `sizes` say from how many 正式党员 on a branch has a committee (PTY-04)."""
        kinds = {
            code: KindRule(code=code, **{**raw, "forms": tuple(raw["forms"])})
            for code, raw in pack.raw("kinds").items()
        }
        return cls(
            pack.id,
            kinds,
            pack.text("decision"),
            pack.integer("theme_day"),
            sizes.integer("committee.from_formal"),
            pack.integer("check.after_days"),
        )


@dataclass(frozen=True)
class Standing:
    """What an organisation was on a day: its form, whether it was active, its 正式党员."""

    form: str
    active: bool
    formal: int


@dataclass(frozen=True)
class Result:
    """The votes on one matter; what the matter was stays in the minutes."""

    number: int
    in_favour: int
    against: int
    abstained: int
    needed: int
    carried: bool


@dataclass(frozen=True)
class Tally:
    """A meeting in numbers: who should vote and who came, whether it counts, why not."""

    entitled: int
    voters_present: int
    present: int
    absent: int
    valid: bool
    why: str
    results: tuple[Result, ...]


def tally(minutes: Any, kind: KindRule, rules: MeetingRules) -> Tally:
    """Count a record: valid or not (PTY-20), each decision carried or not (PTY-21)."""
    voters = [each for each in minutes.attendees if each.standing == FORMAL]
    there = sum(each.present for each in minutes.attendees)
    came = sum(each.present for each in voters)
    objection = meeting_is_valid(len(voters), came, there, kind)
    return Tally(
        entitled=len(voters),
        voters_present=came,
        present=there,
        absent=len(minutes.attendees) - there,
        valid=objection is None,
        why=objection.message if objection else "",
        results=tuple(
            _result(number, each, len(voters), rules, valid=objection is None)
            for number, each in enumerate(minutes.decisions, start=1)
        ),
    )


def _result(number: int, vote: Any, entitled: int, rules: MeetingRules, *, valid: bool) -> Result:
    needed = more_than(entitled, rules.decision) if entitled else 0
    carried = valid and entitled > 0 and vote.in_favour >= needed
    return Result(number, vote.in_favour, vote.against, vote.abstained, needed, carried)


def meeting_is_valid(entitled: int, came: int, present: int, kind: KindRule) -> Objection | None:
    """More than half of those who may vote are there, where the kind asks for it (PTY-20)."""
    if present == 0:
        return Objection("party.nobody_came", "无人到会，会议无效，不计入次数。")
    if not kind.quorum:
        return None
    if entitled == 0:
        return Objection("party.no_voters", "没有有表决权的正式党员，会议无效，不计入次数。")
    if is_more_than(came, entitled, kind.quorum):
        return None
    needed = more_than(entitled, kind.quorum)
    return Objection(
        "party.no_quorum",
        f"有表决权的党员应到 {entitled} 人，须到会 {needed} 人，"
        f"实到 {came} 人，会议无效，不计入次数。",
        {"entitled": entitled, "present": came, "needed": needed, "rule": "PTY-20"},
    )


def own_organisation_meets(meeting: Any, actor: Actor) -> Objection | None:
    """An organisation keeps its own records; those above it read the numbers."""
    if actor.path == meeting.path:
        return None
    return Objection("party.other_organisation", "会议记录由召开会议的党组织自己登记、查看和确认。")


def another_hand_confirms_minutes(meeting: Any, actor: Actor) -> Objection | None:
    """Who wrote the record does not confirm it (G-07)."""
    if actor.id != meeting.recorded_by:
        return None
    return Objection("party.own_minutes", "登记人不得确认自己登记的会议记录，请由另一人确认。")


def kind_suits_the_organisation(
    kind: KindRule, standing: Standing, rules: MeetingRules
) -> Objection | None:
    """An active organisation holds the meetings of its form; no committee, no 支委会."""
    if not standing.active:
        return Objection("party.not_active", "该党组织当日不在运行状态，不能召开会议。")
    if standing.form not in kind.forms:
        return Objection(
            "party.kind_not_of_form",
            f"该形式的党组织不召开“{kind.label}”。",
            {"kind": kind.code, "form": standing.form},
        )
    if kind.committee and standing.formal < rules.committee_least:
        return Objection(
            "party.no_committee",
            f"正式党员不足 {rules.committee_least} 人的支部不设支部委员会，不召开“{kind.label}”。",
            {"formal": standing.formal, "least": rules.committee_least},
        )
    return None


def is_due(kind: KindRule, standing: Standing, rules: MeetingRules) -> bool:
    """Say whether meetings of a kind were due of what stood so on a period's first day (PTY-22)."""
    return kind_suits_the_organisation(kind, standing, rules) is None


def theme_day_is_kept(
    kind: KindRule, day: date, reason: str, rules: MeetingRules
) -> Objection | None:
    """主题党日 has its day of the month; on another it needs a reason."""
    if not kind.fixed_day or day.day == rules.theme_day or reason:
        return None
    return Objection(
        "party.not_the_theme_day",
        f"主题党日固定为每月 {rules.theme_day} 日，改期请填写原因。",
        {"theme_day": rules.theme_day},
    )


def record_is_of_the_past(starts_at: datetime, now: datetime) -> Objection | None:
    """A record is of a meeting that has begun."""
    if starts_at <= now:
        return None
    return Objection("party.not_held_yet", "会议时间未到，不能登记会议记录；请核对召开时间。")


def names_every_member(minutes: Any, kind: KindRule, formal: int) -> Objection | None:
    """The record of a branch meeting names all 正式党员 of the branch, absent ones too."""
    named = sum(each.standing in (FORMAL, SUSPENDED) for each in minutes.attendees)
    if not kind.whole or named == formal:
        return None
    return Objection(
        "party.attendance_incomplete",
        f"在册正式党员 {formal} 人，记录列出 {named} 人。"
        "请逐一列明到会和缺席人员，或先更新党员人数。",
        {"formal": formal, "named": named},
    )


def absence_has_a_reason(minutes: Any) -> Objection | None:
    """Who did not come is named with a reason."""
    silent = sum(not each.present and not each.reason for each in minutes.attendees)
    if silent == 0:
        return None
    return Objection(
        "party.absence_without_reason",
        f"有 {silent} 名缺席人员未填写原因，请补充。",
        {"absent": silent},
    )


def host_and_recorder_are_there(minutes: Any) -> Objection | None:
    """Who presides and who records are among those present."""
    there = {each.name for each in minutes.attendees if each.present}
    if {minutes.host, minutes.recorder} <= there:
        return None
    return Objection("party.host_not_present", "主持人和记录人须列入到会人员。")


def votes_fit_those_present(minutes: Any) -> Objection | None:
    """No more votes than voters who came (PTY-10)."""
    came = sum(each.present and each.standing == FORMAL for each in minutes.attendees)
    over = _first_over(minutes.decisions, came)
    if over is None:
        return None
    return Objection(
        "party.too_many_votes",
        f"第 {over} 项决议的票数多于到会有表决权的 {came} 人；预备党员、列席人员没有表决权。",
        {"decision": over, "voters_present": came, "rule": "PTY-10"},
    )


def _first_over(votes: Sequence[Any], came: int) -> int | None:
    sums = [vote.in_favour + vote.against + vote.abstained for vote in votes]
    return next((place for place, total in enumerate(sums, start=1) if total > came), None)


def there_are_minutes(minutes: Any | None) -> Objection | None:
    """Only what was written can be read."""
    if minutes is not None:
        return None
    return Objection("party.no_minutes", "该会议尚未登记会议记录，或没有这一版，请核对。")


def month_is_over(last: date, today: date) -> Objection | None:
    """Only what is over can be found missing."""
    if last < today:
        return None
    return Objection("party.period_not_over", f"该月至 {last} 结束，请在结束后检查。")
