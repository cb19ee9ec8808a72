"""marshmallow at the trust boundary: strict by default, Chinese messages, fields of the house."""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import asdict
from typing import Any, ClassVar

import marshmallow as ma
from marshmallow import fields

from shared.chassis import validate
from shared.kernel.actor import ANONYMOUS, Actor
from shared.kernel.clock import TZ
from shared.kernel.errors import FieldError, Invalid, invalid_fields
from shared.kernel.workflow import Workflow

current_actor: ContextVar[Actor] = ContextVar("current_actor", default=ANONYMOUS)
"""Whose view is dumped; the chassis sets it around every operation."""

current_unit: ContextVar[Any] = ContextVar("current_unit")
"""The unit of work whose result is dumped: for fields that depend on today's date."""

_MESSAGES = {
    "required": "此项必填。",
    "null": "此项不能为空。",
    "invalid": "格式不正确。",
    "unknown": "没有此字段，请核对字段名。",
    "type": "格式不正确。",
}


class Schema(ma.Schema):
    """Refuses unknown fields; keeps the order in which fields are written."""

    class Meta:
        """Unknown fields are an error: a misspelt filter must never hide rows silently."""

        unknown = ma.RAISE

    error_messages: ClassVar[dict[str, str]] = _MESSAGES  # type: ignore[misc]

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Give every field, and what it consists of, the Chinese messages."""
        field_obj.error_messages = {**field_obj.error_messages, **_MESSAGES}
        for part in ("inner", "key_field", "value_field"):
            if inside := getattr(field_obj, part, None):
                self.on_bind_field(field_name, inside)


class Paging(Schema):
    """What every list takes."""

    limit = fields.Int(load_default=20, validate=validate.Range(1, 100))
    cursor = fields.Str(load_default=None, allow_none=True)


class Time(fields.AwareDateTime):
    """RFC 3339 with an offset; shown in Beijing time."""

    def __init__(self, **options: Any) -> None:
        """Accept ISO text; a time without offset is Beijing time."""
        super().__init__(format="iso", default_timezone=TZ, **options)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        shown = value.astimezone(TZ) if value is not None else None
        return super()._serialize(shown, attr, obj, **kwargs)


class Fen(fields.Int):
    """Money in integer fen, never negative unless said."""

    def __init__(self, *, negative: bool = False, **options: Any) -> None:
        """Take whole fen."""
        check = None if negative else validate.Range(min=0)
        super().__init__(strict=True, validate=check, **options)


class Labelled(fields.Str):
    """A state, shown as {"code", "label"} with the label of its workflow table."""

    def __init__(self, workflow: Workflow, **options: Any) -> None:
        """Show states of `workflow`."""
        super().__init__(dump_only=True, **options)
        self.workflow = workflow

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return {"code": str(value), "label": self.workflow.labels[value]}


class Offered(fields.Field[Any]):
    """The buttons of the page: [{"action", "label", "needs"}] for whoever looks."""

    def __init__(self, workflow: Workflow, **options: Any) -> None:
        """Offer the steps of `workflow`."""
        super().__init__(dump_only=True, **options)
        self.workflow = workflow

    def serialize(self, attr: str, obj: Any, accessor: Any = None, **kwargs: Any) -> Any:
        """Ask the workflow table what the current actor may do with `obj` now."""
        return [asdict(offer) for offer in self.workflow.offered(obj, current_actor.get())]


def load(schema: ma.Schema, data: Mapping[str, Any]) -> dict[str, Any]:
    """Load input; raises Invalid `input.invalid` that lists every defect with its pointer."""
    try:
        loaded: dict[str, Any] = schema.load(data)
    except ma.ValidationError as refused:
        defects = list(_flatten(refused.messages, ""))
        names = "、".join(error.pointer.lstrip("/") for error in defects[:5])
        raise invalid_fields(
            "input.invalid", f"提交的内容有误：{names}。请按提示改正后再提交。", defects
        ) from refused
    return loaded


def _flatten(messages: Any, pointer: str) -> list[FieldError]:
    if isinstance(messages, dict):
        return [
            defect
            for key, value in messages.items()
            for defect in _flatten(value, pointer if key == "_schema" else f"{pointer}/{key}")
        ]
    texts = messages if isinstance(messages, list) else [messages]
    return [FieldError(pointer or "/", _code(str(text)), str(text)) for text in texts]


def _code(text: str) -> str:
    return next((key for key, message in _MESSAGES.items() if message == text), "invalid")


__all__ = [
    "Fen", "Invalid", "Labelled", "Offered", "Paging", "Schema", "Time", "current_actor",
    "current_unit", "fields", "load", "validate",
]  # fmt: skip
