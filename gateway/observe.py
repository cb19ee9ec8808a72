"""What is known of every request: a trace, a metric, a log line, and the headers of safety.

Labels are operations, never addresses: an address may carry an id, an operation never does.
"""

from time import perf_counter

import falcon
from prometheus_client import Counter, Histogram

from shared.chassis import tracing
from shared.chassis.logs import get_logger

REQUESTS = Counter(
    "jiedao_gateway_requests", "Requests by operation and status.", ["operation", "status"]
)
SECONDS = Histogram(
    "jiedao_gateway_request_seconds",
    "Time from the first byte read to the answer written.",
    ["operation"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)

_SAFE = (
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)
_HSTS = "max-age=31536000; includeSubDomains"

log = get_logger(__name__)


class Observer:
    """Middleware around every request, refused ones included."""

    def process_request(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Take up or begin the trace; pages may loosen the safe headers afterwards."""
        req.context.started = perf_counter()
        req.context.route = None
        trace = tracing.follow(req.get_header("traceparent"))
        req.context.trace_id, req.context.traceparent = trace.trace_id, trace.header
        resp.set_headers(_SAFE)
        resp.set_header("traceparent", req.context.traceparent)
        if req.forwarded_scheme == "https":
            resp.set_header("Strict-Transport-Security", _HSTS)

    def process_response(
        self, req: falcon.Request, resp: falcon.Response, resource: object, req_succeeded: bool
    ) -> None:
        """Count, measure, log."""
        route = req.context.route
        if route is None:
            return
        operation = f"{route.service}.{route.operation}"
        took = perf_counter() - req.context.started
        status = resp.status_code
        REQUESTS.labels(operation, str(status)).inc()
        SECONDS.labels(operation).observe(took)
        log.info(
            "http.answered",
            operation=operation,
            status=status,
            milliseconds=round(took * 1000, 1),
            trace_id=req.context.trace_id,
        )
