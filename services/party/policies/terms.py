"""Rules of elections and terms (基层组织选举工作条例; domain PTY-05 to PTY-10)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.deadlines import Period, plus_months
from shared.kernel.rulepacks import RulePack
from shared.kernel.thresholds import at_least, more_than
from shared.kernel.workflow import Objection

TERMS = "party.terms"


@dataclass(frozen=True)
class TermRules:
    """Values of the rule pack. `alerts` and `longest_shift` in months, shares as the law writes."""

    alerts: tuple[int, ...]
    longest_shift: int
    representatives_from: int
    present_share: str
    surplus_share: str

    @classmethod
    def read(cls, pack: RulePack) -> "TermRules":
        """Read them from their rule pack."""
        return cls(
            alerts=tuple(pack.raw("alerts.months_before")),
            longest_shift=pack.period("shift.longest").months,
            representatives_from=pack.integer("representatives.least_members"),
            present_share=pack.text("election.present"),
            surplus_share=pack.text("election.surplus"),
        )


def term_months(pack: RulePack, level: str) -> int:
    """Return how many months a term lasts at a level (PTY-05)."""
    return Period.parse(pack.raw("term.by_level").get(level, pack.text("term.other"))).months


def form_elects(organisation: Any, actor: Actor) -> Objection | None:
    """A temporary branch, a group and an appointed committee hold no election (PTY-11)."""
    if organisation.elects:
        return None
    return Objection(
        "party.does_not_elect", "该党组织不进行换届选举（临时党支部、党小组、党工委）。",
        {"form": organisation.form, "rule": "PTY-11"},
    )  # fmt: skip


def has_a_term(organisation: Any, actor: Actor) -> Objection | None:
    """Only a term that runs can be lengthened or cut."""
    if organisation.lawful_end is not None:
        return None
    return Objection("party.no_term", "该党组织尚无任期记录，请先登记选举结果。")


def flaws(ballot: Any, *, members: int, voters: int, rules: TermRules) -> Iterator[Objection]:
    """Yield every reason for which an election does not count (PTY-08, PTY-09, PTY-10)."""
    if ballot.by_representatives and members < rules.representatives_from:
        yield Objection(
            "party.representatives_not_allowed",
            f"党员 {rules.representatives_from} 人以上方可由代表选举，现有 {members} 人。",
            {"least": rules.representatives_from, "members": members, "rule": "PTY-08"},
        )
    if not ballot.by_representatives and ballot.entitled > voters:
        yield Objection(
            "party.more_than_voters",
            f"有选举权的正式党员只有 {voters} 人（预备党员、留党察看和流入党员无选举权），"
            f"应到 {ballot.entitled} 人有误。",
            {"voters": voters, "entitled": ballot.entitled, "rule": "PTY-10"},
        )
    needed = more_than(ballot.entitled, rules.present_share)
    if ballot.present < needed:
        yield Objection(
            "party.too_few_present",
            f"应到 {ballot.entitled} 人，实到须超过 {rules.present_share}，即 {needed} 人以上，"
            f"实到 {ballot.present} 人。",
            {"needed": needed, "present": ballot.present, "rule": "PTY-09"},
        )
    surplus = at_least(ballot.seats, rules.surplus_share)
    if ballot.candidates - ballot.seats < surplus:
        yield Objection(
            "party.too_few_candidates",
            f"应选 {ballot.seats} 人，候选人须至少多 {surplus} 人"
            f"（差额不少于 {rules.surplus_share}），现有候选人 {ballot.candidates} 人。",
            {"surplus": surplus, "candidates": ballot.candidates, "rule": "PTY-09"},
        )


def shift_is_lawful(
    lawful_end: date, new_end: date, *, today: date, rules: TermRules
) -> Objection | None:
    """Delay or advance by the superior, one year at most, and not into the past (PTY-06)."""
    earliest = max(today, plus_months(lawful_end, -rules.longest_shift))
    latest = plus_months(lawful_end, rules.longest_shift)
    if earliest <= new_end <= latest:
        return None
    return Objection(
        "party.shift_too_far",
        f"任期应于 {lawful_end} 届满，延期或提前换届不超过 {rules.longest_shift} 个月，"
        f"可定为 {earliest} 至 {latest}。",
        {"earliest": str(earliest), "latest": str(latest), "rule": "PTY-06"},
    )  # fmt: skip


def alert_day(ends_on: date, months: int) -> date:
    """Return the day so many months before a term ends (PTY-07)."""
    return plus_months(ends_on, -months)


def alert_due(
    ends_on: date, *, today: date, months: Iterable[int], sent: Sequence[int]
) -> int | None:
    """Return the months of the reminder that is due and was not sent, the latest one, or None."""
    begun = [each for each in months if alert_day(ends_on, each) <= today]
    newest = min(begun, default=None)
    return None if newest is None or newest in sent else newest


def next_look(
    ends_on: date, *, today: date, months: Iterable[int], sent: Sequence[int]
) -> date:  # fmt: skip
    """Return the day on which a term has to be looked at again: a reminder, or its end."""
    if today > ends_on or alert_due(ends_on, today=today, months=months, sent=sent) is not None:
        return today
    coming = [day for each in months if (day := alert_day(ends_on, each)) > today]
    return min(coming, default=ends_on + timedelta(days=1))
