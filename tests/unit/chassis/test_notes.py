"""Signed notes and heads of a log, as every witness of transparency logs reads them."""

import base64
from datetime import datetime

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from infra.verifier.jiedao_verify import Fault, Head, Key
from shared.chassis import notes
from shared.chassis.notes import Signer
from shared.kernel.clock import TZ
from shared.kernel.errors import Unavailable

SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
SIGNED = (
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
)
PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
AT = datetime(2026, 11, 25, 9, 30, tzinfo=TZ)


def pem(key) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


PEM = pem(Ed25519PrivateKey.from_private_bytes(SEED))


@pytest.mark.rule("LOG-03")
def test_a_note_is_the_one_of_the_reference_byte_by_byte():
    signer = Signer("PeterNeumann", PEM)
    assert signer.verifier_key == PUBLIC
    assert signer.sign(TEXT) == f"{TEXT}\n— PeterNeumann {SIGNED}\n"
    assert Key(PUBLIC).open(signer.sign(TEXT)) == TEXT


@pytest.mark.rule("LOG-03")
def test_a_head_is_a_checkpoint_and_the_same_content_gives_the_same_bytes():
    signer = Signer("jiedao.example/log", PEM)
    note = signer.head(3, bytes(32), at=AT, after=2)
    assert note.splitlines()[:6] == [
        "jiedao.example/log", "3", base64.b64encode(bytes(32)).decode(),
        "Time: 2026-11-25T09:30:00+08:00", "After: 2", "",
    ]  # fmt: skip
    assert note == signer.head(3, bytes(32), at=AT, after=2)
    head = Head(Key(signer.verifier_key), note)
    assert (head.size, head.root, head.at, head.after) == (3, bytes(32), AT, 2)
    witnessed = note + "— witness.example AAAAAAAA\n"
    assert Head(Key(signer.verifier_key), witnessed).size == 3


@pytest.mark.rule("LOG-03")
def test_a_head_of_another_key_name_or_content_is_refused():
    signer = Signer("jiedao.example/log", PEM)
    key, note = Key(signer.verifier_key), signer.head(3, bytes(32), at=AT, after=2)
    other = Signer("jiedao.example/log", pem(Ed25519PrivateKey.generate()))
    for bad in (
        note.replace("\n3\n", "\n4\n"),
        other.head(3, bytes(32), at=AT, after=2),
        note[:-3],
        "",
    ):
        with pytest.raises(Fault):
            Head(key, bad)
    with pytest.raises(Fault, match="格式"):
        Head(key, signer.sign("jiedao.example/log\nthree\n"))
    with pytest.raises(Fault, match="另一日志"):
        Head(key, signer.sign(note.partition("\n\n")[0].replace("example", "other") + "\n"))


def test_only_an_ed25519_key_under_a_plain_name_signs():
    for name in ("", "a+b", "a b", "a\nb"):
        with pytest.raises(ValueError, match="name"):
            Signer(name, PEM)
    with pytest.raises(ValueError, match="Ed25519"):
        Signer("log", pem(generate_private_key(SECP256R1())))
    with pytest.raises(ValueError, match="key id"):
        Key(PUBLIC.replace("c74f20a3", "c74f20a4"))


def test_a_process_without_key_says_so(monkeypatch):
    monkeypatch.setattr(notes, "_signer", [])
    with pytest.raises(Unavailable) as no:
        notes.signer()
    assert no.value.code == "log.no_signing_key"
    notes.use("log", PEM)
    assert notes.signer().name == "log"
