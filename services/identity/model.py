"""Units that begin, change names and merge; accounts that hold appointments in them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from services.identity import events, policies
from services.identity.workflow import ACCOUNT, Status
from shared.kernel.actor import Actor, ActorKind
from shared.kernel.errors import Conflict, NotFound
from shared.kernel.events import Aggregate
from shared.kernel.jurisdiction import parent
from shared.kernel.workflow import enforce


class UnitKind(StrEnum):
    """What kind of unit."""

    DISTRICT = "district"
    STREET = "street"
    TOWN = "town"
    COMMUNITY = "community"
    VILLAGE = "village"
    DEPARTMENT = "department"
    OFFICE = "office"


@dataclass(frozen=True)
class FormerName:
    """A name that the unit bore through `until`."""

    name: str
    until: date


@dataclass(kw_only=True, eq=False)
class Unit(Aggregate):
    """One unit, by its code. Ended units stay readable; `merged_into` says where matters went."""

    id: str
    name: str
    kind: UnitKind
    path: str
    valid_from: date
    valid_to: date | None = None
    merged_into: tuple[str, ...] = ()
    former_names: tuple[FormerName, ...] = ()
    sample: bool = False
    version: int = 0

    @property
    def parent(self) -> str:
        """Return the code of the unit above, "" at the top."""
        above = parent(self.path)
        return above.rpartition("/")[2] if above else ""

    @property
    def scope(self) -> str:
        """Return the path below which staff of this unit act.

        A department or office acts over the whole of the unit it belongs to.
        """
        if self.kind in (UnitKind.DEPARTMENT, UnitKind.OFFICE):
            return parent(self.path) or ""
        return self.path

    def establish(self) -> None:
        """Announce the unit."""
        self.record(
            events.UnitEstablished(
                unit_code=self.id,
                path=self.path,
                name=self.name,
                kind=self.kind,
                parent=self.parent,
                valid_from=self.valid_from,
                valid_to=self.valid_to,
                merged_into=self.merged_into,
            )
        )

    def rename(self, name: str, *, since: date, today: date) -> None:
        """Bear `name` from `since` on; the former one ends the day before."""
        enforce(policies.unit_is_in_force(self.valid_from, self.valid_to, since))
        enforce(policies.name_is_due(since, today))
        former = FormerName(self.name, until=since - timedelta(days=1))
        self.former_names = (*self.former_names, former)
        self.name = name
        self.record(events.UnitRenamed(unit_code=self.id, path=self.path, name=name, since=since))

    def merge(self, into: tuple[str, ...], *, last_day: date) -> None:
        """End with `last_day`; matters go on in `into`. The old code stays readable (X-03)."""
        enforce(policies.not_merged_yet(self.merged_into))
        enforce(policies.unit_is_in_force(self.valid_from, self.valid_to, last_day))
        self.valid_to, self.merged_into = last_day, into
        self.record(
            events.UnitMerged(
                unit_code=self.id, path=self.path, merged_into=into, valid_to=last_day
            )
        )


@dataclass(frozen=True)
class Appointment:
    """One role for one unit, both ends included; no end date means until dismissed."""

    role: str
    unit_code: str
    valid_from: date
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        """Say whether it holds on that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def overlaps(self, other: "Appointment") -> bool:
        """Say whether there is a day on which both hold."""
        return self.holds(max(self.valid_from, other.valid_from)) and other.holds(
            max(self.valid_from, other.valid_from)
        )


@dataclass(kw_only=True, eq=False)
class Account(Aggregate):
    """Somebody who can log in. `path` is the home unit's: where the account is looked after."""

    id: str
    username: str
    password_hash: str
    name: str
    kind: ActorKind
    path: str
    appointments: tuple[Appointment, ...] = ()
    failures: int = 0
    locked_until: datetime | None = None
    sample: bool = False
    status: Status = Status.ACTIVE
    version: int = 0

    def open(self) -> None:
        """Announce the account."""
        self.record(events.AccountOpened(account_id=self.id, path=self.path, kind=self.kind))

    def roles_at(self, unit_code: str, *, on: date) -> list[str]:
        """List the roles held for the unit on that day."""
        held = [a for a in self.appointments if a.unit_code == unit_code and a.holds(on)]
        return [appointment.role for appointment in held]

    def units(self, *, on: date) -> list[str]:
        """List the units for which the account may act on that day, first appointed first."""
        held = [appointment.unit_code for appointment in self.appointments if appointment.holds(on)]
        return list(dict.fromkeys(held))

    def miss(self, *, limit: int, until: datetime, system: Actor) -> None:
        """Count a wrong password; the `limit`-th locks the account until `until`."""
        self.failures += 1
        if self.failures >= limit:
            ACCOUNT.step(self, "lock", system)
            self.locked_until = until
            self.record(events.AccountLocked(account_id=self.id, path=self.path, until=until))

    def enter(self) -> None:
        """Forget wrong passwords after a right one."""
        if self.failures:
            self.failures = 0

    def unlock(self, action: str, actor: Actor) -> None:
        """Take the lock off: `unlock` when its time is over, `release` by another's hand."""
        enforce(policies.not_ones_own(self.id, actor))
        ACCOUNT.step(self, action, actor)
        self.failures, self.locked_until = 0, None
        self.record(events.AccountUnlocked(account_id=self.id, path=self.path))

    def disable(self, actor: Actor, *, reason: str) -> None:
        """Close the account to log-ins; it is never deleted (G-08)."""
        enforce(policies.not_ones_own(self.id, actor))
        ACCOUNT.step(self, "disable", actor)
        self.record(events.AccountDisabled(account_id=self.id, path=self.path, reason=reason))

    def enable(self, actor: Actor) -> None:
        """Open a disabled account again."""
        enforce(policies.not_ones_own(self.id, actor))
        ACCOUNT.step(self, "enable", actor)
        self.failures, self.locked_until = 0, None
        self.record(events.AccountEnabled(account_id=self.id, path=self.path))

    def set_password(self, password_hash: str) -> None:
        """Replace the password."""
        self.password_hash, self.failures = password_hash, 0
        self.record(events.PasswordReset(account_id=self.id, path=self.path))

    def appoint(self, appointment: Appointment, actor: Actor) -> None:
        """Give a role for a unit, by another's hand; privileged duties stay apart.

        What is held at any time of the new appointment counts, not only on its first day.
        """
        enforce(policies.not_ones_own(self.id, actor))
        enforce(policies.days_are_in_order(appointment.valid_from, appointment.valid_to))
        beside = [held for held in self.appointments if held.overlaps(appointment)]
        enforce(policies.duties_stay_apart([held.role for held in beside], appointment.role))
        held_already = [(held.role, held.unit_code) for held in beside]
        enforce(policies.not_held_already(held_already, appointment.role, appointment.unit_code))
        self.appointments = (*self.appointments, appointment)
        self.record(events.Appointed(account_id=self.id, path=self.path, **vars(appointment)))

    def dismiss(self, role: str, unit_code: str, *, last_day: date, actor: Actor) -> None:
        """End an appointment that holds on `last_day`, by another's hand."""
        enforce(policies.not_ones_own(self.id, actor))
        for held in self.appointments:
            if (held.role, held.unit_code) == (role, unit_code) and held.holds(last_day):
                ended = replace(held, valid_to=last_day)
                self.appointments = tuple(ended if a is held else a for a in self.appointments)
                self.record(
                    events.Dismissed(
                        account_id=self.id, path=self.path, role=role,
                        unit_code=unit_code, valid_to=last_day,
                    )
                )  # fmt: skip
                return
        raise NotFound("identity.no_such_appointment", "该账号在此单位没有这一岗位。")


@dataclass(frozen=True)
class Client:
    """A system's account with its secret, which is known in this moment only."""

    account: Account
    client_secret: str

    @property
    def version(self) -> int:
        """Return the account's version."""
        return self.account.version


@dataclass(kw_only=True, eq=False)
class Role(Aggregate):
    """A named bundle of permissions; code asks for permissions only."""

    id: str
    label: str
    permissions: tuple[str, ...]
    version: int = 0


@dataclass(kw_only=True, eq=False)
class DemoClock(Aggregate):
    """The one movable clock of the demonstration."""

    id: str
    offset_seconds: float = 0.0
    version: int = 0

    def move(self, *, now: datetime, to: datetime) -> None:
        """Stand at `to`; time never runs back, because acts are already dated."""
        if to < now:
            raise Conflict(
                "identity.clock_backwards", "演示时钟只能向前移动。", now=now.isoformat()
            )
        self.offset_seconds += (to - now).total_seconds()
        self.record(
            events.ClockMoved(clock_id=self.id, path="", offset_seconds=self.offset_seconds, now=to)
        )


@dataclass(frozen=True)
class ClockReading:
    """What the clock of acts shows."""

    now: datetime
    demo: bool
    offset_seconds: float


def shown(actor: Actor) -> dict[str, Any]:
    """Show an actor with permissions in order."""
    return {**vars(actor), "permissions": sorted(actor.permissions)}
