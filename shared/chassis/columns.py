"""Columns for value objects and states: JSON that comes back as the frozen class it was."""

from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from types import UnionType
from typing import Any, TypeVar, get_args

import orjson
from cattrs import Converter
from sqlalchemy import Dialect, LargeBinary, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

from shared.chassis.crypto import Encrypted

CodeT = TypeVar("CodeT", bound=StrEnum)

_converter = Converter(prefer_attrib_converters=False)
for _kind in (date, datetime, time):
    _converter.register_unstructure_hook(_kind, lambda value: value.isoformat())
    _converter.register_structure_hook(_kind, lambda text, kind: kind.fromisoformat(text))
_converter.register_unstructure_hook(Decimal, str)
_converter.register_structure_hook(Decimal, lambda text, _: Decimal(text))
_converter.register_structure_hook_func(
    lambda kind: isinstance(kind, UnionType) and set(get_args(kind)) == {int, Decimal},
    lambda value, _: value if isinstance(value, int) else Decimal(value),
)


class Json(TypeDecorator[Any]):
    """A frozen value object, or a tuple of them, in a JSONB column. None is SQL NULL."""

    impl = JSONB(none_as_null=True)
    cache_ok = False

    def __init__(self, kind: Any) -> None:
        """Keep values of `kind`: a dataclass, or e.g. `tuple[Material, ...]`."""
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Take the value apart into JSON."""
        return None if value is None else _converter.unstructure(value, unstructure_as=self.kind)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Build the value again."""
        return None if value is None else _converter.structure(value, self.kind)


class Sealed(TypeDecorator[Any]):
    """A frozen value object, or a tuple of them, encrypted as a whole: it may speak of people.

    `column` is "table.column", as for `Encrypted`. None is SQL NULL.
    """

    impl = LargeBinary
    cache_ok = False

    def __init__(self, kind: Any, column: str) -> None:
        """Keep values of `kind` and bind them to this column."""
        super().__init__()
        self.kind = kind
        self.text = Encrypted(column)

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        """Take the value apart into JSON and encrypt it."""
        if value is None:
            return None
        plain = orjson.dumps(_converter.unstructure(value, unstructure_as=self.kind)).decode()
        return self.text.process_bind_param(plain, dialect)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Decrypt and build the value again."""
        plain = self.text.process_result_value(value, dialect)
        return None if plain is None else _converter.structure(orjson.loads(plain), self.kind)


class Coded(TypeDecorator[CodeT]):
    """A state or kind as its code in a text column."""

    impl = Text
    cache_ok = True

    def __init__(self, codes: type[CodeT]) -> None:
        """Keep members of `codes`."""
        super().__init__()
        self.codes = codes

    def process_bind_param(self, value: CodeT | None, dialect: Dialect) -> str | None:
        """Write the code."""
        return None if value is None else self.codes(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> CodeT | None:
        """Read the code."""
        return None if value is None else self.codes(value)
