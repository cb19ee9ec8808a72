"""What a service answers is shown with the headers that HTTP knows for it."""

from shared.testing.client import answer
from tests.unit.gateway.conftest import AS_LIBRARIAN

BOOK = "/api/v1/library/books/b1"
BOOKS = "/api/v1/library/books"


def test_a_version_is_an_etag_and_an_unchanged_one_is_not_sent_again(http, bus):
    bus.answers["library.show_book"] = answer({"book_id": "b1"}, version=4)
    first = http.simulate_get(BOOK)
    assert (first.headers["ETag"], first.json) == ('"4"', {"book_id": "b1"})
    again = http.simulate_get(BOOK, headers={"If-None-Match": 'W/"3", W/"4"'})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", '"4"')
    assert http.simulate_get(BOOK, headers={"If-None-Match": '"3"'}).status_code == 200


def test_a_change_is_never_answered_with_not_modified(http, bus):
    bus.answers["library.lend_book"] = answer({"book_id": "b1"}, version=4)
    headers = {**AS_LIBRARIAN, "If-None-Match": '"4"'}
    assert http.simulate_post(f"{BOOK}/actions/lend", headers=headers).status_code == 200


def test_a_list_links_to_its_neighbours_and_keeps_the_filters(http, bus):
    bus.answers["library.list_books"] = answer({"items": []}, next=">i:5", previous="<i:1")
    shown = http.simulate_get(
        BOOKS,
        query_string="limit=2&status=LENT&status=SHELVED&cursor=old&q=%E4%B9%A6",
        headers=AS_LIBRARIAN,
    )
    base = f"<{BOOKS}?limit=2&status=LENT&status=SHELVED&cursor="
    assert shown.headers["Link"] == (
        f'{base}%3Ei%3A5&q=%E4%B9%A6>; rel="next", {base}%3Ci%3A1&q=%E4%B9%A6>; rel="prev"'
    )


def test_the_last_page_links_nowhere(http, bus):
    bus.answers["library.list_books"] = answer({"items": []})
    assert "Link" not in http.simulate_get(BOOKS, headers=AS_LIBRARIAN).headers


def test_a_created_thing_says_where_it_is(http, bus):
    bus.answers["library.add_book"] = answer({"book_id": "b/9"}, status=201, version=1)
    shown = http.simulate_post(BOOKS, json={}, headers=AS_LIBRARIAN)
    assert (shown.status_code, shown.headers["Location"]) == (201, f"{BOOKS}/b%2F9")


def test_nothing_to_say_is_no_content(http, bus):
    bus.answers["library.remove_book"] = answer(status=204)
    shown = http.simulate_delete(BOOK, headers=AS_LIBRARIAN)
    assert (shown.status_code, shown.content) == (204, b"")
    assert "Content-Type" not in shown.headers


def test_answers_are_not_kept_by_caches_nor_guessed_by_browsers(http, bus):
    bus.answers["library.show_book"] = answer({})
    headers = http.simulate_get(BOOK).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in headers
    secure = http.simulate_get(BOOK, headers={"X-Forwarded-Proto": "https"})
    assert secure.headers["Strict-Transport-Security"].startswith("max-age=")


def test_a_trace_goes_on_through_the_gateway(http, bus):
    bus.answers["library.show_book"] = answer({})
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    came = f"00-{trace}-00f067aa0ba902b7-00"
    shown = http.simulate_get(BOOK, headers={"traceparent": came})
    sent = bus.calls[0].traceparent
    assert sent == shown.headers["traceparent"]
    assert sent.split("-")[1] == trace
    assert sent != came
    assert sent.endswith("-00")


def test_a_broken_trace_is_begun_anew(http, bus):
    bus.answers["library.show_book"] = answer({})
    for broken in ("", "00-x-y-01", f"00-{'0' * 32}-00f067aa0ba902b7-01", "ff" + "-a" * 60):
        shown = http.simulate_get(BOOK, headers={"traceparent": broken})
        assert shown.headers["traceparent"].split("-")[1] not in ("0" * 32, "x", "a")
    ids = {call.traceparent.split("-")[1] for call in bus.calls}
    assert len(ids) == 4
