"""The stand-alone verifier finds what is tampered with, whoever tampers: a log in memory.

`Copy` is the log as it is served; an honest one is sound, each defect is made by hand.
"""

import io
import json
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import Message
from functools import cache
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from infra.verifier import jiedao_verify as verifier
from services.disclosure.model import LogAct, LogEntry
from services.disclosure.model.log import canonical
from shared.chassis.notes import Signer
from shared.kernel import merkle
from shared.kernel.clock import TZ
from shared.kernel.merkle import Node, Tree, leaf_hash
from tests.unit.disclosure._board import Board

AT = datetime(2026, 2, 11, 9, tzinfo=TZ)


@cache
def signer() -> Signer:
    pem = Ed25519PrivateKey.from_private_bytes(b"k" * 32).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return Signer("jiedao.example/log", pem)


@dataclass
class Copy:
    """Bodies, heads (size, time) and the record's page; built and signed as the service does."""

    bodies: list[str]
    sizes: list[int]
    page: dict[str, Any]
    notes: list[str] = field(default_factory=list)
    nodes: dict[Node, bytes] = field(default_factory=dict)

    def signed(self) -> "Copy":
        tree, self.notes, self.nodes, after = Tree(), [], {}, 0
        for number, body in enumerate(self.bodies, start=1):
            self.nodes |= dict(tree.append(leaf_hash(body.encode())))
            if number in self.sizes:
                at = AT + timedelta(hours=number)
                self.notes.append(signer().head(number, tree.root, at=at, after=after))
                after = number
        return self

    def get(self, path: str, **query: Any) -> Any:
        """Answer as the installation does."""
        if path.startswith(("/public/", "/board-postings/", "/notices/")):
            return self.page if path == f"/public/{self.page['record_id']}" else None
        return getattr(self, path.rpartition("/")[2])(query)

    def head(self, _: Any) -> Any:
        return {"note": self.notes[-1]} if self.notes else None

    def heads(self, query: Any) -> Any:
        sizes = [int(note.splitlines()[1]) for note in self.notes]
        pairs = zip(sizes, self.notes, strict=True)
        return {"items": [{"note": note} for size, note in pairs if size >= query["from"]]}

    def entries(self, query: Any) -> Any:
        first = query["from"]
        part = self.bodies[first : first + 3]
        return {"items": [{"index": first + n, "body": body} for n, body in enumerate(part)]}

    def inclusion(self, query: Any) -> Any:
        hashes = [leaf_hash(body.encode()).hex() for body in self.bodies]
        spans = merkle.inclusion(hashes.index(query["leaf_hash"]), query["size"])
        return {"path": [step.hex() for step in merkle.path(spans, self.nodes)]}

    def consistency(self, query: Any) -> Any:
        spans = merkle.consistency(query["from"], query["to"])
        return {"path": [step.hex() for step in merkle.path(spans, self.nodes)]}


@cache
def _story() -> tuple[tuple[str, ...], str]:
    board = Board()
    board.hear_of_list()
    board.published()
    record = board.record
    published = LogEntry.of_record("x", LogAct.PUBLISHED, record, at=AT + timedelta(minutes=70))
    seals = [
        LogEntry.of_audit(
            str(day), {"service": "centers", "day": f"2026-02-{day}", "first": day * 10,
                       "last": day * 10 + 9, "root": "00", "link": "11"},
            at=AT + timedelta(minutes=60 * number + 30),
        )
        for number, day in enumerate((10, 11, 12, 13, 14, 15))
    ]  # fmt: skip
    bodies = [each.body for each in (*seals[:1], published, *seals[2:])]
    bodies[2:] = [each.replace('"first":120', '"first":110') for each in bodies[2:]]
    edition = record.editions[0]
    page = {
        "record_id": record.id, "title": record.title, "status": {"code": "PUBLISHED"},
        "editions": [{"number": 1, "content": dict(edition.content), "digest": edition.digest,
                      "published_at": edition.published_at.isoformat()}],
    }  # fmt: skip
    return tuple(bodies), json.dumps(page)


def honest() -> Copy:
    bodies, page = _story()
    return Copy(list(bodies), [1, 3, 6], json.loads(page)).signed()


def verified(copy: Copy, *, earlier: str = "") -> list[str]:
    """Return what the verifier finds."""
    key = verifier.Key(signer().verifier_key)
    site = verifier.Site("http://unused")
    site.get = copy.get
    try:
        log = verifier.Log(site, key, timedelta(seconds=60))
        if earlier:
            log.compare(verifier.Head(key, earlier))
        log.verify()
        log.verify_record(copy.page["record_id"])
    except verifier.Fault as fault:
        return [str(fault)]
    return log.faults


@pytest.mark.rule("LOG-06")
def test_an_honest_log_is_sound_now_and_after_it_has_grown():
    copy = honest()
    assert verified(copy) == []
    for earlier in copy.notes:
        assert verified(copy, earlier=earlier) == []


def _edit(copy: Copy) -> None:
    copy.bodies[1] = copy.bodies[1].replace('"edition":1', '"edition":2')


def _remove(copy: Copy) -> None:
    del copy.bodies[2]


def _swap(copy: Copy) -> None:
    copy.bodies[0], copy.bodies[1] = copy.bodies[1], copy.bodies[0]


def _truncate(copy: Copy) -> None:
    del copy.bodies[5]


def _swap_heads(copy: Copy) -> None:
    copy.notes[0], copy.notes[1] = copy.notes[1], copy.notes[0]


def _hide_a_head(copy: Copy) -> None:
    del copy.notes[1]


def _unsigned_head(copy: Copy) -> None:
    copy.notes[-1] = copy.notes[-1].replace("\n6\n", "\n7\n")


@pytest.mark.rule("LOG-06")
@pytest.mark.parametrize(
    "tamper", [_edit, _remove, _swap, _truncate, _swap_heads, _hide_a_head, _unsigned_head]
)
def test_what_is_changed_removed_or_reordered_no_longer_fits_what_was_signed(
    tamper: Callable[[Copy], None],
):
    copy = honest()
    tamper(copy)
    assert verified(copy)


@pytest.mark.rule("LOG-06")
def test_a_history_rewritten_and_signed_anew_is_found_by_who_saw_an_earlier_head():
    seen = honest().notes
    copy = honest()
    _edit(copy)
    copy.signed()
    assert verified(copy), "the page tells of another edition"
    copy.page["editions"][0]["number"] = 2
    assert verified(copy) == [], "whoever holds the key can sign anything"
    for earlier in seen[1:]:
        (fault,) = verified(copy, earlier=earlier)
        assert "改写" in fault
    shorter = honest()
    shorter.bodies, shorter.sizes = shorter.bodies[:3], [1, 3]
    (fault,) = verified(shorter.signed(), earlier=seen[-1])
    assert "删除" in fault


@pytest.mark.rule("LOG-07")
@pytest.mark.parametrize(("minutes", "word"), [(30, "倒签"), (59, ""), (400, "提前")])
def test_a_time_before_the_head_before_or_after_its_own_is_found(minutes: int, word: str):
    copy = honest()
    said = json.loads(copy.bodies[1])
    said["at"] = (AT + timedelta(minutes=minutes)).isoformat()
    copy.bodies[1] = canonical(said)
    found = verified(copy.signed())
    assert [word in fault for fault in found] == [True] * bool(word)


@pytest.mark.rule("LOG-06")
def test_an_audit_day_that_is_left_out_is_found():
    copy = honest()
    del copy.bodies[2]
    copy.sizes = [1, 2, 5]
    assert any("缺口" in fault for fault in verified(copy.signed()))


@pytest.mark.rule("LOG-08")
@pytest.mark.parametrize(
    ("what", "value", "word"),
    [
        ("content", {"text": "另一内容"}, "内容被改动"),
        ("content", {}, "内容被改动"),
        ("digest", "00" * 32, "digest"),
        ("published_at", "2026-01-01T09:00:00+08:00", "published_at"),
        ("number", 2, "不在日志中"),
    ],
)
def test_a_page_that_says_something_else_than_the_log_is_found(what: str, value: Any, word: str):
    copy = honest()
    copy.page["editions"][0][what] = value
    assert word in "；".join(verified(copy))


@pytest.mark.rule("LOG-08")
def test_a_page_that_is_gone_retitled_or_silent_about_its_end_is_found():
    for changes, word in (
        ({"title": "另一标题"}, "title"),
        ({"status": {"code": "WITHDRAWN"}}, "WITHDRAWN"),
        ({"editions": []}, "不在页面上"),
    ):
        copy = honest()
        copy.page |= changes
        assert word in "；".join(verified(copy))
    copy = honest()
    copy.get = lambda path, **query: (
        None if path.startswith("/public") else Copy.get(copy, path, **query)
    )
    assert "没有页面" in verified(copy)[0]


def test_who_asks_too_often_waits_and_asks_again(monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []

    def urlopen(address: str, timeout: float) -> io.BytesIO:
        asked.append(address)
        if len(asked) == 1:
            wait = Message()
            wait["Retry-After"] = "0"
            raise urllib.error.HTTPError(address, 429, "", wait, None)
        if len(asked) == 2:
            return io.BytesIO(b'{"size": 1}')
        raise urllib.error.HTTPError(address, 404, "", Message(), None)

    monkeypatch.setattr(urllib.request, "urlopen", urlopen)
    site = verifier.Site("http://here/")
    assert site.get("/log/head", size=1) == {"size": 1}
    assert asked == ["http://here/api/v1/disclosure/log/head?size=1"] * 2
    assert site.get("/log/head") is None


def test_a_site_that_cannot_be_asked_is_neither_sound_nor_unsound(capsys: pytest.CaptureFixture):
    key = signer().verifier_key
    assert verifier.main(["http://127.0.0.1:1", "--key", key]) == 2
    assert verifier.main(["http://127.0.0.1:1", "--key", "no key"]) == 2
    assert "无法核验" in capsys.readouterr().err
