"""Every error is a problem document (RFC 9457): one shape, a stable code, a Chinese sentence.

{"type", "title", "status", "detail", "code", "errors": [{"pointer", "code", "detail"}],
"details", "trace_id"}. `code` is contract; `type` is the same code as a URN. A fault of ours says
nothing about itself but its trace id.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import falcon
import orjson

from gateway.headers import MALFORMED
from shared.chassis.logs import get_logger
from shared.kernel.errors import JiedaoError

MEDIA_TYPE = "application/problem+json"

TITLES = {
    400: "请求有误", 401: "尚未登录", 403: "无权办理", 404: "没有找到", 405: "不支持此方法",
    406: "无法提供所要格式", 409: "当前不能办理", 411: "缺少长度", 412: "内容已变化",
    413: "内容过大", 414: "地址过长", 415: "不支持的格式", 416: "范围有误", 422: "内容有误",
    428: "缺少前提条件", 429: "请求过于频繁", 431: "请求头过大", 500: "系统故障", 503: "暂时不可用",
}  # fmt: skip

_HTTP = {
    404: ("request.no_such_address", "没有这个地址，请对照 /api/docs 核对。"),
    405: ("request.method_not_allowed", "这个地址不支持此方法，可用的方法见 Allow。"),
    413: ("request.too_large", "请求正文过大，请减少内容后重试。"),
    415: ("request.unsupported_media_type", "请求正文须为 application/json。"),
}

_FAULT = "系统出现故障，请稍后再试；如持续出现，请把 trace_id 告诉管理员。"

log = get_logger(__name__)


def problem(
    status: int,
    *,
    code: str,
    detail: str,
    trace_id: str,
    details: Mapping[str, Any] | None = None,
    errors: Sequence[Mapping[str, Any]] = (),
) -> bytes:
    """Write the problem document; `errors` and `details` stand only when there are any."""
    document: dict[str, Any] = {
        "type": f"urn:jiedao:problem:{code}",
        "title": TITLES.get(status, "请求有误" if status < 500 else "系统故障"),
        "status": status,
        "detail": detail,
        "code": code,
        "trace_id": trace_id,
    }
    if errors:
        document["errors"] = list(errors)
    if details:
        document["details"] = dict(details)
    return orjson.dumps(document, default=str)


def install(app: falcon.App[falcon.Request, falcon.Response]) -> None:
    """Let every error of `app` leave as a problem document."""
    app.add_error_handler(Exception, _on_fault)
    app.add_error_handler(falcon.HTTPError, _on_http)
    app.add_error_handler(JiedaoError, _on_refusal)


def status_of(refusal: JiedaoError) -> int:
    """Return the HTTP status of a refusal: its kind's, or 400 when the message is malformed."""
    return 400 if refusal.code in MALFORMED else refusal.status


def _on_refusal(
    req: falcon.Request, resp: falcon.Response, refusal: JiedaoError, params: Mapping[str, Any]
) -> None:
    if refusal.status >= 500 and refusal.kind == JiedaoError.kind:
        _on_fault(req, resp, refusal, params)
        return
    details = dict(refusal.details)
    errors = details.pop("errors", ())
    status = status_of(refusal)
    _write(
        req, resp, status, code=refusal.code, detail=refusal.message,
        details=details, errors=errors,
    )  # fmt: skip
    if status == 401:
        resp.set_header("WWW-Authenticate", _challenge(refusal.code))
    elif status in (429, 503):
        resp.set_header("Retry-After", str(details.get("retry_after", 1)))


def _on_http(
    req: falcon.Request, resp: falcon.Response, error: falcon.HTTPError, _: Mapping[str, Any]
) -> None:
    status = error.status_code
    code, detail = _HTTP.get(status, ("request.refused", error.title or ""))
    _write(req, resp, status, code=code, detail=detail)
    for name, value in dict(error.headers or {}).items():
        resp.set_header(name, value)


def _on_fault(
    req: falcon.Request, resp: falcon.Response, fault: Exception, _: Mapping[str, Any]
) -> None:
    log.error("http.fault", trace_id=req.context.trace_id, exc_info=fault)
    _write(req, resp, 500, code="gateway.fault", detail=_FAULT)


def _write(req: falcon.Request, resp: falcon.Response, status: int, **members: Any) -> None:
    resp.status = status
    resp.content_type = MEDIA_TYPE
    resp.data = problem(status, trace_id=req.context.trace_id, **members)


def _challenge(code: str) -> str:
    failed = code.startswith("auth.token_")
    return 'Bearer realm="jiedao"' + (', error="invalid_token"' if failed else "")
