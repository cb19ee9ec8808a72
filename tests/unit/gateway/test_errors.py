"""Every error is a problem document with a stable code; a fault of ours says nothing else."""

import pytest

from shared.kernel import errors
from shared.kernel.errors import KINDS, FieldError, JiedaoError, invalid_fields
from shared.testing.client import answer
from tests.unit.gateway.conftest import AS_LIBRARIAN

BOOK = "/api/v1/library/books/b1"


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_every_kind_of_refusal_keeps_code_message_and_details(http, bus, kind):
    bus.answers["library.show_book"] = kind("library.no", "不可以。", entry="L1-3")
    refused = http.simulate_get(BOOK)
    assert refused.status_code == kind.status
    assert refused.headers["Content-Type"] == "application/problem+json"
    problem = refused.json
    assert problem["type"] == "urn:jiedao:problem:library.no"
    assert (problem["status"], problem["code"]) == (kind.status, "library.no")
    assert (problem["detail"], problem["details"]) == ("不可以。", {"entry": "L1-3"})
    assert problem["trace_id"] == refused.headers["traceparent"].split("-")[1]
    assert problem["title"]


def test_a_missing_idempotency_key_is_a_malformed_message(http, bus):
    bus.answers["library.add_book"] = errors.Invalid("idempotency.key_required", "须带键。")
    refused = http.simulate_post("/api/v1/library/books", json={}, headers=AS_LIBRARIAN)
    assert (refused.status_code, refused.json["status"]) == (400, 400)


def test_every_defect_of_an_input_is_listed(http, bus):
    defects = [
        FieldError("/title", "required", "此项必填。"),
        FieldError("/n", "invalid", "不对。"),
    ]
    bus.answers["library.show_book"] = invalid_fields("input.invalid", "提交的内容有误。", defects)
    problem = http.simulate_get(BOOK).json
    assert problem["errors"] == [vars(defect) for defect in defects]
    assert "details" not in problem


def test_an_address_that_is_not_there_is_a_problem_document(http):
    refused = http.simulate_get("/api/v1/library/nothing")
    assert (refused.status_code, refused.json["code"]) == (404, "request.no_such_address")
    assert refused.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["PUT", "TRACE", "POST"])
def test_a_wrong_method_keeps_the_allow_header(http, method):
    refused = http.simulate_request(method, BOOK)
    assert (refused.status_code, refused.json["code"]) == (405, "request.method_not_allowed")
    assert {"GET", "DELETE"} <= set(refused.headers["Allow"].split(", "))


def test_a_crash_says_nothing_but_its_trace(http, bus):
    bus.answers["library.show_book"] = RuntimeError("password=secret")
    refused = http.simulate_get(BOOK)
    assert (refused.status_code, refused.json["code"]) == (500, "gateway.fault")
    assert "secret" not in refused.text
    assert refused.json["trace_id"] == refused.headers["traceparent"].split("-")[1]


def test_a_fault_inside_a_service_says_nothing_either(http, bus):
    bus.answers["library.show_book"] = JiedaoError("service.fault", "KeyError: 'secret'")
    refused = http.simulate_get(BOOK)
    assert (refused.status_code, refused.json["code"]) == (500, "gateway.fault")
    assert "secret" not in refused.text


def test_a_service_that_is_away_asks_to_come_back(http):
    refused = http.simulate_get(BOOK)
    assert (refused.status_code, refused.json["code"]) == (503, "rpc.no_service")
    assert refused.headers["Retry-After"] == "1"


def test_refusals_carry_the_safe_headers_too(http, bus):
    bus.answers["library.show_book"] = RuntimeError()
    for path in (BOOK, "/nowhere"):
        headers = http.simulate_get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_an_answer_that_cannot_be_written_is_a_fault_not_a_broken_line(http, bus):
    bus.answers["library.show_book"] = answer({"bad": object()})
    assert http.simulate_get(BOOK).status_code == 500
