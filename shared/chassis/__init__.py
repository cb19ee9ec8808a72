"""The machinery: the only place that knows nameko, kombu, the engine and structlog."""
