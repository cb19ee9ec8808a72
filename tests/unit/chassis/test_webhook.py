"""What is posted to others is signed, goes to public addresses by TLS, and follows nobody."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from shared.chassis import webhook
from shared.chassis.webhook import Undelivered, post, signature

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.server.seen.append((self.path, dict(self.headers)))
            self.rfile.read(int(self.headers["Content-Length"]))
            status = int(self.path.strip("/").partition("?")[0])
            self.send_response(status)
            self.send_header("Location", "/204")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    listening = HTTPServer(("127.0.0.1", 0), Handler)
    listening.seen = []
    threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True).start()
    yield listening
    listening.shutdown()
    listening.server_close()


def send(url: str, *, private: bool = True) -> None:
    post(url, b"{}", message_id="e-1", secret=SECRET, seconds=2, private=private)


def here(server: HTTPServer, path: str) -> str:
    return f"http://127.0.0.1:{server.server_port}{path}"


@pytest.mark.rule("DEP-05")
def test_the_signature_is_that_of_the_published_example():
    body = b'{"test": 2432232314}'
    signed = signature(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_success_is_any_2xx_and_the_query_goes_along(server: HTTPServer):
    send(here(server, "/204?of=us"))
    path, headers = server.seen[0]
    assert path == "/204?of=us"
    assert headers["webhook-id"] == "e-1"
    assert headers["Content-Type"] == "application/cloudevents+json"


@pytest.mark.parametrize("status", [302, 307, 400, 410, 500])
def test_anything_else_is_undelivered_and_a_redirect_is_not_followed(server: HTTPServer, status):
    with pytest.raises(Undelivered, match=f"HTTP {status}"):
        send(here(server, f"/{status}"))
    assert len(server.seen) == 1


def test_nobody_there_is_undelivered():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(Undelivered, match="Refused"):
        send(f"http://127.0.0.1:{port}/")


def test_who_does_not_speak_tls_is_undelivered(server: HTTPServer):
    with pytest.raises(Undelivered, match=r"SSL|TLS|EOF|Reset|timed out"):
        send(here(server, "/204").replace("http:", "https:"))
    assert server.seen == []


@pytest.mark.rule("DEP-05")
@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.9", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1",
     "fe80::1", "fd00::1", "::ffff:127.0.0.1", "224.0.0.1"],
)  # fmt: skip
def test_an_address_inside_is_refused_whatever_its_name(address: str, monkeypatch):
    kind = socket.AF_INET6 if ":" in address else socket.AF_INET
    found = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 443)),
        (kind, socket.SOCK_STREAM, 6, "", (address, 443)),
    ]
    monkeypatch.setattr(webhook.socket, "getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr(webhook.socket, "create_connection", lambda *_: pytest.fail("it called"))
    with pytest.raises(Undelivered, match="公网"):
        send("https://oa.example.com/hook", private=False)


def test_plain_http_is_refused_outside_the_demonstration(server: HTTPServer):
    with pytest.raises(Undelivered, match="https"):
        send(here(server, "/204"), private=False)
    assert server.seen == []
