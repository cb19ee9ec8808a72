"""The portals: pages that run in the browser, built from gateway/portals; here they are only sent.

What carries a hash in its name is sent for ever (WhiteNoise), packed where the browser takes it.
Every other address that a browser navigates to gets the one page, and the page knows what is there;
whoever asks for something else than a page is told that there is no such address.
"""

import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import falcon
from whitenoise import WhiteNoise

from gateway.pages import Document

ASSETS = "assets"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PHONE = "%HELP_PHONE%"
_HASHED = re.compile(r"/assets/.+-[\w-]{8}\.\w+$")


def page(folder: Path, *, help_phone: str) -> Document | None:
    """Return the page of the portals with the settings it shows, None where none are built."""
    built = folder / "index.html"
    if not built.exists():
        return None
    text = built.read_text(encoding="utf-8").replace(_PHONE, escape(help_phone))
    return Document(text.encode(), media_type="text/html; charset=utf-8", policy=_POLICY)


def anywhere(page: Document) -> Callable[..., None]:
    """Return the sink for addresses that no route has: the page, to a browser that navigates."""

    def answer(req: falcon.Request, resp: falcon.Response, **_: Any) -> None:
        accepts = req.get_header("Accept") or ""
        navigates = req.method in ("GET", "HEAD") and "text/html" in accepts
        if not navigates or req.path.startswith("/api/"):
            raise falcon.HTTPRouteNotFound
        resp.set_header("Vary", "Accept")
        page.on_get(req, resp)

    return answer


def with_assets(app: Any, folder: Path) -> Any:
    """Return the WSGI application with the built files beside it."""
    if not (folder / ASSETS).is_dir():
        return app
    sent = WhiteNoise(
        app, immutable_file_test=_hashed, allow_all_origins=False, add_headers_function=_safe
    )
    sent.add_files(str(folder / ASSETS), prefix=f"{ASSETS}/")
    return sent


def _hashed(path: str, url: str) -> bool:
    return _HASHED.search(url) is not None


def _safe(headers: Any, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
