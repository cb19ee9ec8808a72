"""Events on the wire: CloudEvents 1.0 in structured mode, one JSON body per fact.

Extension attributes: `actor`, `actorkind`, `actorunit`, `actorpath` (who acted, for which unit),
`act` (the operation), `causationid` (the event that led to this one), `label` (Chinese name of
the act), `factversion`, `traceparent`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
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
    data = {name: getattr(fact, name) for name in type(fact).__dataclass_fields__}
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
    """Read a CloudEvent; raises Invalid `event.unreadable` for anything else."""
    try:
        raw = orjson.loads(body)
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
        )
    except (KeyError, TypeError, ValueError) as bad:
        raise Invalid("event.unreadable", f"事件无法解析：{bad!r}") from bad
