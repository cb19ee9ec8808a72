"""`python -m infra.scripts.rules`: which test proves which rule.

Collects the tests without running them, reads `@pytest.mark.rule("LST-03")` from each, marked
parameters included, prints rule → tests and writes .local/rules.json. Fails when a rule that is
said to be built has no test, when a test names a rule that infra/data/rules.json does not know,
and when the tests cannot be collected.
"""

import contextlib
import io
import json
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[2]
RULES = ROOT / "infra/data/rules.json"
WRITTEN = ROOT / ".local/rules.json"

Proofs = dict[str, list[str]]


@dataclass(frozen=True)
class Rule:
    """One rule of the domain: what it says, in our words, and where it comes from.

    `source` is a law with its article, "seed" for the owner's own text, "own" for our choice.
    `built`: some code keeps it, so some test must prove it.
    """

    id: str
    text: str
    source: str
    built: bool


def rules(file: Path = RULES) -> dict[str, Rule]:
    """Read id → rule."""
    raw = json.loads(file.read_text(encoding="utf-8"))
    return {id: Rule(id=id, **said) for id, said in raw.items()}


class Collector:
    """A pytest plugin that keeps the rules that each collected test names."""

    def __init__(self) -> None:
        """Begin with none."""
        self.proofs: Proofs = {}
        self.failed: list[str] = []

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Read the marks of every test; a case of a table is named without its parameters."""
        for item in items:
            test = re.sub(r"\[.*\]$", "", item.nodeid)
            for mark in item.iter_markers("rule"):
                for rule in mark.args:
                    proofs = self.proofs.setdefault(rule, [])
                    if test not in proofs:
                        proofs.append(test)

    def pytest_collectreport(self, report: Any) -> None:
        """Remember what could not be collected: its rules would look unproved."""
        if report.failed:
            self.failed.append(report.nodeid)


def collect(*paths: str) -> Collector:
    """Collect the tests below `paths`."""
    collector = Collector()
    with contextlib.redirect_stdout(io.StringIO()) as said:
        code = pytest.main(["--collect-only", "-qq", *paths], plugins=[collector])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.INTERRUPTED) and not collector.failed:
        collector.failed.append(said.getvalue().strip())
    return collector


def problems(known: Mapping[str, Rule], proofs: Mapping[str, list[str]]) -> list[str]:
    """Name built rules without a test, and tests with a rule that nobody wrote down."""
    unproved = [
        f"规则 {rule.id} 已实现，但没有测试证明：{rule.text}"
        for rule in known.values()
        if rule.built and not proofs.get(rule.id)
    ]
    unknown = [
        f"测试 {tests[0]} 所标的规则 {id} 不在 infra/data/rules.json 中。"
        for id, tests in sorted(proofs.items())
        if id not in known
    ]
    unbuilt = [
        f"规则 {id} 已有测试 {tests[0]}，应标为已实现。"
        for id, tests in sorted(proofs.items())
        if id in known and not known[id].built
    ]
    return unproved + unknown + unbuilt


def table(known: Mapping[str, Rule], proofs: Mapping[str, list[str]]) -> Table:
    """Return rule → tests as the terminal shows it."""
    shown = Table(show_lines=True)
    for title in ("规则", "内容", "来源", "测试"):
        shown.add_column(title, overflow="fold", no_wrap=title == "规则")
    for rule in known.values():
        state = "（未实现）" if not rule.built else "（无测试）"
        shown.add_row(rule.id, rule.text, rule.source, "\n".join(proofs.get(rule.id, [state])))
    return shown


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--quiet", is_flag=True, help="只显示问题")
def main(paths: tuple[str, ...], quiet: bool) -> None:
    """规则与测试对照。PATHS 默认为 tests。"""
    known, found = rules(), collect(*(paths or (str(ROOT / "tests"),)))
    WRITTEN.parent.mkdir(exist_ok=True)
    proofs = {id: found.proofs[id] for id in known if id in found.proofs}
    WRITTEN.write_text(json.dumps(proofs, ensure_ascii=False, indent=2), encoding="utf-8")
    if not quiet:
        Console(width=None if sys.stdout.isatty() else 200).print(table(known, found.proofs))
    wrong = [f"无法收集 {node}" for node in found.failed] + problems(known, found.proofs)
    for problem in wrong:
        click.echo(problem, err=True)
    click.echo(f"{len(proofs)} 条规则有测试证明，{len(wrong)} 个问题。", err=True)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
