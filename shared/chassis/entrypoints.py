"""The nameko entrypoints behind `@operation`, `@subscribe` and `@timer`.

Each is only a mark on a method: one shared extension per container runs the request consumer,
another the event consumer, and both hand over to the executor.
"""

from typing import Any

from nameko.extensions import Entrypoint, SharedExtension


class Requests(SharedExtension):
    """Runs the container's request server."""

    def start(self) -> None:
        """Serve in a thread that the container watches."""
        self.container.spawn_managed_thread(self.container.config["requests"].run)

    def stop(self) -> None:
        """Finish what is at work."""
        self.container.config["requests"].stop()


class Events(SharedExtension):
    """Runs the container's event consumer."""

    def start(self) -> None:
        """Consume in a thread that the container watches."""
        self.container.spawn_managed_thread(self.container.config["events"].run)

    def stop(self) -> None:
        """Finish the batch at work."""
        self.container.config["events"].stop()


class OperationEntrypoint(Entrypoint):
    """Makes a method an operation that can be asked over the bus."""

    server = Requests()

    def __init__(self, spec: Any) -> None:
        """Keep the declaration."""
        super().__init__()
        self.spec = spec


class EventEntrypoint(Entrypoint):
    """Makes a method the handler of an event or a timer."""

    consumer = Events()

    def __init__(self, spec: Any) -> None:
        """Keep the declaration."""
        super().__init__()
        self.spec = spec
