"""How often one may ask. Counted per worker process in memory, so the true bound is the setting
times the number of workers; nothing is kept across a restart and nothing waits on a network.

Windows are fixed: at the edge of two windows twice the rate can pass, and Retry-After is exact.
"""

import math
import time

import falcon
import limits
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from shared.kernel.errors import TooMany


class Limiter:
    """The usual bound per person (per address for nobody), a strict one per address.

    The strict one is for whoever acts without being known: logging in, tokens that fail.
    """

    def __init__(
        self,
        *,
        usual: limits.RateLimitItem | None,
        strict: limits.RateLimitItem | None,
    ) -> None:
        """Bound by these; None means no bound."""
        self._window = FixedWindowRateLimiter(MemoryStorage())
        self._usual = usual
        self._strict = strict

    def count(self, who: str) -> None:
        """Count one request of `who`; raises TooMany `request.too_many` beyond the bound."""
        self._hit(self._usual, f"usual:{who}")

    def count_strictly(self, address: str) -> None:
        """Count one unknown act from `address`; raises TooMany beyond the strict bound."""
        self._hit(self._strict, f"strict:{address}")

    def _hit(self, bound: limits.RateLimitItem | None, key: str) -> None:
        if bound is None or self._window.hit(bound, key):
            return
        resets = self._window.get_window_stats(bound, key).reset_time
        seconds = max(1, math.ceil(resets - time.time()))
        raise TooMany(
            "request.too_many", f"请求过于频繁，请在 {seconds} 秒后再试。", retry_after=seconds
        )


def address(req: falcon.Request, *, trusted_proxies: int) -> str:
    """Return the caller's address: the peer, or what the outermost trusted proxy saw."""
    if trusted_proxies:
        seen = [part.strip() for part in (req.get_header("X-Forwarded-For") or "").split(",")]
        if len(seen) >= trusted_proxies and seen[-trusted_proxies]:
            return seen[-trusted_proxies]
    return str(req.remote_addr)
