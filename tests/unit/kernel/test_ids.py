"""Ids are of version 7, fresh, and rise: what was made later sorts later."""

from uuid import UUID

from shared.kernel import ids


def test_ids_are_uuids_of_version_7():
    made = ids.new_id()
    assert ids.is_id(made)
    assert (UUID(made).version, UUID(made).variant) == (7, "specified in RFC 4122")


def test_ids_of_one_process_rise_even_within_one_tick_of_the_clock(monkeypatch):
    monkeypatch.setattr(ids.time, "time_ns", lambda: 1_800_000_000_000_000_000)
    made = [ids.new_id() for _ in range(10_000)]
    assert made == sorted(set(made))
    assert len(made) == 10_000
