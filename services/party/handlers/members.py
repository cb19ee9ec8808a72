"""Members as numbers, posts, guests, and members who have no organisation yet."""

from datetime import date

from services.party import policies
from services.party.handlers.reach import (
    living_unit,
    organisation_in_reach,
    sizes_of,
    structure_of,
    superior,
)
from services.party.model import Gathering, Inflow, Organisation, Posting
from services.party.workflow import InflowStatus, PostingStatus
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import NotFound
from shared.kernel.workflow import enforce

FLOATING = "party.floating"


def count_members(
    uow: UnitOfWork, *, organisation_id: str, formal: int, probationary: int, without_vote: int
) -> Organisation:
    """Say how many members an organisation has; a group's are a part of its branch's (PTY-13)."""
    organisation = organisation_in_reach(uow, organisation_id)
    if organisation.form == "GROUP":
        enforce(policies.group_fits_branch(formal + probationary, _branch_of(uow, organisation)))
    organisation.count(
        uow.actor,
        formal=formal,
        probationary=probationary,
        without_vote=without_vote,
        on=uow.today,
    )
    return organisation


def fill_post(
    uow: UnitOfWork, *, organisation_id: str, post: str, account_id: str, name: str, since: date
) -> Posting:
    """Give somebody a post of an organisation (PTY-04)."""
    organisation, structure = organisation_in_reach(uow, organisation_id), structure_of(uow)
    sizes, posts = sizes_of(uow), structure.posts
    enforce(policies.unknown(post, posts, "职务"))
    enforce(policies.exists_now(organisation))
    enforce(policies.post_fits(posts[post], organisation, sizes))
    held = uow.find(Posting, organisation_id=organisation.id, status=PostingStatus.HELD)
    enforce(
        policies.post_is_free(
            post,
            posts[post]["label"],
            account_id,
            single=posts[post]["single"],
            held=[(each.post, each.account_id) for each in held],
        )
    )
    committee = sum(1 for each in held if posts[each.post]["committee"])
    adds = posts[post]["committee"]
    enforce(
        policies.committee_has_room(committee, adds=adds, organisation=organisation, sizes=sizes)
    )
    begun = organisation.established_on
    enforce(policies.day_is_in_order(since, earliest=begun, today=uow.today))
    posting = Posting(
        id=uow.new_id(),
        organisation_id=organisation.id,
        path=organisation.path,
        post=post,
        account_id=account_id,
        name=name,
        single=posts[post]["single"],
        since=since,
    )
    posting.begin()
    uow.add(posting)
    return posting


def relieve_posting(uow: UnitOfWork, *, posting_id: str, until: date, reason: str) -> Posting:
    """Let somebody's post end."""
    posting = uow.get(Posting, posting_id)
    organisation_in_reach(uow, posting.organisation_id)
    posting.relieve(uow.actor, until=until, reason=reason, today=uow.today)
    return posting


def place_inflow(
    uow: UnitOfWork,
    *,
    organisation_id: str,
    number: int,
    home: str,
    months: int,
    can_transfer: bool,
    paper: str,
    verified_on: date,
) -> Inflow:
    """Verify floating members and place them in a group as its guests (PTY-18)."""
    group, pack = organisation_in_reach(uow, organisation_id), uow.rules(FLOATING)
    labels, after = pack.raw("papers"), pack.integer("transfer.after_months")
    enforce(policies.unknown(paper, labels, "凭证"))
    enforce(policies.exists_now(group))
    enforce(policies.hosts_guests(group))
    enforce(policies.paper_fits(paper, months=months, can_transfer=can_transfer, after=after,
                                labels=labels))  # fmt: skip
    begun = group.established_on
    enforce(policies.day_is_in_order(verified_on, earliest=begun, today=uow.today))
    inflow = Inflow(
        id=uow.new_id(),
        organisation_id=group.id,
        path=group.path,
        number=number,
        home=home,
        months=months,
        can_transfer=can_transfer,
        paper=paper,
        verified_on=verified_on,
        placed_by=uow.actor.id,
        report_months=pack.period("report_home.within").months,
    )
    inflow.place()
    uow.add(inflow)
    _count_guests(uow, group)
    return inflow


def report_inflow(uow: UnitOfWork, *, inflow_id: str) -> Inflow:
    """Report guests to the group's superior."""
    inflow = _inflow_in_reach(uow, inflow_id)
    to = uow.get(Organisation, inflow.organisation_id).parent_id
    inflow.report(uow.actor, to=to, on=uow.today)
    return inflow


def note_home_report(uow: UnitOfWork, *, inflow_id: str, reported_on: date) -> Inflow:
    """Note that guests reported to their organisation at home."""
    inflow = _inflow_in_reach(uow, inflow_id)
    enforce(
        policies.day_is_in_order(reported_on, earliest=inflow.verified_on, today=uow.today)
    )  # fmt: skip
    inflow.note_home_report(uow.actor, on=reported_on)
    return inflow


def end_inflow(uow: UnitOfWork, *, inflow_id: str, reason: str) -> Inflow:
    """Guests left, or moved their membership here."""
    inflow = _inflow_in_reach(uow, inflow_id)
    inflow.end(uow.actor, on=uow.today, reason=reason)
    _count_guests(uow, uow.get(Organisation, inflow.organisation_id))
    return inflow


def register_gathering(
    uow: UnitOfWork,
    *,
    unit_code: str,
    kind: str,
    name: str,
    formal: int,
    probationary: int,
    ends_on: date | None,
) -> Gathering:
    """Note that members are at a place without an organisation."""
    unit = living_unit(uow, unit_code)
    enforce(policies.unknown(kind, structure_of(uow).gatherings, "集中点"))
    gathering = Gathering(
        id=uow.new_id(),
        path=unit.path,
        unit=unit.id,
        kind=kind,
        name=name,
        formal=formal,
        probationary=probationary,
        counted_on=uow.today,
        ends_on=ends_on,
    )
    gathering.register()
    uow.add(gathering)
    return gathering


def count_gathering(
    uow: UnitOfWork, *, gathering_id: str, formal: int, probationary: int
) -> Gathering:  # fmt: skip
    """Say how many members are there now."""
    gathering = _gathering_in_reach(uow, gathering_id)
    gathering.count(uow.actor, formal=formal, probationary=probationary, on=uow.today)
    return gathering


def settle_gathering(uow: UnitOfWork, *, gathering_id: str, organisation_id: str) -> Gathering:
    """Say to which organisation its members belong now."""
    gathering = _gathering_in_reach(uow, gathering_id)
    gathering.settle(uow.actor, organisation_in_reach(uow, organisation_id))
    return gathering


def _branch_of(uow: UnitOfWork, group: Organisation) -> int:
    """Return how many members the organisation has of which a group is a part."""
    above = superior(uow, group.parent_id)
    while above is not None and above.form == "GROUP":
        above = superior(uow, above.parent_id)
    return above.members if above is not None else 0


def _count_guests(uow: UnitOfWork, group: Organisation) -> None:
    here = uow.find(Inflow, organisation_id=group.id)
    group.host(sum(each.number for each in here if each.status is not InflowStatus.ENDED))


def _inflow_in_reach(uow: UnitOfWork, inflow_id: str) -> Inflow:
    inflow = uow.get(Inflow, inflow_id)
    organisation_in_reach(uow, inflow.organisation_id)
    return inflow


def _gathering_in_reach(uow: UnitOfWork, gathering_id: str) -> Gathering:
    gathering = uow.get(Gathering, gathering_id)
    if not uow.actor.serves(gathering.path):
        raise NotFound("party.not_found", "没有找到该党员集中点，或您无权查看。")
    return gathering
