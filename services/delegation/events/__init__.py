"""Facts of lists, process tables and delegations. No objector, no person is named in them."""

from services.delegation.events.batches import (
    BatchDeadlinesRecomputed,
    BatchDrafted,
    BatchOpened,
    BatchPublished,
    BatchSentBack,
    BatchSettled,
    BatchSuperseded,
    LegalOfficeConcurred,
    NoticeEnded,
    NoticeRenewed,
    NoticeStarted,
    ReportClosed,
    ReturnAcknowledged,
    ReviewClosed,
    RoundBegan,
    UnitSubmitted,
)
from services.delegation.events.delegations import (
    AuthorityGranted,
    DelegationAccepted,
    DelegationActivated,
    DelegationDeclined,
    DelegationOffered,
    DelegationProposed,
    DelegationRevoked,
    DelegationSuspended,
    FundingGapOpened,
    FundsAppropriated,
    GraceRecomputed,
    MeansWaived,
    RevocationRequested,
    StaffAssigned,
)
from services.delegation.events.items import (
    ChallengeLifted,
    ItemChallenged,
    ItemObjected,
    ItemReported,
    ItemResolved,
    ItemReviewed,
    ObjectionAnswered,
)
from services.delegation.events.lists import (
    EntryCancelled,
    EntryResumed,
    EntrySuspended,
    ListVersionPublished,
)
from services.delegation.events.rows import (
    RowDrafted,
    RowPublished,
    RowSuperseded,
    RowWithdrawn,
)

__all__ = [
    "AuthorityGranted", "BatchDeadlinesRecomputed", "BatchDrafted", "BatchOpened",
    "BatchPublished", "BatchSentBack", "BatchSettled", "BatchSuperseded", "ChallengeLifted",
    "DelegationAccepted",
    "DelegationActivated", "DelegationDeclined", "DelegationOffered", "DelegationProposed",
    "DelegationRevoked", "DelegationSuspended", "EntryCancelled", "EntryResumed",
    "EntrySuspended", "FundingGapOpened", "FundsAppropriated", "GraceRecomputed",
    "ItemChallenged", "ItemObjected", "ItemReported", "ItemResolved", "ItemReviewed",
    "LegalOfficeConcurred", "ListVersionPublished", "MeansWaived", "NoticeEnded",
    "NoticeRenewed", "NoticeStarted", "ObjectionAnswered", "ReportClosed",
    "ReturnAcknowledged", "ReviewClosed", "RevocationRequested", "RoundBegan", "RowDrafted",
    "RowPublished", "RowSuperseded", "RowWithdrawn", "StaffAssigned", "UnitSubmitted",
]  # fmt: skip
