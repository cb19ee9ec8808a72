"""The transparency log as readers and witnesses see it. Hashes are hexadecimal, 32 bytes each."""

from typing import Any

from shared.chassis.schema import Schema, Time, fields, validate

_SIZE = validate.Range(1, 2**53)
_INDEX = validate.Range(0, 2**53)


class Hash(fields.Str):
    """Bytes, shown as hexadecimal."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return None if value is None else bytes(value).hex()


class HeadKey(Schema):
    """Which head: without a size the newest."""

    size = fields.Int(load_default=None, validate=_SIZE)


class ListHeads(Schema):
    """From which size on."""

    first = fields.Int(data_key="from", load_default=1, validate=_SIZE)


class ListEntries(Schema):
    """From an index to before another; an answer may hold fewer."""

    first = fields.Int(data_key="from", load_default=0, validate=_INDEX)
    last = fields.Int(data_key="to", load_default=None, validate=_INDEX)


class ProveInclusion(Schema):
    """An entry by its hash, or by record and edition; at a size, else at the newest."""

    leaf_hash = fields.Str(load_default=None, validate=validate.Regexp(r"^[0-9a-f]{64}$"))
    record_id = fields.Str(load_default=None)
    edition = fields.Int(load_default=None, validate=validate.Range(1, 10_000))
    size = fields.Int(load_default=None, validate=_SIZE)


class ProveConsistency(Schema):
    """From a smaller size to a larger one, else to the newest."""

    first = fields.Int(data_key="from", required=True, validate=_SIZE)
    last = fields.Int(data_key="to", load_default=None, validate=_SIZE)


class LogHead(Schema):
    """A signed head; `note` is a checkpoint (C2SP tlog-checkpoint) as witnesses read it."""

    origin = fields.Str()
    size = fields.Int()
    root = Hash()
    at = Time()
    note = fields.Str()


class LogHeads(Schema):
    """Signed heads, smallest first."""

    items = fields.List(fields.Nested(LogHead))


class LogLeaf(Schema):
    """An entry in its place: leaf_hash = SHA-256(00 | body as UTF-8)."""

    index = fields.Int()
    leaf_hash = Hash()
    body = fields.Str()


class LogEntries(Schema):
    """Entries in order, and how many there are in all."""

    size = fields.Int()
    items = fields.List(fields.Nested(LogLeaf))


class InclusionProof(Schema):
    """The entry, and the path from it to the root at `size` (RFC 9162 §2.1.3)."""

    leaf = fields.Nested(LogLeaf)
    size = fields.Int()
    path = fields.List(Hash())
    head = fields.Nested(LogHead, allow_none=True)


class ConsistencyProof(Schema):
    """The path from the root at `from` to that at `to` (RFC 9162 §2.1.4)."""

    old = fields.Int(data_key="from")
    new = fields.Int(data_key="to")
    path = fields.List(Hash())


class LogKey(Schema):
    """The public key in one line, `name+id+base64(01 | key)`, and its parts."""

    origin = fields.Str()
    key_id = fields.Str()
    verifier_key = fields.Str()


class LogPlace(Schema):
    """Where an act on a record stands in the log; the index is null until it has its place."""

    act = fields.Str()
    edition = fields.Int()
    index = fields.Int(allow_none=True)
    leaf_hash = Hash()
