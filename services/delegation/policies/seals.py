"""Rules about sealing (domain §1.9): what a community may certify, and by how many hands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from services.delegation.policies.dispatch import seal
from services.delegation.policies.names import normalised
from shared.kernel.actor import Actor
from shared.kernel.workflow import Objection


class RejectCode(StrEnum):
    """Why a community does not seal."""

    NATIONAL_NEGATIVE = "NATIONAL_NEGATIVE"
    NOT_IN_L5 = "NOT_IN_L5"
    NO_BASIS = "NO_BASIS"
    FACT_UNVERIFIABLE = "FACT_UNVERIFIABLE"
    APPLICANT_NOT_RESIDENT = "APPLICANT_NOT_RESIDENT"


@dataclass(frozen=True)
class Rejection:
    """The code, and the sentence that the applicant takes home."""

    code: RejectCode
    reason: str


def seal_is_granted(
    entries: Iterable[Any], matters: Iterable[Any], *, name: str, on: date
) -> Any | Rejection:
    """Return the L5 entry of the day of the act (X-02), or why there is none.

    First the national no-proof matters in force that day (LST-20), then the white list (LST-21),
    then the entry's own legal basis.
    """
    asked = normalised(name)
    for matter in matters:
        if any(normalised(word) in asked for word in (matter.name, *matter.keywords)):
            return Rejection(
                RejectCode.NATIONAL_NEGATIVE,
                f"“{name}”属于社区不应出具证明事项第 {matter.number} 项“{matter.name}”"
                f"（{matter.source}），不予出具。",
            )
    entry = seal(entries, name=name, on=on)
    if isinstance(entry, Objection):
        return Rejection(RejectCode.NOT_IN_L5, entry.message)
    if not entry.line.basis:
        return Rejection(
            RejectCode.NO_BASIS, f"“{entry.name}”没有法律法规依据，不予出具（LST-21）。"
        )
    return entry


def own_community(matter: Any, actor: Actor) -> Objection | None:
    """A community seals for itself only."""
    if actor.path == matter.path:
        return None
    return Objection(
        "delegation.other_community",
        "该用印事项由其他社区办理，请由该社区人员操作。",
        {"path": matter.path},
    )


def another_hand_grants_seal(request: Any, actor: Actor) -> Objection | None:
    """Who took or checked a request does not approve it (G-07)."""
    if actor.id not in (request.requested_by, request.checked_by):
        return None
    return Objection(
        "delegation.own_seal_check", "受理或核实用印申请的人员不得批准同一申请（职责分离）。"
    )


def another_hand_stamps(request: Any, actor: Actor) -> Objection | None:
    """Who approved does not hold the seal over the same paper (G-07)."""
    if actor.id != request.approved_by:
        return None
    return Objection(
        "delegation.own_seal_approval", "批准用印的人员不得自行盖章，请由印章保管人办理。"
    )


def names_no_applicant(request: Any, text: str) -> Objection | None:
    """What travels in a fact and stays in the trace holds nothing of the applicant."""
    private = (request.applicant_name, request.applicant_id_no, request.applicant_phone)
    if not any(value and value in text for value in private):
        return None
    return Objection(
        "delegation.text_names_person",
        "此处填写的内容会进入办理记录，请勿写入申请人姓名、证件号码或电话。",
    )
