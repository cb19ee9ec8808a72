"""What programs of others take: complete, stable, and silent about what is not public yet."""

import csv
import io
import json
import re
import warnings
from base64 import b64decode
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.integration.services._room import Room
from tests.integration.services.test_records import publish
from tests.unit.disclosure._board import LIUCHENG, text

A = "{http://www.w3.org/2005/Atom}"
SHAPES = Path(__file__).with_name("dcat.shapes.ttl")


@pytest.fixture
def records(disclosure: Room) -> dict[str, str]:
    """Figures of two streets, one of them public, and a list that is not: name → record id."""
    found = {}
    formed = disclosure.now.isoformat()
    for name, path in (("柳城街道", LIUCHENG), ("公平街道", "510115/510115002")):
        disclosure.react(
            disclosure.handlers.draft_statistics, statistics_id=path, path=path, period="2026-01",
            unit_name=name, accepted=9, granted=6, denied=2, on_time=7, formed_at=formed,
        )  # fmt: skip
        (line, *_) = disclosure.ask("gongkai", "list_records")["body"]["items"]
        found[name] = line["record_id"]
    publish(disclosure, found["柳城街道"])
    return found


def taken(disclosure: Room, operation: str, **which: Any) -> tuple[str, dict[str, Any]]:
    file = disclosure.ask("reader", operation, **which)["body"]
    return b64decode(file["content"]).decode("utf-8-sig"), file


def entries(disclosure: Room, **which: Any) -> list[tuple[str, str]]:
    feed = ElementTree.fromstring(taken(disclosure, "feed_news", **which)[0])
    return [
        (entry.findtext(f"{A}id") or "", entry.findtext(f"{A}title") or "")
        for entry in feed.findall(f"{A}entry")
    ]


@pytest.mark.rule("FEED-01")
def test_news_tells_what_was_published_corrected_and_withdrawn_under_one_id(disclosure, records):
    mine = records["柳城街道"]
    title = "柳城街道 2026-01 政务服务办件情况"
    assert entries(disclosure) == [(f"urn:uuid:{mine}", title)]
    before = taken(disclosure, "feed_news")
    disclosure.now += timedelta(hours=1)
    assert taken(disclosure, "feed_news") == before, "the same bytes while nothing changes"
    version = disclosure.ask("gongkai", "show_record", record_id=mine)["version"]
    shown = disclosure.step("gongkai", "correct_record", record_id=mine, version=version,
                            content=text("更正后"), note="更正（示例）")  # fmt: skip
    assert entries(disclosure) == [(f"urn:uuid:{mine}", f"〔更正〕{title}")]
    assert taken(disclosure, "feed_news")[1]["modified"] == disclosure.now.isoformat()
    disclosure.step("gongkai_leader", "withdraw_record", record_id=mine, reason="依据已废止",
                    version=shown["version"])  # fmt: skip
    assert entries(disclosure) == [(f"urn:uuid:{mine}", f"〔已撤回〕{title}")]


@pytest.mark.rule("FEED-01")
def test_news_is_had_by_kind_and_by_unit_with_all_below(disclosure, records):
    assert entries(disclosure, kind="DECISION_STATISTICS", unit="510115")
    assert entries(disclosure, unit=LIUCHENG)
    for nothing in (
        {"kind": "LIST_VERSION"},
        {"unit": "510115/51011500"},
        {"unit": "510115/510115002"},
    ):
        assert entries(disclosure, **nothing) == []


@pytest.mark.rule("FEED-02")
def test_the_catalogue_is_a_table_of_what_is_public(disclosure, records):
    head, *rows = csv.reader(io.StringIO(taken(disclosure, "feed_table")[0], newline=""))
    (row,) = [dict(zip(head, each, strict=True)) for each in rows]
    mine = records["柳城街道"]
    assert (row["信息类别"], row["状态"], row["版次"]) == ("政务服务办件情况", "已公开", "1")
    assert re.fullmatch(r"510115001-2026-\d{6}", row["索引号"])
    assert row["内容概述"] == "柳城街道 2026-01 办件统计。"
    assert (row["形成日期"], row["公开日期"]) == ("2026-02-11", "2026-02-11")
    assert row["永久地址"].endswith(f"/p/{mine}")


@pytest.mark.rule("FEED-03")
def test_the_calendar_says_by_when_and_never_what_is_not_public_yet(disclosure, records):
    said = taken(disclosure, "feed_last_days")[0].replace("\r\n ", "")
    uids = {line for line in said.split("\r\n") if line.startswith("UID:")}
    assert uids == {f"UID:{each}@jiedao" for each in records.values()}
    assert "公平街道" not in said
    assert "SUMMARY:政务服务办件情况：最迟于今日公开" in said
    assert "SUMMARY:政务服务办件情况：已公开" in said
    disclosure.now += timedelta(days=200)
    assert "VEVENT" not in taken(disclosure, "feed_last_days")[0]


def conforms(document: str) -> tuple[bool, str]:
    """Hold a JSON-LD document against the shapes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyshacl import validate

        conforming, _, told = validate(
            document, data_graph_format="json-ld", shacl_graph=str(SHAPES),
            shacl_graph_format="turtle", inference="none",
        )  # fmt: skip
    return bool(conforming), str(told)


@pytest.mark.rule("FEED-04")
def test_the_catalogue_of_datasets_has_what_dcat_ap_demands(disclosure, records):
    document, file = taken(disclosure, "feed_datasets")
    assert file["media_type"] == "application/ld+json"
    good, told = conforms(document)
    assert good, told
    catalogue = json.loads(document)
    statistics = next(
        each
        for each in catalogue["dcat:dataset"]
        if each["dct:identifier"] == "DECISION_STATISTICS"
    )
    assert statistics["dct:accrualPeriodicity"]["@id"].endswith("/MONTHLY")
    assert statistics["dct:issued"]["@value"] == "2026-02-11T09:00:00+08:00"
    for missing in ("dct:description", "dct:publisher", "dcat:distribution"):
        broken = json.loads(document)
        for each in broken["dcat:dataset"]:
            del each[missing]
        assert not conforms(json.dumps(broken))[0]
