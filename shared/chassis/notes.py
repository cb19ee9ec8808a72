"""Signed notes (C2SP signed-note) and heads of a log (C2SP tlog-checkpoint), with Ed25519.

Any witness of transparency logs reads them: text, an empty line, one line a signature,
`— name base64(key id | signature)`. The key id is the beginning of SHA-256(name | LF | 01 | key).
"""

import base64
from datetime import datetime
from hashlib import sha256

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.kernel.errors import Unavailable

_ED25519 = b"\x01"


class Signer:
    """Signs notes under a name: that of the log, which never changes."""

    def __init__(self, name: str, private_pem: bytes) -> None:
        """Read the key; raises ValueError for a name that a note cannot hold or another key."""
        if not name or "+" in name or any(each.isspace() for each in name):
            raise ValueError(f"{name!r} cannot be the name of a signer")
        key = serialization.load_pem_private_key(private_pem, password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise ValueError("notes are signed with Ed25519")
        self.name = name
        self._key = key

    @property
    def public(self) -> bytes:
        """Return the 32 bytes of the public key."""
        return self._key.public_key().public_bytes_raw()

    @property
    def key_id(self) -> bytes:
        """Return the four bytes by which a signature names its key."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    @property
    def verifier_key(self) -> str:
        """Return name, key id and public key in one line: all that a verifier must know."""
        return f"{self.name}+{self.key_id.hex()}+{_text(_ED25519 + self.public)}"

    def sign(self, text: str) -> str:
        """Return the note; `text` ends with a line feed."""
        return f"{text}\n— {self.name} {_text(self.key_id + self._key.sign(text.encode()))}\n"

    def head(self, size: int, root: bytes, *, at: datetime, after: int) -> str:
        """Return the signed head of the log: origin, size, root.

        Below stand its time and the size of the head before, so that none can be left out unseen.
        """
        more = f"Time: {at.isoformat()}\nAfter: {after}\n"
        return self.sign(f"{self.name}\n{size}\n{_text(root)}\n{more}")


_signer: list[Signer] = []


def use(name: str, private_pem: bytes) -> None:
    """Set the signer of this process: only the service that keeps the log has one."""
    _signer[:] = [Signer(name, private_pem)]


def signer() -> Signer:
    """Return the process's signer."""
    if not _signer:
        raise Unavailable(
            "log.no_signing_key", "公开日志的签名密钥尚未装载，请设置 JIEDAO_LOG_KEY。"
        )
    return _signer[0]


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
