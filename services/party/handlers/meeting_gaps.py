"""What is missing once a period is over: looked for by timer, counted again when records change."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

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

PACK, PERIOD_OVER, CHECK_ORDERED = "party.meetings", "period_over", "check_ordered"

AT_ONCE = 500
"""Organisations that are looked at in one act; then the timer goes on after the last of them."""

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
    uow.remind(CHECK_ORDERED, over.key, uow.now)
    return check


def find_missing(uow: UnitOfWork, *, subject_id: str) -> None:
    """A month is over: look through it, then wait for the next one, be it over already or not."""
    if _go_through(uow, PERIOD_OVER, subject_id):
        wait_for(uow, following(month_of(subject_id.partition(_BREAK)[0])))


def find_again(uow: UnitOfWork, *, subject_id: str) -> None:
    """Look through a month because somebody asked."""
    _go_through(uow, CHECK_ORDERED, subject_id)


def wait_for(uow: UnitOfWork, over: Span) -> None:
    """Look through a month some days after its end, when its records have been confirmed."""
    uow.remind(PERIOD_OVER, over.key, _checked(over, meeting_rules(uow, over.first)))


def count_again(uow: UnitOfWork, meeting: Meeting, days: Iterable[date]) -> None:
    """A record was confirmed: settle what it shows to have happened, note what it shows missing."""
    organisation = uow.get(Organisation, meeting.organisation_id)
    for day in days:
        over = span(meeting_rules(uow, day).kinds[meeting.kind].per, day)
        rules = meeting_rules(uow, over.first)
        kind, standing = rules.kinds[meeting.kind], standing_on(uow, organisation, over.first)
        held = [
            each.counts
            for each in uow.find(Meeting, organisation_id=organisation.id, kind=kind.code)
            if each.held_on is not None and over.first <= each.held_on <= over.last
        ]
        _note(
            uow, organisation, kind, over, (sum(held), len(held) - sum(held)),
            known=uow.one(MeetingGap, id=gap_id(organisation.id, kind.code, over)),
            due=_checked(over, rules) <= uow.now and policies.is_due(kind, standing, rules),
        )  # fmt: skip


def standing_on(uow: UnitOfWork, organisation: Organisation, day: date) -> Standing:
    """Return what an organisation was on a day."""
    return _standing(organisation, uow.find(MeetingPause, organisation_id=organisation.id), day)


def take_records_along(uow: UnitOfWork, organisation: Organisation) -> None:
    """An organisation stands elsewhere: its records and what it lacks are looked after there."""
    for meeting in uow.find(Meeting, organisation_id=organisation.id):
        meeting.path = organisation.path
    for gap in uow.find(MeetingGap, organisation_id=organisation.id):
        gap.path = organisation.path


def learn_pause(uow: UnitOfWork, *, organisation_id: str) -> None:
    """An organisation is put in order: from today on nothing is due of it."""
    if uow.one(MeetingPause, organisation_id=organisation_id, until=None) is None:
        uow.add(MeetingPause(id=uow.new_id(), organisation_id=organisation_id, since=uow.today))


def end_pause(uow: UnitOfWork, *, organisation_id: str) -> None:
    """It works again."""
    pause = uow.one(MeetingPause, organisation_id=organisation_id, until=None)
    if pause is not None:
        pause.until = uow.today


def _checked(over: Span, rules: MeetingRules) -> datetime:
    """Return when a period is looked through."""
    return midnight(over.last + timedelta(days=1 + rules.wait_days))


def _go_through(uow: UnitOfWork, timer: str, subject_id: str) -> bool:
    """Look at the next organisations for all periods that ended with a month; say if all is seen.

    A subject is a month, then a month with the organisation after which to go on.
    """
    key, _, after = subject_id.partition(_BREAK)
    found = store.organisations_after(uow.session, after, AT_ONCE)
    for each in ended_with(month_of(key)):
        _look_through(uow, found, each)
    if len(found) == AT_ONCE:
        uow.remind(timer, f"{key}{_BREAK}{found[-1].id}", uow.now)
        return False
    return True


def _look_through(uow: UnitOfWork, found: Sequence[Organisation], over: Span) -> None:
    rules, ids = meeting_rules(uow, over.first), [each.id for each in found]
    kinds = [kind for kind in rules.kinds.values() if kind.per == over.per]
    counts = store.counted(uow.session, ids, over.first, over.last)
    pauses = store.pauses_of(uow.session, ids)
    known = {gap.id for gap in store.known_gaps(uow.session, ids, over.key)}
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
