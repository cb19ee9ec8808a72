"""Load the sample of ventures, centres, social workers and joint work. Repeatable."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from services.incubation import policies
from services.incubation.handlers.calls import VENTURES
from services.incubation.handlers.grants import next_report, wait_for_report
from services.incubation.handlers.workers import WORKERS, wait_for_end
from services.incubation.model import (
    Agreement,
    BudgetLine,
    Linkage,
    Need,
    Organisation,
    Plan,
    Population,
    PostingSpell,
    SocialWorker,
    SupportCenter,
    Target,
    Venture,
    VentureCall,
    VentureMilestone,
    Verdict,
)
from services.incubation.model.venture_parts import tranches_of
from services.incubation.workflow import (
    CallStatus,
    LinkageStatus,
    NeedStatus,
    OrganisationStatus,
    VentureStatus,
)
from shared.chassis.crypto import blind_index
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import midnight

BY = "sample"


def load_fund(uow: UnitOfWork, folder: Path) -> None:
    """Load the sample, once; nothing of it is announced."""
    if uow.find(VentureCall, sample=True):
        return
    raw = json.loads((folder / "demo" / "ventures.json").read_text(encoding="utf-8"))
    bearers = uow.find(Organisation, sample=True, status=OrganisationStatus.REGISTERED)
    for line in raw["calls"]:
        _call(uow, raw["organiser"], line, bearers)
    for line in raw["centers"]:
        uow.add(
            SupportCenter(
                id=uow.new_id(),
                opened_on=date(2016, 1, 4),
                sample=True,
                **{**line, "services": tuple(line["services"])},
            )
        )
    workers = [_worker(uow, line) for line in raw["workers"]]
    _linkage(uow, raw["linkage"], bearers[0], workers[0])
    _populations(uow, folder)


def _call(
    uow: UnitOfWork, organiser: str, line: Mapping[str, Any], bearers: Iterable[Organisation]
) -> None:
    least, most = uow.rules(VENTURES).raw("ladder")[line["tier"]]
    call = VentureCall(
        id=uow.new_id(),
        path=organiser,
        title=line["title"],
        year=line["year"],
        tier=line["tier"],
        budget_fen=line["budget_fen"],
        least_fen=least,
        most_fen=most,
        drafted_by=BY,
        opens_on=_day(line.get("opens_on")),
        closes_on=_day(line.get("closes_on")),
        document_no=line["document_no"],
        sample=True,
        status=CallStatus(line["status"]),
    )
    uow.add(call)
    for need in line["needs"]:
        _need(uow, call, need)
    made = [_venture(uow, call, each, bearer)
            for each, bearer in zip(line["ventures"], bearers, strict=False)]  # fmt: skip
    call.awarded_fen = sum(each.grant_fen for each in made)


def _need(uow: UnitOfWork, call: VentureCall, line: Mapping[str, Any]) -> None:
    need = Need(
        id=uow.new_id(),
        path=line["path"],
        call_id=call.id,
        organiser=call.path,
        raised_by=BY,
        statement=line["title"],
        raised_at=uow.now,
        title=line["title"],
        group=line["group"],
        status=NeedStatus.PUBLISHED,
    )
    uow.add(need)


def _venture(
    uow: UnitOfWork, call: VentureCall, line: Mapping[str, Any], bearer: Organisation
) -> Venture:
    pack, asked = uow.rules(VENTURES), line["asked_fen"]
    venture = Venture(
        id=uow.new_id(),
        path=call.path,
        call_id=call.id,
        call_title=call.title,
        organisation_id=bearer.id,
        organisation_name=bearer.name,
        applied_by=BY,
        applied_at=midnight(call.opens_on or uow.today),
        place=line["place"],
        field=line["field"],
        title=line["title"],
        asked_fen=asked,
        plan=Plan(
            summary=line["summary"],
            group=line["group"],
            beneficiaries=line["beneficiaries"],
            features=(),
            budget=(BudgetLine("项目经费（示例）", asked),),
            targets=(Target(*line["target"]),),
        ),
        missing_papers=(),
        verdict=Verdict(Decimal(line["score"]), pack.decimal("jury.passing"), 5),
        position=line["position"],
        ranked_by=BY,
        recommended_fen=asked,
        sample=True,
        status=VentureStatus(line["status"]),
    )
    uow.add(venture)
    if line["paid"]:
        _granted(uow, venture, line)
    return venture


def _granted(uow: UnitOfWork, venture: Venture, line: Mapping[str, Any]) -> None:
    starts, ends = (date.fromisoformat(line[key]) for key in ("starts_on", "ends_on"))
    parts = tranches_of(venture.asked_fen, uow.rules(VENTURES).raw("tranches"))
    venture.tranches = tuple(
        replace(each, document_no="示例", paid_by=BY, paid_at=midnight(starts))
        if each.number <= line["paid"] else each for each in parts
    )  # fmt: skip
    venture.grant_fen, venture.award_no = venture.asked_fen, "示例"
    venture.paid_fen = sum(each.amount_fen for each in parts[: line["paid"]])
    venture.agreement = Agreement(
        "示例", starts, ends, (VentureMilestone("全部", 100, ends),), BY, midnight(starts)
    )
    venture.midterm_passed, venture.accepted_on = True, _day(line.get("accepted_on"))
    if venture.accepted_on is None:
        venture.report = next_report(uow, venture.agreement, after=uow.today)
        wait_for_report(uow, venture)


def _worker(uow: UnitOfWork, line: Mapping[str, Any]) -> SocialWorker:
    pack, begun = uow.rules(WORKERS), date.fromisoformat(line["registered_on"])
    worker = SocialWorker(
        id=uow.new_id(),
        path=line["path"],
        name=line["name"],
        phone=line["phone"],
        certificate_no=line["certificate_no"],
        certificate_index=blind_index("social_worker", line["certificate_no"]),
        level=line["level"],
        least_hours=pack.raw("education.least_hours")[line["level"]],
        registered_on=begun,
        valid_to=policies.last_day(begun, pack.period("registration.valid")),
        community=line["community"],
        spells=(PostingSpell(line["community"], begun),),
        sample=True,
    )
    uow.add(worker)
    wait_for_end(uow, worker)
    return worker


def _linkage(
    uow: UnitOfWork, line: Mapping[str, Any], bearer: Organisation, worker: SocialWorker
) -> None:
    linkage = Linkage(
        id=uow.new_id(),
        organisation_id=bearer.id,
        organisation_name=bearer.name,
        worker_id=worker.id,
        planned_by=BY,
        sample=True,
        status=LinkageStatus.RUNNING,
        **{**line, "started_on": date.fromisoformat(line["started_on"])},
    )
    uow.add(linkage)


def _populations(uow: UnitOfWork, folder: Path) -> None:
    raw = json.loads((folder / "demo" / "populations.json").read_text(encoding="utf-8"))
    for spot in raw["spots"]:
        if "population" in spot:
            uow.append(
                Population,
                id=spot["id"],
                path=spot["path"],
                residents=spot["population"],
                source=raw["source"],
                recorded_at=uow.now,
            )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
