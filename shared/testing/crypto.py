"""A key ring that is the same in every test run."""

from shared.chassis.crypto import KeyRing

RING = KeyRing(current="1", keys={"1": b"k" * 32}, index_key=b"i" * 32)
