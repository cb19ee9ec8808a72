"""What schemas let through: questions to a rendered overlay, each answered by a list of faults.

Every question has a mutant in `test_deploy.py` that it must find.
"""

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
import yaml

from tests.architecture._house import ROOT

Objects = list[dict[str, Any]]
OVERLAYS = ("dev", "prod")
PROBES = ("startupProbe", "readinessProbe", "livenessProbe")
VERSIONS = {
    "v1", "apps/v1", "batch/v1", "policy/v1", "autoscaling/v2", "networking.k8s.io/v1",
    "rabbitmq.com/v1beta1", "postgresql.cnpg.io/v1", "external-secrets.io/v1",
    "monitoring.coreos.com/v1", "gateway.networking.k8s.io/v1",
}  # fmt: skip
DURATION = re.compile(r"^(\d+(ms|s|m|h))+$")

needs_kubectl = pytest.mark.skipif(
    shutil.which("kubectl") is None, reason="kubectl (kustomize) is not on this machine"
)


@cache
def rendered(overlay: str) -> tuple[dict[str, Any], ...]:
    ran = subprocess.run(
        ["kubectl", "kustomize", f"k8s/overlays/{overlay}"],
        cwd=ROOT, capture_output=True, text=True, check=True, env={"PATH": os.environ["PATH"]},
    )  # fmt: skip
    return tuple(yaml.safe_load_all(ran.stdout))


def of(objects: Objects, *kinds: str) -> Objects:
    return [item for item in objects if item["kind"] in kinds]


def name(item: dict[str, Any]) -> str:
    return str(item["metadata"]["name"])


def pods(objects: Objects) -> list[tuple[str, dict[str, Any]]]:
    return [(name(item), item["spec"]["template"]) for item in of(objects, "Deployment", "Job")]


def containers(objects: Objects) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Yield (pod, pod's spec, container)."""
    for pod, template in pods(objects):
        yield from ((pod, template["spec"], one) for one in template["spec"]["containers"])


def selects(selector: dict[str, Any], labels: dict[str, str]) -> bool:
    wanted: dict[str, str] = selector.get("matchLabels", {})
    return wanted.items() <= labels.items()


def names_are_taken_once(objects: Objects) -> list[str]:
    counted = Counter((item["kind"], name(item)) for item in objects)
    return [str(key) for key, times in counted.items() if times > 1]


def versions_are_known(objects: Objects) -> list[str]:
    return [name(item) for item in objects if item["apiVersion"] not in VERSIONS]


def selectors_match_their_templates(objects: Objects) -> list[str]:
    return [
        name(item)
        for item in of(objects, "Deployment")
        if not selects(item["spec"]["selector"], item["spec"]["template"]["metadata"]["labels"])
    ]


def everything_selected_exists(objects: Objects) -> list[str]:
    """A disruption budget or a service that selects nothing protects and serves nobody."""
    labels = [template["metadata"]["labels"] for _, template in pods(objects)]
    wanted = [(name(o), o["spec"]["selector"]) for o in of(objects, "PodDisruptionBudget")]
    wanted += [(name(o), {"matchLabels": o["spec"]["selector"]}) for o in of(objects, "Service")]
    return [who for who, selector in wanted if not any(selects(selector, one) for one in labels)]


def mounts_have_volumes(objects: Objects) -> list[str]:
    return [
        pod
        for pod, spec, container in containers(objects)
        for mount in container.get("volumeMounts", ())
        if mount["name"] not in {volume["name"] for volume in spec.get("volumes", ())}
    ]


def config_maps_exist(objects: Objects) -> list[str]:
    known = {name(item) for item in of(objects, "ConfigMap")}
    return [
        f"{pod}: {source['configMapRef']['name']}"
        for pod, _, container in containers(objects)
        for source in container.get("envFrom", ())
        if "configMapRef" in source and source["configMapRef"]["name"] not in known
    ]


def secrets_wanted(objects: Objects) -> set[str]:
    """Return every secret that a pod reads or that the database server makes a role with."""
    found = {
        source["secretRef"]["name"]
        for _, _, container in containers(objects)
        for source in container.get("envFrom", ())
        if "secretRef" in source
    }
    for _, template in pods(objects):
        for volume in template["spec"].get("volumes", ()):
            sources = volume.get("projected", {}).get("sources", ())
            found |= {source["secret"]["name"] for source in sources if "secret" in source}
    roles = [role for one in of(objects, "Cluster") for role in one["spec"]["managed"]["roles"]]
    return found | {role["passwordSecret"]["name"] for role in roles}


def secrets_have_a_source(objects: Objects) -> list[str]:
    made = {item["spec"]["target"]["name"] for item in of(objects, "ExternalSecret")}
    return sorted(secrets_wanted(objects) ^ made)


def ports_are_ports(objects: Objects) -> list[str]:
    return [
        f"{pod}: {port}"
        for pod, _, container in containers(objects)
        for port in container.get("ports", ())
        if not (0 < port["containerPort"] < 65536 and 0 < len(port["name"]) <= 15)
    ]


def probes_name_a_port(objects: Objects) -> list[str]:
    return [
        f"{pod}: {probe}"
        for pod, _, container in containers(objects)
        for probe in PROBES
        if probe in container
        and container[probe]["httpGet"]["port"]
        not in {port["name"] for port in container.get("ports", ())}
    ]


def servers_are_probed(objects: Objects) -> list[str]:
    return [
        pod
        for item in of(objects, "Deployment")
        for pod, _, container in containers([item])
        if not {"readinessProbe", "livenessProbe"} <= container.keys()
    ]


def services_find_their_port(objects: Objects) -> list[str]:
    """A service's target port is one that the very pods behind it open."""
    return [
        name(item)
        for item in of(objects, "Service")
        for port in item["spec"]["ports"]
        if port["targetPort"]
        not in {
            opened["name"]
            for _, template in pods(objects)
            if selects({"matchLabels": item["spec"]["selector"]}, template["metadata"]["labels"])
            for container in template["spec"]["containers"]
            for opened in container.get("ports", ())
        }
    ]


def scalers_have_a_target(objects: Objects) -> list[str]:
    deployments = {name(item) for item in of(objects, "Deployment")}
    return [
        name(item)
        for item in of(objects, "HorizontalPodAutoscaler")
        if item["spec"]["scaleTargetRef"]["name"] not in deployments
        or item["spec"]["minReplicas"] > item["spec"]["maxReplicas"]
    ]


def one_hand_scales(objects: Objects) -> list[str]:
    """Two scalers fight, and a number in the manifest undoes the scaler at every roll-out."""
    scalers = of(objects, "HorizontalPodAutoscaler", "ScaledObject")
    targets = Counter(item["spec"]["scaleTargetRef"]["name"] for item in scalers)
    fixed = {name(o) for o in of(objects, "Deployment") if "replicas" in o["spec"]}
    return [one for one, times in targets.items() if times > 1 or one in fixed]


def budgets_let_a_node_go(objects: Objects) -> list[str]:
    """Exactly one bound, and one that allows at least one pod to be moved."""
    faults = []
    for item in of(objects, "PodDisruptionBudget"):
        bounds = {k: v for k, v in item["spec"].items() if k in ("minAvailable", "maxUnavailable")}
        if len(bounds) != 1 or bounds.get("maxUnavailable") == 0 or "minAvailable" in bounds:
            faults.append(name(item))
    return faults


def rollouts_can_move(objects: Objects) -> list[str]:
    rolling = [(name(o), o["spec"].get("strategy", {})) for o in of(objects, "Deployment")]
    return [
        who
        for who, strategy in rolling
        if not any(strategy.get("rollingUpdate", {"maxSurge": "25%"}).values())
    ]


def pods_are_restricted(objects: Objects) -> list[str]:
    return [
        f"{pod}/{container['name']}"
        for pod, spec, container in containers(objects)
        if not (
            spec["securityContext"].get("runAsNonRoot")
            and spec["securityContext"].get("runAsUser") == 10001
            and spec["securityContext"]["seccompProfile"]["type"] == "RuntimeDefault"
            and spec.get("automountServiceAccountToken") is False
            and container["securityContext"].get("allowPrivilegeEscalation") is False
            and container["securityContext"]["capabilities"]["drop"] == ["ALL"]
            and container["securityContext"].get("readOnlyRootFilesystem")
            and not any(spec.get(key) for key in ("hostNetwork", "hostPID", "hostIPC"))
            and not any("hostPath" in volume for volume in spec.get("volumes", ()))
        )
    ]


def images_are_pinned(objects: Objects) -> list[str]:
    images = [container["image"] for _, _, container in containers(objects)]
    images += [one["spec"]["image"] for one in of(objects, "RabbitmqCluster")]
    images += [o["spec"]["imageName"] for o in of(objects, "Cluster")]
    return [one for one in images if ":" not in one or one.endswith(":latest")]


def requests_fit_limits(objects: Objects) -> list[str]:
    return [
        pod
        for pod, _, container in containers(objects)
        for kind in ("cpu", "memory")
        if amount(container["resources"]["requests"][kind])
        > amount(container["resources"]["limits"][kind])
    ]


def durations_are_durations(objects: Objects) -> list[str]:
    given = [
        (name(item), endpoint["interval"])
        for item in of(objects, "PodMonitor")
        for endpoint in item["spec"]["podMetricsEndpoints"]
    ]
    given += [(name(o), o["spec"]["refreshInterval"]) for o in of(objects, "ExternalSecret")]
    return [who for who, text in given if not DURATION.match(text)]


def amount(text: str) -> float:
    """Return a quantity of Kubernetes as a number."""
    units = {"m": 1e-3, "Ki": 2**10, "Mi": 2**20, "Gi": 2**30}
    for unit, factor in units.items():
        if str(text).endswith(unit):
            return float(str(text).removesuffix(unit)) * factor
    return float(text)


CHECKS: tuple[Callable[[Objects], list[str]], ...] = (
    names_are_taken_once, versions_are_known, selectors_match_their_templates,
    everything_selected_exists, mounts_have_volumes, config_maps_exist, ports_are_ports,
    probes_name_a_port, servers_are_probed, services_find_their_port, scalers_have_a_target,
    one_hand_scales, budgets_let_a_node_go, rollouts_can_move, pods_are_restricted,
    images_are_pinned, requests_fit_limits, durations_are_durations,
)  # fmt: skip
