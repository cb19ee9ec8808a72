"""A bundle of files that proves itself: a zip with the SHA-256 of everything in it."""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from datetime import datetime

from shared.kernel.clock import TZ

HASHES = "sha256sums.txt"


def bundled(parts: Mapping[str, bytes], made_at: datetime) -> bytes:
    """Return a zip of the parts by name, and of their digests as `sha256sum -c` reads them.

    The same parts and time give the same bytes.
    """
    lines = [f"{hashlib.sha256(parts[name]).hexdigest()}  {name}\n" for name in sorted(parts)]
    moment = made_at.astimezone(TZ).timetuple()[:6]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, part in sorted({**parts, HASHES: "".join(lines).encode()}.items()):
            entry = zipfile.ZipInfo(name, moment)
            packed.writestr(entry, part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
