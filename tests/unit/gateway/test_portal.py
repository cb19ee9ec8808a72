"""The portals at the door: one page for every address of theirs, files with a long life."""

import falcon.testing
import pytest

from gateway.portal import with_assets

PAGE = "<!doctype html><meta name=help-phone content='%HELP_PHONE%'><script src=/assets/x></script>"
BROWSER = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def built(tmp_path):
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "assets" / "index-AbCd1234.js").write_text("let answer = 42")
    (tmp_path / "assets" / "index-AbCd1234.js.gz").write_bytes(b"packed")
    return tmp_path


@pytest.fixture
def door(build, built) -> falcon.testing.TestClient:
    return build(portals=built, help_phone="12345 & 110")


@pytest.mark.parametrize("path", ["/", "/items", "/mine/cases/1"])
def test_a_browser_that_navigates_gets_the_page_under_a_strict_policy(door, path):
    shown = door.simulate_get(path, headers=BROWSER)
    assert (shown.status_code, shown.headers["Cache-Control"]) == (200, "no-cache")
    assert "content='12345 &amp; 110'" in shown.text
    policy = shown.headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "unsafe" not in policy
    again = {**BROWSER, "If-None-Match": shown.headers["ETag"]}
    assert door.simulate_get(path, headers=again).status_code == 304


@pytest.mark.parametrize(
    ("method", "path", "accept"),
    [("GET", "/items", "application/json"), ("POST", "/items", "text/html"),
     ("GET", "/api/v1/nothing", "text/html"), ("GET", "/items", None)],
)  # fmt: skip
def test_whoever_asks_for_something_else_is_told_that_there_is_no_such_address(
    door, method, path, accept
):
    said = door.simulate_request(method, path, headers={"Accept": accept} if accept else {})
    assert (said.status_code, said.json["code"]) == (404, "request.no_such_address")


def test_operations_are_asked_as_before(door):
    assert door.simulate_get("/healthz", headers=BROWSER).json == {"status": "alive"}


def test_without_a_build_the_gateway_shows_its_documents(build, tmp_path):
    shown = build(portals=tmp_path).simulate_get("/", headers=BROWSER)
    assert "/api/docs" in shown.text
    assert build(portals=tmp_path).simulate_get("/items", headers=BROWSER).status_code == 404
    assert with_assets("app", tmp_path) == "app"


def test_a_file_named_by_its_hash_is_sent_packed_and_kept_for_ever(built):
    client = falcon.testing.TestClient(with_assets(falcon.App(), built))
    sent = client.simulate_get("/assets/index-AbCd1234.js", headers={"Accept-Encoding": "gzip"})
    assert sent.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert (sent.headers["Content-Encoding"], sent.content) == ("gzip", b"packed")
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in sent.headers
    assert client.simulate_get("/assets/index-AbCd1234.js").text == "let answer = 42"
    assert client.simulate_get("/assets/gone-AbCd1234.js").status_code == 404
