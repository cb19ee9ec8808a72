"""Which services there are, and the settings of each, from files or the environment."""

import os
import pwd
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from shared.chassis.database import Database
from shared.chassis.settings import ROOT, Settings, environment
from shared.kernel.actor import Actor, ActorKind
from shared.kernel.errors import Invalid

LOAD_ORDER = ("identity", "delegation", "centers", "disclosure", "oversight")


def services() -> list[str]:
    """Return the services that exist, those first from which others learn."""
    found = {path.parent.name for path in (ROOT / "services").glob("*/migrations")}
    first = [name for name in LOAD_ORDER if name in found]
    return first + sorted(found - set(first))


def chosen(names: Sequence[str]) -> list[str]:
    """Return the named services, or all; raises Invalid for one that does not exist."""
    known = services()
    strange = [name for name in names if name not in (*known, "all")]
    if strange:
        raise Invalid(
            "cli.no_such_service", f"没有服务 {'、'.join(strange)}；现有：{'、'.join(known)}。"
        )
    return [name for name in known if name in names] if names and "all" not in names else known


def settings(service: str) -> Settings:
    """Return a service's settings: from `<JIEDAO_ENV_DIR>/<service>.env` when there, else ours."""
    file = _env_folder() / f"{service}.env"
    if not file.is_file():
        return Settings.load(environment())
    lines = file.read_text(encoding="utf-8").splitlines()
    return Settings.load({**environment(), **dict(line.split("=", 1) for line in lines if line)})


def broker_admin() -> str:
    """Return the address of the broker's management interface, for commands that make users.

    Raises Invalid `cli.no_broker_admin` where none is set: services have none.
    """
    file = _env_folder() / "operator.env"
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    known = {**dict(line.split("=", 1) for line in lines if line), **environment()}
    if not known.get("JIEDAO_AMQP_ADMIN"):
        raise Invalid(
            "cli.no_broker_admin",
            "请设置 JIEDAO_AMQP_ADMIN：消息总线管理接口，如 http://用户:口令@主机:15672。",
        )
    return known["JIEDAO_AMQP_ADMIN"]


def _env_folder() -> Path:
    """Return where the settings stand: as told, else those of `make run`."""
    return Path(environment().get("JIEDAO_ENV_DIR", str(ROOT / ".local" / "run" / "env")))


@contextmanager
def session(service: str) -> Iterator[Session]:
    """Open one transaction on a service's database."""
    database = Database(settings(service).service_database_url, pool_size=1)
    try:
        with database.write() as opened, opened.begin():
            yield opened
    finally:
        database.dispose()


@contextmanager
def act(service: str, name: str, actor: Actor) -> Iterator[Any]:
    """Run one act of a service from the terminal: a unit of work, committed at the end."""
    from shared.chassis.house import open_house
    from shared.chassis.unit_of_work import Request, SqlUnitOfWork

    import_module(f"services.{service}.service")
    wanted = settings(service)
    database = Database(wanted.service_database_url, pool_size=2)
    try:
        house = open_house(service, wanted, database=database)
        with SqlUnitOfWork(house, Request(act=f"{service}.{name}", actor=actor)) as uow:
            yield uow
            uow.commit()
    finally:
        database.dispose()


def operator(*, scope: str = "", may: frozenset[str] = frozenset()) -> Actor:
    """Return who works at the terminal: the operating system's user, acting over `scope`."""
    try:
        name = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container's user has a number only
        name = str(os.getuid())
    return Actor(id=f"os:{name}", kind=ActorKind.STAFF, name=name, scope=scope, permissions=may)
