"""Use cases of identity: log in, look after accounts and units, move the demonstration clock."""

import json
import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from services.identity import policies
from services.identity.model import (
    Account,
    Appointment,
    Client,
    ClockReading,
    DemoClock,
    FormerName,
    Role,
    Unit,
    UnitKind,
    shown,
)
from services.identity.workflow import Status
from shared.chassis import oidc, passwords, tokens
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import Actor, ActorKind, system_actor
from shared.kernel.clock import TZ, machine_time
from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from shared.kernel.jurisdiction import join
from shared.kernel.workflow import enforce

SELF = "identity.self.read"
PACK = "identity.accounts"
SYSTEM_ROLE = "department_system"


def log_in(uow: UnitOfWork, *, username: str, password: str, as_unit: str | None) -> Any:
    """Give a token for the right password; wrong ones are counted and lock the account.

    The answer never says whether the name or the password was wrong.
    """
    account = uow.one(Account, username=username)
    right = passwords.verify(account.password_hash if account else None, password)
    if account is None:
        raise _bad_credentials()
    if account.status is Status.LOCKED:
        raise Unauthenticated(
            "identity.account_locked",
            "密码多次错误，账号已暂时锁定，请稍后再试或联系管理员解锁。",
            until=account.locked_until and account.locked_until.astimezone(TZ).isoformat(),
        )
    if not right and account.status is Status.DISABLED:
        raise _bad_credentials()
    if not right:
        return _count_miss(uow, account)
    account.enter()
    return _grant(uow, account, as_unit)


def exchange(uow: UnitOfWork, *, id_token: str, as_unit: str | None) -> Any:
    """Give a token for an identity token of the configured OpenID provider."""
    account = uow.one(Account, username=oidc.username(id_token))
    if account is None:
        raise Unauthenticated("identity.no_account", "统一认证成功，但本系统没有您的账号。")
    return _grant(uow, account, as_unit)


def grant_client(uow: UnitOfWork, *, client_id: str, client_secret: str) -> Any:
    """Give a token to a department's system (RFC 6749 §4.4); a made secret is not guessed."""
    account = uow.one(Account, username=client_id, kind=ActorKind.SERVICE)
    right = passwords.verify(account.password_hash if account else None, client_secret)
    if account is None or not right:
        raise Unauthenticated("identity.bad_client", "client_id 或 client_secret 不正确。")
    return _grant(uow, account, None)


def open_client(uow: UnitOfWork, *, name: str, unit_code: str, basis_doc_no: str) -> Client:
    """Open a system's account, appointed for its unit; the secret is shown this once."""
    secret = _secret()
    account = open_account(
        uow, username=f"svc.{name}", password=secret, name=f"{name}（系统）",
        kind=ActorKind.SERVICE, unit_code=unit_code,
    )  # fmt: skip
    appoint(
        uow, account_id=account.id, role=SYSTEM_ROLE, unit_code=unit_code,
        valid_from=None, valid_to=None, basis_doc_no=basis_doc_no,
    )  # fmt: skip
    return Client(account, secret)


def rotate_client(uow: UnitOfWork, *, account_id: str) -> Client:
    """Replace a system's secret: the old one ends at once."""
    account = _account_in_reach(uow, account_id)
    enforce(policies.is_a_system(account.kind))
    secret = _secret()
    account.set_password(_hashed(uow, secret))
    return Client(account, secret)


def open_account(
    uow: UnitOfWork, *, username: str, password: str, name: str, kind: str, unit_code: str
) -> Account:
    """Open an account looked after by a unit inside the administrator's jurisdiction."""
    home = _unit_in_reach(uow, unit_code)
    if uow.one(Account, username=username):
        raise Conflict("identity.username_taken", "该用户名已被使用，请换一个。")
    account = Account(
        id=uow.new_id(),
        username=username,
        password_hash=_hashed(uow, password),
        name=name,
        kind=ActorKind(kind),
        path=home.path,
    )
    account.open()
    uow.add(account)
    return account


def disable(uow: UnitOfWork, *, account_id: str, reason: str) -> Account:
    """Close an account to log-ins."""
    account = _account_in_reach(uow, account_id)
    account.disable(uow.actor, reason=reason)
    return account


def enable(uow: UnitOfWork, *, account_id: str) -> Account:
    """Open a disabled account again."""
    account = _account_in_reach(uow, account_id)
    account.enable(uow.actor)
    return account


def release(uow: UnitOfWork, *, account_id: str) -> Account:
    """Take a lock off before its time."""
    account = _account_in_reach(uow, account_id)
    account.unlock("release", uow.actor)
    uow.forget("account_unlock", account_id)
    return account


def unlock(uow: UnitOfWork, *, subject_id: str) -> None:
    """Take a lock off when its time is over."""
    account = uow.get(Account, subject_id)
    if account.status is Status.LOCKED:
        account.unlock("unlock", uow.actor)


def set_password(uow: UnitOfWork, *, account_id: str, password: str) -> Account:
    """Set a new password."""
    account = _account_in_reach(uow, account_id)
    account.set_password(_hashed(uow, password))
    return account


def appoint(
    uow: UnitOfWork,
    *,
    account_id: str,
    role: str,
    unit_code: str,
    valid_from: date | None,
    valid_to: date | None,
    basis_doc_no: str,
) -> Account:
    """Give a role for a unit."""
    account = _account_in_reach(uow, account_id)
    unit = _unit_in_reach(uow, unit_code)
    start = valid_from or uow.today
    enforce(policies.unit_is_in_force(unit.valid_from, unit.valid_to, start))
    if uow.one(Role, id=role) is None:
        raise Invalid("identity.no_such_role", f"没有“{role}”这一岗位，请从岗位目录中选择。")
    uow.basis(basis_doc_no)
    account.appoint(Appointment(role, unit_code, start, valid_to), uow.actor)
    return account


def dismiss(
    uow: UnitOfWork, *, account_id: str, role: str, unit_code: str, last_day: date | None,
    basis_doc_no: str,
) -> Account:  # fmt: skip
    """End a role for a unit."""
    account = _account_in_reach(uow, account_id)
    uow.basis(basis_doc_no)
    account.dismiss(role, unit_code, last_day=last_day or uow.today, actor=uow.actor)
    return account


def establish_unit(
    uow: UnitOfWork, *, unit_code: str, name: str, kind: str, parent: str, valid_from: date
) -> Unit:
    """Set up a unit below an existing one."""
    above = _unit_in_reach(uow, parent)
    enforce(policies.unit_is_in_force(above.valid_from, above.valid_to, valid_from))
    if uow.one(Unit, id=unit_code):
        raise Conflict("identity.unit_exists", "该单位代码已存在；代码不得重复使用。")
    unit = Unit(
        id=unit_code,
        name=name,
        kind=UnitKind(kind),
        path=join(above.path, unit_code),
        valid_from=valid_from,
    )
    unit.establish()
    uow.add(unit)
    return unit


def rename_unit(
    uow: UnitOfWork, *, unit_code: str, name: str, since: date, basis_doc_no: str
) -> Unit:
    """Rename a unit on the strength of a document."""
    unit = _unit_in_reach(uow, unit_code)
    uow.basis(basis_doc_no)
    unit.rename(name, since=since, today=uow.today)
    return unit


def merge_unit(
    uow: UnitOfWork, *, unit_code: str, merged_into: list[str], last_day: date, basis_doc_no: str
) -> Unit:
    """End a unit whose matters go on in others."""
    unit = _unit_in_reach(uow, unit_code)
    for successor in merged_into:
        heir = _unit_in_reach(uow, successor)
        after = last_day + timedelta(days=1)
        enforce(policies.another_takes_over(unit_code, successor))
        enforce(policies.unit_is_in_force(heir.valid_from, heir.valid_to, after))
    uow.basis(basis_doc_no)
    unit.merge(tuple(merged_into), last_day=last_day)
    return unit


def move_clock(uow: UnitOfWork, *, to: datetime) -> ClockReading:
    """Move the demonstration clock forward; refused outside demonstration mode."""
    if not uow.demo:
        raise Forbidden("identity.clock_fixed", "正式环境的时钟不可移动，仅演示模式可用。")
    clock = uow.one(DemoClock, id="demo")
    if clock is None:
        clock = DemoClock(id="demo")
        uow.add(clock)
    clock.move(now=uow.now, to=to)
    return ClockReading(to, uow.demo, clock.offset_seconds)


def load(uow: UnitOfWork, *, folder: Path, demo: bool) -> None:
    """Load units and roles, and in the demonstration its synthetic people. Repeatable."""
    known = {unit.id for unit in uow.find(Unit)}
    for row in json.loads((folder / "units.json").read_text(encoding="utf-8")):
        if row["code"] not in known:
            _load_unit(uow, row)
    _load_roles(uow, folder)
    if demo:
        _load_people(uow, json.loads((folder / "demo/accounts.json").read_text(encoding="utf-8")))


def _grant(uow: UnitOfWork, account: Account, as_unit: str | None) -> dict[str, Any]:
    if account.status is Status.DISABLED:
        raise Unauthenticated("identity.account_disabled", "该账号已停用，请联系管理员。")
    actor, units = _actor(uow, account, as_unit)
    seconds = uow.rules(PACK).integer("token.seconds")
    return {
        "access_token": tokens.issue(actor, ttl=timedelta(seconds=seconds)),
        "token_type": "Bearer",
        "expires_in": seconds,
        "actor": shown(actor),
        "units": units,
    }


def _actor(uow: UnitOfWork, account: Account, as_unit: str | None) -> tuple[Actor, list[str]]:
    units = [code for code in account.units(on=uow.today) if _is_in_force(uow, code)]
    chosen = as_unit or (units[0] if units else "")
    if chosen not in units:
        raise Forbidden("identity.no_appointment", "您在该单位没有现任岗位，请选择任职单位。")
    unit = uow.get(Unit, chosen)
    held = account.roles_at(chosen, on=uow.today)
    granted = {p for role in uow.find(Role) if role.id in held for p in role.permissions}
    resident = account.kind is ActorKind.RESIDENT
    actor = Actor(
        id=account.id,
        kind=account.kind,
        name=account.name,
        unit=unit.id,
        path=unit.path,
        scope="" if resident else unit.scope,
        permissions=frozenset(granted | {SELF}),
    )
    return actor, units


def _is_in_force(uow: UnitOfWork, code: str) -> bool:
    unit = uow.get(Unit, code)
    return policies.unit_is_in_force(unit.valid_from, unit.valid_to, uow.today) is None


def _count_miss(uow: UnitOfWork, account: Account) -> None:
    pack = uow.rules(PACK)
    until = machine_time() + timedelta(minutes=pack.integer("lock.minutes"))
    account.miss(limit=pack.integer("lock.after"), until=until, system=system_actor("identity"))
    if account.status is Status.LOCKED:
        uow.remind("account_unlock", account.id, uow.now + (until - machine_time()))
    uow.refuse(_bad_credentials())


def _bad_credentials() -> Unauthenticated:
    return Unauthenticated("identity.bad_credentials", "用户名或密码不正确。")


def _secret() -> str:
    return f"cs_{secrets.token_urlsafe(32)}"


def _hashed(uow: UnitOfWork, password: str) -> str:
    pack = uow.rules(PACK)
    enforce(
        policies.password_is_strong(
            password,
            shortest=pack.integer("password.shortest"),
            kinds=pack.integer("password.kinds"),
        )
    )
    return passwords.hashed(password)


def _account_in_reach(uow: UnitOfWork, account_id: str) -> Account:
    account = uow.get(Account, account_id)
    if not uow.actor.serves(account.path):
        raise NotFound("identity.not_found", "没有找到该账号，或您无权查看。")
    return account


def _unit_in_reach(uow: UnitOfWork, code: str) -> Unit:
    unit = uow.get(Unit, code)
    if not uow.actor.serves(unit.path):
        raise Forbidden(
            "identity.outside_jurisdiction",
            f"{unit.name}不在您的管辖范围内，请由其上级单位办理。",
            unit=unit.id,
            scope=uow.actor.scope,
        )
    return unit


def _load_unit(uow: UnitOfWork, row: Mapping[str, Any]) -> None:
    unit = Unit(
        id=row["code"],
        name=row["name"],
        kind=UnitKind(row["kind"]),
        path=row["path"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row.get("valid_to") else None,
        merged_into=tuple(row.get("merged_into") or ()),
        former_names=tuple(
            FormerName(name["name"], date.fromisoformat(name["until"]))
            for name in row.get("former_names", ())
        ),
        sample=bool(row.get("sample", False)),
    )
    unit.establish()
    uow.add(unit)


def _load_roles(uow: UnitOfWork, folder: Path) -> None:
    labels: Mapping[str, str] = json.loads((folder / "roles.json").read_text(encoding="utf-8"))
    granted: dict[str, set[str]] = {role: set() for role in labels}
    for file in sorted((folder / "roles").glob("*.json")):
        for role, permissions in json.loads(file.read_text(encoding="utf-8")).items():
            granted[role] |= set(permissions)
    for role_id, label in labels.items():
        role = uow.one(Role, id=role_id)
        if role is None:
            uow.add(Role(id=role_id, label=label, permissions=tuple(sorted(granted[role_id]))))
        else:
            role.label, role.permissions = label, tuple(sorted(granted[role_id]))


def _load_people(uow: UnitOfWork, people: Mapping[str, Any]) -> None:
    known = {account.username for account in uow.find(Account)}
    newcomers = [row for row in people["accounts"] if row["username"] not in known]
    hashed = passwords.hashed(people["password"]) if newcomers else ""
    for row in newcomers:
        home = uow.get(Unit, row["unit"])
        account = Account(
            id=uow.new_id(),
            username=row["username"],
            password_hash=hashed,
            name=row["name"],
            kind=ActorKind(row["kind"]),
            path=home.path,
            sample=True,
        )
        account.open()
        for role in row["roles"]:
            account.appoint(Appointment(role, home.id, uow.today), uow.actor)
        uow.add(account)
