"""A running case goes back to the department that had delegated it."""

from services.centers import events
from services.centers.model.case import Case
from services.centers.workflow import CASE
from shared.kernel.actor import Actor


def hand_back(case: Case, system: Actor, *, to: str, scopes: tuple[str, ...]) -> None:
    """Move the handling to `to`; the applicant's clock is not touched, nobody is on it yet.

    `scopes` are all unit paths above the new handling unit and the place of acceptance.
    """
    CASE.step(case, "hand_back", system)
    left, case.path, case.scopes, case.assignee = case.path, to, scopes, ""
    case.record(
        events.CaseHandedBack(
            case_id=case.id,
            path=to,
            case_no=case.case_no,
            from_path=left,
            delegation_id=case.delegation_id,
        )
    )
