"""`python3 -m infra.local run | tools | types | servers | browser | portals`: see the Makefile."""

import os
import signal
import sys
import time

from infra.local import packages, portals
from infra.local.system import System
from infra.local.terminal import say


def main() -> None:
    """Do what the first argument says."""
    command = sys.argv[1]
    if command == "portals":  # in an image's recipe nothing else is needed
        portals.build()
        return
    packages.python_packages(dev=command != "run")
    for task in TASKS[command]:
        task()


def run() -> None:
    """Bring the system up, stay until Ctrl-C, stop it in order."""
    system = System("run", port=int(os.environ.get("PORT", "8080")))
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, _interrupted)
    try:
        system.start()
        print(system.jiedao("user", "demo"), flush=True)
        print(f"READY {system.url}", flush=True)
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        say("正在停止")
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        system.stop()
        say("已停止，数据保留在 .local/run")


TASKS = {
    "tools": (packages.checkers,),
    "types": (portals.check,),
    "servers": (packages.servers,),
    "browser": (packages.servers, packages.browser, portals.build),
    "run": (packages.servers, portals.build, run),
}
"""What each command does, in this order, once the environment is there."""


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
