"""A bundle proves what is in it."""

import hashlib
import io
import zipfile
from datetime import datetime

import pytest

from shared.chassis.bundle import HASHES, bundled
from shared.kernel.clock import TZ

AT = datetime(2026, 2, 11, 9, tzinfo=TZ)


@pytest.mark.rule("ARC-01")
def test_every_part_has_its_digest_and_the_same_parts_give_the_same_bytes():
    parts = {"b/2.json": b"{}", "a.txt": "甲".encode()}
    made = bundled(parts, AT)
    assert made == bundled(dict(reversed(parts.items())), AT)
    with zipfile.ZipFile(io.BytesIO(made)) as bundle:
        assert bundle.testzip() is None
        assert bundle.namelist() == ["a.txt", "b/2.json", HASHES]
        lines = bundle.read(HASHES).decode().splitlines()
        told = dict(reversed(line.split("  ")) for line in lines)
        assert told == {name: hashlib.sha256(bundle.read(name)).hexdigest() for name in parts}
        assert bundle.getinfo("a.txt").date_time == (2026, 2, 11, 9, 0, 0)
