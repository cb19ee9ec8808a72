"""A street with its center, two stations and a social-work station, on dates written out."""

from datetime import date, time
from decimal import Decimal
from typing import Any

from services.centers import handlers
from services.centers.model import Hours, Place, Point, Referral, Spell, WeekdayHours, Window
from shared.testing.actors import story
from tests.unit.centers._town import GONGPING, LIUCHENG, Town

A, B, C = (f"51011500100{n}" for n in (1, 2, 3))
FOREIGN = "510115002001"
MORNING, AFTERNOON = Spell(time(9), time(12)), Spell(time(13), time(17))
DAY = (MORNING, AFTERNOON)
WORKDAYS = Hours(weekly=tuple(WeekdayHours(n, DAY) for n in range(1, 6)))
HOURS = {
    "weekly": [
        {"weekday": n, "spells": [{"opens": time(9), "closes": time(12)}]} for n in range(1, 6)
    ]
}


def place(id: str, kind: str, path: str, **changes: Any) -> Place:
    plain = {
        "name": f"{id}（示例）", "address": "示例地址", "phone": "", "area_m2": Decimal(900),
        "serves": (), "windows": (Window("1", "综合受理窗口"),), "hours": WORKDAYS,
    }  # fmt: skip
    return Place(id=id, kind=kind, path=path, **{**plain, **changes})


class Network(Town):
    """`center` serves all, `north` A and B, `south` B and C; `social` stands under `north`."""

    def __init__(self, at: str = "2026-02-11") -> None:
        super().__init__(at)
        units = {"510115001": ("street", LIUCHENG), "510115002": ("street", GONGPING)}
        units |= {code: ("community", f"{LIUCHENG}/{code}") for code in (A, B, C)}
        units[FOREIGN] = ("community", f"{GONGPING}/{FOREIGN}")
        with self.react() as uow:
            for code, (kind, path) in units.items():
                handlers.learn_kind(
                    uow, unit_code=code, path=path, name=f"单位{code}", kind=kind, valid_to=None
                )
            uow.add(place("center", "center", LIUCHENG, serves=(A, B, C)))
            uow.add(
                place("north", "station", f"{LIUCHENG}/{A}", serves=(A, B), above_id="center",
                      position=Point(0, 0))
            )  # fmt: skip
            uow.add(place("south", "station", f"{LIUCHENG}/{C}", serves=(B, C), above_id="center"))
            uow.add(
                place("social", "social_work", f"{LIUCHENG}/{B}", serves=(A,), above_id="north")
            )

    def place(self, id: str) -> Place:
        return next(each for each in self.all(Place) if each.id == id)

    def do(self, handler: Any, place_id: str, *, who: str = "liucheng", **command: Any) -> Place:
        with self.act(story(who)) as uow:
            return handler(uow, place_id=place_id, **command)

    def change(self, place_id: str, since: str, *, who: str = "liucheng", **named: Any) -> Place:
        nothing = dict.fromkeys(("name", "phone", "area", "above_id", "serves", "windows", "hours"))
        return self.do(
            handlers.change_place, place_id, who=who,
            since=date.fromisoformat(since), **{**nothing, **named},
        )  # fmt: skip

    def move(self, place_id: str, since: str, *, path: str, who: str = "liucheng") -> Place:
        location = {"path": path, "address": "新址（示例）", "position": {"x": 5, "y": 6}}
        return self.do(
            handlers.move_place, place_id, who=who, since=date.fromisoformat(since),
            location=location, area=Decimal("900.5"),
        )  # fmt: skip

    def close(self, place_id: str, last_day: str, successor_id: str = "", **who: str) -> Place:
        return self.do(
            handlers.close_place, place_id, last_day=date.fromisoformat(last_day),
            successor_id=successor_id, **who,
        )  # fmt: skip

    def establish(self, *, who: str = "liucheng", **changes: Any) -> Place:
        command = {
            "kind": "station", "name": "新站（示例）", "phone": "", "area": Decimal(100),
            "location": {"path": f"{LIUCHENG}/{B}", "address": "示例地址", "position": None},
            "above_id": "center", "serves": [B], "windows": [], "hours": HOURS,
            "opened_on": date(2026, 2, 11), **changes,
        }  # fmt: skip
        with self.act(story(who)) as uow:
            return handlers.establish_place(uow, **command)

    def refer(
        self, from_id: str, to_id: str, *, who: str = "chuangkou", case_id: str = "",
        reason: str = "需现场核验设备",
    ) -> Referral:  # fmt: skip
        with self.act(story(who)) as uow:
            return handlers.refer(uow, from_id=from_id, to_id=to_id, reason=reason, case_id=case_id)

    def on_referral(self, handler: Any, who: str = "chuangkou", **command: Any) -> Referral:
        with self.act(story(who)) as uow:
            return handler(uow, referral_id=self.the(Referral).id, **command)

    def said(self) -> list[str]:
        return [fact.event_type.removeprefix("centers.") for fact in self.told]
