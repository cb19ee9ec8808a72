"""`infra/postgres/databases.sh` on a real server: what compose runs before anything migrates."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
from sqlalchemy.engine import make_url

from infra.local.system import System
from tests.architecture._house import ROOT

NAMES = ("weather", "harvest")


@pytest.fixture(scope="module")
def made(platform: System, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two services' databases, made twice, as a second `docker compose up` does."""
    secrets = tmp_path_factory.mktemp("postgres")
    admin = urlsplit(platform.postgres.admin_url)
    (secrets / "admin.password").write_text(admin.password or "")
    rows = [f"{name} {name}-serves {name}-owns\n" for name in NAMES]
    (secrets / "roles").write_text("".join(rows))
    environment = {
        "PATH": f"{platform.postgres.programs}:{os.environ['PATH']}", "SECRETS": str(secrets),
        "PGHOST": str(admin.hostname), "PGPORT": str(admin.port), "PGUSER": str(admin.username),
    }  # fmt: skip
    for _ in range(2):
        ran = subprocess.run(
            [ROOT / "infra/postgres/databases.sh"],
            env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
    yield secrets
    for name in NAMES:
        for statement in (f"DROP DATABASE {name}", f"DROP ROLE {name}", f"DROP ROLE {name}_owner"):
            _administer(platform, statement)


def _administer(platform: System, statement: str) -> None:
    admin = psycopg2.connect(platform.postgres.admin_url)
    admin.autocommit = True
    admin.cursor().execute(statement)
    admin.close()


def enters(platform: System, role: str, password: str, database: str) -> bool:
    """Say whether the role gets in; any reason but a missing permission is a fault."""
    address = make_url(platform.postgres.admin_url).set(
        username=role, password=password, database=database
    )
    try:
        psycopg2.connect(address.render_as_string(hide_password=False)).close()
    except psycopg2.OperationalError as refused:
        assert "permission denied for database" in str(refused), refused
        return False
    return True


@pytest.mark.parametrize("name", NAMES)
def test_a_service_enters_its_own_database_and_no_other(made: Path, platform: System, name: str):
    for role, word in ((name, "serves"), (f"{name}_owner", "owns")):
        reached = {each for each in (*NAMES, "postgres", "template1")
                   if enters(platform, role, f"{name}-{word}", each)}  # fmt: skip
        assert reached == {name}


def test_only_the_owner_makes_tables(made: Path, platform: System):
    address = make_url(platform.postgres.admin_url).set(database="weather")
    for role, word, may in (("weather", "serves", False), ("weather_owner", "owns", True)):
        url = address.set(username=role, password=f"weather-{word}")
        connection = psycopg2.connect(url.render_as_string(hide_password=False))
        try:
            connection.cursor().execute("CREATE TABLE forecast ()")
            allowed = True
        except psycopg2.errors.InsufficientPrivilege:
            allowed = False
        connection.close()
        assert allowed is may
