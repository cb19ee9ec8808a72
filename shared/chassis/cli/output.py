"""Results on stdout, as a table for people or JSON for programs; progress on stderr."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import click
import orjson
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn
from rich.table import Table

from shared.kernel.errors import Invalid, JiedaoError, Unavailable

REFUSED, LATER = 1, 75
FunctionT = TypeVar("FunctionT", bound=Callable[..., Any])

as_table_or_json = click.option(
    "-o", "--output", type=click.Choice(["table", "json"]), default="table", help="输出格式 Output"
)


def show(rows: Sequence[Mapping[str, Any]], output: str, *, title: str = "") -> None:
    """Print rows; JSON is one array."""
    if output == "json":
        click.echo(orjson.dumps(list(rows), default=str, option=orjson.OPT_INDENT_2).decode())
        return
    table = Table(title=title or None, title_justify="left")
    for column in rows[0] if rows else ():
        table.add_column(str(column), overflow="fold")
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    Console().print(table if rows else "（无）")


def show_one(row: Mapping[str, Any], output: str) -> None:
    """Print one object; JSON is an object."""
    if output == "json":
        click.echo(orjson.dumps(dict(row), default=str, option=orjson.OPT_INDENT_2).decode())
        return
    for name, value in row.items():
        click.echo(f"{name}: {value}")


@contextmanager
def progress(text: str) -> Iterator[None]:
    """Show that something goes on, on a terminal only."""
    if not sys.stderr.isatty():
        yield
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        bar.add_task(text)
        yield


@contextmanager
def refusals() -> Iterator[None]:
    """Turn a refusal into a sentence on stderr and its exit status: 1 refused, 75 try later."""
    try:
        yield
    except Invalid as refused:
        click.echo(f"{refused.code}: {refused.message}", err=True)
        raise SystemExit(REFUSED) from refused
    except Unavailable as later:
        click.echo(f"{later.code}: {later.message}", err=True)
        raise SystemExit(LATER) from later
    except JiedaoError as refused:
        click.echo(f"{refused.code}: {refused.message}", err=True)
        raise SystemExit(REFUSED) from refused
