"""A town with two services on offer, one of them delegated to 柳城街道, and its people."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from services.centers import handlers
from services.centers.model import Case
from services.centers.service import Centers
from shared.chassis.service import TimerSpec, specs
from shared.kernel.calendar import Calendar
from shared.kernel.clock import TZ
from shared.testing.actors import story
from shared.testing.unit_of_work import Memory

LIUCHENG = "510115/510115001"
GONGPING = "510115/510115002"
MINZHENG = "510115/510115-MZ"
STATION = f"{LIUCHENG}/510115001001"

PERSON = {
    "name": "王秀英（示例）",
    "id_no": "510115199003070014",
    "phone": "13800005678",
    "address": "示例社区一组 1 号",
}

TIMERS = {spec.name: spec.method for spec in specs(Centers) if isinstance(spec, TimerSpec)}


def material(name: str, **changes: Any) -> dict[str, Any]:
    plain = {"name": name, "source": "申请人", "form": ["原件"], "copies": 1, "necessity": "必要"}
    return {**plain, "deferrable": False, "defer_days": None, **changes}


ROW: Mapping[str, Any] = {
    "field": "民政",
    "item_type": "行政确认",
    "handling": "COMMITTED",
    "basis": [{"law": "行政许可法", "article": "第三十二条"}],
    "materials": [
        material("申请表"),
        material("身份证明"),
        material("居住证明", necessity="容缺", deferrable=True, defer_days=5),
        material("婚姻信息", source="政府共享"),
        material("近照", necessity="非必要"),
    ],
    "legal_limit": "20WD",
    "promised_limit": "10WD",
}

ALL = ("申请表", "身份证明", "居住证明")
MAIN = ("申请表", "身份证明")


def given(*names: str) -> list[dict[str, Any]]:
    return [{"name": name, "form": "电子", "copies": 1} for name in names]


def moment(text: str) -> datetime:
    """Read "2026-02-11" (nine o'clock) or "2026-02-11 16:30" as Beijing time."""
    day, _, time = text.partition(" ")
    return datetime.fromisoformat(f"{day}T{time or '09:00'}").replace(tzinfo=TZ)


class Town(Memory):
    """Centers with `row-3` and its immediate sister `now-1` on offer, at 09:00 of a day."""

    def __init__(
        self, at: str = "2026-02-11", *, calendar: Calendar | None = None, **row: Any
    ) -> None:
        super().__init__("centers", at=moment(at), calendar=calendar)
        self.publish("row-3", number=3, **row)
        self.publish(
            "now-1", lineage_id="now", number=1, item_id="L1-NOW", handling="IMMEDIATE",
            legal_limit=None, promised_limit=None,
        )  # fmt: skip
        for item in ("L1-001", "L1-NOW"):
            self.delegate(item, LIUCHENG, f"delegation-{item}")

    def publish(
        self, row_id: str, *, number: int, lineage_id: str = "row", item_id: str = "L1-001",
        **changes: Any,
    ) -> None:  # fmt: skip
        with self.react() as uow:
            handlers.learn_offer(
                uow,
                row_id=row_id,
                lineage_id=lineage_id,
                number=number,
                item_id=item_id,
                item_name="困难老人生活补贴（示例）",
                department="民政局",
                department_path=MINZHENG,
                row={**ROW, **changes},
            )

    def delegate(
        self, item_id: str, street: str, delegation_id: str, valid_to: str | None = None
    ) -> None:
        with self.react() as uow:
            handlers.learn_delegation(
                uow, delegation_id=delegation_id, item_id=item_id, street_path=street,
                valid_from="2026-01-01", valid_to=valid_to,
            )  # fmt: skip

    def submit(self, who: str = "wang_xiuying", *, materials: Any = ALL, **changes: Any) -> Case:
        """Hand in: on the web for a resident, through a proxy for staff unless said otherwise."""
        resident = who in ("wang_xiuying", "li_wei")
        mandate = {"scope": "代为提交", "expires_on": date(2026, 12, 31), "document_no": "委托1号"}
        command = {
            "row_id": "row-3",
            "channel": "WEB" if resident else "PROXY",
            "applicant": PERSON,
            "home_path": None,
            "applicant_account": None,
            "authorisation": None if resident else mandate,
            **changes,
        }
        with self.act(story(who)) as uow:
            return handlers.submit(uow, materials=given(*materials), **command)

    def go(self, who: str, handler: Any, **command: Any) -> Case:
        """Let somebody act on the only case."""
        with self.act(story(who)) as uow:
            return handler(uow, case_id=self.the(Case).id, **command)

    def accepted(self, **changes: Any) -> Case:
        """Submit a complete application and accept it at the window."""
        self.submit(**changes)
        return self.go("chuangkou", handlers.accept)

    def in_review(self, **changes: Any) -> Case:
        self.accepted(**changes)
        return self.go("chengban", handlers.start)

    def decided(self, **changes: Any) -> Case:
        self.in_review(**changes)
        return self.go("fuzeren", handlers.grant, document_no="柳决〔2026〕1号")

    def delivered(self, **changes: Any) -> Case:
        self.decided(**changes)
        return self.go("chujian", handlers.deliver, receipt_no="回证1号")

    def at(self, when: str) -> None:
        """Let time pass until `when`; timers due on the way ring at the end."""
        self.now = moment(when)
        self.ring()

    def ring(self) -> None:
        for name, subject in self.due_timers():
            with self.react() as uow:
                getattr(Centers(), TIMERS[name])(uow, subject_id=subject)

    @property
    def case(self) -> Case:
        return self.the(Case)

    def heard(self) -> list[str]:
        """Return the names of the facts told, without the service's."""
        return [fact.event_type.removeprefix("centers.case.") for fact in self.told]
