# ruff: noqa: N999 - the name that gunicorn looks for
"""How gunicorn runs the gateway: few processes, many threads, one broker connection a process."""

import ctypes
import signal
from pathlib import Path
from typing import Any

from prometheus_client import multiprocess

from gateway.settings import load_or_exit

_settings = load_or_exit()

bind = f"{_settings.host}:{_settings.port}"
workers = _settings.web_workers
worker_class = "gthread"
threads = _settings.web_threads
timeout = 30  # seconds without a heartbeat before a worker is replaced
graceful_timeout = 20
keepalive = 75  # longer than the 60 s of the usual proxy, so that it never reuses a closed one
control_socket_disable = True  # it would lie in the home folder, shared by all gateways
accesslog = None  # gateway.observe writes one JSON line a request


_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def post_fork(server: Any, worker: Any) -> None:
    """End a worker with its master: an orphan would hold the port for all of `graceful_timeout`."""
    ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGTERM)


def on_starting(server: Any) -> None:
    """Empty the metrics folder: numbers of an earlier life would be counted again."""
    if _settings.metrics_folder:
        folder = Path(_settings.metrics_folder)
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob("*.db"):
            left.unlink()


def child_exit(server: Any, worker: Any) -> None:
    """Take a dead worker's gauges out of the sum."""
    if _settings.metrics_folder:
        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
