"""Rules about accounts and appointments: a name, one answer."""

from collections.abc import Iterable
from datetime import date

from shared.kernel.actor import Actor
from shared.kernel.workflow import Objection

EXCLUSIVE = frozenset({"administrator", "operator", "auditor"})
"""三员分立: no account holds two of these (GB/T 22239, 管理中心)."""

PRIVILEGED = EXCLUSIVE
"""Roles that nobody may give to their own account."""


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


def unit_is_in_force(valid_from: date, valid_to: date | None, on: date) -> Objection | None:
    """An ended unit appoints nobody and is not merged twice."""
    if valid_from <= on and (valid_to is None or on <= valid_to):
        return None
    return Objection("identity.unit_not_in_force", "该单位在此日期不存续，请选择现行单位。")
