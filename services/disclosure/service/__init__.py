"""公开监管: what disclosure offers."""

from services.disclosure import events, store
from services.disclosure.service.attachments import Attachments
from services.disclosure.service.boards import Boards
from services.disclosure.service.corrections import Corrections
from services.disclosure.service.duties import Duties
from services.disclosure.service.feeds import Feeds
from services.disclosure.service.formed import Formed
from services.disclosure.service.log import Log
from services.disclosure.service.notices import Notices
from services.disclosure.service.packages import Packages
from services.disclosure.service.pages import Pages
from services.disclosure.service.records import Records
from services.disclosure.service.requests import Requests
from services.disclosure.service.voices import Voices
from shared.chassis.service import Service

assert store.mapper  # the mapping happens at import


class Disclosure(
    Records, Formed, Duties, Attachments, Pages, Feeds, Packages, Requests, Corrections, Boards,
    Voices, Notices, Log, Service,
):  # fmt: skip
    """Duties to publish, what is public, requests, boards, notices, the transparency log."""

    name = "disclosure"
    title = "公开监管"
    facts = events
