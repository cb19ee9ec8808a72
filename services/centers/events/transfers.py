"""Facts of transfers: where the papers of a case went."""

from datetime import date

from shared.kernel.events import Fact, fact


@fact("centers.transfer.opened", label="待流转")
class TransferOpened(Fact):
    """Accepted away from the handling unit; the applicant's clock runs meanwhile (WIN-02)."""

    case_id: str
    path: str
    case_no: str
    from_path: str
    receive_by: date


@fact("centers.transfer.sent", label="流转")
class TransferSent(Fact):
    """The papers are on their way."""

    case_id: str
    path: str
    case_no: str
    from_path: str


@fact("centers.transfer.received", label="接收")
class TransferReceived(Fact):
    """The handling unit has the papers."""

    case_id: str
    path: str
    case_no: str
    from_path: str
    on_time: bool


@fact("centers.transfer.late", label="流转超时")
class TransferLate(Fact):
    """The handling unit should have had the papers by now; the clock of the case runs on."""

    case_id: str
    path: str
    case_no: str
    from_path: str
    receive_by: date
    sent: bool


@fact("centers.transfer.redirected", label="改变流转去向")
class TransferRedirected(Fact):
    """Another unit handles the case now: the papers go there, within the same limit."""

    case_id: str
    path: str
    case_no: str
    from_path: str


@fact("centers.transfer.dropped", label="终止流转")
class TransferDropped(Fact):
    """The case ended before the papers arrived."""

    case_id: str
    path: str
    case_no: str
    from_path: str
