"""社会组织孵化: what incubation offers."""

from services.incubation import events, store
from services.incubation.service.calls import Calls
from services.incubation.service.filings import Filings
from services.incubation.service.gradings import Gradings
from services.incubation.service.jury import Jury
from services.incubation.service.learning import Learning
from services.incubation.service.linkage import Linkages
from services.incubation.service.organisations import Organisations
from services.incubation.service.registrations import Registrations
from services.incubation.service.stays import Stays
from services.incubation.service.support import Support
from services.incubation.service.ventures import Ventures
from services.incubation.service.workers import Workers
from shared.chassis.service import Service

assert store.mapper  # the mapping happens at import


class Incubation(
    Organisations,
    Filings,
    Registrations,
    Stays,
    Gradings,
    Calls,
    Ventures,
    Jury,
    Linkages,
    Workers,
    Support,
    Learning,
    Service,
):
    """Social organisations: filed or registered, incubated, graded; ventures, joint work."""

    name = "incubation"
    title = "社会组织孵化"
    facts = events
