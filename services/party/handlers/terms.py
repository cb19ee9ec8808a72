"""Elections and terms: what was held, whether it counts, when the next one is due."""

from datetime import date

from services.party import policies
from services.party.handlers.reach import (
    children,
    organisation_in_reach,
    structure_of,
)
from services.party.model import Ballot, Election, Flaw, Organisation
from services.party.policies import TERMS, Structure, TermRules
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import midnight
from shared.kernel.errors import Invalid
from shared.kernel.rulepacks import RulePack
from shared.kernel.workflow import enforce

TERM = "organisation_term"


def record_election(
    uow: UnitOfWork,
    *,
    organisation_id: str,
    held_on: date,
    entitled: int,
    present: int,
    candidates: int,
    seats: int,
    by_representatives: bool,
    document_no: str,
) -> Election:
    """Record an election, held against the members as they were last counted.

    One that breaks a rule is kept as invalid and begins no term.
    """
    organisation = organisation_in_reach(uow, organisation_id)
    earliest = organisation.elected_on or organisation.established_on
    enforce(policies.day_is_in_order(held_on, earliest=earliest, today=uow.today))
    if present > entitled:
        raise Invalid("party.too_many_present", "实到人数多于应到人数，请核对。")
    uow.basis(document_no)
    ballot = Ballot(entitled, present, candidates, seats, by_representatives)
    pack = uow.rules(TERMS, held_on)
    found = _flaws(uow, organisation, ballot, pack)
    months = policies.term_months(pack, organisation.level)
    organisation.elect(uow.actor, valid=not found, held_on=held_on, months=months)
    watch_term(uow, organisation)
    election = Election(
        id=uow.new_id(),
        organisation_id=organisation.id,
        path=organisation.path,
        held_on=held_on,
        ballot=ballot,
        flaws=found,
        valid=not found,
        term_ends_on=organisation.term_ends_on if not found else None,
        document_no=document_no,
        recorded_by=uow.actor.id,
        recorded_at=uow.now,
    )
    uow.add(election)
    return election


def shift_term(
    uow: UnitOfWork, *, organisation_id: str, ends_on: date, document_no: str, reason: str
) -> Organisation:
    """Allow a delay or an advance of the next election (PTY-06)."""
    organisation = organisation_in_reach(uow, organisation_id)
    uow.basis(document_no)
    organisation.shift_term(
        uow.actor,
        ends_on=ends_on,
        document_no=document_no,
        reason=reason,
        today=uow.today,
        rules=_rules(uow),
    )
    watch_term(uow, organisation)
    return organisation


def look_at_term(uow: UnitOfWork, *, subject_id: str) -> None:
    """A reminder is due, or a term is over (PTY-07)."""
    organisation = uow.get(Organisation, subject_id)
    again = organisation.look_at_term(uow.actor, today=uow.today, months=_rules(uow).alerts)
    if again is not None:
        uow.remind(TERM, organisation.id, midnight(again))


def watch_term(uow: UnitOfWork, organisation: Organisation) -> None:
    """Set the timer of the term anew."""
    if organisation.term_ends_on is None:
        return
    months, sent = _rules(uow).alerts, organisation.reminded
    ends_on = organisation.term_ends_on
    again = policies.next_look(ends_on, today=uow.today, months=months, sent=sent)
    uow.remind(TERM, organisation.id, midnight(again))


def _flaws(
    uow: UnitOfWork, organisation: Organisation, ballot: Ballot, pack: RulePack
) -> tuple[Flaw, ...]:
    members, voters = strength(uow, organisation, structure_of(uow))
    rules = TermRules.read(pack)
    return tuple(
        Flaw(each.code, each.message, str(each.details["rule"]))
        for each in policies.flaws(ballot, members=members, voters=voters, rules=rules)
    )


def _rules(uow: UnitOfWork) -> TermRules:
    return TermRules.read(uow.rules(TERMS))


def strength(
    uow: UnitOfWork, organisation: Organisation, structure: Structure
) -> tuple[int, int]:  # fmt: skip
    """Return members and voters: its own, and of a 总支 or 党委 all below, each once (PTY-13).

    A vote has a full member who is not under 留党察看; guests vote at home (PTY-10, PTY-18).
    """
    members, voters = organisation.members, organisation.formal - organisation.without_vote
    if organisation.form in structure.wide:
        for child in children(uow, organisation):
            if child.form in structure.counted:
                more, vote = strength(uow, child, structure)
                members, voters = members + more, voters + vote
    return members, voters
