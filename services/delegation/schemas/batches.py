"""Batches, their public notice and the objections to it."""

from services.delegation.schemas.items import ChallengeItem, Item, Outcome, PublicItem
from services.delegation.schemas.parts import DOCUMENT, SENTENCE, Reason
from services.delegation.workflow import BATCH, BatchStatus
from shared.chassis.schema import Labelled, Offered, Paging, Schema, Time, fields, validate


class BatchKey(Schema):
    """Which batch."""

    batch_id = fields.Str(required=True)


class DraftBatch(Schema):
    """A batch. `reporters`: unit codes for each round; without it, every unit of the kinds named.

    `procedure`: "code@version"; without it, the newest one in force.
    `countersigners`: codes of communities; without it, all below the streets that report.
    """

    title = fields.Str(required=True, validate=validate.Length(2, 80))
    procedure = fields.Str(load_default=None)
    reporters = fields.List(fields.List(fields.Str(), validate=validate.Length(1, 300)),
                            load_default=None)  # fmt: skip
    countersigners = fields.List(fields.Str(), load_default=None, allow_none=True,
                                 validate=validate.Length(max=1000))  # fmt: skip


class SubmitUnit(BatchKey):
    """The number of the document that the main leader signed."""

    document_no = fields.Str(required=True, validate=DOCUMENT)


class SilentUnit(Reason):
    """A unit that did not report in time, and why."""

    unit = fields.Str(required=True)


class CloseReport(BatchKey):
    """Who did not report, once the last day is over."""

    missing = fields.List(fields.Nested(SilentUnit), load_default=list)


class Contested(ChallengeItem):
    """An item that the community does not sign, and why."""


class Countersign(BatchKey):
    """A community's signature under what binds it; without contested items it agrees."""

    contested = fields.List(fields.Nested(Contested), load_default=list,
                            validate=validate.Length(max=200))  # fmt: skip


class FileObjection(BatchKey):
    """An objection to one item under notice, in the objector's own name."""

    item_id = fields.Str(required=True)
    statement = fields.Str(required=True, validate=SENTENCE)


class AnswerObjection(Schema):
    """The answer; with `outcome` when the item is resolved anew."""

    objection_id = fields.Str(required=True)
    answer = fields.Str(required=True, validate=SENTENCE)
    outcome = fields.Nested(Outcome, load_default=None)


class SendBack(BatchKey, Reason):
    """Why it was not approved."""


class ApproveBatch(BatchKey):
    """The decision's number and the day of effect: today unless said."""

    document_no = fields.Str(required=True, validate=DOCUMENT)
    effective_from = fields.Date(load_default=None)


class ListBatches(Paging):
    """Filters of the list of batches."""

    status = fields.Str(load_default=None, validate=validate.OneOf([str(s) for s in BatchStatus]))


class ListNotices(Paging):
    """Every batch that the public may look at now."""


class ListObjections(Paging):
    """The objections to one batch."""

    batch_id = fields.Str(required=True)


class Countersignature(Schema):
    """Which community signed, when, and what it contests."""

    unit = fields.Str()
    at = Time()
    contested = fields.List(fields.Str())


class RoundView(Schema):
    """One round: who reports, reviews, is returned to; what happened; until when."""

    reporters = fields.List(fields.Str())
    reviewers = fields.List(fields.Str())
    return_to = fields.List(fields.Str())
    stances = fields.Bool()
    submitted = fields.Function(lambda each: sorted(each.submitted))
    missing = fields.List(fields.Nested(SilentUnit))
    acknowledged = fields.List(fields.Str())
    countersigners = fields.List(fields.Str())
    countersigned = fields.List(fields.Str())
    countersignatures = fields.List(fields.Nested(Countersignature))
    report_by = fields.Date(attribute="report_by.due")
    review_by = fields.Date(attribute="review_by.due")
    return_by = fields.Date(attribute="return_by.due")


class BatchLine(Schema):
    """A batch as lists show it."""

    batch_id = fields.Str(attribute="id")
    number = fields.Int()
    title = fields.Str()
    path = fields.Str()
    procedure = fields.Str()
    round = fields.Int()
    status = Labelled(BATCH)
    due = fields.Date(attribute="running.due")
    provisional = fields.Bool()
    effective_from = fields.Date(allow_none=True)
    sample = fields.Bool()
    version = fields.Int()


class Batch(BatchLine):
    """A batch with its rounds and items."""

    rounds = fields.List(fields.Nested(RoundView))
    legal_office = fields.Str()
    concurred = fields.Function(lambda batch: bool(batch.concurred_by))
    sent_back_reason = fields.Str()
    notice_until = fields.Date(attribute="notice.due")
    counts = fields.Function(lambda batch: batch.counts())
    items = fields.List(fields.Nested(Item))
    offered = Offered(BATCH)


class NoticeLine(Schema):
    """A public notice as lists show it."""

    batch_id = fields.Str(attribute="id")
    number = fields.Int()
    title = fields.Str()
    status = Labelled(BATCH)
    notice_until = fields.Date(attribute="notice.due")
    sample = fields.Bool()


class Notice(NoticeLine):
    """A public notice: the items as they will stand, open to objections through the last day."""

    items = fields.List(fields.Nested(PublicItem))


class Objection(Schema):
    """An objection and its answer; who objected is shown to nobody here."""

    objection_id = fields.Str(attribute="id")
    batch_id = fields.Str()
    item_id = fields.Str()
    statement = fields.Str()
    filed_at = Time()
    answer = fields.Str()
    upheld = fields.Bool()
    answered_at = Time(allow_none=True)
    version = fields.Int()
