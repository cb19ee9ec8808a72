"""便民服务: what centers offers."""

from services.centers import events, store
from services.centers.service.acceptance import Acceptance
from services.centers.service.appointments import Appointments
from services.centers.service.cases import Cases
from services.centers.service.ending import Ending
from services.centers.service.learning import Learning
from services.centers.service.network import Network, Referrals
from services.centers.service.offers import Offers
from services.centers.service.queue import Queue
from services.centers.service.rectifications import Rectifications
from services.centers.service.review import Review
from services.centers.service.search import Search
from services.centers.service.siting import Siting
from services.centers.service.transfers import Transfers
from shared.chassis.service import Service

assert store.mapper  # the mapping happens at import


class Centers(
    Offers, Cases, Acceptance, Review, Ending, Learning, Transfers, Rectifications, Search,
    Network, Referrals, Siting, Appointments, Queue, Service,
):  # fmt: skip
    """Cases, the services they are about, the places where people are served."""

    name = "centers"
    title = "便民服务"
    facts = events
