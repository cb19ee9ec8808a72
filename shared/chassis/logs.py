"""One JSON line per event: an event name and keys, no prose, no personal data.

ID and mobile numbers that slip into a value are masked before they are written.
"""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_PERSONAL = re.compile(
    r"(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)|(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)"
)


def configure(service: str, level: str = "INFO") -> None:
    """Write JSON lines to stderr, each with the service's name; libraries speak only of trouble."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(message)s")
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _named(service),
            structlog.processors.format_exc_info,
            _without_personal_data,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def _named(service: str) -> Any:
    """Return a processor: bound variables would not reach the greenlets that are spawned later."""

    def name(_: Any, __: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {"service": service, **entry}

    return name


def get_logger(name: str) -> Any:
    """Return a logger; `log.info("relay.published", count=3)`."""
    return structlog.get_logger(module=name)


def _without_personal_data(
    logger: Any, method: str, entry: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    return {key: _masked(value) for key, value in entry.items()}


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return _PERSONAL.sub(_mask, value)
    if isinstance(value, dict):
        return {key: _masked(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_masked(each) for each in value]
    return value


def _mask(found: re.Match[str]) -> str:
    head, tail, phone_head, phone_tail = found.groups()
    return f"{head}********{tail}" if head else f"{phone_head}****{phone_tail}"
