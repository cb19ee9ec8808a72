"""Feeds as their standards want them, whatever people wrote into them."""

import csv
import io
from datetime import date, datetime
from xml.etree import ElementTree

import pytest

from shared.chassis import feeds
from shared.chassis.feeds import Channel, Day, Entry
from shared.kernel.clock import TZ

AT = datetime(2026, 2, 11, 9, tzinfo=TZ)
A = "{http://www.w3.org/2005/Atom}"


def channel(*titles: str) -> Channel:
    entries = [
        Entry(
            f"urn:uuid:{number}",
            title,
            f"https://a/p/{number}",
            AT,
            AT,
            "摘要",
            "清单",
        )
        for number, title in enumerate(titles)
    ]
    return Channel("urn:a", "公开信息", "公开办", "https://a/f.atom", "https://a/", entries)


@pytest.mark.rule("FEED-01")
def test_a_channel_has_what_atom_demands_and_text_stays_text():
    evil = 'a<b>&"c"\x07'
    feed = ElementTree.fromstring(feeds.atom(channel(evil, "二")))
    assert [feed.findtext(f"{A}{name}") for name in ("id", "title", "updated")] == [
        "urn:a", "公开信息", "2026-02-11T09:00:00+08:00",
    ]  # fmt: skip
    assert feed.findtext(f"{A}author/{A}name") == "公开办"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{A}link")}
    assert links == {"self": "https://a/f.atom", "alternate": "https://a/"}
    first, second = feed.findall(f"{A}entry")
    assert first.findtext(f"{A}title") == evil.replace("\x07", "")
    for name in ("id", "title", "updated", "published", "summary"):
        assert second.findtext(f"{A}{name}")
    assert second.find(f"{A}link").get("href") == "https://a/p/1"
    assert second.find(f"{A}category").get("term") == "清单"


def test_an_empty_channel_never_changes():
    assert feeds.atom(channel()) == feeds.atom(channel())
    assert b"1970-01-01T00:00:00+00:00" in feeds.atom(channel())


@pytest.mark.rule("FEED-02")
def test_a_table_opens_in_excel_and_no_cell_is_a_formula():
    written = feeds.table(("甲", "乙"), [["=1+1", 'a,"b"\nc'], ["@x", "-1"], ["𬱖", "+8613"]])
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.endswith(b"\r\n")
    read = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))
    assert read == [["甲", "乙"], ["'=1+1", 'a,"b"\nc'], ["'@x", "'-1"], ["𬱖", "'+8613"]]


@pytest.mark.rule("FEED-03")
def test_a_calendar_folds_its_lines_by_bytes_and_escapes_what_people_wrote():
    said = "甲；乙,丙;丁\\戊\n己" + "长" * 60
    day = Day("u1@jiedao", date(2026, 12, 31), said, AT, "说明", "https://a/p/1", tentative=True)
    written = feeds.calendar("公开期限", [day])
    lines = written.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 for line in lines)
    assert all(line.decode() for line in lines[:-1]), "no letter is cut"
    whole = written.decode().replace("\r\n ", "").split("\r\n")
    assert f"SUMMARY:甲；乙\\,丙\\;丁\\\\戊\\n己{'长' * 60}" in whole
    for line in (
        "BEGIN:VCALENDAR", "VERSION:2.0", "UID:u1@jiedao", "DTSTAMP:20260211T010000Z",
        "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101", "STATUS:TENTATIVE",
        "URL:https://a/p/1", "END:VCALENDAR",
    ):  # fmt: skip
        assert whole.count(line) == 1
