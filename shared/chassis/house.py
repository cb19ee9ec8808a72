"""Open what one process of a service has: database, keys, rule packs, calendar, clock."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.chassis import crypto, notes, oidc, tables, tokens
from shared.chassis.calendars import CalendarSource
from shared.chassis.database import Database
from shared.chassis.settings import Settings
from shared.kernel.calendar import Calendar
from shared.kernel.clock import machine_time
from shared.kernel.rulepacks import RulePacks


class Calendars(Protocol):
    """Whatever knows the working calendar; may keep a copy for a moment."""

    def __call__(self, session: Session) -> Calendar:
        """Return the calendar."""
        ...

    def forget(self) -> None:
        """Read anew at the next question."""
        ...


@dataclass(frozen=True)
class House:
    """What one process of a service has: opened once, shared by all its acts."""

    service: str
    open_write: Callable[[], Session]
    open_read: Callable[[], Session]
    packs: RulePacks
    calendar: Calendars
    now: Callable[[Session], datetime]
    audit_key: bytes
    demo: bool = False
    public_url: str = ""


def open_house(service: str, settings: Settings, *, database: Database | None = None) -> House:
    """Load keys and packs into the process and return its house. Nothing connects yet."""
    crypto.use(crypto.KeyRing.from_file(settings.data_keys))
    if settings.token_private_key is not None:
        tokens.use(settings.token_private_key.read_bytes())
    if settings.log_key is not None:
        notes.use(settings.log_origin, settings.log_key.read_bytes())
    if settings.oidc_issuer:
        oidc.use(oidc.Provider(settings.oidc_issuer, settings.oidc_audience, settings.oidc_jwks))
    rooms = database or Database(settings.service_database_url)
    return House(
        service=service,
        open_write=rooms.write,
        open_read=rooms.read,
        packs=RulePacks.from_folder(settings.rulepacks),
        calendar=CalendarSource(),
        now=demo_time if settings.demo else true_time,
        audit_key=audit_key(settings),
        demo=settings.demo,
        public_url=settings.public_url,
    )


def audit_key(settings: Settings) -> bytes:
    """Return the key of the audit chain."""
    return base64.b64decode(settings.audit_key.read_text(encoding="ascii"))


def true_time(session: Session) -> datetime:
    """Return machine time; what the demonstration clock says is not even read."""
    return machine_time()


def demo_time(session: Session) -> datetime:
    """Return machine time plus the demonstration's offset."""
    offset = session.execute(select(tables.demo_clock.c.offset_seconds)).scalar_one_or_none()
    return machine_time() + timedelta(seconds=offset or 0.0)
