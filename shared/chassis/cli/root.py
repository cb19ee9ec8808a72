"""All commands of `jiedao`."""

import click

from shared.chassis.cli import accounts, data, deadline, departments, events, log, running

HELP = """街道服务平台运维命令。The operator's command line of Jiedao.

例 Example: jiedao deadline --start 2026-02-11 --period 5WD
"""


@click.group(help=HELP)
def cli() -> None:
    """Hold the commands together."""


for _command in (
    running.serve, running.relay, running.migrate, running.topology, running.doctor,
    running.healthy, data.load, accounts.user, data.calendar, deadline.deadline, events.outbox,
    events.parked, events.timers, events.audit, log.log, departments.department,
):  # fmt: skip
    cli.add_command(_command)
