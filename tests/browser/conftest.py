"""Law of this folder: people at the portals, in a real browser, on the whole real system."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from infra.local.packages import chromium
from infra.local.place import ROOT
from infra.local.system import System
from tests.browser.screen import Screen
from tests.browser.town import Prepared, prepare
from tests.e2e.client import Town

SCREENS = ROOT / ".local" / "screens"
"""Pictures of every main screen, drawn anew by each run, for people to look at."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, speaking Chinese."""
    found = chromium()
    assert found is not None, "no Chromium: make test-browser installs it"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=str(found), args=["--no-sandbox", "--lang=zh-CN", "--disable-gpu"]
        )
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def system(browser: Browser) -> Iterator[System]:
    """The whole system under its supervisor, begun empty; without a browser it is not started."""
    running = System("browser")
    running.stop()  # what a broken run may have left
    shutil.rmtree(running.place.folder)
    running = System("browser", JIEDAO_HELP_PHONE="028-82720000")
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def town(system: System) -> Town:
    """People at the gateway, and the movable clock."""
    return Town(system.url)


@pytest.fixture(scope="session")
def prepared(town: Town) -> Prepared:
    """What the offices have done before anybody opens the portal."""
    return prepare(town)


@pytest.fixture
def opened(browser: Browser, town: Town) -> Iterator[Callable[..., Screen]]:
    """Open a browser of somebody's own: `opened("wang_xiuying", english=True)`.

    Whatever a test does: no request leaves the origin.
    """
    SCREENS.mkdir(exist_ok=True, parents=True)
    contexts: list[BrowserContext] = []
    screens: list[Screen] = []

    def open_one(who: str = "", *, english: bool = False) -> Screen:
        context = browser.new_context(
            locale="zh-CN", timezone_id="Asia/Shanghai", base_url=town.base,
            viewport={"width": 1200, "height": 900},
        )  # fmt: skip
        contexts.append(context)
        person = town[who] if who else None
        screens.append(Screen(context, SCREENS, base=town.base, person=person, english=english))
        return screens[-1]

    yield open_one
    for context in contexts:
        context.close()
    asked = [url for screen in screens for url in screen.asked]
    assert [url for url in asked if not url.startswith(town.base)] == [], "left the origin"
