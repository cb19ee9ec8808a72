"""Log-in through a configured OpenID provider: verify its identity token, return the username.

The provider's keys come from a JWKS file or address named in the settings; they are read again when
a token names a key that is not known, because providers change their keys. Nothing is configured by
default, and then every token is refused.
"""

import json
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from shared.kernel.clock import machine_time
from shared.kernel.errors import Forbidden, Unauthenticated, Unavailable

SIGNATURES = ["RS256", "ES256", "EdDSA"]
REST = 5.0
"""Seconds between two looks at the keys: tokens with invented ones cannot make us ask for ever."""


@dataclass(frozen=True)
class Provider:
    """An OpenID provider: who issues, for whom, where its keys are, which claim is the username."""

    issuer: str
    audience: str
    jwks: str
    claim: str = "preferred_username"


_configured: list[Provider] = []
_known: dict[str, KeySet] = {}
_looked: dict[str, float] = {}


def use(provider: Provider | None) -> None:
    """Configure the process; None switches the exchange off."""
    _configured[:] = [provider] if provider else []
    _known.clear()


def username(id_token: str) -> str:
    """Return the username that a valid identity token names.

    Raises Forbidden `identity.oidc_off` when no provider is configured, Unauthenticated
    `identity.oidc_refused` for a token that is not the provider's, not for us, or over.
    """
    if not _configured:
        raise Forbidden("identity.oidc_off", "本系统未接入统一身份认证，请用账号密码登录。")
    provider = _configured[0]
    try:
        token = _decoded(id_token, provider.jwks)
        _claims(provider).validate(token.claims)
    except (JoseError, ValueError) as bad:
        raise Unauthenticated(
            "identity.oidc_refused", "统一身份认证的令牌无效或已过期，请重新登录。"
        ) from bad
    return str(token.claims[provider.claim])


def _claims(provider: Provider) -> jwt.JWTClaimsRegistry:
    wanted: dict[str, Any] = {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.audience},
        "exp": {"essential": True},
        provider.claim: {"essential": True},
    }
    return jwt.JWTClaimsRegistry(now=lambda: int(machine_time().timestamp()), **wanted)


def _decoded(id_token: str, jwks: str) -> jwt.Token:
    try:
        return jwt.decode(id_token, _keys(jwks), algorithms=SIGNATURES)
    except InvalidKeyIdError:
        return jwt.decode(id_token, _keys(jwks, again=True), algorithms=SIGNATURES)


def _keys(jwks: str, *, again: bool = False) -> KeySet:
    """Return the provider's keys; `again` looks for new ones unless that was done just now."""
    if jwks not in _known or (again and time.monotonic() - _looked[jwks] >= REST):
        _looked[jwks] = time.monotonic()
        _known[jwks] = _read(jwks)
    return _known[jwks]


def _read(jwks: str) -> KeySet:
    try:
        text = _fetched(jwks) if jwks.startswith("https://") else Path(jwks).read_text("utf-8")
    except OSError as away:
        raise Unavailable("identity.oidc_away", "统一身份认证服务暂不可用，请稍后再试。") from away
    keys: Any = json.loads(text)
    return KeySet.import_key_set(keys)


def _fetched(address: str) -> str:
    with urllib.request.urlopen(address, timeout=5) as answer:
        text: str = answer.read().decode()
        return text
