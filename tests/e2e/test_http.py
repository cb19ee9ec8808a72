"""What HTTP itself promises at the gateway, on the real system."""

import uuid
from datetime import datetime

import pytest
import requests

from infra.local.system import services
from tests.e2e.client import Person, Refused, Town, refused

UNITS = "/identity/units"


def unit(code: str) -> dict:
    return {"unit_code": code, "name": "测试工作组（示例）", "kind": "office", "parent": "510115",
            "valid_from": "2026-01-01"}  # fmt: skip


@pytest.fixture
def admin(town: Town) -> Person:
    return town["admin"]


def test_pages_follow_their_links_through_every_unit_once(town: Town):
    seen, path = [], f"{UNITS}?limit=17"
    while path:
        answer = town.reader.ask("GET", path)
        seen += [one["unit_code"] for one in answer.json()["items"]]
        path = answer.links.get("next", {}).get("url", "").removeprefix("/api/v1")
    assert len(seen) == len(set(seen)) > 100
    assert seen == sorted(seen)


def test_what_is_unchanged_is_not_sent_again(admin: Person):
    account = admin.get("/identity/accounts?q=liucheng_leader")["items"][0]
    path = f"/identity/accounts/{account['account_id']}"
    tag = admin.ask("GET", path).headers["ETag"]
    again = admin.ask("GET", path, If_None_Match=tag)
    assert (again.status_code, again.content) == (304, b"")


def test_a_repeat_with_the_same_key_gets_the_first_answer(admin: Person):
    key, body = f'"{uuid.uuid4()}"', unit(f"510115-T{uuid.uuid4().hex[:4].upper()}")
    first = admin.ask("POST", UNITS, body, Idempotency_Key=key)
    second = admin.ask("POST", UNITS, body, Idempotency_Key=key)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert first.headers["Location"].endswith(body["unit_code"])
    with pytest.raises(Refused) as other:
        admin.ask("POST", UNITS, {**body, "name": "另一名称"}, Idempotency_Key=key)
    assert other.value.code == "idempotency.other_payload"


def test_a_change_to_an_old_version_is_refused_with_the_current_one(admin: Person):
    made = admin.create(UNITS, unit(f"510115-T{uuid.uuid4().hex[:4].upper()}"))
    path = f"{UNITS}/{made['unit_code']}"
    rename = {"name": "更名后（示例）", "since": "2026-06-01", "basis_doc_no": "示例〔2026〕1号"}
    with pytest.raises(Refused) as blind:
        admin.ask("POST", f"{path}/actions/rename", rename)
    assert blind.value.problem["status"] == 428
    old = admin.ask("GET", path).headers["ETag"]
    admin.act(path, "rename", rename)
    with pytest.raises(Refused) as late:
        admin.ask("POST", f"{path}/actions/rename", rename, If_Match=old)
    assert (late.value.problem["status"], late.value.code) == (412, "storage.stale")
    assert late.value.problem["details"]["current_version"] == 2


@pytest.mark.parametrize(
    ("method", "path", "send", "status"),
    [
        ("GET", "/nowhere", {}, 404),
        ("DELETE", "/identity/units", {}, 405),
        ("GET", "/identity/units?colour=red", {}, 422),
        ("GET", "/identity/units?cursor=nonsense", {}, 422),
        ("GET", "/identity/accounts", {}, 401),
        ("POST", "/identity/tokens", {"data": b"{", "type": "application/json"}, 400),
        ("POST", "/identity/tokens", {"data": b"a=1", "type": "text/plain"}, 415),
        ("POST", "/identity/tokens", {"data": b"[" * 40, "type": "application/json"}, 400),
        ("POST", "/identity/tokens", {"data": b" " * (5 << 20), "type": "application/json"}, 413),
    ],
)
def test_every_refusal_is_a_problem_document_with_a_code(
    town: Town, method: str, path: str, send: dict, status: int
):
    answer = requests.request(
        method, f"{town.base}/api/v1{path}", data=send.get("data"), timeout=30,
        headers={"Content-Type": send["type"]} if send else {},
    )  # fmt: skip
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    problem = answer.json()
    assert problem["status"] == status
    assert problem["code"]
    assert any("一" <= letter <= "鿿" for letter in problem["detail"])


def test_typed_json_of_the_bus_library_passes_through_as_plain_data(town: Town):
    body = {"username": {"__type__": "decimal", "__value__": "1"}, "password": "x"}
    with pytest.raises(Refused) as no:
        town.reader.ask("POST", "/identity/tokens", body)
    assert no.value.code == "input.invalid"


def test_readiness_shows_every_service_and_the_movable_clock(town: Town):
    ready = requests.get(f"{town.base}/readyz", timeout=30).json()
    assert ready["ready"]
    assert ready["demo"]
    assert set(ready["services"]) >= {
        "identity",
        "delegation",
        "centers",
        "disclosure",
        "oversight",
    }
    assert requests.get(f"{town.base}/healthz", timeout=5).status_code == 200
    assert "jiedao_gateway_requests" in requests.get(f"{town.base}/metrics", timeout=5).text


@pytest.mark.parametrize("service", services())
def test_every_service_says_itself_that_it_works_on_the_one_clock_and_release(
    town: Town, service: str
):
    before = town.now()
    said = town.reader.get(f"/{service}/health")
    assert (said["service"], said["status"], said["demo"]) == (service, "ready", True)
    assert before <= datetime.fromisoformat(said["now"]) <= town.now()
    ready = requests.get(f"{town.base}/readyz", timeout=30).json()["services"]
    assert said["version"] == ready[service]["version"] != ""
    no = refused(lambda: town.reader.ask("POST", f"/{service}/health"))
    assert no["status"] == 405


def test_documents_are_served_and_the_reference_page_asks_nobody_else(town: Town):
    described = requests.get(f"{town.base}/api/openapi.json", timeout=30).json()
    assert described["openapi"].startswith("3.1")
    spoken = requests.get(f"{town.base}/api/asyncapi.json", timeout=30).json()
    assert spoken["asyncapi"].startswith("3.")
    page = requests.get(f"{town.base}/api/docs", timeout=30)
    assert page.status_code == 200
    assert "https://" not in page.text.replace("https://jiedao", "")
