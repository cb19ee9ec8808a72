"""A small OpenID provider on this machine: real TLS, real RS256 keys, the code flow of RFC 6749.

The system knows its issuer, its audience and where its keys are, as an operator would set them.
"""

import base64
import json
import secrets
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from infra.local.place import Place

CLIENT, SECRET = "jiedao", "secret-of-the-portal"
BACK = "https://portal.example/back"
HOST = "127.0.0.1"


@dataclass
class Provider:
    """Who logs people in for the whole district; changes its key when asked to."""

    folder: Path
    issuer: str = ""
    key: RSAKey = field(default_factory=lambda: new_key())
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def certificate(self) -> Path:
        return self.folder / "provider.pem"

    def settings(self, place: Place) -> dict[str, str]:
        """Return the settings that connect the system; its processes trust the certificate."""
        file = place.write(place.folder / "provider.pem", self.certificate.read_text())
        return {
            "JIEDAO_OIDC_ISSUER": self.issuer,
            "JIEDAO_OIDC_AUDIENCE": CLIENT,
            "JIEDAO_OIDC_JWKS": f"{self.issuer}/keys",
            "SSL_CERT_FILE": str(file),
        }

    def change_key(self) -> None:
        """Sign with a new key from now on; the old one is gone from what is published."""
        self.key = new_key()

    def sign(self, username: str, *, by: RSAKey | None = None, **changes: Any) -> str:
        """Return an identity token; `changes` spoil it."""
        now, key = int(datetime.now(UTC).timestamp()), by or self.key
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": f"example|{username}", "iat": now,
                  "exp": now + 300, "preferred_username": username, **changes}  # fmt: skip
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, key)

    def log_in(self, username: str) -> str:
        """Walk the way of a browser and a portal; return the identity token."""
        found = self._get("/.well-known/openid-configuration").json()
        state = secrets.token_urlsafe()
        asked = {"response_type": "code", "client_id": CLIENT, "redirect_uri": BACK,
                 "scope": "openid", "state": state, "login_hint": username}  # fmt: skip
        sent = requests.get(found["authorization_endpoint"], params=asked, allow_redirects=False,
                            verify=str(self.certificate), timeout=10)  # fmt: skip
        back = parse_qs(urlsplit(sent.headers["Location"]).query)
        assert back["state"] == [state]
        form = {"grant_type": "authorization_code", "code": back["code"][0], "redirect_uri": BACK}
        granted = requests.post(found["token_endpoint"], data=form, timeout=10,
                                auth=(CLIENT, SECRET),
                                verify=str(self.certificate))  # fmt: skip
        granted.raise_for_status()
        return str(granted.json()["id_token"])

    def _get(self, path: str) -> requests.Response:
        return requests.get(f"{self.issuer}{path}", verify=str(self.certificate), timeout=10)

    # --- what the provider answers -----------------------------------------------------------

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def keys(self) -> dict[str, Any]:
        return dict(KeySet([self.key]).as_dict(private=False))

    def authorize(self, asked: dict[str, str]) -> str:
        code = secrets.token_urlsafe()
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        right = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self.codes.pop(form["code"], None)
        known = authorization == f"Basic {right}"
        if asked is None or not known or asked["redirect_uri"] != form["redirect_uri"]:
            return None
        return {"token_type": "Bearer", "id_token": self.sign(asked["login_hint"])}


def new_key() -> RSAKey:
    kid = secrets.token_hex(4)
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"})


@contextmanager
def running(folder: Path) -> Iterator[Provider]:
    """Run a provider on a free port until the block ends."""
    found = Provider(folder)
    server = ThreadingHTTPServer((HOST, 0), _door(found))
    found.issuer = f"https://{HOST}:{server.server_port}"
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(found.certificate, _certify(found.certificate))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


def _door(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize(_plain(parts.query)))
                self.end_headers()
                return
            known = {"/.well-known/openid-configuration": provider.discovery,
                     "/keys": provider.keys}  # fmt: skip
            self._say(known[parts.path]() if parts.path in known else None, 404)

        def do_POST(self) -> None:
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(provider.token(_plain(form), self.headers["Authorization"]), 400)

        def _say(self, body: dict[str, Any] | None, otherwise: int) -> None:
            self.send_response(200 if body is not None else otherwise)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(body or {"error": "invalid_grant"}).encode())

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def _plain(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}


def _certify(file: Path) -> Path:
    """Write a certificate of this machine, signed by itself; return where its key is."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "统一身份认证（示例）")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    private = file.with_suffix(".key")
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
    return private
