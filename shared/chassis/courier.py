"""Carries what a service owes to systems outside: to queues in sets, to webhooks one by one.

A service that declares `courier = Desk()` gets greenlets beside its requests and events. What is
due, and what becomes of it, is the desk's; when and how often it is asked, and that nothing is sent
inside a transaction, is decided here. A parcel is claimed in one transaction, sent outside of any,
and settled in another: whoever dies in between leaves it due again after its lease, so any number
of replicas may carry.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import eventlet

from shared.chassis.execution import Executor
from shared.chassis.logs import get_logger
from shared.chassis.unit_of_work import Request, SqlUnitOfWork, UnitOfWork
from shared.chassis.webhook import Undelivered, post
from shared.kernel.actor import system_actor

log = get_logger(__name__)

CARRIERS = 8
"""Webhooks waited for at the same time: a slow one holds up one carrier."""

LOOK_SECONDS, TIDY_SECONDS, PAUSE_SECONDS = 0.25, 600.0, 2.0


@dataclass(frozen=True)
class Parcel:
    """One message to one webhook; `attempt` counts from 1, `seconds` is all the time it has."""

    id: str
    message_id: str
    url: str
    secret: str = field(repr=False)
    body: bytes = field(repr=False)
    attempt: int
    seconds: int
    demo: bool


class Desk(Protocol):
    """What a service knows of its own parcels. Every call is one transaction."""

    def forward(self, uow: UnitOfWork) -> int:
        """Hand a set of messages to the outbox; return how many."""
        ...

    def claim(self, uow: UnitOfWork) -> Parcel | None:
        """Take the next parcel that is due, or nothing."""
        ...

    def settle(self, uow: UnitOfWork, parcel: Parcel, failure: str) -> None:
        """Note what became of it; `failure` is empty when it arrived."""
        ...

    def tidy(self, uow: UnitOfWork) -> None:
        """Throw away what nobody needs any more."""
        ...


class Courier:
    """The greenlets of one process; `stop` ends them after what is at hand."""

    def __init__(self, executor: Executor, desk: Desk) -> None:
        """Prepare; whoever runs it starts `rounds` in threads of their own."""
        self._executor = executor
        self._desk = desk
        self._carriers = eventlet.GreenPool(CARRIERS)
        self._stopping = False
        self._tidied = time.monotonic()

    def rounds(self) -> list[Callable[[], None]]:
        """Return what is to run side by side."""
        return [lambda: self._round(self.forward), lambda: self._round(self.send_out)]

    def stop(self) -> None:
        """End after what is at hand."""
        self._stopping = True

    def forward(self) -> bool:
        """Hand one set on, now and then tidy up; say whether there was something."""
        if time.monotonic() - self._tidied >= TIDY_SECONDS:
            self._tidied = time.monotonic()
            self._act(self._desk.tidy)
        return bool(self._act(self._desk.forward))

    def send_out(self) -> bool:
        """Give one parcel to a carrier, when one is free; say whether there was one."""
        parcel = self._act(self._desk.claim)
        if parcel is None:
            return False
        self._carriers.spawn_n(self._alone, parcel)
        return True

    def carry(self, parcel: Parcel) -> None:
        """Carry one parcel and settle it."""
        failure = ""
        try:
            with eventlet.Timeout(parcel.seconds, Undelivered("超过时限")):
                post(
                    parcel.url, parcel.body, message_id=parcel.message_id, secret=parcel.secret,
                    seconds=parcel.seconds, private=parcel.demo,
                )  # fmt: skip
        except Undelivered as not_taken:
            failure = str(not_taken)
            log.warning("courier.undelivered", parcel=parcel.id, attempt=parcel.attempt)
        self._act(lambda uow: self._desk.settle(uow, parcel, failure))

    def _alone(self, parcel: Parcel) -> None:
        try:
            self.carry(parcel)
        except Exception as failed:  # not settled: due again after its lease
            log.warning("courier.interrupted", error=repr(failed)[:300])

    def _round(self, work: Callable[[], bool]) -> None:
        while not self._stopping:
            try:
                worked = work()
            except Exception as failed:  # the database may be away: nothing is lost meanwhile
                log.warning("courier.interrupted", error=repr(failed)[:300])
                time.sleep(PAUSE_SECONDS)
                continue
            if not worked:
                time.sleep(LOOK_SECONDS)

    def _act(self, work: Callable[[SqlUnitOfWork], Any]) -> Any:
        service = self._executor.service.name
        with self._executor.unit(Request(f"{service}.courier", system_actor(service))) as uow:
            result = work(uow)
            uow.commit()
            return result
