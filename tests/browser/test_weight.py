"""What a reader has to load; needs no browser."""

import re

import pytest

from gateway.settings import PORTALS

MOST = 90_000
"""Packed bytes of JavaScript that any one page may need (issue: public ≤ 90 kB)."""


def needed(name: str) -> set[str]:
    """Return a script and all that it loads before it runs."""
    found, todo = set(), [name]
    while todo:
        script = todo.pop()
        if script not in found:
            found.add(script)
            text = (PORTALS / "assets" / script).read_text(encoding="utf-8")
            static = re.findall(r"""(?:from|import)\s*["']\./([^"']+\.js)["']""", text)
            todo += static
    return found


@pytest.fixture(scope="module")
def first() -> str:
    page = (PORTALS / "index.html").read_text(encoding="utf-8")
    return re.search(r'src="/assets/(index-[^"]+\.js)"', page).group(1)


def weight(scripts: set[str]) -> int:
    return sum((PORTALS / "assets" / f"{each}.gz").stat().st_size for each in scripts)


def test_no_page_needs_more_than_its_weight(first: str):
    always = needed(first)
    pages = {path.name for path in (PORTALS / "assets").glob("*.js")} - always
    weights = {name: weight(always | needed(name)) for name in pages}
    assert {name: bytes for name, bytes in weights.items() if bytes > MOST} == {}


def test_every_file_but_the_page_is_named_by_its_hash():
    names = [path.name for path in (PORTALS / "assets").iterdir()]
    assert all(re.search(r"-[\w-]{8}\.(js|css|svg)(\.gz)?$", name) for name in names), names
