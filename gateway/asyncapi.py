"""The AsyncAPI 3 document: every event that any service announces, and who listens."""

from collections.abc import Iterator, Mapping
from typing import Any

Json = dict[str, Any]

_CONTENT_TYPE = "application/cloudevents+json"

_TEXT: Json = {"type": "string"}
_ENVELOPE: Json = {
    "type": "object",
    "description": "CloudEvents 1.0，结构化模式。",
    "required": ["specversion", "id", "source", "type", "subject", "time", "data"],
    "properties": {
        "specversion": {"type": "string", "const": "1.0"},
        "id": _TEXT,
        "source": {"type": "string", "format": "uri-reference"},
        "type": _TEXT,
        "subject": {**_TEXT, "description": "事实所属聚合的编号，同一编号内有序。"},
        "time": {"type": "string", "format": "date-time"},
        "datacontenttype": {"type": "string", "const": "application/json"},
        "dataschema": {"type": "string", "format": "uri-reference"},
        "factversion": {"type": "integer"},
        "label": {**_TEXT, "description": "行为的中文名称。"},
        "act": {**_TEXT, "description": "引起此事实的操作。"},
        "actor": _TEXT,
        "actorkind": _TEXT,
        "actorunit": _TEXT,
        "actorpath": _TEXT,
        "causationid": {**_TEXT, "description": "引起此事实的事件编号。"},
        "traceparent": _TEXT,
        "data": {"type": "object"},
    },
}


def asyncapi(contracts: Mapping[str, Json], *, release: str) -> Json:
    """Return the document. A channel is an event type: its address is the routing key."""
    events = {name: (service, event) for service, name, event in _events(contracts)}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "街道 · 事件",
            "version": release,
            "license": {"name": "Apache-2.0"},
            "description": "每项服务的事实。至少送达一次；同一聚合内有序。",
        },
        "defaultContentType": _CONTENT_TYPE,
        "channels": {name: _channel(name, service) for name, (service, _) in events.items()},
        "operations": {**_sent(events), **_received(contracts, events)},
        "components": {
            "schemas": {
                "CloudEvent": _ENVELOPE,
                **{name: event["schema"] for name, (_, event) in events.items()},
            },
            "messages": {name: _message(name, event) for name, (_, event) in events.items()},
        },
    }


def department(
    events: Mapping[str, Json], *, name: str, address: str, amqp: bool, release: str
) -> Json:
    """Return the document for one department's own system: exactly the events that it gets.

    `address` is its queue, or the URL of its webhook.
    """
    queue = {"name": address, "durable": True, "exclusive": False, "autoDelete": False}
    reached: Json = {"amqp": {"is": "queue", "queue": queue, "bindingVersion": "0.3.0"}}
    taken: Json = {"amqp": {"ack": True, "bindingVersion": "0.3.0"}}
    if not amqp:
        reached, taken = {}, {"http": {"method": "POST", "bindingVersion": "0.3.0"}}
    references = {one: {"$ref": f"#/components/messages/{one}"} for one in events}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": f"街道 · {name} 可接收的事件",
            "version": release,
            "description": "仅含本单位管辖范围内的事件。至少送达一次；同一聚合内有序。",
        },
        "defaultContentType": _CONTENT_TYPE,
        "channels": {"events": {"address": address, "messages": references, "bindings": reached}},
        "operations": {
            "receive": {
                "action": "receive",
                "channel": {"$ref": "#/channels/events"},
                "bindings": taken,
            }
        },
        "components": {
            "schemas": {
                "CloudEvent": _ENVELOPE,
                **{one: event["schema"] for one, event in events.items()},
            },
            "messages": {one: _message(one, event) for one, event in events.items()},
        },
    }


def matches(pattern: str, event_type: str) -> bool:
    """Say whether a subscription to `pattern` gets `event_type`; `<service>.#` gets all of it."""
    if pattern.endswith(".#"):
        return event_type.startswith(pattern.removesuffix("#"))
    return pattern == event_type


def _events(contracts: Mapping[str, Json]) -> Iterator[tuple[str, str, Json]]:
    for service, contract in contracts.items():
        for name, event in contract["events"].items():
            yield service, name, event


def _channel(name: str, service: str) -> Json:
    exchange = {
        "name": f"{service}.events", "type": "topic", "durable": True, "autoDelete": False,
    }  # fmt: skip
    return {
        "address": name,
        "messages": {name: {"$ref": f"#/components/messages/{name}"}},
        "bindings": {"amqp": {"is": "routingKey", "exchange": exchange, "bindingVersion": "0.3.0"}},
    }


def _message(name: str, event: Json) -> Json:
    return {
        "name": name,
        "title": event["label"],
        "summary": event["description"],
        "contentType": _CONTENT_TYPE,
        "x-version": event["version"],
        "x-announced-only": event["announced_only"],
        "payload": {
            "allOf": [
                {"$ref": "#/components/schemas/CloudEvent"},
                {
                    "type": "object",
                    "properties": {
                        "type": {"const": name},
                        "data": {"$ref": f"#/components/schemas/{name}"},
                    },
                },
            ]
        },
    }


def _sent(events: Mapping[str, tuple[str, Json]]) -> Json:
    return {
        f"{service}.send.{name}": {
            "action": "send",
            "channel": {"$ref": f"#/channels/{name}"},
            "title": event["label"],
            "tags": [{"name": service}],
        }
        for name, (service, event) in events.items()
    }


def _received(contracts: Mapping[str, Json], events: Mapping[str, Any]) -> Json:
    return {
        f"{service}.receive.{name}": {
            "action": "receive",
            "channel": {"$ref": f"#/channels/{name}"},
            "summary": subscription["summary"],
            "tags": [{"name": service}],
            "bindings": {"amqp": {"ack": True, "bindingVersion": "0.3.0"}},
        }
        for service, contract in contracts.items()
        for subscription in contract["subscriptions"]
        for name in events
        if matches(subscription["pattern"], name)
    }
