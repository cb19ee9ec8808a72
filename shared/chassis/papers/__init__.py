"""Papers that are posted and signed: one description, printed as PDF, written as Word
or shown as HTML.

Only who prints pays for loading the printer: a third of a second that no other process needs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Table:
    """A table; `widths` are shares of the page."""

    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True)
class Paper:
    """`lines` stand under the title, `parts` follow in order, `foot` at the end."""

    title: str
    lines: tuple[str, ...]
    parts: tuple[str | Table, ...]
    foot: tuple[str, ...]
    made_at: datetime
    wide: bool = True


@dataclass(frozen=True)
class Link:
    """Where something stands that belongs to the paper."""

    label: str
    address: str


@dataclass(frozen=True)
class Shown:
    """A page of HTML and the base64 SHA-256 of its style sheet."""

    text: str
    style: str


def pdf(paper: Paper) -> bytes:
    """Print it; the same paper gives the same bytes.

    Raises Unavailable `papers.no_font` where the font is not installed.
    """
    from shared.chassis.papers import printed

    return printed.pdf(paper)


def word(paper: Paper) -> bytes:
    """Write it as a .docx document; the same paper gives the same bytes."""
    from shared.chassis.papers import written

    return written.word(paper)


def html(paper: Paper, links: Sequence[Link] = ()) -> Shown:
    """Show it as a page that needs nothing else; the same paper gives the same text."""
    from shared.chassis.papers import shown

    return shown.html(paper, links)
