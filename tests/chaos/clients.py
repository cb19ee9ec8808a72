"""Applicants and a clerk who do not give up: the same request with the same key until an answer."""

import itertools
import threading
import time
from collections import Counter
from typing import Any

import requests

from tests.bench.stage import SUBMISSION, Stage
from tests.chaos.history import Life

SUBMITTED, ACCEPTED = "centers.case.submitted", "centers.case.accepted"
APPLICANT, CLERK = "wang_xiuying", "chuangkou"
PATIENCE = 60
"""Seconds after which a client gives up; longer than anything may be away."""

CASES = "/api/v1/centers/cases"


class Clients:
    """Writers in threads. Every life carries the fault that was at work when it began."""

    def __init__(self, stage: Stage, *, writers: int, keeps_key: bool = True) -> None:
        """Prepare; `keeps_key=False` is the client that takes a new key for each try."""
        self._stage = stage
        self._keeps_key = keeps_key
        self._tokens = {name: stage.token(name) for name in (APPLICANT, CLERK)}
        self._marks = itertools.count(10_000_000 + int(time.time()) % 10_000 * 1000)
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=self._write) for _ in range(writers)]
        self.fault = ""
        self.lives: list[Life] = []
        self.retries: Counter[str] = Counter()
        self.refused: list[str] = []

    def __enter__(self) -> "Clients":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def acked(self, fault: str) -> int:
        """Count the submissions that began under `fault` and were acknowledged."""
        return sum(bool(life.case_id) for life in list(self.lives) if life.fault == fault)

    def _write(self) -> None:
        session = requests.Session()
        while not self._stopping.is_set():
            self.lives.append(self._live(session, self.fault, f"138{next(self._marks):08d}"))

    def _live(self, session: requests.Session, fault: str, phone: str) -> Life:
        applicant = {**SUBMISSION["applicant"], "phone": phone}
        body = {**SUBMISSION, "applicant": applicant}
        case = self._insist(session, fault, CASES, APPLICANT, f"s{phone}", body=body)
        if case is None:
            return Life(phone, fault)
        path = f"{CASES}/{case['case_id']}/actions/accept"
        accepted = self._insist(session, fault, path, CLERK, f"a{phone}", version=case["version"])
        acts = (SUBMITTED,) if accepted is None else (SUBMITTED, ACCEPTED)
        return Life(phone, fault, case["case_id"], acts)

    def _insist(
        self, session: requests.Session, fault: str, path: str, who: str, key: str,
        *, body: Any = None, version: int | None = None,
    ) -> Any:  # fmt: skip
        """Return the first answer, None when patience ends or the service refuses."""
        limit, tries = time.monotonic() + PATIENCE, 0
        while time.monotonic() < limit:
            headers = {"Authorization": f"Bearer {self._tokens[who]}", "Idempotency-Key": key}
            if not self._keeps_key:
                headers["Idempotency-Key"] = f"{key}-{tries}"
            if version is not None:
                headers["If-Match"] = f'"{version}"'
            tries += 1
            try:
                url = f"{self._stage.system.url}{path}"
                answer = session.post(url, json=body or {}, headers=headers, timeout=15)
            except requests.RequestException:
                answer = None
            if answer is not None and answer.status_code < 300:
                return answer.json()
            if answer is not None and answer.status_code < 500:
                self.refused.append(answer.text)
                return None
            self.retries[fault] += 1
            time.sleep(0.1)
        return None
