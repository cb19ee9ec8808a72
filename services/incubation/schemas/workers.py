"""Social workers. Names, phones and certificate numbers are masked wherever they are shown."""

from services.incubation.schemas.calls import SENTENCE
from services.incubation.schemas.ventures import SHORT
from services.incubation.workflow import WORKER, WorkerStatus
from shared.chassis import crypto
from shared.chassis.schema import Labelled, Offered, Paging, Schema, Time, fields, validate

LEVEL = validate.OneOf(["ASSISTANT", "WORKER", "SENIOR"])
CERTIFICATE = validate.Regexp(r"^[0-9A-Z]{8,30}$", error="证书编号应为 8 至 30 位数字或大写字母。")


class WorkerKey(Schema):
    """Which social worker."""

    worker_id = fields.Str(required=True)


class RegisterWorker(Schema):
    """A certified social worker of the actor's unit, and the day of the registration."""

    name = fields.Str(required=True, validate=validate.Length(2, 40))
    phone = fields.Str(
        required=True,
        validate=validate.Regexp(r"^1[3-9]\d{9}$", error="手机号码应为 11 位数字。"),
    )
    certificate_no = fields.Str(required=True, validate=CERTIFICATE)
    level = fields.Str(required=True, validate=LEVEL)
    registered_on = fields.Date(required=True)


class RecordTraining(WorkerKey):
    """Hours of continuing education."""

    subject = fields.Str(required=True, validate=SHORT)
    hours = fields.Int(required=True, strict=True, validate=validate.Range(1, 200))
    on = fields.Date(required=True)


class RenewRegistration(WorkerKey):
    """Registered anew from today, on this level."""

    level = fields.Str(required=True, validate=LEVEL)


class PostWorker(WorkerKey):
    """The community where she serves."""

    community = fields.Str(required=True, validate=SHORT)


class EndPosting(WorkerKey):
    """She serves there no more."""


class CancelWorker(WorkerKey):
    """The registration ends for good."""


class RevealWorker(WorkerKey):
    """Why the unmasked data is needed."""

    reason = fields.Str(required=True, validate=SENTENCE)


class ListWorkers(Paging):
    """Filters of social workers; `certificate_no` finds the one who bears it."""

    status = fields.Str(load_default=None, validate=validate.OneOf([str(s) for s in WorkerStatus]))
    level = fields.Str(load_default=None, validate=LEVEL)
    community = fields.Str(load_default=None)
    certificate_no = fields.Str(load_default=None, validate=CERTIFICATE)
    expires_by = fields.Date(load_default=None, allow_none=True)


class Training(Schema):
    """Hours of continuing education."""

    subject = fields.Str()
    hours = fields.Int()
    on = fields.Date()


class PostingSpell(Schema):
    """A time in a community."""

    community = fields.Str()
    started_on = fields.Date()
    ended_on = fields.Date(allow_none=True)


class Worker(Schema):
    """A social worker, masked."""

    worker_id = fields.Str(attribute="id")
    path = fields.Str()
    name = fields.Function(lambda it: crypto.mask_name(it.name))
    phone = fields.Function(lambda it: crypto.mask_phone(it.phone))
    certificate_no = fields.Function(lambda it: crypto.mask_bank(it.certificate_no))
    level = fields.Str()
    registered_on = fields.Date()
    valid_to = fields.Date()
    hours = fields.Int()
    least_hours = fields.Int()
    community = fields.Str()
    trainings = fields.List(fields.Nested(Training))
    spells = fields.List(fields.Nested(PostingSpell))
    sample = fields.Bool()
    status = Labelled(WORKER)
    version = fields.Int()
    offered = Offered(WORKER)


class WorkerPerson(WorkerKey):
    """A social worker unmasked: shown once, logged."""

    worker_id = fields.Str(attribute="id")
    name = fields.Str()
    phone = fields.Str()
    certificate_no = fields.Str()
    version = fields.Int()


class RecordPopulation(Schema):
    """How many residents a community of the actor's jurisdiction has, and who counted."""

    unit_code = fields.Str(required=True, validate=SHORT)
    residents = fields.Int(required=True, strict=True, validate=validate.Range(1))
    source = fields.Str(required=True, validate=SENTENCE)


class Population(Schema):
    """Residents of a unit."""

    unit_code = fields.Str(attribute="id")
    path = fields.Str()
    residents = fields.Int()
    source = fields.Str()
    recorded_at = Time()


class WorkerDensity(Schema):
    """Certified workers of a unit per so many residents; null where nobody counted residents."""

    unit_code = fields.Str()
    workers = fields.Int()
    residents = fields.Int(allow_none=True)
    per = fields.Int()
    rate = fields.Str(allow_none=True)


class AskDensity(Schema):
    """Which unit; left out, the actor's own jurisdiction."""

    unit_code = fields.Str(load_default=None)


class PostGap(Schema):
    """A community that lacks certified workers."""

    unit_code = fields.Str()
    name = fields.Str()
    path = fields.Str()
    certified = fields.Int()
    least = fields.Int()


class PostGaps(Schema):
    """The communities of the actor's jurisdiction that lack certified workers."""

    gaps = fields.List(fields.Nested(PostGap))
