"""Support centres and requests for their services: what comes in and what is shown."""

from services.incubation.schemas.calls import SENTENCE, TITLE
from services.incubation.schemas.ventures import SHORT
from services.incubation.workflow import CENTER, SERVICE_REQUEST, ServiceStatus
from shared.chassis.schema import Labelled, Offered, Paging, Schema, Time, fields, validate

SERVICES = validate.Length(1, 30)


class CenterKey(Schema):
    """Which centre."""

    center_id = fields.Str(required=True)


class OpenCenter(Schema):
    """A centre of the actor's unit, and what it offers."""

    name = fields.Str(required=True, validate=TITLE)
    address = fields.Str(required=True, validate=TITLE)
    services = fields.List(fields.Str(validate=SHORT), required=True, validate=SERVICES)


class OfferServices(CenterKey):
    """What it offers from now on."""

    services = fields.List(fields.Str(validate=SHORT), required=True, validate=SERVICES)


class CloseCenter(CenterKey):
    """Why it serves no more."""

    reason = fields.Str(required=True, validate=SENTENCE)


class ListCenters(Paging):
    """Filters of centres."""

    level = fields.Str(load_default=None, validate=validate.OneOf(["DISTRICT", "STREET"]))


class Center(Schema):
    """A support centre, as anybody sees it."""

    center_id = fields.Str(attribute="id")
    path = fields.Str()
    name = fields.Str()
    level = fields.Str()
    address = fields.Str()
    services = fields.List(fields.Str())
    opened_on = fields.Date()
    closed_on = fields.Date(allow_none=True)
    sample = fields.Bool()
    status = Labelled(CENTER)
    version = fields.Int()
    offered = Offered(CENTER)


class ServiceRequestKey(Schema):
    """Which request."""

    request_id = fields.Str(required=True)


class AskService(CenterKey):
    """Which of the centre's services the actor's organisation asks for, and why."""

    service = fields.Str(required=True, validate=SHORT)
    need = fields.Str(required=True, validate=SENTENCE)


class DeclineService(ServiceRequestKey):
    """Why it is not taken on."""

    reason = fields.Str(required=True, validate=SENTENCE)


class FinishService(ServiceRequestKey):
    """What was done."""

    result = fields.Str(required=True, validate=SENTENCE)


class RateService(ServiceRequestKey):
    """How it was, from 1 to 5."""

    stars = fields.Int(required=True, strict=True, validate=validate.Range(1, 5))
    comment = fields.Str(load_default="", validate=validate.Length(max=500))


class ListServiceRequests(Paging):
    """Filters of requests."""

    center_id = fields.Str(load_default=None)
    status = fields.Str(load_default=None, validate=validate.OneOf([str(s) for s in ServiceStatus]))


class ServiceRequest(Schema):
    """A request, as the centre and who asked see it."""

    request_id = fields.Str(attribute="id")
    path = fields.Str()
    center_id = fields.Str()
    center_name = fields.Str()
    organisation_id = fields.Str()
    organisation_name = fields.Str()
    service = fields.Str()
    need = fields.Str()
    asked_at = Time()
    answer = fields.Str()
    result = fields.Str()
    stars = fields.Int(allow_none=True)
    comment = fields.Str()
    status = Labelled(SERVICE_REQUEST)
    version = fields.Int()
    offered = Offered(SERVICE_REQUEST)
