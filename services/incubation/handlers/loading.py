"""Load the sample of incubated organisations in the demonstration. Repeatable."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from services.incubation import policies
from services.incubation.handlers.organisations import wait_for_end
from services.incubation.handlers.reach import PACK, district
from services.incubation.handlers.sample import load_fund
from services.incubation.handlers.stays import PACK as STAYS
from services.incubation.handlers.stays import wait_for_stay
from services.incubation.model import (
    Chapter,
    Form,
    Incubator,
    Organisation,
    Responsible,
    Stay,
)
from services.incubation.policies import Level
from services.incubation.workflow import OrganisationStatus, StayStatus
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.jurisdiction import SEPARATOR

NOBODY = Responsible("示例负责人", "", "")


def load(uow: UnitOfWork, *, folder: Path, demo: bool) -> None:
    """Load the sample, once; nothing of it is announced."""
    if not demo:
        return
    if not uow.find(Incubator, sample=True):
        _load_organisations(uow, folder)
    load_fund(uow, folder)


def _load_organisations(uow: UnitOfWork, folder: Path) -> None:
    raw = json.loads((folder / "demo" / "organisations.json").read_text(encoding="utf-8"))
    incubators = [_incubator(uow, *row) for row in raw["incubators"]]
    places = {(each.path, each.level): each for each in incubators}
    for row in raw["organisations"]:
        line = dict(zip(raw["columns"], row, strict=True))
        organisation = _organisation(uow, line)
        level = Level(line["level"])
        where = SEPARATOR.join(organisation.path.split(SEPARATOR)[: level.depth + 1])
        _stay(uow, organisation, places[where, level], line)


def _incubator(uow: UnitOfWork, name: str, path: str, level: str) -> Incubator:
    incubator = Incubator(
        id=uow.new_id(),
        path=path,
        name=name,
        level=Level(level),
        established_on=date(2014, 1, 1),
        sample=True,
    )
    uow.add(incubator)
    return incubator


def _organisation(uow: UnitOfWork, line: Mapping[str, Any]) -> Organisation:
    begun, registered = date.fromisoformat(line["begun_on"]), line["credit_code"] is not None
    status = OrganisationStatus.REGISTERED if registered else OrganisationStatus.FILED
    organisation = Organisation(
        id=uow.new_id(),
        path=line["path"],
        district=district(line["path"]),
        name=line["name"],
        form=Form(line["form"]),
        kind=line["kind"],
        charter_scope="为居民服务（示例）",
        responsible=NOBODY,
        responsible_index="",
        applied_by="sample",
        members=12,
        own_account=True,
        credit_code=line["credit_code"],
        certificate_no=None if registered else f"示例-{uow.number('certificate_number'):05d}",
        filed_on=None if registered else begun,
        valid_through=None if registered else _renewed(uow, begun),
        registered_on=begun if registered else None,
        history=(Chapter(status, begun, "示例"),),
        sample=True,
        status=status,
    )
    uow.add(organisation)
    if not registered:
        wait_for_end(uow, organisation)
    return organisation


def _renewed(uow: UnitOfWork, begun: date) -> date:
    """Return the last day of a certificate that was renewed whenever it ended."""
    term = uow.rules(PACK).period("filing.valid")
    through = policies.last_day(begun, term)
    while through < uow.today:
        through = policies.last_day(through + timedelta(days=1), term)
    return through


def _stay(
    uow: UnitOfWork, organisation: Organisation, incubator: Incubator, line: Mapping[str, Any]
) -> None:
    starts, graduated = (date.fromisoformat(line[key]) for key in ("starts_on", "graduated_on"))
    status = StayStatus(line["status"])
    through = policies.last_day(graduated, uow.rules(STAYS).period("tracking"))
    stay = Stay(
        id=uow.new_id(),
        path=organisation.path,
        organisation_id=organisation.id,
        organisation_name=organisation.name,
        incubator_id=incubator.id,
        incubator_name=incubator.name,
        incubator_path=incubator.path,
        level=incubator.level,
        street=organisation.path.split(SEPARATOR)[1],
        account=None,
        plan="示例",
        applied_by="sample",
        applied_on=starts,
        agreement_no="示例",
        starts_on=starts,
        ends_on=graduated,
        graduated_on=graduated,
        tracked_through=None if status is StayStatus.GRADUATED else through,
        sample=True,
        status=status,
    )
    uow.add(stay)
    if status is StayStatus.TRACKING:
        wait_for_stay(uow, stay)
