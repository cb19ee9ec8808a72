"""The town with its seals and admissions: what asks the database by key is asked in memory here.

The same questions run on PostgreSQL in tests/integration/services.
"""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from services.delegation import policies, store
from services.delegation.model import Admission, Entry, NoProofMatter, Seal, SealRequest
from services.delegation.policies import Mode
from tests.unit.delegation._town import Town

APPLICANT = {"name": "王秀英（示例）", "id_no": "51011519500101001X", "phone": "13800000000"}
DIGEST = "ab" * 32
WORK = {
    "name": "经济普查入户协助",
    "content": "协助普查员入户登记",
    "reason": "全国经济普查",
    "basis": [{"law": "统计法", "article": "第七条"}],
}
MEANS = {"funds_fen": 1_000_000, "staff": 2}
SPEAKERS = {"510115-MZ": "mz_review", "510115-ZZ": "zuzhi", "510115-SF": "sifa",
            "510115-CZ": "caizheng"}  # fmt: skip


def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the store's finders look into the memory of the act."""
    registers: Counter[tuple[str, int]] = Counter()

    def entries_by_keys(uow: Any, *, path: str, item_id: str | None, name: str | None) -> list:
        wanted = set(policies.probes(item_id, name))
        return [e for e in uow.find(Entry, path=path) if wanted & set(e.keys)]

    def next_in_register(uow: Any, *, seal_id: str, year: int) -> int:
        registers[seal_id, year] += 1
        return registers[seal_id, year]

    monkeypatch.setattr(store, "entries_by_keys", entries_by_keys)
    monkeypatch.setattr(store, "next_in_register", next_in_register)


class Offices(Town):
    """Everybody who lets work in, and everybody who seals."""

    # --- admissions --------------------------------------------------------------------------

    def apply(self, who: str = "renshe", **changes: Any) -> Admission:
        return self.do(who, "apply_admission", **{**WORK, **changes})

    def urge(self, who: str = "renshe_leader", **changes: Any) -> Any:
        return self.do(who, "dispatch_urgently", **{**WORK, **changes})

    def reviewed(self, admission_id: str) -> Admission:
        """Take an application through its review, urgent or not."""
        found = self.now(Admission, admission_id)
        if not found.is_urgent:
            self.do(SPEAKERS[found.lead], "begin_admission_review", admission_id=admission_id)
        for unit in found.reviewers:
            self.do(SPEAKERS[unit], "review_admission", admission_id=admission_id,
                    verdict="agree", text="同意")  # fmt: skip
        return self.now(Admission, admission_id)

    def let_in(self, admission_id: str, **changes: Any) -> Admission:
        given = {"document_no": "温委〔2026〕3号", "expires_on": "2026-06-30", **MEANS, **changes}
        return self.do("quwei", "approve_admission", admission_id=admission_id, **given)

    def admitted(self, **changes: Any) -> Admission:
        """Apply, review and approve from today on."""
        found = self.apply(**changes)
        self.reviewed(found.id)
        return self.let_in(found.id)

    def asks(self, name: str | None = WORK["name"], **more: Any) -> Any:
        """Ask as the query does: what the keys find, then the rule."""
        item_id, on = more.pop("item_id", None), more.pop("on", self.memory.now.date())
        keys = set(policies.probes(item_id, name))
        return policies.dispatch(
            [e for e in self.memory.all(Entry) if keys & set(e.keys)],
            item_id=item_id,
            name=name,
            on=on,
            mode=more.pop("mode", Mode.POSITIVE_ONLY),
            admissions=self.memory.all(Admission),
            **more,
        )

    # --- seals -------------------------------------------------------------------------------

    def seal(self, seal_no: str = "5101150010019") -> Seal:
        return self.do("liucheng", "register_seal", community="510115001001", seal_no=seal_no,
                       name="示例社区居民委员会")  # fmt: skip

    def matter(self, name: str = "亲属关系证明", keyword: str = "亲属关系") -> None:
        with self.memory.react() as uow:
            uow.add(NoProofMatter(id="CN-1", number=1, name=name, keywords=(keyword,),
                                  jurisdiction="CN", effective_from=date(2020, 4, 1),
                                  source="民发〔2020〕20号"))  # fmt: skip

    def request(self, name: str = "社区活动场地使用证明", **changes: Any) -> SealRequest:
        given = {"name": name, "asked_by": "街道综合文化站", "purpose": "社区文艺队排练",
                 "applicant": APPLICANT, **changes}  # fmt: skip
        return self.do("daiban", "request_seal", **given)

    def checked(self, **changes: Any) -> SealRequest:
        found = self.request(**changes)
        return self.do("daiban", "check_seal_request", request_id=found.id,
                       residence="查验户口簿", finding="现场查看场地排期，属实")  # fmt: skip

    def granted(self, **changes: Any) -> SealRequest:
        found = self.checked(**changes)
        return self.do("heping_leader", "approve_seal_request", request_id=found.id)

    def stamp(self, request_id: str, seal_id: str, **changes: Any) -> SealRequest:
        given = {"copies": 1, "digest": DIGEST, **changes}
        return self.do("daiban", "stamp_seal_request", request_id=request_id, seal_id=seal_id,
                       **given)  # fmt: skip
