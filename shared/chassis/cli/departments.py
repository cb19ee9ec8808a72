"""Departments' own systems: accounts, queues or webhooks, and what is sent to them."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import click
import orjson
from sqlalchemy import delete, text

from shared import RELEASE
from shared.chassis import broker_users, bus, tables, topology
from shared.chassis.cli import place
from shared.chassis.cli.output import as_table_or_json, refusals, show, show_one
from shared.kernel.clock import TZ
from shared.kernel.errors import Invalid, NotFound

HUB = "oversight"
"""The service that hears every event and hands on what is for a department."""

MAY = frozenset({f"{HUB}.connection.manage", "identity.account.manage"})

_NAME = r"^[a-z][a-z0-9_-]{1,29}$"


@click.group()
def department() -> None:
    """部门自有系统的接入。Departments' own systems."""


@department.command("connect")
@click.argument("name")
@click.option("--unit", required=True, help="单位代码，如 510115-MZ；只收到其管辖范围内的事件")
@click.option("--events", "patterns", multiple=True, required=True,
              help="事件类型，或 centers.#、centers.case.#，可多次给出")  # fmt: skip
@click.option("--webhook", default="", help="回调地址；不给出则开设消息队列")
@click.option("--basis", required=True, help="接入依据的文号")
@click.option("--document", default="", help="AsyncAPI 文档写到何处，默认 NAME.asyncapi.json")
@as_table_or_json
def connect(
    name: str, unit: str, patterns: tuple[str, ...], webhook: str, basis: str, document: str,
    output: str,
) -> None:  # fmt: skip
    """接入一个系统：账号、队列（或回调）、事件文档；密钥只显示这一次。

    例: jiedao department connect minzheng --unit 510115-MZ --events 'centers.case.#' --basis 文号
    """
    with refusals():
        events = _heard(patterns)
        _check(name)
        admin = "" if webhook else place.broker_admin()
        told = _open(name, unit, patterns, webhook, basis)
        if admin:
            told |= _queue(name, admin)
        _describe(name, events, Path(document or f"{name}.asyncapi.json"), webhook)
        show_one(told, output)


@department.command("list")
@as_table_or_json
def department_list(output: str) -> None:
    """列出接入的系统。例: jiedao department list."""
    query = """SELECT c.name, c.unit_code, c.kind, c.status, c.patterns,
        count(*) FILTER (WHERE d.status = 'WAITING') AS waiting,
        count(*) FILTER (WHERE d.status = 'PARKED') AS parked
        FROM connections c LEFT JOIN deliveries d ON d.connection_id = c.id
        GROUP BY c.id ORDER BY c.name"""
    with refusals(), place.session(HUB) as session:
        show([dict(row) for row in session.execute(text(query)).mappings()], output)


@department.command("pause")
@click.argument("name")
def pause(name: str) -> None:
    """暂停投递，其间的事件留存。例: jiedao department pause minzheng."""
    with refusals(), _act("pause_connection", name) as (uow, handlers, connection):
        handlers.pause(uow, connection_id=connection["id"])
    click.echo("paused")


@department.command("resume")
@click.argument("name")
def resume(name: str) -> None:
    """恢复投递，先发留存的。例: jiedao department resume minzheng."""
    with refusals(), _act("resume_connection", name) as (uow, handlers, connection):
        handlers.resume(uow, connection_id=connection["id"])
    click.echo("resumed")


@department.command("deliveries")
@click.argument("name")
@click.option("--status", type=click.Choice(["WAITING", "SENT", "PARKED"]), default=None)
@as_table_or_json
def deliveries(name: str, status: str | None, output: str) -> None:
    """最近的投递记录。例: jiedao department deliveries minzheng --status PARKED."""
    query = """SELECT id, event_id, type, subject, at, status, attempts, reason FROM deliveries
        WHERE connection_id = :id AND (CAST(:status AS text) IS NULL OR status = :status)
        ORDER BY id DESC LIMIT 200"""
    with refusals(), place.session(HUB) as session:
        values = {"id": _connection(name)["id"], "status": status}
        show([dict(row) for row in session.execute(text(query), values).mappings()], output)


@department.command("replay")
@click.argument("name")
@click.option("--since", type=click.DateTime(), default=None, help="重投此时（北京时间）起的全部")
@click.option("--delivery", default=None, help="只重投这一条（投递记录的编号）")
def replay(name: str, since: datetime | None, delivery: str | None) -> None:
    """重新投递。例: jiedao department replay minzheng --since 2026-02-11."""
    start = since.replace(tzinfo=TZ) if since else None
    with refusals(), _act("replay_deliveries", name) as (uow, handlers, connection):
        handlers.replay(uow, connection_id=connection["id"], since=start, delivery_id=delivery)
    click.echo("replay: accepted")


@department.command("disconnect")
@click.argument("name")
@click.option("--reason", required=True, help="断开的理由，记入审计")
@click.option("-y", "--yes", is_flag=True, help="不再询问")
def disconnect(name: str, reason: str, yes: bool) -> None:
    """断开：停用账号，删除队列及其未取的事件。

    例: jiedao department disconnect minzheng --reason 停用
    """
    if not yes:
        click.confirm(f"断开 {name} 并删除其未取的事件？", abort=True, err=True)
    with refusals():
        connection = _connection(name)
        if connection["status"] != "ENDED":
            with _act("end_connection", name) as (uow, handlers, _):
                handlers.end(uow, connection_id=connection["id"])
            _close_account(connection, reason)
        if connection["kind"] == "QUEUE":
            _remove_queue(name)
    click.echo("disconnected")


def _heard(patterns: tuple[str, ...]) -> dict[str, Any]:
    """Return the events that the patterns ask for; each must ask for something.

    An event that says no place lies in nobody's jurisdiction: it is handed on to nobody.
    """
    policies = import_module(f"services.{HUB}.policies")
    closed = _closed()
    promised = {
        event_type: event
        for contract in topology.contracts().values()
        for event_type, event in contract["events"].items()
        if contract["service"] != HUB and "path" in event["schema"]["properties"]
    }
    for pattern in patterns:
        if not any(policies.is_heard([pattern], one, closed=closed) for one in promised):
            raise Invalid("cli.no_such_event", f"没有可接收的事件符合 {pattern}。")
    return {
        one: event
        for one, event in promised.items()
        if policies.is_heard(patterns, one, closed=closed)
    }


def _closed() -> tuple[str, ...]:
    with place.act(HUB, "read_rules", place.operator()) as uow:
        return tuple(uow.rules(f"{HUB}.connections").raw("closed"))


def _check(name: str) -> None:
    if not re.match(_NAME, name):
        raise Invalid("cli.bad_name", "名称须以小写字母开头，2 至 30 位小写字母、数字、- 或 _。")
    query = text("SELECT 1 FROM connections WHERE name = :name")
    with place.session(HUB) as session:
        if session.execute(query, {"name": name}).first():
            raise Invalid("cli.name_taken", "该名称已被使用（含已断开的），请换一个。")


def _open(
    name: str, unit: str, patterns: tuple[str, ...], webhook: str, basis: str
) -> dict[str, Any]:
    """Open account and connection; the account is undone when the connection is refused."""
    identity = import_module("services.identity.handlers")
    units = import_module("services.identity.model").Unit
    handlers = import_module(f"services.{HUB}.handlers")
    operator = place.operator(scope=unit[:6], may=MAY)
    with place.act("identity", "open_client", operator) as uow:
        home = uow.get(units, unit)
        client = identity.open_client(uow, name=name, unit_code=unit, basis_doc_no=basis)
        with place.act(HUB, "open_connection", operator) as there:
            connection = handlers.open_connection(
                there, name=name, unit_code=unit, path=home.path, scope=home.scope,
                client_id=client.account.id, patterns=patterns, url=webhook,
            )  # fmt: skip
            uow.flush()
    told = {
        "connection_id": connection.id,
        "client_id": client.account.username,
        "client_secret": client.client_secret,
    }
    return told | ({"webhook_secret": connection.secret} if webhook else {})


def _queue(name: str, admin: str) -> dict[str, Any]:
    uri = urlsplit(place.settings(HUB).amqp_uri)
    user, password = f"department.{name}", secrets.token_urlsafe(24)
    channel = bus.connect(uri.geturl()).channel()
    queue = topology.declare_department(channel, HUB, name)
    channel.connection.close()
    vhost = _vhost(uri.path)
    broker_users.let_read(admin, vhost=vhost, user=user, password=password, queue=queue)
    own = f"amqp://{user}:{password}@{uri.hostname}:{uri.port or 5672}/{quote(vhost, '')}"
    return {"amqp_uri": own, "queue": queue}


def _remove_queue(name: str) -> None:
    broker_users.forget(place.broker_admin(), user=f"department.{name}")
    channel = bus.connect(place.settings(HUB).amqp_uri).channel()
    topology.forget_department(channel, name)
    channel.connection.close()
    with place.session(HUB) as session:
        ours = tables.outbox.c.type == f"{HUB}.delivery.{name}"
        session.execute(delete(tables.outbox).where(ours))


def _vhost(path: str) -> str:
    return unquote(path[1:]) or "/"


def _describe(name: str, events: dict[str, Any], file: Path, webhook: str) -> None:
    """Write the AsyncAPI document of exactly these events."""
    written = import_module("gateway.asyncapi").department(
        events, name=name, address=webhook or topology.department_queue(name),
        amqp=not webhook, release=RELEASE,
    )  # fmt: skip
    file.write_bytes(orjson.dumps(written, option=orjson.OPT_INDENT_2))
    click.echo(f"AsyncAPI: {file}", err=True)


def _connection(name: str) -> dict[str, Any]:
    query = text("SELECT id, path, client_id, kind, status FROM connections WHERE name = :name")
    with place.session(HUB) as session:
        found = session.execute(query, {"name": name}).mappings().first()
    if found is None:
        raise NotFound("cli.no_connection", f"没有名为 {name} 的接入。")
    return dict(found)


@contextmanager
def _act(act: str, name: str) -> Iterator[tuple[Any, Any, dict[str, Any]]]:
    """Run one act on a connection, over the district in which it stands."""
    connection = _connection(name)
    operator = place.operator(scope=connection["path"].partition("/")[0], may=MAY)
    with place.act(HUB, act, operator) as uow:
        yield uow, import_module(f"services.{HUB}.handlers"), connection


def _close_account(connection: dict[str, Any], reason: str) -> None:
    handlers = import_module("services.identity.handlers")
    operator = place.operator(scope=connection["path"].partition("/")[0], may=MAY)
    with place.act("identity", "disable_account", operator) as uow:
        handlers.disable(uow, account_id=connection["client_id"], reason=reason)
