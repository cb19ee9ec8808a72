"""Joint projects, meetings, social workers, support centres: what comes in and what is shown."""

from services.incubation.schemas.calls import SENTENCE, TITLE
from services.incubation.schemas.ventures import SHORT
from services.incubation.workflow import ISSUE, LINKAGE, IssueStatus, LinkageStatus
from shared.chassis.schema import Labelled, Offered, Paging, Schema, Time, fields, validate


class LinkageKey(Schema):
    """Which joint project."""

    linkage_id = fields.Str(required=True)


class PlanLinkage(Schema):
    """One community, one social organisation, one social worker; volunteers and charity if any."""

    title = fields.Str(required=True, validate=TITLE)
    purpose = fields.Str(required=True, validate=SENTENCE)
    community = fields.Str(required=True, validate=SHORT)
    organisation_id = fields.Str(required=True, validate=SHORT)
    worker_id = fields.Str(required=True, validate=SHORT)
    volunteers = fields.Str(load_default="", validate=validate.Length(max=60))
    charity = fields.Str(load_default="", validate=validate.Length(max=60))


class CompleteLinkage(LinkageKey):
    """What it came to, for how many."""

    outcome = fields.Str(required=True, validate=SENTENCE)
    beneficiaries = fields.Int(required=True, strict=True, validate=validate.Range(0))


class StopLinkage(LinkageKey):
    """Why it is given up."""

    reason = fields.Str(required=True, validate=SENTENCE)


class ListLinkages(Paging):
    """Filters of joint projects."""

    status = fields.Str(load_default=None, validate=validate.OneOf([str(s) for s in LinkageStatus]))
    community = fields.Str(load_default=None)


class Linkage(Schema):
    """A joint project."""

    linkage_id = fields.Str(attribute="id")
    path = fields.Str()
    title = fields.Str()
    purpose = fields.Str()
    community = fields.Str()
    organisation_id = fields.Str()
    organisation_name = fields.Str()
    worker_id = fields.Str()
    volunteers = fields.Str()
    charity = fields.Str()
    five_parties = fields.Bool()
    started_on = fields.Date(allow_none=True)
    beneficiaries = fields.Int()
    outcome = fields.Str()
    sample = fields.Bool()
    status = Labelled(LINKAGE)
    version = fields.Int()
    offered = Offered(LINKAGE)


class IssueInput(Schema):
    """A question, whose it is, and its last day."""

    title = fields.Str(required=True, validate=TITLE)
    owner = fields.Str(required=True, validate=SHORT)
    due = fields.Date(required=True)


class HoldMeeting(Schema):
    """A monthly ("2026-03") or quarterly ("2026Q1") consultation of the actor's unit."""

    kind = fields.Str(required=True, validate=validate.OneOf(["MONTHLY", "QUARTERLY"]))
    period = fields.Str(
        required=True,
        validate=validate.Regexp(
            r"^\d{4}(-(0[1-9]|1[0-2])|Q[1-4])$", error="应如 2026-03 或 2026Q1"
        ),
    )
    held_on = fields.Date(required=True)
    attendees = fields.List(fields.Str(validate=SHORT), required=True,
                            validate=validate.Length(1, 50))  # fmt: skip
    summary = fields.Str(required=True, validate=validate.Length(2, 2000))
    issues = fields.List(fields.Nested(IssueInput), load_default=list,
                         validate=validate.Length(max=50))  # fmt: skip


class ListMeetings(Paging):
    """Filters of meetings."""

    kind = fields.Str(load_default=None, validate=validate.OneOf(["MONTHLY", "QUARTERLY"]))


class Meeting(Schema):
    """A meeting."""

    meeting_id = fields.Str(attribute="id")
    path = fields.Str()
    kind = fields.Str()
    period = fields.Str()
    held_on = fields.Date()
    attendees = fields.List(fields.Str())
    summary = fields.Str()
    recorded_at = Time()


class IssueKey(Schema):
    """Which issue."""

    issue_id = fields.Str(required=True)


class SettleIssue(IssueKey):
    """How it was settled."""

    settlement = fields.Str(required=True, validate=SENTENCE)


class ListIssues(Paging):
    """Filters of issues; `overdue`: open and past the last day, or settled after it."""

    meeting_id = fields.Str(load_default=None)
    overdue = fields.Bool(load_default=None, allow_none=True)
    status = fields.Str(load_default=None, validate=validate.OneOf([str(s) for s in IssueStatus]))


class Issue(IssueInput):
    """An issue of a meeting."""

    issue_id = fields.Str(attribute="id")
    meeting_id = fields.Str()
    path = fields.Str()
    settled_on = fields.Date(allow_none=True)
    settlement = fields.Str()
    overdue = fields.Bool()
    status = Labelled(ISSUE)
    version = fields.Int()
    offered = Offered(ISSUE)
