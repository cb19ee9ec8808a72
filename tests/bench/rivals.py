"""Start what the house is measured against, and wait until it answers."""

import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager

import amqp

from infra.local.place import ROOT, VENV, free_port
from shared.chassis import bus
from tests.bench.stage import Stage

GUNICORN = ("-k", "gthread", "-w", "2", "--threads", "16", "--keep-alive", "75",
            "--no-control-socket", "--log-level", "warning")  # fmt: skip
"""The same workers and threads as the gateway's own settings."""


START_SECONDS = 60


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
        _until(lambda: _consumed(stage.system.rabbit.uri, "rpc-stock"), "stock nameko consumes")
        both.enter_context(_running(_gunicorn("tests.bench.stock_gate:app", port), settings, port))
        yield port


@contextmanager
def program(module: Sequence[str], settings: Mapping[str, str]) -> Iterator[None]:
    """Run a module of the bench with its arguments."""
    with _running([str(VENV / "bin/python"), "-m", *module], settings):
        yield


def _gunicorn(application: str, port: int) -> list[str]:
    return [str(VENV / "bin/gunicorn"), *GUNICORN, "-b", f"127.0.0.1:{port}", application]


def _until(question: Callable[[], bool], promise: str) -> None:
    limit = time.monotonic() + START_SECONDS
    while not question():
        assert time.monotonic() < limit, f"not within {START_SECONDS} s: {promise}"
        time.sleep(0.1)


def _consumed(uri: str, queue: str) -> bool:
    connection = bus.connect(uri)
    try:
        return bool(connection.channel().queue_declare(queue, passive=True).consumer_count)
    except amqp.NotFound:
        return False
    finally:
        connection.collect()


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
        if port:
            _until(lambda: process.poll() is not None or _responds(port), f"port {port} answers")
        assert process.poll() is None, f"it did not start: {' '.join(command)}"
        yield
    finally:
        process.terminate()
        process.wait(20)
