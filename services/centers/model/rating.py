"""A rating, kept apart from the case: its rater is reachable by nobody on the staff (EVAL-02)."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.events import Aggregate


@dataclass(kw_only=True, eq=False)
class Rating(Aggregate):
    """What somebody thought. `rater_index` is a keyed hash that serves only to refuse a second."""

    id: str
    case_id: str
    path: str
    channel: str
    level: int
    comment: str
    rater_index: str
    at: datetime
    version: int = 0
