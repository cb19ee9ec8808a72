"""A small district: its people act through the declared operations, its timers fire when due."""

from datetime import datetime
from functools import cache
from typing import Any

import pytest

from services.incubation.model import Filing, Incubator, Organisation, Registration, Stay
from services.incubation.service import Incubation
from shared.chassis.execution import _permit
from shared.chassis.schema import current_actor, current_unit, load
from shared.chassis.service import TimerSpec, operations, specs
from shared.kernel.actor import Actor
from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from shared.testing.actors import story
from shared.testing.unit_of_work import Memory

OPERATIONS = operations(Incubation)
TIMERS = {spec.name: spec.method for spec in specs(Incubation) if isinstance(spec, TimerSpec)}
OWN, OTHER = "yixin", "lvyuan"
RESPONSIBLE = {"name": "赵示例", "id_no": "51011519500101001X", "phone": "13800000000"}
FILING = {
    "name": "益馨助老队", "kind": "LIVING", "charter_scope": "助老上门服务",
    "charter": "本队由居民自愿组成，不以营利为目的。", "initiator": "RESIDENTS", "members": 5,
    "own_account": True, "responsible": RESPONSIBLE,
}  # fmt: skip
TERMS = {
    "form": "SERVICE", "name": "温江区益馨助老服务中心", "domicile": "示例路1号（虚构）",
    "charter_scope": "助老上门服务", "staff": 2, "funds_fen": 3_000_000, "own_account": True,
}  # fmt: skip
CODES = {"51": "51510115MJ12345613", "52": "52510115MJ6543216G"}
STREET = "510115/510115001"
COMMUNITY = f"{STREET}/510115001001"
PLAN = "一年内形成稳定的助老服务队伍。"
ASSESSED = {"score": "60", "text": "资料齐全，服务稳定"}
DOCUMENT = {"document_no": "温民〔2026〕1号"}


@cache
def _built(schema: type[Any]) -> Any:
    return schema()


def refused(code: str) -> Any:
    """Expect a refusal with that code."""
    return pytest.raises((Conflict, Forbidden, Invalid, NotFound), match=code)


class Town:
    """The service over a `Memory`; `do` runs an operation as the chassis would, less the wire."""

    def __init__(self, memory: Memory | None = None) -> None:
        self.memory = memory or Memory("incubation", at=datetime(2026, 3, 2, 9, tzinfo=TZ))
        self.service = Incubation()

    def do(self, who: str | Actor, operation: str, **command: Any) -> Any:
        spec = OPERATIONS[operation]
        actor = who if isinstance(who, Actor) else story(who)
        _permit(spec, actor)
        loaded = load(_built(spec.takes), command)
        token = current_actor.set(actor)
        try:
            with self.memory.act(actor) as uow:
                current_unit.set(uow)
                found = getattr(self.service, operation)(uow, **loaded)
                _built(spec.gives).dump(found)
            return found
        finally:
            current_actor.reset(token)

    def tick(self, *, to: datetime | None = None, **span: float) -> None:
        """Move the clock and fire the timers that are due then."""
        if to is not None:
            self.memory.now = to
        self.memory.pass_time(**span)
        for name, subject in self.memory.due_timers():
            with self.memory.react() as uow:
                getattr(self.service, TIMERS[name])(uow, subject_id=subject)

    def told(self, name: str) -> list[Any]:
        return [fact for fact in self.memory.told if fact.event_type == f"incubation.{name}"]

    def organisation(self, name: str | None = None) -> Organisation:
        found = self.memory.all(Organisation)
        return found[-1] if name is None else next(each for each in found if each.name == name)

    # --- filing and registration -------------------------------------------------------------

    def apply(self, who: str = OWN, **changes: Any) -> Filing:
        return self.do(who, "apply_filing", **{**FILING, **changes})

    def heard(self, who: str = OWN, **changes: Any) -> Filing:
        """Apply, ask the community, hear it."""
        found = self.apply(who, **changes)
        self.do("liucheng", "send_filing", filing_id=found.id)
        return self.do("heping_leader", "give_opinion", filing_id=found.id, supports=True,
                       text="同意备案")  # fmt: skip

    def filed(self, **changes: Any) -> Organisation:
        found = self.heard(**changes)
        self.do("liucheng_leader", "file_organisation", filing_id=found.id, **DOCUMENT)
        return self.organisation()

    def promoted(self, organisation: Organisation, **changes: Any) -> Organisation:
        """Register an organisation that is filed."""
        found = self.do(OWN, "apply_promotion", organisation_id=organisation.id,
                        terms={**TERMS, **changes})  # fmt: skip
        return self.registered(found)

    def registered(self, found: Registration, code: str = CODES["52"]) -> Organisation:
        """Accept and grant an application."""
        self.do("shezu", "accept_registration", registration_id=found.id)
        self.do("shezu_leader", "register_organisation", registration_id=found.id,
                credit_code=code, **DOCUMENT)  # fmt: skip
        return self.memory.rows[Organisation][found.organisation_id]

    # --- incubation --------------------------------------------------------------------------

    def incubator(self, level: str = "STREET", path: str = STREET, who: str = "fuhua") -> Incubator:
        name = f"{level}孵化基地{len(self.memory.all(Incubator))}"
        return self.do(who, "establish_incubator", path=path, level=level, name=name)

    def asked(self, organisation: Organisation, incubator: Incubator | None = None) -> Stay:
        return self.do(OWN, "apply_stay", organisation_id=organisation.id, plan=PLAN,
                       incubator_id=(incubator or self.incubator()).id)  # fmt: skip

    def admitted(self, stay: Stay, manager: str = "fuhua", reviewer: str = "shezu") -> Stay:
        """Screen, review and admit."""
        self.do(manager, "screen_stay", stay_id=stay.id)
        self.do(reviewer, "review_stay", stay_id=stay.id, **ASSESSED)
        return self.do(manager, "admit_stay", stay_id=stay.id, agreement_no="孵协〔2026〕1号")

    def started(self, organisation: Organisation, incubator: Incubator | None = None) -> Stay:
        """Apply and go all the way into the shell."""
        stay = self.admitted(self.asked(organisation, incubator))
        return self.do("fuhua", "start_stay", stay_id=stay.id)

    def ready(self) -> Stay:
        """Be half through, with a project completed."""
        organisation = self.filed()
        stay = self.started(organisation)
        self.do("fuhua", "record_project", organisation_id=organisation.id, title="助浴一百次",
                completed_on="2026-03-02", evidence="验收表（示例）")  # fmt: skip
        return self.do("fuhua", "check_stay", stay_id=stay.id, **ASSESSED)

    def graduated(self, stay: Stay, **changes: Any) -> Stay:
        return self.do("shezu", "graduate_stay", stay_id=stay.id,
                       **{**ASSESSED, **DOCUMENT, **changes})  # fmt: skip

    def stay(self, id: str) -> Stay:
        return self.memory.rows[Stay][id]
