"""事项下沉: what delegation offers."""

from services.delegation import events, store
from services.delegation.service.admissions import Admissions
from services.delegation.service.batches import Batches
from services.delegation.service.delegations import Delegations
from services.delegation.service.evaluations import Evaluations
from services.delegation.service.learning import Learning
from services.delegation.service.ledger import Ledger
from services.delegation.service.lists import Lists
from services.delegation.service.papers import Papers
from services.delegation.service.purchases import Purchases
from services.delegation.service.rows import Rows
from services.delegation.service.seals import Seals
from shared.chassis.service import Service

assert store.mapper  # the mapping happens at import


class Delegation(
    Lists,
    Batches,
    Rows,
    Delegations,
    Ledger,
    Purchases,
    Evaluations,
    Admissions,
    Seals,
    Papers,
    Learning,
    Service,
):
    """Authority lists, process tables, delegations, and the decision who may be sent what."""

    name = "delegation"
    title = "事项下沉"
    facts = events
