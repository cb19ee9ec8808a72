"""docker compose: every process that exists, with settings that its own code accepts."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import gateway.settings
import shared.chassis.settings
from infra.docker import make_secrets
from shared import RELEASE
from tests.architecture._house import ROOT, service_names

BIN = Path(sys.executable).parent
PLATFORM = {
    "gateway", "gateway-stream", "rabbitmq", "postgres", "prometheus", "secrets", "databases",
    "topology", "operator",
}  # fmt: skip
ONCE = {"secrets", "databases", "topology", "operator"}
DEFAULTED = re.compile(r"\$\{(\w+):-([^}]*)\}")

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
PROCESSES: dict[str, Any] = COMPOSE["services"]


def ours() -> list[str]:
    return [name for name, one in PROCESSES.items() if one["image"].startswith("jiedao/")]


def volumes(process: str) -> dict[str, str]:
    """Return where a process sees what: target → named volume or path."""
    pairs = (each.split(":") for each in PROCESSES[process].get("volumes", ()))
    return {pair[1]: pair[0] for pair in pairs}


def test_the_file_keeps_the_schema_of_compose():
    ran = subprocess.run(
        [BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_compose_itself_can_read_it_and_the_debian_variation():
    here = {"PATH": os.environ["PATH"]}
    tool = next(
        (
            words
            for words in (["docker", "compose"], ["docker-compose"])
            if _says([*words, "version", "--short"], here).lstrip("v").startswith(("2.", "5."))
        ),
        None,
    )
    if tool is None:
        pytest.skip("docker compose (version 2 or later) is not on this machine")
    files = ["-f", "docker-compose.yml", "-f", "infra/docker/debian/compose.yml"]
    for used in (files[:2], files):
        ran = subprocess.run(
            [*tool, *used, "config", "-q"],
            cwd=ROOT, env=here, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (ran.returncode, ran.stderr) == (0, "")  # some wrappers swallow the status


def _says(command: list[str], environment: dict[str, str]) -> str:
    try:
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return ran.stdout.strip() if ran.returncode == 0 else ""


def test_there_is_every_process_and_no_other():
    wanted = {f"{name}{role}" for name in service_names() for role in ("", "-relay", "-prepare")}
    assert set(PROCESSES) == wanted | PLATFORM


@pytest.mark.parametrize("service", service_names())
def test_a_service_stands_on_its_own_image_and_waits_for_its_database(service: str):
    for process in (service, f"{service}-relay", f"{service}-prepare"):
        assert PROCESSES[process]["image"] == f"jiedao/{service}:{RELEASE}"
    done = {"condition": "service_completed_successfully"}
    for process in (service, f"{service}-relay"):
        needs = PROCESSES[process]["depends_on"]
        assert needs == {f"{service}-prepare": done, "topology": done}
    assert PROCESSES[service]["build"]["args"] == {"SERVICE": service}
    assert [PROCESSES[f"{service}{role}"]["command"] for role in ("", "-relay", "-prepare")] == [
        ["serve"], ["relay"], ["prepare"],
    ]  # fmt: skip


def test_what_stays_up_is_watched_and_restarted_and_what_ends_is_not():
    for name, one in PROCESSES.items():
        once = name in ONCE or name.endswith("-prepare")
        assert one["restart"] == ("no" if once else "unless-stopped"), name
        assert ("healthcheck" in one) != once, name


def test_health_means_ready():
    tests = {name: one["healthcheck"]["test"] for name, one in PROCESSES.items()
             if "healthcheck" in one}  # fmt: skip
    for name in ours():
        assert tests.pop(name, ["CMD", "entrypoint", "healthy"]) == ["CMD", "entrypoint", "healthy"]
    assert tests["rabbitmq"][-1] == "check_port_connectivity"  # `ping` answers before AMQP listens
    assert "SELECT 1" in (ROOT / "infra/postgres" / Path(tests["postgres"][1]).name).read_text()
    assert tests["prometheus"][-1].endswith("/-/ready")


def test_every_process_is_closed_and_bounded():
    for name, one in PROCESSES.items():
        assert one["read_only"] is True, name
        assert one["cap_drop"] == ["ALL"], name
        assert one["security_opt"] == ["no-new-privileges:true"], name
        assert one["deploy"]["resources"]["limits"].keys() == {"cpus", "memory", "pids"}, name
        assert "privileged" not in one, name
        assert "cap_add" not in one or name == "secrets", name
    assert [name for name, one in PROCESSES.items() if one.get("user") == "0:0"] == ["secrets"]
    assert PROCESSES["secrets"]["network_mode"] == "none"


def test_only_gateway_and_prometheus_are_reached_from_outside_and_from_this_machine_only():
    published = {name: one["ports"] for name, one in PROCESSES.items() if "ports" in one}
    assert published.keys() == {"gateway", "gateway-stream", "prometheus"}
    assert all(port.startswith("127.0.0.1:") for ports in published.values() for port in ports)
    assert COMPOSE["networks"]["house"]["internal"] is True
    on = {net: {n for n, one in PROCESSES.items() if net in one["networks"]} for net in
          COMPOSE["networks"]}  # fmt: skip
    assert (on["door"], on["out"]) == (set(published), {"oversight"})


def test_a_process_sees_its_own_secrets_only():
    made = {where.rpartition("/")[2]: source for where, source in volumes("secrets").items()}
    assert made.keys() == {*service_names(), "gateway", "owners", "signing", "log-key", "postgres",
                           "rabbitmq"}  # fmt: skip
    for name in service_names():
        assert set(volumes(f"{name}-relay").values()) == {name}
        assert set(volumes(f"{name}-prepare").values()) == {"owners"}
        signs = {"identity": {"signing"}, "disclosure": {"log-key"}}
        assert set(volumes(name).values()) == {name} | signs.get(name, set())
    for process in ("gateway", "gateway-stream", "topology"):
        assert set(volumes(process).values()) == {"gateway"}
    for process in PROCESSES.keys() - {"secrets"}:
        sources = [each.split(":") for each in PROCESSES[process].get("volumes", ())]
        assert all(s[-1] == "ro" for s in sources if s[0] in made.values()), process


def test_every_named_volume_is_declared_and_used():
    used = {
        source for process in PROCESSES for source in volumes(process).values()
        if not source.startswith(".")
    }  # fmt: skip
    assert used == set(COMPOSE["volumes"])


def test_every_mounted_file_exists():
    for process in PROCESSES:
        for source in volumes(process).values():
            assert not source.startswith(".") or (ROOT / source).exists(), source


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the process `secrets` makes."""
    folder = tmp_path_factory.mktemp("secrets")
    make_secrets.main(folder)
    return folder


def environment(process: str, secrets: Path) -> dict[str, str]:
    """Return what a process is told: by compose, and by the file that its entry point reads."""
    told = {
        name: DEFAULTED.sub(r"\2", str(value))
        for name, value in PROCESSES[process].get("environment", {}).items()
    }
    made = volumes("secrets")
    where = {target: secrets / Path(next(k for k, v in made.items() if v == source)).name
             for target, source in volumes(process).items()}  # fmt: skip
    service = PROCESSES[process]["image"].partition("/")[2].partition(":")[0]
    lines = (where["/run/jiedao"] / f"{service}.env").read_text().splitlines()
    told |= dict(line.split("=", 1) for line in lines)
    for target, folder in where.items():
        told = {name: value.replace(target, str(folder)) for name, value in told.items()}
    return told


@pytest.mark.parametrize(
    "process",
    [f"{name}{role}" for name in service_names() for role in ("", "-relay", "-prepare")],
)
def test_the_settings_of_a_service_are_complete_known_and_accepted(process: str, secrets: Path):
    told = environment(process, secrets)
    known = {variable for variable, _, _ in shared.chassis.settings.documented()}
    assert {name for name in told if name.startswith("JIEDAO_")} <= known
    settings = shared.chassis.settings.Settings.load(told)
    assert bool(settings.migration_database_url) == process.endswith("-prepare")
    assert (settings.token_private_key is not None) == (process == "identity")
    assert settings.demo is False


@pytest.mark.parametrize("process", ["gateway", "gateway-stream"])
def test_the_settings_of_the_gateway_are_complete_known_and_accepted(process: str, secrets: Path):
    told = environment(process, secrets)
    assert told.keys() <= {variable for variable, _, _ in gateway.settings.documented()}
    settings = gateway.settings.Settings.load(told)
    assert PROCESSES[process]["ports"][0].endswith(f":{settings.port}")


def test_the_gateway_shows_the_way_to_the_port_where_streams_are_published():
    way = PROCESSES["gateway"]["environment"]["JIEDAO_STREAM_PORT"]
    assert PROCESSES["gateway-stream"]["ports"] == [f"127.0.0.1:{way}:8080"]


def test_the_operator_reaches_the_broker_s_management_and_nobody_else_knows_where(secrets: Path):
    (line,) = (secrets / "owners" / "operator.env").read_text().splitlines()
    assert re.fullmatch(r"JIEDAO_AMQP_ADMIN=http://jiedao:[^@/]+@rabbitmq:15672", line)
    assert "rabbitmq_management" in (ROOT / "infra/rabbitmq/enabled_plugins").read_text()
    assert [file.parent.name for file in secrets.rglob("operator.env")] == ["owners"]


def test_secrets_are_made_once_and_a_new_service_adds_its_own_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    make_secrets.main(tmp_path)
    before = {path: path.read_text() for path in tmp_path.rglob("*") if path.is_file()}
    monkeypatch.setattr(make_secrets, "services", lambda: [*service_names(), "weather"])
    make_secrets.main(tmp_path)
    after = {path: path.read_text() for path in tmp_path.rglob("*") if path.is_file()}
    roles = tmp_path / "postgres" / "roles"
    assert {path for path in before if before[path] != after[path]} == {roles}
    assert after[roles].startswith(before[roles])
    assert {path.parent.name for path in after.keys() - before.keys()} == {"weather", "owners"}


def test_no_secret_is_readable_by_others(secrets: Path):
    files = [path for path in secrets.rglob("*") if path.is_file()]
    assert files
    assert {path.stat().st_mode & 0o777 for path in files} == {0o400}


def test_an_image_runs_as_a_known_nobody_and_knows_its_roles():
    recipe = (ROOT / "infra/docker/Dockerfile").read_text(encoding="utf-8")
    assert re.findall(r"^USER (.*)$", recipe, re.M)[-1] == "10001:10001"
    assert re.findall(r"^ARG SERVICE=(.*)$", recipe, re.M) == ["gateway"]
    entry = (ROOT / "infra/docker/entrypoint.sh").read_text(encoding="utf-8")
    for role in {PROCESSES[name]["command"][0] for name in ours()} - {"topology", "doctor"}:
        assert re.search(rf"^\s+[\w*]+/{role}\)", entry, re.M), role


@pytest.mark.parametrize(
    "recipe", sorted((ROOT / "infra/docker").rglob("*Dockerfile")), ids=lambda path: path.name
)
def test_image_recipes_pass_the_linter(recipe: Path):
    ran = subprocess.run([BIN / "hadolint", recipe], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
