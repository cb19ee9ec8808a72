"""One run: clients write, faults happen in turn, everything settles, the checker judges."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from infra.local.place import ROOT
from tests.bench.stage import Stage
from tests.chaos.clients import Clients
from tests.chaos.faults import CONTROL, FAULTS, Fault
from tests.chaos.history import Verdict, check
from tests.chaos.world import Observer, eventually

FILE = ROOT / ".local" / "chaos.json"
WRITERS = 8
PHASE_SECONDS = 150
CONTROL_KILLS = 5
SETTINGS = {"JIEDAO_RETRY_PAUSES": "0.5,1,2,4,8,16"}


@dataclass
class Row:
    """The verdict on one fault. A negative control is expected to be found unsound."""

    fault: str
    seed: int
    verdict: Verdict
    back_in: float = 0.0
    retries: int = 0
    negative_control: bool = False
    other_faults: list[str] = field(default_factory=list)

    @property
    def as_expected(self) -> bool:
        return self.verdict.sound is not self.negative_control and not self.other_faults

    def as_json(self) -> dict[str, Any]:
        return {
            "fault": self.fault,
            "acked": self.verdict.acked,
            "lost": len(self.verdict.lost),
            "doubled": len(self.verdict.doubled),
            "out_of_order": len(self.verdict.out_of_order),
            "negative_control": self.negative_control,
            "seed": self.seed,
            "retries": self.retries,
            "back_in_seconds": round(self.back_in, 1),
            "other_faults": self.other_faults,
        }


def run(stage: Stage, *, seed: int, each: int) -> list[Row]:
    """Break everything in turn, in an order drawn by `seed`, `each` acknowledged acts a fault."""
    observer = Observer(stage)
    observer.number_arrivals()
    order = random.Random(seed).sample(FAULTS, len(FAULTS))
    rows = _broken(stage, observer, order, seed=seed, each=each)
    rows.append(_control(stage, observer, seed=seed))
    return rows


def keep(rows: Sequence[Row], file: Path = FILE) -> None:
    """Write the rows for whoever reads them later."""
    file.parent.mkdir(exist_ok=True)
    text = json.dumps([row.as_json() for row in rows], ensure_ascii=False, indent=2)
    file.write_text(text + "\n")


def _broken(
    stage: Stage, observer: Observer, order: Sequence[Fault], *, seed: int, each: int
) -> list[Row]:
    back: dict[str, float] = {}
    with Clients(stage, writers=WRITERS) as clients:
        for fault in order:
            clients.fault = fault.name
            _acknowledged(clients, fault, each // 3)
            back[fault.name] = observer.everybody_back(fault.deed(stage))
            _acknowledged(clients, fault, each)
    observer.settled()
    others = [*observer.audit_faults(), *(f"refused: {text}" for text in clients.refused)]
    return [
        Row(
            fault.name,
            seed,
            _verdict(observer, clients, fault),
            back_in=back[fault.name],
            retries=clients.retries[fault.name],
            other_faults=others,
        )
        for fault in order
    ]


def _control(stage: Stage, observer: Observer, *, seed: int) -> Row:
    """Take one protection away: clients that repeat with another key apply twice."""
    with Clients(stage, writers=WRITERS, keeps_key=False) as clients:
        clients.fault = CONTROL.name
        for kills in range(1, CONTROL_KILLS + 1):
            _acknowledged(clients, CONTROL, 4 * WRITERS * kills)
            CONTROL.deed(stage)
        observer.everybody_back()
    observer.settled()
    verdict = _verdict(observer, clients, CONTROL)
    retries = clients.retries[CONTROL.name]
    return Row(CONTROL.name, seed, verdict, retries=retries, negative_control=True)


def _acknowledged(clients: Clients, fault: Fault, least: int) -> None:
    eventually(
        lambda: clients.acked(fault.name) >= least,
        PHASE_SECONDS,
        f"{least} submissions acknowledged under: {fault.name}",
    )


def _verdict(observer: Observer, clients: Clients, fault: Fault) -> Verdict:
    lives = [life for life in clients.lives if life.fault == fault.name]
    return check(lives, observer.world(lives))
