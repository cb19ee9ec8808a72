"""Feeds for programs of others: Atom (RFC 4287), iCalendar (RFC 5545), CSV (RFC 4180).

The same entries give the same bytes, so that who asks again is told that nothing changed.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

from shared.chassis.sheets import neutral

_ATOM = "http://www.w3.org/2005/Atom"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_FOLD = 75
"""Bytes of a line of iCalendar, its end not counted."""


@dataclass(frozen=True)
class Entry:
    """One entry of a channel; `id` is a URI that never changes."""

    id: str
    title: str
    link: str
    published: datetime
    updated: datetime
    summary: str = ""
    category: str = ""


@dataclass(frozen=True)
class Channel:
    """What the entries have in common; `address` is that of the feed itself."""

    id: str
    title: str
    author: str
    address: str
    home: str
    entries: Sequence[Entry]

    @property
    def updated(self) -> datetime:
        """Return when something changed last; the beginning of time when nothing ever did."""
        return max((entry.updated for entry in self.entries), default=_NEVER)


@dataclass(frozen=True)
class Day:
    """A day of a calendar; `uid` never changes, `stamp` is when it was noted."""

    uid: str
    day: date
    summary: str
    stamp: datetime
    description: str = ""
    url: str = ""
    tentative: bool = False


def atom(channel: Channel) -> bytes:
    """Write a channel as Atom."""
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-CN"})
    _say(feed, "id", channel.id)
    _say(feed, "title", channel.title)
    _say(feed, "updated", channel.updated.isoformat(timespec="seconds"))
    _say(ElementTree.SubElement(feed, "author"), "name", channel.author)
    _link(feed, channel.address, rel="self", type="application/atom+xml")
    _link(feed, channel.home, rel="alternate", type="text/html")
    for entry in channel.entries:
        written = ElementTree.SubElement(feed, "entry")
        _say(written, "id", entry.id)
        _say(written, "title", entry.title)
        _say(written, "published", entry.published.isoformat(timespec="seconds"))
        _say(written, "updated", entry.updated.isoformat(timespec="seconds"))
        _link(written, entry.link, rel="alternate", type="text/html")
        if entry.category:
            ElementTree.SubElement(written, "category", {"term": entry.category})
        if entry.summary:
            _say(written, "summary", entry.summary)
    ElementTree.indent(feed)
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def calendar(name: str, days: Iterable[Day]) -> bytes:
    """Write days as an iCalendar that phones and offices subscribe to."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//jiedao//feeds//ZH", "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH", f"X-WR-CALNAME:{_escaped(name)}",
        *(line for day in days for line in _event(day)),
        "END:VCALENDAR",
    ]  # fmt: skip
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write a table as CSV that Excel opens in Chinese and takes no cell of for a formula."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _say(parent: ElementTree.Element, name: str, text: str) -> None:
    said = "".join(letter for letter in text if letter >= " " or letter in "\t\n")
    ElementTree.SubElement(parent, name).text = said


def _link(parent: ElementTree.Element, address: str, **how: str) -> None:
    ElementTree.SubElement(parent, "link", {"href": address, **how})


def _event(day: Day) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{day.uid}"
    yield f"DTSTAMP:{day.stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{day.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(day.summary)}"
    if day.description:
        yield f"DESCRIPTION:{_escaped(day.description)}"
    if day.url:
        yield f"URL:{day.url}"
    yield f"STATUS:{'TENTATIVE' if day.tentative else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    for plain in "\\;,":
        text = text.replace(plain, f"\\{plain}")
    return text.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield pieces of at most 75 bytes that cut no letter; all but the first are indented."""
    piece = ""
    for letter in line:
        if len(f"{piece}{letter}".encode()) > _FOLD:
            yield piece
            piece = " "
        piece += letter
    yield piece
