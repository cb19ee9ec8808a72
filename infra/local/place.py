"""Folders, free ports, the unprivileged user, and commands run as that user."""

import json
import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from infra.local.terminal import say, stop

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
USER = "jiedao"
LEAST_FREE = 500 * 2**20


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
        """Return this instance's port for `name`, kept while it is free or ours."""
        known = self.state().get("ports", {})
        if name not in known:
            known[name] = free_port()
            self.remember(ports=known)
        return int(known[name])

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
            [str(part) for part in command],
            cwd=ROOT,
            env={**_clean_environment(), **(env or {})},
            capture_output=True,
            text=True,
            check=False,
            **self.as_user(),
        )

    def as_user(self) -> dict[str, Any]:
        """Return what subprocess needs to start something as the unprivileged user."""
        if self.user is None:
            return {}
        entry = pwd.getpwnam(self.user)
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


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
