"""What the source says without being run: metrics and log lines, read by their syntax."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDERS = ("services", "shared", "gateway")
LEVELS = ("debug", "info", "warning", "error", "exception", "critical")
KINDS = ("Counter", "Gauge", "Histogram", "Summary", "Info")
_EVENT = re.compile(r"^[a-z]+(\.[a-z_]+)+$")


@dataclass(frozen=True)
class Metric:
    """One metric by the name under which Prometheus finds it."""

    name: str
    kind: str
    labels: tuple[str, ...]
    meaning: str
    where: str


@dataclass(frozen=True)
class LogLine:
    """One place that writes a log line; `event` is "" when it has no literal house name."""

    event: str
    level: str
    keys: tuple[str, ...]
    where: str


def metrics(root: Path) -> list[Metric]:
    """List every metric that a module makes by calling one of prometheus-client's classes."""
    return sorted(
        (
            _metric(call, kind, path, root)
            for path, tree in _trees(root)
            for call in _calls(tree)
            if (kind := _imported(tree, call)) in KINDS
        ),
        key=lambda metric: metric.name,
    )


def log_lines(root: Path) -> list[LogLine]:
    """List every call of `log.<level>(…)`."""
    return [
        LogLine(_event(call), level, _keys(call), f"{path.relative_to(root)}:{call.lineno}")
        for path, tree in _trees(root)
        for call in _calls(tree)
        if (level := _level(call))
    ]


def _metric(call: ast.Call, kind: str, path: Path, root: Path) -> Metric:
    given = [ast.literal_eval(argument) for argument in call.args[:2]]
    named = {word.arg: word.value for word in call.keywords}
    labels = call.args[2] if len(call.args) > 2 else named.get("labelnames", ast.Tuple([]))
    suffix = {"Counter": "_total", "Info": "_info"}.get(kind, "")
    return Metric(
        name=given[0].removesuffix(suffix) + suffix,
        kind=kind.lower(),
        labels=tuple(ast.literal_eval(labels)),
        meaning=given[1],
        where=str(path.relative_to(root)),
    )


def _imported(tree: ast.Module, call: ast.Call) -> str:
    """Return the name of prometheus-client's class that is called, or ""."""
    if not isinstance(call.func, ast.Name):
        return ""
    names = {
        alias.asname or alias.name: alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == "prometheus_client"
        for alias in node.names
    }
    return names.get(call.func.id, "")


def _level(call: ast.Call) -> str:
    """Return the level when the call writes a log line, else ""."""
    func = call.func
    if not (isinstance(func, ast.Attribute) and func.attr in LEVELS):
        return ""
    return func.attr if isinstance(func.value, ast.Name) and func.value.id == "log" else ""


def _event(call: ast.Call) -> str:
    first = call.args[0] if call.args else None
    if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
        return ""
    return first.value if _EVENT.match(first.value) else ""


def _keys(call: ast.Call) -> tuple[str, ...]:
    return tuple(word.arg for word in call.keywords if word.arg)


def _trees(root: Path) -> Iterator[tuple[Path, ast.Module]]:
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def _calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))
