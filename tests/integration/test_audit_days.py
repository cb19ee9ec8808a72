"""A day's audit lines under one root: what is rewritten key in hand is found by who kept it."""

from datetime import timedelta
from typing import Any

import orjson
import pytest
from sqlalchemy import insert, select, text, update

from infra.verifier.jiedao_verify import Tree, leaf_hash
from shared.chassis import audit, audit_days, tables
from shared.chassis.database import Database
from shared.kernel.clock import TZ, machine_time, midnight

TODAY = machine_time()
TOMORROW = midnight(TODAY.date() + timedelta(days=1))


@pytest.fixture
def day(garden):
    """Five acts of today, linked; and a day later the day is closed."""
    for number in range(5):
        garden.call("claim_plot", code=f"A-{number}")
    with garden.owner.write() as session, session.begin():
        audit.seal(session, key(garden), whole=True)
    close(garden)
    return garden


def key(garden):
    return garden.executor.house.audit_key


def close(garden, now=TOMORROW):
    with garden.database.write() as session, session.begin():
        return audit_days.close_days(session, "garden", now)


def announced(garden):
    rows = [row for row in garden.rows(tables.outbox) if row["type"] == "garden.audit.sealed"]
    return [orjson.loads(bytes(row["body"]))["data"] for row in rows]


def faults(garden, published=None):
    with garden.owner.write() as session:
        return audit_days.check_days(session, published)


def rewrite(garden, *, without: int = 0) -> None:
    """Do what whoever owns the database and holds the key can do: change a line, or leave one out,
    and make every digest, link and seal anew.
    """
    with garden.owner.write() as session, session.begin():
        lines = session.execute(select(tables.audit).order_by(tables.audit.c.seq)).mappings().all()
        for table in (tables.audit_links, tables.audit_head):
            session.execute(table.delete())
        for number, line in enumerate(lines, start=1):
            if number == without:
                session.execute(tables.audit.delete().where(tables.audit.c.id == line["id"]))
                continue
            new: dict[str, Any] = {
                str(name): line[name] for name in line if name not in ("seq", "digest")
            }
            if not without and number == 3:
                new["actor_id"] = "somebody else"
            new["digest"] = audit.digest(key(garden), new)
            session.execute(update(tables.audit).where(tables.audit.c.id == new["id"]).values(new))
        audit.seal(session, key(garden), whole=True)
        sealed = session.execute(select(tables.audit_days)).mappings().one()
        session.execute(tables.audit_days.delete())
        again = audit_days._next(session, TOMORROW.date())
        session.execute(insert(tables.audit_days).values(**again, at=sealed["at"]))


@pytest.mark.rule("LOG-04")
def test_a_day_that_is_over_is_announced_once_under_its_root(day):
    (told,) = announced(day)
    with day.database.read() as session:
        digests = session.scalars(
            select(tables.audit_links.c.digest).order_by(tables.audit_links.c.position)
        ).all()
        link = session.scalar(select(tables.audit_head.c.link))
    tree = Tree()
    for digest in digests:
        tree.append(leaf_hash(digest.encode()))
    assert told == {
        "seal_id": f"garden/{TODAY.date()}", "service": "garden", "day": str(TODAY.date()),
        "first": 1, "last": 5, "root": tree.root.hex(), "link": link,
    }  # fmt: skip
    assert close(day) == 0
    assert faults(day) == faults(day, announced(day)) == []


@pytest.mark.rule("LOG-04")
def test_days_follow_each_other_and_today_is_not_closed(garden):
    for number, at in enumerate((-2, -2, -1, 0)):
        garden.call("claim_plot", code=f"A-{number}")
        with garden.owner.write() as session, session.begin():
            newest = "(SELECT max(seq) FROM audit)"
            session.execute(
                text(f"UPDATE audit SET at = at + :days * interval '1 day' WHERE seq = {newest}"),
                {"days": at},
            )
    with garden.owner.write() as session, session.begin():
        audit.seal(session, key(garden), whole=True)
    assert close(garden, machine_time()) == 2
    assert [(one["first"], one["last"]) for one in announced(garden)] == [(1, 2), (3, 3)]
    assert close(garden, machine_time()) == 0
    assert close(garden, TOMORROW) == 1
    days = [one["day"] for one in announced(garden)]
    assert days == sorted(set(days))


@pytest.mark.rule("LOG-05")
@pytest.mark.parametrize("without", [0, 2, 5], ids=["edited", "removed", "cut"])
def test_a_chain_rewritten_key_in_hand_is_found_against_the_published_root_alone(day, without):
    published = announced(day)
    rewrite(day, without=without)
    with day.owner.read() as session:
        assert audit.verify(session, key(day)).faults == [], "the chain itself is perfect again"
    assert faults(day) == [], "and so is the service's own seal"
    found = faults(day, published)
    assert "与封存的根不符" in found[0]
    assert "与公开日志所载不一致" in found[1]


@pytest.mark.rule("LOG-05")
def test_a_day_that_was_published_and_is_no_longer_sealed_here_is_found(day):
    published = announced(day)
    with day.owner.write() as session, session.begin():
        session.execute(tables.audit_days.delete())
    assert faults(day, published) == [f"{TODAY.date()} 的审计封存与公开日志所载不一致"]


@pytest.mark.rule("LOG-05")
def test_the_role_that_serves_cannot_change_a_sealed_day(day):
    database: Database = day.database
    with database.write() as session, pytest.raises(Exception, match="permission denied"):
        session.execute(text("UPDATE audit_days SET root = ''"))


@pytest.mark.rule("LOG-04")
def test_the_relay_closes_the_day_when_its_clock_says_so(garden, monkeypatch):
    garden.call("claim_plot", code="A-1")
    relay = garden.relay
    relay.chores()
    assert announced(garden) == []
    monkeypatch.setattr(relay, "_now", lambda session: TOMORROW)
    relay.chores()
    (told,) = announced(garden)
    assert (told["first"], told["last"]) == (1, 1)
    assert TOMORROW.astimezone(TZ).hour == 0
