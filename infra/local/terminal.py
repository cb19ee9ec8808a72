"""What a person sees while the system comes up, and what is wrong when it does not."""

import sys
from typing import NoReturn


def say(text: str) -> None:
    """Say one step."""
    print(f"· {text}", file=sys.stderr, flush=True)


def stop(text: str) -> NoReturn:
    """Say what is wrong and what to do, and end."""
    print(f"\n无法继续：{text}", file=sys.stderr, flush=True)
    raise SystemExit(1)
