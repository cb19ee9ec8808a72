"""Facts of support centres and of what organisations ask of them."""

from shared.kernel.events import Fact, fact


@fact("incubation.center.opened", label="设立支持中心")
class CenterOpened(Fact):
    """A support centre serves from now on."""

    center_id: str
    path: str
    name: str
    level: str


@fact("incubation.center.offer_changed", label="调整服务项目")
class CenterOfferChanged(Fact):
    """It offers other services."""

    center_id: str
    path: str
    services: tuple[str, ...]


@fact("incubation.center.closed", label="关闭支持中心")
class CenterClosed(Fact):
    """It serves no more."""

    center_id: str
    path: str


@fact("incubation.service_request.asked", label="申请支持服务")
class ServiceAsked(Fact):
    """An organisation asked for a service."""

    request_id: str
    path: str
    center_id: str
    service: str


@fact("incubation.service_request.answered", label="答复服务申请")
class ServiceAnswered(Fact):
    """The centre accepted, or declined."""

    request_id: str
    path: str
    accepted: bool


@fact("incubation.service_request.finished", label="完成支持服务")
class ServiceFinished(Fact):
    """The service was given."""

    request_id: str
    path: str


@fact("incubation.service_request.rated", label="评价支持服务")
class ServiceRated(Fact):
    """The organisation says how it was, from 1 to 5."""

    request_id: str
    path: str
    stars: int
