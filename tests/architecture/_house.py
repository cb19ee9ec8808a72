"""Where things stand: the root, the services and their rooms."""

import ast
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from shared.chassis.service import Service

ROOT = Path(__file__).parents[2]
ROOMS = {
    "__init__", "README", "service", "handlers", "queries", "schemas", "store", "model",
    "workflow", "policies", "events", "migrations",
}  # fmt: skip


def service_names() -> list[str]:
    return sorted(path.parent.name for path in ROOT.glob("services/*/migrations"))


def room(service: str, name: str) -> ModuleType:
    return importlib.import_module(f"services.{service}.{name}")


def service_class(name: str) -> type[Service]:
    return next(
        member
        for member in vars(room(name, "service")).values()
        if inspect.isclass(member) and issubclass(member, Service) and member is not Service
    )


def python_files() -> list[Path]:
    folders = ("services", "shared", "gateway", "infra", "tests")
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
