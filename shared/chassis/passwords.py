"""argon2id hashes. Hashing takes tens of milliseconds of CPU, so under eventlet it runs in a
real thread: a handler that does not yield freezes every other one.
"""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from shared.chassis.offhub import off_the_hub

_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash("nobody has this password")


def hashed(password: str) -> str:
    """Return the argon2id hash of a password, with its parameters."""
    return str(off_the_hub(_HASHER.hash, password))


def verify(password_hash: str | None, password: str) -> bool:
    """Say whether the password is right; an absent account takes as long as a wrong password."""
    try:
        right = off_the_hub(_HASHER.verify, password_hash or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(right) and password_hash is not None
