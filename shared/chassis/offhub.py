"""Work of the processor beside the hub: a handler that does not yield freezes every other one,
heartbeats included.
"""

from collections.abc import Callable
from typing import Any

from eventlet import patcher, tpool


def off_the_hub(work: Callable[..., Any], *args: Any) -> Any:
    """Return what `work` returns: in a real thread under eventlet, at once anywhere else.

    The work gets values only: no session, no unit of work, nothing that belongs to the hub.
    """
    return tpool.execute(work, *args) if patcher.is_monkey_patched("thread") else work(*args)
