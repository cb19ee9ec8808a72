"""`make service` keeps its word: what it writes passes the house's tests and serves.

The service is generated into a copy of the tree, migrated, started and asked, then thrown away.
"""

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import OKPKey
from sqlalchemy import create_engine, text

from infra.local.place import free_port
from infra.local.system import System
from shared.chassis import tokens
from shared.chassis.client import Client
from shared.kernel.actor import Actor, ActorKind
from shared.kernel.errors import Conflict, Forbidden, NotFound
from shared.testing.actors import path_of
from tests.architecture._house import ROOMS, ROOT, service_names

NAME, TITLE = "volunteering", "志愿服务"
AUTHOR = ("-c", "user.name=test", "-c", "user.email=test@localhost")


def run(folder: Path, *command: str, env: dict[str, str] | None = None) -> str:
    ran = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env=env
    )  # fmt: skip
    assert ran.returncode == 0, f"{' '.join(command)}\n{ran.stdout}{ran.stderr}"
    return ran.stdout


def python(folder: Path, *arguments: str, env: dict[str, str] | None = None) -> str:
    return run(folder, sys.executable, "-W", "ignore", "-m", *arguments, env=env)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of everything that is or would be committed, as one commit, with the new service."""
    folder = tmp_path_factory.mktemp("house")
    for name in run(ROOT, "git", "ls-files", "-co", "--exclude-standard").splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    python(folder, "infra.scripts.contracts", "write")  # what is not yet committed is no break
    run(folder, "git", "init", "--quiet")
    run(folder, "git", "add", "--all")
    run(folder, "git", *AUTHOR, "commit", "--quiet", "--message", "house")
    python(folder, "infra.scripts.new_service", NAME, TITLE)
    run(folder, "git", "add", "--all")
    return folder


def test_it_has_every_room_and_nothing_else(copy: Path):
    made = {path.stem for path in (copy / "services" / NAME).iterdir()} - {"__pycache__"}
    assert made == ROOMS


def test_it_is_formatted_and_linted_as_the_house_is(copy: Path):
    folders = (f"services/{NAME}", f"tests/unit/{NAME}", "services/oversight",
               "services/disclosure")  # fmt: skip
    python(copy, "ruff", "check", *folders)
    python(copy, "ruff", "format", "--check", *folders)


def test_it_passes_the_tests_of_the_house_and_its_own(copy: Path):
    """Cases that name only other services are proved elsewhere, and left out for time."""
    others = " or ".join(name for name in service_names() if name != "oversight")
    python(copy, "pytest", "-q", "-p", "no:cacheprovider", "-k", f"{NAME} or not ({others})",
           f"tests/unit/{NAME}", "tests/architecture", "tests/contract")  # fmt: skip


def test_its_contract_and_documents_are_fresh(copy: Path):
    python(copy, "infra.scripts.contracts", "check")
    python(copy, "infra.scripts.docs", "check")


def test_oversight_follows_it_and_disclosure_logs_its_audit_days(copy: Path):
    assert f'"pattern": "{NAME}.#"' in (copy / "shared/contracts/oversight.json").read_text()
    seals = (copy / "shared/contracts/disclosure.json").read_text()
    assert f'"pattern": "{NAME}.audit.sealed"' in seals


def test_a_taken_or_bad_name_is_refused_and_writes_nothing(copy: Path):
    before = run(copy, "git", "status", "--porcelain")
    for name in (NAME, "Grid", "grid_2", "gateway"):
        ran = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "infra.scripts.new_service", name, TITLE],
            cwd=copy, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ran.returncode == 1
        assert name in ran.stderr
    assert run(copy, "git", "status", "--porcelain") == before


# --- it serves -----------------------------------------------------------------------------------


def drop(system: System) -> None:
    url = system.postgres.admin_url.replace("postgresql://", "postgresql+psycopg2://")
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)'))
    admin.dispose()


@pytest.fixture(scope="module")
def served(copy: Path, platform: System) -> Iterator[Client]:
    """The generated service as a process, on a database that its migration made."""
    drop(platform)
    platform.postgres.create([NAME])
    serve, owner = platform.postgres.urls(NAME)
    port = free_port()
    env = {
        **platform.settings_of("oversight"),
        "JIEDAO_SERVICE_DATABASE_URL": serve,
        "JIEDAO_MIGRATION_DATABASE_URL": owner,
        "JIEDAO_METRICS_PORT": str(port),
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
    }
    python(copy, "shared.chassis", "migrate", NAME, env=env)
    python(copy, "shared.chassis", "load", NAME, env=env)
    command = [sys.executable, "-W", "ignore", "-m", "shared.chassis", "serve", NAME]
    with (copy / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=copy, env=env, stdout=log, stderr=log)
    client = Client(platform.rabbit.uri, timeout=10)
    try:
        wait_ready(port, process, copy / "serve.log")
        yield client
    finally:
        client.close()
        process.terminate()
        process.wait(25)
        drop(platform)


def wait_ready(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2):
                return
        except OSError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.1)
    raise AssertionError(log.read_text())


@pytest.fixture
def ask(served: Client, platform: System) -> Any:
    """Ask an operation as somebody of a street with the roles' permissions."""
    key = OKPKey.import_key((platform.place.folder / "keys" / "token.pem").read_bytes())

    def asked(who: str, street: str, operation: str, *, key_of: str = "", **command: Any) -> Any:
        may = {"officer": ("read", "open"), "leader": ("read", "close")}[who]
        actor = Actor(
            id=f"{street}-{who}", kind=ActorKind.STAFF, unit=street, path=path_of(street),
            scope=path_of(street),
            permissions=frozenset(f"{NAME}.matter.{each}" for each in may),
        )  # fmt: skip
        token = tokens.sign(actor, key, ttl=timedelta(minutes=5))
        if_match = command.pop("if_match", None)
        return served.call(
            NAME, operation, command, token=token, idempotency_key=key_of, if_match=if_match
        )

    return asked


def test_it_serves_on_a_real_broker_and_database(ask: Any):
    opened = ask("officer", "510115001", "open_matter", key_of="one", title="示例事项")["body"]
    assert (
        ask("officer", "510115001", "open_matter", key_of="one", title="示例事项")["body"] == opened
    )
    key = {"matter_id": opened["matter_id"]}
    listed = ask("officer", "510115001", "list_matters")["body"]["items"]
    assert [one["matter_id"] for one in listed] == [opened["matter_id"]]
    assert ask("officer", "510115002", "list_matters")["body"]["items"] == []
    with pytest.raises(NotFound):
        ask("leader", "510115002", "show_matter", **key)
    with pytest.raises(Forbidden):
        ask("officer", "510115001", "close_matter", if_match=opened["version"], **key)
    closed = ask("leader", "510115001", "close_matter", if_match=opened["version"], **key)["body"]
    assert closed["status"] == {"code": "CLOSED", "label": "已办结"}
    with pytest.raises(Conflict):
        ask("leader", "510115001", "close_matter", if_match=closed["version"], **key)
