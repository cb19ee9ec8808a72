"""`make run` on a machine that is not as it should be says what is wrong and what to do."""

import os
import shutil
import socket
from collections import namedtuple
from collections.abc import Iterator

import pytest

from infra.local import packages, postgres
from infra.local.place import Place, free_port
from infra.local.postgres import Postgres
from infra.local.rabbit import COUNTS_EVERY, Rabbit
from infra.local.system import System

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def stranger() -> Iterator[int]:
    """Somebody else listens on this port."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def refusal(capsys: pytest.CaptureFixture[str], act) -> str:
    with pytest.raises(SystemExit) as ended:
        act()
    assert ended.value.code == 1
    return capsys.readouterr().err


def test_a_busy_port_is_named_with_the_way_round_it(stranger, capsys):
    said = refusal(capsys, System("unwell", port=stranger).start)
    assert str(stranger) in said
    assert "PORT=" in said


def test_without_root_the_missing_packages_are_named(monkeypatch, capsys):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(packages, "RABBIT", packages.RABBIT / "absent")
    monkeypatch.delenv("AMQP_URI", raising=False)
    said = refusal(capsys, packages.servers)
    assert "rabbitmq-server" in said
    assert "root" in said


def test_a_full_disk_is_said_before_anything_starts(monkeypatch, capsys):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(2**40, 2**40, 2**20))
    assert "磁盘" in refusal(capsys, lambda: Place("unwell"))


def test_a_dead_broker_is_named_with_its_setting(monkeypatch, capsys):
    port = free_port()
    monkeypatch.setenv("AMQP_URI", f"amqp://nobody:x@127.0.0.1:{port}/")
    said = refusal(capsys, lambda: Rabbit(Place("unwell")).wait(seconds=0.3))
    assert f"127.0.0.1:{port}" in said
    assert "AMQP_URI" in said


def test_a_dead_database_is_named_with_its_setting(monkeypatch, capsys):
    monkeypatch.setattr(postgres, "PATIENCE", 0.3)
    monkeypatch.setenv("DATABASE_URL", f"postgresql://nobody:x@127.0.0.1:{free_port()}/postgres")
    said = refusal(capsys, lambda: Postgres(Place("unwell")).create(["identity"]))
    assert "DATABASE_URL" in said


def test_the_data_stays_when_a_stranger_took_the_port():
    place = Place("moved")
    shutil.rmtree(place.folder, ignore_errors=True)
    first = Postgres(Place("moved"))
    first.start()
    first.create(["identity"])
    first.stop()
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # our own may linger
        taken.bind(("127.0.0.1", first.port))
        taken.listen()
        again = Postgres(Place("moved"))
        again.start()
        try:
            assert again.port != first.port
            assert "identity" in again.sql("postgres", "SELECT datname FROM pg_database")
        finally:
            again.stop()
    shutil.rmtree(place.folder)


def test_one_count_of_nothing_may_be_an_old_one_and_is_not_believed(monkeypatch):
    counts, slept = iter([0, 7, 0, 0]), []
    running = System("unwell")
    monkeypatch.setattr(running, "_unsent", lambda: False)
    monkeypatch.setattr(running.rabbit, "unhandled", lambda: next(counts))
    monkeypatch.setattr("time.sleep", slept.append)
    running.wait_settled()
    assert next(counts, None) is None
    assert slept[-1] > COUNTS_EVERY, "the second look is at a later count"
