"""The transparency log through the gateway: published, proved, verified from outside; then tampered
with in the database by whoever owns it, and found by who holds the public key alone.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from infra.local.place import ROOT
from infra.local.system import System, services
from infra.verifier.jiedao_verify import Head, Key, is_consistent, is_included, leaf_hash
from shared.chassis.notes import Signer
from shared.kernel.merkle import Tree
from tests.e2e.client import Town, refused
from tests.e2e.test_boards import BOARD, STREET, posted
from tests.e2e.test_boards import read as hanging
from tests.e2e.test_disclosure import desk, page, published, without

VERIFIER = ROOT / "infra" / "verifier" / "jiedao_verify.py"


def read(town: Town, what: str) -> Any:
    return town.reader.get(f"/disclosure/log/{what}")


def logged(town: Town, record: dict[str, Any], acts: int) -> list[dict[str, Any]]:
    """Wait until the record's acts have their places; return them."""

    def placed() -> Any:
        found = page(town, record)["log"]
        done = len(found) == acts and all(each["index"] is not None for each in found)
        return found if done else None

    return list(town.eventually(placed, "the acts have their places in the log", within=5))


def verify(town: Town, *more: str) -> tuple[int, str]:
    """Run the verifier as a reader does: a file, a public key, nothing of the project."""
    key = read(town, "key")["verifier_key"]
    ran = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), town.base, "--key", key, *more],
        capture_output=True, text=True, check=False, cwd="/",
    )  # fmt: skip
    return ran.returncode, ran.stdout + ran.stderr


@contextmanager
def tampered(system: System, *statements: str, back: str) -> Iterator[None]:
    """Do to disclosure's database what only its superuser can, and undo it at the end."""
    system.postgres.sql("disclosure", "; ".join(statements))
    try:
        yield
    finally:
        system.postgres.sql("disclosure", back)


def everything(town: Town, what: str, first: int) -> list[dict[str, Any]]:
    """Read a list of the log page by page."""
    found: list[dict[str, Any]] = []
    while items := read(town, f"{what}?from={first}")["items"]:
        found += items
        first = items[-1].get("index", items[-1].get("size")) + 1
    return found


@contextmanager
def restored(system: System) -> Iterator[None]:
    """Put the log aside, and back at the end: what only grows cannot be undone otherwise."""
    tables = ("log_leaves", "log_nodes", "log_heads")
    keep = "".join(f"CREATE TABLE kept_{name} AS SELECT * FROM {name};" for name in tables)
    back = "".join(
        f"DELETE FROM {name}; INSERT INTO {name} SELECT * FROM kept_{name}; DROP TABLE kept_{name};"
        for name in tables
    )
    with tampered(system, keep, back=back):
        yield


@pytest.fixture(scope="module")
def record(town: Town, system: System) -> dict[str, Any]:
    """A record published and corrected; both stand in the log, and nothing else is on its way."""
    made = published(town, "预算调正（示例）")
    logged(town, made, 1)
    right = without(made["editions"][0]["content"], "验收结果", "预算调整（示例）")
    town["gongkai"].act(desk(made), "correct", {"content": right, "note": "更正错字（示例）"})
    logged(town, made, 2)
    system.wait_settled()
    return made


@pytest.mark.rule("LOG-01", "LOG-02", "LOG-03")
def test_a_reader_proves_from_the_page_that_what_is_shown_stands_in_the_signed_log(
    town: Town, record: dict[str, Any]
):
    key = Key(read(town, "key")["verifier_key"])
    head = Head(key, read(town, "head")["note"])
    for place, edition in zip(logged(town, record, 2), page(town, record)["editions"], strict=True):
        ask = f"proofs/inclusion?record_id={record['record_id']}&edition={edition['number']}"
        proof = read(town, f"{ask}&size={head.size}")
        said, path = proof["leaf"]["body"], [bytes.fromhex(step) for step in proof["path"]]
        assert json.loads(said)["digest"] == edition["digest"]
        assert proof["leaf"]["leaf_hash"] == place["leaf_hash"] == leaf_hash(said.encode()).hex()
        assert is_included(leaf_hash(said.encode()), place["index"], head.size, path, head.root)
        (again,) = read(town, f"entries?from={place['index']}&to={place['index'] + 1}")["items"]
        assert again == proof["leaf"]
    first = Head(key, read(town, "heads?from=1")["items"][0]["note"])
    assert Head(key, read(town, f"head?size={first.size}")["note"]).root == first.root
    proof = read(town, f"proofs/consistency?from={first.size}&to={head.size}")
    path = [bytes.fromhex(step) for step in proof["path"]]
    assert is_consistent(first.size, first.root, head.size, head.root, path)
    no = refused(lambda: read(town, "proofs/consistency?from=999999"))
    assert (no["status"], no["code"]) == (422, "disclosure.no_such_size")


@pytest.mark.rule("LOG-06", "LOG-08")
def test_the_verifier_finds_the_log_and_the_page_sound_with_the_public_key_alone(
    town: Town, system: System, record: dict[str, Any], tmp_path: Path
):
    state = tmp_path / "head"
    status, said = verify(town, "--state", str(state), "--record", record["record_id"])
    assert status == 0, said
    assert "无误" in said
    assert state.read_text(encoding="utf-8").startswith("jiedao.local/log\n")
    assert "无误" in system.jiedao("log", "verify", "--record", record["record_id"])
    assert system.jiedao("log", "key").strip() == read(town, "key")["verifier_key"]


def edited(system: System, town: Town, record: dict[str, Any]) -> Any:
    index = logged(town, record, 2)[0]["index"]
    change = "UPDATE log_leaves SET body = replace(body, {}, {}) WHERE index = " + str(index)
    one, other = "'\"edition\":1'", "'\"edition\":9'"
    return tampered(system, change.format(one, other), back=change.format(other, one))


def removed(system: System, town: Town, record: dict[str, Any]) -> Any:
    index = logged(town, record, 2)[0]["index"]
    return tampered(
        system,
        "DROP TABLE IF EXISTS aside",
        f"CREATE TABLE aside AS SELECT * FROM log_leaves WHERE index = {index}",
        f"DELETE FROM log_leaves WHERE index = {index}",
        back="INSERT INTO log_leaves SELECT * FROM aside; DROP TABLE aside",
    )


def reordered(system: System, town: Town, record: dict[str, Any]) -> Any:
    one, other = (place["index"] for place in logged(town, record, 2))
    swap = (
        f"UPDATE log_leaves SET index = -1 WHERE index = {one};"
        f"UPDATE log_leaves SET index = {one} WHERE index = {other};"
        f"UPDATE log_leaves SET index = {other} WHERE index = -1"
    )
    return tampered(system, swap, back=swap)


@pytest.mark.rule("LOG-06")
@pytest.mark.parametrize("tamper", [edited, removed, reordered])
def test_an_entry_that_is_edited_removed_or_moved_in_the_database_is_found(
    town: Town, system: System, record: dict[str, Any], tamper: Callable[..., Any]
):
    with tamper(system, town, record):
        status, said = verify(town)
    assert (status, "不符" in said) == (1, True), said
    assert verify(town)[0] == 0


@pytest.mark.rule("LOG-08")
def test_a_page_that_is_changed_behind_the_services_back_is_found(
    town: Town, system: System, record: dict[str, Any]
):
    which = f"WHERE id = '{record['record_id']}'"
    change = "UPDATE records SET editions = replace(editions::text, '{}', '{}')::jsonb " + which
    with tampered(
        system,
        change.format("预算调整（示例）", "预算增加（示例）"),
        back=change.format("预算增加（示例）", "预算调整（示例）"),
    ):
        status, said = verify(town, "--record", record["record_id"])
    assert status == 1
    assert "内容被改动" in said
    assert verify(town, "--record", record["record_id"])[0] == 0


@pytest.mark.rule("LOG-06")
def test_a_head_without_the_right_signature_is_found(
    town: Town, system: System, record: dict[str, Any]
):
    newest = "WHERE size = (SELECT max(size) FROM log_heads)"
    change = "UPDATE log_heads SET note = replace(note, 'Time: {}', 'Time: {}') " + newest
    with tampered(system, change.format(2, 3), back=change.format(3, 2)):
        status, said = verify(town)
    assert (status, "签名不符" in said) == (1, True), said
    other = read(town, "key")["verifier_key"].replace("jiedao.local", "other.local")
    ran = subprocess.run([sys.executable, str(VERIFIER), town.base, "--key", other],
                         capture_output=True, text=True, check=False)  # fmt: skip
    assert ran.returncode == 2, "a key whose id is not its own is no key"


def rewritten(system: System, town: Town, index: int) -> list[str]:
    """Return the SQL that changes one entry, every hash above it and every head, rightly signed."""
    signer = Signer("jiedao.local/log", (system.place.folder / "keys" / "log.pem").read_bytes())
    heads = {each["size"]: each["at"] for each in everything(town, "heads", 1)}
    tree, change, after = Tree(), [], 0
    for each in everything(town, "entries", 0):
        other = '"edition":9' if each["index"] == index else '"edition":1'
        body = each["body"].replace('"edition":1', other)
        hashed = leaf_hash(body.encode())
        change.append(f"UPDATE log_leaves SET body = '{body}', leaf_hash = '\\x{hashed.hex()}'"
                      f" WHERE index = {tree.size}")  # fmt: skip
        change += [
            f"UPDATE log_nodes SET hash = '\\x{made.hex()}'"
            f" WHERE level = {node.level} AND index = {node.number}"
            for node, made in tree.append(hashed)
        ]
        if tree.size in heads:
            at = datetime.fromisoformat(heads[tree.size])
            note = signer.head(tree.size, tree.root, at=at, after=after)
            after = tree.size
            change.append(f"UPDATE log_heads SET root = '\\x{tree.root.hex()}', note = '{note}'"
                          f" WHERE size = {tree.size}")  # fmt: skip
    return change


@pytest.mark.rule("LOG-06")
def test_a_log_rewritten_whole_with_its_own_key_is_found_by_who_kept_an_earlier_head(
    town: Town, system: System, record: dict[str, Any], tmp_path: Path
):
    state, index = tmp_path / "head", logged(town, record, 2)[0]["index"]
    assert verify(town, "--state", str(state))[0] == 0
    kept = state.read_text(encoding="utf-8")
    with restored(system):
        system.postgres.sql("disclosure", "; ".join(rewritten(system, town, index)))
        assert verify(town)[0] == 0, "a perfect log for whoever never saw another"
        status, said = verify(town, "--state", str(state))
        assert (status, "改写" in said) == (1, True), said
        assert verify(town, "--record", record["record_id"])[0] == 1
    assert state.read_text(encoding="utf-8") == kept, "the head that was seen stays"
    assert verify(town, "--state", str(state))[0] == 0


@pytest.mark.rule("LOG-07")
def test_an_entry_slipped_in_with_an_old_date_is_signed_and_found(
    town: Town, system: System, record: dict[str, Any]
):
    size = read(town, "head")["size"]
    old = (town.now() - timedelta(days=1)).isoformat()
    body = json.dumps({"act": "record.published", "at": old, "record_id": "x", "edition": 1})
    hashed = leaf_hash(body.encode()).hex()
    slip = (
        "INSERT INTO log_waiting (id, version, at, act, record_id, edition, body, leaf_hash) VALUES"
        f" ('x', 1, '{old}', 'record.published', 'x', 1, '{body}', '\\x{hashed}');"
        f" INSERT INTO timers VALUES ('log_sequence', 'x', '{old}')"
    )
    with restored(system):
        system.postgres.sql("disclosure", slip)
        town.eventually(lambda: read(town, "head")["size"] == size + 1, "the service signs it")
        status, said = verify(town)
        assert (status, "倒签" in said) == (1, True), said
    assert verify(town)[0] == 0


@pytest.mark.rule("LOG-03", "LOG-08")
def test_a_withdrawal_stands_in_the_log_too(town: Town):
    record = published(town, "预算调整（示例）")
    town["gongkai_leader"].act(desk(record), "withdraw", {"reason": "公开主体有误（示例）"})
    acts = [place["act"] for place in logged(town, record, 2)]
    assert acts == ["record.published", "record.withdrawn"]
    assert verify(town, "--record", record["record_id"])[0] == 0


@pytest.mark.rule("LOG-03", "LOG-08", "BRD-03")
def test_what_hangs_on_a_board_is_verified_like_a_record(town: Town):
    town.eventually(lambda: town.reader.get(BOARD), "a community has a board")
    town[STREET].act(BOARD, "arrange", {"place": "社区服务站门前（示例）", "ordered": {}})
    hung = posted(town)
    town.eventually(lambda: hanging(town, hung)["log"][0]["index"] is not None, "it has its place")
    assert verify(town, "--record", hung["posting_id"])[0] == 0


@pytest.mark.rule("LOG-04", "LOG-05")
def test_each_services_audit_day_is_published_and_compared(town: Town, system: System):
    town["gongkai"].get("/disclosure/records")
    town.move_to((town.now() + timedelta(days=1)).replace(hour=0, minute=5, second=0))

    def sealed() -> set[str]:
        said = [json.loads(each["body"]) for each in everything(town, "entries", 0)]
        return {each["service"] for each in said if each["act"] == "audit.sealed"}

    working = {"identity", "delegation", "disclosure"}
    town.eventually(lambda: working <= sealed(), "each service's day is in the log")
    rows = json.loads(system.jiedao("audit", "verify", "--output", "json"))
    assert {row["service"] for row in rows} == set(services())
    assert {row["faults"] for row in rows} == {""}
    assert verify(town)[0] == 0
    other = "UPDATE audit_days SET root = reverse(root)"
    system.postgres.sql("identity", other)
    with pytest.raises(SystemExit):
        system.jiedao("audit", "verify", "identity")
    system.postgres.sql("identity", other)
    last = json.loads(system.jiedao("audit", "verify", "identity", "--offline", "-o", "json"))
    assert last[0]["faults"] == ""
