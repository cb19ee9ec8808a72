"""Routes from the contracts: path, query and body become one flat command; the answer is shown.

Nothing is validated here that the service validates; only what HTTP itself asks for.
"""

import base64
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import falcon
import orjson

from gateway import headers
from gateway.auth import NOBODY, Caller, Door
from gateway.limits import Limiter, address
from gateway.rpc import Answer, Bus
from shared.kernel.actor import PUBLIC
from shared.kernel.errors import FieldError, Invalid, Unauthenticated, invalid_fields

PREFIX = "/api/v1"
CHANGES = f"{PREFIX}/changes"
DEPTH = 32
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")

Json = dict[str, Any]
App = falcon.App[falcon.Request, falcon.Response]


@dataclass(frozen=True)
class Route:
    """One operation at one address. `location` is the field that names a created thing's page.

    `file`: the answer is a file, sent as its bytes. `watched`: its changes may be streamed.
    `address`: where the world finds it too, "" for most.
    """

    service: str
    operation: str
    method: str
    template: str
    public: bool
    array_fields: frozenset[str]
    location: str | None
    file: bool = False
    watched: bool = False
    address: str = ""

    @property
    def reads(self) -> bool:
        """Say whether it only reads."""
        return self.method == "GET"


def read_contracts(folder: Path) -> dict[str, Json]:
    """Read service → contract from `folder`, in order of name."""
    found = {path.stem: orjson.loads(path.read_bytes()) for path in sorted(folder.glob("*.json"))}
    if not found:
        raise ValueError(f"{folder} 中没有服务契约，请先运行 make contracts。")
    return found


def routes(contract: Mapping[str, Any]) -> list[Route]:
    """Return the routes of one service, in the order of its contract."""
    operations = contract["operations"]
    pages = {op["path"]: op for op in operations.values() if op["method"] == "GET"}
    return [
        Route(
            service=contract["service"],
            operation=name,
            method=op["method"],
            template=f"{PREFIX}/{contract['service']}{op['path']}",
            public=op["permission"] == PUBLIC,
            array_fields=frozenset(op["array_fields"]),
            location=_location(op, pages),
            file=op.get("file", False),
            watched=bool(op["changed_by"]),
            address=op.get("address", ""),
        )
        for name, op in operations.items()
    ]


def _location(op: Mapping[str, Any], pages: Mapping[str, Any]) -> str | None:
    """Name the field in which the answer carries the last part of the created thing's address."""
    if op["method"] != "POST" or op["status"] != 201:
        return None
    for path, page in pages.items():
        head, _, last = path.rpartition("/")
        if head == op["path"] and last.startswith("{"):
            return str(page["path_fields"][-1])
    return None


@dataclass(frozen=True)
class Desk:
    """What every request passes: who asks, how often, what; one hop; the answer."""

    bus: Bus
    door: Door
    limiter: Limiter
    body_limit: int
    timeout: float
    trusted_proxies: int = 0

    def serve(
        self, req: falcon.Request, resp: falcon.Response, *, route: Route, path: Mapping[str, str]
    ) -> None:
        """Answer one request; raises the six kinds."""
        answer = self.ask(req, route=route, path=path)
        (send if route.file else show)(req, resp, route=route, answer=answer)

    def ask(self, req: falcon.Request, *, route: Route, path: Mapping[str, str]) -> Answer:
        """Let the caller in and ask the service; raises the six kinds."""
        req.context.route = route
        caller = self._admit(req, route)
        if_match = headers.if_match(req.get_header("If-Match"))
        key = headers.idempotency_key(req.get_header("Idempotency-Key"))
        return self.bus.call(
            route.service,
            route.operation,
            command(req, route=route, path=path, body_limit=self.body_limit),
            token=caller.token,
            traceparent=req.context.traceparent,
            idempotency_key=key,
            if_match=if_match,
            timeout=self.timeout,
        )

    def _admit(self, req: falcon.Request, route: Route) -> Caller:
        where = address(req, trusted_proxies=self.trusted_proxies)
        try:
            caller = self.door.admit(req.get_header("Authorization"))
            if caller is NOBODY and not route.public:
                raise Unauthenticated("auth.required", "请先登录。")
        except Unauthenticated:
            self.limiter.count_strictly(where)
            raise
        if caller is NOBODY and not route.reads:
            self.limiter.count_strictly(where)
        self.limiter.count(where if caller is NOBODY else caller.actor.id)
        return caller


def mount(app: App, *, desk: Desk, found: Iterable[Route]) -> None:
    """Give `app` one resource per address, permanent ones included; HEAD goes with GET."""
    resources: dict[str, Any] = {}
    for route in found:
        responder = _responder(desk, route)
        for template in filter(None, (route.template, route.address)):
            resource = resources.setdefault(template, type("Address", (), {})())
            setattr(resource, f"on_{route.method.lower()}", responder)
            if route.reads:
                resource.on_head = responder
    for template, resource in resources.items():
        app.add_route(template, resource)


def _responder(desk: Desk, route: Route) -> Callable[..., None]:
    def respond(req: falcon.Request, resp: falcon.Response, **path: str) -> None:
        desk.serve(req, resp, route=route, path=path)

    return respond


def command(req: falcon.Request, *, route: Route, path: Mapping[str, str], body_limit: int) -> Json:
    """Gather path, query and body fields; raises Invalid when two of them name the same field."""
    if "\0" in req.path or "%00" in req.query_string:
        raise _unprintable()
    gathered: Json = dict(path)
    query = {name: _query_value(name, value, route) for name, value in req.params.items()}
    parts = (query,) if route.reads else (query, body(req, limit=body_limit))
    for part in parts:
        doubled = sorted(gathered.keys() & part.keys())
        if doubled:
            raise invalid_fields(
                "request.ambiguous_field",
                "同一字段只能在地址、查询参数、正文中出现一次。",
                [FieldError(f"/{name}", "ambiguous", "此字段出现了不止一次。") for name in doubled],
            )
        gathered |= part
    return gathered


def _query_value(name: str, value: str | list[str], route: Route) -> str | list[str]:
    if name in route.array_fields:
        return value if isinstance(value, list) else [value]
    if isinstance(value, list):
        raise invalid_fields(
            "request.repeated_field",
            f"查询参数 {name} 只能出现一次。",
            [FieldError(f"/{name}", "repeated", "此参数只能出现一次。")],
        )
    return value


def body(req: falcon.Request, *, limit: int) -> Json:
    """Read the JSON object in the body, {} when there is none.

    Raises 413 beyond `limit` bytes, 415 for another media type, Invalid for anything that is not
    one JSON object at most 32 levels deep.
    """
    raw = _raw(req, limit)
    if not raw:
        return {}
    media_type = (req.content_type or "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise falcon.HTTPUnsupportedMediaType
    try:
        read = orjson.loads(raw)
    except orjson.JSONDecodeError as bad:
        raise Invalid(
            "request.malformed_json", f"正文不是合格的 JSON（第 {bad.pos} 个字符附近）。"
        ) from bad
    if not isinstance(read, dict):
        raise Invalid("request.not_an_object", "正文须为一个 JSON 对象。")
    if raw.count(b"{") + raw.count(b"[") > DEPTH and _depth(read) > DEPTH:
        raise Invalid("request.too_deep", f"正文嵌套不能超过 {DEPTH} 层。")
    if _NUL.search(raw):
        raise _unprintable()
    return read


def _raw(req: falcon.Request, limit: int) -> bytes:
    length = req.content_length
    if length is not None and length > limit:
        raise falcon.HTTPContentTooLarge
    chunked = length is None and req.env.get("wsgi.input_terminated")
    stream = req.stream if chunked else req.bounded_stream
    raw: bytes = stream.read(limit + 1)
    if len(raw) > limit:
        raise falcon.HTTPContentTooLarge
    return raw


def _depth(value: Any) -> int:
    """Return how deep `value` is nested, level by level: never recursing into a hostile body."""
    depth, level = 0, [value]
    while level := [inner for outer in level for inner in _inside(outer)]:
        depth += 1
        if depth > DEPTH:
            break
    return depth


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _unprintable() -> Invalid:
    return Invalid("request.unprintable", "内容中不能有 NUL 字符。")


def show(req: falcon.Request, resp: falcon.Response, *, route: Route, answer: Answer) -> None:
    """Write the answer: body, ETag, 304, Link and Location."""
    if answer["version"] is not None:
        tag = headers.etag(answer["version"])
        resp.set_header("ETag", tag)
        if route.reads and headers.tagged(req.get_header("If-None-Match"), tag):
            resp.status = 304
            return
    resp.status = answer["status"]
    content = answer["body"]
    link = headers.links(req.path, req.params, {"next": answer["next"], "prev": answer["previous"]})
    if link:
        resp.set_header("Link", link)
    if route.location and isinstance(content, dict):
        named = content.get(route.location, content.get("id"))
        if named is not None:
            resp.set_header("Location", f"{req.path}/{quote(str(named), safe='')}")
    if resp.status != 204:
        resp.content_type = falcon.MEDIA_JSON
        resp.data = orjson.dumps(content)


def send(req: falcon.Request, resp: falcon.Response, *, route: Route, answer: Answer) -> None:
    """Send a file: its bytes, kind and name; 304 to a reader who has the same bytes."""
    file = answer["body"]
    content = base64.b64decode(file["content"])
    tag = headers.content_etag(content)
    resp.set_header("ETag", tag)
    if file.get("modified"):
        resp.last_modified = datetime.fromisoformat(file["modified"]).astimezone(UTC)
    if file.get("cached_for"):
        resp.set_header("Cache-Control", f"public, max-age={file['cached_for']}")
    if route.reads and headers.tagged(req.get_header("If-None-Match"), tag):
        resp.status = 304
        return
    resp.status = answer["status"]
    resp.content_type = file["media_type"]
    if file.get("style"):
        resp.set_header("Content-Security-Policy", headers.styled(file["style"]))
    shown = headers.disposition(file["filename"], inline=file.get("inline", False))
    resp.set_header("Content-Disposition", shown)
    resp.data = content
