"""Seals, and the requests for them: taken, checked, approved, stamped, filed."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from services.delegation import policies, store
from services.delegation.handlers.batches import KINDS
from services.delegation.handlers.reach import district, living_unit
from services.delegation.model import Impression, NoProofMatter, Seal, SealRequest
from services.delegation.policies import RejectCode
from shared.chassis.crypto import blind_index
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import system_actor
from shared.kernel.errors import Conflict, Invalid, NotFound
from shared.kernel.identifiers import check_resident_id
from shared.kernel.workflow import enforce

SYSTEM = system_actor("delegation")


def register_seal(uow: UnitOfWork, *, community: str, seal_no: str, name: str) -> Seal:
    """Register the seal of a community of one's own jurisdiction."""
    unit = living_unit(uow, community)
    if unit.kind not in KINDS["community"] or not uow.actor.serves(unit.path):
        raise Invalid("delegation.not_a_community", "只能为本辖区的社区（村）登记印章，请核对。")
    if uow.find(Seal, seal_no=seal_no):
        raise Conflict("delegation.seal_registered", f"编码为 {seal_no} 的印章已登记。")
    seal = Seal(id=uow.new_id(), path=unit.path, seal_no=seal_no, name=name, in_use_from=uow.today)
    seal.register()
    uow.add(seal)
    return seal


def retire_seal(uow: UnitOfWork, *, seal_id: str, reason: str) -> Seal:
    """Take a seal out of use; its register stays."""
    seal = uow.get(Seal, seal_id)
    if not uow.actor.serves(seal.path):
        raise NotFound("delegation.not_found", "没有找到该印章，或您无权查看。")
    seal.retire(uow.actor, on=uow.today, reason=reason)
    return seal


def request_seal(
    uow: UnitOfWork,
    *,
    name: str,
    asked_by: str,
    purpose: str,
    copies: int,
    received_on: date | None,
    applicant: Mapping[str, str],
) -> SealRequest:
    """Take a request; what the list of that day does not allow is turned away, on the record."""
    day = received_on or uow.today
    if day > uow.today:
        raise Invalid("delegation.received_in_future", "收件日期不得晚于今天。")
    check_resident_id(applicant["id_no"], on=uow.today)
    here = district(uow.actor.path)
    request = SealRequest(
        id=uow.new_id(),
        path=uow.actor.path,
        name=name,
        asked_by=asked_by,
        purpose=purpose,
        copies=copies,
        received_on=day,
        requested_by=uow.actor.id,
        requested_at=uow.now,
        **_person(applicant),
    )
    matters = [matter for matter in uow.find(NoProofMatter) if matter.applies(here, day)]
    listed = store.entries_by_keys(uow, path=here, item_id=None, name=name)
    request.open(policies.seal_is_granted(listed, matters, name=name, on=day), SYSTEM)
    uow.add(request)
    return request


def check_seal_request(
    uow: UnitOfWork, *, request_id: str, residence: str, finding: str
) -> SealRequest:
    """Establish residence and facts."""
    request = _in_reach(uow, request_id)
    request.check(uow.actor, residence=residence, finding=finding, at=uow.now)
    return request


def reject_seal_request(uow: UnitOfWork, *, request_id: str, code: str, reason: str) -> SealRequest:
    """Do not certify, and say why."""
    request = _in_reach(uow, request_id)
    request.reject(uow.actor, code=RejectCode(code), reason=reason)
    return request


def decline_seal_request(
    uow: UnitOfWork, *, request_id: str, code: str, reason: str
) -> SealRequest:
    """The head of the community does not agree, and says why."""
    request = _in_reach(uow, request_id)
    request.decline(uow.actor, code=RejectCode(code), reason=reason)
    return request


def approve_seal_request(uow: UnitOfWork, *, request_id: str) -> SealRequest:
    """The head of the community agrees."""
    request = _in_reach(uow, request_id)
    request.approve(uow.actor, at=uow.now)
    return request


def stamp_seal(
    uow: UnitOfWork, *, request_id: str, seal_id: str, copies: int, digest: str
) -> SealRequest:
    """Stamp, under the next number of the seal's register of this year."""
    request, seal = _in_reach(uow, request_id), uow.get(Seal, seal_id)
    if seal.path != request.path or not seal.usable(uow.today):
        raise Conflict("delegation.seal_not_usable", "该印章不属于本社区或已停用，请核对。")
    if copies > request.copies:
        raise Conflict(
            "delegation.too_many_copies",
            f"批准用印 {request.copies} 份，不得超出。",
            approved=request.copies,
        )

    def draw() -> Impression:
        year = uow.today.year
        number = store.next_in_register(uow, seal_id=seal.id, year=year)
        return Impression(seal.id, seal.seal_no, year, number, copies, digest.lower())

    request.stamp(uow.actor, draw, at=uow.now)
    return request


def file_seal_request(uow: UnitOfWork, *, request_id: str, archive_no: str) -> SealRequest:
    """Put the papers into the archive."""
    request = _in_reach(uow, request_id)
    request.file(uow.actor, archive_no=archive_no, at=uow.now)
    return request


def reveal_seal_applicant(uow: UnitOfWork, *, request_id: str, reason: str) -> SealRequest:
    """Show the unmasked personal data, for a reason, on the record."""
    request = _in_reach(uow, request_id)
    enforce(policies.own_community(request, uow.actor))
    request.reveal(reason)
    return request


def load_seals(uow: UnitOfWork, folder: Path) -> None:
    """Load the sample seals; what is there already stays."""
    for row in json.loads((folder / "demo" / "seals.json").read_text(encoding="utf-8"))["seals"]:
        if uow.one(Seal, id=row["seal_no"]) is None:
            seal = Seal(
                id=row["seal_no"],
                path=row["path"],
                seal_no=row["seal_no"],
                name=row["name"],
                in_use_from=date.fromisoformat(row["in_use_from"]),
                sample=True,
            )
            seal.register()
            uow.add(seal)


def _person(applicant: Mapping[str, str]) -> dict[str, Any]:
    id_no = applicant["id_no"].upper()
    return {
        "applicant_name": applicant["name"],
        "applicant_id_no": id_no,
        "applicant_phone": applicant["phone"],
        "applicant_name_index": blind_index("name", applicant["name"]),
        "applicant_id_index": blind_index("id_no", id_no),
        "applicant_phone_index": blind_index("phone", applicant["phone"]),
    }


def _in_reach(uow: UnitOfWork, request_id: str) -> SealRequest:
    """Return a request of a community in the actor's jurisdiction."""
    request = uow.get(SealRequest, request_id)
    if not uow.actor.serves(request.path):
        raise NotFound("delegation.not_found", "没有找到该用印申请，或您无权查看。")
    return request
