"""A hall in memory: 柳城's center on an ordinary week, its windows, its people."""

from datetime import date, time
from decimal import Decimal
from typing import Any

from services.centers import handlers, queries
from services.centers.model import (
    Appointment,
    Board,
    Desk,
    Hours,
    Place,
    Spell,
    Ticket,
    WeekdayHours,
    Window,
)
from services.centers.service import Centers
from shared.chassis.service import TimerSpec, specs
from shared.testing.actors import story
from shared.testing.unit_of_work import Memory
from tests.unit.centers._town import LIUCHENG, PERSON, moment

PLACE = "C-510115001"
BOOKER = {key: PERSON[key] for key in ("name", "id_no", "phone")}
OTHER = {"name": "李伟（示例）", "id_no": "11010519491231002X", "phone": "13900001234"}
TIMERS = {spec.name: spec.method for spec in specs(Centers) if isinstance(spec, TimerSpec)}

SPELLS = (Spell(time(9), time(12)), Spell(time(13), time(17)))
HOURS = Hours(weekly=tuple(WeekdayHours(day, SPELLS) for day in range(1, 6)))
WINDOWS = (
    Window("1", "综合窗口"),
    Window("2", "就业窗口", ("就业社保", "人力资源")),
    Window("3", "民政窗口", ("民政",)),
)


def center(**changes: Any) -> Place:
    return Place(
        **{
            "id": PLACE, "kind": "center", "name": "柳城街道综合便民服务中心（示例）",
            "path": LIUCHENG, "address": "示例地址", "phone": "028-8270xxxx",
            "area_m2": Decimal(820), "serves": (), "windows": WINDOWS, "sample": True,
            "hours": HOURS, "opened_on": date(2020, 1, 1), "since": date(2020, 1, 1), **changes,
        }
    )  # fmt: skip


class HallTown(Memory):
    """The center at 09:00 of Wednesday 2026-03-04, all windows closed."""

    def __init__(self, at: str = "2026-03-04", **changes: Any) -> None:
        super().__init__("centers", at=moment(at))
        with self.react() as uow:
            uow.add(center(**changes))

    def take(self, who: str = "quhaoji", *, kind: str = "民政", ground: str = "") -> Ticket:
        with self.act(story(who)) as uow:
            return handlers.take_ticket(uow, place_id=PLACE, kind=kind, ground=ground)

    def window(self, action: str, window: str = "3", who: str = "chuangkou", **more: Any) -> Any:
        with self.act(story(who)) as uow:
            return getattr(handlers, action)(uow, place_id=PLACE, window=window, **more)

    def open(self, *windows: str, who: str = "chuangkou") -> None:
        for window in windows:
            self.window("open_desk", window, who)

    def next(self, window: str = "3", who: str = "chuangkou") -> Ticket:
        return self.window("call_next", window, who)

    def on(self, ticket: Ticket, action: str, who: str = "chuangkou", **more: Any) -> Ticket:
        with self.act(story(who)) as uow:
            return getattr(handlers, f"{action}_ticket")(uow, ticket_id=ticket.id, **more)

    def serve(self, ticket: Ticket, *, minutes: float = 0) -> Ticket:
        self.on(ticket, "serve")
        self.pass_time(minutes=minutes)
        return self.on(ticket, "finish")

    def missed(self, ticket: Ticket) -> Ticket:
        """Call it to the last and pass over it."""
        for _ in range(2):
            self.on(ticket, "recall")
        return self.on(ticket, "pass")

    def board(self) -> Board:
        with self.act(story("reader")) as uow:
            return queries.board(uow, place_id=PLACE)

    def book(
        self, who: str = "wang_xiuying", at: str = "2026-03-05 09:00", *, kind: str = "民政",
        person: Any = BOOKER, ground: str = "",
    ) -> Appointment:  # fmt: skip
        with self.act(story(who)) as uow:
            return handlers.book_appointment(
                uow, place_id=PLACE, kind=kind, starts_at=moment(at), person=person, ground=ground
            )

    def appointment(self, it: Appointment, action: str, who: str = "wang_xiuying", **more: Any):
        with self.act(story(who)) as uow:
            return getattr(handlers, action)(uow, appointment_id=it.id, **more)

    def keep(self, it: Appointment, who: str = "wang_xiuying") -> Ticket:
        return self.appointment(it, "keep_appointment", who)

    def at(self, when: str) -> None:
        """Let time pass until `when`; timers due on the way ring at the end."""
        self.now = moment(when)
        for name, subject in self.due_timers():
            with self.react() as uow:
                getattr(Centers(), TIMERS[name])(uow, subject_id=subject)

    def now_at(self, ticket: Ticket) -> Ticket:
        return self.rows[Ticket][ticket.id]  # type: ignore[return-value]

    def desk(self, window: str) -> Desk:
        return self.rows[Desk][f"{PLACE}:{window}"]  # type: ignore[return-value]

    def heard(self) -> list[str]:
        return [fact.event_type.removeprefix("centers.") for fact in self.told]
