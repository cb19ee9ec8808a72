#!/usr/bin/env python3
"""Verify the transparency log of a Jiedao installation: what was published is still what it was.

    python3 jiedao_verify.py https://www.example.gov.cn --key 'origin+id+key' [--record ID]

This file needs nothing of the project: Python 3.11, `cryptography`, and the public key, got once by
another way than the web page it verifies. Status 0: sound; 1: something was tampered with, and
what; 2: could not be asked. With --state FILE it remembers the head that it saw: a log that was
rewritten, cut or forked since the last time is found though every new signature is right.
"""

import argparse
import base64
import hashlib
import json
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Json = dict[str, Any]
API = "/api/v1/disclosure"
ED25519 = b"\x01"
NOT_FOUND, TOO_MANY = 404, 429
PUBLIC = ("record.published", "record.corrected", "posting.posted", "posting.corrected",
          "notice.shown")  # fmt: skip
STANDING = ("PUBLISHED", "POSTED", "CORRECTING", "OPEN", "ANSWERING")
PAGES = ("public", "board-postings", "notices")
ENDINGS = {
    "WITHDRAWN": ("record.withdrawn",),
    "ARCHIVED": ("record.archived", "record.taken_off"),
    "TAKEN_DOWN": ("posting.taken_down",),
}


class Fault(Exception):
    """Something is not as it was signed; the rest cannot be looked at."""


# --- RFC 9162 §2.1 --------------------------------------------------------------------------------


def leaf_hash(data: bytes) -> bytes:
    """Hash an entry."""
    return hashlib.sha256(b"\x00" + data).digest()


def join(left: bytes, right: bytes) -> bytes:
    """Hash two neighbours."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree that grows leaf by leaf."""

    def __init__(self) -> None:
        """Begin empty."""
        self.size = 0
        self._edge: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Add the hash of a leaf."""
        number = self.size
        while number & 1:
            leaf, number = join(self._edge.pop(), leaf), number >> 1
        self._edge.append(leaf)
        self.size += 1

    @property
    def root(self) -> bytes:
        """Return the hash of the whole."""
        if not self._edge:
            return hashlib.sha256(b"").digest()
        *rest, whole = self._edge
        for left in reversed(rest):
            whole = join(left, whole)
        return whole


def climb(number: int, last: int, path: list[bytes]) -> list[tuple[bytes, bool]] | None:
    """Return each step and whether it stands left; None for a path too long or too short."""
    turns = []
    for step in path:
        if last == 0:
            return None
        left = bool(number & 1) or number == last
        turns.append((step, left))
        while left and number and not number & 1:
            number, last = number >> 1, last >> 1
        number, last = number >> 1, last >> 1
    return turns if last == 0 else None


def is_included(leaf: bytes, index: int, size: int, path: list[bytes], root: bytes) -> bool:
    """Say whether the path leads from leaf `index` to the root (§2.1.3.2)."""
    turns = climb(index, size - 1, path) if 0 <= index < size else None
    for step, left in turns or ():
        leaf = join(step, leaf) if left else join(leaf, step)
    return turns is not None and leaf == root


def is_consistent(old: int, old_root: bytes, new: int, new_root: bytes, path: list[bytes]) -> bool:
    """Say whether the path shows that the new tree begins with the old one (§2.1.4.2)."""
    if old == new:
        return not path and old_root == new_root
    steps = path if old & (old - 1) else [old_root, *path]
    if not 0 < old < new or not steps:
        return False
    number, last = old - 1, new - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    turns = climb(number, last, steps[1:])
    before = after = steps[0]
    for step, left in turns or ():
        before = join(step, before) if left else before
        after = join(step, after) if left else join(after, step)
    return turns is not None and (before, after) == (old_root, new_root)


# --- signed heads (C2SP signed-note, tlog-checkpoint) ---------------------------------------------


class Key:
    """A public key in its one line: name, key id, base64 of 01 and the key."""

    def __init__(self, line: str) -> None:
        """Read it; raises ValueError for anything else."""
        self.name, id_hex, rest = line.strip().split("+", 2)
        raw = base64.b64decode(rest, validate=True)
        self.id = hashlib.sha256(self.name.encode() + b"\n" + raw).digest()[:4]
        if raw[:1] != ED25519 or self.id.hex() != id_hex:
            raise ValueError("the key id does not belong to the key")
        self._key = Ed25519PublicKey.from_public_bytes(raw[1:])

    def open(self, note: str) -> str:
        """Return the text of a note that this key signed; raises Fault."""
        text, _, signatures = note.rpartition("\n\n")
        text += "\n"
        for line in signatures.splitlines():
            mark, _, rest = line.partition(" ")
            name, _, encoded = rest.rpartition(" ")
            if (mark, name) == ("—", self.name) and self._signed(text, encoded):
                return text
        raise Fault("树头签名不符：不是这把公钥所签，或内容被改动")

    def _signed(self, text: str, encoded: str) -> bool:
        try:
            raw = base64.b64decode(encoded, validate=True)
            self._key.verify(raw[4:], text.encode())
        except (ValueError, InvalidSignature):
            return False
        return raw[:4] == self.id


class Head:
    """A head whose signature holds."""

    def __init__(self, key: Key, note: str) -> None:
        """Open the note; raises Fault for what is signed but no head of this log."""
        lines = key.open(note).splitlines()
        try:
            origin, size, root, when, after = lines[:5]
            self.note, self.size = note, int(size)
            self.after = int(after.removeprefix("After: "))
            self.root = base64.b64decode(root, validate=True)
            self.at = datetime.fromisoformat(when.removeprefix("Time: "))
        except ValueError as bad:
            raise Fault(f"树头格式不符：{lines[:5]}") from bad
        if origin != key.name:
            raise Fault(f"树头属于另一日志：{origin}")


# --- asking ---------------------------------------------------------------------------------------


class Site:
    """The installation, asked over HTTP."""

    def __init__(self, url: str) -> None:
        """Remember where."""
        self.url = url.rstrip("/")

    def get(self, path: str, **query: Any) -> Any:
        """Return the JSON answer, None when there is no such thing."""
        asked = f"{self.url}{API}{path}?{urllib.parse.urlencode(query)}"
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            if refused.code == TOO_MANY:
                time.sleep(int(refused.headers.get("Retry-After", "1")))
                return self.get(path, **query)
            if refused.code == NOT_FOUND:
                return None
            raise

    def heads(self, key: Key, size: int) -> Iterator[Head]:
        """Yield every head up to this size, verified."""
        first = 1
        while first <= size:
            notes = (self.get("/log/heads", **{"from": first}) or {"items": []})["items"]
            if not notes:
                raise Fault(f"缺少长度 {first} 以后的树头")
            for head in (Head(key, each["note"]) for each in notes):
                if head.size < first:
                    raise Fault(f"树头未按长度排列（{head.size}）")
                if head.size > size:
                    return
                first = head.size + 1
                yield head

    def bodies(self, size: int) -> Iterator[str]:
        """Yield the body of every entry in order; raises Fault when one is missing."""
        at = 0
        while at < size:
            items = self.get("/log/entries", **{"from": at, "to": size})["items"]
            if not items:
                raise Fault(f"第 {at} 条缺失")
            for each in items:
                if each["index"] != at:
                    raise Fault(f"第 {at} 条缺失或次序被改动（见到第 {each['index']} 条）")
                at += 1
                yield each["body"]


# --- verifying ------------------------------------------------------------------------------------


class Log:
    """What was found: entries that lead to the signed root, and faults."""

    def __init__(self, site: Site, key: Key, tolerance: timedelta) -> None:
        """Ask for the newest head."""
        self.site, self.key, self.tolerance = site, key, tolerance
        newest = site.get("/log/head")
        self.head = Head(key, newest["note"]) if newest else None
        self.entries: list[Json] = []
        self.hashes: list[bytes] = []
        self.faults: list[str] = []
        self.root = self.head.root if self.head else b""

    def verify(self) -> None:
        """Read everything up to the newest head and hold it against every head on the way."""
        if self.head is None:
            return
        tree, before, bodies = Tree(), None, self.site.bodies(self.head.size)
        for head in self.site.heads(self.key, self.head.size):
            if head.after != tree.size:
                raise Fault(f"长度 {head.size} 之前的树头缺失：有树头被删除")
            while tree.size < head.size:
                body = next(bodies)
                self._read(tree.size, body, before, head)
                tree.append(self.hashes[-1])
            if tree.root != head.root:
                span = f"第 {before.size if before else 0} 至 {head.size - 1} 条"
                raise Fault(f"条目与长度 {head.size} 的签名树头不符：{span}中有改动、调换或增删")
            if before and head.at < before.at:
                self.faults.append(f"长度 {head.size} 的树头早于前一树头")
            before = head
        if before is None or before.note != self.head.note:
            raise Fault("最新树头与历次树头不一致：日志分叉")
        self._days()

    def _read(self, index: int, body: str, before: Head | None, head: Head) -> None:
        """Keep one entry; its time lies between the head before and its own."""
        self.hashes.append(leaf_hash(body.encode()))
        try:
            entry = json.loads(body)
            at = datetime.fromisoformat(entry["at"])
        except (KeyError, TypeError, ValueError) as bad:
            raise Fault(f"第 {index} 条无法解析") from bad
        self.entries.append(entry)
        if at > head.at:
            self.faults.append(f"第 {index} 条的时间 {at} 晚于编入它的树头：时间被提前填写")
        if before and at < before.at - self.tolerance:
            self.faults.append(f"第 {index} 条的时间 {at} 早于前一树头：补写后倒签时间")

    def _days(self) -> None:
        """Each service's audit days follow each other without a gap."""
        done: dict[str, int] = {}
        for entry in (each for each in self.entries if each["act"] == "audit.sealed"):
            service = entry["service"]
            if service in done and entry["first"] != done[service] + 1:
                self.faults.append(f"{service} 的审计封存在 {entry['day']} 前有缺口")
            done[service] = entry["last"]

    def compare(self, earlier: Head) -> None:
        """Hold it against a head that was seen before: the log may only have grown."""
        if self.head is None or self.head.size < earlier.size:
            raise Fault(f"日志比上次见到的短（上次 {earlier.size} 条）：条目被删除")
        query = {"from": earlier.size, "to": self.head.size}
        path = self.site.get("/log/proofs/consistency", **query)["path"]
        steps = [bytes.fromhex(each) for each in path]
        if not is_consistent(earlier.size, earlier.root, self.head.size, self.head.root, steps):
            raise Fault(f"现日志不以上次见到的 {earlier.size} 条开头：历史被改写，或日志分叉")

    def verify_record(self, record_id: str) -> None:
        """Hold the page of a record, posting or notice, as it is served now, against the log."""
        mine = [each for each in enumerate(self.entries) if each[1].get("record_id") == record_id]
        key = urllib.parse.quote(record_id)
        pages = (self.site.get(f"/{kind}/{key}") for kind in PAGES)
        page = next((found for found in pages if found is not None), None)
        if page is None:
            self.faults.append(f"信息 {record_id} 没有页面" + "而日志载有" * bool(mine))
            return
        logged = {entry["edition"]: (at, entry) for at, entry in mine if entry["act"] in PUBLIC}
        for edition in page["editions"]:
            if edition["number"] in logged:
                self._edition(page, edition, *logged.pop(edition["number"]))
            else:
                self.faults.append(f"第 {edition['number']} 版不在日志中")
        self.faults += [f"日志所载第 {number} 版不在页面上" for number in logged]
        acts = {entry["act"] for _, entry in mine}
        for code, endings in ENDINGS.items():
            if bool(acts.intersection(endings)) != (page["status"]["code"] == code):
                self.faults.append(f"页面状态与日志所载不符：{code}")

    def _edition(self, page: Json, edition: Json, index: int, entry: Json) -> None:
        number, content, hashed = edition["number"], edition["content"], self.hashes[index]
        said = {
            "digest": edition["digest"],
            "published_at": edition["published_at"],
            "title_sha256": hashlib.sha256(page["title"].encode()).hexdigest(),
        }
        wrong = [name for name, value in said.items() if not _same(entry[name], value)]
        self.faults += [f"第 {number} 版的 {name} 与日志不符" for name in wrong]
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        is_shown = content or page["status"]["code"] in STANDING
        if is_shown and hashlib.sha256(text.encode()).hexdigest() != entry["digest"]:
            self.faults.append(f"第 {number} 版的内容与日志所载摘要不符：内容被改动")
        size = len(self.hashes)
        proof = self.site.get("/log/proofs/inclusion", leaf_hash=hashed.hex(), size=size)
        path = [bytes.fromhex(step) for step in proof["path"]] if proof else []
        if not is_included(hashed, index, size, path, self.root):
            self.faults.append(f"第 {number} 版的在册证明不成立")


def _same(logged: str, shown: str) -> bool:
    """Say whether two texts, or two times however written, are the same."""
    try:
        return datetime.fromisoformat(logged) == datetime.fromisoformat(shown)
    except ValueError:
        return logged == shown


# --- the command ----------------------------------------------------------------------------------


def examine(options: argparse.Namespace, key: Key) -> str:
    """Do what was asked; say that all is sound. Raises Fault with everything that is not."""
    log = Log(Site(options.url), key, timedelta(seconds=options.tolerance))
    state = Path(options.state) if options.state else None
    if state and state.exists():
        log.compare(Head(key, state.read_text(encoding="utf-8")))
    log.verify()
    for record_id in options.record:
        log.verify_record(record_id)
    if log.faults:
        raise Fault(*log.faults)
    if log.head is None:
        return "无误：日志尚无条目"
    if options.entries:
        lines = "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in log.entries)
        Path(options.entries).write_text(lines, encoding="utf-8")
    if state:
        state.write_text(log.head.note, encoding="utf-8")
    return f"无误：{log.head.size} 条，根 {log.root.hex()}，签署于 {log.head.at}"


def main(arguments: list[str] | None = None) -> int:
    """Verify, say what was found, return the status."""
    parser = argparse.ArgumentParser(description="核验公开日志：未被改动、倒签、删除、调换。")
    parser.add_argument("url", help="平台网址")
    parser.add_argument("--key", required=True, help="日志公钥（一行文字）")
    parser.add_argument("--record", action="append", default=[], help="同时核验这条信息的页面")
    parser.add_argument("--state", help="记住所见树头的文件，下次与之比对")
    parser.add_argument("--entries", help="核验无误后，将条目逐行写入此文件")
    parser.add_argument("--tolerance", type=float, default=60, help="条目时间容差（秒）")
    options = parser.parse_args(arguments)
    try:
        print(examine(options, Key(options.key)))
    except Fault as found:
        print("\n".join(f"不符：{fault}" for fault in found.args))
        return 1
    except (OSError, ValueError, KeyError, TypeError) as trouble:
        print(f"无法核验：{trouble!r}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
