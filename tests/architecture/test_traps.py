"""Traps that are seen in the source: a line that falls into one fails here."""

import ast
import re
import sys
import tomllib
from functools import cache

import pytest

from tests.architecture._house import ROOT

CODE = [
    path
    for folder in ("services", "shared", "gateway")
    for path in sorted((ROOT / folder).rglob("*.py"))
]


@cache
def nodes(path):
    """Return every import and except clause of a file, inside functions too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    wanted = ast.Import | ast.ImportFrom | ast.ExceptHandler
    return [node for node in ast.walk(tree) if isinstance(node, wanted)]


def imports(path):
    """Yield (line, dotted name) of everything that a file imports."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def importers(*names):
    """Return the files that import one of the names, or something below it."""
    return {
        str(path.relative_to(ROOT))
        for path in CODE
        for _, found in imports(path)
        if any(found == name or found.startswith(f"{name}.") for name in names)
    }


def caught(path):
    """Yield every name that the file's except clauses catch."""
    for node in nodes(path):
        if isinstance(node, ast.ExceptHandler) and node.type is not None:
            yield from (n.id for n in ast.walk(node.type) if isinstance(n, ast.Name))
            yield from (n.attr for n in ast.walk(node.type) if isinstance(n, ast.Attribute))


@pytest.mark.rule("TRAP-01")
def test_nobody_collects_facts_from_the_session():
    """Trap 1: what stands in session.new and session.dirty is gone after a flush."""
    seen = re.compile(r"\bsession\.(new|dirty|deleted|identity_map)\b|\b(before|after)_flush\b")
    assert [p.name for p in CODE if seen.search(p.read_text(encoding="utf-8"))] == []


@pytest.mark.rule("TRAP-02")
def test_nameko_s_own_consumers_publishers_and_timers_are_not_used():
    """Traps 2, 4, 10: they lose what fails, wait for ever, fire in every instance."""
    stock = (
        "nameko.events", "nameko.rpc", "nameko.messaging", "nameko.timer", "nameko.standalone",
        "nameko.cli", "nameko.runners",
    )  # fmt: skip
    assert importers(*stock) == set()


@pytest.mark.rule("TRAP-04")
def test_no_service_asks_another_so_a_request_is_one_hop_and_never_a_circle():
    """Trap 4: two services that wait for one another hold each other's workers."""
    askers = importers("shared.chassis.client")
    assert not [path for path in askers if path.startswith("services/")]
    assert {path.split("/")[0] for path in askers} <= {"gateway", "shared"}


@pytest.mark.rule("TRAP-13")
def test_only_the_unit_of_work_knows_what_a_clash_in_the_database_means():
    """Trap 13: `except IntegrityError` elsewhere takes a real fault for a repeat."""
    catchers = {str(p.relative_to(ROOT)) for p in CODE if "IntegrityError" in set(caught(p))}
    assert catchers <= {"shared/chassis/unit_of_work.py"}


@pytest.mark.rule("TRAP-14")
def test_nothing_waits_for_a_notify_that_a_pooler_would_swallow():
    """Trap 14: LISTEN/NOTIFY needs a session of its own."""
    found = [
        str(path.relative_to(ROOT))
        for path in CODE
        if re.search(r"\"\s*(LISTEN|NOTIFY) |pg_notify\(", path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.rule("TRAP-15")
def test_the_kernel_imports_the_standard_library_and_itself():
    """Trap 15: purity is lost by one import."""
    for path in sorted((ROOT / "shared/kernel").glob("*.py")):
        for line, name in imports(path):
            root = name.split(".")[0]
            pure = root in sys.stdlib_module_names or name.startswith("shared.kernel.")
            assert pure, f"{path.name}:{line} imports {name}"


@pytest.mark.rule("TRAP-16")
def test_imports_for_types_only_do_not_count():
    """Trap 16: import-linter counts imports under TYPE_CHECKING unless told not to."""
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert linter["importlinter"]["exclude_type_checking_imports"] is True


@pytest.mark.rule("TRAP-11")
def test_no_driver_is_imported_that_blocks_the_hub():
    """Trap 11: psycopg 3, pg8000 and sqlite freeze every greenlet of the process."""
    assert importers("psycopg", "pg8000", "sqlite3", "asyncpg", "MySQLdb") == set()


@pytest.mark.rule("TRAP-06")
def test_hashes_are_computed_where_they_do_not_hold_the_hub():
    """Trap 6: argon2 takes tens of milliseconds; one room knows how to leave the hub for it."""
    assert importers("argon2") == {"shared/chassis/passwords.py"}
