"""Log-in by the district's OpenID provider: it vouches for who, the account says what for."""

import base64
import json
import time
import uuid
from typing import Any

from shared.chassis import oidc
from tests.e2e.client import PASSWORD, Person, Town, refused
from tests.e2e.provider import CLIENT, Provider, new_key

STREET = "510115001"


def enter(town: Town, id_token: str, **more: Any) -> dict[str, Any]:
    return town.reader.ask("POST", "/identity/tokens/oidc", {"id_token": id_token, **more}).json()


def bearing(town: Town, id_token: str) -> Person:
    return Person(town.base, token=id_token)


def test_a_clerk_comes_in_by_the_provider_and_is_who_she_is_by_password(
    town: Town, provider: Provider
):
    id_token = provider.log_in("chuangkou")
    granted = enter(town, id_token)
    assert (granted["token_type"], granted["units"]) == ("Bearer", [STREET])
    assert granted["actor"] == town["chuangkou"].actor
    clerk = Person(town.base, "chuangkou", granted["access_token"])
    assert clerk.get("/identity/me")["permissions"] == granted["actor"]["permissions"]
    assert clerk.get("/centers/cases")["items"] == town["chuangkou"].get("/centers/cases")["items"]
    no = refused(lambda: clerk.get("/identity/accounts"))
    assert (no["status"], no["code"]) == (403, "auth.not_permitted")
    no = refused(lambda: enter(town, id_token, as_unit="510115002"))
    assert (no["status"], no["code"]) == (403, "identity.no_appointment")


def test_the_providers_token_opens_the_gateway_itself_and_no_longer_than_it_lasts(
    town: Town, provider: Provider
):
    ends = int(time.time()) + 4
    resident = bearing(town, provider.sign("wang_xiuying", exp=ends))
    me = resident.get("/identity/me")
    assert (me["name"], me["kind"], me["scope"]) == ("王秀英（示例）", "resident", "")
    town.eventually(lambda: time.time() >= ends, "the provider's token ends")
    for _ in range(6):  # whichever process of the gateway answers
        no = refused(lambda: resident.get("/identity/me"))
        assert (no["status"], no["code"]) == (401, "identity.oidc_refused")


def test_whom_the_provider_knows_and_we_do_not_gets_no_further(town: Town, provider: Provider):
    no = refused(lambda: enter(town, provider.log_in("stranger")))
    assert (no["status"], no["code"]) == (401, "identity.no_account")
    assert "没有您的账号" in no["detail"]


def test_a_disabled_account_is_closed_to_the_provider_too(town: Town, provider: Provider):
    name = f"retired-{uuid.uuid4().hex[:6]}"
    body = {"username": name, "password": PASSWORD, "name": "退休示例", "kind": "staff",
            "unit_code": STREET}  # fmt: skip
    path = f"/identity/accounts/{town['admin'].create('/identity/accounts', body)['account_id']}"
    no = refused(lambda: enter(town, provider.log_in(name)))
    assert (no["status"], no["code"]) == (403, "identity.no_appointment")
    role = {"role": "window_clerk", "unit_code": STREET, "basis_doc_no": "柳人1号（示例）"}
    town["admin"].act(path, "appoint", role)
    assert enter(town, provider.log_in(name))["actor"]["name"] == "退休示例"
    town["admin"].act(path, "disable", {"reason": "退休（示例）"})
    no = refused(lambda: enter(town, provider.log_in(name)))
    assert (no["status"], no["code"]) == (401, "identity.account_disabled")


def forged(provider: Provider) -> dict[str, str]:
    """Return tokens that look like the provider's and are not good, by what is wrong with them."""
    now, good = int(time.time()), provider.sign("admin")
    head, body, signature = good.split(".")
    unsigned = base64.urlsafe_b64encode(json.dumps({"alg": "none"}).encode()).decode().rstrip("=")
    return {
        "signed by another": provider.sign("admin", by=new_key()),
        "for another system": provider.sign("admin", aud=f"not-{CLIENT}"),
        "of another issuer": provider.sign("admin", iss="https://evil.example"),
        "over": provider.sign("admin", iat=now - 600, exp=now - 300),
        "not yet": provider.sign("admin", nbf=now + 600),
        "unsigned": f"{unsigned}.{body}.",
        "changed": f"{head}.{provider.sign('operator').split('.')[1]}.{signature}",
        "nothing": "nonsense",
    }


def test_what_is_not_the_providers_not_for_us_or_over_is_refused(town: Town, provider: Provider):
    for fault, id_token in forged(provider).items():
        no = refused(lambda id_token=id_token: enter(town, id_token))
        assert (no["status"], no["code"]) == (401, "identity.oidc_refused"), fault
        no = refused(lambda id_token=id_token: bearing(town, id_token).get("/identity/accounts"))
        assert no["status"] == 401, fault


def test_when_the_provider_changes_its_key_people_still_come_in_and_the_old_key_opens_nothing(
    town: Town, provider: Provider
):
    old = provider.log_in("liucheng")
    assert enter(town, old)["actor"]["unit"] == STREET
    provider.change_key()
    looked = time.monotonic()
    town.eventually(lambda: time.monotonic() > looked + oidc.REST, "keys may be looked for again")
    assert enter(town, provider.log_in("liucheng"))["actor"]["unit"] == STREET
    no = refused(lambda: enter(town, old))
    assert (no["status"], no["code"]) == (401, "identity.oidc_refused")
