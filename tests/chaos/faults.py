"""The faults, as data: what is done, and what ends it."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text

from tests.bench.stage import Stage

Deed = Callable[[Stage], Sequence[int]]
"""Returns the processes that must be gone before anybody is said to be back."""

FAILING_SECONDS = 3
UNLUCKY = "08f"
"""Last digits of the case ids whose events the failing subscriber refuses: some, not all."""


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong once while clients write."""

    name: str
    deed: Deed


def kill(program: str) -> Deed:
    """End a program of the supervisor as the kernel's out-of-memory killer would."""

    def deed(stage: Stage) -> Sequence[int]:
        pid = pid_of(stage, program)
        family = [pid, *children(pid)]
        os.kill(pid, 9)
        return family

    return deed


def pid_of(stage: Stage, program: str) -> int:
    """Return the process id of a program, once it runs."""
    limit = time.monotonic() + 30
    while not (pid := stage.system.pid(program)):
        assert time.monotonic() < limit, f"{program} does not run"
        time.sleep(0.1)
    return pid


def kill_worker(stage: Stage) -> Sequence[int]:
    """End one of gunicorn's workers."""
    worker = children(pid_of(stage, "gateway"))[0]
    os.kill(worker, 9)
    return [worker]


def children(pid: int) -> list[int]:
    """Return the processes that a process started."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def cut_broker(stage: Stage) -> Sequence[int]:
    """Kill the broker and start it again, when what it had started has let go of its ports."""
    stage.system.rabbit.kill()
    time.sleep(1)
    stage.system.rabbit.start()
    stage.system.rabbit.wait()
    return []


def cut_database(stage: Stage) -> Sequence[int]:
    """Stop PostgreSQL without a checkpoint, as a power cut, and start it again."""
    stage.system.postgres.stop("immediate")
    stage.system.postgres.start()
    return []


def fail_subscriber(stage: Stage) -> Sequence[int]:
    """Let oversight's table refuse the events of some cases for a while."""
    owner = create_engine(stage.settings("oversight").migration_database_url)
    with owner.begin() as database:
        database.execute(text(_REFUSE.format(unlucky=UNLUCKY)))
    time.sleep(FAILING_SECONDS)
    with owner.begin() as database:
        database.execute(text("DROP TRIGGER chaos ON entries; DROP FUNCTION chaos_refuse()"))
    owner.dispose()
    return []


_REFUSE = """
CREATE FUNCTION chaos_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF strpos('{unlucky}', right(NEW.subject, 1)) > 0 THEN
    RAISE EXCEPTION 'planted fault';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER chaos BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION chaos_refuse();
"""

FAULTS = (
    Fault("service killed", kill("centers")),
    Fault("relay killed", kill("centers-relay")),
    Fault("gateway worker killed", kill_worker),
    Fault("gateway master killed", kill("gateway")),
    Fault("stream killed", kill("gateway-stream")),
    Fault("consumer killed", kill("oversight")),
    Fault("subscriber failing", fail_subscriber),
    Fault("database restarted", cut_database),
    Fault("broker killed", cut_broker),
)
CONTROL = Fault("gateway worker killed, clients without keys", kill_worker)
"""The negative control: what is safe with a key must be found unsafe without one."""
