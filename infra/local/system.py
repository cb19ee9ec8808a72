"""The whole system on one machine, under a supervisor that restarts what dies."""

import os
import subprocess
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from infra.local import keys
from infra.local.place import ROOT, VENV, Place, answers
from infra.local.postgres import Postgres
from infra.local.rabbit import COUNTS_EVERY, Rabbit
from infra.local.terminal import say, stop

LOAD_ORDER = ("identity", "delegation", "centers", "disclosure", "oversight")
OWN_KEYS = {"JIEDAO_TOKEN_PRIVATE_KEY": "identity", "JIEDAO_LOG_KEY": "disclosure"}
"""Keys that one service alone gets."""

# By way of `env`: supervisor asks access(2) first, which knows nothing of the one capability that
# `Place.as_user` may give.
PROGRAM = """
[program:{name}]
command=/usr/bin/env {command}
directory={root}
environment={environment}
autorestart=true
startsecs=1
startretries=1000000
stopwaitsecs=25
stopasgroup=true
killasgroup=true
redirect_stderr=true
stdout_logfile={log}/{name}.log
stdout_logfile_maxbytes=20MB
stdout_logfile_backups=2
"""
HEAD = """
[supervisord]
nodaemon=true
logfile={folder}/log/supervisord.log
pidfile={folder}/supervisord.pid
childlogdir={folder}/log
minfds=4096
[unix_http_server]
file={folder}/supervisor.sock
chmod=0700
[supervisorctl]
serverurl=unix://{folder}/supervisor.sock
[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
"""


def services() -> list[str]:
    """Return the services that exist, those first from which others learn."""
    found = {path.parent.name for path in (ROOT / "services").glob("*/migrations")}
    first = [name for name in LOAD_ORDER if name in found]
    return first + sorted(found - set(first))


class System:
    """One instance: `.local/<name>`. Everything it starts it stops."""

    def __init__(
        self, name: str = "run", *, port: int | None = None, demo: bool = True, **settings: str
    ) -> None:
        """Prepare; `start` brings it up. `settings` go to every process."""
        self.place = Place(name)
        self.postgres = Postgres(self.place)
        self.rabbit = Rabbit(self.place)
        self.port = port or self.place.port("http")
        self.demo = demo
        self.settings = settings
        self._supervisor: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Return where the gateway answers."""
        return f"http://{os.environ.get('HOST', '127.0.0.1')}:{self.port}"

    def provision(self) -> None:
        """Start broker and database side by side; make databases, keys and settings."""
        say("启动消息总线和数据库")
        self.rabbit.start()
        with ThreadPoolExecutor() as side:
            database, code = side.submit(self.postgres.start), side.submit(_compile)
            key_files = keys.make(self.place)
            database.result()
            code.result()
        self.postgres.create(services())
        self._write_settings(key_files)
        self.rabbit.wait()

    def prepare(self) -> None:
        """Migrate, declare queues, load data."""
        say("升级数据库结构，声明消息队列")
        with ThreadPoolExecutor() as side:
            queues = side.submit(self.jiedao, "topology")
            self.jiedao("migrate", "all")
            queues.result()
        say("装载数据")
        self.jiedao("load", *(["--demo"] if self.demo else []))

    def start(self) -> None:
        """Bring everything up and wait until it answers."""
        if answers(self.port):
            stop(f"端口 {self.port} 已被占用，请换端口：PORT=8081 make run，或停止占用它的程序。")
        self.provision()
        self.prepare()
        say("启动各服务和网关")
        self.launch()
        self.wait_ready()
        self.wait_settled()

    def launch(self) -> None:
        """Start the supervisor with every process."""
        config = self.place.write(self.place.folder / "supervisord.conf", self._supervision())
        with (self.place.folder / "log" / "supervisord.out").open("ab") as log:
            self._supervisor = subprocess.Popen(
                self.place.as_user([VENV / "bin" / "supervisord", "-c", config]),
                cwd=ROOT, env=_surroundings(), stdout=log, stderr=log,
                stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip

    def wait_ready(self, seconds: float = 90) -> None:
        """Wait until every service answers through the gateway."""
        limit, last = time.monotonic() + seconds, ""
        while time.monotonic() < limit:
            try:
                with urllib.request.urlopen(f"{self.url}/readyz", timeout=5):
                    return
            except urllib.error.HTTPError as not_yet:
                last = not_yet.read().decode()[:500]
            except OSError as away:
                last = str(away)
            time.sleep(0.2)
        stop(f"{seconds:.0f} 秒内未能就绪：{last}\n日志：{self.place.folder / 'log'}")

    def wait_settled(self, seconds: float = 60) -> None:
        """Wait until what the loading announced has left every outbox and is taken in.

        That nothing is waiting is believed when a later count of the broker's says it too.
        """
        limit, quiet = time.monotonic() + seconds, False
        while time.monotonic() < limit:
            before, quiet = quiet, not (self._unsent() or self.rabbit.unhandled())
            if before and quiet:
                return
            time.sleep(1.2 * COUNTS_EVERY if quiet else 0.2)

    def _unsent(self) -> bool:
        count = "SELECT count(*) FROM outbox"
        return any(int(self.postgres.sql(name, count)) for name in services())

    def stop(self) -> None:
        """Stop gateway, services, relays, then broker and database; data stays."""
        if self._supervisor is not None and self._supervisor.poll() is None:
            self.control("stop", "all")  # together; supervisor's own end takes them one by one
            self._supervisor.terminate()
            self._supervisor.wait(60)
        self.rabbit.stop()
        self.postgres.stop()

    def control(self, *arguments: str) -> str:
        """Speak to the supervisor: `status`, `pid NAME`, `restart NAME`, `stop NAME`."""
        config = self.place.folder / "supervisord.conf"
        return self.place.run([VENV / "bin" / "supervisorctl", "-c", config, *arguments]).stdout

    def pid(self, program: str) -> int:
        """Return the process id of a program, 0 when it does not run."""
        said = self.control("pid", program).strip()
        return int(said) if said.isdecimal() else 0

    def jiedao(self, *arguments: str) -> str:
        """Run the operator's command line on this instance."""
        env = {**self._environment("gateway"), "JIEDAO_ENV_DIR": str(self.place.folder / "env")}
        ran = self.place.run([VENV / "bin" / "jiedao", *arguments], env=env)
        if ran.returncode:
            stop(f"jiedao {' '.join(arguments)} 失败：\n{(ran.stderr or ran.stdout)[-2000:]}")
        return ran.stdout

    def settings_of(self, program: str) -> dict[str, str]:
        """Return the settings of one program, as its env file says."""
        lines = (self.place.folder / "env" / f"{program}.env").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)

    def programs(self) -> dict[str, str]:
        """Return program name → command."""
        jiedao, gunicorn = VENV / "bin" / "jiedao", VENV / "bin" / "gunicorn"
        each = {name: f"{jiedao} serve {name}" for name in services()}
        relays = {f"{name}-relay": f"{jiedao} relay {name}" for name in services()}
        gateway = f"{gunicorn} -c {ROOT / 'gateway/gunicorn.conf.py'}"
        streaming = "--workers 1 --threads 128 --graceful-timeout 1 gateway.stream_wsgi:application"
        doors = {
            "gateway": f"{gateway} gateway.wsgi:application",
            "gateway-stream": f"{gateway} {streaming}",
        }
        return {**each, **relays, **doors}

    def _write_settings(self, key_files: dict[str, str]) -> None:
        common = {
            "JIEDAO_AMQP_URI": self.rabbit.uri,
            "JIEDAO_DEMO": "1" if self.demo else "0",
            "JIEDAO_PUBLIC_URL": self.url,
            **{name: value for name, value in key_files.items() if name not in OWN_KEYS},
            **self.settings,
        }
        for name in services():
            serve, owner = self.postgres.urls(name)
            own = {"JIEDAO_SERVICE_DATABASE_URL": serve, "JIEDAO_MIGRATION_DATABASE_URL": owner}
            own |= {key: key_files[key] for key, owner in OWN_KEYS.items() if owner == name}
            self._env_file(name, {**common, **own})
            del own["JIEDAO_MIGRATION_DATABASE_URL"]
            self._env_file(f"{name}-relay", {**common, **own})
        operator = f"JIEDAO_AMQP_ADMIN={self.rabbit.admin}\n"  # no process of ours needs it
        self.place.write(self.place.folder / "env" / "operator.env", operator)
        metrics = self.place.folder / "metrics"
        metrics.mkdir(exist_ok=True)
        self.place.own(metrics)
        gateway = {"PROMETHEUS_MULTIPROC_DIR": str(metrics), "PORT": str(self.port)}
        gateway["HOST"] = os.environ.get("HOST", "127.0.0.1")
        if answers(self.place.port("stream")):
            self.place.move_port("stream")
        stream = self.place.port("stream")
        self._env_file("gateway", {**common, **gateway, "JIEDAO_STREAM_PORT": str(stream)})
        self._env_file("gateway-stream", {**common, "HOST": gateway["HOST"], "PORT": str(stream)})

    def _env_file(self, program: str, values: dict[str, str]) -> None:
        if not program.startswith("gateway"):
            values = {**values, "JIEDAO_METRICS_PORT": str(self.place.port(f"metrics_{program}"))}
        text = "".join(f"{name}={value}\n" for name, value in values.items())
        self.place.write(self.place.folder / "env" / f"{program}.env", text)

    def _environment(self, program: str) -> dict[str, str]:
        return {**_surroundings(), **self.settings_of(program)}

    def _supervision(self) -> str:
        log = self.place.folder / "log"
        parts = [HEAD.format(folder=self.place.folder)]
        for name, command in self.programs().items():
            pairs = (f'{key}="{_escaped(v)}"' for key, v in self._environment(name).items())
            parts.append(
                PROGRAM.format(
                    name=name, command=command, root=ROOT, environment=",".join(pairs), log=log
                )
            )
        return "".join(parts)


def _compile() -> None:
    """Write the byte code that the programs may not write: each of them would compile it anew."""
    parts = [ROOT / name for name in ("shared", "services", "gateway")]
    subprocess.run(
        [VENV / "bin" / "python", "-m", "compileall", "-q", *parts],
        env={"PATH": os.environ["PATH"]}, capture_output=True, check=False,
    )  # fmt: skip


def _surroundings() -> dict[str, str]:
    """Return what every program inherits: no program's settings, which would reach the others."""
    path = f"{VENV / 'bin'}:{os.environ['PATH']}"
    return {"PATH": path, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


def _escaped(value: str) -> str:
    return value.replace("%", "%%").replace('"', '\\"')


def log_tail(folder: Path, program: str, lines: int = 30) -> str:
    """Return the end of a program's log."""
    file = folder / "log" / f"{program}.log"
    return (
        "\n".join(file.read_text(errors="replace").splitlines()[-lines:]) if file.exists() else ""
    )
