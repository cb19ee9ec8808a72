"""Anybody can read and use every page: by axe, by finger, by eye, at 320 px and in large letters.

Every page is drawn into .local/screens on the way.
"""

import pytest

from tests.browser.town import RESIDENT

WIDE, TELEPHONE, NARROWEST = 1200, 375, 320


def examine(screen, name: str, path: str) -> list[str]:
    """Open a page, draw it plain and in elder mode, return what is wrong with it in every look."""
    screen.go(path)
    found = []
    for width, elder in ((WIDE, False), (TELEPHONE, True), (NARROWEST, False)):
        screen.look(width, elder=elder)
        if width > NARROWEST:
            screen.picture(f"{name}-{'elder' if elder else width}")
        wide = screen.sideways()
        found += [f"{path} is {wide} px too wide at {width}"] if wide > 0 else []
        found += [f"{path} at {width} too small: {each}" for each in screen.small()]
        found += screen.findings() if width > NARROWEST else []
    screen.look(WIDE, elder=False)
    return found


@pytest.mark.parametrize("who", ["", RESIDENT], ids=["public", "own"])
def test_every_page_has_no_findings_plain_in_elder_mode_and_down_to_320_pixels(
    prepared, opened, who: str
):
    screen = opened(who)
    pages = prepared.own if who else prepared.public
    found = [each for name, path in pages.items() for each in examine(screen, name, path)]
    assert [*found, *screen.faults] == []


def test_errors_and_the_dialog_have_no_findings(prepared, opened):
    screen = opened(RESIDENT)
    screen.go(f"/items/{prepared.item}/apply")
    screen.button("提交申请").click()
    screen.page.get_by_role("alert").wait_for()
    screen.picture("apply-errors")
    found = screen.findings()
    screen.go(f"/mine/cases/{prepared.accepted}")
    screen.button("撤回申请").click()
    screen.picture("case-dialog")
    found += screen.findings()
    screen.page.keyboard.press("Escape")
    screen.page.get_by_text("为什么是这一天？").click()
    screen.page.get_by_role("table").wait_for()
    screen.picture("case-why")
    assert found + screen.findings() + screen.faults == []
