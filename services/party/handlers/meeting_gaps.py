"""What is missing once a period is over: looked for by timer, counted again when records change."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from services.party import policies, store
from services.party.model import (
    Meeting,
    MeetingCheck,
    MeetingGap,
    MeetingPause,
    Organisation,
    Span,
    ended_with,
    following,
    gap_id,
    month_of,
    span,
)
from services.party.policies import SIZES, KindRule, MeetingRules, Standing
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import system_actor
from shared.kernel.clock import midnight
from shared.kernel.workflow import enforce

PACK, PERIOD_OVER, AT_ONCE = "party.meetings", "period_over", 500
"""`AT_ONCE` organisations are looked at in one act; then the timer goes on after the last."""

SYSTEM = system_actor("party")
_BREAK = "|"


def meeting_rules(uow: UnitOfWork, day: date) -> MeetingRules:
    """Return the rules in force on a day."""
    return MeetingRules.read(uow.rules(PACK, on=day), uow.rules(SIZES, on=day))


def check_meetings(uow: UnitOfWork, *, month: str) -> MeetingCheck:
    """Have a month that is over looked through again; every organisation of the district."""
    over = month_of(month)
    enforce(policies.month_is_over(over.last, uow.today))
    for each in ended_with(over):
        meeting_rules(uow, each.first)
    check = uow.one(MeetingCheck, id=over.key)
    if check is None:
        check = MeetingCheck(id=over.key, path=uow.actor.path, ordered_by="", ordered_at=uow.now)
        uow.add(check)
    check.order(uow.actor, at=uow.now)
    uow.remind(PERIOD_OVER, over.key, uow.now)
    return check


def find_missing(uow: UnitOfWork, *, subject_id: str) -> None:
    """A month is over: note what was due in it, in its quarter or its year, and did not happen."""
    key, _, after = subject_id.partition(_BREAK)
    over = month_of(key)
    found = store.organisations_after(uow.session, after, AT_ONCE)
    for each in ended_with(over):
        _look_through(uow, found, each)
    if len(found) == AT_ONCE:
        uow.remind(PERIOD_OVER, f"{key}{_BREAK}{found[-1].id}", uow.now)
    elif (after_it := following(over)).last >= uow.today:
        wait_for(uow, after_it)


def wait_for(uow: UnitOfWork, over: Span) -> None:
    """Look through a month some days after its end, when its records have been confirmed."""
    wait = meeting_rules(uow, uow.today).wait_days
    uow.remind(PERIOD_OVER, over.key, midnight(over.last + timedelta(days=1 + wait)))


def count_again(uow: UnitOfWork, meeting: Meeting, days: Iterable[date]) -> None:
    """A record was confirmed: settle what it shows to have happened, note what it shows missing."""
    organisation = uow.get(Organisation, meeting.organisation_id)
    for day in days:
        kind = meeting_rules(uow, day).kinds[meeting.kind]
        over = span(kind.per, day)
        rules = meeting_rules(uow, over.first)
        if over.last + timedelta(days=rules.wait_days) >= uow.today:
            continue
        held = [
            each.counts
            for each in uow.find(Meeting, organisation_id=organisation.id, kind=kind.code)
            if each.held_on is not None and over.first <= each.held_on <= over.last
        ]
        standing = standing_on(uow, organisation, over.first)
        known = uow.one(MeetingGap, id=gap_id(organisation.id, kind.code, over))
        counts = (sum(held), len(held) - sum(held))
        _note(uow, organisation, rules.kinds[kind.code], over, counts,
              known=known, due=policies.is_due(kind, standing, rules))  # fmt: skip


def standing_on(uow: UnitOfWork, organisation: Organisation, day: date) -> Standing:
    """Return what an organisation was on a day."""
    return _standing(organisation, uow.find(MeetingPause, organisation_id=organisation.id), day)


def learn_pause(uow: UnitOfWork, *, organisation_id: str) -> None:
    """An organisation is put in order: from today on nothing is due of it."""
    if uow.one(MeetingPause, organisation_id=organisation_id, until=None) is None:
        uow.add(MeetingPause(id=uow.new_id(), organisation_id=organisation_id, since=uow.today))


def end_pause(uow: UnitOfWork, *, organisation_id: str) -> None:
    """It works again."""
    pause = uow.one(MeetingPause, organisation_id=organisation_id, until=None)
    if pause is not None:
        pause.until = uow.today


def _look_through(uow: UnitOfWork, found: Sequence[Organisation], over: Span) -> None:
    rules, ids = meeting_rules(uow, over.first), [each.id for each in found]
    kinds = [kind for kind in rules.kinds.values() if kind.per == over.per]
    counts = store.counted(uow.session, ids, over.first, over.last)
    pauses = store.pauses_of(uow.session, ids)
    known = store.known_gaps(uow.session, ids, over.key)
    for organisation in found:
        standing = _standing(organisation, pauses.get(organisation.id, ()), over.first)
        for kind in kinds:
            gap = gap_id(organisation.id, kind.code, over)
            _note(
                uow, organisation, kind, over, counts.get((organisation.id, kind.code), (0, 0)),
                known=uow.get(MeetingGap, gap) if gap in known else None,
                due=policies.is_due(kind, standing, rules),
            )  # fmt: skip


def _note(
    uow: UnitOfWork,
    organisation: Organisation,
    kind: KindRule,
    over: Span,
    counts: tuple[int, int],
    *,
    known: MeetingGap | None,
    due: bool,
) -> None:
    """Write by key what is missing, or what is missing no longer."""
    held, invalid = counts
    if known is not None:
        known.recount(SYSTEM, kind, over, held, invalid)
    elif due and held < kind.least:
        uow.add(MeetingGap.of(organisation.id, organisation.path, kind, over, held, invalid))


def _standing(organisation: Organisation, pauses: Iterable[MeetingPause], day: date) -> Standing:
    begun, ended = organisation.established_on, organisation.dissolved_on
    lives = begun is not None and begun <= day and (ended is None or day < ended)
    paused = any(p.since <= day and (p.until is None or day < p.until) for p in pauses)
    return Standing(organisation.form, lives and not paused, organisation.formal)
