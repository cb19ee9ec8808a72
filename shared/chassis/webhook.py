"""One signed POST, as Standard Webhooks says, to an address that may be asked.

The name is resolved once and the connection goes to the address that was looked at, so that a name
cannot point elsewhere in between; what is not public is refused outside the demonstration. There
are no redirects and no answer is read beyond its status.
"""

import base64
import hashlib
import hmac
import http.client
import ipaddress
import socket
import ssl
import time
from contextlib import closing
from urllib.parse import urlsplit

from shared.chassis.envelope import CONTENT_TYPE

PREFIX = "whsec_"


class Undelivered(Exception):
    """Nobody took it; says why without what was sent."""


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """Return `v1,<base64>`: HMAC-SHA256 over `id.timestamp.body` with the secret after whsec_."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return f"v1,{base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()}"


def post(
    url: str, body: bytes, *, message_id: str, secret: str, seconds: int, private: bool
) -> None:
    """Send; anything but a 2xx in time raises Undelivered. `private` allows own networks."""
    parts = urlsplit(url)
    timestamp = int(time.time())
    headers = {
        "Content-Type": CONTENT_TYPE,
        "User-Agent": "jiedao",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(secret, message_id, timestamp, body),
    }
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        with closing(_connection(url, seconds=seconds, private=private)) as line:
            line.request("POST", target, body, headers)
            status = line.getresponse().status
    except (OSError, http.client.HTTPException, ValueError) as failed:
        raise Undelivered(f"{type(failed).__name__}: {failed}"[:300]) from failed
    if not 200 <= status < 300:
        raise Undelivered(f"HTTP {status}")


def address_of(host: str, port: int, *, private: bool) -> str:
    """Return the first address of a name; Undelivered when any of them is none to be asked."""
    found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not private and not all(_is_public(one) for one in found):
        raise Undelivered("地址不在公网，拒绝投递")
    return found[0]


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address)
    plain = getattr(ip, "ipv4_mapped", None) or ip
    return plain.is_global and not plain.is_multicast


def _connection(url: str, *, seconds: int, private: bool) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    if not secure and not private:
        raise Undelivered("只投递到 https 地址")
    port = parts.port or (443 if secure else 80)
    line = http.client.HTTPConnection(host, port, timeout=seconds)
    plain = socket.create_connection((address_of(host, port, private=private), port), seconds)
    line.sock = (
        ssl.create_default_context().wrap_socket(plain, server_hostname=host) if secure else plain
    )
    return line
