"""What a service promises, as data: the one source of routes, documents and contract tests.

`contract(Centers)` reads the declarations and gives JSON values; `written` their bytes. Nothing
here is guessed: an annotation or a schema that cannot be said in JSON Schema 2020-12 is refused.
References point inside the contract: `#/schemas/<name>`.
"""

import importlib
import inspect
import types
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import marshmallow as ma
import orjson
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.common import resolve_schema_cls

from shared.chassis.files import Content, File, Upload
from shared.chassis.schema import Labelled, Offered
from shared.chassis.service import (
    OperationSpec,
    Service,
    SubscriptionSpec,
    TimerSpec,
    facts,
    operations,
    specs,
)
from shared.kernel.events import Fact

Json = dict[str, Any]

_REFERENCE = "#/components/schemas/"
_EXACT = r"^-?\d+(\.\d+)?$"

_CALENDAR_LOADED: Json = {
    "version": 1,
    "label": "载入工作日历",
    "announced_only": True,
    "description": "`jiedao calendar load` stored the year: provisional dates may be recomputed.",
    "subject_field": "year",
    "schema": {
        "type": "object",
        "properties": {"year": {"type": "integer"}},
        "required": ["year"],
    },
}
_TEXT, _WHOLE = {"type": "string"}, {"type": "integer"}
_AUDIT_SEALED: Json = {
    "version": 1,
    "label": "封存当日审计",
    "announced_only": False,
    "description": "A day's audit lines, from link `first` to `last`, stand under one Merkle root"
    " (RFC 9162) over their digests; `link` is that of the last line.",
    "subject_field": "seal_id",
    "schema": {
        "type": "object",
        "properties": {
            "seal_id": _TEXT, "service": _TEXT, "day": {"type": "string", "format": "date"},
            "first": _WHOLE, "last": _WHOLE, "root": _TEXT, "link": _TEXT,
        },
        "required": ["day", "first", "last", "link", "root", "seal_id", "service"],
    },
}  # fmt: skip
"""The events that the chassis announces for every service, not the service itself."""


def contract(service: type[Service]) -> Json:
    """Return the whole promise of `service`; the same declarations give the same bytes.

    Raises ValueError when two schemas share a name or an answer is said to change by what does not
    say of whom, TypeError for a fact that is not JSON.
    """
    _check_watched(service)
    book = _SchemaBook()
    declared = list(specs(service))
    return {
        "service": service.name,
        "title": service.title,
        "operations": {
            name: _operation(spec, book) for name, spec in sorted(operations(service).items())
        },
        "schemas": book.written(),
        "events": {
            f"{service.name}.audit.sealed": _AUDIT_SEALED,
            f"{service.name}.calendar.loaded": _CALENDAR_LOADED,
            **{name: _event(cls) for name, cls in sorted(facts(service).items())},
        },
        "subscriptions": [
            {"pattern": spec.pattern, "fields": _listed(spec.fields), "only_with": spec.only_with,
             "handler": spec.name, "summary": spec.summary}
            for spec in sorted(_of(declared, SubscriptionSpec), key=lambda spec: spec.pattern)
        ],
        "timers": [
            {"name": spec.name, "handler": spec.method, "summary": spec.summary}
            for spec in sorted(_of(declared, TimerSpec), key=lambda spec: spec.name)
        ],
        "queues": [
            {"name": f"rpc-{service.name}", "type": "classic"},
            {"name": f"{service.name}.events.v1", "type": "quorum"},
            {"name": f"{service.name}.dead.v1", "type": "quorum"},
        ],
    }  # fmt: skip


def written(contract: Mapping[str, Any]) -> bytes:
    """Return the bytes of a contract file: indented, in order, one newline at the end."""
    return orjson.dumps(contract, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def discover(root: Path) -> list[type[Service]]:
    """Return the class of every service below `root`/services, by name."""
    names = sorted(path.parent.name for path in root.glob("services/*/migrations"))
    return [_service_class(name) for name in names]


def schema_of(annotation: Any) -> Json:
    """Return the JSON Schema of a fact's annotation, as orjson writes its values."""
    if annotation in _PLAIN:
        return dict(_PLAIN[annotation])
    if isinstance(annotation, type):
        if issubclass(annotation, StrEnum):
            return {"type": "string", "enum": [member.value for member in annotation]}
        if is_dataclass(annotation):
            return _object(annotation)
    generic = _GENERIC.get(get_origin(annotation))
    if generic is None:
        raise TypeError(f"{annotation!r} cannot be promised as JSON")
    return generic(get_args(annotation))


def _operation(spec: OperationSpec, book: "_SchemaBook") -> Json:
    return {
        "method": spec.method,
        "path": spec.path,
        "permission": spec.permission,
        "summary": spec.summary,
        "description": spec.description,
        "takes": book.name(spec.takes),
        "gives": book.name(spec.gives),
        "status": spec.status,
        "file": spec.gives is File,
        "paged": spec.paged,
        "idempotent": spec.idempotent,
        "if_match": spec.if_match,
        "path_fields": list(spec.path_fields),
        "array_fields": _array_fields(spec.takes),
        "changed_by": list(spec.changed_by),
        **({"address": spec.address} if spec.address else {}),
    }


def _check_watched(service: type[Service]) -> None:
    """Refuse an event that does not exist or has no field to say whose answer is another."""
    known = facts(service)
    for spec in operations(service).values():
        for kind in spec.changed_by:
            if kind not in known or spec.subject not in get_type_hints(known[kind]):
                raise ValueError(f"{spec.name}: {kind} is no event that names its {spec.subject}")


def _array_fields(schema: type[ma.Schema] | None) -> list[str]:
    """Name the fields that a query may repeat."""
    return [
        field.data_key or name
        for name, field in (schema().load_fields if schema else {}).items()
        if isinstance(field, ma.fields.List)
    ]


def _event(cls: type[Fact]) -> Json:
    described = _object(cls)
    return {
        "version": cls.event_version,
        "label": cls.label,
        "announced_only": cls.announced_only,
        "description": inspect.cleandoc(cls.__doc__ or ""),
        "subject_field": cls.subject_field,
        "schema": described,
    }


def _object(cls: type) -> Json:
    """Describe a dataclass: every field is always written."""
    hints = get_type_hints(cls)
    properties = {}
    for field in dataclass_fields(cls):
        try:
            properties[field.name] = schema_of(hints[field.name])
        except TypeError as refused:
            raise TypeError(f"{cls.__name__}.{field.name}: {refused}") from refused
    return {"type": "object", "properties": properties, "required": sorted(properties)}


def _union(choices: Sequence[Any]) -> Json:
    schemas = [schema_of(choice) for choice in choices]
    if all(isinstance(schema.get("type"), str) for schema in schemas):
        shaped = [schema for schema in schemas if len(schema) > 1]
        if len(shaped) <= 1 and not any("enum" in schema for schema in shaped):
            names = [schema["type"] for schema in schemas]
            return {**(shaped[0] if shaped else {}), "type": names}
    return {"anyOf": schemas}


def _sequence(arguments: Sequence[Any]) -> Json:
    kinds = [argument for argument in arguments if argument is not Ellipsis]
    if len(kinds) == 1:
        return {"type": "array", "items": schema_of(kinds[0])}
    return {"type": "array", "prefixItems": [schema_of(kind) for kind in kinds], "items": False}


def _mapping(arguments: Sequence[Any]) -> Json:
    _, value = arguments
    return {"type": "object", "additionalProperties": schema_of(value) or True}


def _literal(arguments: Sequence[Any]) -> Json:
    return {"enum": list(arguments)}


_PLAIN: dict[Any, Json] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    dict: {"type": "object"},
    type(None): {"type": "null"},
    Any: {},
}

_GENERIC: dict[Any, Callable[[Sequence[Any]], Json]] = {
    Union: _union,
    types.UnionType: _union,
    tuple: _sequence,
    list: _sequence,
    Sequence: _sequence,
    dict: _mapping,
    Mapping: _mapping,
    Literal: _literal,
}


class _SchemaBook:
    """Collects marshmallow schemas under their class names."""

    def __init__(self) -> None:
        plugin: Any = MarshmallowPlugin(schema_name_resolver=_class_name)
        self._spec = APISpec("", "", openapi_version="3.1.0", plugins=[plugin])
        self._converter = plugin.converter
        self._converter.add_attribute_function(_decimal)
        self._converter.add_attribute_function(_labelled)
        self._converter.add_attribute_function(_offered)
        self._converter.add_attribute_function(_bytes)

    def name(self, schema: type[ma.Schema] | None) -> str | None:
        """Note a schema and all it nests; return its name, None for none."""
        if schema is None:
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                reference = self._converter.resolve_nested_schema(schema)
            except UserWarning as doubt:
                raise ValueError(f"{schema.__name__}: {doubt}") from doubt
        return str(reference["$ref"]).removeprefix(_REFERENCE)

    def written(self) -> Json:
        """Return name → JSON Schema, with references inside the contract."""
        found = self._spec.to_dict().get("components", {}).get("schemas", {})
        text = orjson.dumps(dict(sorted(found.items())))
        inside: Json = orjson.loads(text.replace(_REFERENCE.encode(), b"#/schemas/"))
        for schema in inside.values():
            for said in schema.get("properties", {}).values():
                if said.get("pattern") == _EXACT:  # bounds of a number say nothing about its text
                    said.pop("minimum", None)
                    said.pop("maximum", None)
        return inside


def _class_name(schema: Any) -> str:
    found: Any = resolve_schema_cls(schema)
    return str(found.__name__)


def _decimal(_: Any, field: ma.fields.Field[Any], **__: Any) -> Json:
    """Say that an exact decimal travels as text."""
    if not (isinstance(field, ma.fields.Decimal) and field.as_string):
        return {}
    kind = ["string", "null"] if field.allow_none else "string"
    return {"type": kind, "pattern": _EXACT}


def _labelled(_: Any, field: ma.fields.Field[Any], **__: Any) -> Json:
    if not isinstance(field, Labelled):
        return {}
    labels = {str(state): label for state, label in field.workflow.labels.items()}
    code = {"type": "string", "enum": list(labels)}
    return {
        "type": "object",
        "properties": {"code": code, "label": {"type": "string"}},
        "required": ["code", "label"],
        "x-labels": labels,
    }


def _offered(_: Any, field: ma.fields.Field[Any], **__: Any) -> Json:
    if not isinstance(field, Offered):
        return {}
    action = {"type": "string", "enum": sorted(field.workflow.actions())}
    offer = {"action": action, "label": {"type": "string"}, "needs": {"type": "string"}}
    items = {"type": "object", "properties": offer, "required": list(offer)}
    return {"type": "array", "items": items}


def _bytes(_: Any, field: ma.fields.Field[Any], **__: Any) -> Json:
    return field.described() if isinstance(field, Content | Upload) else {}


def _of(declared: Sequence[Any], kind: type[Any]) -> list[Any]:
    return [spec for spec in declared if isinstance(spec, kind)]


def _listed(names: tuple[str, ...] | None) -> list[str] | None:
    return None if names is None else list(names)


def _service_class(name: str) -> type[Service]:
    module = importlib.import_module(f"services.{name}.service")
    for member in vars(module).values():
        if isinstance(member, type) and issubclass(member, Service) and member is not Service:
            return member
    raise ValueError(f"services/{name}/service.py declares no service")
