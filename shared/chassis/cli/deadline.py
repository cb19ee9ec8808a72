"""`jiedao deadline`: compute a due date and say why it is that date."""

from datetime import date, datetime, time
from pathlib import Path

import click

from shared.chassis.cli.output import as_table_or_json, refusals, show, show_one
from shared.chassis.settings import ROOT
from shared.kernel.calendar import load_calendars
from shared.kernel.clock import TZ
from shared.kernel.deadlines import Deadline, Period
from shared.kernel.deadlines import deadline as computed
from shared.kernel.errors import Invalid


@click.command()
@click.option("--start", required=True, help="起始日 2026-02-11 或时刻 2026-02-13T16:00")
@click.option("--period", required=True, help="期限，如 5WD 20CD 4WH 24H 6M 1Y")
@click.option("--pause", "pauses", multiple=True, metavar="FROM:TO", help="中止计时的起止日")
@click.option("--extend", help="延长，如 10WD（只能一次）")
@click.option("--no-roll", is_flag=True, help="末日逢休息日不顺延")
@click.option("--calendars", type=click.Path(exists=True, path_type=Path), help="工作日历目录")
@as_table_or_json
def deadline(
    start: str,
    period: str,
    pauses: tuple[str, ...],
    extend: str | None,
    no_roll: bool,
    calendars: Path | None,
    output: str,
) -> None:
    """计算期限，并逐日说明原因。Compute a due date, day by day.

    例: jiedao deadline --start 2026-04-27 --period 10WD --pause 2026-04-30:2026-05-12
    """
    with refusals():
        calendar = load_calendars(calendars or ROOT / "infra" / "data" / "calendars")
        shifts = ((time(9), time(12)), (time(13), time(17)))
        limit = computed(
            _moment(start), Period.parse(period), calendar, roll_forward=not no_roll, shifts=shifts
        )
        for pause in pauses:
            first, last = _span(pause)
            limit = limit.pause(first, "中止", calendar).resume(last, calendar)
        if extend:
            limit = limit.extend(Period.parse(extend), calendar)
        _print(limit, [vars(day) for day in limit.explain(calendar)], output)


def _print(limit: Deadline, days: list[dict[str, object]], output: str) -> None:
    due = limit.due_at.isoformat() if str(limit.period.unit) in ("WH", "H") else str(limit.due)
    result = {"due": due, "provisional": limit.provisional}
    if output == "json":
        show_one({**result, "days": days}, output)
        return
    rows = [
        {
            "日期": day["date"],
            "计入": f"第 {day['index']} 日" if day["index"] else "—",
            "原因": day["reason"],
        }
        for day in days
    ]
    show(rows, output)
    click.echo(f"due: {due}" + ("（暂定：该年工作日历尚未装载）" if limit.provisional else ""))


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=TZ)
    except ValueError as bad:
        raise Invalid("cli.bad_date", f"日期“{text}”写法不正确，应如 2026-02-11。") from bad


def _span(text: str) -> tuple[date, date]:
    first, _, last = text.partition(":")
    return _moment(first).date(), _moment(last).date()
