"""The transparency log where the database decides: order, gaps, crashes, what cannot change."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from infra.verifier.jiedao_verify import Head, Key, Tree, is_consistent, is_included, leaf_hash
from services.disclosure import store
from services.disclosure.handlers import log as log_handlers
from services.disclosure.handlers.log import SEQUENCE, log_seal, sequence
from shared.chassis import notes
from shared.kernel.errors import Invalid, NotFound
from tests.integration.services._room import Room
from tests.integration.services.test_records import publish, records

__all__ = ["records"]


def sealed(disclosure: Room, *numbers: int) -> None:
    """Let audit days of a made-up service be announced."""
    for number in numbers:
        disclosure.react(
            log_seal, seal_id=f"garden/{number:06}", service="garden", day="2026-02-10",
            first=number, last=number, root="00" * 32, link="11" * 32,
        )  # fmt: skip


def ordered(disclosure: Room) -> None:
    disclosure.react(sequence, subject_id="any")


def read(disclosure: Room, operation: str, **command: Any) -> Any:
    return disclosure.ask("reader", operation, **command)["body"]


def entries(disclosure: Room) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while True:
        answer = read(disclosure, "list_log_entries", **{"from": len(found)})
        found += answer["items"]
        if len(found) >= answer["size"]:
            return found


def root_of(items: list[dict[str, Any]]) -> str:
    tree = Tree()
    for item in items:
        tree.append(leaf_hash(item["body"].encode()))
    return tree.root.hex()


@pytest.mark.rule("LOG-01", "LOG-03")
def test_what_was_published_stands_in_the_log_within_its_own_transaction(disclosure, records):
    with pytest.raises(NotFound):
        read(disclosure, "read_log_head")
    shown = publish(disclosure, records["list"])
    (place,) = read(disclosure, "read_public", record_id=records["list"])["log"]
    assert (place["act"], place["edition"], place["index"]) == ("record.published", 1, None)
    with disclosure.database.read() as session:
        assert session.scalar(text(f"SELECT count(*) FROM timers WHERE name = '{SEQUENCE}'")) == 1
    ordered(disclosure)
    right = {"text": "更正后的内容（示例）", "columns": [], "rows": []}
    disclosure.step("gongkai", "correct_record", record_id=records["list"],
                    version=shown["version"], content=right, note="更正（示例）")  # fmt: skip
    shown = disclosure.ask("gongkai", "show_record", record_id=records["list"])["body"]
    disclosure.step("gongkai", "correct_record", record_id=records["list"],
                    version=shown["version"], content=right, note="再次更正（示例）")  # fmt: skip
    waiting = read(disclosure, "read_public", record_id=records["list"])["log"]
    assert [(each["edition"], each["index"]) for each in waiting] == [(1, 0), (2, None), (3, None)]
    ordered(disclosure)
    first, second, third = read(disclosure, "read_public", record_id=records["list"])["log"]
    assert [first["index"], second["index"], third["index"]] == [0, 1, 2]
    head = read(disclosure, "read_log_head")
    proof = read(disclosure, "prove_inclusion", record_id=records["list"], edition=2)
    assert (proof["size"], proof["leaf"]["leaf_hash"]) == (3, second["leaf_hash"])
    path = [bytes.fromhex(step) for step in proof["path"]]
    root = bytes.fromhex(head["root"])
    assert is_included(leaf_hash(proof["leaf"]["body"].encode()), 1, 3, path, root)
    key = Key(read(disclosure, "read_log_key")["verifier_key"])
    assert Head(key, proof["head"]["note"]).root == root


@pytest.mark.rule("LOG-02")
def test_every_proof_of_a_grown_log_holds_and_costs_one_question(disclosure, monkeypatch):
    for first, last in pairwise((0, 1, 4, 9, 21)):
        sealed(disclosure, *range(first, last))
        ordered(disclosure)
    items = entries(disclosure)
    heads = read(disclosure, "list_log_heads")["items"]
    assert [head["size"] for head in heads] == [1, 4, 9, 21]
    for head in heads:
        assert root_of(items[: head["size"]]) == head["root"]
        assert read(disclosure, "read_log_head", size=head["size"]) == head
    newest = bytes.fromhex(heads[-1]["root"])
    asked, questions = store.hashes, []

    def counted(session: Any, nodes: Any) -> Any:
        questions.append(len(nodes))
        return asked(session, nodes)

    monkeypatch.setattr(store, "hashes", counted)
    for index, item in enumerate(items):
        proof = read(disclosure, "prove_inclusion", leaf_hash=item["leaf_hash"])
        path = [bytes.fromhex(step) for step in proof["path"]]
        assert is_included(leaf_hash(item["body"].encode()), index, 21, path, newest)
    for head in heads:
        path = read(disclosure, "prove_consistency", **{"from": head["size"]})["path"]
        steps = [bytes.fromhex(step) for step in path]
        assert is_consistent(head["size"], bytes.fromhex(head["root"]), 21, newest, steps)
    assert len(questions) == len(items) + len(heads)
    assert max(questions) <= 2 * (21).bit_length()


def test_a_size_that_was_never_reached_or_signed_is_refused(disclosure):
    sealed(disclosure, 1, 2, 3)
    ordered(disclosure)
    leaf = entries(disclosure)[2]["leaf_hash"]
    for size in (2, 4):
        with pytest.raises(Invalid) as no:
            read(disclosure, "prove_inclusion", leaf_hash=leaf, size=size)
        assert no.value.code == "disclosure.no_such_size"
    for query in ({"from": 4}, {"from": 3, "to": 2}, {"from": 1, "to": 4}):
        with pytest.raises(Invalid):
            read(disclosure, "prove_consistency", **query)
    with pytest.raises(NotFound):
        read(disclosure, "read_log_head", size=2)
    with pytest.raises(NotFound):
        read(disclosure, "prove_inclusion", record_id="", edition=1)
    with pytest.raises(Invalid):
        read(disclosure, "prove_inclusion", record_id="x")


@pytest.mark.rule("LOG-01")
def test_many_replicas_give_each_entry_one_place_without_gaps(disclosure, monkeypatch):
    monkeypatch.setattr(log_handlers, "TOGETHER", 7)
    sealed(disclosure, *range(60))

    def work(number: int) -> None:
        sealed(disclosure, 100 + number)
        for _ in range(4):
            ordered(disclosure)

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(work, range(12)))
    while any_waiting(disclosure):
        ordered(disclosure)
    items = entries(disclosure)
    assert [item["index"] for item in items] == list(range(72))
    assert len({item["body"] for item in items}) == 72
    assert read(disclosure, "read_log_head")["root"] == root_of(items)


def any_waiting(disclosure: Room) -> bool:
    with disclosure.database.read() as session:
        return store.still_waiting(session) is not None


@pytest.mark.rule("LOG-01")
def test_a_crash_before_the_end_keeps_nothing_and_the_next_begins_where_it_began(
    disclosure, monkeypatch
):
    sealed(disclosure, 1, 2)
    ordered(disclosure)
    sealed(disclosure, 3, 4)
    before = read(disclosure, "read_log_head")
    with monkeypatch.context() as broken:

        def grow(session: Any, leaves: Any, nodes: Any, head: Any) -> None:
            asked(session, leaves, nodes, head)
            raise ConnectionError("the process dies here")

        asked = store.grow
        broken.setattr(store, "grow", grow)
        with pytest.raises(ConnectionError):
            ordered(disclosure)
    assert read(disclosure, "read_log_head") == before
    ordered(disclosure)
    ordered(disclosure)
    assert [head["size"] for head in read(disclosure, "list_log_heads")["items"]] == [2, 4]
    assert read(disclosure, "read_log_head")["root"] == root_of(entries(disclosure))


@pytest.mark.rule("LOG-01")
def test_a_seal_that_is_announced_twice_is_logged_once(disclosure):
    sealed(disclosure, 5, 5)
    ordered(disclosure)
    sealed(disclosure, 5)
    ordered(disclosure)
    assert len(entries(disclosure)) == 1


def test_what_is_dated_after_the_head_waits_for_the_next(disclosure):
    disclosure.now += timedelta(seconds=5)
    sealed(disclosure, 1)
    disclosure.now -= timedelta(seconds=5)
    ordered(disclosure)
    with disclosure.database.read() as session:
        waiting = text("SELECT due_at FROM timers WHERE subject_id = 'any'")
        due = session.execute(waiting).scalar_one()
    assert due == disclosure.now + timedelta(seconds=5)
    disclosure.now = due
    ordered(disclosure)
    assert len(entries(disclosure)) == 1


@pytest.mark.rule("LOG-01")
@pytest.mark.parametrize("table", ["log_leaves", "log_nodes", "log_heads"])
def test_the_role_that_serves_can_neither_change_nor_remove_what_is_in_the_log(disclosure, table):
    sealed(disclosure, 1)
    ordered(disclosure)
    column = {"log_leaves": "body", "log_nodes": "hash", "log_heads": "note"}[table]
    for tampering in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}",
                      f"TRUNCATE {table}"):  # fmt: skip
        with disclosure.database.write() as session, pytest.raises(DBAPIError, match="permission"):
            session.execute(text(tampering))


@pytest.mark.rule("LOG-03")
def test_the_same_size_is_signed_once_and_the_same_way(disclosure):
    sealed(disclosure, 1)
    ordered(disclosure)
    head = read(disclosure, "read_log_head")
    ordered(disclosure)
    assert read(disclosure, "read_log_head") == head
    with disclosure.database.read() as session:
        kept = store.newest_head(session)
    assert notes.signer().head(1, kept.root, at=kept.at, after=0) == kept.note
