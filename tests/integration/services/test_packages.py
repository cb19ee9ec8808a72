"""The archive: packed once, found by its own unit, taken out on the record, handed over."""

import csv
import hashlib
import io
import json
import re
import zipfile
from base64 import b64decode
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import LargeBinary, select, text, type_coerce

from shared.chassis.execution import Call
from shared.kernel.actor import Actor
from shared.kernel.errors import NotFound
from shared.testing.actors import story
from tests.integration.services._room import Room
from tests.integration.services.test_pages import attached, drafted
from tests.integration.services.test_records import publish

WHY = {"reason": "移交区档案馆（示例）"}


@pytest.fixture
def archived(disclosure: Room) -> str:
    record_id = drafted(disclosure)
    attached(disclosure, record_id, "附表.csv", "示例")
    shown = publish(disclosure, record_id)
    disclosure.now += timedelta(days=30)
    disclosure.step("gongkai", "archive_record", record_id=record_id, version=shown["version"])
    return record_id


def pack(disclosure: Room, record_id: str) -> None:
    disclosure.react(disclosure.handlers.pack, subject_id=record_id)


def taken(disclosure: Room, record_id: str) -> bytes:
    file = disclosure.ask("gongkai", "take_package", record_id=record_id, **WHY)["body"]
    return b64decode(file["content"])


@pytest.mark.rule("ARC-01", "ARC-02")
def test_what_is_archived_is_packed_once_with_everything_that_was_public(
    disclosure: Room, archived: str
):
    with pytest.raises(NotFound):
        disclosure.ask("gongkai", "show_package", record_id=archived)
    pack(disclosure, archived)
    shown = disclosure.ask("gongkai", "show_package", record_id=archived)["body"]
    assert (shown["retention"], shown["keep_until"]) == ("PERMANENT", None)
    disclosure.now += timedelta(days=1)
    pack(disclosure, archived)
    content = taken(disclosure, archived)
    assert hashlib.sha256(content).hexdigest() == shown["digest"]
    with zipfile.ZipFile(io.BytesIO(content)) as bundle:
        names = bundle.namelist()
        assert {"editions/1.json", "pages/1.html", "pages/1.pdf", "sha256sums.txt"} <= set(names)
        chain = json.loads(bundle.read("approval.json"))
        about = json.loads(bundle.read("metadata.json"))
        (file,) = about["files"]
        kept = bundle.read(f"files/{file['file_id']}.csv")
    assert hashlib.sha256(kept).hexdigest() == file["digest"]
    told = {fact: act["actor_id"] for act in chain for fact in act["facts"]}
    assert told["disclosure.record.checked"] == "gongkai"
    assert told["disclosure.record.approved"] == "gongkai_leader"
    assert about["archived_at"] == shown["archived_at"] == "2026-03-13T09:00:00+08:00"


@pytest.mark.rule("ARC-03")
def test_a_package_is_sealed_and_taken_out_for_a_reason_that_is_told(
    disclosure: Room, archived: str
):
    pack(disclosure, archived)
    taken(disclosure, archived)
    packages = disclosure.store.packages.c
    with disclosure.database.read() as session:
        sealed = session.execute(select(type_coerce(packages.content, LargeBinary))).scalar_one()
        told = session.execute(
            text("SELECT convert_from(body, 'UTF8') FROM outbox WHERE type LIKE '%package_taken'")
        ).scalar_one()
    assert bytes(sealed)[:2] != b"PK"
    assert WHY["reason"] in told
    elsewhere = Actor(**{**vars(story("gongkai")), "scope": "510115/510115002"})
    with pytest.raises(NotFound):
        ask_as(disclosure, elsewhere, "show_package", {"record_id": archived})
    with pytest.raises(NotFound):
        ask_as(disclosure, elsewhere, "take_package", {"record_id": archived, **WHY})


def ask_as(disclosure: Room, actor: Actor, operation: str, command: dict[str, Any]) -> Any:
    return disclosure.executor.answer(Call(operation, command, actor))["body"]


@pytest.mark.rule("ARC-02")
def test_what_was_archived_in_a_period_is_handed_over_by_a_list(disclosure: Room, archived: str):
    pack(disclosure, archived)

    def rows(since: str, through: str) -> list[list[str]]:
        file = disclosure.ask("gongkai", "list_handover", since=since, through=through, form="csv")
        said = b64decode(file["body"]["content"]).decode("utf-8-sig")
        return list(csv.reader(io.StringIO(said, newline="")))

    head, row = rows("2026-03-13", "2026-03-13")
    line = dict(zip(head, row, strict=True))
    assert (line["保管期限"], line["归档日期"]) == ("永久", "2026-03-13")
    assert re.fullmatch(r"\d+-2026-\d{6}", line["索引号"])
    digest = disclosure.ask("gongkai", "show_package", record_id=archived)["body"]["digest"]
    assert line["校验码（SHA-256）"] == digest
    assert len(rows("2026-03-14", "2026-12-31")) == len(rows("2026-01-01", "2026-03-12")) == 1
    sheet = disclosure.ask("gongkai", "list_handover", since="2026-03-01", through="2026-03-31")
    assert b64decode(sheet["body"]["content"])[:4] == b"PK\x03\x04"
