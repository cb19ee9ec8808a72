"""Start what the house is measured against, and wait until it answers."""

import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager

from infra.local.place import ROOT, VENV, free_port
from tests.bench.stage import Stage

GUNICORN = ("-k", "gthread", "-w", "2", "--threads", "16", "--keep-alive", "75",
            "--no-control-socket", "--log-level", "warning")  # fmt: skip
"""The same workers and threads as the gateway's own settings."""


@contextmanager
def monolith(stage: Stage, *, database_url: str) -> Iterator[int]:
    """Run the monolith on a database of its own; yields its port."""
    settings = {**stage.system.settings_of("centers"), "JIEDAO_SERVICE_DATABASE_URL": database_url}
    port = free_port()
    with _running(_gunicorn("tests.bench.monolith:create_app()", port), settings, port):
        yield port


@contextmanager
def stock(stage: Stage) -> Iterator[int]:
    """Run stock nameko behind Flask with a proxy for each thread; yields its port."""
    settings, port = stage.system.settings_of("centers"), free_port()
    with ExitStack() as both:
        both.enter_context(program(["tests.bench.stock"], settings))
        both.enter_context(_running(_gunicorn("tests.bench.stock_gate:app", port), settings, port))
        yield port


@contextmanager
def program(module: Sequence[str], settings: Mapping[str, str]) -> Iterator[None]:
    """Run a module of the bench with its arguments."""
    with _running([str(VENV / "bin/python"), "-m", *module], settings):
        yield


def _gunicorn(application: str, port: int) -> list[str]:
    return [str(VENV / "bin/gunicorn"), *GUNICORN, "-b", f"127.0.0.1:{port}", application]


def _responds(port: int) -> bool:
    """Say whether a worker answers, not only whether somebody listens."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


@contextmanager
def _running(command: list[str], settings: Mapping[str, str], port: int = 0) -> Iterator[None]:
    env = {**settings, "PATH": f"{VENV / 'bin'}", "LANG": "C.UTF-8"}
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
    try:
        limit = time.monotonic() + 30
        while port and not _responds(port):
            if process.poll() is not None or time.monotonic() > limit:
                raise AssertionError(f"it did not start: {' '.join(command)}")
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(20)
