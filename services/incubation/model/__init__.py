"""What incubation keeps: organisations, and what they apply for."""

from services.incubation.model.calls import (
    Need,
    RankingObjection,
    VentureCall,
)
from services.incubation.model.filings import (
    CommunityOpinion,
    Filing,
)
from services.incubation.model.gradings import (
    Grading,
)
from services.incubation.model.jury import (
    Mark,
    Panel,
    Panels,
    Score,
    Seat,
    Tie,
)
from services.incubation.model.linkage import (
    Issue,
    Linkage,
    Meeting,
)
from services.incubation.model.organisations import (
    AnnualCheck,
    Chapter,
    Form,
    Listing,
    Organisation,
    Punishment,
    Responsible,
)
from services.incubation.model.registrations import (
    Registration,
)
from services.incubation.model.stays import (
    Assessment,
    CompletedProject,
    Incubator,
    Stay,
    Support,
)
from services.incubation.model.support import (
    ServiceRequest,
    SupportCenter,
)
from services.incubation.model.timed import (
    Placed,
    Timed,
)
from services.incubation.model.units import (
    UnitName,
)
from services.incubation.model.venture_parts import (
    Agreement,
    BudgetLine,
    Examination,
    Output,
    Plan,
    Recovery,
    SocialEvaluation,
    SocialScore,
    Target,
    Tranche,
    VentureMilestone,
    Verdict,
)
from services.incubation.model.venture_records import (
    VentureBan,
    VentureReport,
)
from services.incubation.model.ventures import (
    ACCEPTANCE,
    MIDTERM,
    Venture,
)
from services.incubation.model.workers import (
    Population,
    PostGap,
    PostGaps,
    PostingSpell,
    SocialWorker,
    Training,
    WorkerDensity,
)

__all__ = [
    "ACCEPTANCE",
    "MIDTERM",
    "Agreement",
    "AnnualCheck",
    "Assessment",
    "BudgetLine",
    "Chapter",
    "CommunityOpinion",
    "CompletedProject",
    "Examination",
    "Filing",
    "Form",
    "Grading",
    "Incubator",
    "Issue",
    "Linkage",
    "Listing",
    "Mark",
    "Meeting",
    "Need",
    "Organisation",
    "Output",
    "Panel",
    "Panels",
    "Placed",
    "Plan",
    "Population",
    "PostGap",
    "PostGaps",
    "PostingSpell",
    "Punishment",
    "RankingObjection",
    "Recovery",
    "Registration",
    "Responsible",
    "Score",
    "Seat",
    "ServiceRequest",
    "SocialEvaluation",
    "SocialScore",
    "SocialWorker",
    "Stay",
    "Support",
    "SupportCenter",
    "Target",
    "Tie",
    "Timed",
    "Training",
    "Tranche",
    "UnitName",
    "Venture",
    "VentureBan",
    "VentureCall",
    "VentureMilestone",
    "VentureReport",
    "Verdict",
    "WorkerDensity",
]
