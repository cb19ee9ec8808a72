"""党群组织: what party offers."""

from services.party import events, store
from services.party.service.centres import Centres
from services.party.service.coverage import Coverage
from services.party.service.health import Health
from services.party.service.learning import Learning
from services.party.service.meetings import Meetings
from services.party.service.members import Members
from services.party.service.organisations import Organisations
from shared.chassis.service import Service

assert store.mapper  # the mapping happens at import


class Party(Organisations, Members, Health, Learning, Meetings, Coverage, Centres, Service):
    """Party organisations: their tree, their members by number, their terms."""

    name = "party"
    title = "党群组织"
    facts = events
