"""What comes in and what is shown. Password hashes are never shown."""

from services.identity.workflow import ACCOUNT
from shared.chassis.schema import Labelled, Offered, Paging, Schema, Time, fields, validate
from shared.kernel.actor import ActorKind

_CODE = validate.Regexp(r"^[0-9]{6}[0-9A-Z-]*$", error="单位代码格式不正确。")
_SYSTEM = validate.Regexp(
    r"^[a-z][a-z0-9_-]{1,29}$", error="名称须以小写字母开头，2 至 30 位小写字母、数字、- 或 _。"
)
_USERNAME = validate.Regexp(
    r"^[a-z][a-z0-9_.-]{1,39}$", error="用户名须以小写字母开头，2 至 40 位。"
)


class FormerName(Schema):
    """A name that the unit bore through `until`."""

    name = fields.Str()
    until = fields.Date()


class Unit(Schema):
    """One unit."""

    unit_code = fields.Str(attribute="id")
    name = fields.Str()
    kind = fields.Str()
    path = fields.Str()
    parent = fields.Str()
    valid_from = fields.Date()
    valid_to = fields.Date(allow_none=True)
    merged_into = fields.List(fields.Str())
    former_names = fields.List(fields.Nested(FormerName))
    sample = fields.Bool()


class UnitKey(Schema):
    """Which unit."""

    unit_code = fields.Str(required=True)


class ListUnits(Paging):
    """Filters of the list of units; `on` shows what existed that day (today when left out)."""

    on = fields.Date(load_default=None)
    kind = fields.Str(load_default=None)
    parent = fields.Str(load_default=None)
    q = fields.Str(load_default=None, validate=validate.Length(1, 40))


class EstablishUnit(Schema):
    """A new unit below an existing one."""

    unit_code = fields.Str(required=True, validate=_CODE)
    name = fields.Str(required=True, validate=validate.Length(2, 60))
    kind = fields.Str(
        required=True,
        validate=validate.OneOf(["street", "town", "community", "village", "department", "office"]),
    )
    parent = fields.Str(required=True)
    valid_from = fields.Date(required=True)


class RenameUnit(UnitKey):
    """A new name from `since` on."""

    name = fields.Str(required=True, validate=validate.Length(2, 60))
    since = fields.Date(required=True)
    basis_doc_no = fields.Str(required=True, validate=validate.Length(2, 80))


class MergeUnit(UnitKey):
    """The unit ends with `last_day`."""

    merged_into = fields.List(fields.Str(), required=True, validate=validate.Length(1, 20))
    last_day = fields.Date(required=True)
    basis_doc_no = fields.Str(required=True, validate=validate.Length(2, 80))


class Role(Schema):
    """A role and what it may do."""

    role = fields.Str(attribute="id")
    label = fields.Str()
    permissions = fields.List(fields.Str())


class Appointment(Schema):
    """A role for a unit, both days included."""

    role = fields.Str()
    unit_code = fields.Str()
    valid_from = fields.Date()
    valid_to = fields.Date(allow_none=True)


class Account(Schema):
    """An account as administrators see it."""

    account_id = fields.Str(attribute="id")
    username = fields.Str()
    name = fields.Str()
    kind = fields.Str()
    path = fields.Str()
    status = Labelled(ACCOUNT)
    locked_until = Time(allow_none=True)
    appointments = fields.List(fields.Nested(Appointment))
    sample = fields.Bool()
    version = fields.Int()
    offered = Offered(ACCOUNT)


class AccountKey(Schema):
    """Which account."""

    account_id = fields.Str(required=True)


class ListAccounts(Paging):
    """Filters of the list of accounts."""

    unit = fields.Str(load_default=None)
    q = fields.Str(load_default=None, validate=validate.Length(1, 40))


class OpenAccount(Schema):
    """A new account at its home unit."""

    username = fields.Str(required=True, validate=_USERNAME)
    password = fields.Str(required=True, load_only=True)
    name = fields.Str(required=True, validate=validate.Length(1, 40))
    kind = fields.Str(
        required=True,
        validate=validate.OneOf([ActorKind.STAFF, ActorKind.RESIDENT, ActorKind.SERVICE]),
    )
    unit_code = fields.Str(required=True)


class DisableAccount(AccountKey):
    """Why the account is closed."""

    reason = fields.Str(required=True, validate=validate.Length(2, 200))


class SetPassword(AccountKey):
    """A new password."""

    password = fields.Str(required=True, load_only=True)


class Appoint(AccountKey):
    """A role for a unit."""

    role = fields.Str(required=True)
    unit_code = fields.Str(required=True)
    valid_from = fields.Date(load_default=None)
    valid_to = fields.Date(load_default=None)
    basis_doc_no = fields.Str(load_default="")


class Dismiss(AccountKey):
    """End a role for a unit; today is the last day when none is given."""

    role = fields.Str(required=True)
    unit_code = fields.Str(required=True)
    last_day = fields.Date(load_default=None)
    basis_doc_no = fields.Str(load_default="")


class LogIn(Schema):
    """Who logs in, and for which unit when the account acts for several."""

    username = fields.Str(required=True, validate=validate.Length(1, 60))
    password = fields.Str(required=True, load_only=True, validate=validate.Length(1, 200))
    as_unit = fields.Str(load_default=None)


class OpenClient(Schema):
    """A new account of a department's system; its client_id is `svc.<name>`."""

    name = fields.Str(required=True, validate=_SYSTEM)
    unit_code = fields.Str(required=True)
    basis_doc_no = fields.Str(required=True, validate=validate.Length(2, 80))


class Client(Schema):
    """A system's credentials; the secret is never shown again."""

    account_id = fields.Str(attribute="account.id")
    client_id = fields.Str(attribute="account.username")
    client_secret = fields.Str()
    path = fields.Str(attribute="account.path")


class GrantClient(Schema):
    """A system's credentials (RFC 6749 §4.4)."""

    client_id = fields.Str(required=True, validate=validate.Length(1, 60))
    client_secret = fields.Str(required=True, load_only=True, validate=validate.Length(1, 200))


class ExchangeToken(Schema):
    """An identity token of the configured OpenID provider."""

    id_token = fields.Str(required=True, load_only=True)
    as_unit = fields.Str(load_default=None)


class Me(Schema):
    """Who acts."""

    id = fields.Str()
    kind = fields.Str()
    name = fields.Str()
    unit = fields.Str()
    path = fields.Str()
    scope = fields.Str()
    permissions = fields.List(fields.Str())


class Token(Schema):
    """A bearer token and for whom it speaks. `expires_in` is in seconds."""

    access_token = fields.Str()
    token_type = fields.Str()
    expires_in = fields.Int()
    actor = fields.Nested(Me)
    units = fields.List(fields.Str())


class Clock(Schema):
    """The time of acts; `offset_seconds` ahead of the machine in the demonstration."""

    now = Time()
    demo = fields.Bool()
    offset_seconds = fields.Float()


class MoveClock(Schema):
    """Where the demonstration clock shall stand; only forward."""

    to = Time(required=True)
