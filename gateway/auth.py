"""Who asks: bearer tokens, checked here only to say 401 early; every service checks again.

No cookie is read, so no page of another site can act for a person. Where an OpenID provider is
configured (`JIEDAO_OIDC_ISSUER`), a bearer token that it issued is exchanged once for our own by
the operation `identity.exchange_token(id_token)`: identity checks signature, audience and times
against the provider's keys and names the account. The gateway looks at `iss` only to choose the
way, and keeps the exchanged token until a minute before it ends, but never longer than the
provider's own is good for.
"""

import base64
import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

import orjson

from gateway.rpc import Bus
from shared.kernel.actor import ANONYMOUS, Actor
from shared.kernel.clock import machine_time
from shared.kernel.errors import Unauthenticated

_KEPT = 4096
_MARGIN = timedelta(minutes=1)


class Verifier(Protocol):
    """Whatever can read a token of ours; `shared.chassis.tokens.Verifier` is the real one."""

    def actor(self, token: str) -> Actor:
        """Return for whom the token speaks; raises Unauthenticated."""
        ...


@dataclass(frozen=True)
class Caller:
    """Who asks, and the token that goes with the call ("" for nobody)."""

    actor: Actor
    token: str


NOBODY = Caller(ANONYMOUS, "")


class Exchange:
    """Turns tokens of the configured provider into ours; keeps the last 4096."""

    def __init__(self, bus: Bus, *, issuer: str) -> None:
        """Exchange tokens of `issuer`."""
        self._bus = bus
        self._issuer = issuer
        self._kept: OrderedDict[bytes, tuple[str, float]] = OrderedDict()
        self._lock = threading.Lock()

    def issued(self, token: str) -> bool:
        """Say whether the token claims to come from the provider; nothing is believed yet."""
        try:
            return bool(_claims(token)["iss"] == self._issuer)
        except (IndexError, KeyError, TypeError, ValueError):
            return False

    def ours(self, token: str) -> str:
        """Return our token for the provider's; raises what identity raises."""
        key = hashlib.sha256(token.encode()).digest()
        with self._lock:
            kept, until = self._kept.get(key, ("", 0.0))
        if machine_time().timestamp() < until:
            return kept
        answer = self._bus.call("identity", "exchange_token", {"id_token": token})
        ours = str(answer["body"]["access_token"])
        ends = machine_time() + timedelta(seconds=answer["body"]["expires_in"]) - _MARGIN
        until = min(ends.timestamp(), _claims(token)["exp"])  # identity has checked the claims
        with self._lock:
            self._kept[key] = (ours, until)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return ours


def _claims(token: str) -> Any:
    """Read what a token claims, without believing it."""
    payload = token.split(".")[1]
    return orjson.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


class Door:
    """Reads the Authorization field."""

    def __init__(self, verifier: Verifier, *, exchange: Exchange | None = None) -> None:
        """Check tokens with `verifier`; take foreign ones only with an `exchange`."""
        self._verifier = verifier
        self._exchange = exchange

    def admit(self, authorization: str | None) -> Caller:
        """Return who asks, `NOBODY` without the field; raises Unauthenticated for a bad token."""
        if authorization is None:
            return NOBODY
        scheme, _, token = authorization.partition(" ")
        token = token.strip()
        if scheme.lower() != "bearer" or not token:
            raise Unauthenticated(
                "auth.token_invalid", "登录凭证无效，Authorization 须形如“Bearer 令牌”。"
            )
        if self._exchange is not None and self._exchange.issued(token):
            token = self._exchange.ours(token)
        return Caller(self._verifier.actor(token), token)
