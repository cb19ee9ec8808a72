"""Actors from stories: the people of the demonstration, with the permissions of their roles."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from shared.kernel.actor import ANONYMOUS, Actor, ActorKind
from shared.kernel.jurisdiction import join, parent

DATA = Path(__file__).parents[2] / "infra" / "data"


@cache
def story(username: str) -> Actor:
    """Return the demonstration's account as an actor; "reader" is anybody without an account."""
    if username == "reader":
        return ANONYMOUS
    row = _accounts()[username]
    path = path_of(row["unit"])
    kind = ActorKind(row["kind"])
    over = parent(path) if "-" in row["unit"] else path
    return Actor(
        id=username,
        kind=kind,
        name=row["name"],
        unit=row["unit"],
        path=path,
        scope="" if kind is ActorKind.RESIDENT else over or "",
        permissions=frozenset({"identity.self.read"}.union(*(_granted(r) for r in row["roles"]))),
    )


def stories() -> list[str]:
    """List every username of the demonstration, and the reader without one."""
    return [*_accounts(), "reader"]


def path_of(unit: str) -> str:
    """Return the path of a unit from its code alone: 510115, 510115-MZ, 510115001, 510115001003."""
    district, street = unit[:6], unit[:9]
    if unit == district:
        return district
    return join(district, unit) if "-" in unit or unit == street else join(district, street, unit)


@cache
def _accounts() -> dict[str, dict[str, Any]]:
    raw = json.loads((DATA / "demo" / "accounts.json").read_text(encoding="utf-8"))
    return {row["username"]: row for row in raw["accounts"]}


@cache
def _granted(role: str) -> frozenset[str]:
    files = sorted((DATA / "roles").glob("*.json"))
    parts = (json.loads(file.read_text(encoding="utf-8")) for file in files)
    return frozenset(permission for part in parts for permission in part.get(role, ()))
