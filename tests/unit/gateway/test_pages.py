"""Health, metrics and documents: what the gateway says of itself."""

import base64
import hashlib
import re

import pytest

from gateway import health
from gateway.settings import Settings, documented
from shared.kernel.errors import Invalid, Unavailable
from shared.testing.client import answer


def healthy(service: str, now: str = "2026-11-23T09:00:00+08:00", demo: bool = False) -> dict:
    body = {"service": service, "status": "ready", "now": now, "demo": demo, "version": "0.1.0"}
    return answer(body)


def test_alive_asks_nobody(http, bus):
    assert http.simulate_get("/healthz").json == {"status": "alive"}
    assert bus.calls == []


def test_ready_shows_every_service_the_clock_and_the_demonstration(http, bus):
    later = "2026-12-01T09:00:00+08:00"
    bus.answers["library.health"] = healthy("library", now=later, demo=True)
    bus.answers["readers.health"] = healthy("readers")
    shown = http.simulate_get("/readyz")
    assert (shown.status_code, shown.json["ready"]) == (200, True)
    assert (shown.json["demo"], shown.json["clock"]) == (True, later)
    assert shown.json["services"]["library"]["version"] == "0.1.0"
    assert {call.timeout for call in bus.calls} == {health.PATIENCE}


def test_one_service_away_is_not_ready_and_says_which(http, bus):
    bus.answers["library.health"] = healthy("library")
    bus.answers["readers.health"] = Unavailable("rpc.timeout", "没有答复。")
    shown = http.simulate_get("/readyz")
    assert (shown.status_code, shown.headers["Retry-After"]) == (503, "1")
    assert shown.headers["Content-Type"] == "application/problem+json"
    assert (shown.json["code"], shown.json["ready"]) == ("gateway.not_ready", False)
    assert "readers" in shown.json["detail"]
    assert shown.json["services"]["readers"] == {"status": "unreachable", "code": "rpc.timeout"}
    assert shown.json["services"]["library"]["status"] == "ready"


def test_a_flood_of_probes_asks_each_service_once_in_half_a_second(http, bus, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(health, "monotonic", lambda: now[0])
    bus.answers["library.health"] = healthy("library")
    bus.answers["readers.health"] = healthy("readers")
    for _ in range(5):
        http.simulate_get("/readyz")
    assert len(bus.calls) == 2
    now[0] += health.FRESH
    http.simulate_get("/readyz")
    assert len(bus.calls) == 4


def test_requests_are_counted_by_operation_never_by_address(http, bus):
    bus.answers["library.show_book"] = answer({})
    http.simulate_get("/api/v1/library/books/secret-id")
    text = http.simulate_get("/metrics").text
    assert 'jiedao_gateway_requests_total{operation="library.show_book",status="200"}' in text
    assert 'jiedao_gateway_request_seconds_count{operation="library.show_book"}' in text
    assert "secret-id" not in text


@pytest.mark.parametrize("path", ["/", "/api/docs"])
def test_a_page_asks_for_nothing_from_elsewhere_and_runs_no_script(http, path):
    shown = http.simulate_get(path)
    assert shown.headers["Content-Type"] == "text/html; charset=utf-8"
    assert '<html lang="zh-CN">' in shown.text
    assert not re.search(r"<script|src=|https?://|@import|url\(", shown.text)
    style = re.search("<style>(.*)</style>", shown.text, re.DOTALL).group(1)
    named = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{named}'" in shown.headers["Content-Security-Policy"]


def test_the_listing_shows_every_operation(http, contracts):
    text = http.simulate_get("/api/docs").text
    for service, contract in contracts.items():
        assert contract["title"] in text
        for name, op in contract["operations"].items():
            assert f'id="{service}.{name}"' in text
            assert op["summary"] in text
    assert "library.book.lend" in text
    assert "If-Match" in text


@pytest.mark.parametrize("path", ["/api/openapi.json", "/api/asyncapi.json", "/api/docs"])
def test_a_document_is_sent_once(http, path):
    first = http.simulate_get(path)
    assert (first.status_code, first.headers["Cache-Control"]) == (200, "no-cache")
    tag = first.headers["ETag"]
    again = http.simulate_get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_wrong_settings_are_named_all_at_once_without_their_values(tmp_path):
    env = {
        "JIEDAO_TOKEN_PUBLIC_KEY": str(tmp_path / "gone.pem"),
        "PORT": "amqp://secret",
        "JIEDAO_RPC_TIMEOUT": "0",
        "JIEDAO_RATE_LIMIT": "often",
    }
    with pytest.raises(Invalid) as refused:
        Settings.load(env)
    named = {line.partition("（")[0] for line in refused.value.details["all"]}
    assert named == {"JIEDAO_AMQP_URI", *env}
    assert "secret" not in refused.value.message


def test_the_gateway_binds_to_loopback_unless_told_otherwise(tmp_path):
    key = tmp_path / "key.pem"
    key.touch()
    env = {"JIEDAO_AMQP_URI": "pyamqp://x", "JIEDAO_TOKEN_PUBLIC_KEY": str(key)}
    settings = Settings.load(env)
    assert (settings.host, settings.port) == ("127.0.0.1", 8080)
    assert Settings.load({**env, "JIEDAO_RATE_LIMIT": ""}).rate_limit is None
    assert Settings.load({**env, "PORT": "9000", "HOST": "0.0.0.0"}).port == 9000


def test_every_setting_is_documented_with_its_default():
    shown = {name: default for name, default, _ in documented()}
    assert shown["JIEDAO_RATE_LIMIT"] == "1200/minute"
    assert shown["JIEDAO_CONTRACTS"] == "shared/contracts"
    assert all(help for _, _, help in documented())
