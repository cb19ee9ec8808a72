"""A private RabbitMQ node: own name, ports and port mapper; a broker that is there is untouched."""

import base64
import json
import os
import secrets
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import IO, Any

from infra.local.place import Place, answers, is_alive
from infra.local.terminal import say, stop

PROGRAMS = Path("/usr/lib/rabbitmq/bin")
COUNTS_EVERY = 1.0
"""Seconds between two counts of a queue's messages; what is asked in between is the last count."""
VHOST, NAME = "jiedao", "jiedao"
CONFIG = """
listeners.tcp.1 = 127.0.0.1:{port}
loopback_users.guest = true
default_vhost = {vhost}
default_user = {user}
default_pass = {password}
management.tcp.ip = 127.0.0.1
management.tcp.port = {admin}
management.disable_stats = true
management_agent.disable_metrics_collector = true
disk_free_limit.absolute = 50MB
vm_memory_high_watermark.relative = 0.3
log.console = false
log.file.level = warning
"""


class Rabbit:
    """Starts and stops the node; leaves one alone that `AMQP_URI` names."""

    def __init__(self, place: Place) -> None:
        """Prepare; nothing starts."""
        self.place = place
        self.folder = place.folder / "rabbitmq"
        self.external = os.environ.get("AMQP_URI", "")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        """Return the address for the system's processes."""
        return self.external or (
            f"amqp://{NAME}:{self._password()}@127.0.0.1:{self._port('amqp')}/{VHOST}"
        )

    @property
    def admin(self) -> str:
        """Return where its users are managed, as JIEDAO_AMQP_ADMIN says for a broker not ours."""
        if self.external:
            return os.environ.get("JIEDAO_AMQP_ADMIN", "")
        return f"http://{NAME}:{self._password()}@127.0.0.1:{self._port('admin')}"

    def start(self) -> None:
        """Start the node; `wait` waits for it."""
        if self.external:
            say("使用 AMQP_URI 指定的消息总线")
            return
        if self._pid():
            return
        for name in ("amqp", "admin", "dist", "epmd"):
            if answers(self._port(name)):
                self.place.move_port(f"rabbit_{name}")
        self.folder.mkdir(exist_ok=True)
        self.place.own(self.folder)
        config = CONFIG.format(
            port=self._port("amqp"), admin=self._port("admin"), vhost=VHOST, user=NAME,
            password=self._password(),
        )  # fmt: skip
        self.place.write(self.folder / "rabbitmq.conf", config)
        self.place.write(self.folder / "enabled_plugins", "[rabbitmq_management].\n")
        log: IO[Any]
        with (self.place.folder / "log" / "rabbitmq.log").open("ab") as log:
            self._process = subprocess.Popen(
                self.place.as_user([PROGRAMS / "rabbitmq-server"]),
                env=self._environment(), cwd=self.folder, stdout=log, stderr=log,
                stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        self.place.remember(rabbit_pid=self._process.pid)

    def wait(self, seconds: float = 90) -> None:
        """Wait until the broker takes connections."""
        host, port = _host_and_port(self.uri)
        limit = time.monotonic() + seconds
        while not answers(port, host):
            ended = self._process is not None and self._process.poll() is not None
            if ended or time.monotonic() > limit:
                stop(
                    f"消息总线 {host}:{port} 没有应答。"
                    f"请检查 AMQP_URI，或查看 {self.place.folder / 'log'} 中的日志。"
                )
            time.sleep(0.1)
        if not self.external:
            self._control("await_startup")

    def unhandled(self, ending: str = ".events.v1") -> int:
        """Count the messages in the queues so named, those in a consumer's hands too.

        The broker counts every `COUNTS_EVERY` seconds, so this may be as old as that.
        Our own broker's only: of another we may not know the address where such is asked.
        """
        if self.external:
            return 0
        account = base64.b64encode(f"{NAME}:{self._password()}".encode()).decode()
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self._port('admin')}/api/queues/{VHOST}"
            "?disable_stats=true&enable_queue_totals=true",
            headers={"Authorization": f"Basic {account}"},
        )
        with urllib.request.urlopen(asked, timeout=10) as answer:
            queues = json.load(answer)
        return sum(each["messages"] for each in queues if each["name"].endswith(ending))

    def stop(self) -> None:
        """Stop the node in order."""
        if not self.external and self._pid():
            self._control("stop")
            self._end_mapper()
        if self._process is not None:
            self._process.wait(60)

    def kill(self) -> None:
        """Stop the node as a power cut would."""
        pid = self._pid()
        if pid:
            os.kill(pid, 9)
            while answers(self._port("amqp")):
                time.sleep(0.05)
        if self._process is not None:
            self._process.wait(60)

    def _pid(self) -> int:
        file = self.folder / "pid"
        pid = int(file.read_text()) if file.exists() else 0
        return pid if pid and is_alive(pid) else 0

    def _control(self, command: str) -> None:
        ran = subprocess.run(
            self.place.as_user([PROGRAMS / "rabbitmqctl", "-n", self._node(), command]),
            env=self._environment(), cwd=self.folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if ran.returncode:
            stop(f"rabbitmqctl {command} 失败：\n{(ran.stderr or ran.stdout)[-800:]}")

    def _end_mapper(self) -> None:
        subprocess.run(
            self.place.as_user(["epmd", "-port", str(self._port("epmd")), "-kill"]),
            env=self._environment(), capture_output=True, check=False,
        )  # fmt: skip

    def _node(self) -> str:
        return f"jiedao-{self.place.name}@localhost"

    def _port(self, name: str) -> int:
        return self.place.port(f"rabbit_{name}")

    def _environment(self) -> dict[str, str]:
        cookie = self.folder / ".erlang.cookie"
        if not cookie.exists():
            self.place.write(cookie, secrets.token_hex(20))
            cookie.chmod(0o400)
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "HOSTNAME": "localhost",
            "ERL_EPMD_PORT": str(self._port("epmd")),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": self._node(),
            "RABBITMQ_DIST_PORT": str(self._port("dist")),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "data"),
            "RABBITMQ_LOG_BASE": str(self.place.folder / "log"),
            "RABBITMQ_PID_FILE": str(self.folder / "pid"),
            "RABBITMQ_CONFIG_FILE": str(self.folder / "rabbitmq"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "enabled_plugins"),
            "RABBITMQ_CONF_ENV_FILE": str(self.folder / "none"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}"
            f" -rabbit quorum_tick_interval {COUNTS_EVERY * 1000:.0f}",
        }

    def _password(self) -> str:
        known = self.place.state().get("rabbit_password")
        if known is None:
            known = secrets.token_urlsafe(18)
            self.place.remember(rabbit_password=known)
        return str(known)


def _host_and_port(uri: str) -> tuple[str, int]:
    host = uri.rpartition("@")[2].partition("/")[0]
    name, _, port = host.partition(":")
    return name, int(port or 5672)
