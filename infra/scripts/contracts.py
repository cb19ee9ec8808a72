"""`python -m infra.scripts.contracts write|check [--against REV]`: the services' promises as files.

write   writes shared/contracts/<service>.json from the declarations and takes away files of
        services that are gone
check   fails when a file is not what the declarations say (drift), and when a promise was broken
        since the git revision REV (HEAD when not said; a release is checked against its last tag)

A promise is broken, and old callers or subscribers with it, by
- a service, operation, event, queue or timer that is gone;
- an operation's other method, path, permission, status, paging or permanent address, or a condition
  that it now demands (Idempotency-Key, If-Match); a permission is contract because roles are
  granted by it;
- input: a field gone (unknown fields are refused), newly required, of another type or format, or
  held to narrower bounds, another pattern or fewer choices; a field that may be repeated no more;
- output and events: a field gone, no longer always there, of another format, or of a type that it
  could not have before (null included). A new code in an enumeration is no break: readers take
  unknown codes as text;
- an event field changed without a higher version. With a higher version every change is allowed:
  the version says so, and the contract tests hold all subscribers to the fields that they take.

An intended break before the first release is committed as it is; afterwards it needs a new
operation or a new event version.
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import orjson

from shared.chassis.contract import contract, discover, written

ROOT = Path(__file__).parents[2]
FOLDER = Path("shared/contracts")

Json = Mapping[str, Any]


def current() -> dict[str, bytes]:
    """Return service → bytes of its contract as declared now."""
    return {service.name: written(contract(service)) for service in discover(ROOT)}


def stored() -> dict[str, bytes]:
    """Return service → bytes of its contract file."""
    return {path.stem: path.read_bytes() for path in sorted((ROOT / FOLDER).glob("*.json"))}


def drift() -> list[str]:
    """Name every file that is missing, too much or not what the declarations say."""
    now, then = current(), stored()
    return [
        f"{FOLDER}/{name}.json 与声明不一致，请运行 make contracts。"
        for name in sorted(now.keys() | then.keys())
        if now.get(name) != then.get(name)
    ]


def committed(revision: str) -> dict[str, Json]:
    """Return service → contract as it stands in `revision`; empty before the first contract."""
    listed = _git("ls-tree", "--name-only", revision, f"{FOLDER}/").split()
    return {
        Path(name).stem: orjson.loads(_git("show", f"{revision}:{name}"))
        for name in listed
        if name.endswith(".json")
    }


def breaks(old: Mapping[str, Json], new: Mapping[str, Json]) -> list[str]:
    """Name every broken promise between two sets of contracts, by the rules of this module."""
    return [
        problem
        for name, contract in old.items()
        for problem in (_service(contract, new[name]) if name in new else [f"{name}: gone"])
    ]


def _service(old: Json, new: Json) -> Iterator[str]:
    name = old["service"]
    for key, op in old["operations"].items():
        where = f"{name}.{key}"
        if key not in new["operations"]:
            yield f"{where}: operation gone"
            continue
        yield from _operation(where, (op, new["operations"][key]), (old, new))
    for key, event in old["events"].items():
        if key not in new["events"]:
            yield f"{key}: event gone"
        elif new["events"][key]["version"] <= event["version"]:
            pair = (event["schema"], new["events"][key]["schema"])
            yield from _Comparison(old, new, takes=False).walk(key, *pair)
    for kind in ("queues", "timers"):
        left = [one["name"] for one in new[kind]]
        yield from (f"{name}: {kind[:-1]} {one['name']} gone" for one in old[kind]
                    if one["name"] not in left)  # fmt: skip
    types = {one["name"]: one["type"] for one in new["queues"]}
    yield from (f"{name}: queue {one['name']} is of another type" for one in old["queues"]
                if types.get(one["name"], one["type"]) != one["type"])  # fmt: skip


def _operation(where: str, ops: tuple[Json, Json], contracts: tuple[Json, Json]) -> Iterator[str]:
    old, new = ops
    kept = ("method", "path", "permission", "status", "paged", *({"address"} & old.keys()))
    for key in kept:
        if old[key] != new.get(key):
            yield f"{where}: {key} {old[key]} → {new.get(key)}"
    for key in ("idempotent", "if_match"):
        if new[key] and not old[key]:
            yield f"{where}: now demands {key}"
    for field in old["array_fields"]:
        if field not in new["array_fields"]:
            yield f"{where}: {field} may be repeated no more"
    for key in ("takes", "gives"):
        pair = [{"$ref": f"#/schemas/{op[key]}"} if op[key] else {"type": "object"} for op in ops]
        yield from _Comparison(*contracts, takes=key == "takes").walk(f"{where} {key}", *pair)


_LOWER = ("minimum", "minLength", "minItems", "exclusiveMinimum")
_UPPER = ("maximum", "maxLength", "maxItems", "exclusiveMaximum")


class _Comparison:
    """Walks two schemas side by side; `takes` says that callers write, else that they read."""

    def __init__(self, old: Json, new: Json, *, takes: bool) -> None:
        self._old = old["schemas"]
        self._new = new["schemas"]
        self._takes = takes
        self._walked: set[tuple[str, str]] = set()

    def walk(self, where: str, old: Json, new: Json) -> Iterator[str]:
        """Yield the breaks from `old` to `new`."""
        if "$ref" in old and "$ref" in new:
            if (old["$ref"], new["$ref"]) in self._walked:
                return
            self._walked.add((old["$ref"], new["$ref"]))
        old, new = _resolved(old, self._old), _resolved(new, self._new)
        yield from self._kinds(where, old, new)
        yield from self._forms(where, old, new)
        if self._takes:
            yield from _bounds(where, old, new)
        yield from self._fields(where, old, new)
        for part in ("items", "additionalProperties"):
            if isinstance(old.get(part), dict) and isinstance(new.get(part), dict):
                yield from self.walk(f"{where}[]", old[part], new[part])

    def _kinds(self, where: str, old: Json, new: Json) -> Iterator[str]:
        before, after = _types(old), _types(new)
        wide, narrow = (after, before) if self._takes else (before, after)
        if wide is not None and (narrow is None or not narrow <= wide):
            yield f"{where}: type {_shown(before)} → {_shown(after)}"

    def _forms(self, where: str, old: Json, new: Json) -> Iterator[str]:
        asked = new if self._takes else old
        if asked.get("format") and old.get("format") != new.get("format"):
            yield f"{where}: format {old.get('format')} → {new.get('format')}"
        for key in ("anyOf", "oneOf", "allOf", "const", "prefixItems"):
            if old.get(key) != new.get(key):
                yield f"{where}: {key} changed"

    def _fields(self, where: str, old: Json, new: Json) -> Iterator[str]:
        before, after = old.get("properties", {}), new.get("properties", {})
        had, has = set(old.get("required", ())), set(new.get("required", ()))
        for field in before.keys() - after.keys():
            yield f"{where}/{field}: field gone"
        for field in (has - had) if self._takes else (had - has) & after.keys():
            yield f"{where}/{field}: " + ("newly required" if self._takes else "not always there")
        for field, schema in before.items():
            if field in after:
                yield from self.walk(f"{where}/{field}", schema, after[field])


def _bounds(where: str, old: Json, new: Json) -> Iterator[str]:
    for key in _LOWER:
        if key in new and (key not in old or new[key] > old[key]):
            yield f"{where}: {key} {old.get(key)} → {new[key]}"
    for key in _UPPER:
        if key in new and (key not in old or new[key] < old[key]):
            yield f"{where}: {key} {old.get(key)} → {new[key]}"
    if "pattern" in new and new["pattern"] != old.get("pattern"):
        yield f"{where}: pattern {old.get('pattern')} → {new['pattern']}"
    if "enum" in new:
        lost = [one for one in old.get("enum", ["any text"]) if one not in new["enum"]]
        if lost:
            yield f"{where}: choices gone: {lost}"


def _resolved(schema: Json, schemas: Json) -> Json:
    while "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    return schema


def _types(schema: Json) -> set[str] | None:
    kinds = schema.get("type")
    if kinds is None:
        return None
    named = {kinds} if isinstance(kinds, str) else set(kinds)
    return named | {"integer"} if "number" in named else named


def _shown(kinds: set[str] | None) -> str:
    return "any" if kinds is None else "|".join(sorted(kinds))


def _git(*arguments: str) -> str:
    ran = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return ran.stdout


@click.group()
def main() -> None:
    """服务契约：由声明生成，检查漂移与不兼容的变化。"""


@main.command()
def write() -> None:
    """写入 shared/contracts/*.json。"""
    now = current()
    (ROOT / FOLDER).mkdir(exist_ok=True)
    for name in stored().keys() - now.keys():
        (ROOT / FOLDER / f"{name}.json").unlink()
    for name, content in now.items():
        (ROOT / FOLDER / f"{name}.json").write_bytes(content)
    click.echo(f"已写入 {len(now)} 份契约。", err=True)


@main.command()
@click.option("--against", default="HEAD", show_default=True, help="与哪个版本比较")
def check(against: str) -> None:
    """检查契约文件与声明一致，且没有破坏 AGAINST 版本的承诺。"""
    now = {name: orjson.loads(content) for name, content in current().items()}
    problems = [*drift(), *breaks(committed(against), now)]
    for problem in problems:
        click.echo(problem)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
