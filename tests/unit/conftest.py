"""Law of this folder: no broker, no database, no network; ten seconds together are the aim."""

from shared.chassis import crypto
from shared.testing.crypto import RING

crypto.use(RING)
