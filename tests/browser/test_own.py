"""What a resident does for herself, from the first field to the rating."""

import pytest

from tests.browser.town import (
    AFTER_REVIEW,
    ALONE,
    BY_PROXY,
    CASES,
    QUESTION,
    RESIDENT,
    ask_first,
    brought,
    delivered,
    hand_in,
    to_correct,
)
from tests.e2e import people
from tests.e2e.hall import CENTER, Hall


def fill_in(screen, serial: int) -> None:
    person = people.applicant("王秀英", serial)
    screen.page.get_by_label("姓名").fill(person["name"])
    screen.page.get_by_label("身份证号码").fill(person["id_no"])
    screen.page.get_by_label("手机号码").fill(person["phone"])


def mine(town) -> list[str]:
    listed = town[RESIDENT].get(f"{CASES}?scope=mine&limit=100")["items"]
    return [each["case_id"] for each in listed]


def tab_to(screen, name: str) -> None:
    """Press Tab until what has the focus is called so; it must be seen to have it."""
    for _ in range(60):
        screen.page.keyboard.press("Tab")
        found = screen.page.evaluate(
            "() => { const at = document.activeElement; return [(at.labels?.[0] ?? at).innerText,"
            " getComputedStyle(at).outlineStyle] }"
        )
        if found[0].strip().startswith(name):
            assert found[1] != "none", f"{name}: the focus is not seen"
            return
    raise AssertionError(f"never reached: {name}")


def test_an_application_is_made_with_the_keyboard_alone(prepared, opened, town):
    screen = opened(RESIDENT).go(f"/items/{prepared.item}/apply")
    keys, person = screen.page.keyboard, people.applicant("王秀英", 811)
    tab_to(screen, "提交申请")
    keys.press("Enter")
    screen.page.get_by_role("alert").wait_for()
    assert screen.page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    wrong = screen.page.locator("[aria-invalid=true]")
    assert wrong.count() >= 2
    for each in wrong.all():
        described = each.get_attribute("aria-describedby").split()[0]
        assert screen.page.locator(f"[id='{described}']").inner_text()
    for label, text in (("身份证号码", person["id_no"]), ("手机号码", person["phone"])):
        tab_to(screen, label)
        keys.type(text)
    tab_to(screen, brought(prepared.guide)[0])
    keys.press("ArrowDown")
    tab_to(screen, "提交申请")
    keys.press("Enter")
    screen.sees("申请已提交")
    screen.picture("case-submitted")


def test_a_draft_outlives_the_browser_without_the_id_number_and_is_one_case(prepared, opened, town):
    before = set(mine(town))
    screen = opened(RESIDENT).go(f"/items/{prepared.item}/apply")
    fill_in(screen, 812)
    screen.page.get_by_label("联系地址").fill("示例路1号")
    kept = screen.page.evaluate("Object.entries(localStorage).flat().join()")
    assert "示例路1号" in kept
    assert people.applicant("", 812)["id_no"] not in kept
    screen.page.close()
    screen.page = screen_of(screen)
    screen.go(f"/items/{prepared.item}/apply")
    screen.sees("已恢复上次没有填完的内容。")
    assert screen.page.get_by_label("联系地址").input_value() == "示例路1号"
    screen.picture("apply-resumed")
    fill_in(screen, 812)
    screen.button("提交申请").dblclick()
    screen.sees("申请已提交")
    assert len(set(mine(town)) - before) == 1
    screen.go(f"/items/{prepared.item}/apply")
    assert screen.page.get_by_label("联系地址").input_value() == ""


@pytest.mark.rule("PT-02")
def test_what_she_answers_trims_the_materials_in_guide_form_and_case(prepared, opened, town):
    guide = ask_first(town)
    spared = brought(guide)[-1]
    screen = opened(RESIDENT).go(f"/items/{guide['row_id']}")
    listed = screen.page.locator(".materials li", has_text=spared)
    screen.page.get_by_label(BY_PROXY).check()
    assert listed.count() == 1
    screen.page.get_by_label(ALONE).check()
    listed.wait_for(state="detached")
    screen.picture("guide-situation")
    assert screen.findings() == []
    screen.link("网上申请").click()
    screen.page.get_by_label("姓名").wait_for()
    assert screen.page.get_by_label(ALONE).is_checked()
    assert screen.page.get_by_label(spared).count() == 0
    fill_in(screen, 819)
    screen.button("提交申请").click()
    screen.sees("申请已提交")
    case = screen.page.url.rpartition("/")[2].partition("?")[0]
    shown = town[RESIDENT].get(f"{CASES}/{case}")
    assert shown["situations"] == [{"question": QUESTION, "answer": ALONE}]
    assert spared not in shown["missing"]


def screen_of(screen):
    """Open another page of the same browser."""
    return screen.page.context.new_page()


@pytest.mark.rule("G-05")
def test_everything_found_wanting_is_mended_on_one_page(prepared, opened, town):
    case = to_correct(town, prepared.guide, 813)
    screen = opened(RESIDENT).go(f"/mine/cases/{case}")
    screen.link("补正").click()
    wanted = brought(prepared.guide)[1:3]
    for name in wanted:
        screen.page.get_by_label(name).select_option(index=1)
    screen.button("补正").click()
    screen.sees("补正已提交。")
    screen.sees("受理，期限起算")
    assert town[RESIDENT].get(f"{CASES}/{case}")["status"]["code"] == "ACCEPTED"


def test_a_refusal_is_shown_in_the_words_of_the_system(prepared, opened, town):
    case = to_correct(town, prepared.guide, 814)
    screen = opened(RESIDENT).go(f"/mine/cases/{case}/resubmit")
    screen.button("补正").click()
    said = screen.page.get_by_role("alert")
    said.wait_for()
    assert "请至少选择一份材料的提交形式" in said.inner_text()
    screen.picture("correct-refused")


def test_why_this_date_names_every_day(prepared, opened, town):
    why = town[RESIDENT].get(f"{CASES}/{prepared.accepted}/deadline")
    screen = opened(RESIDENT).go(f"/mine/cases/{prepared.accepted}")
    screen.page.get_by_text("为什么是这一天？").click()
    screen.page.get_by_role("table").wait_for()
    assert screen.page.locator("tbody tr").count() == len(why["days"])
    assert screen.page.locator("tbody tr.skipped").count() == sum(
        not d["counted"] for d in why["days"]
    )


def test_a_withdrawal_is_asked_once_more_and_escape_goes_back(prepared, opened, town):
    case = hand_in(town, prepared.guide, 815, brought(prepared.guide)[0])
    screen = opened(RESIDENT).go(f"/mine/cases/{case}")
    screen.button("撤回申请").click()
    screen.page.keyboard.press("Escape")
    assert town[RESIDENT].get(f"{CASES}/{case}")["status"]["code"] == "SUBMITTED"
    screen.button("撤回申请").click()
    screen.page.get_by_role("dialog").get_by_role("button", name="撤回申请").click()
    screen.page.locator(".badge", has_text="已撤回").wait_for()
    assert screen.button("撤回申请").count() == 0


def test_what_was_done_is_rated_once(prepared, opened, town):
    case = delivered(town, 816)
    screen = opened(RESIDENT).go(f"/mine/cases/{case}")
    screen.page.get_by_label("非常满意", exact=True).check()
    screen.page.get_by_label("想说的话").fill("很快（示例）")
    screen.button("提交评价").click()
    screen.sees("您的评价")
    assert town[RESIDENT].get(f"{CASES}/{case}")["rated_level"] == 5
    assert screen.button("提交评价").count() == 0


def test_a_visit_is_booked_and_given_back(prepared, opened, town):
    screen = opened(RESIDENT).go(f"/places/{CENTER}/book")
    screen.page.get_by_label("办理类别").select_option("民政")
    screen.page.get_by_label("日期").select_option(index=3)
    screen.page.get_by_role("radio").first.wait_for()
    screen.page.get_by_role("radio").first.check()
    screen.picture("book-slots")
    fill_in(screen, 817)
    screen.button("确认预约").click()
    screen.sees("预约成功")
    screen.picture("booked")
    screen.button("取消预约").click()
    screen.page.get_by_role("dialog").get_by_role("button", name="取消预约").click()
    screen.page.locator(".badge", has_text="已取消").wait_for()


def test_a_number_is_taken_watched_called_and_queued_again(prepared, opened, town):
    hall = Hall(town)
    screen = opened(RESIDENT).go(f"/places/{CENTER}")
    screen.page.get_by_label("办理类别").select_option("民政")
    screen.button("网上取号").click()
    screen.sees("前面没有人了")
    screen.picture("ticket")
    assert screen.findings() == []
    hall.desk("4", "open")
    ticket = hall.call("4")
    screen.page.get_by_text("轮到您了，请到 4 号窗口").wait_for(timeout=10_000)
    screen.picture("ticket-called")
    hall.on(ticket, "recall")
    hall.on(ticket, "recall")
    hall.on(ticket, "pass")
    screen.page.get_by_role("button", name="重新排队").click(timeout=10_000)
    screen.page.locator(".badge", has_text="等候").wait_for()
    screen.button("弃号").click()
    screen.sees("这张号票已经结束")
    hall.desk("4", "close")


def test_a_request_for_information_is_made_confirmed_and_explained(prepared, opened, town):
    screen = opened(RESIDENT).go("/requests/new")
    screen.button("提交申请").click()
    screen.page.get_by_role("alert").wait_for()
    screen.picture("ask-errors")
    assert screen.findings() == []
    screen.page.get_by_label("向谁申请").select_option(label="柳城街道")
    screen.page.get_by_label("需要的信息").fill("甲楼院改造验收资料（示例）")
    fill_in(screen, 818)
    screen.button("提交申请").click()
    screen.sees("公开申请已提交")
    request = screen.page.url.rpartition("/")[2].partition("?")[0]
    town["gongkai"].act(f"/disclosure/requests/{request}", "acknowledge")
    screen.go(f"/mine/requests/{request}")
    screen.picture("request-confirm")
    screen.button("确认").click()
    screen.sees("收到申请，期限起算")
    screen.page.get_by_text("为什么是这一天？").click()
    screen.page.get_by_role("table").wait_for()
    screen.picture("request-why")


def test_somebody_elses_case_is_not_shown(prepared, opened):
    screen = opened("li_wei").go(f"/mine/cases/{prepared.accepted}")
    screen.sees("没有找到该办件，或您无权查看。")
    screen.picture("case-elsewhere")
    assert screen.findings() == []
    assert AFTER_REVIEW not in screen.page.get_by_role("main").inner_text()
