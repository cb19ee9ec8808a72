"""Who asks: tokens, the exchange with an OpenID provider, and how often one may ask."""

import base64
from datetime import timedelta

import orjson
import pytest

from gateway import auth
from shared.kernel.clock import machine_time
from shared.kernel.errors import Unauthenticated
from shared.testing.client import answer
from tests.unit.gateway.conftest import AS_LIBRARIAN

BOOK = "/api/v1/library/books/b1"
BOOKS = "/api/v1/library/books"
PASSES = "/api/v1/library/passes"
ISSUER = "https://login.example"


def foreign(issuer: str, *, seconds: float = 7200) -> dict[str, str]:
    told = {"iss": issuer, "exp": int(machine_time().timestamp() + seconds)}
    claims = base64.urlsafe_b64encode(orjson.dumps(told)).decode().rstrip("=")
    return {"Authorization": f"Bearer e30.{claims}.c2ln"}


def test_a_public_page_needs_no_token(http, bus):
    bus.answers["library.show_book"] = answer({})
    assert http.simulate_get(BOOK).status_code == 200
    assert bus.calls[0].token == ""


def test_nobody_is_sent_to_log_in_before_any_service_is_asked(http, bus):
    refused = http.simulate_get(BOOKS)
    assert (refused.status_code, refused.json["code"]) == (401, "auth.required")
    assert refused.headers["WWW-Authenticate"] == 'Bearer realm="jiedao"'
    assert bus.calls == []


@pytest.mark.parametrize("value", ["Bearer stolen", "Basic eDp5", "Bearer", "Bearer ", "librarian"])
def test_a_bad_token_is_refused_even_where_none_is_needed(http, bus, value):
    refused = http.simulate_get(BOOK, headers={"Authorization": value})
    assert (refused.status_code, refused.json["code"]) == (401, "auth.token_invalid")
    assert refused.headers["WWW-Authenticate"] == 'Bearer realm="jiedao", error="invalid_token"'
    assert bus.calls == []


def test_a_providers_token_is_exchanged_once_and_ours_goes_on(build, bus):
    bus.answers["identity.exchange_token"] = answer(
        {"access_token": "librarian", "expires_in": 3600}
    )
    bus.answers["library.list_books"] = answer({"items": []})
    http = build(issuer=ISSUER)
    theirs = foreign(ISSUER)
    for _ in range(3):
        assert http.simulate_get(BOOKS, headers=theirs).status_code == 200
    assert [call.operation for call in bus.calls] == ["exchange_token"] + ["list_books"] * 3
    assert bus.calls[0].command == {"id_token": theirs["Authorization"][7:]}
    assert {call.token for call in bus.calls[1:]} == {"librarian"}


@pytest.mark.parametrize(
    ("good_for", "later", "times"), [(7200, 3530, 1), (7200, 3541, 2), (600, 590, 1), (600, 601, 2)]
)
def test_an_exchanged_token_is_renewed_before_it_ends_and_when_the_providers_ends(
    build, bus, monkeypatch, good_for, later, times
):
    bus.answers["identity.exchange_token"] = answer(
        {"access_token": "librarian", "expires_in": 3600}
    )
    bus.answers["library.list_books"] = answer({"items": []})
    http = build(issuer=ISSUER)
    theirs = foreign(ISSUER, seconds=good_for)
    http.simulate_get(BOOKS, headers=theirs)
    late = machine_time() + timedelta(seconds=later)
    monkeypatch.setattr(auth, "machine_time", lambda: late)
    http.simulate_get(BOOKS, headers=theirs)
    asked = [call.operation for call in bus.calls]
    assert asked.count("exchange_token") == times


def test_a_refused_exchange_is_refused_here(build, bus):
    bus.answers["identity.exchange_token"] = Unauthenticated(
        "identity.no_account", "统一认证成功，但本系统没有您的账号。"
    )
    refused = build(issuer=ISSUER).simulate_get(BOOKS, headers=foreign(ISSUER))
    assert (refused.status_code, refused.json["code"]) == (401, "identity.no_account")


@pytest.mark.parametrize("headers", [foreign("https://evil.example"), AS_LIBRARIAN])
def test_only_tokens_of_the_configured_provider_are_exchanged(build, bus, headers):
    bus.answers["library.list_books"] = answer({"items": []})
    build(issuer=ISSUER).simulate_get(BOOKS, headers=headers)
    assert "exchange_token" not in [call.operation for call in bus.calls]


def test_a_provider_that_is_not_configured_is_not_asked(http, bus):
    refused = http.simulate_get(BOOKS, headers=foreign(ISSUER))
    assert (refused.status_code, bus.calls) == (401, [])


def test_a_person_who_asks_too_often_is_told_when_to_come_back(build, bus):
    bus.answers["library.list_books"] = answer({"items": []})
    http = build(rate_limit="2/minute")
    for _ in range(2):
        assert http.simulate_get(BOOKS, headers=AS_LIBRARIAN).status_code == 200
    refused = http.simulate_get(BOOKS, headers=AS_LIBRARIAN)
    assert (refused.status_code, refused.json["code"]) == (429, "request.too_many")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert http.simulate_get(BOOK, headers={"Authorization": "Bearer reader"}).status_code == 503


def test_logging_in_is_bound_more_strictly_than_reading(build, bus):
    bus.answers["library.log_in"] = answer({})
    bus.answers["library.show_book"] = answer({})
    http = build(strict_rate_limit="2/minute", rate_limit="100/minute")
    statuses = [http.simulate_post(PASSES, json={"name": "x"}).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    assert http.simulate_get(BOOK).status_code == 200


def test_guessing_tokens_is_bound(build):
    http = build(strict_rate_limit="2/minute")
    guesses = [
        http.simulate_get(BOOK, headers={"Authorization": f"Bearer {n}"}).status_code
        for n in range(3)
    ]
    assert guesses == [401, 401, 429]


@pytest.mark.parametrize(
    ("proxies", "statuses"), [(0, [200, 429]), (1, [200, 200]), (2, [200, 429])]
)
def test_addresses_are_counted_as_the_trusted_proxies_saw_them(build, bus, proxies, statuses):
    bus.answers["library.log_in"] = answer({})
    http = build(strict_rate_limit="1/minute", trusted_proxies=proxies)
    seen = [
        http.simulate_post(
            PASSES,
            json={"name": "x"},
            headers={"X-Forwarded-For": f"6.6.6.{n}, 7.7.7.7, 1.1.1.{n}"},
        ).status_code
        for n in range(2)
    ]
    assert seen == statuses
