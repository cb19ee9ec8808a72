"""Facts of units, accounts and the demonstration clock. No names, no passwords."""

from datetime import date, datetime

from shared.kernel.events import Fact, fact


@fact("identity.unit.established", label="设立单位")
class UnitEstablished(Fact):
    """A unit exists from `valid_from`; services keep copies of its name and path."""

    unit_code: str
    path: str
    name: str
    kind: str
    parent: str
    valid_from: date
    valid_to: date | None
    merged_into: tuple[str, ...]


@fact("identity.unit.renamed", label="单位更名")
class UnitRenamed(Fact):
    """The unit bears `name` from `since` on; its code and history stay."""

    unit_code: str
    path: str
    name: str
    since: date


@fact("identity.unit.merged", label="单位合并")
class UnitMerged(Fact):
    """The unit ends on `valid_to`; its matters go on in the units named."""

    unit_code: str
    path: str
    merged_into: tuple[str, ...]
    valid_to: date


@fact("identity.account.opened", label="开立账号")
class AccountOpened(Fact):
    """An account exists."""

    account_id: str
    path: str
    kind: str


@fact("identity.account.locked", label="锁定账号")
class AccountLocked(Fact):
    """Too many wrong passwords; it opens again by itself at `until`."""

    account_id: str
    path: str
    until: datetime


@fact("identity.account.unlocked", label="解除锁定")
class AccountUnlocked(Fact):
    """The lock is off."""

    account_id: str
    path: str


@fact("identity.account.disabled", label="停用账号")
class AccountDisabled(Fact):
    """Nobody can log in with it any more."""

    account_id: str
    path: str
    reason: str


@fact("identity.account.enabled", label="启用账号")
class AccountEnabled(Fact):
    """It can be used again."""

    account_id: str
    path: str


@fact("identity.account.password_reset", label="重置密码")
class PasswordReset(Fact):
    """Somebody with the duty set a new password."""

    account_id: str
    path: str


@fact("identity.account.appointed", label="授予岗位")
class Appointed(Fact):
    """The account acts as `role` for `unit_code` from `valid_from` on."""

    account_id: str
    path: str
    role: str
    unit_code: str
    valid_from: date
    valid_to: date | None


@fact("identity.account.dismissed", label="免去岗位")
class Dismissed(Fact):
    """The appointment ends on `valid_to`."""

    account_id: str
    path: str
    role: str
    unit_code: str
    valid_to: date


@fact("identity.clock.moved", label="移动演示时钟")
class ClockMoved(Fact):
    """The demonstration clock stands `offset_seconds` ahead of the machine's."""

    clock_id: str
    path: str
    offset_seconds: float
    now: datetime
