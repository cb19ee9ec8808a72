"""Lists in force and what they are made of; the dispatch decision."""

from services.delegation.schemas.admissions import AdmissionLine
from services.delegation.schemas.parts import LIST_CODE, Basis, Reason
from services.delegation.workflow import ENTRY
from shared.chassis.schema import Labelled, Offered, Paging, Schema, Time, fields, validate

_SEARCH = validate.Length(1, 40)


class ListVersions(Paging):
    """Filters of the versions of the five lists."""

    list_code = fields.Str(load_default=None, validate=LIST_CODE)
    batch_id = fields.Str(load_default=None)


class ListVersionKey(Schema):
    """Which version."""

    list_version_id = fields.Str(required=True)


class ListVersionLine(Schema):
    """A version as lists show it."""

    list_version_id = fields.Str(attribute="id")
    list_code = fields.Str()
    list_name = fields.Str()
    number = fields.Int()
    batch_id = fields.Str()
    effective_from = fields.Date()
    entry_count = fields.Function(lambda found: len(found.entries))
    digest = fields.Str()
    previous_digest = fields.Str()
    formed_at = Time()
    sample = fields.Bool()


class LineView(Schema):
    """One line of a list."""

    lineage_id = fields.Str()
    name = fields.Str()
    department = fields.Str()
    department_name = fields.Str()
    level = fields.Str()
    bearer = fields.Str()
    kind = fields.Str()
    basis = fields.List(fields.Nested(Basis))
    keywords = fields.List(fields.Str())
    particulars = fields.Dict()


class ListVersion(ListVersionLine):
    """A version with every line; `intact`: the content still has its digest."""

    intact = fields.Bool(attribute="is_intact")
    entries = fields.List(fields.Nested(LineView))


class ListEntries(Paging):
    """Filters of entries: what is in force on a day, or what was cancelled until then."""

    on = fields.Date(load_default=None)
    list_code = fields.Str(load_default=None, validate=LIST_CODE)
    department = fields.Str(load_default=None)
    cancelled = fields.Bool(load_default=False)
    q = fields.Str(load_default=None, validate=_SEARCH)


class EntryKey(Schema):
    """Which entry."""

    entry_id = fields.Str(required=True)


class SuspendEntry(EntryKey, Reason):
    """Why it is out of force for the time being."""


class Entry(Schema):
    """One line in force, or the tombstone of a cancelled one."""

    entry_id = fields.Str(attribute="id")
    list_code = fields.Str()
    lineage_id = fields.Str()
    name = fields.Str()
    department = fields.Str()
    department_name = fields.Str(attribute="line.department_name")
    level = fields.Str(attribute="line.level")
    bearer = fields.Str(attribute="line.bearer")
    basis = fields.List(fields.Nested(Basis), attribute="line.basis")
    particulars = fields.Dict(attribute="line.particulars")
    status = Labelled(ENTRY)
    valid_from = fields.Date()
    valid_to = fields.Date(allow_none=True)
    cancelled_on = fields.Date(allow_none=True)
    cancel_reason = fields.Str()
    suspended_reason = fields.Str()
    batch_id = fields.Str()
    sample = fields.Bool()
    version = fields.Int()
    offered = Offered(ENTRY)


class CountCancelled(Schema):
    """As of which day: today unless said."""

    on = fields.Date(load_default=None)


class CancelledCount(Schema):
    """How many items were cancelled, in all and by list (LST-09)."""

    on = fields.Date()
    total = fields.Int()
    lists = fields.Dict(keys=fields.Str(), values=fields.Int())


class AskDispatch(Schema):
    """Work that somebody wants to send to a community: by lineage, by name, or both."""

    item_id = fields.Str(load_default=None, validate=validate.Length(1, 80))
    name = fields.Str(load_default=None, validate=validate.Length(2, 60))
    on = fields.Date(load_default=None)


class Ruling(Schema):
    """Allowed, by which entry or admission, until which day.

    `reported`: no list names it, the mode lets it pass. `urgent`: begun at once, an admission case
    is open.
    """

    allowed = fields.Bool()
    reported = fields.Bool()
    mode = fields.Str()
    on = fields.Date()
    urgent = fields.Bool()
    until = fields.Date(allow_none=True)
    entry = fields.Nested(Entry, allow_none=True)
    admission = fields.Nested(AdmissionLine, allow_none=True)


class AskSeal(Schema):
    """A proof that a community is asked to seal, and the day of the act."""

    name = fields.Str(required=True, validate=validate.Length(2, 60))
    on = fields.Date(load_default=None)


class ListItemTypes(Paging):
    """Filters of the reference catalogue."""

    field = fields.Str(load_default=None)
    department = fields.Str(load_default=None)
    q = fields.Str(load_default=None, validate=_SEARCH)


class ItemType(Schema):
    """A kind of service as the reference catalogue describes it."""

    code = fields.Str(attribute="id")
    name = fields.Str()
    field = fields.Str()
    department = fields.Str()
    details = fields.Dict()
    sample = fields.Bool()


class ListMatters(Paging):
    """The matters that communities must not certify."""


class NoProofMatter(Schema):
    """A matter that communities must not certify (LST-20)."""

    number = fields.Int()
    name = fields.Str()
    keywords = fields.List(fields.Str())
    jurisdiction = fields.Str()
    effective_from = fields.Date()
    source = fields.Str()


class ListProcedures(Paging):
    """The procedures of list making."""


class RoundRuleView(Schema):
    """One round of a procedure."""

    reporters = fields.List(fields.Str())
    reviewers = fields.List(fields.Str())
    return_to = fields.List(fields.Str())
    report_within = fields.Str()
    review_within = fields.Str()
    return_within = fields.Str()
    stances = fields.Bool()
    countersigners = fields.List(fields.Str())
    countersigned = fields.List(fields.Str())


class Procedure(Schema):
    """A versioned procedure."""

    procedure_id = fields.Str(attribute="id")
    name = fields.Str()
    kind = fields.Str()
    rounds = fields.List(fields.Nested(RoundRuleView))
    legal_office = fields.Str()
    notice_within = fields.Str()
    notice_roll = fields.Bool()
    valid_from = fields.Date()
    source = fields.Str()
    tag = fields.Str()
