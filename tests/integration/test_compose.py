"""The house under docker compose, for real: built from Debian packages and wheels, nothing pulled.

Takes minutes and needs root, dockerd, mmdebstrap and docker compose 2 (Debian: `docker.io
mmdebstrap iproute2`), so it runs only when asked: `JIEDAO_COMPOSE=1 pytest tests/integration/
test_compose.py`. The daemon is our own, in a network of its own, and ends with the test. What takes
long to make is kept in `.local/compose`.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.architecture._house import ROOT, service_names

pytestmark = pytest.mark.skipif(
    os.environ.get("JIEDAO_COMPOSE") != "1",
    reason="COMPOSE NOT RUN: takes minutes and needs root and dockerd; JIEDAO_COMPOSE=1 runs it",
)

PLACE = ROOT / ".local" / "compose"
NETWORK = "jiedao-compose"
INSIDE = ("nsenter", f"--net=/run/netns/{NETWORK}")
BASE = "localhost/base:bookworm"
ASK = "import sys, urllib.request as u; print(u.urlopen(sys.argv[1], timeout=10).read().decode())"


def run(*command: str | Path, limit: float = 120, **options: Any) -> str:
    environment = {"PATH": os.environ["PATH"], "DOCKER_HOST": f"unix://{PLACE}/docker.sock"}
    ran = subprocess.run(
        command, env=environment | {"DOCKER_BUILDKIT": "0", "JIEDAO_DEMO": "1", "HOME": "/tmp"},
        capture_output=True, text=True, check=False, timeout=limit, **options,
    )  # fmt: skip
    assert ran.returncode == 0, f"{command}\n{ran.stdout[-3000:]}\n{ran.stderr[-6000:]}"
    return ran.stdout


def patiently(look: Callable[[], Any], *, seconds: float = 60) -> Any:
    """Look until there is something; fail with what was last wrong."""
    limit = time.monotonic() + seconds
    while True:
        try:
            if found := look():
                return found
            assert time.monotonic() < limit, f"nothing after {seconds:.0f} s"
        except AssertionError:
            if time.monotonic() > limit:
                raise
        time.sleep(1)


@pytest.fixture(scope="module")
def daemon() -> Iterator[None]:
    """A docker daemon that touches neither our network nor another daemon."""
    for tool in ("dockerd", "docker", "mmdebstrap", "ip", "nsenter"):
        assert shutil.which(tool), (
            f"{tool} is missing: apt-get install docker.io mmdebstrap iproute2"
        )
    PLACE.mkdir(parents=True, exist_ok=True)
    run("ip", "netns", "add", NETWORK)
    run(*INSIDE, "ip", "link", "set", "lo", "up")
    with (PLACE / "dockerd.log").open("w") as log:
        process = subprocess.Popen(
            [*INSIDE, "dockerd", "--data-root", PLACE / "docker", "--exec-root", PLACE / "exec",
             "--pidfile", PLACE / "pid", "-H", f"unix://{PLACE}/docker.sock"],
            stdout=log, stderr=log,
        )  # fmt: skip
    try:
        patiently(lambda: run("docker", "info"), seconds=30)
        yield
    finally:
        process.terminate()
        process.wait(60)
        subprocess.run(["ip", "netns", "delete", NETWORK], check=False)


@pytest.fixture(scope="module")
def compose() -> list[str]:
    """The words that begin a compose command, in a copy of the tree with the wheels in place."""
    folder = PLACE / "context"
    shutil.rmtree(folder, ignore_errors=True)
    listed = run("git", "ls-files", "-co", "--exclude-standard", cwd=ROOT).splitlines()
    for name in (name for name in listed if (ROOT / name).is_file()):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    wheels = PLACE / "wheels"
    pip = [sys.executable, "-m", "pip", "download", "-q", "-d", wheels, "--require-hashes"]
    subprocess.run([*pip, "-r", ROOT / "requirements.lock"], check=True)
    shutil.copytree(wheels, folder / "infra/docker/wheels", dirs_exist_ok=True)
    words = ["docker-compose"] if shutil.which("docker-compose") else ["docker", "compose"]
    return [
        *words, "-f", str(folder / "docker-compose.yml"),
        "-f", str(folder / "infra/docker/debian/compose.yml"), "--project-directory", str(folder),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def house(daemon: None, compose: list[str]) -> Iterator[list[str]]:
    """Everything up and ready; taken down with its volumes at the end."""
    if not run("docker", "images", "-q", BASE).strip():
        packages = (ROOT / "infra/docker/debian/packages").read_text().split()
        tar = PLACE / "base.tar"
        if not tar.exists():
            run("mmdebstrap", "--variant=minbase", f"--include={','.join(packages)}",
                "bookworm", tar, limit=600)  # fmt: skip
        run("docker", "import", tar, BASE, limit=300)
    try:
        run(*compose, "build", "gateway", limit=600)  # the layers that all images share
        run(*compose, "build", limit=600)
        up(compose)
        yield compose
    finally:
        run(*compose, "--profile", "operator", "down", "-v", limit=180)


def up(compose: list[str]) -> None:
    """Bring everything up; fail with the words of whoever did not become ready."""
    run(*compose, "up", "-d", "--wait", "--wait-timeout", "240", limit=300)
    states = run("docker", "ps", "-a", "--format", "{{.Names}}|{{.Status}}").splitlines()
    for name, status in (line.split("|") for line in states):
        well = "(healthy)" in status or status.startswith("Exited (0)")
        assert well, f"{name}: {status}\n{run('docker', 'logs', '--tail', '30', name)}"


def get(address: str) -> Any:
    return json.loads(run(*INSIDE, sys.executable, "-c", ASK, address))


def ready() -> dict[str, Any]:
    return dict(get("http://127.0.0.1:8080/readyz"))


def test_the_whole_house_is_ready_with_its_data(house: list[str]):
    found = ready()
    assert found["ready"] is True
    assert found["services"].keys() == set(service_names())
    assert get("http://127.0.0.1:8080/api/openapi.json")["paths"]
    said = run(*house, "run", "--rm", "-T", "operator", "doctor", "-o", "json")
    checks = json.loads(said[said.index("[") :])
    assert {row["结果"] for row in checks} == {"正常"}


@pytest.mark.parametrize("process", ["gateway", "centers", "centers-relay"])
def test_processes_are_nobody_on_a_root_that_cannot_be_written(house: list[str], process: str):
    inside = [*house, "exec", "-T", process, "sh", "-c"]
    assert run(*inside, "id -u").strip() == "10001"
    assert (
        run(*inside, "touch /app/mark 2>/dev/null && echo written || echo refused") == "refused\n"
    )
    assert "token.pem" not in run(*inside, "ls /run/jiedao /run/signing 2>/dev/null || true")


def test_no_role_enters_the_database_of_another(house: list[str]):
    rows = run(*house, "exec", "-T", "postgres", "cat", "/run/jiedao/roles").splitlines()
    app = {name: password for name, password, _ in (row.split() for row in rows)}
    ask = "PGPASSWORD={} psql -h 127.0.0.1 -U centers -d {} -Atc 'SELECT 1' 2>&1 || true"
    for database in (*service_names(), "postgres"):
        said = run(*house, "exec", "-T", "postgres", "sh", "-c",
                   ask.format(app["centers"], database))  # fmt: skip
        assert (said == "1\n") == (database == "centers"), said
        assert database == "centers" or "permission denied for database" in said


def test_a_process_that_is_killed_comes_back(house: list[str]):
    name = run(*house, "ps", "-q", "centers").strip()
    pid = run("docker", "inspect", "-f", "{{.State.Pid}}", name).strip()
    os.kill(int(pid), 9)
    patiently(
        lambda: run("docker", "inspect", "-f", "{{.State.Pid}}", name).strip() not in ("0", pid)
    )
    assert patiently(lambda: ready()["ready"])


def test_everything_is_scraped_and_nothing_is_wrong(house: list[str]):
    def targets() -> list[dict[str, Any]]:
        found = get("http://127.0.0.1:9090/api/v1/targets")["data"]["activeTargets"]
        return found if all(one["health"] == "up" for one in found) else []

    labels = {(one["labels"].get("service"), one["labels"].get("role"))
              for one in patiently(targets)}  # fmt: skip
    assert {(name, role) for name in service_names() for role in ("serve", "relay")} <= labels
    led = patiently(
        lambda: get("http://127.0.0.1:9090/api/v1/query?query=sum%20by(service)(jiedao_relay_leading)")
        ["data"]["result"]
    )  # fmt: skip
    assert {one["metric"]["service"]: one["value"][1] for one in led} == dict.fromkeys(
        service_names(), "1"
    )
    said = run(*INSIDE, "promtool", "query", "instant", "http://127.0.0.1:9090",
               'ALERTS{alertstate="firing"}')  # fmt: skip
    assert said.strip() == ""


def test_after_a_restart_keys_and_data_are_the_same(house: list[str]):
    key = ["exec", "-T", "identity", "cat", "/run/jiedao/token.pub.pem"]
    before = run(*house, *key)
    run(*house, "down", limit=180)
    up(house)
    assert run(*house, *key) == before
    assert ready()["ready"] is True
