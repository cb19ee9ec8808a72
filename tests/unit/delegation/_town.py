"""A small district: its people act through the declared operations, its timers fire when due."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Self

from services.delegation import policies
from services.delegation.model import Batch, Delegation, Entry, Item, Procedure, PublicObjection
from services.delegation.policies import Mode
from services.delegation.service import Delegation as DelegationService
from shared.chassis.execution import _permit
from shared.chassis.schema import current_actor, current_unit, load
from shared.chassis.service import SubscriptionSpec, TimerSpec, operations, specs
from shared.kernel.actor import Actor
from shared.kernel.calendar import Calendar, load_calendars
from shared.kernel.clock import TZ, midnight
from shared.testing.actors import path_of, story
from shared.testing.unit_of_work import DATA, Memory

UNITS = {
    "510115-BB": ("区委编办", "department"), "510115-MZ": ("区民政局", "department"),
    "510115-RS": ("区人社局", "department"), "510115-SF": ("区司法局", "department"),
    "510115-CZ": ("区财政局", "department"), "510115-ZW": ("区政务服务局", "department"),
    "510115-GW": ("区政府办公室", "department"), "510115001": ("柳城街道", "street"),
    "510115002": ("公平街道", "street"), "510115001001": ("示例社区", "community"),
}  # fmt: skip
REPORTERS = [["510115-MZ"], ["510115001", "510115002"], ["510115-MZ"]]
LAW = [{"law": "社会救助暂行办法", "article": "第十一条"}]
SEAL = {
    "set_by": "民法典", "asked_by": "人民法院", "purpose": "确定监护人", "procedure": "两人核实",
    "form": "附件一", "retention": "10年",
}  # fmt: skip
NEGATIVE = {"list_code": "L4", "name": "协税护税", "level": "community", "keywords": ["协税"]}
AUTONOMY = {"list_code": "L3", "name": "调解民间纠纷", "level": "community"}
SEALED = {
    "list_code": "L5",
    "name": "社区活动场地使用证明",
    "level": "community",
    "particulars": SEAL,
}
REVIEWERS = {"510115-BB": "bianban", "510115-SF": "sifa", "510115-MZ": "mz_review",
             "510115-CZ": "caizheng", "510115-ZW": "zhengwu", "510115-GW": "zhengfu"}  # fmt: skip
LEADERS = {"510115-MZ": "minzheng_leader", "510115001": "liucheng_leader",
           "510115002": "gongping_leader", "510115001001": "heping_leader"}  # fmt: skip


OPERATIONS = operations(DelegationService)
TIMERS = {s.name: s.method for s in specs(DelegationService) if isinstance(s, TimerSpec)}


@cache
def calendar() -> Calendar:
    return load_calendars(DATA / "calendars")


@cache
def _built(schema: type[Any]) -> Any:
    """Return an instance that is made once, as the chassis makes it."""
    return schema()


@cache
def _founded(at: datetime) -> Memory:
    """Return what every town begins with: its procedures and its units."""
    memory, service = Memory("delegation", at=at, calendar=calendar()), DelegationService()
    with memory.react() as uow:
        for file in (DATA / "procedures").glob("*.json"):
            Town.add_procedure(uow, json.loads(file.read_text(encoding="utf-8")))
        for code, (name, kind) in UNITS.items():
            fact = {"unit_code": code, "path": path_of(code), "name": name, "kind": kind}
            service.learn_unit(uow, **fact, valid_to=None)
    return memory


@cache
def _listed(reports: str) -> Memory:
    town = Town()
    town.published(*json.loads(reports))
    return town.memory


class Town:
    """The service over a `Memory`; `do` runs an operation as the chassis would, less the wire."""

    def __init__(self, at: datetime = datetime(2026, 3, 2, 9, tzinfo=TZ)) -> None:
        self.memory = _founded(at).fork()
        self.service = DelegationService()

    @classmethod
    def listed(cls, *reports: Mapping[str, Any]) -> Self:
        """Return a town where a batch of these items was just published."""
        found = cls()
        found.memory = _listed(json.dumps(reports)).fork()
        return found

    @staticmethod
    def add_procedure(uow: Any, raw: Mapping[str, Any]) -> None:
        uow.add(Procedure.read(raw))

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

    def hear(self, subscription: str, **fact: Any) -> None:
        declared = {s.name: s for s in specs(DelegationService) if isinstance(s, SubscriptionSpec)}
        only_with = declared[subscription].only_with
        if only_with and not fact[only_with]:
            return
        with self.memory.react() as uow:
            getattr(self.service, subscription)(uow, **fact)

    def tick(self, to: date | datetime | None = None) -> None:
        """Move to `to` and let every timer fire that is due then."""
        if to is not None:
            self.memory.now = to if isinstance(to, datetime) else midnight(to)
        for name, subject in self.memory.due_timers():
            with self.memory.react() as uow:
                getattr(self.service, TIMERS[name])(uow, subject_id=subject)

    def told(self, event_type: str) -> list[Any]:
        return [fact for fact in self.memory.told if fact.event_type == event_type]

    def now(self, cls: type, id: str) -> Any:
        return self.memory.rows[cls][id]

    # --- a batch, step by step ---------------------------------------------------------------

    def draft(self, **command: Any) -> Batch:
        return self.do(
            "bianban", "draft_batch", title="2026年清单编制", reporters=REPORTERS, **command
        )

    def opened(self, **command: Any) -> str:
        batch = self.draft(**command)
        self.do("bianban", "open_batch", batch_id=batch.id)
        return batch.id

    def report(self, batch_id: str, who: str = "minzheng", **command: Any) -> Item:
        given = {
            "list_code": "L1", "name": "临时救助审核确认", "kind": "行政给付", "level": "street",
            "bearer": "便民服务中心", "basis": LAW, **command,
        }  # fmt: skip
        return self.do(who, "report_item", batch_id=batch_id, **given)

    def submit_all(self, batch_id: str) -> None:
        for unit in self.now(Batch, batch_id).current.reporters:
            self.take_stances(batch_id, unit)
            self.do(LEADERS[unit], "submit_unit", batch_id=batch_id, document_no="签〔2026〕1号")
        self.do("bianban", "close_report", batch_id=batch_id)

    def take_stances(self, batch_id: str, unit: str) -> None:
        """Let a unit accept every item of which it has to say its mind."""
        batch = self.now(Batch, batch_id)
        batch.items = tuple(self.items(batch_id))
        for item in batch.awaited_stances(unit):
            self.do(LEADERS[unit].removesuffix("_leader"), "take_stance", item_id=item.id,
                    verdict="accept", volume=100, cost_fen=2_000_000)  # fmt: skip

    def review_all(self, batch_id: str) -> None:
        for item in self.items(batch_id):
            for unit in self.now(Batch, batch_id).awaited_reviewers(item):
                self.do(REVIEWERS[unit], "give_opinion", item_id=item.id, verdict="agree",
                        text="同意")  # fmt: skip

    def return_all(self, batch_id: str) -> None:
        self.do("bianban", "close_review", batch_id=batch_id)
        for unit in self.now(Batch, batch_id).current.return_to:
            self.do(LEADERS[unit], "acknowledge_return", batch_id=batch_id)
        for unit in self.now(Batch, batch_id).current.countersigners:
            self.do(LEADERS[unit], "countersign_drafts", batch_id=batch_id)

    def through_rounds(self, batch_id: str) -> None:
        """Take an opened batch with its items to the end of its last round."""
        while True:
            self.submit_all(batch_id)
            self.review_all(batch_id)
            self.return_all(batch_id)
            batch = self.now(Batch, batch_id)
            if batch.round == len(batch.rounds):
                return
            self.do("bianban", "begin_round", batch_id=batch_id)

    def resolve(self, item_id: str, resolution: str, **more: Any) -> Item:
        given = {"reason": "经审核确定", **more}
        return self.do("bianban", "resolve_item", item_id=item_id, resolution=resolution, **given)

    def retain_rest(self, batch_id: str) -> None:
        for item in self.items(batch_id):
            if not item.is_resolved:
                self.resolve(item.id, "retain")

    def noticed(self, batch_id: str) -> date:
        """Resolve what is open, start the notice, return its last day."""
        self.retain_rest(batch_id)
        return self.do("bianban", "start_notice", batch_id=batch_id).notice.due

    def ready(self, batch_id: str) -> None:
        self.through_rounds(batch_id)
        self.tick(self.noticed(batch_id) + timedelta(days=1))

    def approve(self, batch_id: str, **more: Any) -> Batch:
        return self.do("zhengfu", "approve_batch", batch_id=batch_id, document_no="区府〔2026〕8号",
                       **more)  # fmt: skip

    def published(self, *reports: Mapping[str, Any]) -> list[Item]:
        """Publish a batch of these items, all retained; return them."""
        batch_id = self.opened()
        for each in reports:
            self.report(batch_id, **each)
        self.ready(batch_id)
        self.approve(batch_id)
        return self.items(batch_id)

    def items(self, batch_id: str) -> list[Item]:
        return [item for item in self.memory.all(Item) if item.batch_id == batch_id]

    def entries(self, list_code: str, on: date | None = None) -> list[Entry]:
        day = on or self.memory.now.date()
        return [e for e in self.memory.all(Entry) if e.list_code == list_code and e.in_force(day)]

    def objection(self, batch_id: str, item_id: str, who: str = "wang_xiuying") -> PublicObjection:
        return self.do(who, "file_objection", batch_id=batch_id, item_id=item_id,
                       statement="该事项不应由社区承担")  # fmt: skip


def row_content(**changes: Any) -> dict[str, Any]:
    material = {"name": "居民身份证", "source": "申请人", "form": ["原件"], "copies": 1,
                "necessity": "必要"}  # fmt: skip
    return {
        "field": "民政", "content": ["申请", "审核"], "bearer": "便民服务中心", "basis": LAW,
        "item_type": "行政给付", "handling": "COMMITTED", "legal_limit": "20WD",
        "promised_limit": "10WD", "onsite_visits": 1, "online_depth": ["宣传咨询"],
        "materials": [material], **changes,
    }  # fmt: skip


def delegated(town: Town, **more: Any) -> Delegation:
    """Propose, offer and accept the delegation of the only L1 entry to 柳城街道."""
    (entry,) = town.entries("L1")
    found = town.do("minzheng", "propose_delegation", item_id=entry.lineage_id, street="510115001",
                    **more)  # fmt: skip
    town.do("minzheng_leader", "offer_delegation", delegation_id=found.id)
    return town.do("liucheng_leader", "accept_delegation", delegation_id=found.id,
                   opinion="同意承接，请配足人员经费")  # fmt: skip


def equip(town: Town, delegation_id: str, *, year: int = 2026) -> None:
    """Give power, money and people."""
    town.do("minzheng_leader", "grant_authority", delegation_id=delegation_id, kind="审批",
            scope="受理、审核、确认", document_no="授权1号")  # fmt: skip
    fund(town, delegation_id, year=year)
    town.do("minzheng_leader", "assign_staff", delegation_id=delegation_id, count=2,
            category="事业", document_no="编1号")  # fmt: skip


def fund(
    town: Town, delegation_id: str, *, year: int = 2026, amount: int = 2_000_000
) -> Delegation:
    return town.do("caizheng", "appropriate_funds", delegation_id=delegation_id, budget_year=year,
                   amount_fen=amount, unit_cost_fen=20_000, planned_volume=100,
                   document_no="财1号")  # fmt: skip


def active(town: Town, **more: Any) -> Delegation:
    """Bring a delegation of the only L1 entry into force."""
    found = delegated(town, **more)
    equip(town, found.id)
    return town.do("minzheng_leader", "activate_delegation", delegation_id=found.id)


def single_reporter(**changes):
    each = {
        "reporters": ["510115-MZ"], "reviewers": ["510115-BB"], "return_to": ["510115-MZ"],
        "report_within": "5WD", "review_within": "5WD", "return_within": "1WD",
    }  # fmt: skip
    return {
        "code": "single", "version": "1", "name": "同一单位三次上报", "type": "三报三审三回一公示",
        "valid_from": "2016-01-01", "source": "示例", "tag": "own", "legal_office": "510115-SF",
        "rounds": [each, each, each], "notice": {"period": "5WD", "roll_forward": True}, **changes,
    }  # fmt: skip


def ruling(town: Town, name=None, item_id=None, on=None, mode=Mode.POSITIVE_ONLY):
    """Ask as the query does: the entries that the keys find, then the rule."""
    keys = set(policies.probes(item_id, name))
    found = [e for e in town.memory.all(Entry) if keys & set(e.keys)]
    day = on or town.memory.now.date()
    return policies.dispatch(found, item_id=item_id, name=name, on=day, mode=mode)
