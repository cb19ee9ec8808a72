"""A private PostgreSQL: own data, own port, one database and two roles for each service."""

import os
import secrets
import subprocess
import time
from pathlib import Path

from infra.local.place import Place, answers
from infra.local.terminal import say, stop

CONFIG = """
listen_addresses = '127.0.0.1'
max_connections = 400
shared_buffers = 256MB
wal_compression = on
max_wal_size = 2GB
random_page_cost = 1.1
log_min_messages = warning
"""


PATIENCE = 20
"""Seconds to wait for a database that does not answer yet."""


class Postgres:
    """Starts and stops the instance; leaves one alone that `DATABASE_URL` names."""

    def __init__(self, place: Place) -> None:
        """Prepare; nothing starts."""
        self.place = place
        self.data = place.folder / "postgres"
        self.external = os.environ.get("DATABASE_URL", "")
        self.port = 0 if self.external else place.port("postgres")
        versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
        self.programs = versions[0] if versions else Path("/usr/bin")

    def start(self) -> None:
        """Start it and wait until it answers."""
        if self.external:
            say("使用 DATABASE_URL 指定的数据库")
            return
        if not (self.data / "PG_VERSION").exists():
            say("初始化数据库")
            password = self.place.write(self.place.folder / "pg-password", self._password())
            self._do(
                "initdb", "-D", self.data, "-U", "postgres", "-A", "scram-sha-256",
                "--pwfile", password, "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums",
            )  # fmt: skip
            with (self.data / "postgresql.conf").open("a") as config:
                config.write(CONFIG)
        if self._runs():
            return
        if answers(self.port):
            self.place.move_port("postgres")
            self.port = self.place.port("postgres")
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        options = f"-p {self.port} -k {self.place.folder}"
        log = self.place.folder / "log" / "postgres.log"
        self._do("pg_ctl", "-D", self.data, "-o", options, "-l", log, "-w", "-t", "60", "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop it; `immediate` is what a power cut does."""
        if not self.external and self._runs():
            self._do("pg_ctl", "-D", self.data, "-m", mode, "-w", "stop")

    def _runs(self) -> bool:
        return self.place.run([self.programs / "pg_ctl", "-D", self.data, "status"]).returncode == 0

    @property
    def admin_url(self) -> str:
        """Return the address of the administrator."""
        return (
            self.external
            or f"postgresql://postgres:{self._password()}@127.0.0.1:{self.port}/postgres"
        )

    def urls(self, service: str) -> tuple[str, str]:
        """Return the addresses for serving and for migrating."""
        base = self.admin_url.rpartition("/")[0].rpartition("@")[2]
        known = self.place.state()["passwords"]
        app, owner = service, f"{service}_owner"
        return (
            f"postgresql+psycopg2://{app}:{known[app]}@{base}/{service}",
            f"postgresql+psycopg2://{owner}:{known[owner]}@{base}/{service}",
        )

    def create(self, services: list[str]) -> None:
        """Make databases and roles that are missing; no role may connect to another's database."""
        known = self.place.state().get("passwords", {})
        for role in (role for name in services for role in (name, f"{name}_owner")):
            known.setdefault(role, secrets.token_urlsafe(18))
        self.place.remember(passwords=known)
        roles = "".join(_role(role, known[role]) for role in known)
        self.sql("postgres", roles)
        have = self.sql("postgres", "SELECT datname FROM pg_database").split()
        for name in services:
            if name not in have:
                self.sql("postgres", f'CREATE DATABASE "{name}" OWNER "{name}_owner"')
            self.sql(
                "postgres",
                f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC;'
                f'GRANT CONNECT ON DATABASE "{name}" TO "{name}";',
            )

    def _password(self) -> str:
        known = self.place.state().get("admin_password")
        if known is None:
            known = secrets.token_urlsafe(18)
            self.place.remember(admin_password=known)
        return str(known)

    def sql(self, database: str, sql: str) -> str:
        """Run SQL as the administrator and return what it prints."""
        url = f"{self.admin_url.rpartition('/')[0]}/{database}"
        limit = time.monotonic() + PATIENCE
        while True:
            ran = subprocess.run(
                [self.programs / "psql", "-qAtX", "-v", "ON_ERROR_STOP=1", url],
                input=sql, capture_output=True, text=True, check=False,
            )  # fmt: skip
            if ran.returncode == 0:
                return ran.stdout
            if ran.returncode != 2 or time.monotonic() > limit:
                stop(f"数据库不可用，请检查 DATABASE_URL 或日志：\n{ran.stderr[-800:]}")
            time.sleep(0.2)

    def _do(self, program: str, *arguments: str | Path) -> None:
        ran = self.place.run([self.programs / program, *arguments])
        if ran.returncode:
            log = self.place.folder / "log" / "postgres.log"
            stop(f"{program} 失败：\n{(ran.stderr or ran.stdout)[-800:]}\n日志：{log}")


def _role(role: str, password: str) -> str:
    return f"""
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
    CREATE ROLE "{role}" LOGIN;
  END IF;
END $$;
ALTER ROLE "{role}" PASSWORD '{password}';
"""
