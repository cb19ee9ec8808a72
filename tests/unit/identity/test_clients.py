"""Accounts of departments' systems: a made secret, shown once."""

import pytest

from services.identity import handlers
from services.identity.model import Account, Role
from services.identity.schemas import Client as Shown
from services.identity.workflow import Status
from shared.chassis.tokens import Verifier
from shared.kernel.actor import ActorKind
from shared.kernel.errors import Conflict, Forbidden, NotFound, Unauthenticated
from tests.unit.identity._office import Office


@pytest.fixture
def systems(office: Office) -> Office:
    with office.react() as uow:
        uow.add(Role(id="department_system", label="系统", permissions=("centers.case.read",)))
    return office


def opened(office: Office, unit: str = "510115001", name: str = "oa"):
    return office.go(
        "admin", handlers.open_client, name=name, unit_code=unit, basis_doc_no="示例1号"
    )


def granted(office: Office, client_id: str, client_secret: str):
    return office.go(
        "reader", handlers.grant_client, client_id=client_id, client_secret=client_secret
    )


@pytest.mark.rule("DEP-07", "DEP-02")
def test_the_secret_gives_a_token_that_acts_for_the_unit_and_may_only_read(
    systems: Office, verifier: Verifier
):
    client = opened(systems)
    answer = granted(systems, "svc.oa", client.client_secret)
    actor = verifier.actor(answer["access_token"])
    assert (actor.kind, actor.unit) == (ActorKind.SERVICE, "510115001")
    assert actor.scope == "510115/510115001"
    assert actor.permissions == {"centers.case.read", "identity.self.read"}


@pytest.mark.rule("DEP-07")
def test_the_secret_is_shown_once_and_only_its_hash_is_kept(systems: Office):
    client = opened(systems)
    shown = Shown().dump(client)
    assert shown["client_id"] == "svc.oa"
    assert len(shown["client_secret"]) > 40
    kept = systems.the(Account)
    assert client.client_secret not in str(vars(kept))
    assert kept.password_hash.startswith("$argon2id$")
    assert client.client_secret not in str(systems.told)


def test_opening_names_the_document_on_which_it_rests(systems: Office):
    opened(systems)
    assert systems.audit[-1].basis_doc_no == "示例1号"


@pytest.mark.parametrize(("client_id", "secret"), [("svc.oa", "wrong"), ("svc.no", None)])
def test_a_wrong_id_and_a_wrong_secret_are_answered_alike(systems, verifier, client_id, secret):
    made = opened(systems).client_secret
    with pytest.raises(Unauthenticated) as refused:
        granted(systems, client_id, secret or made)
    assert (refused.value.code, refused.value.details) == ("identity.bad_client", {})
    assert systems.the(Account).status is Status.ACTIVE


def test_a_person_gets_no_token_as_a_system(systems, verifier: Verifier):
    systems.person("clerk", "510115001", "window_clerk")
    with pytest.raises(Unauthenticated) as refused:
        granted(systems, "clerk", "Jiedao-demo-2026")
    assert refused.value.code == "identity.bad_client"


@pytest.mark.rule("DEP-07")
def test_a_rotated_secret_ends_the_old_one(systems: Office, verifier: Verifier):
    old = opened(systems)
    new = systems.go("admin", handlers.rotate_client, account_id=old.account.id)
    assert new.client_secret != old.client_secret
    with pytest.raises(Unauthenticated):
        granted(systems, "svc.oa", old.client_secret)
    assert granted(systems, "svc.oa", new.client_secret)["token_type"] == "Bearer"


def test_people_have_no_secret_to_rotate(systems: Office):
    systems.person("clerk", "510115001", "window_clerk")
    with pytest.raises(Conflict) as refused:
        systems.go("admin", handlers.rotate_client, account_id="clerk")
    assert refused.value.code == "identity.not_a_system"


@pytest.mark.rule("DEP-06")
def test_a_disabled_system_gets_no_token(systems: Office, verifier: Verifier):
    client = opened(systems)
    systems.go("admin", handlers.disable, account_id=client.account.id, reason="停用")
    with pytest.raises(Unauthenticated) as refused:
        granted(systems, "svc.oa", client.client_secret)
    assert refused.value.code == "identity.account_disabled"


def test_systems_are_opened_and_rotated_inside_the_jurisdiction_only(systems: Office):
    client = opened(systems)
    with pytest.raises(Forbidden):
        systems.go("gongping", handlers.open_client, name="x1", unit_code="510115001",
                   basis_doc_no="示例1号")  # fmt: skip
    with pytest.raises(NotFound):
        systems.go("gongping", handlers.rotate_client, account_id=client.account.id)
