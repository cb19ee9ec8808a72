"""Kubernetes: what is deployed is what exists, and the manifests mean what they say.

The semantic checks stand for faults that schemas let through; each has a mutant that it must find.
"""

import copy
import subprocess
import sys
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest
import yaml

import gateway.settings
import shared.chassis.settings
from gateway.routes import CHANGES
from tests.architecture import _manifests as m
from tests.architecture._house import ROOT, service_names
from tests.architecture._manifests import CHECKS, OVERLAYS, needs_kubectl, of, pods, rendered
from tests.architecture._network import allowed

SERVE, MIGRATE = "JIEDAO_SERVICE_DATABASE_URL", "JIEDAO_MIGRATION_DATABASE_URL"
HELD = {
    "broker": {"JIEDAO_AMQP_URI"},
    "database": {SERVE},
    "direct": {SERVE},
    "owner": {SERVE, MIGRATE},
}
"""Which settings a secret holds, by the last word of its name (table in k8s/README.md)."""

CORE = {"v1", "apps", "batch", "policy", "autoscaling", "networking.k8s.io"}


@needs_kubectl
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("overlay", OVERLAYS)
def test_manifests_mean_what_they_say(overlay: str, check):
    assert check(list(rendered(overlay))) == []


@needs_kubectl
def test_every_secret_of_production_comes_from_the_store_and_none_is_idle():
    assert m.secrets_have_a_source(list(rendered("prod"))) == []


@needs_kubectl
def test_a_workstation_needs_the_same_secrets_and_its_page_makes_them():
    assert m.secrets_wanted(list(rendered("dev"))) == m.secrets_wanted(list(rendered("prod")))
    page = (ROOT / "k8s/overlays/dev/README.md").read_text(encoding="utf-8")
    for secret in m.secrets_wanted(list(rendered("dev"))):
        service = secret.partition("-")[0]
        assert (secret if service == "jiedao" else secret.replace(service, "$s", 1)) in page


def _first(objects, kind):
    return next(item for item in objects if item["kind"] == kind)


def _container(objects):
    return _first(objects, "Deployment")["spec"]["template"]["spec"]["containers"][0]


def _double_scaler(objects):
    second = copy.deepcopy(_first(objects, "HorizontalPodAutoscaler"))
    objects.append(second | {"kind": "ScaledObject"})


MUTANTS = {
    m.names_are_taken_once: lambda o: o.append(o[0]),
    m.versions_are_known: lambda o: o[0].update(apiVersion="autoscaling/v2beta2"),
    m.selectors_match_their_templates: lambda o: _first(o, "Deployment")["spec"]["selector"][
        "matchLabels"
    ].update({"app": "other"}),
    m.everything_selected_exists: lambda o: _first(o, "PodDisruptionBudget")["spec"]["selector"][
        "matchLabels"
    ].update({"app": "other"}),
    m.mounts_have_volumes: lambda o: _container(o)["volumeMounts"].append({"name": "gone"}),
    m.config_maps_exist: lambda o: _container(o)["envFrom"].append({"configMapRef": {"name": "x"}}),
    m.secrets_have_a_source: lambda o: _container(o)["envFrom"].append(
        {"secretRef": {"name": "forgotten"}}
    ),
    m.ports_are_ports: lambda o: _container(o)["ports"].append(
        {"name": "a-name-that-is-too-long", "containerPort": 70000}
    ),
    m.probes_name_a_port: lambda o: _container(o)["readinessProbe"]["httpGet"].update(port="htp"),
    m.servers_are_probed: lambda o: _container(o).pop("readinessProbe"),
    m.services_find_their_port: lambda o: _first(o, "Service")["spec"]["ports"][0].update(
        targetPort="metrics"  # a port that other pods open, not those behind this service
    ),
    m.scalers_have_a_target: lambda o: _first(o, "HorizontalPodAutoscaler")["spec"].update(
        minReplicas=99
    ),
    m.one_hand_scales: _double_scaler,
    m.budgets_let_a_node_go: lambda o: _first(o, "PodDisruptionBudget")["spec"].update(
        maxUnavailable=0
    ),
    m.rollouts_can_move: lambda o: _first(o, "Deployment")["spec"].update(
        strategy={"rollingUpdate": {"maxSurge": 0, "maxUnavailable": 0}}
    ),
    m.pods_are_restricted: lambda o: _container(o)["securityContext"].update(
        allowPrivilegeEscalation=True
    ),
    m.images_are_pinned: lambda o: _container(o).update(image="jiedao/centers"),
    m.requests_fit_limits: lambda o: _container(o)["resources"]["requests"].update(memory="9Gi"),
    m.durations_are_durations: lambda o: _first(o, "PodMonitor")["spec"]["podMetricsEndpoints"][
        0
    ].update(interval="15"),
}


@needs_kubectl
@pytest.mark.parametrize(
    "check", (*CHECKS, m.secrets_have_a_source), ids=lambda check: check.__name__
)
def test_the_manifest_checks_find_planted_faults(check):
    objects = copy.deepcopy(list(rendered("prod")))
    MUTANTS[check](objects)
    assert check(objects) != []


@needs_kubectl
@pytest.mark.parametrize("overlay", OVERLAYS)
def test_the_core_kinds_keep_the_schemas_of_kubernetes(overlay: str, tmp_path: Path):
    core = [o for o in rendered(overlay) if o["apiVersion"].partition("/")[0] in CORE]
    file = tmp_path / "core.yaml"
    file.write_text(yaml.safe_dump_all(core, allow_unicode=True), encoding="utf-8")
    tool = Path(sys.executable).parent / "kubernetes-validate"
    ran = subprocess.run(
        [tool, "-k", "1.34", "--strict", "--quiet", "--no-warn", file],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr


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
            ("HorizontalPodAutoscaler", f"{name}-serve"), ("PodDisruptionBudget", f"{name}-serve"),
        )
    }  # fmt: skip
    assert wanted <= have
    assert len(of(list(rendered(overlay)), "Deployment")) == 2 * len(service_names()) + 2


@needs_kubectl
@pytest.mark.parametrize("overlay", OVERLAYS)
def test_every_service_has_its_two_database_roles_and_enters_no_other_database(overlay: str):
    cluster = _first(rendered(overlay), "Cluster")["spec"]
    roles = {role["name"]: role.get("inRoles", []) for role in cluster["managed"]["roles"]}
    wanted = {name: [] for name in service_names()}
    assert roles == wanted | {f"{name}_owner": [name] for name in service_names()}
    assert cluster["postgresql"]["pg_hba"] == [
        "hostssl samerole all all scram-sha-256",
        "host all all all reject",
    ]


@needs_kubectl
@pytest.mark.parametrize("overlay", OVERLAYS)
def test_only_identity_sees_the_key_that_signs_and_only_disclosure_that_of_the_log(overlay: str):
    for secret, holder in (("token", "identity-serve"), ("log", "disclosure-serve")):
        holders = [
            name for name, template in pods(list(rendered(overlay)))
            if f"jiedao-{secret}-signing" in yaml.safe_dump(template)
        ]  # fmt: skip
        assert holders == [holder]


@needs_kubectl
@pytest.mark.parametrize("overlay", OVERLAYS)
def test_only_migrations_know_the_owners_password_and_relays_pass_no_pooler(overlay: str):
    told = {
        pod: {
            source["secretRef"]["name"] for source in container["envFrom"] if "secretRef" in source
        }
        for pod, _, container in m.containers(list(rendered(overlay)))
    }
    for name in service_names():
        assert told[f"{name}-serve"] == {f"{name}-database", "jiedao-broker"}
        assert told[f"{name}-relay"] == {f"{name}-direct", "jiedao-broker"}
        assert told[f"{name}-migrate"] == {f"{name}-owner", "jiedao-broker"}
    assert told["gateway-serve"] == told["gateway-stream"] == {"jiedao-broker"}
    assert told["topology"] == {"jiedao-broker"}


def _declared_graph() -> set[tuple[str, str, int]]:
    """Who has to speak to whom; everything else must be closed."""
    graph = {("topology", "rabbitmq", 5672), ("pooler", "postgres", 5432)}
    graph.add(("monitoring", "rabbitmq", 15692))
    for door in ("gateway-serve", "gateway-stream"):
        graph |= {(door, "rabbitmq", 5672), ("edge", door, 8080), ("monitoring", door, 8080)}
    for name in service_names():
        for role in ("serve", "relay", "migrate"):
            graph.add((f"{name}-{role}", "rabbitmq", 5672))
            database = "pooler" if role == "serve" else "postgres"
            graph.add((f"{name}-{role}", database, 5432))
            graph.add(("monitoring", f"{name}-{role}", 9100))
    return graph


@needs_kubectl
@pytest.mark.parametrize("overlay", OVERLAYS)
def test_the_network_lets_pass_what_is_needed_and_nothing_else(overlay: str):
    assert allowed(list(rendered(overlay))) == _declared_graph()


@needs_kubectl
@pytest.mark.parametrize(
    "policy", ["closed", "to-pooler", "postgres", "gateway-http", "gateway-stream"]
)
def test_a_network_policy_that_is_missing_is_seen(policy: str):
    objects = [o for o in rendered("prod") if (o["kind"], m.name(o)) != ("NetworkPolicy", policy)]
    assert allowed(objects) != _declared_graph()


def told(container: dict[str, Any], config_maps: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return a container's environment; what a secret holds is shown as its name."""
    found: dict[str, str] = {}
    for source in container["envFrom"]:
        if "configMapRef" in source:
            found |= config_maps[source["configMapRef"]["name"]]
        else:
            secret = source["secretRef"]["name"]
            found |= dict.fromkeys(HELD[secret.rpartition("-")[2]], secret)
    return found | {one["name"]: one["value"] for one in container.get("env", ())}


@needs_kubectl
@pytest.mark.parametrize("overlay", OVERLAYS)
def test_every_setting_is_known_and_every_required_one_is_given(overlay: str):
    objects = list(rendered(overlay))
    config_maps = {m.name(item): item["data"] for item in of(objects, "ConfigMap")}
    known = {"JIEDAO_PROCESS"} | {
        variable
        for module in (shared.chassis.settings, gateway.settings)
        for variable, _, _ in module.documented()
    }
    for pod, _, container in m.containers(objects):
        given = told(container, config_maps)
        assert given.keys() <= known, pod
        if pod == "topology":
            continue  # needs the broker only, as the secrets' test says
        of_gateway = pod.startswith("gateway-")
        settings = gateway.settings.Settings if of_gateway else shared.chassis.settings.Settings
        required = {
            f"JIEDAO_{one.name.upper()}" for one in fields(settings) if one.default is MISSING
        }
        assert required <= given.keys(), pod
        assert (MIGRATE in given) == pod.endswith("-migrate"), pod
        assert given["JIEDAO_DEMO"] == ("1" if overlay == "dev" else "0"), pod


@needs_kubectl
@pytest.mark.parametrize("overlay", OVERLAYS)
def test_every_key_file_lies_where_a_volume_is_mounted_and_only_identity_signs(overlay: str):
    objects = list(rendered(overlay))
    config_maps = {m.name(item): item["data"] for item in of(objects, "ConfigMap")}
    signing = set()
    for pod, _, container in m.containers(objects):
        given = told(container, config_maps)
        places = {mount["mountPath"] for mount in container.get("volumeMounts", ())}
        signing |= {pod} if "JIEDAO_TOKEN_PRIVATE_KEY" in given else set()
        files = [value for value in given.values() if value.startswith("/run/")]
        assert pod == "topology" or {file.rpartition("/")[0] for file in files} <= places, pod
    assert signing == {"identity-serve"}


@needs_kubectl
def test_the_edge_leads_to_the_gateway_but_not_to_its_metrics():
    objects = list(rendered("prod"))
    led = {}
    for rule in _first(objects, "HTTPRoute")["spec"]["rules"]:
        (backend,) = rule["backendRefs"]
        service = next(o for o in of(objects, "Service") if m.name(o) == backend["name"])
        assert backend["port"] in {port["port"] for port in service["spec"]["ports"]}
        for match in (each["path"] for each in rule["matches"]):
            led[match["value"]] = backend["name"]
            prefix = match["type"] == "PathPrefix"
            assert match["value"] != "/metrics"
            assert not (prefix and "/metrics".startswith(match["value"]))
    (host,) = _first(objects, "HTTPRoute")["spec"]["hostnames"]
    settings = next(o for o in of(objects, "ConfigMap") if "JIEDAO_PUBLIC_URL" in o["data"])
    assert settings["data"]["JIEDAO_PUBLIC_URL"] == f"https://{host}"
    assert led["/api"] == "gateway-http"
    assert led[CHANGES] == "gateway-stream"


@needs_kubectl
@pytest.mark.parametrize("overlay", OVERLAYS)
def test_only_the_process_that_sends_webhooks_reaches_the_world_and_over_tls_only(overlay: str):
    out = {}
    for policy in of(list(rendered(overlay)), "NetworkPolicy"):
        for rule in policy["spec"].get("egress", ()):
            for block in (each["ipBlock"] for each in rule.get("to", ()) if "ipBlock" in each):
                assert "10.0.0.0/8" in block["except"]
                chosen = policy["spec"]["podSelector"]["matchLabels"]
                name, role = (chosen[f"app.kubernetes.io/{key}"] for key in ("name", "component"))
                out[f"{name}-{role}"] = [port["port"] for port in rule["ports"]]
    assert out == {"oversight-serve": [443]}
