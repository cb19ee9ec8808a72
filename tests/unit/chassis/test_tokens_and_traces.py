"""The actor as a signed token; the trace that is continued."""

import base64
import hmac
import json
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jwt
from joserfc.jwk import OKPKey

from shared.chassis import tokens, tracing
from shared.kernel.errors import Unauthenticated, Unavailable
from shared.testing.actors import story

LONG = timedelta(minutes=10)


def pair():
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return OKPKey.import_key(private), public


KEY, PUBLIC = pair()


def refused(token):
    with pytest.raises(Unauthenticated) as caught:
        tokens.Verifier(PUBLIC).actor(token)
    return caught.value.code


@pytest.mark.parametrize("name", ["chuangkou", "wang_xiuying", "admin"])
def test_a_signed_actor_arrives_whole(name):
    verifier = tokens.Verifier(PUBLIC)
    token = tokens.sign(story(name), KEY, ttl=LONG)
    assert verifier.actor(token) == verifier.actor(token) == story(name)


def test_what_another_key_signed_is_refused():
    stranger, _ = pair()
    assert refused(tokens.sign(story("admin"), stranger, ttl=LONG)) == "auth.token_invalid"


def test_a_token_with_one_letter_changed_is_refused():
    head, body, signature = tokens.sign(story("admin"), KEY, ttl=LONG).split(".")
    other = "A" if body[10] != "A" else "B"
    assert refused(f"{head}.{body[:10]}{other}{body[11:]}.{signature}") == "auth.token_invalid"


def test_a_token_has_its_time_even_when_it_was_seen_before(monkeypatch):
    verifier = tokens.Verifier(PUBLIC)
    token = tokens.sign(story("admin"), KEY, ttl=timedelta(seconds=30))
    verifier.actor(token)
    now = tokens.time.time()
    monkeypatch.setattr(tokens.time, "time", lambda: now + 31)
    with pytest.raises(Unauthenticated) as caught:
        verifier.actor(token)
    assert caught.value.code == "auth.token_expired"


def claims(**changed):
    raw = jwt.decode(
        tokens.sign(story("admin"), KEY, ttl=LONG), KEY, algorithms=["Ed25519", "EdDSA"]
    ).claims
    return {name: value for name, value in {**raw, **changed}.items() if value is not None}


@pytest.mark.parametrize(
    "changed",
    [{"iss": "somebody"}, {"iss": None}, {"exp": None}, {"kind": "robot"}, {"perms": None}],
)
def test_claims_that_are_not_ours_are_refused(changed):
    algorithm = "Ed25519"
    token = jwt.encode({"alg": algorithm}, claims(**changed), KEY, algorithms=[algorithm])
    assert refused(token) == "auth.token_invalid"


def test_another_algorithm_is_refused():
    def part(raw):
        return base64.urlsafe_b64encode(raw).rstrip(b"=")

    content = part(b'{"alg":"HS256"}') + b"." + part(json.dumps(claims()).encode())
    mac = hmac.digest(PUBLIC, content, "sha256")  # the public key as if it were a secret
    assert refused((content + b"." + part(mac)).decode()) == "auth.token_invalid"
    unsigned = part(b'{"alg":"none"}') + b"." + part(json.dumps(claims()).encode()) + b"."
    assert refused(unsigned.decode()) == "auth.token_invalid"


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "." * 3])
def test_what_is_no_token_is_refused(token):
    assert refused(token) == "auth.token_invalid"


def test_a_process_without_the_private_key_issues_nothing(monkeypatch):
    monkeypatch.setattr(tokens, "_signer", [])
    with pytest.raises(Unavailable):
        tokens.issue(story("admin"), ttl=LONG)


# --- W3C trace context ----------------------------------------------------------------------------

GOOD = "00-" + "a" * 32 + "-" + "b" * 16 + "-01"


def test_a_trace_is_continued_with_a_new_span():
    followed = tracing.parse(tracing.follow(GOOD).header)
    assert (followed.trace_id, followed.flags) == ("a" * 32, "01")
    assert followed.span_id != "b" * 16


@pytest.mark.parametrize(
    "header",
    [None, "", "x", GOOD.upper(), GOOD[:-1], "01" + GOOD[2:],
     GOOD.replace("a", "0"), GOOD.replace("b", "0")],
)  # fmt: skip
def test_what_is_no_trace_begins_one(header):
    assert tracing.parse(header) is None
    begun = tracing.follow(header)
    assert tracing.parse(begun.header) == begun
