"""Law of this folder: no broker, no database, no network; under ten seconds together."""

from shared.chassis import crypto
from shared.testing.crypto import RING

crypto.use(RING)
