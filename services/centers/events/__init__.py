"""Facts of cases and statistics. No name, number or address of a person travels in them."""

from services.centers.events.cases import (
    CaseAccepted,
    CaseAcceptedTolerantly,
    CaseClosed,
    CaseDecided,
    CaseDeemedWithdrawn,
    CaseDelivered,
    CaseExtended,
    CasePaused,
    CaseRated,
    CaseRefused,
    CaseResubmitted,
    CaseResumed,
    CaseRevealed,
    CaseSubmitted,
    CaseSupplied,
    CaseWithdrawn,
    CorrectionRequested,
    DeadlineRecomputed,
    ReviewStarted,
    StatisticsCompiled,
)

__all__ = [
    "CaseAccepted", "CaseAcceptedTolerantly", "CaseClosed", "CaseDecided", "CaseDeemedWithdrawn",
    "CaseDelivered", "CaseExtended", "CasePaused", "CaseRated", "CaseRefused", "CaseResubmitted",
    "CaseResumed", "CaseRevealed", "CaseSubmitted", "CaseSupplied", "CaseWithdrawn",
    "CorrectionRequested", "DeadlineRecomputed", "ReviewStarted", "StatisticsCompiled",
]  # fmt: skip
