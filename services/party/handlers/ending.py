"""What ends with an organisation: its place in the tree, its posts; what goes to its successor."""

from datetime import date

from services.party.model import FOREVER, Inflow, Organisation, Placement, Posting
from services.party.workflow import InflowStatus, PostingStatus
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import system_actor


def leave_place(uow: UnitOfWork, organisation: Organisation, *, on: date) -> None:
    """It stands where it stood no longer, from a day on."""
    for held in uow.find(Placement, organisation_id=organisation.id, until=FOREVER):
        held.until = max(on, held.since)


def close_down(uow: UnitOfWork, organisation: Organisation, *, on: date) -> None:
    """It has no place in the tree any more, and nobody holds a post in it."""
    leave_place(uow, organisation, on=on)
    held = uow.find(Posting, organisation_id=organisation.id, status=PostingStatus.HELD)
    for posting in held:
        posting.lapse(system_actor("party"), until=max(on, posting.since))


def hand_over_guests(uow: UnitOfWork, ended: Organisation, successor: Organisation) -> None:
    """Its guests are the successor's."""
    for inflow in uow.find(Inflow, organisation_id=ended.id):
        if inflow.status is not InflowStatus.ENDED:
            inflow.organisation_id, inflow.path = successor.id, successor.path
