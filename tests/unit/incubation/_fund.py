"""A fund: two registered organisations, a call of 社工部, judges, projects on their way."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any

from services.incubation.model import (
    Form,
    Organisation,
    Responsible,
    Score,
    Seat,
    Venture,
    VentureCall,
)
from services.incubation.workflow import OrganisationStatus, VentureStatus
from shared.kernel.clock import TZ
from tests.unit.incubation._town import Town

HERE = "510115/510115001/510115001001"
JUDGES = tuple(f"pingwei{number}" for number in range(1, 7))
CRITERIA = ("需求与意义", "方案可行性", "团队能力", "预算合理性", "可持续性")
MILESTONES = [
    {"name": "前期", "percent": 40, "due": "2026-06-30"},
    {"name": "后期", "percent": 60, "due": "2026-12-31"},
]
PLAN: dict[str, Any] = {
    "summary": "为高龄独居老人提供上门理发、助浴和陪伴服务，每周一次。",
    "group": "高龄独居老人",
    "beneficiaries": 60,
    "features": [],
    "budget": [
        {"name": "服务人员补贴", "amount_fen": 4_000_000},
        {"name": "慰问品", "amount_fen": 1_000_001, "handout": True},
    ],
    "targets": [
        {"name": "上门服务", "amount": 1000, "unit": "次"},
        {"name": "志愿者培训", "amount": 5, "unit": "场"},
    ],
}
APPLICATION: dict[str, Any] = {
    "title": "银龄暖巷", "field": "助老", "place": HERE, "asked_fen": 5_000_001, "plan": PLAN,
    "papers": ["登记证书", "项目申报书", "独立账户证明"],
}  # fmt: skip
AT = {"document_no": "温社工〔2026〕1号"}


class Fund(Town):
    """A town in which a call for ventures runs."""

    @classmethod
    def after(cls, begin: Callable[[], "Fund"]) -> "Fund":
        """Go on from a beginning that is built once."""
        return cls(begin().memory.fork())

    def organise(self, account: str, name: str, **changes: Any) -> Organisation:
        """Put a registered organisation on record."""
        found = Organisation(
            id=f"org-{account}", path=HERE, district="510115", name=name, form=Form.SERVICE,
            kind="LIVING", charter_scope="助老、环保服务", responsible=Responsible("赵", "1", "2"),
            responsible_index=account, account=account, applied_by=account, members=5,
            own_account=True, status=OrganisationStatus.REGISTERED, version=1,
        )  # fmt: skip
        for key, value in changes.items():
            setattr(found, key, value)
        self.memory.rows.setdefault(Organisation, {})[found.id] = found
        return found

    def draft(self, budget_fen: int = 10_000_000) -> VentureCall:
        return self.do("shegong", "draft_call", title="2026年公益创投", year=2026, tier="MICRO",
                       budget_fen=budget_fen)  # fmt: skip

    def opened(self, call: VentureCall) -> VentureCall:
        """Collect needs, then open the window from today for some weeks."""
        self.do("shegong", "collect_needs", call_id=call.id)
        return self.do("shegong_leader", "open_call", call_id=call.id, opens_on="2026-03-02",
                       closes_on="2026-03-20", **AT)  # fmt: skip

    def enter(self, who: str = "yixin", **changes: Any) -> Venture:
        call = self.memory.all(VentureCall)[-1]
        return self.do(who, "apply_venture", call_id=call.id, **{**APPLICATION, **changes})

    def close(self) -> None:
        self.tick(to=datetime(2026, 3, 21, 9, tzinfo=TZ))

    def seated(self, *judges: str, ties: dict[str, str] | None = None) -> list[Seat]:
        """Seat judges and let them declare: `ties` says who is tied to which organisation."""
        call, found = self.memory.all(VentureCall)[-1], []
        for judge in judges:
            seat = self.do("shegong", "seat_judge", call_id=call.id, judge_id=judge)
            tied = [{"organisation_id": org, "nature": "曾在该机构任职"}
                    for name, org in (ties or {}).items() if name == judge]  # fmt: skip
            found.append(self.do(judge, "declare_ties", seat_id=seat.id, ties=tied))
        return found

    def score(self, judge: str, venture: Venture, points: int) -> Score:
        return self.do(judge, "score_file", venture_id=venture.id, comment="方案可行",
                       marks=[{"name": name, "points": points} for name in CRITERIA])  # fmt: skip

    def the(self, venture: Venture) -> Venture:
        return self.memory.rows[Venture][venture.id]

    def call(self) -> VentureCall:
        return self.memory.all(VentureCall)[-1]

    def sign(self, venture: Venture, *, until: str = "2026-12-31") -> Venture:
        return self.do("shegong", "sign_agreement", venture_id=venture.id, starts_on="2026-04-01",
                       ends_on=until, milestones=MILESTONES, **AT)  # fmt: skip

    def midterm(self, venture: Venture, score: str) -> Venture:
        return self.do("shegong", "judge_midterm", venture_id=venture.id, score=score, **AT)

    def pay(self, venture: Venture, number: int) -> Venture:
        return self.do("caizheng", "pay_tranche", venture_id=venture.id, number=number, **AT)

    def accept(self, venture: Venture, served: int = 1000, *, accounts_ok: bool = True) -> Venture:
        outputs = [{"name": "上门服务", "achieved": served}, {"name": "志愿者培训", "achieved": 5}]
        return self.do("shegong", "accept_venture", venture_id=venture.id, outputs=outputs,
                       accounts_ok=accounts_ok, **AT)  # fmt: skip

    def report(self, venture: Venture, spent_fen: int = 0, *, full: bool = False) -> Any:
        return self.do(venture.applied_by, "publish_venture_report", venture_id=venture.id,
                       full=full, text="本期开展上门服务，进展顺利。", beneficiaries=30,
                       spent_fen=spent_fen)  # fmt: skip


@cache
def _entered() -> Fund:
    fund = Fund()
    fund.organise("yixin", "温江区益馨助老服务中心")
    fund.organise("lvyuan", "温江区绿苑环保服务中心")
    fund.opened(fund.draft())
    return fund


def window() -> Fund:
    """Return a fund whose window is open: two organisations may apply."""
    return Fund.after(_entered)


@cache
def _judged() -> Fund:
    fund = window()
    for who, title, field in (("yixin", "银龄暖巷", "助老"), ("lvyuan", "清水行动", "环保")):
        found = fund.enter(who, title=title, field=field)
        fund.do("shegong", "shortlist_venture", venture_id=found.id)
    fund.close()
    return fund


def shortlisted() -> Fund:
    """Return a fund whose window is closed: two projects wait for a jury."""
    return Fund.after(_judged)


@cache
def _ranked() -> Fund:
    fund = shortlisted()
    fund.seated(*JUDGES[:5])
    for venture, marks in zip(fund.memory.all(Venture), MARKS, strict=True):
        for judge, points in zip(JUDGES, marks, strict=False):
            fund.score(judge, venture, points)
    fund.do("shegong", "rank_ventures", call_id=fund.call().id)
    return fund


MARKS = ((60, 80, 81, 82, 100), (70, 70, 71, 72, 90))


def ranked() -> Fund:
    """Return a fund with a ranking that was not yet shown."""
    return Fund.after(_ranked)


@cache
def _ready() -> Fund:
    fund = ranked()
    fund.do("shegong", "announce_ranking", call_id=fund.call().id)
    fund.tick(to=datetime(2026, 4, 1, 9, tzinfo=TZ))
    return fund


def ready() -> Fund:
    """Return a fund whose notice is over without an objection."""
    return Fund.after(_ready)


@cache
def _running() -> Fund:
    fund = ready()
    first = fund.memory.all(Venture)[0]
    fund.do("shegong_leader", "award_venture", venture_id=first.id, **AT)
    fund.sign(first)
    return fund


def running() -> tuple[Fund, Venture]:
    """Return a fund and its first project, which runs for nine months."""
    fund = Fund.after(_running)
    (first,) = (v for v in fund.memory.all(Venture) if v.status is VentureStatus.RUNNING)
    return fund, first


def day(text: str) -> datetime:
    return datetime.combine(date.fromisoformat(text), datetime.min.time().replace(hour=9), TZ)
