"""Run, prepare and examine the system."""

import urllib.request
from typing import Any

import click

from shared.chassis.cli import place
from shared.chassis.cli.output import LATER, as_table_or_json, progress, refusals, show


@click.command()
@click.argument("service")
def serve(service: str) -> None:
    """运行一个服务。Run one service (RPC, events, timers).

    例: jiedao serve centers
    """
    from shared.chassis import runner
    from shared.chassis.settings import load_or_exit

    with refusals():
        place.chosen([service])
    runner.serve(service, load_or_exit())


@click.command()
@click.argument("service")
def relay(service: str) -> None:
    """运行一个服务的中继。Run the relay of one service.

    例: jiedao relay centers
    """
    from shared.chassis import logs, metrics
    from shared.chassis.relay import Relay
    from shared.chassis.settings import load_or_exit

    with refusals():
        place.chosen([service])
    settings = load_or_exit()
    logs.configure(f"{service}-relay", settings.log_level)
    process = Relay(settings, service)
    if settings.metrics_port:
        metrics.serve(settings.metrics_host, settings.metrics_port, process)
    process.run()


@click.command()
@click.argument("services", nargs=-1)
def migrate(services: tuple[str, ...]) -> None:
    """升级数据库结构。Bring databases to the newest schema.

    例: jiedao migrate all
    """
    from shared.chassis.migrate import migrate as upgrade

    with refusals():
        for name in place.chosen(services):
            with progress(f"{name}：升级数据库"):
                heads = upgrade(name, place.settings(name))
            click.echo(f"{name}: {heads}")


@click.command()
def topology() -> None:
    """按契约声明消息队列。Declare every exchange, queue and binding.

    例: jiedao topology
    """
    from shared.chassis import bus
    from shared.chassis import topology as queues
    from shared.chassis.settings import environment

    with refusals():
        uri = environment().get("JIEDAO_AMQP_URI") or place.settings(place.services()[0]).amqp_uri
        connection = bus.connect(uri)
        names = queues.declare_all(connection.channel(), queues.contracts())
        connection.close()
        click.echo("declared: " + ", ".join(names))


@click.command()
def healthy() -> None:
    """本进程是否就绪（供容器探测）。Ask this container's own readiness."""
    from shared.chassis.settings import environment

    port = environment().get("JIEDAO_METRICS_PORT") or environment().get("PORT", "8080")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=3) as answer:
        raise SystemExit(0 if answer.status == 200 else 1)


@click.command()
@as_table_or_json
def doctor(output: str) -> None:
    """检查设置、数据库、消息总线和队列。Examine settings, databases, broker and queues.

    例: jiedao doctor -o json
    """
    rows = [check for name in place.services() for check in _checks(name)]
    show(rows, output, title="检查结果")
    if any(row["结果"] != "正常" for row in rows):
        raise SystemExit(LATER)


def _checks(service: str) -> list[dict[str, Any]]:
    questions = {"设置": place.settings, "数据库": _database, "消息队列": _queues}
    rows = []
    for name, ask in questions.items():
        try:
            ask(service)
            found = "正常"
        except Exception as fault:
            found = f"{type(fault).__name__}: {str(fault).splitlines()[0][:200]}"
        rows.append({"服务": service, "检查": name, "结果": found})
    return rows


def _database(service: str) -> None:
    from sqlalchemy import text

    from shared.chassis.migrate import heads

    with place.session(service) as session:
        found = set(session.execute(text("SELECT version_num FROM alembic_version")).scalars())
    missing = set(heads(service)) - found
    if missing:
        raise LookupError(f"未升级到 {'、'.join(sorted(missing))}，请运行 jiedao migrate {service}")


def _queues(service: str) -> None:
    from shared.chassis import bus
    from shared.chassis import topology as queues

    connection = bus.connect(place.settings(service).amqp_uri)
    channel = connection.channel()
    for queue in (queues.event_queue(service), bus.rpc_queue(service)):
        found = channel.queue_declare(queue, passive=True)
        if not found.consumer_count:
            raise LookupError(f"队列 {queue} 没有消费者")
    connection.close()
