"""Accounts from the first day to the last: opened, appointed, locked, closed, by another's hand."""

import uuid
from typing import Any

import pytest

from tests.e2e.client import PASSWORD, Person, Town, refused
from tests.e2e.people import NEIGHBOUR, STREET

WRONG, NEW = "Wrong-password-1", "Another-word-2026"
ACCOUNTS = "/identity/accounts"
CLERK = {"role": "window_clerk", "unit_code": STREET, "basis_doc_no": "柳人〔2026〕3号（示例）"}


def opened(town: Town, *, unit: str = STREET, **more: Any) -> dict[str, Any]:
    """Open an account for a newcomer; nobody of the demonstration is touched."""
    body = {"username": f"new-{uuid.uuid4().hex[:8]}", "password": PASSWORD, "kind": "staff",
            "name": "新进示例", "unit_code": unit, **more}  # fmt: skip
    return dict(town["admin"].create(ACCOUNTS, body))


def where(account: dict[str, Any]) -> str:
    return f"{ACCOUNTS}/{account['account_id']}"


def log_in(town: Town, account: dict[str, Any], password: str = PASSWORD, **more: Any) -> Person:
    body = {"username": account["username"], "password": password, **more}
    granted = town.reader.ask("POST", "/identity/tokens", body).json()
    return Person(town.base, account["username"], granted["access_token"], granted["actor"])


def turned_away(town: Town, account: dict[str, Any], password: str = PASSWORD) -> tuple[int, str]:
    no = refused(lambda: log_in(town, account, password))
    return no["status"], no["code"]


def buttons(account: dict[str, Any]) -> list[str]:
    return [offer["label"] for offer in account["offered"]]


def test_a_newcomer_gets_an_account_and_with_a_role_what_it_permits_and_no_more(town: Town):
    admin = town["admin"]
    no = refused(lambda: opened(town, password="too-short"))
    assert (no["status"], no["code"]) == (409, "identity.weak_password")
    account = opened(town)
    assert (account["status"]["label"], account["appointments"]) == ("正常", [])
    assert buttons(account) == ["停用"]
    assert "password" not in account
    no = refused(lambda: opened(town, username=account["username"]))
    assert (no["status"], no["code"]) == (409, "identity.username_taken")
    assert turned_away(town, account) == (403, "identity.no_appointment")

    today = town.now().date().isoformat()
    held = admin.act(where(account), "appoint", CLERK)["appointments"]
    assert held == [
        {"role": "window_clerk", "unit_code": STREET, "valid_from": today, "valid_to": None}
    ]
    clerk = log_in(town, account)
    me = clerk.get("/identity/me")
    assert (me["id"], me["unit"], me["scope"]) == (
        account["account_id"],
        STREET,
        f"510115/{STREET}",
    )
    roles = {each["role"]: each for each in admin.get("/identity/roles")["items"]}
    assert roles["window_clerk"]["label"] == "综合窗口"
    assert me["permissions"] == sorted(
        [*roles["window_clerk"]["permissions"], "identity.self.read"]
    )
    assert clerk.get("/centers/cases")["items"] == town["chuangkou"].get("/centers/cases")["items"]
    for path in ("/identity/roles", ACCOUNTS, where(account)):
        no = refused(lambda path=path: clerk.get(path))
        assert (no["status"], no["code"]) == (403, "auth.not_permitted")


@pytest.mark.rule("G-08")
def test_a_role_is_held_once_ends_with_its_last_day_and_stays_readable(town: Town):
    admin, account = town["admin"], opened(town)
    held = admin.act(where(account), "appoint", CLERK)["appointments"]
    no = refused(lambda: admin.act(where(account), "appoint", CLERK))
    assert (no["status"], no["code"]) == (409, "identity.already_appointed")
    no = refused(lambda: admin.act(where(account), "appoint", {**CLERK, "role": "king"}))
    assert (no["status"], no["code"]) == (422, "identity.no_such_role")
    ended = admin.act(where(account), "dismiss", CLERK)["appointments"]
    assert ended == [{**held[0], "valid_to": town.now().date().isoformat()}]
    assert log_in(town, account).actor["unit"] == STREET, "today is the last day"
    no = refused(lambda: admin.act(where(account), "dismiss", {**CLERK, "role": "case_decider"}))
    assert (no["status"], no["code"]) == (404, "identity.no_such_appointment")
    town.pass_time(days=1)
    assert turned_away(town, account) == (403, "identity.no_appointment")
    assert admin.get(where(account))["appointments"] == ended, "what was held stays readable"


def test_who_serves_two_streets_chooses_and_has_there_only_what_is_held_there(town: Town):
    account = opened(town)
    town["admin"].act(where(account), "appoint", CLERK)
    decider = {"role": "case_decider", "unit_code": NEIGHBOUR, "basis_doc_no": "公人1号（示例）"}
    town["admin"].act(where(account), "appoint", decider)
    here, there = log_in(town, account), log_in(town, account, as_unit=NEIGHBOUR)
    assert (here.actor["unit"], there.actor["unit"]) == (STREET, NEIGHBOUR)
    assert "centers.case.accept" in here.actor["permissions"]
    assert "centers.case.accept" not in there.actor["permissions"]
    assert "centers.case.decide" in there.actor["permissions"]
    no = refused(lambda: log_in(town, account, as_unit="510115-MZ"))
    assert (no["status"], no["code"]) == (403, "identity.no_appointment")


def test_who_forgot_the_password_is_locked_out_released_and_given_a_new_one(town: Town):
    admin, account = town["admin"], opened(town)
    admin.act(where(account), "appoint", CLERK)
    for _ in range(5):
        assert turned_away(town, account, WRONG) == (401, "identity.bad_credentials")
    no = refused(lambda: log_in(town, account))
    assert (no["status"], no["code"]) == (401, "identity.account_locked")
    locked = admin.get(where(account))
    assert (locked["status"]["label"], buttons(locked)) == ("已锁定", ["提前解锁", "停用"])
    assert locked["locked_until"] == no["details"]["until"]

    seen = town["operator"].get(where(account))
    assert (seen["status"]["code"], seen["offered"]) == ("LOCKED", [])
    no = refused(lambda: town["operator"].act(where(account), "release"))
    assert (no["status"], no["code"]) == (403, "auth.not_permitted")
    released = admin.act(where(account), "release")
    assert (released["status"]["label"], released["locked_until"]) == ("正常", None)
    assert log_in(town, account).actor["unit"] == STREET
    no = refused(lambda: admin.act(where(account), "release"))
    assert (no["status"], no["code"]) == (409, "identity.account.not_now")

    no = refused(lambda: admin.act(where(account), "set_password", {"password": "short"}))
    assert (no["status"], no["code"]) == (409, "identity.weak_password")
    told = admin.act(where(account), "set_password", {"password": NEW})
    assert NEW not in str(told)
    assert turned_away(town, account) == (401, "identity.bad_credentials")
    assert log_in(town, account, NEW).actor["id"] == account["account_id"]


@pytest.mark.rule("G-08")
def test_who_leaves_is_disabled_never_removed_and_can_come_back(town: Town):
    admin, account = town["admin"], opened(town)
    admin.act(where(account), "appoint", CLERK)
    no = refused(lambda: admin.act(where(account), "disable"))
    assert (no["status"], no["errors"][0]["pointer"]) == (422, "/reason")
    gone = admin.act(where(account), "disable", {"reason": "调离（示例）"})
    assert (gone["status"]["label"], buttons(gone)) == ("已停用", ["启用"])
    assert turned_away(town, account) == (401, "identity.account_disabled")
    assert turned_away(town, account, WRONG) == (401, "identity.bad_credentials")
    listed = admin.get(f"{ACCOUNTS}?q={account['username']}")["items"]
    assert [each["account_id"] for each in listed] == [account["account_id"]]
    assert admin.act(where(account), "enable")["status"]["label"] == "正常"
    assert log_in(town, account).actor["unit"] == STREET


@pytest.mark.rule("G-07", "X-06")
def test_what_was_done_to_an_account_is_in_its_trace_without_its_name(town: Town):
    account = opened(town)
    town["admin"].act(where(account), "appoint", CLERK)
    town["admin"].act(where(account), "disable", {"reason": "岗位调整（示例）"})
    path = f"/oversight/traces/{account['account_id']}"
    entries = town.eventually(
        lambda: len(found := town["auditor"].get(path)["entries"]) == 3 and found, "the trace"
    )
    assert [each["label"] for each in entries] == ["开立账号", "授予岗位", "停用账号"]
    assert {(each["actor_id"], each["actor_unit"]) for each in entries} == {
        (town["admin"].actor["id"], "510115-DS")
    }
    assert account["name"] not in str(entries)
    assert account["username"] not in str(entries)
    no = refused(lambda: town["chuangkou"].get(path))
    assert (no["status"], no["code"]) == (403, "auth.not_permitted")
    no = refused(lambda: town["admin"].get(path))
    assert no["status"] == 403, "who administers does not audit"


@pytest.mark.rule("G-07")
def test_administration_operation_and_audit_stay_apart_and_nobody_serves_themselves(town: Town):
    admin = town["admin"]
    own = f"{ACCOUNTS}/{admin.actor['id']}"
    mine = {"role": "administrator", "unit_code": "510115-DS", "basis_doc_no": "示例1号"}
    for action, body in (
        ("disable", {"reason": "自行停用"}), ("appoint", CLERK), ("dismiss", mine),
    ):  # fmt: skip
        no = refused(lambda action=action, body=body: admin.act(own, action, body))
        assert (no["status"], no["code"]) == (409, "identity.own_account")
    auditor = f"{ACCOUNTS}/{town['auditor'].actor['id']}"
    no = refused(lambda: admin.act(auditor, "appoint", {**mine, "role": "operator"}))
    assert (no["status"], no["code"]) == (409, "identity.duties_apart")
    assert no["details"]["held"] == ["auditor"]
    for who in ("operator", "auditor", "liucheng_leader", "wang_xiuying"):
        body = {"username": "smuggled", "password": PASSWORD, "kind": "staff", "name": "示例",
                "unit_code": STREET}  # fmt: skip
        no = refused(lambda who=who, body=body: town[who].create(ACCOUNTS, body))
        assert (no["status"], no["code"]) == (403, "auth.not_permitted")


def test_a_streets_own_administrator_sees_and_serves_her_street_only(town: Town):
    account = opened(town)
    here = {"role": "administrator", "unit_code": STREET, "basis_doc_no": "柳人2号（示例）"}
    town["admin"].act(where(account), "appoint", here)
    local = log_in(town, account)
    outside = opened(town, unit=NEIGHBOUR)
    paths = {each["path"] for each in local.get(f"{ACCOUNTS}?limit=100")["items"]}
    assert f"510115/{STREET}" in paths
    assert all(path.startswith(f"510115/{STREET}") for path in paths)
    no = refused(lambda: local.get(where(outside)))
    assert (no["status"], no["code"]) == (404, "identity.not_found")
    etag = f'"{outside["version"]}"'
    act = f"{where(outside)}/actions/set_password"
    no = refused(lambda: local.ask("POST", act, {"password": NEW}, If_Match=etag))
    assert (no["status"], no["code"]) == (404, "identity.not_found")
