"""The OpenAPI 3.1 document, made from the contracts once at start."""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from gateway.errors import MEDIA_TYPE, TITLES
from gateway.routes import CHANGES, PREFIX
from shared.chassis.files import KINDS
from shared.kernel.actor import PUBLIC

Json = dict[str, Any]

_HEADERS: dict[str, Json] = {
    "If-Match": {
        "name": "If-Match", "in": "header", "required": True,
        "schema": {"type": "string", "pattern": r'^"[0-9]{1,18}"$'}, "example": '"3"',
        "description": "最近一次读到的 ETag；缺少时答 428，已被他人修改时答 412。",
    },
    "Idempotency-Key": {
        "name": "Idempotency-Key", "in": "header", "required": True,
        "schema": {"type": "string", "minLength": 1, "maxLength": 255,
                   "pattern": r"^[A-Za-z0-9._~:+/=-]+$"},
        "description": "本次提交的唯一键；重试时不变，得到第一次的答复。缺少时答 400。",
    },
    "Last-Event-ID": {
        "name": "Last-Event-ID", "in": "header", "required": False,
        "schema": {"type": "string"}, "description": "最后收到的事件编号；此后的变化先行补发。",
    },
    "If-None-Match": {
        "name": "If-None-Match", "in": "header", "required": False,
        "schema": {"type": "string"}, "description": "手头内容的 ETag；未变时答 304。",
    },
}  # fmt: skip

_STREAM = (
    "Server-Sent Events。event: changed 表示内容已变，请重新读取；event: missed 表示可能有遗漏，"
    "请全部重新读取。断线后浏览器凭 Last-Event-ID 补收；连接已满时答 503，请改为定时刷新。"
)

_FILE_HEADERS: Json = {
    "Content-Disposition": {
        "description": "附件或在线显示，文件名按 RFC 6266、RFC 5987 书写。",
        "schema": {"type": "string"},
    },
    "ETag": {"description": "内容的摘要。", "schema": {"type": "string"}},
}

_PROBLEM: Json = {
    "type": "object",
    "description": "RFC 9457 问题说明。code 为稳定代码，detail 为中文说明。",
    "required": ["type", "title", "status", "detail", "code", "trace_id"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "trace_id": {"type": "string"},
        "details": {"type": "object"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "detail"],
                "properties": {
                    "pointer": {"type": "string"},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}

_SECURITY: Json = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "登录所得的令牌。",
    }
}


def openapi(contracts: Mapping[str, Json], *, release: str) -> Json:
    """Return the document; schemas stand as `<service>.<Schema>`, operations likewise."""
    paths: dict[str, Json] = {}
    schemas: dict[str, Json] = {"Problem": _PROBLEM}
    for service, contract in contracts.items():
        for name, schema in contract["schemas"].items():
            schemas[f"{service}.{name}"] = _rooted(schema, service)
        for name, op in contract["operations"].items():
            described = _Described(contract, name, op, schemas)
            address = f"{service}{op['path']}"
            paths.setdefault(f"{PREFIX}/{address}", {})[op["method"].lower()] = (
                described.operation()
            )
            if op.get("address"):
                paths[op["address"]] = {"get": described.permanent()}
            if op["changed_by"]:
                paths[f"{CHANGES}/{address}"] = {"get": described.stream()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "街道 · 公共服务接口",
            "version": release,
            "description": "时间为北京时间（+08:00），金额为整数分，编号为不透明文本。",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "tags": [{"name": s, "description": c["title"]} for s, c in contracts.items()],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": _SECURITY,
            "responses": {
                "Problem": {
                    "description": "问题说明",
                    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
                }
            },
        },
    }


class _Described:
    """One operation on its way into the document; body schemas it derives join `schemas`."""

    def __init__(self, contract: Json, name: str, op: Json, schemas: dict[str, Json]) -> None:
        self._service = contract["service"]
        self._name = name
        self._op = op
        self._schemas = schemas
        takes = contract["schemas"].get(op["takes"], {"type": "object"})
        self._takes = _rooted(takes, self._service)

    def operation(self) -> Json:
        """Return the operation object."""
        op = self._op
        described = {
            "operationId": f"{self._service}.{self._name}",
            "tags": [self._service],
            "summary": op["summary"],
            "description": op["description"],
            "parameters": [*self._fields(), *self._conditions()],
            "responses": self._responses(),
            "security": [] if op["permission"] == PUBLIC else [{"bearer": []}],
            "x-permission": op["permission"],
        }
        content = self._body()
        if content:
            described["requestBody"] = content
        return described

    def permanent(self) -> Json:
        """Return the operation object of the permanent address."""
        described = self.operation()
        return {**described, "operationId": f"{described['operationId']}.permanent"}

    def stream(self) -> Json:
        """Return the operation object of the stream that tells when the answer is another."""
        described = self.operation()
        return {
            **described,
            "operationId": f"{described['operationId']}.changes",
            "summary": f"{self._op['summary'].rstrip('。')}：实时更新。",
            "description": _STREAM,
            "parameters": [*self._fields(), _HEADERS["Last-Event-ID"]],
            "responses": {
                "200": {
                    "description": "事件流",
                    "content": {"text/event-stream": {"schema": {"type": "string"}}},
                },
                "307": {"description": "推送进程的地址"},
                **{code: said for code, said in described["responses"].items() if code > "304"},
            },
        }

    def _fields(self) -> Iterator[Json]:
        """Yield path fields, and for reads every other field as a query parameter."""
        required = set(self._takes.get("required", ()))
        for name, schema in self._takes.get("properties", {}).items():
            in_path = name in self._op["path_fields"]
            if not in_path and self._op["method"] != "GET":
                continue
            yield {
                "name": name,
                "in": "path" if in_path else "query",
                "required": in_path or name in required,
                "schema": _as_text({**schema, **({"minLength": 1} if in_path else {})}),
            }

    def _conditions(self) -> Iterator[Json]:
        if self._op["if_match"]:
            yield _HEADERS["If-Match"]
        if self._op["idempotent"]:
            yield _HEADERS["Idempotency-Key"]
        if self._op["method"] == "GET" and not self._op["paged"]:
            yield _HEADERS["If-None-Match"]

    def _body(self) -> Json | None:
        if self._op["method"] == "GET" or not self._op["takes"]:
            return None
        inside = {
            name: schema
            for name, schema in self._takes["properties"].items()
            if name not in self._op["path_fields"]
        }
        if not inside:
            return None
        name = f"{self._service}.{self._op['takes']}"
        if len(inside) < len(self._takes["properties"]):
            name += ".Body"
            required = [one for one in self._takes.get("required", ()) if one in inside]
            self._schemas[name] = {**self._takes, "properties": inside, "required": required}
        schema = {"$ref": f"#/components/schemas/{name}"}
        return {
            "required": bool(self._schemas[name].get("required")),
            "content": {"application/json": {"schema": schema}},
        }

    def _responses(self) -> Json:
        op = self._op
        answers: Json = {str(op["status"]): self._success()}
        if op["method"] == "GET" and not op["paged"]:
            answers["304"] = {"description": "内容未变"}
        for status in self._refusals():
            answers[str(status)] = {"$ref": "#/components/responses/Problem"}
        answers["default"] = {"$ref": "#/components/responses/Problem"}
        return answers

    def _refusals(self) -> Iterator[int]:
        op = self._op
        yield from (400, 422, 429, 503)
        if op["permission"] != PUBLIC:
            yield from (401, 403)
        if op["path_fields"]:
            yield 404
        if op["method"] != "GET":
            yield from (409, 413, 415)
        if op["if_match"]:
            yield from (412, 428)

    def _success(self) -> Json:
        op = self._op
        answer: Json = {"description": TITLES.get(op["status"], "办理成功")}
        if op["status"] == 204:
            return answer
        if op.get("file", False):
            answer["description"] = "文件"
            answer["headers"] = _FILE_HEADERS
            answer["content"] = {kind: {} for kind in KINDS}
        elif op["gives"]:
            reference = {"$ref": f"#/components/schemas/{self._service}.{op['gives']}"}
            answer["content"] = {"application/json": {"schema": _page(reference, op["paged"])}}
        return answer


def _page(item: Json, paged: bool) -> Json:
    if not paged:
        return item
    items = {"type": "array", "items": item}
    return {"type": "object", "properties": {"items": items}, "required": ["items"]}


def _rooted(schema: Json, service: str) -> Json:
    """Return the schema with references that point into the document."""
    text = orjson.dumps(schema).replace(
        b'"#/schemas/', f'"#/components/schemas/{service}.'.encode()
    )
    rooted: Json = orjson.loads(text)
    return rooted


def _as_text(schema: Json) -> Json:
    """Return the schema of a parameter: a query cannot say null."""
    kinds = schema.get("type")
    shown = dict(schema)
    if isinstance(kinds, list):
        left = [kind for kind in kinds if kind != "null"]
        shown["type"] = left[0] if len(left) == 1 else left
    if shown.get("default", ...) is None:
        del shown["default"]
    if "enum" in shown:
        shown["enum"] = [value for value in shown["enum"] if value is not None]
    return shown
