"""What is kept so that many cases are found and taken away: initials, filters, exports."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.centers import events
from shared.kernel.events import Aggregate


@dataclass(kw_only=True, eq=False)
class Initials(Aggregate):
    """The keyed look-up value of one reading of the applicant's initials."""

    id: str
    case_id: str
    initials_index: str
    version: int = 0


@dataclass(kw_only=True, eq=False)
class SavedFilter(Aggregate):
    """A list that one person asks for often; search words may be a person's and are not kept."""

    id: str
    owner: str
    name: str
    criteria: Mapping[str, Any]
    saved_at: datetime
    active: bool = True
    version: int = 0


@dataclass(kw_only=True, eq=False)
class Export(Aggregate):
    """The record of one export: who took how many rows away, why, and their digest."""

    id: str
    path: str
    by: str
    reason: str
    criteria: Mapping[str, Any]
    form: str
    rows: int
    sha256: str
    at: datetime
    version: int = 0

    def make(self) -> None:
        """Announce that masked cases left the house."""
        self.record(
            events.ExportMade(
                export_id=self.id,
                path=self.path,
                rows=self.rows,
                form=self.form,
                sha256=self.sha256,
            )
        )
