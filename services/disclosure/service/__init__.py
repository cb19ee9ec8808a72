"""公开监管: what disclosure offers."""

from services.disclosure import events, store
from services.disclosure.service.attachments import Attachments
from services.disclosure.service.feeds import Feeds
from services.disclosure.service.packages import Packages
from services.disclosure.service.pages import Pages
from services.disclosure.service.records import Records
from services.disclosure.service.requests import Requests
from shared.chassis.service import Service

assert store.mapper  # the mapping happens at import


class Disclosure(Records, Attachments, Pages, Feeds, Packages, Requests, Service):
    """Duties to publish, what is public, and requests for information."""

    name = "disclosure"
    title = "公开监管"
    facts = events
