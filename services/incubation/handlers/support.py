"""Use cases of support centres: what they offer, what is asked of them, how it was."""

from collections.abc import Sequence

from services.incubation.handlers.areas import in_area
from services.incubation.handlers.ventures import own_organisation
from services.incubation.model import ServiceRequest, SupportCenter
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import NotFound
from shared.kernel.jurisdiction import unit


def open_center(
    uow: UnitOfWork, *, name: str, address: str, services: Sequence[str]
) -> SupportCenter:
    """Open a centre of the actor's unit: of a street, or of the district."""
    place = unit(uow.actor.path)
    of_street = place.isdigit() and place != uow.actor.path
    center = SupportCenter(
        id=uow.new_id(),
        path=uow.actor.path,
        name=name,
        level="STREET" if of_street else "DISTRICT",
        address=address,
        services=tuple(dict.fromkeys(services)),
        opened_on=uow.today,
    )
    center.open()
    uow.add(center)
    return center


def offer_services(uow: UnitOfWork, *, center_id: str, services: Sequence[str]) -> SupportCenter:
    """Offer other services from now on."""
    center = in_area(uow, SupportCenter, center_id)
    center.offer(uow.actor, tuple(dict.fromkeys(services)))
    return center


def close_center(uow: UnitOfWork, *, center_id: str, reason: str) -> SupportCenter:
    """Serve no more."""
    center = in_area(uow, SupportCenter, center_id)
    center.close(uow.actor, reason=reason, on=uow.today)
    return center


def ask_service(uow: UnitOfWork, *, center_id: str, service: str, need: str) -> ServiceRequest:
    """Ask a centre for a service, for one's own organisation."""
    center, organisation = uow.get(SupportCenter, center_id), own_organisation(uow)
    request = ServiceRequest(
        id=uow.new_id(),
        path=center.path,
        center_id=center.id,
        center_name=center.name,
        organisation_id=organisation.id,
        organisation_name=organisation.name,
        asked_by=uow.actor.id,
        service=service,
        need=need,
        asked_at=uow.now,
    )
    request.ask(uow.actor, center)
    uow.add(request)
    return request


def accept_service(uow: UnitOfWork, *, request_id: str) -> ServiceRequest:
    """Take a request on."""
    request = in_area(uow, ServiceRequest, request_id)
    request.accept(uow.actor)
    return request


def decline_service(uow: UnitOfWork, *, request_id: str, reason: str) -> ServiceRequest:
    """Do not take a request on."""
    request = in_area(uow, ServiceRequest, request_id)
    request.decline(uow.actor, reason=reason)
    return request


def finish_service(uow: UnitOfWork, *, request_id: str, result: str) -> ServiceRequest:
    """Say what was done."""
    request = in_area(uow, ServiceRequest, request_id)
    request.finish(uow.actor, result=result)
    return request


def rate_service(uow: UnitOfWork, *, request_id: str, stars: int, comment: str) -> ServiceRequest:
    """Say how it was; only who asked."""
    request = uow.get(ServiceRequest, request_id)
    if request.asked_by != uow.actor.id:
        raise NotFound("incubation.not_found", "没有找到，或您无权查看。", id=request_id)
    request.rate(uow.actor, stars=stars, comment=comment)
    return request
