"""What happens to a row of the process table (流程表)."""

from collections.abc import Mapping
from typing import Any

from shared.kernel.events import Fact, fact


@fact("delegation.process_row.drafted", label="起草流程表")
class RowDrafted(Fact):
    """A department drafted a version of a row."""

    row_id: str
    path: str
    lineage_id: str
    item_id: str
    number: int


@fact("delegation.process_row.published", label="发布流程表")
class RowPublished(Fact):
    """Windows open cases on this version from now on (PT-01); `row` is the whole row."""

    row_id: str
    path: str
    lineage_id: str
    number: int
    item_id: str
    item_name: str
    department: str
    department_path: str
    row: Mapping[str, Any]


@fact("delegation.process_row.superseded", label="流程表被新版替代")
class RowSuperseded(Fact):
    """A newer version of the row is out; running cases stay on this one."""

    row_id: str
    path: str
    successor_id: str


@fact("delegation.process_row.withdrawn", label="撤下流程表")
class RowWithdrawn(Fact):
    """No new cases; `reason` says whether the department or the list took it away (X-01)."""

    row_id: str
    path: str
    item_id: str
    reason: str
