"""HTML: the same paper as a page that works without scripts, on screen, read aloud and printed.

It asks for nothing from elsewhere: its one style sheet is inside, and named by its hash so that a
strict Content-Security-Policy lets it through.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from shared.chassis.papers import Link, Paper, Shown, Table

_STYLE = """
:root{color-scheme:light dark;--line:#8888}
body{font:1.06rem/1.7 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:60rem;
margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem;line-height:1.35;text-align:center}
.under{text-align:center}
.said{white-space:pre-line}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:1rem 0}
caption{text-align:left;font-weight:700;padding:.3rem 0}
th,td{border:1px solid var(--line);padding:.35rem .6rem;text-align:left;vertical-align:top;
overflow-wrap:anywhere}
nav a{display:inline-block;padding:.5rem .8rem .5rem 0}
footer{border-top:1px solid var(--line);margin-top:2rem;font-size:.94rem;overflow-wrap:anywhere}
@page{size:A4;margin:15mm}
@media print{nav{display:none}body{max-width:none;margin:0;font-size:11pt}
thead{display:table-header-group}tr{break-inside:avoid}}
""".strip()
STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()


def html(paper: Paper, links: Sequence[Link] = ()) -> Shown:
    """Show it as a page; the same paper gives the same text."""
    body = "\n".join([*_head(paper), *_parts(paper.parts), *_links(links), *_foot(paper.foot)])
    text = (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(paper.title)}</title><style>{_STYLE}</style></head>\n"
        f"<body><main><article>\n{body}\n</article></main></body></html>\n"
    )
    return Shown(text, STYLE_HASH)


def _head(paper: Paper) -> Iterator[str]:
    lines = "".join(f'<p class="under">{escape(line)}</p>' for line in paper.lines)
    yield f"<header><h1>{escape(paper.title)}</h1>{lines}</header>"


def _parts(parts: Iterable[str | Table]) -> Iterator[str]:
    for part in parts:
        yield _table(part) if isinstance(part, Table) else f'<p class="said">{escape(part)}</p>'


def _table(table: Table) -> str:
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    heads = "".join(f'<th scope="col">{escape(text)}</th>' for text in table.head)
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in table.rows
    )
    return (
        f'<div class="wide" tabindex="0"><table>{caption}<thead><tr>{heads}</tr></thead>'
        f"<tbody>\n{rows}\n</tbody></table></div>"
    )


def _links(links: Sequence[Link]) -> Iterator[str]:
    if links:
        shown = "\n".join(
            f'<a href="{escape(link.address)}">{escape(link.label)}</a>' for link in links
        )
        yield f'<nav aria-label="相关文件">\n{shown}\n</nav>'


def _foot(lines: Iterable[str]) -> Iterator[str]:
    yield "<footer>" + "".join(f"<p>{escape(line)}</p>" for line in lines) + "</footer>"
