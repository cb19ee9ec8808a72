"""Rules about accounts and appointments: a name, one answer."""

from collections.abc import Iterable
from datetime import date

from shared.kernel.actor import Actor, ActorKind
from shared.kernel.workflow import Objection

EXCLUSIVE = frozenset({"administrator", "operator", "auditor"})
"""三员分立: no account holds two of these (GB/T 22239, 管理中心)."""


def not_ones_own(account_id: str, actor: Actor) -> Objection | None:
    """Nobody changes the standing of their own account: a second pair of eyes is needed."""
    if actor.id != account_id:
        return None
    return Objection("identity.own_account", "不能处理自己的账号，请由另一名管理员办理。")


def duties_stay_apart(held: Iterable[str], role: str) -> Objection | None:
    """One account cannot administer, operate and audit."""
    clash = sorted((EXCLUSIVE & set(held)) - {role})
    if role not in EXCLUSIVE or not clash:
        return None
    return Objection(
        "identity.duties_apart",
        "系统管理、运行维护、安全审计三类岗位不得由同一账号兼任，请另设账号。",
        {"role": role, "held": clash},
    )


def is_a_system(kind: ActorKind) -> Objection | None:
    """Only a system has a made secret; people choose their passwords."""
    if kind is ActorKind.SERVICE:
        return None
    return Objection("identity.not_a_system", "该账号不是系统账号，没有 client_secret 可更换。")


def password_is_strong(password: str, *, shortest: int, kinds: int) -> Objection | None:
    """Long enough, and of several kinds of characters."""
    tests = (str.islower, str.isupper, str.isdigit, lambda c: not c.isalnum())
    found = sum(any(test(character) for character in password) for test in tests)
    if len(password) >= shortest and found >= kinds:
        return None
    return Objection(
        "identity.weak_password",
        f"密码至少 {shortest} 位，并包含大写、小写、数字、符号中的 {kinds} 类。",
        {"shortest": shortest, "kinds": kinds},
    )


def not_held_already(held: Iterable[tuple[str, str]], role: str, unit: str) -> Objection | None:
    """One role for one unit is held once at a time, so that one dismissal ends it."""
    if (role, unit) not in held:
        return None
    return Objection(
        "identity.already_appointed", "该账号在此单位已有这一岗位，请先免去或更改起止日期。"
    )


def days_are_in_order(first: date, last: date | None) -> Objection | None:
    """What begins ends no earlier than it began."""
    if last is None or first <= last:
        return None
    return Objection("identity.days_out_of_order", "截止日期早于起始日期，请核对。")


def name_is_due(since: date, today: date) -> Objection | None:
    """A name is borne from its day on, not before."""
    if since <= today:
        return None
    return Objection("identity.name_not_due", f"新名称自 {since} 起启用，请在该日或之后办理更名。")


def another_takes_over(unit: str, successor: str) -> Objection | None:
    """A unit's matters go on in another one."""
    if unit != successor:
        return None
    return Objection("identity.merges_into_itself", "单位不能并入自身，请选择承接单位。")


def not_merged_yet(merged_into: Iterable[str]) -> Objection | None:
    """History is appended, not edited: a unit is merged once (X-03)."""
    gone = list(merged_into)
    if not gone:
        return None
    return Objection(
        "identity.already_merged", f"该单位已并入 {'、'.join(gone)}，不能再次合并。",
        {"merged_into": gone},
    )  # fmt: skip


def unit_is_in_force(valid_from: date, valid_to: date | None, on: date) -> Objection | None:
    """A unit that has ended, or not begun, appoints nobody and takes nothing over."""
    if valid_from <= on and (valid_to is None or on <= valid_to):
        return None
    return Objection("identity.unit_not_in_force", "该单位在此日期不存续，请选择现行单位。")
