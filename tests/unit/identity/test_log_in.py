"""Who gets a token, and who does not."""

from datetime import date, timedelta

import pytest

from services.identity import handlers
from services.identity.model import Appointment
from services.identity.workflow import Status
from shared.chassis import oidc
from shared.chassis.tokens import Verifier
from shared.kernel.actor import ActorKind, system_actor
from shared.kernel.clock import machine_time
from shared.kernel.errors import Forbidden, Unauthenticated
from tests.unit.identity._office import PASSWORD, Office

WRONG = "Wrong-password-1"


def miss(office: Office, name: str, times: int) -> None:
    for _ in range(times):
        with pytest.raises(Unauthenticated):
            office.log_in(name, WRONG)


def test_the_token_says_who_acts_for_which_unit_and_what_may_be_done(office, verifier: Verifier):
    office.person("clerk", "510115001", "window_clerk")
    answer = office.log_in("clerk")
    actor = verifier.actor(answer["access_token"])
    assert (actor.id, actor.unit, actor.scope) == ("clerk", "510115001", "510115/510115001")
    assert actor.permissions == {"centers.case.accept", "centers.case.read", "identity.self.read"}
    assert answer["expires_in"] == 28800
    assert PASSWORD not in str(answer)


def test_a_resident_has_no_jurisdiction(office, verifier: Verifier):
    office.person("resident", "510115001001", "resident", kind=ActorKind.RESIDENT)
    assert verifier.actor(office.log_in("resident")["access_token"]).scope == ""


def test_a_department_acts_over_the_whole_of_the_unit_it_belongs_to(office, verifier: Verifier):
    office.person("data", "510115-DS", "operator")
    assert verifier.actor(office.log_in("data")["access_token"]).scope == "510115"


@pytest.mark.parametrize(("name", "password"), [("nobody", PASSWORD), ("clerk", WRONG)])
def test_a_wrong_name_and_a_wrong_password_are_answered_alike(office, verifier, name, password):
    office.person("clerk", "510115001", "window_clerk")
    with pytest.raises(Unauthenticated) as refused:
        office.log_in(name, password)
    assert (refused.value.code, refused.value.details) == ("identity.bad_credentials", {})


def test_the_fifth_wrong_password_locks_and_the_right_one_is_then_refused(office, verifier):
    office.person("clerk", "510115001", "window_clerk")
    miss(office, "clerk", 4)
    assert office.account("clerk").status is Status.ACTIVE
    miss(office, "clerk", 1)
    assert office.account("clerk").status is Status.LOCKED
    with pytest.raises(Unauthenticated) as refused:
        office.log_in("clerk")
    assert refused.value.code == "identity.account_locked"
    locked = office.told[-1]
    assert locked.event_type == "identity.account.locked"
    assert timedelta(minutes=14) < locked.until - machine_time() <= timedelta(minutes=15)


def test_wrong_passwords_are_counted_although_the_answer_is_a_refusal(office, verifier):
    office.person("clerk", "510115001", "window_clerk")
    miss(office, "clerk", 3)
    assert office.account("clerk").failures == 3
    office.log_in("clerk")
    assert office.account("clerk").failures == 0


def test_a_lock_opens_by_timer_after_its_time(office, verifier):
    office.person("clerk", "510115001", "window_clerk")
    miss(office, "clerk", 5)
    office.pass_time(minutes=14)
    office.ring()
    assert office.account("clerk").status is Status.LOCKED
    office.pass_time(minutes=1)
    office.ring()
    assert office.account("clerk").status is Status.ACTIVE
    assert office.log_in("clerk")["access_token"]


def test_an_administrator_takes_a_lock_off_early_and_its_timer_with_it(office, verifier):
    office.person("clerk", "510115001", "window_clerk")
    miss(office, "clerk", 5)
    office.go("admin", handlers.release, account_id="clerk")
    assert (office.account("clerk").status, office.timers) == (Status.ACTIVE, {})
    assert office.account("clerk").failures == 0


def test_a_reminder_for_an_account_that_is_open_does_nothing(office):
    office.person("clerk", "510115001", "window_clerk")
    told = len(office.told)
    with office.react() as uow:
        handlers.unlock(uow, subject_id="clerk")
    assert len(office.told) == told


@pytest.mark.rule("G-08")
def test_a_disabled_account_gets_no_token_and_does_not_say_that_it_exists(office, verifier):
    office.person("clerk", "510115001", "window_clerk")
    office.go("admin", handlers.disable, account_id="clerk", reason="调离")
    with pytest.raises(Unauthenticated) as refused:
        office.log_in("clerk")
    assert refused.value.code == "identity.account_disabled"
    for _ in range(6):
        with pytest.raises(Unauthenticated) as refused:
            office.log_in("clerk", WRONG)
        assert refused.value.code == "identity.bad_credentials"
    assert office.account("clerk").status is Status.DISABLED


def test_without_an_appointment_there_is_nothing_to_act_for(office, verifier):
    office.person("idle")
    with pytest.raises(Forbidden) as refused:
        office.log_in("idle")
    assert refused.value.code == "identity.no_appointment"


def test_who_serves_two_units_chooses_and_gets_only_the_roles_held_there(office, verifier):
    office.person("both", "510115001", "window_clerk")
    with office.react() as uow:
        account = uow.get(type(office.account("both")), "both")
        account.appoint(
            Appointment("case_decider", "510115002", date(2026, 1, 1)), system_actor("identity")
        )
    first = office.log_in("both")
    second = verifier.actor(office.log_in("both", as_unit="510115002")["access_token"])
    assert first["units"] == ["510115001", "510115002"]
    assert verifier.actor(first["access_token"]).unit == "510115001"
    assert "centers.case.decide" in second.permissions
    assert "centers.case.accept" not in second.permissions
    with pytest.raises(Forbidden):
        office.log_in("both", as_unit="510115-DS")


@pytest.mark.rule("X-03")
def test_nobody_acts_for_a_unit_that_has_ended(office, verifier):
    office.person("clerk", "510115002", "window_clerk")
    office.go("admin", handlers.merge_unit, unit_code="510115002", merged_into=["510115001"],
              last_day=date(2026, 3, 2), basis_doc_no="川府函1号")  # fmt: skip
    assert office.log_in("clerk")["units"] == ["510115002"]
    office.pass_time(days=1)
    with pytest.raises(Forbidden) as refused:
        office.log_in("clerk")
    assert refused.value.code == "identity.no_appointment"


def test_a_provider_vouches_for_a_name_and_the_account_decides_the_rest(
    office, verifier, monkeypatch
):
    office.person("clerk", "510115001", "window_clerk")
    monkeypatch.setattr(oidc, "username", lambda token: token)
    with office.act(system_actor("identity")) as uow:
        assert handlers.exchange(uow, id_token="clerk", as_unit=None)["units"] == ["510115001"]
        with pytest.raises(Unauthenticated) as refused:
            handlers.exchange(uow, id_token="stranger", as_unit=None)
    assert refused.value.code == "identity.no_account"


def test_facts_of_log_in_carry_no_name_and_no_password(office, verifier):
    office.person("clerk", "510115001", "window_clerk")
    miss(office, "clerk", 5)
    office.go("admin", handlers.release, account_id="clerk")
    office.go("admin", handlers.set_password, account_id="clerk", password="Another-one-1")
    assert office.heard()[-3:] == ["account.locked", "account.unlocked", "account.password_reset"]
    for private in ("示例", PASSWORD, WRONG, "Another-one-1", "argon2"):
        assert private not in str(office.told)
