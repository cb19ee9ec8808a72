"""What is deployed is what exists: compose, Kubernetes, database roles, metrics.

The semantic checks stand for faults that schemas let through; each has a mutant in
`test_the_manifest_checks_find_planted_faults` that must be found.
"""

import copy
import os
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
import yaml

from tests.architecture._house import ROOT, service_names

OVERLAYS = ("dev", "prod")
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


def pods(objects: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (item["metadata"]["name"], item["spec"]["template"])
        for item in objects
        if item["kind"] in ("Deployment", "Job")
    ]


def selectors_match_their_templates(objects: list[dict[str, Any]]) -> list[str]:
    return [
        item["metadata"]["name"]
        for item in objects
        if item["kind"] == "Deployment"
        and not item["spec"]["selector"]["matchLabels"].items()
        <= item["spec"]["template"]["metadata"]["labels"].items()
    ]


def mounts_have_volumes(objects: list[dict[str, Any]]) -> list[str]:
    return [
        name
        for name, template in pods(objects)
        for container in template["spec"]["containers"]
        for mount in container.get("volumeMounts", ())
        if mount["name"] not in {v["name"] for v in template["spec"].get("volumes", ())}
    ]


def config_maps_exist(objects: list[dict[str, Any]]) -> list[str]:
    known = {item["metadata"]["name"] for item in objects if item["kind"] == "ConfigMap"}
    return [
        f"{name}: {source['configMapRef']['name']}"
        for name, template in pods(objects)
        for container in template["spec"]["containers"]
        for source in container.get("envFrom", ())
        if "configMapRef" in source and source["configMapRef"]["name"] not in known
    ]


def probes_name_a_port(objects: list[dict[str, Any]]) -> list[str]:
    return [
        f"{name}: {probe}"
        for name, template in pods(objects)
        for container in template["spec"]["containers"]
        for probe in ("startupProbe", "readinessProbe", "livenessProbe")
        if probe in container
        and container[probe]["httpGet"]["port"]
        not in {port["name"] for port in container.get("ports", ())}
    ]


def services_find_their_port(objects: list[dict[str, Any]]) -> list[str]:
    named = {
        port["name"]
        for _, template in pods(objects)
        for container in template["spec"]["containers"]
        for port in container.get("ports", ())
    }
    return [
        item["metadata"]["name"]
        for item in objects
        if item["kind"] == "Service"
        for port in item["spec"]["ports"]
        if port["targetPort"] not in named
    ]


def scalers_have_a_target(objects: list[dict[str, Any]]) -> list[str]:
    deployments = {item["metadata"]["name"] for item in objects if item["kind"] == "Deployment"}
    return [
        item["metadata"]["name"]
        for item in objects
        if item["kind"] == "HorizontalPodAutoscaler"
        and (
            item["spec"]["scaleTargetRef"]["name"] not in deployments
            or item["spec"]["minReplicas"] > item["spec"]["maxReplicas"]
        )
    ]


def pods_are_restricted(objects: list[dict[str, Any]]) -> list[str]:
    return [
        f"{name}/{container['name']}"
        for name, template in pods(objects)
        for container in template["spec"]["containers"]
        if not (
            template["spec"]["securityContext"].get("runAsNonRoot")
            and template["spec"]["securityContext"]["seccompProfile"]["type"] == "RuntimeDefault"
            and container["securityContext"].get("allowPrivilegeEscalation") is False
            and container["securityContext"]["capabilities"]["drop"] == ["ALL"]
            and container["securityContext"].get("readOnlyRootFilesystem")
        )
    ]


def images_are_pinned(objects: list[dict[str, Any]]) -> list[str]:
    return [
        container["image"]
        for _, template in pods(objects)
        for container in template["spec"]["containers"]
        if ":" not in container["image"] or container["image"].endswith(":latest")
    ]


def requests_fit_limits(objects: list[dict[str, Any]]) -> list[str]:
    return [
        name
        for name, template in pods(objects)
        for container in template["spec"]["containers"]
        for kind in ("cpu", "memory")
        if amount(container["resources"]["requests"][kind])
        > amount(container["resources"]["limits"][kind])
    ]


def amount(text: str) -> float:
    units = {"m": 1e-3, "Ki": 2**10, "Mi": 2**20, "Gi": 2**30}
    for unit, factor in units.items():
        if str(text).endswith(unit):
            return float(str(text).removesuffix(unit)) * factor
    return float(text)


CHECKS: tuple[Callable[[list[dict[str, Any]]], list[str]], ...] = (
    selectors_match_their_templates, mounts_have_volumes, config_maps_exist, probes_name_a_port,
    services_find_their_port, scalers_have_a_target, pods_are_restricted, images_are_pinned,
    requests_fit_limits,
)  # fmt: skip


@needs_kubectl
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("overlay", OVERLAYS)
def test_manifests_mean_what_they_say(overlay: str, check):
    assert check(list(rendered(overlay))) == []


def _first(objects, kind):
    return next(item for item in objects if item["kind"] == kind)


def _container(objects):
    return _first(objects, "Deployment")["spec"]["template"]["spec"]["containers"][0]


MUTANTS = {
    selectors_match_their_templates: lambda o: _first(o, "Deployment")["spec"]["selector"][
        "matchLabels"
    ].update({"app": "other"}),
    mounts_have_volumes: lambda o: _container(o)["volumeMounts"].append({"name": "gone"}),
    config_maps_exist: lambda o: _container(o)["envFrom"].append({"configMapRef": {"name": "no"}}),
    probes_name_a_port: lambda o: _container(o)["readinessProbe"]["httpGet"].update(port="htp"),
    services_find_their_port: lambda o: _first(o, "Service")["spec"]["ports"][0].update(
        targetPort="htp"
    ),
    scalers_have_a_target: lambda o: _first(o, "HorizontalPodAutoscaler")["spec"].update(
        minReplicas=99
    ),
    pods_are_restricted: lambda o: _container(o)["securityContext"].update(
        allowPrivilegeEscalation=True
    ),
    images_are_pinned: lambda o: _container(o).update(image="jiedao/centers"),
    requests_fit_limits: lambda o: _container(o)["resources"]["requests"].update(memory="9Gi"),
}


@needs_kubectl
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_manifest_checks_find_planted_faults(check):
    objects = copy.deepcopy(list(rendered("prod")))
    MUTANTS[check](objects)
    assert check(objects) != []


@needs_kubectl
@pytest.mark.parametrize("overlay", OVERLAYS)
def test_every_service_is_deployed_with_relay_migration_and_database(overlay: str):
    have = {(item["kind"], item["metadata"]["name"]) for item in rendered(overlay)}
    wanted = {
        need
        for name in service_names()
        for need in (
            ("Deployment", f"{name}-serve"), ("Deployment", f"{name}-relay"),
            ("Job", f"{name}-migrate"), ("Database", name),
        )
    }  # fmt: skip
    assert wanted <= have


@needs_kubectl
def test_every_service_has_its_two_database_roles():
    cluster = next(item for item in rendered("prod") if item["kind"] == "Cluster")
    roles = {role["name"] for role in cluster["spec"]["managed"]["roles"]}
    assert roles == {role for name in service_names() for role in (name, f"{name}_owner")}


@needs_kubectl
@pytest.mark.parametrize("overlay", OVERLAYS)
def test_only_identity_sees_the_key_that_signs(overlay: str):
    holders = [
        name for name, template in pods(list(rendered(overlay)))
        if "jiedao-token-signing" in yaml.safe_dump(template)
    ]  # fmt: skip
    assert holders == ["identity-serve"]


@pytest.mark.parametrize("service", service_names())
def test_every_service_stands_in_compose_with_relay_and_migration(service: str):
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    assert {service, f"{service}-relay"} <= set(compose["services"])
    assert all("healthcheck" in entry or entry.get("restart") == "no"
               for entry in compose["services"].values())  # fmt: skip
