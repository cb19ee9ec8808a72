"""Keys of one instance: token signing, log signing, personal data, audit chain. Made once, kept."""

import base64
import json
import secrets

from infra.local.place import Place


def make(place: Place) -> dict[str, str]:
    """Make what is missing; return the settings that name the files."""
    folder = place.folder / "keys"
    folder.mkdir(exist_ok=True)
    folder.chmod(0o700)
    place.own(folder)
    private, public = folder / "token.pem", folder / "token.pub.pem"
    if not private.exists():
        place.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", private])
        place.run(["openssl", "pkey", "-in", private, "-pubout", "-out", public])
    log = folder / "log.pem"
    if not log.exists():
        place.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", log])
    data, audit = folder / "data_keys.json", folder / "audit.key"
    if not data.exists():
        ring = {"current": "1", "keys": {"1": _key()}, "index_key": _key()}
        place.write(data, json.dumps(ring))
    if not audit.exists():
        place.write(audit, _key())
    return {
        "JIEDAO_TOKEN_PUBLIC_KEY": str(public),
        "JIEDAO_TOKEN_PRIVATE_KEY": str(private),
        "JIEDAO_LOG_KEY": str(log),
        "JIEDAO_DATA_KEYS": str(data),
        "JIEDAO_AUDIT_KEY": str(audit),
    }


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()
