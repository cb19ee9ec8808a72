"""Events on the wire: CloudEvents 1.0 in structured mode, one JSON body per fact.

Extension attributes: `actor`, `actorkind`, `actorunit`, `actorpath` (who acted, for which unit),
`act` (the operation), `causationid` (the event that led to this one), `label` (Chinese name of
the act), `factversion`, `traceparent`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

import orjson

from shared.kernel.actor import Actor, ActorKind
from shared.kernel.errors import Invalid
from shared.kernel.events import Fact

CONTENT_TYPE = "application/cloudevents+json"


@dataclass(frozen=True)
class Event:
    """One received event: the envelope's attributes and the fact's `data`."""

    id: str
    type: str
    source: str
    subject: str
    time: datetime
    data: Mapping[str, Any]
    actor: Actor
    act: str
    label: str
    version: int
    causation_id: str
    traceparent: str
    body: bytes = field(default=b"", repr=False, compare=False)
    """The bytes as they came, for whoever hands the event on."""

    @property
    def service(self) -> str:
        """Return the name of the service in which it happened."""
        return self.type.partition(".")[0]

    @property
    def is_timer(self) -> bool:
        """Say whether it is a due timer: meant for its own service only."""
        return self.type.split(".")[1] == "timer"


@dataclass(frozen=True)
class Context:
    """Under what a fact happened: the same for every fact of one act."""

    service: str
    act: str
    actor: Actor
    at: datetime
    causation_id: str = ""
    traceparent: str = ""


def encode(event_id: str, fact: Fact, context: Context) -> bytes:
    """Write the CloudEvent of `fact`; dates and dataclasses become JSON text."""
    data = {each.name: getattr(fact, each.name) for each in fields(fact)}
    kind = (fact.event_type, fact.event_version, fact.label)
    return write(event_id, kind, fact.subject_id, data, context)


def write(
    event_id: str,
    kind: tuple[str, int, str],
    subject: str,
    data: Mapping[str, Any],
    context: Context,
) -> bytes:
    """Write a CloudEvent; `kind` is (type, version, label)."""
    event_type, version, label = kind
    return orjson.dumps(
        {
            "specversion": "1.0",
            "id": event_id,
            "source": f"/jiedao/{context.service}",
            "type": event_type,
            "subject": subject,
            "time": context.at,
            "datacontenttype": "application/json",
            "dataschema": f"/api/asyncapi.json#/components/schemas/{event_type}",
            "factversion": version,
            "label": label,
            "act": context.act,
            "actor": context.actor.id,
            "actorkind": context.actor.kind,
            "actorunit": context.actor.unit,
            "actorpath": context.actor.path,
            "causationid": context.causation_id,
            "traceparent": context.traceparent,
            "data": data,
        }
    )


def decode(body: bytes) -> Event:
    """Read a CloudEvent; raises Invalid `event.unreadable` for anything else.

    Strict about every attribute: one that the database cannot keep would end its consumer.
    """
    try:
        raw = orjson.loads(body)
        _check(raw)
        return Event(
            id=raw["id"],
            type=raw["type"],
            source=raw["source"],
            subject=raw["subject"],
            time=datetime.fromisoformat(raw["time"]),
            data=raw["data"],
            actor=Actor(
                id=raw["actor"],
                kind=ActorKind(raw["actorkind"]),
                unit=raw["actorunit"],
                path=raw["actorpath"],
            ),
            act=raw["act"],
            label=raw["label"],
            version=raw["factversion"],
            causation_id=raw["causationid"],
            traceparent=raw["traceparent"],
            body=bytes(body),
        )
    except (KeyError, TypeError, ValueError) as bad:
        raise Invalid("event.unreadable", f"事件无法解析：{bad!r}") from bad


_TYPE = re.compile(r"[a-z]+(\.[a-z_]+){2}")
_TEXTS = ("id", "source", "subject", "actor", "actorunit", "actorpath", "act", "label",
          "causationid", "traceparent")  # fmt: skip


def _check(raw: Mapping[str, Any]) -> None:
    odd = [name for name in _TEXTS if not isinstance(raw[name], str) or "\0" in raw[name]]
    if raw["specversion"] != "1.0" or not _TYPE.fullmatch(raw["type"]) or not raw["id"]:
        odd.append("type")
    if not isinstance(raw["data"], dict):
        odd.append("data")
    if not isinstance(raw["factversion"], int):
        odd.append("factversion")
    if datetime.fromisoformat(raw["time"]).tzinfo is None:
        odd.append("time")
    if odd:
        raise ValueError(", ".join(odd))
