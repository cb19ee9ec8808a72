"""Load data and calendars."""

import json
from importlib import import_module
from pathlib import Path

import click
from sqlalchemy import insert

from shared.chassis import tables
from shared.chassis.cli import place
from shared.chassis.cli.output import progress, refusals
from shared.chassis.settings import ROOT

DATA = ROOT / "infra" / "data"


@click.command()
@click.argument("services", nargs=-1)
@click.option("--demo", is_flag=True, help="同时装载演示数据（仅演示模式）")
@click.option("--folder", type=click.Path(exists=True, path_type=Path), default=DATA)
def load(services: tuple[str, ...], demo: bool, folder: Path) -> None:
    """装载基础数据；可重复执行。Load calendars, units, lists, places.

    例: jiedao load --demo
    """
    with refusals():
        for name in place.chosen(services):
            with progress(f"{name}：装载数据"):
                _load(name, folder, demo=demo)
            click.echo(f"{name}: loaded")


def _load(name: str, folder: Path, *, demo: bool) -> None:
    from shared.chassis import calendars
    from shared.kernel.actor import system_actor
    from shared.kernel.calendar import CalendarYear
    from shared.kernel.errors import Forbidden

    if demo and not place.settings(name).demo:
        raise Forbidden("cli.not_demo", "演示数据只能在演示模式（JIEDAO_DEMO=1）下装载。")
    handlers = import_module(f"services.{name}.handlers")
    with place.act(name, "load", system_actor(name)) as uow:
        for file in sorted((folder / "calendars").glob("*.json")):
            year = CalendarYear.from_json(json.loads(file.read_text(encoding="utf-8")))
            calendars.store(uow.session, year)
        if hasattr(handlers, "load"):
            handlers.load(uow, folder=folder, demo=demo)


@click.group()
def calendar() -> None:
    """工作日历。The working calendar."""


@calendar.command("load")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def calendar_load(file: Path) -> None:
    """装载一年的工作日历，并重算暂定期限。例: jiedao calendar load 2027.json."""
    from shared.chassis import calendars
    from shared.chassis.envelope import Context, write
    from shared.kernel.actor import system_actor
    from shared.kernel.calendar import CalendarYear
    from shared.kernel.clock import machine_time
    from shared.kernel.ids import new_id

    with refusals():
        year = CalendarYear.from_json(json.loads(file.read_text(encoding="utf-8")))
        for name in place.services():
            with place.session(name) as session:
                if not calendars.store(session, year):
                    click.echo(f"{name}: {year.year} unchanged")
                    continue
                event_id, event_type = new_id(), f"{name}.calendar.loaded"
                context = Context(name, f"{name}.load_calendar", system_actor(name), machine_time())
                kind = (event_type, 1, "装载工作日历")
                body = write(event_id, kind, str(year.year), {"year": year.year}, context)
                row = {"event_id": event_id, "type": event_type, "subject": str(year.year)}
                session.execute(insert(tables.outbox).values(**row, body=body, announced_only=True))
            click.echo(f"{name}: {year.year} loaded")
