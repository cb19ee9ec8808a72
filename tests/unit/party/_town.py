"""A small district: its party people act through the declared operations."""

from datetime import date, datetime
from functools import cache
from typing import Any

from services.party.service import Party
from shared.chassis.execution import _permit
from shared.chassis.schema import current_actor, current_unit, load
from shared.chassis.service import TimerSpec, operations, specs
from shared.kernel.clock import TZ
from shared.testing.actors import path_of, story
from shared.testing.unit_of_work import Memory

OPERATIONS = operations(Party)
TIMERS = {s.name: s.method for s in specs(Party) if isinstance(s, TimerSpec)}
UNITS = {
    "510115": ("温江区", "district"), "510115001": ("柳城街道", "street"),
    "510115002": ("公平街道", "street"), "510115001001": ("和平社区", "community"),
    "510115001002": ("光华社区", "community"), "510115002001": ("长安社区", "community"),
}  # fmt: skip
OFFICER, STREET, OTHER, COMMUNITY = (
    "zuzhi_dangjian", "liucheng_dangjian", "gongping_dangjian", "heping_dangjian",
)  # fmt: skip


class Town:
    """People of party who act; begins on a Monday in April 2026 with the units above."""

    def __init__(self, memory: Memory | None = None) -> None:
        self.memory = memory or _founded().fork()
        self.service = Party()

    def do(self, who: str, operation: str, *, version: int | None = None, **command: Any) -> Any:
        """Ask an operation through its permission and its schema, as the chassis does."""
        spec, actor = OPERATIONS[operation], story(who)
        _permit(spec, actor)
        given = load(_built(spec.takes), command)
        subject = str(command.get(spec.subject, ""))
        with self.memory.act(actor, if_match=version, subject=subject) as uow:
            found = getattr(self.service, operation)(uow, **given)
            current_actor.set(actor)
            current_unit.set(uow)
        return found

    def propose(self, who: str, **differs: Any) -> Any:
        return self.do(who, "propose_organisation", **{
            "unit_code": "510115001001", "level": "COMMUNITY", "form": "BRANCH",
            "name": "和平社区党支部（示例）", "formal": 9, "probationary": 1, **differs,
        })  # fmt: skip

    def founded(self, who: str, *, on: date = date(2021, 3, 15), **differs: Any) -> Any:
        """Propose, approve by the superior, found."""
        made = self.propose(who, **differs)
        self.do(OFFICER, "approve_organisation", organisation_id=made.id, document_no="示例1号")
        self.do(who, "activate_organisation", organisation_id=made.id, established_on=str(on))
        return made

    def fire(self) -> list[str]:
        """Let the timers that are due fire; return their names."""
        due = self.memory.due_timers()
        for name, subject in due:
            with self.memory.react() as uow:
                getattr(self.service, TIMERS[name])(uow, subject_id=subject)
        return [name for name, _ in due]

    def told(self, kind: str) -> list[Any]:
        return [fact for fact in self.memory.told if fact.event_type == f"party.{kind}"]


@cache
def _built(schema: type[Any]) -> Any:
    return schema()


@cache
def _founded() -> Memory:
    memory, service = Memory("party", at=datetime(2026, 4, 27, 9, tzinfo=TZ)), Party()
    with memory.react() as uow:
        for code, (name, kind) in UNITS.items():
            service.learn_unit(
                uow, unit_code=code, path=path_of(code), name=name, kind=kind, valid_to=None
            )
    return memory


@cache
def _with_street() -> tuple[Memory, tuple[str, str, str]]:
    town = Town()
    top = town.founded(STREET, unit_code="510115001", level="WORKING_COMMITTEE",
                       form="WORKING_COMMITTEE", name="柳城街道党工委（示例）", formal=0,
                       probationary=0, on=date(2019, 1, 1))  # fmt: skip
    region = town.founded(STREET, unit_code="510115001", level="REGION", form="COMMITTEE",
                          parent_id=top.id, name="柳城区域化党委（示例）", formal=0,
                          probationary=0, on=date(2019, 1, 1))  # fmt: skip
    branch = town.founded(COMMUNITY, parent_id=region.id)
    return town.memory, (top.id, region.id, branch.id)


def street() -> tuple[Town, str, str, str]:
    """Return a town with a working committee, a regional committee and a community branch."""
    memory, ids = _with_street()
    return Town(memory.fork()), *ids
