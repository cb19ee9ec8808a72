"""A department's own system: its account, its queue, its webhook, and nothing of others."""

import base64
import hashlib
import hmac
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

import amqp
import pytest

from infra.local.place import ROOT
from infra.local.system import System
from tests.e2e.client import Person, Town, refused
from tests.e2e.people import COMMUNITY, applicant, given

STREET, NEIGHBOUR = "510115001", "510115002"
EVENT = "identity.unit.established"
MARK = f"{int(time.time()) % 1_000_000:06d}"
"""Tells the runs on one instance apart: names and codes are never used twice."""


@dataclass
class Department:
    """What `jiedao department connect` told, and the system's account at the gateway."""

    name: str
    told: dict[str, Any]
    document: dict[str, Any]
    account: Person

    @property
    def path(self) -> str:
        return f"/oversight/connections/{self.told['connection_id']}"


@dataclass
class Receiver:
    """A webhook of the department's; refuses the first `failures` deliveries."""

    failures: int = 0
    taken: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""

    def answer(self, headers: dict[str, str], body: bytes) -> int:
        self.taken.append((headers, body))
        return 500 if len(self.taken) <= self.failures else 204


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    found = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            self.send_response(found.answer(headers, body))
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_port}/events?of=jiedao"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


def connect(
    system: System, town: Town, name: str, *options: str, unit: str = STREET, events: str = EVENT
) -> Department:
    file = system.place.folder / f"{name}.asyncapi.json"
    said = system.jiedao(
        "department", "connect", name, "--unit", unit, "--events", events,
        "--basis", "示例〔2026〕12号", "--document", str(file), "-o", "json", *options,
    )  # fmt: skip
    told = json.loads(said)
    credentials = {key: told[key] for key in ("client_id", "client_secret")}
    granted = town.reader.ask("POST", "/identity/tokens/client", credentials).json()
    account = Person(town.base, name, granted["access_token"], granted["actor"])
    return Department(name, told, json.loads(file.read_text(encoding="utf-8")), account)


@pytest.fixture(scope="module")
def street(system: System, town: Town) -> Iterator[Department]:
    """A street's system with a queue of its own."""
    found = connect(system, town, f"oa-{MARK}")
    yield found
    system.jiedao("department", "disconnect", found.name, "--reason", "测试结束", "--yes")


def establish(town: Town, below: str, number: int) -> str:
    """Let something happen in a street: a community is set up (sample)."""
    code = f"{below}{MARK}{number:02d}"
    body = {"unit_code": code, "name": f"示例社区{number}（测试）", "kind": "community",
            "parent": below, "valid_from": town.now().date().isoformat()}  # fmt: skip
    return town["admin"].create("/identity/units", body)["unit_code"]


def line(uri: str) -> amqp.Connection:
    parts = urlsplit(uri)
    opened = amqp.Connection(
        f"{parts.hostname}:{parts.port}", userid=parts.username, password=unquote(parts.password),
        virtual_host=unquote(parts.path[1:]),
    )  # fmt: skip
    opened.connect()
    return opened


def took(department: Department) -> dict[str, Any] | None:
    """Take one event from the department's queue."""
    arrived: list[Any] = []
    with line(department.told["amqp_uri"]) as opened:
        channel = opened.channel()
        channel.basic_qos(0, 1, False)
        channel.basic_consume(department.told["queue"], callback=arrived.append)
        with suppress(TimeoutError):
            opened.drain_events(timeout=2)
        if not arrived:
            return None
        channel.basic_ack(arrived[0].delivery_tag)
        return json.loads(arrived[0].body)


def test_the_consumer_of_the_readme_takes_what_happens_in_its_own_street_only(
    system: System, town: Town, street: Department
):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert len(script.splitlines()) <= 25
    output = system.place.folder / "consumer.log"
    env = {**os.environ, "AMQP_URI": street.told["amqp_uri"], "QUEUE": street.told["queue"]}
    with output.open("w") as log:
        consumer = subprocess.Popen(
            [sys.executable, "-uc", script], env=env, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        other = establish(town, NEIGHBOUR, 1)
        own = establish(town, STREET, 1)
        said = town.eventually(
            lambda: own in output.read_text() and output.read_text(), "its own event arrives"
        )
    finally:
        consumer.terminate()
        consumer.wait(10)
    assert EVENT in said
    assert other not in said, "the neighbour's event was earlier and did not come"


@pytest.mark.rule("DEP-01")
@pytest.mark.parametrize(
    "attempt",
    [
        lambda channel: channel.basic_get("centers.events.v1"),
        lambda channel: channel.basic_get("rpc-identity"),
        lambda channel: channel.queue_declare("department.more.v1"),
        lambda channel: channel.queue_delete(f"department.oa-{MARK}.v1"),
        lambda channel: channel.basic_publish_confirm(
            amqp.Message("{}"), "oversight.events", f"oversight.delivery.oa-{MARK}"
        ),
        lambda channel: channel.basic_publish_confirm(amqp.Message("{}"), "", "rpc-identity"),
    ],
    ids=["another queue", "requests", "a new queue", "its queue's end", "an event", "a request"],
)
def test_its_credentials_reach_nothing_else_on_the_bus(street: Department, attempt):
    with line(street.told["amqp_uri"]) as opened, pytest.raises(amqp.AccessRefused):
        attempt(opened.channel())


def test_the_document_names_exactly_the_events_that_were_asked_for(street: Department):
    assert list(street.document["components"]["messages"]) == [EVENT]
    assert street.document["channels"]["events"]["address"] == street.told["queue"]


@pytest.mark.rule("DEP-02", "G-05")
def test_its_account_reads_inside_its_street_and_changes_nothing(town: Town, street: Department):
    assert street.account.actor["scope"] == f"510115/{STREET}"
    assert street.account.get("/centers/cases?limit=1")["items"] is not None
    code = refused(lambda: establish_as(street.account))["code"]
    assert code == "auth.not_permitted"


def establish_as(person: Person) -> None:
    person.create("/identity/units", {"unit_code": "510115001998", "name": "示例社区", "parent":
                  STREET, "kind": "community", "valid_from": "2026-01-01"})  # fmt: skip


def test_a_wrong_secret_gets_no_token_and_a_rotated_one_ends_the_old(town: Town, system: System):
    opened = town["admin"].create(
        "/identity/clients", {"name": f"r{MARK}", "unit_code": STREET, "basis_doc_no": "示例1号"}
    )
    account = f"/identity/accounts/{opened['account_id']}"
    old = {"client_id": opened["client_id"], "client_secret": opened["client_secret"]}
    town.reader.ask("POST", "/identity/tokens/client", old)
    new = town["admin"].act(account, "rotate_secret")
    assert refused(lambda: town.reader.ask("POST", "/identity/tokens/client", old))["status"] == 401
    fresh = {**old, "client_secret": new["client_secret"]}
    assert town.reader.ask("POST", "/identity/tokens/client", fresh).json()["units"] == [STREET]
    town["admin"].act(account, "disable", {"reason": "测试结束"})
    assert refused(lambda: town.reader.ask("POST", "/identity/tokens/client", fresh))[
        "code"
    ] == "identity.account_disabled"  # fmt: skip


@pytest.mark.rule("DEP-03")
def test_what_happens_during_a_pause_comes_after_it_in_order(town: Town, street: Department):
    operator = town["operator"]
    paused = operator.act(street.path, "pause")
    assert paused["status"]["code"] == "PAUSED"
    made = [establish(town, STREET, 10), establish(town, STREET, 11)]
    town.eventually(lambda: len(waiting(street)) == 2, "both are kept")
    assert took(street) is None
    operator.act(street.path, "resume")
    arrived = [town.eventually(lambda: took(street), "they come")["subject"] for _ in made]
    assert arrived == made


def waiting(department: Department) -> list[Any]:
    return department.account.get(f"{department.path}/deliveries?status=WAITING")["items"]


@pytest.mark.rule("DEP-04")
def test_its_own_account_asks_for_what_it_got_once_more(town: Town, street: Department):
    own = establish(town, STREET, 20)
    first = town.eventually(lambda: took(street), "it comes")
    assert first["subject"] == own
    sent = street.account.get(f"{street.path}/deliveries?status=SENT&limit=100")["items"]
    known = next(one for one in sent if one["event_id"] == first["id"])
    body = {"delivery_id": known["delivery_id"]}
    street.account.ask("POST", f"{street.path}/actions/replay", body)
    again = town.eventually(lambda: took(street), "it comes again")
    assert again == first


@pytest.mark.rule("DEP-02", "G-05")
def test_a_department_hears_of_a_case_in_a_street_of_its_district(system: System, town: Town):
    bureau = connect(
        system, town, f"mz-{MARK}", unit="510115-MZ", events="centers.case.#"
    )  # fmt: skip
    found = town.reader.get("/centers/items?field=民政&limit=100")["items"]
    row_id = next(item["row_id"] for item in found if item["promised_limit"] == "10WD")
    guide = town.reader.get(f"/centers/items/{row_id}")
    names = [m["name"] for m in guide["details"]["materials"] if m["source"] != "政府共享"]
    someone = applicant("张示例", 8)
    body = {"row_id": row_id, "channel": "WINDOW", "home_path": COMMUNITY,
            "applicant": someone, "materials": given(*names)}  # fmt: skip
    case = town["chuangkou"].create("/centers/cases", body)
    event = town.eventually(lambda: took(bureau), "the bureau hears of it")
    assert (event["type"], event["subject"]) == ("centers.case.submitted", case["case_id"])
    assert someone["name"] not in json.dumps(event, ensure_ascii=False)
    assert bureau.account.get(f"/centers/cases/{case['case_id']}")["case_id"] == case["case_id"]
    system.jiedao("department", "disconnect", bureau.name, "--reason", "测试结束", "--yes")


@pytest.mark.rule("DEP-02")
def test_one_department_sees_nothing_of_anothers_connection(
    system: System, town: Town, street: Department, receiver: Receiver
):
    other = connect(system, town, f"stranger-{MARK}", "--webhook", receiver.url)
    assert refused(lambda: other.account.get(street.path))["status"] == 404
    seen = other.account.get("/oversight/connections")["items"]
    assert [one["name"] for one in seen] == [other.name]
    everything = town["operator"].get("/oversight/connections")["items"]
    assert {other.name, street.name} <= {one["name"] for one in everything}
    assert "secret" not in json.dumps(everything)
    system.jiedao("department", "disconnect", other.name, "--reason", "测试结束", "--yes")


@pytest.mark.rule("DEP-05")
def test_a_webhook_gets_signed_events_and_a_failure_is_tried_again(
    system: System, town: Town, receiver: Receiver
):
    receiver.failures = 1
    department = connect(system, town, f"hook-{MARK}", "--webhook", receiver.url)
    establish(town, NEIGHBOUR, 30)
    own = establish(town, STREET, 30)
    town.eventually(lambda: len(receiver.taken) == 2, "it is tried a second time", within=60)
    (first, body), (second, same) = receiver.taken
    assert (first["webhook-id"], body) == (second["webhook-id"], same)
    assert json.loads(body)["subject"] == own
    for headers, content in receiver.taken:
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + content
        key = base64.b64decode(department.told["webhook_secret"].removeprefix("whsec_"))
        expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        assert headers["webhook-signature"] == f"v1,{expected}"
    rows = json.loads(system.jiedao("department", "deliveries", department.name, "-o", "json"))
    assert [(row["status"], row["attempts"]) for row in rows] == [("SENT", 2)]
    system.jiedao("department", "disconnect", department.name, "--reason", "测试结束", "--yes")


@pytest.mark.rule("DEP-06")
def test_a_system_that_is_disconnected_gets_in_nowhere(system: System, town: Town):
    gone = connect(system, town, f"short-{MARK}")
    system.jiedao("department", "disconnect", gone.name, "--reason", "测试结束", "--yes")
    with pytest.raises(amqp.AccessRefused):
        line(gone.told["amqp_uri"])
    credentials = {key: gone.told[key] for key in ("client_id", "client_secret")}
    problem = refused(lambda: town.reader.ask("POST", "/identity/tokens/client", credentials))
    assert problem["code"] == "identity.account_disabled"
    rows = json.loads(system.jiedao("department", "list", "-o", "json"))
    assert {row["name"]: row["status"] for row in rows}[gone.name] == "ENDED"
