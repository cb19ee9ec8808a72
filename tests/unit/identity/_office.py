"""A district with two streets, an office of data, and the accounts that a test opens."""

from datetime import date, datetime
from typing import Any

from services.identity import handlers
from services.identity.model import Account, Appointment, Role, Unit, UnitKind
from services.identity.service import Identity
from shared.chassis import passwords
from shared.kernel.actor import Actor, ActorKind, system_actor
from shared.kernel.clock import TZ
from shared.testing.actors import story
from shared.testing.unit_of_work import Memory

PASSWORD = "Jiedao-demo-2026"

UNITS = {
    "510115": ("温江区", UnitKind.DISTRICT, "510115"),
    "510115-DS": ("大数据中心", UnitKind.DEPARTMENT, "510115/510115-DS"),
    "510115001": ("柳城街道", UnitKind.STREET, "510115/510115001"),
    "510115002": ("公平街道", UnitKind.STREET, "510115/510115002"),
    "510115001001": ("示例社区", UnitKind.COMMUNITY, "510115/510115001/510115001001"),
}
ROLES = {
    "window_clerk": ("centers.case.accept", "centers.case.read"),
    "case_decider": ("centers.case.decide",),
    "resident": ("centers.case.submit",),
    "administrator": ("identity.account.manage",),
    "operator": ("identity.clock.move",),
    "auditor": ("identity.account.read",),
}


class Office(Memory):
    """Identity on 2026-03-02 at nine."""

    def __init__(self) -> None:
        super().__init__("identity", at=datetime(2026, 3, 2, 9, tzinfo=TZ))
        with self.react() as uow:
            for code, (name, kind, path) in UNITS.items():
                uow.add(Unit(id=code, name=name, kind=kind, path=path,
                             valid_from=date(2020, 1, 1)))  # fmt: skip
            for role, permissions in ROLES.items():
                uow.add(Role(id=role, label=role, permissions=permissions))

    def person(
        self, name: str, unit: str = "510115001", *roles: str, kind: ActorKind = ActorKind.STAFF,
    ) -> Account:  # fmt: skip
        """Open an account under its own name as id."""
        account = Account(
            id=name, username=name, password_hash=passwords.hashed(PASSWORD), name="示例",
            kind=kind, path=UNITS[unit][2],
        )  # fmt: skip
        for role in roles:
            account.appoint(Appointment(role, unit, date(2026, 1, 1)), system_actor("identity"))
        with self.react() as uow:
            uow.add(account)
        return account

    def log_in(self, name: str, password: str = PASSWORD, as_unit: str | None = None) -> Any:
        with self.act(story("reader")) as uow:
            return handlers.log_in(uow, username=name, password=password, as_unit=as_unit)

    def go(self, who: str | Actor, handler: Any, **command: Any) -> Any:
        with self.act(story(who) if isinstance(who, str) else who) as uow:
            return handler(uow, **command)

    def account(self, name: str) -> Account:
        return self.rows[Account][name]  # type: ignore[return-value]

    def unit(self, code: str) -> Unit:
        return self.rows[Unit][code]  # type: ignore[return-value]

    def ring(self) -> None:
        for name, subject in self.due_timers():
            assert name == "account_unlock"
            with self.react() as uow:
                Identity().unlock_account(uow, subject_id=subject)

    def heard(self) -> list[str]:
        return [fact.event_type.removeprefix("identity.") for fact in self.told]
