"""The nameko entrypoints behind `@operation`, `@subscribe` and `@timer`."""

from typing import Any

from nameko.extensions import Entrypoint


class OperationEntrypoint(Entrypoint):
    """Makes a method an operation that can be asked over the bus."""

    def __init__(self, spec: Any) -> None:
        """Keep the declaration."""
        super().__init__()
        self.spec = spec


class EventEntrypoint(Entrypoint):
    """Makes a method the handler of an event or a timer."""

    def __init__(self, spec: Any) -> None:
        """Keep the declaration."""
        super().__init__()
        self.spec = spec
