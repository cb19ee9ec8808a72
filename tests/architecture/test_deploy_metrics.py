"""What is watched: scraped everywhere, alerts that are tested, panels that show what exists."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import falcon.testing
import pytest
import yaml
from prometheus_client import Counter, Gauge, Histogram

from gateway import observe
from gateway.app import create_app
from gateway.auth import Door
from gateway.routes import read_contracts
from gateway.settings import Settings
from shared.chassis import metrics, topology
from shared.testing.client import FakeClient
from tests.architecture._house import ROOT, service_names
from tests.architecture._manifests import (
    OVERLAYS,
    PROBES,
    containers,
    needs_kubectl,
    of,
    rendered,
)  # fmt: skip
from tests.contract._sample import Passes

PROMETHEUS = ROOT / "infra" / "prometheus"
DASHBOARDS = sorted((ROOT / "infra/grafana/dashboards").glob("*.json"))
RULES: dict[str, Any] = yaml.safe_load((PROMETHEUS / "rules.yml").read_text(encoding="utf-8"))
THEIRS = {"up", "rabbitmq_detailed_queue_consumers", "rabbitmq_detailed_queue_messages_ready"}
NAMES = re.compile(r"\b(?:\w+:)?(?:jiedao|rabbitmq)_\w+(?::\w+)?|\bup\b")
SELECTED = re.compile(r"""(\w+)\s*(?:=~|!=|!~|=)\s*"(?:[^"\\]|\\.)*\"""")

needs_promtool = pytest.mark.skipif(
    shutil.which("promtool") is None,
    reason="promtool (Debian package prometheus) is not on this machine: RULES UNCHECKED",
)


def promtool(*arguments: str | Path) -> None:
    ran = subprocess.run(
        ["promtool", *arguments], cwd=PROMETHEUS, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def rules() -> Iterator[dict[str, Any]]:
    for group in RULES["groups"]:
        yield from group["rules"]


def known_series() -> set[str]:
    """Return every series that our code or a recording rule makes, and the few of others."""
    found = set(THEIRS) | {rule["record"] for rule in rules() if "record" in rule}
    for one in [*vars(metrics).values(), *vars(observe).values()]:
        if isinstance(one, Counter):
            found.add(f"{one._name}_total")
        elif isinstance(one, Histogram):
            found |= {f"{one._name}_{part}" for part in ("bucket", "sum", "count")}
        elif isinstance(one, Gauge):
            found.add(one._name)
    return found


def expressions() -> list[tuple[str, str]]:
    found = [(rule.get("alert") or rule["record"], rule["expr"]) for rule in rules()]
    for file in DASHBOARDS:
        board = json.loads(file.read_text(encoding="utf-8"))
        for panel in board["panels"]:
            found += [(f"{file.stem}: {panel['title']}", one["expr"]) for one in panel["targets"]]
    return found


@needs_promtool
def test_configuration_and_rules_are_valid():
    promtool("check", "config", "prometheus.yml")
    promtool("check", "rules", "--lint-fatal", "rules.yml")


@needs_promtool
def test_the_alerts_keep_their_promises():
    promtool("test", "rules", *sorted(PROMETHEUS.glob("tests/*.yml")))


def test_every_alert_is_tested_to_fire_and_says_what_to_do():
    fired = {
        case["alertname"]
        for file in PROMETHEUS.glob("tests/*.yml")
        for test in yaml.safe_load(file.read_text(encoding="utf-8"))["tests"]
        for case in test["alert_rule_test"]
        if case.get("exp_alerts")
    }
    alerts = [rule for rule in rules() if "alert" in rule]
    assert fired == {rule["alert"] for rule in alerts}
    for rule in alerts:
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert all(re.search(r"[\u4e00-\u9fff]", rule["annotations"][part])
                   for part in ("summary", "action"))  # fmt: skip


@pytest.mark.parametrize(("where", "expression"), expressions(), ids=lambda text: text[:40])
def test_every_expression_asks_for_series_that_exist(where: str, expression: str):
    asked = set(NAMES.findall(SELECTED.sub("", expression)))
    assert asked, expression
    assert asked <= known_series()


def test_a_metric_that_nobody_makes_is_seen():
    assert not {"jiedao_gone_total"} <= known_series()
    assert NAMES.findall("rate(jiedao_gone_total[5m]) > 0") == ["jiedao_gone_total"]


@needs_promtool
@pytest.mark.parametrize("file", DASHBOARDS, ids=lambda path: path.stem)
def test_every_panel_has_a_valid_expression(file: Path, tmp_path: Path):
    board = json.loads(file.read_text(encoding="utf-8"))
    asked = [one["expr"] for panel in board["panels"] for one in panel["targets"]]
    records = [{"record": f"panel:{n}", "expr": expr} for n, expr in enumerate(asked)]
    rule_file = tmp_path / "panels.yml"
    rule_file.write_text(yaml.safe_dump({"groups": [{"name": "panels", "rules": records}]}))
    promtool("check", "rules", rule_file)


def test_panels_have_names_places_and_ids_of_their_own():
    assert {"jiedao-house", "jiedao-service", "jiedao-gateway"} <= {f.stem for f in DASHBOARDS}
    for file in DASHBOARDS:
        board = json.loads(file.read_text(encoding="utf-8"))
        assert board["uid"] == file.stem
        ids = [panel["id"] for panel in board["panels"]]
        places = [(p["gridPos"]["x"], p["gridPos"]["y"]) for p in board["panels"]]
        assert len(set(ids)) == len(ids)
        assert len(set(places)) == len(places)
        assert all(p["gridPos"]["x"] + p["gridPos"]["w"] <= 24 for p in board["panels"])


def test_every_metric_of_ours_is_on_a_panel_or_in_an_alert():
    text = " ".join(expression for _, expression in expressions())
    for series in known_series() - THEIRS:
        family = re.sub(r"_(bucket|sum|count)$", "", series)
        assert family in text, series


def test_every_process_is_scraped():
    config = yaml.safe_load((PROMETHEUS / "prometheus.yml").read_text(encoding="utf-8"))
    jobs = {job["job_name"]: job for job in config["scrape_configs"]}
    names = jobs["services"]["dns_sd_configs"][0]["names"]
    assert set(names) == {f"{name}{role}" for name in service_names() for role in ("", "-relay")}
    assert jobs["services"]["dns_sd_configs"][0]["port"] == metrics_port()
    for door in ("gateway", "gateway-stream"):
        found = jobs[door]["dns_sd_configs"][0]
        assert (found["port"], found["names"]) == (8080, [door])
    broker = (ROOT / "infra/rabbitmq/rabbitmq.conf").read_text(encoding="utf-8")
    assert f"prometheus.tcp.port = {jobs['rabbitmq']['dns_sd_configs'][0]['port']}" in broker
    assert "rabbitmq_prometheus" in (ROOT / "infra/rabbitmq/enabled_plugins").read_text()


def metrics_port() -> int:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    ports = {
        one["environment"]["JIEDAO_METRICS_PORT"]
        for name, one in compose["services"].items()
        if name.removesuffix("-relay") in service_names()
    }
    assert len(ports) == 1
    return int(ports.pop())


@needs_kubectl
def test_a_cluster_is_watched_by_the_same_rules():
    """To write the copy anew: indent everything from `groups:` on below `spec:` by two."""
    assert of(list(rendered("prod")), "PrometheusRule")[0]["spec"] == RULES


def test_alerts_look_at_queues_by_the_names_that_the_code_gives():
    alert = next(rule for rule in rules() if rule.get("alert") == "QueueWithoutConsumer")
    pattern = re.search(r'queue=~"(.*?)"', alert["expr"])
    assert pattern is not None
    assert re.fullmatch(pattern[1], topology.event_queue("centers"))
    assert re.fullmatch(pattern[1], "rpc-centers")
    assert not re.fullmatch(pattern[1], "reply-7")


class Well:
    """A process that can work."""

    def alive(self) -> bool:
        return True

    def ready(self) -> bool:
        return True


@cache
def gateway() -> falcon.testing.TestClient:
    settings = Settings(amqp_uri="amqp://nowhere", token_public_key=Path("nowhere.pem"))
    contracts = read_contracts(settings.contracts)
    app = create_app(contracts, bus=FakeClient(), door=Door(Passes()), settings=settings)
    return falcon.testing.TestClient(app)


def answered(pod: str, path: str) -> int:
    """Return the status with which the code of a pod answers."""
    if pod.startswith("gateway-"):
        return int(gateway().get(path).status_code)
    return metrics._answer(path, Well())[0]


@needs_kubectl
@pytest.mark.parametrize("overlay", OVERLAYS)
def test_probes_ask_what_the_code_answers_on_the_port_that_it_opens(overlay: str):
    objects = list(rendered(overlay))
    told = {item["metadata"]["name"]: item["data"] for item in of(objects, "ConfigMap")}
    for pod, _, container in containers(objects):
        environment: dict[str, str] = {}
        for source in container["envFrom"]:
            environment |= told.get(source.get("configMapRef", {}).get("name"), {})
        for port in container.get("ports", ()):
            setting = "PORT" if port["name"] == "http" else "JIEDAO_METRICS_PORT"
            assert environment[setting] == str(port["containerPort"]), pod
        for path in {container[probe]["httpGet"]["path"] for probe in PROBES if probe in container}:
            assert answered(pod, path) == 200, f"{pod}: {path}"


def test_a_probe_of_a_path_that_is_not_there_is_seen():
    assert answered("gateway-serve", "/ready") == answered("centers-serve", "/ready") == 404
