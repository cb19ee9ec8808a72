"""A community garden, its diary and its almanac: three services for the chassis to run.

What a test wants to happen stands in the database, so that it also happens in another process:
a plot code in `hindrances` makes the diary fail, every handler that began leaves a row in `begun`.
"""

import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import ModuleType
from typing import Any

from sqlalchemy import (
    Column,
    DateTime,
    Integer,
    MetaData,
    Sequence,
    Table,
    Text,
    insert,
    select,
    text,
)
from sqlalchemy.orm import registry

from shared.chassis import passwords
from shared.chassis.columns import Coded, Json
from shared.chassis.crypto import Encrypted
from shared.chassis.paging import page
from shared.chassis.schema import Paging, Schema, fields
from shared.chassis.service import Service, operation, subscribe, timer
from shared.kernel.actor import PUBLIC, Actor, ActorKind
from shared.kernel.errors import Conflict, Unauthenticated
from shared.kernel.events import Aggregate, Fact, fact
from shared.kernel.workflow import Step, Workflow


class Status(StrEnum):
    FREE = "FREE"
    KEPT = "KEPT"


PLOT = Workflow(
    "garden",
    states=Status,
    initial=Status.FREE,
    final=[Status.KEPT],
    steps=[Step("keep", (Status.FREE,), Status.KEPT, "garden.plot.keep", "认领")],
    labels={Status.FREE: "空闲", Status.KEPT: "已认领"},
)


@fact("garden.plot.claimed", label="认领")
class PlotClaimed(Fact):
    """Somebody looks after the plot from now on."""

    plot_id: str
    code: str
    remark: Any = None


@fact("garden.plot.watered", label="浇水")
class PlotWatered(Fact):
    """The plot got water."""

    plot_id: str
    round: int


@fact("garden.plot.seen", label="巡看", announced_only=True)
class PlotSeen(Fact):
    """Somebody passed by; nobody needs to know."""

    plot_id: str


@dataclass(frozen=True)
class Bed:
    """A value object of the plot."""

    plant: str
    rows: int


@dataclass
class Plot(Aggregate):
    """One plot; `code` is unique in the garden."""

    id: str
    code: str
    keeper: str = ""
    phone: str | None = None
    waterings: int = 0
    beds: tuple[Bed, ...] = ()
    status: Status = Status.FREE
    version: int = 0

    def claim(self, keeper: str, remark: Any = None) -> None:
        self.keeper = keeper
        self.record(PlotClaimed(plot_id=self.id, code=self.code, remark=remark))

    def water(self) -> None:
        self.waterings += 1
        self.record(PlotWatered(plot_id=self.id, round=self.waterings))


@dataclass
class Note(Aggregate):
    """What a subscriber keeps of one event: written by the event's key."""

    id: str
    subject: str
    body: Any
    version: int = 0


metadata = MetaData()
mapper = registry(metadata=metadata)

plots = Table(
    "plots",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("code", Text, nullable=False, unique=True),
    Column("keeper", Text, nullable=False),
    Column("phone", Encrypted("plots.phone")),
    Column("waterings", Integer, nullable=False),
    Column("beds", Json(tuple[Bed, ...]), nullable=False),
    Column("status", Coded(Status), nullable=False),
)
notes = Table(
    "notes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Json(Any), nullable=False),
)
hindrances = Table("hindrances", metadata, Column("code", Text, primary_key=True))
begun = Table(
    "begun",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("what", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False, server_default=text("clock_timestamp()")),
)
plot_number = Sequence("plot_number", metadata=metadata)

mapper.map_imperatively(Plot, plots, version_id_col=plots.c.version)
mapper.map_imperatively(Note, notes, version_id_col=notes.c.version)


class ShownPlot(Schema):
    id = fields.Str()
    code = fields.Str()
    keeper = fields.Str()
    waterings = fields.Int()


class ClaimPlot(Schema):
    code = fields.Str(required=True)
    remark = fields.Raw(load_default=None)


class PlotKey(Schema):
    plot_id = fields.Str(required=True)


class Nap(Schema):
    seconds = fields.Float(required=True)
    name = fields.Str(load_default="nap")


class Garden(Service):
    """People claim plots and water them."""

    name = "garden"
    title = "社区花园"
    facts = sys.modules[__name__]

    @operation(
        "POST /plots", permission="garden.plot.claim", takes=ClaimPlot, gives=ShownPlot, status=201
    )
    def claim_plot(self, uow, code, remark):
        """认领地块。"""
        plot = Plot(id=uow.new_id(), code=code)
        plot.claim(uow.actor.id, remark)
        uow.add(plot)
        uow.remind("water_due", plot.id, uow.now + timedelta(days=1))
        return plot

    @operation("POST /pairs", permission="garden.plot.claim", takes=ClaimPlot, gives=ShownPlot)
    def claim_twice(self, uow, code, remark):
        """认领两块同号地块（总是冲突），冲突在查询时才发现。"""
        for _ in range(2):
            plot = Plot(id=uow.new_id(), code=code)
            plot.claim(uow.actor.id, remark)
            uow.add(plot)
        return uow.one(Plot, code="somewhere else")

    @operation(
        "POST /plots/{plot_id}/actions/water", permission="garden.plot.water",
        takes=PlotKey, gives=ShownPlot,
    )  # fmt: skip
    def water_plot(self, uow, plot_id):
        """浇水。"""
        plot = uow.get(Plot, plot_id)
        plot.water()
        return plot

    @operation("GET /plots/{plot_id}", permission=PUBLIC, takes=PlotKey, gives=ShownPlot)
    def show_plot(self, uow, plot_id):
        """查看地块。"""
        return uow.get(Plot, plot_id)

    @operation(
        "GET /plots", permission="garden.plot.claim", takes=Paging, gives=ShownPlot, paged=True
    )
    def list_plots(self, uow, limit, cursor):
        """查询地块。"""
        return page(uow.session, select(Plot).order_by(plots.c.code), limit=limit, cursor=cursor)

    @operation("POST /gates", permission=PUBLIC, takes=ClaimPlot)
    def try_gate(self, uow, code, remark):
        """开门；错误的号码要留下记录，然后拒绝。"""
        plot = Plot(id=uow.new_id(), code=code)
        plot.claim("nobody")
        uow.add(plot)
        uow.refuse(Unauthenticated("garden.wrong_gate", "号码不对。"))

    @operation("POST /stumbles", permission=PUBLIC, takes=ClaimPlot)
    def stumble(self, uow, code, remark):
        """改动之后出错：什么都不应留下。"""
        self.claim_plot(uow, code, remark)
        uow.session.flush()
        raise RuntimeError(f"stumbled over {code}")

    @operation("POST /naps", permission=PUBLIC, takes=Nap, gives=Nap)
    def nap(self, uow, seconds, name):
        """睡一会儿再答复。"""
        began(uow.house, name)
        time.sleep(seconds)
        return {"seconds": seconds, "name": name}

    @operation("POST /queries", permission=PUBLIC, takes=Nap)
    def slow_query(self, uow, seconds, name):
        """让数据库慢慢地答。"""
        uow.session.execute(select(text(f"pg_sleep({seconds})")))

    @operation("POST /hashes", permission=PUBLIC, takes=Nap)
    def hash_often(self, uow, seconds, name):
        """反复计算口令摘要。"""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            passwords.hashed(name)

    @operation("POST /riddles", permission=PUBLIC)
    def riddle(self, uow):
        """答复无法写成 JSON 的东西。"""
        began(uow.house, "riddle")
        return {"answer": {1, 2}}

    @operation("POST /echoes", permission=PUBLIC, takes=ClaimPlot)
    def echo(self, uow, code, remark):
        """原样答复。"""
        return {"code": code, "remark": remark}

    @timer("water_due")
    def water_due(self, uow, subject_id):
        """到了浇水的时间。"""
        plot = uow.get(Plot, subject_id)
        plot.water()


class Diary(Service):
    """Notes every claim, unless somebody hinders it."""

    name = "diary"
    title = "花园日记"
    facts = ModuleType("facts")

    @subscribe("garden.plot.claimed", fields=("plot_id", "code", "remark"))
    def note_claim(self, uow, plot_id, code, remark):
        """记下认领。"""
        began(uow.house, code)
        _stop_at_hindrance(uow, code)
        uow.add(Note(id=code, subject=plot_id, body={"remark": remark}))

    @subscribe("garden.plot.watered", only_with="round")
    def note_watering(self, uow, event):
        """记下浇水。"""
        _stop_at_hindrance(uow, event.subject)
        uow.add(Note(id=event.id, subject=event.subject, body={"round": event.data["round"]}))


class Almanac(Service):
    """Keeps everything that happens in the garden."""

    name = "almanac"
    title = "花园年鉴"
    facts = ModuleType("facts")

    @subscribe("garden.#")
    def keep(self, uow, event):
        """记下花园里的一切。"""
        _stop_at_hindrance(uow, event.subject)
        body = {"type": event.type, "cause": uow.cause, "trace": event.traceparent}
        uow.add(Note(id=event.id, subject=event.subject, body=body))


def began(house: Any, what: str) -> None:
    """Leave a row that a later rollback does not take away."""
    with house.open_write() as session, session.begin():
        session.execute(insert(begun).values(what=what))


def _stop_at_hindrance(uow: Any, code: str) -> None:
    if uow.session.execute(select(hindrances).where(hindrances.c.code == code)).first():
        raise Conflict("diary.hindered", "有人挡住了去路。", plot=code)


SERVICES: dict[str, type[Service]] = {one.name: one for one in (Garden, Diary, Almanac)}

KEEPER = Actor(
    id="keeper",
    kind=ActorKind.STAFF,
    name="园丁（样例）",
    unit="510115001",
    path="510115/510115001",
    scope="510115/510115001",
    permissions=frozenset({"garden.plot.claim", "garden.plot.water"}),
)
VISITOR = Actor(id="visitor", kind=ActorKind.RESIDENT, name="访客（样例）")
