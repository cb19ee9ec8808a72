"""Pages of the gateway itself: the documents, and their listing for people.

Everything is rendered once at start and asks for nothing from elsewhere: the one style sheet is
inline and named by its hash in the Content-Security-Policy.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

import falcon
import orjson

from gateway.headers import styled, tagged

Json = dict[str, Any]

_STYLE = """
:root{color-scheme:light dark;--line:#8886;--soft:#8881}
body{font:16px/1.6 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:60rem;
margin:2rem auto;padding:0 1rem}
h2{margin-top:2.5rem;border-bottom:1px solid var(--line)}
details{border:1px solid var(--line);border-radius:.4rem;margin:.5rem 0;padding:.4rem .8rem}
details[open]{background:var(--soft)}
summary{cursor:pointer}
code{font-family:ui-monospace,monospace;font-size:.92em;overflow-wrap:anywhere}
.method{display:inline-block;min-width:4.2em;font-weight:700}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
""".strip()
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = styled(_STYLE_HASH)

_INDEX = """<h1>街道 · 公共服务平台</h1>
<p>区、街道、社区办理公共服务所用的系统。这里是它的接口。</p>
<ul><li><a href="/api/docs">接口说明</a></li>
<li><a href="/api/openapi.json">OpenAPI 3.1 文档</a></li>
<li><a href="/api/asyncapi.json">AsyncAPI 3 事件文档</a></li>
<li><a href="/readyz">各服务是否就绪</a></li></ul>"""


class Document:
    """A text that never changes while the process lives, with a strong ETag."""

    def __init__(self, content: bytes, *, media_type: str, policy: str = "") -> None:
        """Show `content`."""
        self._content = content
        self._media_type = media_type
        self._policy = policy
        self._etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'

    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Show it, or 304 to whoever has it."""
        resp.set_header("ETag", self._etag)
        resp.set_header("Cache-Control", "no-cache")
        if self._policy:
            resp.set_header("Content-Security-Policy", self._policy)
        if tagged(req.get_header("If-None-Match"), self._etag):
            resp.status = 304
            return
        resp.content_type = self._media_type
        resp.data = self._content

    on_head = on_get


def json_document(document: Json) -> Document:
    """Return the page of a JSON document."""
    return Document(orjson.dumps(document), media_type=falcon.MEDIA_JSON)


def index() -> Document:
    """Return the first page."""
    return _page("街道 · 公共服务平台", _INDEX)


def docs(openapi: Json) -> Document:
    """Return the listing of every operation, by service."""
    return _page(openapi["info"]["title"], "\n".join(_listing(openapi)))


def _page(title: str, content: str) -> Document:
    text = (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main>{content}</main></body></html>"
    )
    return Document(text.encode(), media_type="text/html; charset=utf-8", policy=_POLICY)


def _listing(openapi: Json) -> Iterator[str]:
    yield f"<h1>{escape(openapi['info']['title'])}</h1>"
    yield f"<p>{escape(openapi['info']['description'])}"
    yield '完整定义见 <a href="/api/openapi.json">OpenAPI 3.1 文档</a>。</p><nav><ul>'
    for tag in openapi["tags"]:
        yield f'<li><a href="#{tag["name"]}">{escape(tag["description"])}</a></li>'
    yield "</ul></nav>"
    schemas = openapi["components"]["schemas"]
    for tag in openapi["tags"]:
        yield f'<h2 id="{tag["name"]}">{escape(tag["description"])} <code>{tag["name"]}</code></h2>'
        for path, methods in openapi["paths"].items():
            for method, op in methods.items():
                if op["tags"] == [tag["name"]]:
                    yield _operation(f"{method.upper()} {path}", op, schemas)


def _operation(route: str, op: Json, schemas: Mapping[str, Json]) -> str:
    method, _, path = route.partition(" ")
    who = "任何人" if not op["security"] else f"须有权限 <code>{escape(op['x-permission'])}</code>"
    note = f"<p>{escape(op['description'])}</p>" if op["description"] else ""
    return (
        f'<details id="{op["operationId"]}"><summary><span class="method">{method}</span> '
        f"<code>{escape(path)}</code> {escape(op['summary'])}</summary>{note}"
        f"<p>{who}</p>{_inputs(op, schemas)}<p>答复：{_answers(op)}</p></details>"
    )


def _inputs(op: Json, schemas: Mapping[str, Json]) -> str:
    rows = [
        (one["name"], _PLACES[one["in"]], one["required"], one["schema"])
        for one in op["parameters"]
    ]
    content = op.get("requestBody")
    if content:
        schema = schemas[_name(content["content"]["application/json"]["schema"]["$ref"])]
        required = schema.get("required", ())
        rows += [(n, "正文", n in required, p) for n, p in schema["properties"].items()]
    if not rows:
        return ""
    cells = "".join(
        f"<tr><td><code>{escape(name)}</code></td><td>{place}</td>"
        f"<td>{'必填' if required else ''}</td><td>{escape(_kind(schema))}</td></tr>"
        for name, place, required, schema in rows
    )
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("字段", "位置", "", "类型"))
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{cells}</tbody></table>"


_PLACES = {"path": "地址", "query": "查询", "header": "请求头"}


def _kind(schema: Json) -> str:
    """Say in a few words what a field holds."""
    if "$ref" in schema:
        return _name(schema["$ref"])
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    if "anyOf" in schema:
        return " 或 ".join(_kind(one) for one in schema["anyOf"])
    kinds = schema.get("type", "任意")
    named = " 或 ".join(kinds) if isinstance(kinds, list) else str(kinds)
    if "items" in schema:
        return f"{named}［{_kind(schema['items'])}］"
    return f"{named}（{schema['format']}）" if "format" in schema else named


def _answers(op: Json) -> str:
    return "、".join(f"<code>{code}</code>" for code in op["responses"] if code != "default")


def _name(reference: str) -> str:
    return reference.rpartition("/")[2]
