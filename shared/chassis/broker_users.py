"""Users of the broker that may read one queue and nothing else, by its management interface.

Needed where a department's own system is connected; no service has the rights to do this.
"""

from typing import Any
from urllib.parse import quote, unquote, urlsplit

import requests

from shared.kernel.errors import Unavailable

SECONDS = 15


def let_read(admin: str, *, vhost: str, user: str, password: str, queue: str) -> None:
    """Make the user, or give it a new password; it may read the queue, configure and write nothing.

    Raises Unavailable `broker.admin_failed` when the interface does not do as it is asked.
    """
    _ask(admin, "PUT", f"users/{quote(user, '')}", {"password": password, "tags": ""})
    exactly = f"^{queue.replace('.', chr(92) + '.')}$"
    rights = {"configure": "^$", "write": "^$", "read": exactly}
    _ask(admin, "PUT", f"permissions/{quote(vhost, '')}/{quote(user, '')}", rights)


def forget(admin: str, *, user: str) -> None:
    """Delete the user; its connections are closed. Nothing happens when there is none."""
    _ask(admin, "DELETE", f"users/{quote(user, '')}", None)


def _ask(admin: str, method: str, path: str, body: Any) -> None:
    parts = urlsplit(admin)
    account = (unquote(parts.username or ""), unquote(parts.password or ""))
    base = f"{parts.scheme}://{parts.hostname}:{parts.port or 15672}{parts.path.rstrip('/')}"
    try:
        answer = requests.request(
            method, f"{base}/api/{path}", json=body, auth=account, timeout=SECONDS,
            allow_redirects=False,
        )  # fmt: skip
    except requests.RequestException as away:
        raise Unavailable("broker.admin_failed", "消息总线管理接口没有应答，请检查地址。") from away
    gone = method == "DELETE" and answer.status_code == 404
    if not answer.ok and not gone:
        raise Unavailable(
            "broker.admin_failed",
            f"消息总线管理接口拒绝（{answer.status_code}），请检查账号权限。",
        )
