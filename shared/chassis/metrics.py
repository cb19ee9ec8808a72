"""What Prometheus is told. Labels are operations and event types, never ids or people."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol

from prometheus_client import Counter, Gauge, Histogram, generate_latest

OPERATIONS = Counter("jiedao_operations", "Operations by outcome.", ["operation", "outcome"])
OPERATION_SECONDS = Histogram(
    "jiedao_operation_seconds",
    "Time from message to reply.",
    ["operation"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
EVENTS = Counter("jiedao_events_handled", "Events by outcome.", ["type", "outcome"])
EVENT_LAG = Histogram(
    "jiedao_event_lag_seconds",
    "Time from the act to its effect here.",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 30, 300),
)
WAITING = Gauge("jiedao_events_waiting", "Failed events that wait for their next try.")
PARKED = Gauge("jiedao_events_parked", "Failed events that wait for a person.")
OUTBOX = Gauge("jiedao_outbox_rows", "Events not yet confirmed by the broker.")
HELD = Gauge("jiedao_outbox_held", "Events for which the broker has no queue.")
PUBLISHED = Counter("jiedao_outbox_published", "Events confirmed by the broker.")
TIMERS = Counter("jiedao_timers_fired", "Timers that were due.")
LEADING = Gauge("jiedao_relay_leading", "1 in the relay that works, 0 in one that stands by.")
SEALED = Gauge("jiedao_audit_position", "Audit lines linked into the chain.")


class Health(Protocol):
    """Whoever knows whether the process can work."""

    def alive(self) -> bool:
        """Say whether the process should go on."""
        ...

    def ready(self) -> bool:
        """Say whether it can work now."""
        ...


def serve(host: str, port: int, health: Health) -> None:
    """Serve /metrics, /healthz and /readyz on a thread (a greenlet under eventlet)."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = _answer(self.path, health)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Probes are not worth a line."""

    server = ThreadingHTTPServer((host, port), Answers)
    threading.Thread(target=server.serve_forever, name="metrics", daemon=True).start()


def _answer(path: str, health: Health) -> tuple[int, bytes]:
    if path == "/metrics":
        return 200, generate_latest()
    question = {"/healthz": health.alive, "/readyz": health.ready}.get(path)
    if question is None:
        return 404, b""
    return (200, b"ok") if question() else (503, b"not yet")
