"""Identity tokens of a configured provider: whose they must be, and keys that change."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from shared.chassis import oidc
from shared.kernel.clock import machine_time
from shared.kernel.errors import Forbidden, JiedaoError, Unavailable

ISSUER, AUDIENCE = "https://login.example", "jiedao"


def key(name: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": name})


OLD, NEW = key("old"), key("new")


def signed(by: RSAKey = OLD, **changes: Any) -> str:
    now = int(machine_time().timestamp())
    claims = {"iss": ISSUER, "aud": AUDIENCE, "exp": now + 60, "preferred_username": "clerk",
              **changes}  # fmt: skip
    told = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode({"alg": "RS256", "kid": by.kid}, told, by, algorithms=["RS256"])


def code_of(id_token: str) -> str:
    with pytest.raises(JiedaoError) as refused:
        oidc.username(id_token)
    return refused.value.code


@pytest.fixture
def jwks(tmp_path: Path) -> Iterator[Path]:
    file = tmp_path / "jwks.json"
    publish(file, OLD)
    oidc.use(oidc.Provider(ISSUER, AUDIENCE, str(file)))
    yield file
    oidc.use(None)


def publish(file: Path, *keys: RSAKey) -> None:
    file.write_text(json.dumps(KeySet(list(keys)).as_dict(private=False)), "utf-8")


def test_a_token_of_the_provider_for_us_names_the_account(jwks: Path):
    assert oidc.username(signed()) == "clerk"
    assert oidc.username(signed(aud=["other", AUDIENCE])) == "clerk"


def test_without_a_provider_every_token_is_refused():
    oidc.use(None)
    with pytest.raises(Forbidden) as refused:
        oidc.username(signed())
    assert refused.value.code == "identity.oidc_off"


@pytest.mark.parametrize(
    "changes",
    [{"iss": "https://evil.example"}, {"aud": "other"}, {"exp": 1}, {"exp": None},
     {"preferred_username": None}],
)  # fmt: skip
def test_what_is_of_another_for_another_or_over_is_refused(jwks: Path, changes: dict[str, Any]):
    assert code_of(signed(**changes)) == "identity.oidc_refused"


def test_a_signature_by_another_key_under_the_same_name_is_refused(jwks: Path):
    forged = key("old")
    assert code_of(signed(by=forged)) == "identity.oidc_refused"


def test_new_keys_of_the_provider_are_found_and_retired_ones_forgotten(
    jwks: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(oidc, "REST", 0)
    assert oidc.username(signed(OLD)) == "clerk"
    publish(jwks, NEW)
    assert oidc.username(signed(NEW)) == "clerk"
    assert code_of(signed(OLD)) == "identity.oidc_refused"


def test_invented_keys_do_not_make_us_ask_the_provider_again_and_again(
    jwks: Path, monkeypatch: pytest.MonkeyPatch
):
    asked: list[str] = []
    read = oidc._read
    monkeypatch.setattr(oidc, "_read", lambda where: (asked.append(where), read(where))[1])
    for n in range(5):
        assert code_of(signed(key(f"invented-{n}"))) == "identity.oidc_refused"
    assert asked == [str(jwks)]


def test_a_provider_that_is_away_is_not_the_persons_fault(jwks: Path):
    jwks.unlink()
    with pytest.raises(Unavailable) as away:
        oidc.username(signed())
    assert away.value.code == "identity.oidc_away"
