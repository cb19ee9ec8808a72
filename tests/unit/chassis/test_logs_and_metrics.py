"""What a process tells about itself: no personal data in logs, no ids in metrics."""

import io
import json
import sys
import urllib.error
import urllib.request

import pytest
import structlog

from infra.local.place import free_port
from shared.chassis import logs, metrics


@pytest.fixture
def said(monkeypatch):
    """Return the log lines written so far."""
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    logs.configure("garden")
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    structlog.reset_defaults()


@pytest.mark.parametrize(
    "value",
    [
        "申请人 510115200001010016 的电话 13800005678",
        "51011520000101001X",
        ["13800005678"],
        {"deep": {"er": ("510115200001010016",)}},
    ],
)
def test_personal_numbers_that_slip_into_a_log_are_masked(said, value):
    logs.get_logger("x").warning("a.thing", detail=value)
    (line,) = said()
    text = json.dumps(line, ensure_ascii=False)
    assert "20000101" not in text
    assert "13800005678" not in text
    assert "****" in text


def test_an_exception_is_masked_too(said):
    try:
        raise ValueError("13800005678")
    except ValueError as failed:
        logs.get_logger("x").exception("a.fault", error=repr(failed))
    (line,) = said()
    assert "13800005678" not in json.dumps(line)
    assert "138****5678" in line["exception"]


def test_other_numbers_stay_as_they_are(said):
    logs.get_logger("x").info("a.thing", case_no="BJ20260211000001", count=13800005678)
    (line,) = said()
    assert (line["case_no"], line["count"]) == ("BJ20260211000001", 13800005678)


def test_a_line_names_its_service_level_and_time(said):
    logs.get_logger("room").info("a.thing")
    (line,) = said()
    assert (line["service"], line["event"], line["level"], line["module"]) == (
        "garden", "a.thing", "info", "room",
    )  # fmt: skip
    assert "timestamp" in line


class Health:
    up = True

    def alive(self):
        return True

    def ready(self):
        return self.up


@pytest.fixture(scope="module")
def port():
    served = free_port()
    metrics.serve("127.0.0.1", served, Health())
    return served


def status(port, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=2) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code


def test_probes_tell_alive_from_ready(port, monkeypatch):
    assert (status(port, "/healthz"), status(port, "/readyz")) == (200, 200)
    monkeypatch.setattr(Health, "up", False)
    assert (status(port, "/healthz"), status(port, "/readyz")) == (200, 503)
    assert status(port, "/etc/passwd") == 404


def test_metrics_carry_operations_and_event_types_only(port):
    metrics.OPERATIONS.labels("claim_plot", "ok").inc()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=2) as answer:
        text = answer.read().decode()
    assert 'jiedao_operations_total{operation="claim_plot",outcome="ok"}' in text
    allowed = {"operation", "outcome", "type"}
    for metric in vars(metrics).values():
        assert set(getattr(metric, "_labelnames", ())) <= allowed
