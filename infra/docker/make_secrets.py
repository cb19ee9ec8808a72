"""`python -m infra.docker.make_secrets FOLDER`: keys and passwords of an installation, made once.

FOLDER holds one folder an audience, each a volume of its own, so that a process sees its own only:
`postgres` and `rabbitmq` (what they must know of those who come), `signing` (the key that signs
tokens), `log-key` (the key that signs the transparency log), `gateway`, one for each service, and
`owners` (who prepares databases). What is there is kept: a second run changes nothing but adds what
a new service needs.
"""

import base64
import json
import os
import secrets
import sys
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.chassis.cli.place import services

OURS, THEIRS = 10001, 999
"""The users of our image and of the official images of broker and database."""

BROKER = "amqp://jiedao:{password}@rabbitmq:5672/jiedao"
DATABASE = "postgresql+psycopg2://{role}:{password}@postgres:5432/{service}"


def main(folder: Path) -> None:
    """Make what is missing under `folder`."""
    keys = _keys(folder)
    broker = _broker(folder)
    _once(folder / "postgres" / "admin.password", secrets.token_urlsafe(24), THEIRS)
    passwords = _roles(folder / "postgres" / "roles")
    _write(folder / "gateway" / "gateway.env", f"JIEDAO_AMQP_URI={broker}\n", OURS)
    _write(folder / "gateway" / "token.pub.pem", keys["token.pub.pem"], OURS)
    for service in services():
        app, owner = passwords[service]
        serve = _setting("JIEDAO_AMQP_URI", broker)
        serve += _setting("JIEDAO_SERVICE_DATABASE_URL", _url(service, service, app))
        prepare = _setting(
            "JIEDAO_MIGRATION_DATABASE_URL", _url(service, f"{service}_owner", owner)
        )
        _write(folder / service / f"{service}.env", serve, OURS)
        _write(folder / "owners" / f"{service}.env", serve + prepare, OURS)
        for name, text in keys.items():
            _write(folder / service / name, text, OURS)
    for name, text in keys.items():
        _write(folder / "owners" / name, text, OURS)
    _write(folder / "owners" / "operator.env", _setting("JIEDAO_AMQP_ADMIN", _admin(broker)), OURS)


def _keys(folder: Path) -> dict[str, str]:
    """Return the files that every service reads; the signing key stays where it is."""
    ring = {"current": "1", "keys": {"1": _key()}, "index_key": _key()}
    owners = folder / "owners"
    private = _once(folder / "signing" / "token.pem", _private(), OURS)
    _once(folder / "log-key" / "log.pem", _private(), OURS)
    return {
        "token.pub.pem": _public(private),
        "data_keys.json": _once(owners / "data_keys.json", json.dumps(ring), OURS),
        "audit.key": _once(owners / "audit.key", _key(), OURS),
    }


def _broker(folder: Path) -> str:
    config = f"default_user = jiedao\ndefault_pass = {secrets.token_urlsafe(24)}\n"
    config = _once(folder / "rabbitmq" / "50-user.conf", config, THEIRS)
    return BROKER.format(password=config.rpartition(" = ")[2].strip())


def _admin(broker: str) -> str:
    """Return where the broker's users are managed, for the operator alone."""
    account = broker.removeprefix("amqp://").partition("@")[0]
    return f"http://{account}@rabbitmq:15672"


def _roles(file: Path) -> dict[str, tuple[str, str]]:
    """Return service → passwords of its role and of its owner; `databases.sh` reads the file."""
    lines = file.read_text(encoding="ascii").splitlines() if file.exists() else []
    known = {name: (app, owner) for name, app, owner in (line.split() for line in lines)}
    for service in services():
        known.setdefault(service, (secrets.token_urlsafe(24), secrets.token_urlsafe(24)))
    _write(file, "".join(f"{name} {app} {owner}\n" for name, (app, owner) in known.items()), THEIRS)
    return known


def _url(service: str, role: str, password: str) -> str:
    return DATABASE.format(service=service, role=role, password=password)


def _setting(name: str, value: str) -> str:
    return f"{name}={value}\n"


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _private() -> str:
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()  # fmt: skip


def _public(private: str) -> str:
    key = serialization.load_pem_private_key(private.encode(), password=None)
    return key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    ).decode()  # fmt: skip


def _once(path: Path, text: str, reader: int) -> str:
    """Write the file unless it is there; return what it holds."""
    return _write(path, path.read_text(encoding="ascii") if path.exists() else text, reader)


def _write(path: Path, text: str, reader: int) -> str:
    """Put a whole file in place at once, readable by `reader` alone (when we are root)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="ascii")
    part.chmod(0o400)
    if os.geteuid() == 0:
        for one in (path.parent, part):
            os.chown(one, reader, reader)
    part.replace(path)
    return text


if __name__ == "__main__":
    main(Path(sys.argv[1]))
