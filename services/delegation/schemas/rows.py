"""Process-table rows."""

from services.delegation.schemas.parts import Basis, Reason, period
from services.delegation.schemas.situations import Situation
from services.delegation.workflow import ROW, RowStatus
from shared.chassis.schema import Fen, Labelled, Offered, Paging, Schema, Time, fields, validate

ITEM_TYPES = (
    "行政许可", "行政确认", "行政给付", "行政奖励", "行政裁决", "备案", "其他", "公共服务",
)  # fmt: skip
DEPTHS = ("宣传咨询", "收件", "预审", "受理", "办理审查", "结果反馈", "电子证照")
SCOPES = ("全国", "跨省", "跨市", "全市", "全区", "本街道")


class RowKey(Schema):
    """Which row."""

    row_id = fields.Str(required=True)


class Material(Schema):
    """One material. What is left empty is refused at publication (MAT-03)."""

    name = fields.Str(required=True, validate=validate.Length(2, 60))
    source = fields.Str(
        load_default="", validate=validate.OneOf(["", "申请人", "政府共享", "社区出具", "其他机构"])
    )
    form = fields.List(fields.Str(validate=validate.OneOf(["原件", "复印件", "电子"])),
                       load_default=list)  # fmt: skip
    copies = fields.Int(load_default=0, validate=validate.Range(0, 20))
    necessity = fields.Str(load_default="", validate=validate.OneOf(["", "必要", "非必要", "容缺"]))
    deferrable = fields.Bool(load_default=False)
    defer_days = fields.Int(load_default=0, validate=validate.Range(0, 365))


class Requirements(Schema):
    """Channels and quality."""

    channels = fields.List(fields.Str(), load_default=list)
    quality = fields.Str(load_default="", validate=validate.Length(max=500))


class RowContent(Schema):
    """Everything that the window needs."""

    field = fields.Str(required=True, validate=validate.Length(2, 40))
    content = fields.List(fields.Str(validate=validate.Length(2, 200)), load_default=list)
    bearer = fields.Str(required=True, validate=validate.Length(2, 80))
    requirements = fields.Nested(Requirements, load_default=lambda: {"channels": [], "quality": ""})
    materials = fields.List(fields.Nested(Material), load_default=list)
    basis = fields.List(fields.Nested(Basis), required=True, validate=validate.Length(1, 20))
    item_type = fields.Str(required=True, validate=validate.OneOf(ITEM_TYPES))
    handling = fields.Str(required=True, validate=validate.OneOf(["IMMEDIATE", "COMMITTED"]))
    legal_limit = fields.Str(load_default=None, allow_none=True, validate=period)
    promised_limit = fields.Str(load_default=None, allow_none=True, validate=period)
    onsite_visits = fields.Int(load_default=1, validate=validate.Range(0, 20))
    online_depth = fields.List(fields.Str(validate=validate.OneOf(DEPTHS)), load_default=list)
    scope = fields.Str(load_default="本街道", validate=validate.OneOf(SCOPES))
    commitment = fields.Bool(load_default=False)
    fee_fen = Fen(load_default=0)
    codes = fields.Dict(keys=fields.Str(), values=fields.Str(), load_default=dict)
    situations = fields.List(fields.Nested(Situation), load_default=list,
                             validate=validate.Length(max=10))  # fmt: skip


class DraftRow(Schema):
    """A row for an L1 entry, named by its lineage; the name is the entry's unless said."""

    item_id = fields.Str(required=True)
    content = fields.Nested(RowContent, required=True)
    item_name = fields.Str(load_default=None, validate=validate.Length(2, 60))


class WithdrawRow(RowKey, Reason):
    """Why it is taken away."""


class ListRows(Paging):
    """Filters of rows."""

    item_id = fields.Str(load_default=None)
    department = fields.Str(load_default=None)
    status = fields.Str(load_default=None, validate=validate.OneOf([str(s) for s in RowStatus]))


class ProcessRowLine(Schema):
    """A row as lists show it."""

    row_id = fields.Str(attribute="id")
    lineage_id = fields.Str()
    number = fields.Int()
    item_id = fields.Str()
    item_name = fields.Str()
    department = fields.Str()
    department_name = fields.Str()
    path = fields.Str()
    status = Labelled(ROW)
    published_at = Time(allow_none=True)
    withdrawn_reason = fields.Str()
    sample = fields.Bool()
    version = fields.Int()


class ProcessRow(ProcessRowLine):
    """A row whole."""

    content = fields.Nested(RowContent)
    offered = Offered(ROW)
