"""Facts of cases that go back to the department that had delegated them."""

from shared.kernel.events import Fact, fact


@fact("centers.case.handed_back", label="移交责任部门")
class CaseHandedBack(Fact):
    """The delegation was taken back; `path` is now the department's, the clock runs on (DEL-05)."""

    case_id: str
    path: str
    case_no: str
    from_path: str
    delegation_id: str
    clock: str = "none"
