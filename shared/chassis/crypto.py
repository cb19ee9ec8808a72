"""Personal data: encrypted at rest, found by keyed blind index, masked when shown.

A stored value is `version byte length | version | nonce | ciphertext`; the column's name is the
associated data, so that a value copied into another column does not open.
"""

import base64
import hashlib
import hmac
import json
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

from shared.kernel.errors import Unavailable
from shared.kernel.masks import mask_bank as mask_bank
from shared.kernel.masks import mask_id_no as mask_id_no
from shared.kernel.masks import mask_name as mask_name
from shared.kernel.masks import mask_phone as mask_phone

_NONCE = 12


@dataclass(frozen=True)
class KeyRing:
    """Data keys by version, the version that encrypts now, and the key of the blind indexes."""

    current: str
    keys: Mapping[str, bytes]
    index_key: bytes

    @classmethod
    def from_file(cls, path: Path) -> "KeyRing":
        """Read `{"current": "1", "keys": {"1": base64 of 32 bytes}, "index_key": base64}`."""
        raw = json.loads(path.read_text(encoding="utf-8"))
        keys = {version: base64.b64decode(key) for version, key in raw["keys"].items()}
        return cls(raw["current"], keys, base64.b64decode(raw["index_key"]))

    def encrypt(self, column: str, text: str) -> bytes:
        """Encrypt for one column with the current key (AES-256-GCM)."""
        return self.seal(column, text.encode())

    def decrypt(self, column: str, stored: bytes) -> str:
        """Open a text; raises Unavailable when the key is missing or the value was moved."""
        return self.open(column, stored).decode()

    def seal(self, column: str, content: bytes) -> bytes:
        """Encrypt bytes for one column with the current key."""
        version, nonce = self.current.encode(), secrets.token_bytes(_NONCE)
        sealed = AESGCM(self.keys[self.current]).encrypt(nonce, content, column.encode())
        return bytes([len(version)]) + version + nonce + sealed

    def open(self, column: str, stored: bytes) -> bytes:
        """Open bytes; raises Unavailable when the key is missing or the value was moved."""
        length = stored[0]
        version = stored[1 : 1 + length].decode()
        nonce, sealed = stored[1 + length : 1 + length + _NONCE], stored[1 + length + _NONCE :]
        try:
            return AESGCM(self.keys[version]).decrypt(nonce, sealed, column.encode())
        except (KeyError, InvalidTag) as bad:
            raise Unavailable(
                "crypto.cannot_open", "加密数据无法打开：密钥缺失或数据被移动。", column=column
            ) from bad

    def blind_index(self, purpose: str, value: str) -> str:
        """Return the keyed hash under which equal values are found."""
        normal = unicodedata.normalize("NFKC", value).strip()
        return hmac.new(self.index_key, f"{purpose}\0{normal}".encode(), hashlib.sha256).hexdigest()

    def fingerprint(self, content: bytes) -> str:
        """Return a keyed hash of what was asked, in which no password can be looked up."""
        return hmac.new(self.index_key, b"fingerprint\0" + content, hashlib.sha256).hexdigest()


_ring: list[KeyRing] = []


def use(ring: KeyRing) -> None:
    """Set the key ring of this process."""
    _ring[:] = [ring]


def _keys() -> KeyRing:
    if not _ring:
        raise Unavailable("crypto.no_keys", "个人信息密钥尚未装载。")
    return _ring[0]


def blind_index(purpose: str, value: str) -> str:
    """Return the blind index with the process's keys."""
    return _keys().blind_index(purpose, value)


def fingerprint(content: bytes) -> str:
    """Return the fingerprint of a command with the process's keys."""
    return _keys().fingerprint(content)


class Encrypted(TypeDecorator[str]):
    """Text that is encrypted in the database; `column` is "table.column"."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, column: str) -> None:
        """Bind values to this column."""
        super().__init__()
        self.column = column

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Encrypt."""
        return None if value is None else _keys().encrypt(self.column, value)

    def process_result_value(
        self, value: bytes | memoryview | None, dialect: Dialect
    ) -> str | None:
        """Decrypt."""
        return None if value is None else _keys().decrypt(self.column, bytes(value))


class EncryptedBytes(TypeDecorator[bytes]):
    """A file that is encrypted in the database; `column` is "table.column"."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, column: str) -> None:
        """Bind values to this column."""
        super().__init__()
        self.column = column

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Encrypt."""
        return None if value is None else _keys().seal(self.column, value)

    def process_result_value(
        self, value: bytes | memoryview | None, dialect: Dialect
    ) -> bytes | None:
        """Decrypt."""
        return None if value is None else _keys().open(self.column, bytes(value))
