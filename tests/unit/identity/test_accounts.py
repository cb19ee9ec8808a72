"""Accounts and appointments: who may change what, and when it holds."""

import dataclasses
from datetime import date
from types import SimpleNamespace

import pytest

from services.identity import handlers
from services.identity.workflow import ACCOUNT, Status
from shared.kernel.actor import SYSTEM, Actor, system_actor
from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from shared.testing.actors import stories, story
from tests.unit.identity._office import Office

APPOINT = {
    "unit_code": "510115001", "valid_from": None, "valid_to": None, "basis_doc_no": "人字1号",
}  # fmt: skip
DISMISS = {"unit_code": "510115001", "last_day": None, "basis_doc_no": "人字2号"}


def own(name: str) -> Actor:
    """The administrator of the story, acting under this account."""
    return dataclasses.replace(story("admin"), id=name)


# --- the table ---------------------------------------------------------------------------------

MOVES = {
    Status.ACTIVE: {"lock": Status.LOCKED, "disable": Status.DISABLED},
    Status.LOCKED: {
        "unlock": Status.ACTIVE, "release": Status.ACTIVE, "disable": Status.DISABLED,
    },
    Status.DISABLED: {"enable": Status.ACTIVE},
}  # fmt: skip
ALLOWED = {
    "lock": {SYSTEM}, "unlock": {SYSTEM},
    "release": {"admin"}, "disable": {"admin"}, "enable": {"admin"},
}  # fmt: skip


@pytest.mark.parametrize("state", Status)
def test_every_cell_of_state_action_actor_is_as_the_table_says(state: Status):
    actors = {**{name: story(name) for name in stories()}, SYSTEM: system_actor("identity")}
    assert set(ALLOWED) == set(ACCOUNT.actions())
    for action in ACCOUNT.actions():
        for who, actor in actors.items():
            account = SimpleNamespace(status=state)
            try:
                found = ACCOUNT.step(account, action, actor).target
            except (Conflict, Forbidden) as refusal:
                found = refusal.code
            if action not in MOVES[state]:
                expected = "identity.account.not_now"
            else:
                may = who in ALLOWED[action]
                expected = MOVES[state][action] if may else "identity.account.not_permitted"
            assert found == expected, (state, action, who)


# --- accounts ----------------------------------------------------------------------------------

NEW = {"username": "newcomer", "name": "示例", "kind": "staff", "unit_code": "510115001"}


def test_an_account_is_opened_at_its_unit_and_told_without_its_name(office: Office):
    account = office.go("admin", handlers.open_account, password="Long-enough-1", **NEW)
    assert (account.path, account.status) == ("510115/510115001", Status.ACTIVE)
    assert "Long-enough-1" not in account.password_hash
    assert office.heard() == ["account.opened"]
    assert "示例" not in str(office.told)
    with pytest.raises(Conflict) as refused:
        office.go("admin", handlers.open_account, password="Long-enough-1", **NEW)
    assert refused.value.code == "identity.username_taken"


@pytest.mark.parametrize(
    ("password", "strong"),
    [
        ("Abcdefgh1!", True), ("Abcdefghi1", True), ("abcdefgh1!", True),
        ("Abcdefg1!", False), ("abcdefghi1", False), ("ABCDEFGHIJ", False), ("1234567890", False),
    ],
)  # fmt: skip
def test_a_password_is_long_enough_and_of_three_kinds(office: Office, password: str, strong: bool):
    if strong:
        assert office.go("admin", handlers.open_account, password=password, **NEW)
    else:
        with pytest.raises(Conflict) as refused:
            office.go("admin", handlers.open_account, password=password, **NEW)
        assert refused.value.code == "identity.weak_password"
        assert password not in str(refused.value)


@pytest.mark.parametrize(
    ("handler", "command"),
    [
        (handlers.disable, {"reason": "调离"}),
        (handlers.enable, {}),
        (handlers.release, {}),
        (handlers.set_password, {"password": "Long-enough-1"}),
        (handlers.appoint, {**APPOINT, "role": "window_clerk"}),
        (handlers.dismiss, {**DISMISS, "role": "window_clerk"}),
    ],
)
def test_an_administrator_of_another_street_finds_no_such_account(office, handler, command):
    office.person("clerk", "510115001", "window_clerk")
    other = dataclasses.replace(story("admin"), scope="510115/510115002")
    with pytest.raises(NotFound):
        office.go(other, handler, account_id="clerk", **command)


@pytest.mark.rule("G-07")
@pytest.mark.parametrize(
    ("state", "handler", "command"),
    [
        (Status.ACTIVE, handlers.disable, {"reason": "自行停用"}),
        (Status.DISABLED, handlers.enable, {}),
        (Status.LOCKED, handlers.release, {}),
        (Status.ACTIVE, handlers.appoint, {**APPOINT, "role": "window_clerk"}),
        (Status.ACTIVE, handlers.appoint, {**APPOINT, "role": "auditor"}),
        (Status.ACTIVE, handlers.dismiss,
         {**DISMISS, "role": "administrator", "unit_code": "510115-DS"}),
    ],
)  # fmt: skip
def test_nobody_changes_the_standing_of_their_own_account(office, state, handler, command):
    office.person("boss", "510115-DS", "administrator").status = state
    with pytest.raises(Conflict) as refused:
        office.go(own("boss"), handler, account_id="boss", **command)
    assert refused.value.code == "identity.own_account"
    assert office.account("boss").status is state
    assert office.account("boss").units(on=date(2026, 3, 3)) == ["510115-DS"]


@pytest.mark.rule("G-08")
def test_a_disabled_account_stays_and_can_be_opened_again(office: Office):
    office.person("clerk", "510115001", "window_clerk")
    office.go("admin", handlers.disable, account_id="clerk", reason="调离")
    assert office.account("clerk").appointments
    office.go("admin", handlers.enable, account_id="clerk")
    assert office.account("clerk").status is Status.ACTIVE
    assert office.heard() == ["account.appointed", "account.disabled", "account.enabled"]


# --- appointments ------------------------------------------------------------------------------


def appoint(office: Office, name: str, role: str, **changes):
    command = {**APPOINT, "role": role, **changes}
    return office.go("admin", handlers.appoint, account_id=name, **command)


def test_an_appointment_holds_from_its_first_through_its_last_day(office: Office):
    office.person("clerk")
    account = appoint(office, "clerk", "window_clerk", valid_from=date(2026, 4, 1),
                      valid_to=date(2026, 4, 30))  # fmt: skip
    held = {day: account.roles_at("510115001", on=date.fromisoformat(day))
            for day in ("2026-03-31", "2026-04-01", "2026-04-30", "2026-05-01")}  # fmt: skip
    assert list(held.values()) == [[], ["window_clerk"], ["window_clerk"], []]
    assert office.told[-1].valid_to == date(2026, 4, 30)


def test_a_dismissal_ends_with_its_last_day_and_history_stays(office: Office):
    office.person("clerk", "510115001", "window_clerk")
    with office.act(story("admin")) as uow:
        account = handlers.dismiss(uow, account_id="clerk", role="window_clerk", **DISMISS)
    assert uow.document_no == "人字2号"
    assert account.units(on=date(2026, 3, 2)) == ["510115001"]
    assert account.units(on=date(2026, 3, 3)) == []
    assert account.appointments[0].valid_from == date(2026, 1, 1)
    with pytest.raises(NotFound):
        office.go("admin", handlers.dismiss, account_id="clerk", role="case_decider", **DISMISS)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"unit_code": "510115002", "valid_from": date(2019, 1, 1)}, "identity.unit_not_in_force"),
        ({"valid_from": date(2026, 5, 1), "valid_to": date(2026, 4, 1)},
         "identity.days_out_of_order"),
    ],
)  # fmt: skip
def test_an_appointment_needs_a_unit_in_force_and_days_in_order(office, changes, code):
    office.person("clerk")
    with pytest.raises(Conflict) as refused:
        appoint(office, "clerk", "window_clerk", **changes)
    assert refused.value.code == code


def test_a_role_is_held_once_so_that_one_dismissal_ends_it(office: Office):
    office.person("clerk", "510115001", "window_clerk")
    with pytest.raises(Conflict) as refused:
        appoint(office, "clerk", "window_clerk", valid_from=date(2027, 1, 1))
    assert refused.value.code == "identity.already_appointed"
    assert appoint(office, "clerk", "window_clerk", unit_code="510115002")


def test_only_a_known_role_and_a_unit_in_reach_can_be_given(office: Office):
    office.person("clerk")
    with pytest.raises(Invalid) as refused:
        appoint(office, "clerk", "king")
    assert refused.value.code == "identity.no_such_role"
    near = dataclasses.replace(story("admin"), scope="510115/510115001")
    with pytest.raises(Forbidden) as refused:
        office.go(near, handlers.appoint, account_id="clerk", role="window_clerk",
                  **{**APPOINT, "unit_code": "510115002"})  # fmt: skip
    assert refused.value.code == "identity.outside_jurisdiction"


@pytest.mark.rule("G-07")
@pytest.mark.parametrize("held", ["administrator", "operator", "auditor"])
@pytest.mark.parametrize("given", ["administrator", "operator", "auditor"])
def test_the_three_duties_stay_apart(office: Office, held: str, given: str):
    office.person("one", "510115-DS", held)
    with pytest.raises(Conflict) as refused:
        appoint(office, "one", given, unit_code="510115-DS")
    same = held == given
    assert refused.value.code == ("identity.already_appointed" if same else "identity.duties_apart")


@pytest.mark.rule("G-07")
@pytest.mark.parametrize(
    ("first", "last", "apart"),
    [
        (date(2026, 1, 1), None, False), (date(2026, 1, 1), date(2026, 6, 1), False),
        (date(2026, 1, 1), date(2026, 5, 31), True), (date(2026, 7, 1), None, True),
    ],
)  # fmt: skip
def test_duties_stay_apart_on_every_day_not_only_on_the_first(office, first, last, apart):
    office.person("one")
    appoint(office, "one", "administrator", valid_from=date(2026, 6, 1),
            valid_to=date(2026, 6, 30))  # fmt: skip
    if apart:
        assert appoint(office, "one", "auditor", valid_from=first, valid_to=last)
    else:
        with pytest.raises(Conflict) as refused:
            appoint(office, "one", "auditor", valid_from=first, valid_to=last)
        assert refused.value.code == "identity.duties_apart"


@pytest.mark.rule("G-07")
def test_no_story_holds_two_of_the_three_duties():
    marks = {"identity.account.manage": "administrator", "identity.clock.move": "operator"}
    for name in stories():
        held = {duty for mark, duty in marks.items() if story(name).may(mark)}
        assert len(held) <= 1, name
