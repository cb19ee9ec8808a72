"""The actor as a signed token: made by identity alone, verified by everybody.

Ed25519 (RFC 9864). Token times are true time, never the demonstration clock's: they guard access,
they do not date acts.
"""

import time
from collections import OrderedDict
from datetime import timedelta
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from shared.kernel.actor import Actor, ActorKind
from shared.kernel.clock import machine_time
from shared.kernel.errors import Unauthenticated, Unavailable

ISSUER = "jiedao-identity"
_KEPT = 4096

_signer: list[OKPKey] = []


def use(private_pem: bytes) -> None:
    """Set the signing key of this process (identity only)."""
    _signer[:] = [OKPKey.import_key(private_pem)]


def issue(actor: Actor, *, ttl: timedelta) -> str:
    """Return a token for the actor, signed with the process's key."""
    if not _signer:
        raise Unavailable("auth.no_signing_key", "本进程不签发令牌。")
    return sign(actor, _signer[0], ttl=ttl)


def sign(actor: Actor, key: OKPKey, *, ttl: timedelta) -> str:
    """Return a token for the actor, signed with `key`."""
    now = machine_time()
    claims = {
        "iss": ISSUER,
        "sub": actor.id,
        "kind": actor.kind.value,
        "name": actor.name,
        "unit": actor.unit,
        "path": actor.path,
        "scope": actor.scope,
        "perms": sorted(actor.permissions),
        "iat": int(now.timestamp()),
        "exp": int((now + ttl).timestamp()),
    }
    return jwt.encode({"alg": "Ed25519"}, claims, key, algorithms=["Ed25519"])


class Verifier:
    """Checks tokens against the public key; a token seen before costs a look-up."""

    def __init__(self, public_pem: bytes) -> None:
        """Trust what this key signed."""
        self._key = OKPKey.import_key(public_pem)
        self._seen: OrderedDict[str, tuple[float, Actor]] = OrderedDict()

    def actor(self, token: str) -> Actor:
        """Return the actor; raises Unauthenticated `auth.token_invalid` or `auth.token_expired`."""
        known = self._seen.get(token)
        if known is None:
            known = self._read(token)
            self._seen[token] = known
            if len(self._seen) > _KEPT:
                self._seen.popitem(last=False)
        expires, actor = known
        if time.time() >= expires:
            raise Unauthenticated("auth.token_expired", "登录已过期，请重新登录。")
        return actor

    def _read(self, token: str) -> tuple[float, Actor]:
        try:
            claims: dict[str, Any] = jwt.decode(token, self._key, algorithms=["Ed25519"]).claims
            if claims["iss"] != ISSUER:
                raise ValueError("another issuer")
            actor = Actor(
                id=claims["sub"],
                kind=ActorKind(claims["kind"]),
                name=claims["name"],
                unit=claims["unit"],
                path=claims["path"],
                scope=claims["scope"],
                permissions=frozenset(claims["perms"]),
            )
            return float(claims["exp"]), actor
        except (JoseError, KeyError, ValueError, TypeError) as bad:
            raise Unauthenticated("auth.token_invalid", "登录凭据无效，请重新登录。") from bad
