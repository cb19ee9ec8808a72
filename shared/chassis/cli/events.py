"""Outbox, parked events, timers and the audit chain."""

from typing import Any

import click
from sqlalchemy import func, select

from shared.chassis import tables
from shared.chassis.cli import log, place
from shared.chassis.cli.output import REFUSED, as_table_or_json, refusals, show, show_one


@click.command()
@as_table_or_json
def outbox(output: str) -> None:
    """各服务待发出的事件数。Events not yet confirmed by the broker.

    例: jiedao outbox
    """
    rows = []
    for name in place.services():
        with place.session(name) as session:
            held = tables.outbox.c.held_until.is_not(None)
            waiting, stuck = session.execute(
                select(func.count(), func.count().filter(held)).select_from(tables.outbox)
            ).one()
        rows.append({"service": name, "waiting": waiting, "held": stuck})
    show(rows, output)


@click.group()
def parked() -> None:
    """待人工处理的事件。Events that wait for a person."""


@parked.command("list")
@as_table_or_json
def parked_list(output: str) -> None:
    """列出。例: jiedao parked list."""
    from shared.chassis import parked as shelf

    rows: list[dict[str, Any]] = []
    for name in place.services():
        with place.session(name) as session:
            rows += [{"service": name, **row} for row in shelf.parked(session)]
    show(rows, output)


@parked.command("show")
@click.argument("service")
@click.argument("event_id")
@as_table_or_json
def parked_show(service: str, event_id: str, output: str) -> None:
    """查看一条。例: jiedao parked show oversight 0192…"""
    from shared.chassis import parked as shelf

    with refusals(), place.session(service) as session:
        show_one(shelf.show(session, event_id), output)


@parked.command("retry")
@click.argument("service")
@click.argument("event_id")
def parked_retry(service: str, event_id: str) -> None:
    """再试一次。例: jiedao parked retry oversight 0192…"""
    from shared.chassis import parked as shelf

    with refusals(), place.session(service) as session:
        shelf.retry(session, event_id)
    click.echo("retry: accepted")


@parked.command("discard")
@click.argument("service")
@click.argument("event_id")
@click.option("--reason", required=True, help="放弃的理由，记入审计")
@click.option("-y", "--yes", is_flag=True, help="不再询问")
def parked_discard(service: str, event_id: str, reason: str, yes: bool) -> None:
    """放弃一条并记入审计。例: jiedao parked discard oversight 0192… --reason 重复."""
    from shared.chassis import parked as shelf
    from shared.chassis.house import audit_key

    if not yes:
        click.confirm(f"放弃事件 {event_id}？", abort=True, err=True)
    with refusals(), place.session(service) as session:
        shelf.discard(
            session,
            event_id,
            service=service,
            actor=place.operator(),
            reason=reason,
            key=audit_key(place.settings(service)),
        )
    click.echo("discarded")


@click.command()
@as_table_or_json
def timers(output: str) -> None:
    """各服务将到期的提醒。Reminders that are set.

    例: jiedao timers -o json
    """
    rows: list[dict[str, Any]] = []
    for name in place.services():
        with place.session(name) as session:
            query = select(tables.timers).order_by(tables.timers.c.due_at).limit(200)
            rows += [{"service": name, **row} for row in session.execute(query).mappings()]
    show(rows, output)


@click.group()
def audit() -> None:
    """审计链。The audit chain."""


@audit.command("verify")
@click.argument("services", nargs=-1)
@log.at_url
@log.with_key
@click.option("--offline", is_flag=True, help="不与公开日志比对，只核验本方数据库")
@as_table_or_json
def audit_verify(
    services: tuple[str, ...], url: str | None, key: str | None, offline: bool, output: str
) -> None:
    """核验审计链，发现改动、删除、调换、截断；已封存之日与公开日志所载的根比对。

    例: jiedao audit verify
    """
    from shared.chassis import audit as chain
    from shared.chassis import audit_days
    from shared.chassis.house import audit_key

    rows, faults = [], 0
    with refusals():
        chosen = place.chosen(services)
        public = None if offline else log.published_days(url, key)
        for name in chosen:
            with place.session(name) as session:
                report = chain.verify(session, audit_key(place.settings(name)))
                days = None if public is None else public.get(name, [])
                report.faults += audit_days.check_days(session, days)
            faults += len(report.faults)
            rows.append({"service": name, **vars(report), "faults": "；".join(report.faults)})
    show(rows, output)
    if faults:
        raise SystemExit(REFUSED)
