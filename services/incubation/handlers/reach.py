"""What this actor may touch, and what several use cases look up."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from services.incubation import policies
from services.incubation.model import Form, Organisation, Responsible
from shared.chassis.crypto import blind_index
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import Actor, ActorKind, system_actor
from shared.kernel.clock import midnight
from shared.kernel.deadlines import Deadline, deadline
from shared.kernel.errors import Conflict, NotFound
from shared.kernel.events import Aggregate
from shared.kernel.identifiers import check_resident_id
from shared.kernel.jurisdiction import SEPARATOR
from shared.kernel.workflow import enforce

PACK = "incubation.organisations"
SYSTEM = system_actor("incubation")
"""Who draws the consequences of what was decided."""

MatterT = TypeVar("MatterT", bound=Aggregate)


def in_reach(uow: UnitOfWork, cls: type[MatterT], id: str) -> MatterT:
    """Return a matter of the actor's area or of the organisation for which it speaks."""
    found = uow.get(cls, id)
    matter: Any = found
    if uow.actor.serves(matter.path) or uow.actor.id == matter.account:
        return found
    raise NotFound("incubation.not_found", "没有找到，或您无权查看。", id=id)


def own_account(actor: Actor) -> str | None:
    """Return the log-in under which an organisation acts for itself; None when staff enters it."""
    return None if actor.kind is ActorKind.STAFF else actor.id


def district(path: str) -> str:
    """Return the district of a path."""
    return path.partition(SEPARATOR)[0]


def within(uow: UnitOfWork, key: str, pack: str = PACK) -> Deadline:
    """Return the limit that the rules of today set from now on."""
    return deadline(uow.now, uow.rules(pack).period(key), uow.calendar)


def day_after(day: date) -> datetime:
    """Return the instant at which a day is over: when a timer has to fire."""
    return midnight(date.fromordinal(day.toordinal() + 1))


def founded(
    uow: UnitOfWork,
    *,
    name: str,
    form: Form,
    kind: str,
    charter_scope: str,
    members: int,
    own_bank_account: bool,
    responsible: Mapping[str, str],
) -> Organisation:
    """Return a new organisation that applies; its name, and its log-in, are taken by nobody."""
    here, account = district(uow.actor.path), own_account(uow.actor)
    check_name(uow, here, name)
    if account:
        check_account(uow, account)
    organisation = Organisation(
        id=uow.new_id(),
        path=uow.actor.path,
        district=here,
        name=name,
        form=form,
        kind=kind,
        charter_scope=charter_scope,
        account=account,
        applied_by=uow.actor.id,
        members=members,
        own_account=own_bank_account,
        **person(responsible, on=uow.today),
    )
    uow.add(organisation)
    return organisation


def check_account(uow: UnitOfWork, account: str) -> None:
    """Refuse a log-in under which a living organisation acts."""
    if any(each.is_named for each in uow.find(Organisation, account=account)):
        raise Conflict("incubation.account_taken", "该账号已属于一个社会组织，不能再用于其他组织。")


def check_name(uow: UnitOfWork, here: str, name: str, *, besides: str = "") -> None:
    """Refuse a name that a living organisation of the district bears."""
    others = uow.find(Organisation, district=here, name=name)
    enforce(
        policies.name_is_free(
            (each for each in others if each.is_named and each.id != besides), name
        )
    )


def person(given: Mapping[str, str], *, on: date) -> dict[str, Any]:
    """Check the responsible person's number, and make it findable without being readable."""
    number = given["id_no"].upper()
    check_resident_id(number, on=on)
    return {
        "responsible": Responsible(given["name"], number, given["phone"]),
        "responsible_index": blind_index("responsible", number),
    }
