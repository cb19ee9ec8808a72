"""What must be installed: Debian's broker and database, and the locked Python packages."""

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from infra.local.place import ROOT, VENV
from infra.local.terminal import say, stop

POSTGRES = Path("/usr/lib/postgresql")
RABBIT = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
POLICY = Path("/usr/sbin/policy-rc.d")


def servers() -> None:
    """Install the broker and the database where they are missing and none is named; the font."""
    needed = []
    if "AMQP_URI" not in os.environ and not RABBIT.exists():
        needed.append("rabbitmq-server")
    if "DATABASE_URL" not in os.environ and not list(POSTGRES.glob("*/bin/postgres")):
        needed.append("postgresql")
    if not shutil.which("openssl"):
        needed.append("openssl")
    if not FONT.exists():
        needed.append("fonts-noto-cjk")
    _install(needed)


def browser() -> None:
    """Install the browser in which the portals are tried."""
    _install([] if chromium() else ["chromium"])


def chromium() -> Path | None:
    """Return the browser: the one that PORTAL_CHROMIUM names, else the system's."""
    found = os.environ.get("PORTAL_CHROMIUM") or shutil.which("chromium")
    return Path(found) if found else None


def checkers() -> None:
    """Install what only `make check` and `make test` need: promtool, git."""
    wanted = {"promtool": "prometheus", "git": "git"}
    _install([package for program, package in wanted.items() if not shutil.which(program)])


def _install(needed: list[str]) -> None:
    """Install Debian packages; services of Debian's own are not started."""
    if not needed:
        return
    names = " ".join(needed)
    if os.geteuid() != 0:
        stop(f"缺少系统软件包：{names}。请用 root 运行本命令，或先安装它们。")
    say(f"安装系统软件包：{names}")
    ours = not POLICY.exists()
    if ours:
        POLICY.write_text("#!/bin/sh\nexit 101\n")
        POLICY.chmod(0o755)
    try:
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        _apt(["update"], env)
        _apt(["install", "-y", "--no-install-recommends", *needed], env)
    finally:
        if ours:
            POLICY.unlink()


def python_packages(*, dev: bool) -> None:
    """Make .venv hold exactly the lock file's packages; skipped while the lock is unchanged."""
    if sys.version_info[:2] != (3, 11):
        stop(f"需要 Python 3.11，当前为 {sys.version.split()[0]}。请用 python3.11 运行。")
    lock = ROOT / ("requirements-dev.lock" if dev else "requirements.lock")
    stamp = VENV / f".{lock.stem}.stamp"
    both = hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == both:
        return
    say(f"安装 Python 软件包（{lock.name}）")
    if not (VENV / "bin" / "python").exists():
        _install([] if find_spec("ensurepip") else ["python3-venv"])
        _do([sys.executable, "-m", "venv", str(VENV)], "建立虚拟环境失败，请安装 python3-venv。")
    pip = [str(VENV / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
    _do([*pip, "--require-hashes", "-r", str(lock)], "安装 Python 软件包失败，请检查网络或软件源。")
    _do([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], "安装本项目失败。")
    stamp.write_text(both)


def _apt(arguments: list[str], env: dict[str, str]) -> None:
    ran = subprocess.run(
        ["apt-get", "-q", *arguments], env=env, capture_output=True, text=True, check=False
    )
    if ran.returncode:
        stop(f"apt-get {arguments[0]} 失败，请检查网络和软件源：\n{ran.stderr[-800:]}")


def _do(command: list[str], trouble: str) -> None:
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if ran.returncode:
        stop(f"{trouble}\n{(ran.stderr or ran.stdout)[-800:]}")
