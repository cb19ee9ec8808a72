"""Files as answers and as input: an operation gives a `File`, takes an `Upload`.

    @operation("GET /lists/{list_version_id}/paper", permission=PUBLIC,
               takes=schemas.PrintVersion, gives=File)
    def print_version(self, uow, **command):
        \"\"\"打印清单。\"\"\"
        return queries.print_version(uow, **command)  # returns Made(…)

On the bus a file is base64 in JSON; the gateway sends its bytes.
"""

import base64
import binascii
import re
import string
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from marshmallow import ValidationError

from shared.chassis.schema import Schema, Time, fields

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
CSV = "text/csv; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
CALENDAR = "text/calendar; charset=utf-8"
JSON_LD = "application/ld+json"
ARCHIVE = "application/zip"
KINDS = (XLSX, DOCX, PDF, CSV, TEXT, HTML, ATOM, CALENDAR, JSON_LD, ARCHIVE)
"""What an answer may be."""

ZIP = b"PK\x03\x04"
"""How the files of offices begin: workbooks and documents are archives."""

UPLOAD_LIMIT = 2_500_000
"""Bytes of one file: with base64 it passes the gateway's limit of 4 MB beside its fields."""


_ALPHABET = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"
_ANY = "[A-Za-z0-9+/]"
_GROUPS = f"(?:{_ANY}{{4}})*(?:{_ANY}{{2}}==|{_ANY}{{3}}=)?"
_END = {1: f"==|{_ANY}=|{_ANY}{{2}}{_GROUPS}", 2: f"=|{_ANY}{_GROUPS}"}


@dataclass(frozen=True)
class Made:
    """A file that was made for one answer. The same content gives the same bytes.

    `inline` opens in the reader's window instead of being kept. `cached_for` seconds anybody may
    keep it; 0: nobody does. `modified` is the time of the last change. `style` is the base64
    SHA-256 of the one style sheet that a page of HTML has in itself.
    """

    filename: str
    media_type: str
    content: bytes
    inline: bool = False
    cached_for: int = 0
    modified: datetime | None = None
    style: str = ""


class Content(fields.Field[bytes]):
    """Bytes, shown as base64."""

    def _serialize(self, value: bytes | None, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return None if value is None else base64.b64encode(value).decode()

    def described(self) -> dict[str, Any]:
        """Return the JSON Schema of the field."""
        return {"type": "string", "contentEncoding": "base64"}


class File(Schema):
    """A file as it travels on the bus; whoever asks the gateway gets the bytes."""

    filename = fields.Str(required=True)
    media_type = fields.Str(required=True)
    content = Content(required=True)
    inline = fields.Bool()
    cached_for = fields.Int()
    modified = Time(allow_none=True)
    style = fields.Str()


class Upload(fields.Field[bytes]):
    """A file in base64, no larger than `limit` bytes, that begins as its kind does."""

    def __init__(
        self, *, begins: bytes, kind: str, limit: int = UPLOAD_LIMIT, **options: Any
    ) -> None:
        """Take files that begin with `begins`; `kind` names them in the refusal."""
        super().__init__(**options)
        self._begins, self._kind, self._limit = begins, kind, limit // 3 * 3
        self._most = limit // 3 * 4

    def described(self) -> dict[str, Any]:
        """Return the JSON Schema of the field."""
        shape = {"maxLength": self._most, "pattern": _pattern(self._begins)}
        return {"type": "string", "contentEncoding": "base64", **shape}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bytes:
        if not isinstance(value, str):
            raise ValidationError("文件须以 base64 文本提交。")
        try:
            content = base64.b64decode(value, validate=True) if len(value) <= self._most else None
        except (binascii.Error, ValueError) as bad:
            raise ValidationError("文件不是合格的 base64 文本。") from bad
        if content is None or len(content) > self._limit:
            raise ValidationError(f"文件不得超过 {self._limit} 字节，请拆分后分次提交。")
        if not content.startswith(self._begins):
            raise ValidationError(f"这不是{self._kind}，请核对后重新选择。")
        return content


def _pattern(begins: bytes) -> str:
    """Return what base64 text must look like to begin with these bytes."""
    whole = len(begins) // 3 * 3
    head, rest = re.escape(base64.b64encode(begins[:whole]).decode()), begins[whole:]
    if not rest:
        return f"^{head}{_GROUPS}$"
    bits, free = int.from_bytes(rest, "big") << (6 - 2 * len(rest)), 6 - 2 * len(rest)
    fixed = re.escape("".join(_ALPHABET[bits >> 6 * n & 63] for n in range(len(rest), 0, -1)))
    open_ = re.escape(_ALPHABET[bits & 63 : (bits & 63) + (1 << free)])
    return f"^{head}{fixed}[{open_}](?:{_END[len(rest)]})$"
