"""PDF, made in pure Python around one font of Debian's (fonts-noto-cjk).

Only the letters used are embedded: nothing else need be installed, nothing is shared between
threads, and rare Chinese names (𠮷, 䶮, 𬭎) come out. A letter that even this font lacks is printed
as 〓 and listed.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from fpdf import FPDF
from fpdf.enums import Align, WrapMode
from fpdf.fonts import FontFace

from shared.chassis.papers import Paper, Table
from shared.kernel.errors import Unavailable

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
SIMPLIFIED = 2
"""The place of the simplified Chinese face in the collection."""

MISSING = "〓"
_MARGIN, _SIZE, _LINE, _LINES = 15, 9, 5, 24
"""Millimetres, points, millimetres a line, lines of a table row before it goes on in the next."""

_CLOSING = "，。；：、！？）》」』】〉”’"


def pdf(paper: Paper) -> bytes:
    """Print it; the same paper gives the same bytes.

    Raises Unavailable `papers.no_font` where the font is not installed.
    """
    if not FONT.exists():
        raise Unavailable(
            "papers.no_font", "本机缺少中文字体（fonts-noto-cjk），请先改用 Word 格式。"
        )
    page = _Page(orientation="L" if paper.wide else "P", format="A4")
    page.open(paper)
    page.centred(paper.title, 16)
    for line in paper.lines:
        page.centred(line, 10)
    for part in paper.parts:
        page.ln(3)
        page.table_of(part) if isinstance(part, Table) else page.text_of(part)
    page.ln(3)
    for line in (*paper.foot, *page.lost()):
        page.text_of(line)
    return bytes(page.output())


class _Page(FPDF):
    """The printer: one font, page numbers, letters that the font lacks."""

    def open(self, paper: Paper) -> None:
        self._lost: dict[str, None] = {}
        self.set_margins(_MARGIN, _MARGIN)
        self.set_auto_page_break(True, margin=_MARGIN)
        self.add_font("cjk", "", FONT, collection_font_number=SIMPLIFIED)
        self.set_font("cjk", size=_SIZE)
        font: Any = self.fonts["cjk"]
        self._known = font.cmap
        self.set_title(paper.title)
        self.set_lang("zh-CN")
        self.set_creation_date(paper.made_at)
        self.add_page()

    def footer(self) -> None:
        """Print the number of the page."""
        self.set_y(-12)
        self.set_font("cjk", size=8)
        self.cell(0, 6, f"第 {self.page_no()} 页 共 {{nb}} 页", align=Align.C)

    def centred(self, text: str, size: int) -> None:
        self.set_font("cjk", size=size)
        self.multi_cell(0, size * 0.6, self._shown(text), align=Align.C,
                        new_x="LMARGIN", new_y="NEXT", wrapmode=WrapMode.CHAR)  # fmt: skip

    def text_of(self, text: str) -> None:
        self.set_font("cjk", size=_SIZE)
        self.multi_cell(0, _LINE, self._shown(text), align=Align.L, new_x="LMARGIN",
                        new_y="NEXT", wrapmode=WrapMode.CHAR)  # fmt: skip

    def table_of(self, table: Table) -> None:
        if table.caption:
            self.text_of(table.caption)
        self.set_font("cjk", size=_SIZE)
        face = FontFace(emphasis="", fill_color=(221, 231, 240))
        with self.table(col_widths=table.widths, line_height=_LINE, headings_style=face,
                        text_align=Align.L, wrapmode=WrapMode.CHAR) as printed:  # fmt: skip
            printed.row([self._shown(text) for text in table.head])
            for cells in table.rows:
                for piece in self._pieces(cells, table.widths):
                    printed.row(piece)

    def lost(self) -> Iterator[str]:
        """Name the letters that could not be printed."""
        if self._lost:
            codes = "、".join(f"U+{ord(letter):04X}" for letter in self._lost)
            yield f"{MISSING} 处为字库所缺字：{codes}。"

    def _pieces(self, cells: Sequence[str], widths: Sequence[int]) -> Iterator[list[str]]:
        """Yield the row in pieces that each fit on a page."""
        shares = [self.epw * width / sum(widths) for width in widths]
        lines = [
            list(_broken(self._shown(text), (share - 2.2) / (_SIZE * 0.353)))
            for text, share in zip(cells, shares, strict=True)
        ]
        for start in range(0, max(map(len, lines)), _LINES):
            yield ["\n".join(each[start : start + _LINES]) for each in lines]

    def _shown(self, text: str) -> str:
        lacking = {c: None for c in text if ord(c) not in self._known and c != "\n"}
        self._lost |= lacking
        return "".join(MISSING if c in lacking else c for c in text)


def _broken(text: str, width: float) -> Iterator[str]:
    """Yield the lines of a cell that is `width` full letters wide; a Latin letter takes less.

    No line begins with a mark that closes.
    """
    for paragraph in text.split("\n"):
        line, taken = "", 0.0
        for letter in paragraph:
            size = 0.6 if letter.isascii() else 1.0
            if taken + size > width and line:
                words = line.rstrip(_CLOSING)
                cut = len(words) - 1 if letter in _CLOSING and len(words) > 1 else len(line)
                yield line[:cut]
                line, taken = line[cut:], float(len(line) - cut)
            line, taken = line + letter, taken + size
        yield line
