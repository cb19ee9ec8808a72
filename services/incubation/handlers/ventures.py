"""Use cases of projects: application, screening, ranking, award."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from services.incubation import policies, store
from services.incubation.handlers.calls import VENTURES
from services.incubation.handlers.jury import panel_of
from services.incubation.model import (
    BudgetLine,
    Organisation,
    Plan,
    Score,
    Target,
    Venture,
    VentureBan,
    VentureCall,
    Verdict,
)
from services.incubation.model.venture_parts import ranked, tranches_of, trimmed_mean, weighed
from services.incubation.policies import NegativeEntry, Standing, VentureRules
from services.incubation.workflow import VentureStatus
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Conflict, Invalid
from shared.kernel.workflow import enforce

NEGATIVE = "incubation.negative_list"
_NEVER_FUNDED = (VentureStatus.REJECTED, VentureStatus.TERMINATED)


def apply_venture(
    uow: UnitOfWork,
    *,
    call_id: str,
    title: str,
    field: str,
    place: str,
    asked_fen: int,
    plan: Mapping[str, Any],
    papers: Sequence[str],
    need_id: str | None,
) -> Venture:
    """Hand in a project of the actor's own organisation (SO-10, SO-11, SO-12)."""
    call, organisation = uow.get(VentureCall, call_id), own_organisation(uow)
    call.permit("apply", uow.actor)
    store.take_turn(uow, organisation_id=organisation.id)
    rules = _rules(uow, call)
    needed = uow.rules(VENTURES).raw("apply.papers")
    venture = Venture(
        id=uow.new_id(),
        path=call.path,
        call_id=call.id,
        call_title=call.title,
        organisation_id=organisation.id,
        organisation_name=organisation.name,
        applied_by=uow.actor.id,
        applied_at=uow.now,
        place=place,
        field=field,
        title=title,
        asked_fen=asked_fen,
        plan=_plan(plan, rules),
        missing_papers=tuple(each for each in needed if each not in papers),
        need_id=need_id,
    )
    venture.apply(uow.actor, call, organisation, _standing(uow, call, organisation), rules)
    uow.add(venture)
    return venture


def shortlist_venture(uow: UnitOfWork, *, venture_id: str) -> Venture:
    """Let the jury read it."""
    venture = uow.get(Venture, venture_id)
    venture.shortlist(uow.actor)
    return venture


def reject_venture(uow: UnitOfWork, *, venture_id: str, reason: str) -> Venture:
    """Do not let the jury read it."""
    venture = uow.get(Venture, venture_id)
    venture.reject(uow.actor, reason=reason)
    return venture


def rank_ventures(uow: UnitOfWork, *, call_id: str) -> VentureCall:
    """Make scores and ranks of a call, when every panel is large enough and has scored (SO-17)."""
    call, pack = uow.get(VentureCall, call_id), uow.rules(VENTURES)
    call.permit("rank", uow.actor)
    ventures = uow.find(Venture, call_id=call.id)
    enforce(policies.nobody_waits(ventures, (VentureStatus.SUBMITTED,), "完成初审"))
    judged = [each for each in ventures if each.status is VentureStatus.SHORTLISTED]
    totals = [_totals(uow, each, pack.integer("jury.least")) for each in judged]
    scores = [trimmed_mean(each) for each in totals]
    passing = pack.decimal("jury.passing")
    for venture, score, rank, panel in zip(judged, scores, ranked(scores), totals, strict=True):
        venture.rank(uow.actor, Verdict(score, passing, len(panel)), rank)
    return call


def award_venture(uow: UnitOfWork, *, venture_id: str, document_no: str) -> Venture:
    """Grant what was recommended, as long as the budget of the call lasts (CT-01).

    The budget is charged in the database under the lock of its row: whoever awards at the same
    time waits, and is refused when too little is left.
    """
    venture = uow.get(Venture, venture_id)
    call = uow.get(VentureCall, venture.call_id)
    call.permit("award", uow.actor)
    terms = uow.rules(VENTURES).raw("tranches")
    uow.basis(document_no)
    parts = tranches_of(venture.recommended_fen, terms)
    venture.award(uow.actor, document_no=document_no, tranches=parts, at=uow.now)
    left = store.charge_budget(uow, call_id=call.id, grant_fen=venture.grant_fen)
    enforce(policies.budget_lasts(left, venture.grant_fen))
    return venture


def decline_venture(uow: UnitOfWork, *, venture_id: str, reason: str) -> Venture:
    """Give a ranked project no grant."""
    venture = uow.get(Venture, venture_id)
    uow.get(VentureCall, venture.call_id).permit("award", uow.actor)
    venture.decline(uow.actor, reason=reason)
    return venture


def own_organisation(uow: UnitOfWork) -> Organisation:
    """Return the living organisation for which the actor's account speaks."""
    found = [each for each in uow.find(Organisation, account=uow.actor.id) if each.is_living]
    if not found:
        raise Conflict("incubation.no_organisation", "本账号没有关联社会组织，不能以组织名义办理。")
    return found[0]


def _totals(uow: UnitOfWork, venture: Venture, least: int) -> list[Fraction]:
    panel = panel_of(uow, venture)
    scores = [each for each in uow.find(Score, venture_id=venture.id) if each.judge_id in panel]
    enforce(policies.panel_is_large_enough(venture, panel=len(panel), least=least))
    enforce(policies.all_scores_are_in(venture, panel=len(panel), scores=len(scores)))
    return [weighed([(mark.points, mark.weight) for mark in each.marks]) for each in scores]


def _plan(raw: Mapping[str, Any], rules: VentureRules) -> Plan:
    known = {feature for entry in rules.negative for feature in entry.features}
    if unknown := sorted(set(raw["features"]) - known):
        raise Invalid("incubation.unknown_feature", "项目特征不正确，请核对。", unknown=unknown)
    return Plan(
        summary=raw["summary"],
        group=raw["group"],
        beneficiaries=raw["beneficiaries"],
        features=tuple(raw["features"]),
        budget=tuple(BudgetLine(**each) for each in raw["budget"]),
        targets=tuple(Target(**each) for each in raw["targets"]),
    )


def _rules(uow: UnitOfWork, call: VentureCall) -> VentureRules:
    pack, negative = uow.rules(VENTURES), uow.rules(NEGATIVE)
    return VentureRules(
        negative=[NegativeEntry(**each) for each in negative.raw("entries")],
        handout_percent=negative.integer("handout.percent"),
        least_fen=call.least_fen,
        most_fen=call.most_fen,
        most_active=pack.integer("apply.most_active"),
        clean_since=policies.before(uow.today, pack.period("apply.clean_for")),
    )


def _standing(uow: UnitOfWork, call: VentureCall, organisation: Organisation) -> Standing:
    bans = uow.find(VentureBan, organisation_id=organisation.id)
    earlier = uow.find(Venture, organisation_id=organisation.id)
    here = [each for each in earlier if each.call_id == call.id]
    return Standing(
        banned_until=max((each.until for each in bans), default=None),
        active=sum(each.status is not VentureStatus.REJECTED for each in here),
        funded_titles={each.title for each in earlier
                       if each.grant_fen and each.status not in _NEVER_FUNDED},
    )  # fmt: skip
