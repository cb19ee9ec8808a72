"""Folders, free ports, the unprivileged user, and commands run as that user."""

import json
import os
import pwd
import random
import shutil
import socket
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from infra.local.terminal import say, stop

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
USER = "jiedao"
PORTS = (20_000, 30_000)
LEAST_FREE = 500 * 2**20
_READ_ANYWHERE = ("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")


@dataclass
class Place:
    """One instance's folder under .local: its data, ports and secrets; kept between starts."""

    name: str = "run"
    folder: Path = field(init=False)
    user: str | None = field(init=False)

    def __post_init__(self) -> None:
        """Make the folder and decide who owns it: never root."""
        self.folder = ROOT / ".local" / self.name
        self.user = _unprivileged()
        if shutil.disk_usage(ROOT).free < LEAST_FREE:
            stop("磁盘剩余空间不足 500 MB，请清理后重试。")
        for part in (ROOT / ".local", self.folder, *(self.folder / n for n in ("log", "env"))):
            part.mkdir(exist_ok=True)
            self.own(part)
        (self.folder / "env").chmod(0o700)

    @property
    def state_file(self) -> Path:
        """Return the file with ports and passwords."""
        return self.folder / "state.json"

    def state(self) -> dict[str, Any]:
        """Read what earlier starts decided."""
        if not self.state_file.exists():
            return {}
        found: dict[str, Any] = json.loads(self.state_file.read_text())
        return found

    def remember(self, **values: Any) -> None:
        """Keep decisions for the next start, readable by the owner only."""
        self.write(self.state_file, json.dumps({**self.state(), **values}, indent=2))

    def port(self, name: str) -> int:
        """Return this instance's port for `name`, the same at every start."""
        known = self.state().get("ports", {})
        if name not in known:
            known[name] = free_port()
            self.remember(ports=known)
        return int(known[name])

    def move_port(self, name: str) -> None:
        """Forget the port: a stranger listens there now."""
        known = self.state().get("ports", {})
        known.pop(name, None)
        self.remember(ports=known)

    def write(self, path: Path, text: str) -> Path:
        """Write a private file."""
        path.write_text(text)
        path.chmod(0o600)
        self.own(path)
        return path

    def own(self, path: Path) -> None:
        """Give a path to the unprivileged user."""
        if self.user is not None:
            shutil.chown(path, self.user, self.user)

    def run(
        self, command: Sequence[str | Path], *, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command as the unprivileged user and return what it said."""
        return subprocess.run(
            self.as_user(command),
            cwd=ROOT,
            env={**_clean_environment(), **(env or {})},
            capture_output=True,
            text=True,
            check=False,
        )

    def as_user(self, command: Sequence[str | Path]) -> list[str]:
        """Return the command that runs `command` as the unprivileged user.

        Where this tree or its Python lies in a folder closed to others (a clone under /root), the
        user gets the one capability to read there, and nothing else of root's.
        """
        plain = [str(part) for part in command]
        if self.user is None:
            return plain
        reads = () if _readable_by(self.user) else _READ_ANYWHERE
        return [*_become(self.user), *reads, "--", *plain]


def free_port() -> int:
    """Return a port that nobody uses now, outside the range that outgoing connections take."""
    while True:
        port = random.randrange(*PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def answers(port: int, host: str = "127.0.0.1") -> bool:
    """Say whether somebody listens there."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0


def is_alive(pid: int) -> bool:
    """Say whether a process exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _become(user: str) -> list[str]:
    return ["setpriv", "--reuid", user, "--regid", user, "--clear-groups"]


@cache
def _readable_by(user: str) -> bool:
    """Say whether the user reaches this tree, its .local folder and its Python."""
    look = f"import pip, os; os.listdir({str(ROOT)!r}); open({str(ROOT / 'pyproject.toml')!r})"
    # By way of a shell: setpriv itself still reads as root when it starts its command.
    python = ["/bin/sh", "-c", 'exec "$0" "$@"', str(VENV / "bin" / "python"), "-c", look]
    probe = [*_become(user), "--", *python]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def _clean_environment() -> dict[str, str]:
    kept = ("PATH", "LANG", "LC_ALL", "TZ")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"HOME": "/tmp"}


def _unprivileged() -> str | None:
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(USER)
    except KeyError:
        say(f"建立系统用户 {USER}")
        subprocess.run(
            ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", USER],
            check=True,
        )
    return USER
