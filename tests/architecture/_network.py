"""Who may speak to whom by the network policies of an overlay, evaluated as a cluster would.

Pods of our own are known by their labels, those of broker, pooler and database by the labels that
their operators give; strangers by the labels of their namespace.
"""

from typing import Any

from tests.architecture._manifests import Objects, of, pods, selects

PLATFORM = {
    "rabbitmq": {"app.kubernetes.io/name": "rabbitmq"},
    "postgres": {"cnpg.io/cluster": "postgres"},
    "pooler": {"cnpg.io/poolerName": "pooler"},
}
STRANGERS = {
    "monitoring": {"kubernetes.io/metadata.name": "monitoring"},
    "edge": {"jiedao.cn/edge": "true"},
    "other": {"kubernetes.io/metadata.name": "other"},
}
PORTS = (5432, 5672, 8080, 9100, 15672, 15692)


def speakers(objects: Objects) -> dict[str, dict[str, str]]:
    """Return everybody of our namespace: name → labels."""
    return {who: one["metadata"]["labels"] for who, one in pods(objects)} | PLATFORM


def allowed(objects: Objects) -> set[tuple[str, str, int]]:
    """Return every (from, to, port) that is let out here and let in there."""
    policies, ours = of(objects, "NetworkPolicy"), speakers(objects)
    return {
        (source, target, port)
        for source in [*ours, *STRANGERS]
        for target in ours
        for port in PORTS
        if source != target
        and (source in STRANGERS or _passes(policies, "egress", source, target, port, ours))
        and _passes(policies, "ingress", target, source, port, ours)
    }


def _passes(
    policies: Objects, way: str, here: str, there: str, port: int, ours: dict[str, dict[str, str]]
) -> bool:
    """Say whether `here` lets this pass; one that no policy of this way selects lets all pass."""
    selecting = [
        one["spec"]
        for one in policies
        if way.capitalize() in one["spec"]["policyTypes"]
        and selects(one["spec"]["podSelector"], ours[here])
    ]
    if not selecting:
        return True
    side = "from" if way == "ingress" else "to"
    rules = [rule for spec in selecting for rule in spec.get(way, ())]
    return any(_rule_lets(rule, side, there, port, ours) for rule in rules)


def _rule_lets(
    rule: dict[str, Any], side: str, peer: str, port: int, ours: dict[str, dict[str, str]]
) -> bool:
    if "ports" in rule and port not in {one["port"] for one in rule["ports"]}:
        return False
    return side not in rule or any(_is(one, peer, ours) for one in rule[side])


def _is(peer: dict[str, Any], who: str, ours: dict[str, dict[str, str]]) -> bool:
    if "ipBlock" in peer:
        return False  # addresses of the world: nobody of ours has one
    if "namespaceSelector" in peer:
        return who in STRANGERS and selects(peer["namespaceSelector"], STRANGERS[who])
    return who in ours and selects(peer["podSelector"], ours[who])
