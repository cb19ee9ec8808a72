"""Facts of corrections of records about oneself (条例 §41); who asked for what stays inside."""

from datetime import date

from shared.kernel.events import Fact, fact


@fact("disclosure.correction.filed", label="申请更正本人信息")
class DataCorrectionFiled(Fact):
    """Somebody says, with evidence, that a record about herself is wrong."""

    correction_id: str
    path: str
    correction_no: str
    due: date
    provisional: bool


@fact("disclosure.correction.transferred", label="转送有权更正的机关")
class DataCorrectionTransferred(Fact):
    """Another organ may correct it; the applicant is told, and its time begins there."""

    correction_id: str
    path: str
    from_path: str
    due: date
    provisional: bool


@fact("disclosure.correction.corrected", label="更正本人信息")
class DataCorrected(Fact):
    """The organ found it so, corrected its record and told the applicant."""

    correction_id: str
    path: str
    document_no: str
    on_time: bool


@fact("disclosure.correction.refusal_proposed", label="拟不予更正")
class RefusalProposed(Fact):
    """The organ found the record right; its head decides."""

    correction_id: str
    path: str


@fact("disclosure.correction.refusal_returned", label="退回不予更正意见")
class RefusalReturned(Fact):
    """The head wants it looked into again."""

    correction_id: str
    path: str


@fact("disclosure.correction.refused", label="不予更正")
class DataCorrectionRefused(Fact):
    """The record stays as it is; the applicant is told why."""

    correction_id: str
    path: str
    document_no: str
    on_time: bool


@fact("disclosure.correction.redirected", label="告知向有权机关提出")
class DataCorrectionRedirected(Fact):
    """It is not this organ's record; the applicant is told whose it is."""

    correction_id: str
    path: str
    on_time: bool


@fact("disclosure.correction.withdrawn", label="撤回更正申请")
class DataCorrectionWithdrawn(Fact):
    """The applicant does not want it any more."""

    correction_id: str
    path: str


@fact("disclosure.correction.late", label="更正申请逾期未答复")
class DataCorrectionLate(Fact):
    """The last day passed without an answer."""

    correction_id: str
    path: str
    due: date


@fact("disclosure.correction.revealed", label="查看更正申请人信息", announced_only=True)
class DataCorrectionRevealed(Fact):
    """Somebody saw the unmasked applicant, for a reason."""

    correction_id: str
    path: str
    reason: str
