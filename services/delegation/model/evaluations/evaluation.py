"""One evaluation of the streets of a district, from its opening to its final results."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from services.delegation import events, policies
from services.delegation.model.evaluations.appeal import Appeal
from services.delegation.model.evaluations.method import Method
from services.delegation.model.evaluations.scores import place
from services.delegation.model.evaluations.street import (
    Decision,
    EvaluatedStreet,
    Mark,
    Reweighting,
)
from services.delegation.policies import ASSESSORS, PEER, SELF, THIRD
from services.delegation.workflow import EVALUATION, EvaluationStatus
from shared.kernel.actor import Actor
from shared.kernel.calendar import Calendar
from shared.kernel.deadlines import Deadline, Period, deadline
from shared.kernel.events import Aggregate
from shared.kernel.personal import hide_numbers
from shared.kernel.workflow import enforce


@dataclass(frozen=True)
class Tie:
    """A contract of a third party with a unit: the days on which it runs; None: without end."""

    unit: str
    first: date
    last: date | None
    document_no: str


@dataclass(frozen=True)
class Engagement:
    """A third party by its credit code, how it was engaged, and every contract it declares."""

    assessor: str
    name: str
    document_no: str
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True)
class Observation:
    """What a quarter's evaluation said of a street; shown beside the year's, never added to it."""

    period: str
    street: str
    total: Decimal | None
    mass_sample: int


_RUNNING = {
    EvaluationStatus.SCORING: "scoring",
    EvaluationStatus.NOTICE: "notice",
    EvaluationStatus.APPEAL: "appeal",
}
_COLUMNS = {"name": "单位", "total": "得分", "grade": "等次", "rank": "位次"}
_PERMITTED = {SELF: "assess_self", PEER: "assess_peer", THIRD: "assess_third"}


@dataclass(kw_only=True, eq=False)
class Evaluation(Aggregate):
    """One evaluation. `streets`, `marks`, `appeals` are there once a use case brought them.

    So are `observations`, the final quarters of the year.

    `organiser` is the unit that runs it, `peers` the units that assess one another's streets,
    `subjects` the codes of the evaluated streets. `tally` grows whenever results are counted or an
    appeal comes: of two such acts at once one is refused, or ranks would rest on half of each.
    `on_notice`: the public is shown the results; `open_objections` of its own are unanswered.
    """

    id: str
    path: str
    kind: str
    period: str
    first: date
    last: date
    title: str
    method: Method
    organiser: str
    opened_by: str
    peers: tuple[str, ...]
    subjects: tuple[str, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    scoring: Deadline | None = None
    notice: Deadline | None = None
    appeal: Deadline | None = None
    provisional: bool = False
    concluded_at: datetime | None = None
    tally: int = 0
    open_objections: int = 0
    on_notice: bool = False
    status: EvaluationStatus = EvaluationStatus.OPEN
    version: int = 0
    streets: tuple[EvaluatedStreet, ...] | None = None
    marks: tuple[Mark, ...] = ()
    appeals: tuple[Appeal, ...] = ()
    observations: tuple[Observation, ...] = ()

    # --- what it knows ----------------------------------------------------------------------

    @property
    def all_streets(self) -> tuple[EvaluatedStreet, ...]:
        """Return the streets; raises RuntimeError when no use case has brought them."""
        if self.streets is None:
            raise RuntimeError("the streets of the evaluation were not brought")
        return self.streets

    @property
    def running(self) -> Deadline | None:
        """Return the deadline of the state under way."""
        field = _RUNNING.get(self.status)
        found: Deadline | None = getattr(self, field) if field else None
        return found

    @property
    def is_annual(self) -> bool:
        """Say whether it ends in a result with grades; a quarter is only observed (EVP-01)."""
        return self.kind == "ANNUAL"

    @property
    def open_appeals(self) -> int:
        """Return how many appeals wait for an answer."""
        return sum(each.is_open for each in self.appeals)

    def marks_of(self, evaluated_id: str) -> list[Mark]:
        """Return what units gave one street."""
        return [mark for mark in self.marks if mark.evaluated_id == evaluated_id]

    def awaited(self) -> list[str]:
        """Name every score that is expected and not there: "street kind assessor"."""
        there = {mark.id for mark in self.marks}
        return [
            f"{each.name} {ASSESSORS[kind]} {who}".rstrip()
            for each in self.all_streets
            for kind, who in self._expected(each)
            if mark_id(each.id, kind, who) not in there
        ]

    # --- scoring ----------------------------------------------------------------------------

    def open(self) -> None:
        """Announce it."""
        self._tell(
            events.EvaluationOpened,
            kind=self.kind,
            period=self.period,
            method=self.method.pack,
            streets=self.subjects,
        )

    def engage(self, actor: Actor, engagement: Engagement) -> None:
        """Hear an organisation as third party; a second time replaces what it declared."""
        EVALUATION.step(self, "engage", actor)
        others = [each for each in self.engagements if each.assessor != engagement.assessor]
        self.engagements = (*others, engagement)
        self._tell(
            events.ThirdPartyEngaged,
            assessor=engagement.assessor,
            assessor_name=engagement.name,
            contracts=len(engagement.ties),
        )

    def begin_scoring(self, actor: Actor, *, at: datetime, calendar: Calendar) -> None:
        """Take scores of a period that is over."""
        early = policies.period_is_over(self, at.date())
        EVALUATION.step(self, "begin_scoring", actor)
        enforce(early)
        limit = self._begin("scoring", self.method.scoring_within, at, calendar)
        self._tell(events.ScoringBegan, **_dates(limit))

    def permit_mark(self, actor: Actor, kind: str, street: EvaluatedStreet) -> None:
        """Check that this actor may now score this street."""
        EVALUATION.step(self, _PERMITTED[kind], actor)
        if kind == SELF:
            enforce(policies.assesses_itself(street, actor))
        if kind == PEER:
            enforce(policies.assesses_another(street, actor))

    def permit_third(self, street: EvaluatedStreet, assessor: str, ties: Iterable[Tie]) -> None:
        """Check that this third party is engaged and independent of this street (EVP-04).

        `ties` are contracts known from elsewhere, beside the declared ones.
        """
        enforce(policies.is_engaged(self, assessor))
        declared = [t for each in self.engagements if each.assessor == assessor for t in each.ties]
        enforce(
            policies.third_party_is_independent(
                [*declared, *ties], unit=street.street, first=self.first, last=self.last
            )
        )

    def scored(self, kind: str, street: EvaluatedStreet) -> None:
        """Announce that a score was given, not which."""
        self._tell(events.ScoreGiven, kind=kind, street=street.street)

    def close_scoring(self, actor: Actor, *, early: bool) -> None:
        """End scoring: all is there (`early`), or time is up. Results are computed once."""
        EVALUATION.step(self, "close_scoring" if early else "end_scoring", actor)
        self.settle()
        lacking = [s.street for s in self.all_streets if s.result and s.result.missing]
        self._tell(events.ScoringClosed, incomplete=tuple(lacking))

    # --- checking ---------------------------------------------------------------------------

    def settle(self) -> None:
        """Compute every street's result, rank and grade from what stands now."""
        self.tally += 1
        results = {each.id: each.assessed(self.method) for each in self.all_streets}
        placed = place(results, self.method, graded=self.is_annual)
        for each in self.all_streets:
            if each.result != placed[each.id]:
                each.result = placed[each.id]

    def veto(self, actor: Actor, street: EvaluatedStreet, decision: Decision) -> None:
        """A serious disciplinary or safety event caps the street's score (EVP-08)."""
        EVALUATION.step(self, "veto", actor)
        street.veto_by(decision)
        self.settle()
        self._tell(events.ResultVetoed, street=street.street, document_no=decision.document_no)

    def reweight(self, actor: Actor, street: EvaluatedStreet, other: Reweighting) -> None:
        """Let the kinds that are there carry the whole weight, by decision (EVP-05)."""
        EVALUATION.step(self, "reweight", actor)
        missing = street.assessed(self.method).missing
        enforce(policies.something_is_missing(missing))
        kinds = set(ASSESSORS) - set(missing)
        enforce(policies.enough_remains(kinds))
        enforce(policies.weights_are_sound(other.weights, kinds))
        street.reweighting = other
        self.settle()
        self._tell(
            events.ResultReweighted,
            street=street.street,
            weights=other.weights,
            reason=other.reason,
            document_no=other.document_no,
        )

    # --- notice, appeal, end ----------------------------------------------------------------

    def start_notice(self, actor: Actor, *, at: datetime, calendar: Calendar) -> None:
        """Show the results to everybody."""
        EVALUATION.step(self, "start_notice", actor)
        limit = self._begin("notice", self.method.notice_within, at, calendar)
        self._tell(events.ResultNoticeStarted, **_dates(limit))
        self.record(
            events.NoticeAsked(
                matter_id=self.id,
                path=self.path,
                unit=self.organiser,
                kind="EVALUATION_RESULT",
                title=f"{hide_numbers(self.title, on=at.date())}（{self.period}）结果公示",
                content=self._shown(),
                period=self.method.notice_within,
                basis="《区级部门延伸街道主要事项绩效评估办法》",
            )
        )

    def end_notice(self, system: Actor, *, at: datetime, calendar: Calendar) -> None:
        """The notice is over; streets may appeal."""
        EVALUATION.step(self, "end_notice", system)
        limit = self._begin("appeal", self.method.appeal_within, at, calendar)
        self._tell(events.AppealOpened, **_dates(limit))

    def take_appeal(self, actor: Actor, appeal: Appeal, street: EvaluatedStreet) -> None:
        """A street appeals against its own result."""
        EVALUATION.step(self, "appeal", actor)
        enforce(policies.own_result(street, actor))
        self.appeals = (*self.appeals, appeal)
        self.tally += 1
        self._tell(events.ResultAppealed, street=street.street, appeal_id=appeal.id)

    def answer_appeal(self, actor: Actor, appeal: Appeal, street: EvaluatedStreet,
                      answer: Callable[[], None]) -> None:  # fmt: skip
        """Answer an appeal; what it puts right is counted anew at once, for everybody."""
        EVALUATION.step(self, "answer_appeal", actor)
        answer()
        if appeal.lifts_veto:
            street.lift_veto()
        for mark in self.marks_of(street.id):
            if mark.kind == PEER and mark.assessor in appeal.strikes:
                mark.struck = True
        street.strike(appeal.strikes)
        self.settle()
        upheld = appeal.lifts_veto or bool(appeal.strikes)
        self._tell(events.AppealAnswered, street=street.street, appeal_id=appeal.id,
                   unit=actor.unit, upheld=upheld)  # fmt: skip

    def note_public(self, *, on_notice: bool, still_open: int) -> None:
        """Keep whether the public is shown the results, and how many objections are unanswered."""
        self.on_notice, self.open_objections = on_notice, still_open

    def conclude(self, system: Actor, *, at: datetime) -> None:
        """Nothing changes any more; the caller seals it and then calls `announce`."""
        EVALUATION.step(self, "conclude", system)
        self.concluded_at, self.provisional = at, False

    def announce(self, digest: str, *, at: datetime) -> None:
        """Tell everybody; an annual result must also be published (X-04)."""
        self._tell(events.EvaluationConcluded, kind=self.kind, period=self.period, digest=digest)
        if self.is_annual:
            self._tell(
                events.EvaluationResultFormed,
                period=self.period,
                title=self.title,
                results=tuple(_told(each) for each in self.all_streets),
                digest=digest,
                formed_at=at,
            )

    def recompute(self, calendar: Calendar) -> None:
        """Replace a provisional date by the true one (G-04)."""
        old = self.running
        if old is None:
            self.provisional = False
            return
        new = old.recompute(calendar)
        setattr(self, _RUNNING[self.status], new)
        self.provisional = new.provisional
        if (new.due, new.provisional) != (old.due, old.provisional):
            self._tell(events.EvaluationDeadlinesRecomputed, old_due=old.due, **_dates(new))

    # --- inside -----------------------------------------------------------------------------

    def _expected(self, street: EvaluatedStreet) -> list[tuple[str, str]]:
        peers = [(PEER, unit) for unit in self.peers if unit != street.street]
        return [(SELF, street.street), *peers, (THIRD, "")]

    def _shown(self) -> dict[str, Any]:
        rows = sorted(map(_told, self.all_streets), key=lambda row: row["street"])
        return {
            "text": f"{self.period} 绩效评价结果，公示期内可实名提出异议。",
            "columns": [*_COLUMNS.values()],
            "rows": [[str(row[key]) or "—" for key in _COLUMNS] for row in rows],
        }

    def _begin(self, field: str, within: str, at: datetime, calendar: Calendar) -> Deadline:
        limit = deadline(at, Period.parse(within), calendar)
        setattr(self, field, limit)
        self.provisional = limit.provisional
        return limit

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(fact(evaluation_id=self.id, path=self.path, **data))


def mark_id(evaluated_id: str, kind: str, assessor: str) -> str:
    """Return the key of a score: one for each street, kind and assessor; one third party."""
    return f"{evaluated_id}:{kind}:{'' if kind == THIRD else assessor}"


def _dates(limit: Deadline) -> dict[str, Any]:
    return {"due": limit.due, "provisional": limit.provisional}


def _told(street: EvaluatedStreet) -> Mapping[str, Any]:
    result = street.result
    assert result is not None
    return {
        "street": street.street,
        "name": street.name,
        "total": "" if result.total is None else str(result.total),
        "grade": result.grade,
        "rank": "" if result.rank is None else str(result.rank),
        "mass_sample": result.kind("MASS").sample,
    }
