"""A person at the gateway: logs in, reads, acts. Every refusal is a problem document."""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import requests

PASSWORD = "Jiedao-demo-2026"


class Refused(Exception):
    """The gateway said no; `problem` is the RFC 9457 document."""

    def __init__(self, problem: dict[str, Any]) -> None:
        super().__init__(f"{problem.get('status')} {problem.get('code')}: {problem.get('detail')}")
        self.problem = problem

    @property
    def code(self) -> str:
        return str(self.problem["code"])


def refused(act: Callable[[], Any]) -> dict[str, Any]:
    """Return the problem document of an act that must be refused."""
    try:
        act()
    except Refused as no:
        return no.problem
    raise AssertionError("this should have been refused")


@dataclass
class Person:
    """Somebody with an account, or a reader without one."""

    base: str
    username: str = ""
    token: str = ""
    actor: dict[str, Any] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> requests.Response:
        """Send one request; raise `Refused` for every answer that is not a success."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        answer = requests.request(
            method, f"{self.base}/api/v1{path}", json=body, headers=headers, timeout=30
        )
        if answer.status_code >= 400:
            kind = answer.headers["Content-Type"]
            assert kind.startswith("application/problem+json"), answer.text
            raise Refused(answer.json())
        return answer

    def get(self, path: str) -> Any:
        return self.ask("GET", path).json()

    def create(self, path: str, body: Any) -> Any:
        return self.ask("POST", path, body, Idempotency_Key=f'"{uuid.uuid4()}"').json()

    def act(self, path: str, action: str, body: Any = None, *, version: int | None = None) -> Any:
        """Take the step with If-Match: on `version`, else on the newest, which is read first."""
        etag = f'"{version}"' if version else self.ask("GET", path).headers["ETag"]
        return self.ask("POST", f"{path}/actions/{action}", body or {}, If_Match=etag).json()


@dataclass
class Town:
    """The running system and its movable clock."""

    base: str
    people: dict[str, Person] = field(default_factory=dict)

    def __getitem__(self, username: str) -> Person:
        if username not in self.people:
            person = Person(self.base, username)
            body = {"username": username, "password": PASSWORD}
            granted = person.ask("POST", "/identity/tokens", body).json()
            person.token, person.actor = granted["access_token"], granted["actor"]
            self.people[username] = person
        return self.people[username]

    @property
    def reader(self) -> Person:
        return Person(self.base)

    def now(self) -> datetime:
        return datetime.fromisoformat(self.reader.get("/identity/clock")["now"])

    def move_to(self, when: datetime) -> None:
        """Move the clock and wait until every service follows."""
        self["operator"].ask("POST", "/identity/clock", {"to": when.isoformat()})
        self.eventually(lambda: self._all_at(when), "every service follows the clock")

    def pass_time(self, **span: float) -> None:
        self.move_to(self.now() + timedelta(**span))

    def eventually(self, question: Callable[[], Any], promise: str, within: float = 30) -> Any:
        """Ask until the answer is true; events take a moment, never long."""
        deadline, answer = time.monotonic() + within, None
        while time.monotonic() < deadline:
            try:
                answer = question()
            except Refused as refused:
                answer = refused if refused.problem["status"] != 404 else None
                if answer is not None:
                    raise
            if answer:
                return answer
            time.sleep(0.1)
        raise AssertionError(f"not within {within} s: {promise}")

    def _all_at(self, when: datetime) -> bool:
        ready = requests.get(f"{self.base}/readyz", timeout=30).json()
        return all(
            datetime.fromisoformat(service["now"]) >= when for service in ready["services"].values()
        )
