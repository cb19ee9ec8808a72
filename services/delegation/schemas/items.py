"""Items of a batch."""

from services.delegation.schemas.parts import LEVEL, LIST_CODE, NAME, SENTENCE, Basis
from services.delegation.workflow import ITEM, ItemStatus
from shared.chassis.schema import Labelled, Offered, Paging, Schema, Time, fields, validate

CHALLENGES = (
    "NO_LEGAL_BASIS", "OUTSIDE_SANDING", "DUPLICATE", "NO_CAPACITY", "NO_FUNDS",
    "AUTONOMY_MATTER", "SHOULD_PURCHASE", "SEAL_NOT_NEEDED",
)  # fmt: skip
"""Why an item is challenged: no legal basis, outside the 三定, duplicate, … (domain §1.5)."""

RESOLUTIONS = ("retain", "amend", "merge", "reassign", "cancel")


def _particulars() -> fields.Dict:
    return fields.Dict(
        keys=fields.Str(), values=fields.Str(validate=validate.Length(max=500)), load_default=dict
    )


class ItemKey(Schema):
    """Which item."""

    item_id = fields.Str(required=True)


class ReportItem(Schema):
    """An item. `lineage_id` is that of an entry in force when the item is about one.

    `particulars`: for L2 `duty` (L1 lineage) or `own_duty`, and `service_kind`; for L5 `set_by`,
    `asked_by`, `purpose`, `procedure`, `form`, `retention`. A tombstone's
    lineage proposes the cancelled item openly again. Basis, level and kind may not be missing
    when the leader signs.
    """

    batch_id = fields.Str(required=True)
    list_code = fields.Str(required=True, validate=LIST_CODE)
    name = fields.Str(required=True, validate=NAME)
    department = fields.Str(load_default=None, validate=validate.Length(2, 40))
    kind = fields.Str(load_default="", validate=validate.Length(max=20))
    level = fields.Str(load_default="", validate=validate.OneOf(["", "street", "community"]))
    bearer = fields.Str(load_default="", validate=validate.Length(max=80))
    basis = fields.List(fields.Nested(Basis), load_default=list)
    keywords = fields.List(fields.Str(validate=validate.Length(2, 30)), load_default=list)
    particulars = _particulars()
    lineage_id = fields.Str(load_default=None)


class GiveOpinion(ItemKey):
    """A reviewer's opinion in this round."""

    verdict = fields.Str(required=True, validate=validate.OneOf(["agree", "amend", "object"]))
    text = fields.Str(required=True, validate=SENTENCE)


class TakeStance(ItemKey):
    """What one's unit says of an item: how many cases a year it can handle, at what cost a year.

    Only who objects may leave volume and cost open; who does not simply accept says why.
    """

    verdict = fields.Str(required=True, validate=validate.OneOf(["accept", "amend", "object"]))
    volume = fields.Int(load_default=None, validate=validate.Range(0, 10**7), strict=True)
    cost_fen = fields.Int(load_default=None, validate=validate.Range(0, 10**13), strict=True)
    text = fields.Str(load_default="", validate=validate.Length(max=500))


class ChallengeItem(ItemKey):
    """Why it should not stand."""

    reason = fields.Str(required=True, validate=validate.OneOf(CHALLENGES))
    note = fields.Str(load_default="", validate=validate.Length(max=500))


class ItemChanges(Schema):
    """What a resolution changes; fields that are not given stay."""

    name = fields.Str(validate=NAME)
    department = fields.Str(validate=validate.Length(2, 40))
    kind = fields.Str(validate=validate.Length(2, 20))
    level = fields.Str(validate=LEVEL)
    bearer = fields.Str(validate=validate.Length(2, 80))
    basis = fields.List(fields.Nested(Basis), validate=validate.Length(1, 20))
    keywords = fields.List(fields.Str(validate=validate.Length(2, 30)))
    particulars = fields.Dict(keys=fields.Str(), values=fields.Str())


class Outcome(Schema):
    """Where an item ends: `into` for merge, `list_code` for reassign, `changes` for both others."""

    resolution = fields.Str(required=True, validate=validate.OneOf(RESOLUTIONS))
    reason = fields.Str(required=True, validate=SENTENCE)
    into = fields.Str(load_default=None)
    list_code = fields.Str(load_default=None, validate=LIST_CODE)
    changes = fields.Nested(ItemChanges, load_default=dict)


class ResolveItem(Outcome):
    """An outcome for one item."""

    item_id = fields.Str(required=True)


class ListItems(Paging):
    """Filters of the items of a batch."""

    batch_id = fields.Str(required=True)
    status = fields.Str(load_default=None, validate=validate.OneOf([str(s) for s in ItemStatus]))
    reporter = fields.Str(load_default=None)


class OpinionView(Schema):
    """What one reviewing unit said in one round."""

    round = fields.Int()
    unit = fields.Str()
    verdict = fields.Str()
    text = fields.Str()
    at = Time()


class StanceView(Schema):
    """What one bearing unit said in one round."""

    round = fields.Int()
    unit = fields.Str()
    verdict = fields.Str()
    volume = fields.Int(allow_none=True)
    cost_fen = fields.Int(allow_none=True)
    text = fields.Str()
    at = Time()


class ResolutionView(Schema):
    """The outcome and why."""

    action = fields.Str()
    reason = fields.Str()
    into = fields.Str()
    list_code = fields.Str()
    changes = fields.Dict()


class PublicItem(Schema):
    """An item as the public notice shows it: as it will stand in the list."""

    item_id = fields.Str(attribute="id")
    status = Labelled(ITEM)
    name = fields.Function(lambda item: item.line().name)
    list_code = fields.Function(lambda item: item.line().list_code)
    department = fields.Function(lambda item: item.line().department_name)
    level = fields.Function(lambda item: item.line().level)
    bearer = fields.Function(lambda item: item.line().bearer)
    basis = fields.Function(lambda item: [vars(each) for each in item.line().basis])
    in_notice = fields.Bool()


class Item(Schema):
    """An item as those in the procedure see it."""

    item_id = fields.Str(attribute="id")
    batch_id = fields.Str()
    round = fields.Int()
    reporter = fields.Str()
    list_code = fields.Str()
    lineage_id = fields.Str()
    name = fields.Str()
    kind = fields.Str()
    level = fields.Str()
    department = fields.Str()
    bearer = fields.Str()
    basis = fields.List(fields.Nested(Basis))
    keywords = fields.List(fields.Str())
    particulars = fields.Dict()
    revives = fields.Str()
    status = Labelled(ITEM)
    opinions = fields.List(fields.Nested(OpinionView))
    stances = fields.List(fields.Nested(StanceView))
    challenge_reason = fields.Str()
    challenge_note = fields.Str()
    resolution = fields.Nested(ResolutionView, allow_none=True)
    in_notice = fields.Bool()
    changed = fields.Bool()
    version = fields.Int()
    offered = Offered(ITEM)
