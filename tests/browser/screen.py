"""A person before the portal: goes somewhere, reads, acts; every request and fault is noted."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, Request

from infra.local.place import ROOT
from tests.e2e.client import Person

AXE = ROOT / "gateway/portals/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_AXE_RUN = """tags => axe.run(document,
  {runOnly: tags, resultTypes: ['violations'], preload: false, elementRef: false})"""
PATIENCE = 15_000
"""Milliseconds until what is awaited must be there."""
LARGE = 44
"""The least height and width in CSS pixels of what a finger must hit."""
_SMALL = """least => [...document.querySelectorAll('main a, main button, header a, header button')]
  .filter(each => each.checkVisibility() && !each.closest('p:not(.buttons), dd, li:not(.links li)')
    && each.className !== 'skip')
  .map(each => [each.innerText, each.getBoundingClientRect()])
  .filter(([, box]) => box.height < least - 0.5).map(([text, box]) => `${text} ${box.height}`)"""


class Screen:
    """One window of one browser."""

    def __init__(
        self,
        context: BrowserContext,
        pictures: Path,
        *,
        base: str,
        person: Person | None = None,
        english: bool = False,
    ) -> None:
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.base = base
        self.asked: list[str] = []
        self._open: set[Request] = set()
        self.faults: list[str] = []
        self._pictures = pictures
        context.add_init_script(_kept(person, english=english))
        self.page.on("request", self._note)
        for ended in ("requestfinished", "requestfailed"):
            self.page.on(ended, lambda request: self._open.discard(request))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on(
            "console",
            lambda line: (
                self.faults.append(line.text)
                if line.type == "error" and "status of" not in line.text
                else None
            ),
        )

    def go(self, path: str) -> "Screen":
        """Open a page and wait until it has its heading and all that it asks for."""
        self.page.goto(path)
        self.page.locator("h1").wait_for()
        return self.quiet()

    def quiet(self) -> "Screen":
        """Wait until nothing is asked any more, and nothing was for a moment."""
        still = 0
        while still < 3:
            self.page.wait_for_timeout(15)
            still = 0 if self._open else still + 1
        return self

    def look(self, width: int, *, elder: bool) -> None:
        """Look at the same page through a window of another width, in the other mode."""
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.evaluate(
            "elder => { document.documentElement.dataset.mode = elder }",
            "elder" if elder else "plain",
        )

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("main").get_by_role("link", name=name, exact=True)

    def sees(self, text: str) -> None:
        self.page.get_by_text(text).first.wait_for()

    def findings(self) -> list[str]:
        """Return what axe finds, as rule and place."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        ran = self.page.evaluate(_AXE_RUN, RULES)
        return [
            f"{self.page.url} {found['id']}: {node['target']} {node['failureSummary']}"
            for found in ran["violations"]
            for node in found["nodes"]
        ]

    def sideways(self) -> int:
        """Return by how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))

    def small(self) -> list[str]:
        """Return what is too small for a finger; links within a sentence are excepted."""
        return list(self.page.evaluate(_SMALL, LARGE))

    def picture(self, name: str) -> None:
        self.page.screenshot(path=self._pictures / f"{name}.png", full_page=True)

    def _note(self, request: Request) -> None:
        self.asked.append(request.url)
        self._open.add(request)


def _kept(person: Person | None, *, english: bool) -> str:
    """Return the script that lays into the browser what an earlier visit would have kept."""
    lines = []
    if person is not None:
        session: dict[str, Any] = {
            "token": person.token, "until": 4e12, "name": person.actor["name"],
            "path": person.actor["path"], "permissions": person.actor["permissions"],
        }  # fmt: skip
        kept = json.dumps(json.dumps(session))
        lines.append(
            f"sessionStorage.getItem('session') || sessionStorage.setItem('session', {kept})"
        )
    if english:
        lines.append(
            "localStorage.getItem('language') || localStorage.setItem('language', '\"en\"')"
        )
    return ";\n".join(lines)
