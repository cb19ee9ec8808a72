"""argon2id hashes: right or wrong, never early, never in the clear."""

import pytest
from argon2 import PasswordHasher

from shared.chassis import passwords


@pytest.fixture(autouse=True)
def _light_work(monkeypatch):
    """Real hashes take tens of milliseconds on purpose; their cost is not what is shown here."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64))


def test_in_earnest_a_hash_costs_what_the_library_recommends():
    assert passwords._NOBODY.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_the_right_password_is_right_and_another_is_not():
    kept = passwords.hashed("样例口令 1")
    assert passwords.verify(kept, "样例口令 1")
    assert not passwords.verify(kept, "样例口令 2")
    assert kept.startswith("$argon2id$")
    assert "样例" not in kept


def test_two_hashes_of_one_password_differ():
    assert passwords.hashed("x") != passwords.hashed("x")


def test_an_absent_account_is_wrong_after_the_same_work(monkeypatch):
    worked = []
    real = passwords.off_the_hub
    monkeypatch.setattr(passwords, "off_the_hub", lambda *work: (worked.append(1), real(*work))[1])
    assert not passwords.verify(None, "nobody has this password")
    assert worked == [1]


def test_what_is_no_hash_is_wrong_and_no_fault():
    assert not passwords.verify("plain", "plain")
