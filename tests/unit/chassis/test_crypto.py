"""Personal data: encrypted for one column, found by blind index, masked when shown."""

import base64
import hashlib
import json
from dataclasses import replace

import pytest

from shared.chassis import crypto
from shared.chassis.crypto import KeyRing, mask_id_no, mask_name, mask_phone
from shared.kernel.errors import Unavailable
from shared.testing.crypto import RING

ID_NO = "510115200001010016"  # sample


def test_a_value_opens_in_its_own_column_only():
    sealed = RING.encrypt("cases.applicant_id_no", ID_NO)
    assert RING.decrypt("cases.applicant_id_no", sealed) == ID_NO
    with pytest.raises(Unavailable) as refused:
        RING.decrypt("cases.applicant_phone", sealed)
    assert refused.value.code == "crypto.cannot_open"


def test_what_is_stored_shows_neither_the_value_nor_that_two_are_equal():
    one, two = RING.encrypt("t.c", ID_NO), RING.encrypt("t.c", ID_NO)
    assert one != two
    assert ID_NO.encode() not in one


@pytest.mark.parametrize("position", [0, 1, 5, 20, -1])
def test_a_changed_byte_does_not_open(position):
    sealed = bytearray(RING.encrypt("t.c", ID_NO))
    sealed[position] ^= 1
    with pytest.raises(Unavailable):
        RING.decrypt("t.c", bytes(sealed))


def test_old_values_open_after_the_key_is_changed_and_new_ones_use_the_new_key():
    old = RING.encrypt("t.c", ID_NO)
    turned = replace(RING, current="2", keys={**RING.keys, "2": b"n" * 32})
    assert turned.decrypt("t.c", old) == ID_NO
    with pytest.raises(Unavailable):
        RING.decrypt("t.c", turned.encrypt("t.c", ID_NO))


def test_the_blind_index_finds_equal_values_whatever_their_width():
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in ID_NO)
    assert RING.blind_index("id_no", f" {wide} ") == RING.blind_index("id_no", ID_NO)


def test_the_blind_index_depends_on_purpose_and_key_and_hides_the_value():
    index = RING.blind_index("id_no", ID_NO)
    assert index != RING.blind_index("phone", ID_NO)
    assert index != replace(RING, index_key=b"o" * 32).blind_index("id_no", ID_NO)
    assert ID_NO not in index


def test_what_was_asked_is_recognised_but_no_password_can_be_looked_up_in_it():
    asked = b'{"password":"Jiedao-demo-2026"}'
    assert RING.fingerprint(asked) == RING.fingerprint(asked)
    assert RING.fingerprint(asked) != RING.fingerprint(asked.lower())
    assert RING.fingerprint(asked) != replace(RING, index_key=b"o" * 32).fingerprint(asked)
    assert RING.fingerprint(asked) != hashlib.sha256(asked).hexdigest()


def test_a_ring_is_read_from_its_file(tmp_path):
    def key(letter):
        return base64.b64encode(letter * 32).decode()

    file = tmp_path / "keys.json"
    file.write_text(json.dumps({"current": "1", "keys": {"1": key(b"k")}, "index_key": key(b"i")}))
    assert KeyRing.from_file(file) == RING


def test_without_keys_nothing_is_written_in_the_clear(monkeypatch):
    monkeypatch.setattr(crypto, "_ring", [])
    with pytest.raises(Unavailable) as refused:
        crypto.Encrypted("t.c").process_bind_param(ID_NO, None)
    assert refused.value.code == "crypto.no_keys"


@pytest.mark.rule("RED-01")
@pytest.mark.parametrize(
    ("mask", "value", "shown"),
    [
        (mask_id_no, ID_NO, "510115********0016"),
        (mask_id_no, "51011520000101001X", "510115********001X"),
        (mask_id_no, "510115000101001", "*" * 15),
        (mask_phone, "13800005678", "138****5678"),
        (mask_phone, "02812345", "*" * 8),
        (mask_name, "王秀英", "王**"),
        (mask_name, "王", "王*"),
        (mask_name, "", ""),
    ],
)
def test_what_is_shown_of_a_person(mask, value, shown):
    assert mask(value) == shown
