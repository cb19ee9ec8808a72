"""A row of the process table (《公共服务办理流程表》): what a service asks and promises."""

import dataclasses
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from services.delegation import events, policies
from services.delegation.model.parts import Basis, bases
from services.delegation.model.situations import Situation, situations
from services.delegation.policies import RowRules
from services.delegation.workflow import ROW, RowStatus
from shared.kernel.actor import Actor
from shared.kernel.events import Aggregate
from shared.kernel.workflow import enforce


@dataclass(frozen=True)
class Material:
    """One material that an applicant or an office brings (MAT-03)."""

    name: str
    source: str
    form: tuple[str, ...]
    copies: int
    necessity: str
    deferrable: bool = False
    defer_days: int = 0

    def lacks(self) -> list[str]:
        """Name what MAT-03 asks for and is not said."""
        needed = (
            ("名称", self.name),
            ("来源", self.source),
            ("形式", self.form),
            ("份数", self.copies),
            ("必要性", self.necessity),
            ("容缺补齐期限", self.defer_days or not self.deferrable),
        )
        return [label for label, there in needed if not there]


@dataclass(frozen=True)
class RowContent:
    """Everything that the window needs; cases snapshot it (PT-01). Limits are written "20WD"."""

    field: str
    content: tuple[str, ...]
    bearer: str
    requirements: Mapping[str, Any]
    materials: tuple[Material, ...]
    basis: tuple[Basis, ...]
    item_type: str
    handling: str
    legal_limit: str | None
    promised_limit: str | None
    onsite_visits: int
    online_depth: tuple[str, ...]
    scope: str
    commitment: bool = False
    fee_fen: int = 0
    codes: Mapping[str, str] = dataclasses.field(default_factory=dict)
    situations: tuple[Situation, ...] = ()

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> "RowContent":
        """Read a row as the API and the catalogue write it; what it has not is left out."""
        names = {each.name for each in dataclasses.fields(cls)}
        known = {key: value for key, value in raw.items() if key in names}
        return cls(
            **{
                **known,
                "content": tuple(raw["content"]),
                "online_depth": tuple(raw["online_depth"]),
                "basis": bases(raw["basis"]),
                "materials": tuple(_material(each) for each in raw["materials"]),
                "situations": situations(raw.get("situations", ())),
            }
        )


@dataclass(kw_only=True, eq=False)
class ProcessRow(Aggregate):
    """One version of a row. `item_id` is the lineage of its L1 entry; one lineage per entry."""

    id: str
    lineage_id: str
    number: int
    item_id: str
    item_name: str
    department: str
    department_name: str
    path: str
    content: RowContent
    drafted_by: str
    published_at: datetime | None = None
    withdrawn_reason: str = ""
    sample: bool = False
    status: RowStatus = RowStatus.DRAFT
    version: int = 0

    @property
    def is_published(self) -> bool:
        """Say whether windows work by it."""
        return self.status is RowStatus.PUBLISHED

    def draft(self) -> None:
        """Announce the draft."""
        self._tell(
            events.RowDrafted, lineage_id=self.lineage_id, item_id=self.item_id, number=self.number
        )

    def publish(self, actor: Actor, rules: RowRules, *, at: datetime) -> None:
        """Let windows work by it, when every rule of §2.1 holds."""
        ROW.step(self, "publish", actor)
        enforce(policies.row_is_publishable(self, rules))
        self.announce(at=at)

    def announce(self, *, at: datetime) -> None:
        """Tell everybody who opens cases."""
        self.published_at = at
        self._tell(
            events.RowPublished,
            lineage_id=self.lineage_id,
            number=self.number,
            item_id=self.item_id,
            item_name=self.item_name,
            department=self.department_name,
            department_path=self.path,
            row={**asdict(self.content), "name": self.item_name},
        )

    def supersede(self, system: Actor, *, successor_id: str) -> None:
        """A newer version is out."""
        ROW.step(self, "supersede", system)
        self._tell(events.RowSuperseded, successor_id=successor_id)

    def withdraw(self, actor: Actor, *, reason: str) -> None:
        """The department takes it away."""
        ROW.step(self, "withdraw", actor)
        self._withdrawn(reason)

    def fall(self, system: Actor, *, reason: str) -> None:
        """The L1 entry is gone or suspended: so is the row (X-01)."""
        ROW.step(self, "fall", system)
        self._withdrawn(reason)

    def _withdrawn(self, reason: str) -> None:
        self.withdrawn_reason = reason
        self._tell(events.RowWithdrawn, item_id=self.item_id, reason=reason)

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(fact(row_id=self.id, path=self.path, **data))


def _material(raw: Mapping[str, Any]) -> Material:
    return Material(
        name=raw["name"],
        source=raw["source"],
        form=tuple(raw["form"]),
        copies=raw["copies"],
        necessity=raw["necessity"],
        deferrable=bool(raw.get("deferrable")),
        defer_days=raw.get("defer_days") or 0,
    )
