"""An openness office that is asked for information."""

from datetime import date
from typing import Any

from services.disclosure import handlers
from services.disclosure.model import InformationRequest
from shared.testing.actors import story
from shared.testing.unit_of_work import Memory
from tests.e2e.people import id_no
from tests.unit.disclosure._board import LIUCHENG, moment

OFFICER, LEADER, APPLICANT = "gongkai", "gongkai_leader", "wang_xiuying"
NAME, NUMBER, PHONE, ADDRESS = "王秀英（示例）", id_no("19510203", 950), "13800000950", "示例路9号"
PAPER = {"wanted": "2025年楼院改造工程验收资料（示例）", "form": "PAPER"}


class Office(Memory):
    """Paper comes over the counter unless a test says otherwise."""

    def __init__(self, at: str = "2026-09-14") -> None:
        super().__init__("disclosure", at=moment(at))

    def asked(self, channel: str = "IN_PERSON", **more: Any) -> InformationRequest:
        command = {
            "organ_path": LIUCHENG, "channel": channel, "received_on": None, **PAPER,
            "applicant": {"name": NAME, "id_no": NUMBER, "phone": PHONE, "address": ADDRESS},
            **more,
        }  # fmt: skip
        who = APPLICANT if channel == "WEB" else OFFICER
        with self.act(story(who)) as uow:
            made = handlers.apply_for(uow, **command)
        return self.rows[InformationRequest][made.id]

    def go(self, who: str, handler: Any, **command: Any) -> InformationRequest:
        """Let somebody act on the newest request."""
        with self.act(story(who)) as uow:
            return handler(uow, request_id=self.request.id, **command)

    def at(self, when: str) -> None:
        """Let time pass until `when`; every timer that is due on the way rings at its moment."""
        end = moment(when)
        while True:
            due = sorted((at, key) for key, at in self.timers.items() if at <= end)
            if not due:
                break
            at, (name, subject) = due[0]
            self.now = max(self.now, at)
            del self.timers[name, subject]
            self.ring(name, subject)
        self.now = end

    def ring(self, name: str, subject: str) -> None:
        limit = name.removeprefix("request_").removesuffix("_due")
        assert name == f"request_{limit}_due"
        with self.react() as uow:
            getattr(handlers, f"{limit}_lapsed")(uow, subject_id=subject)

    @property
    def request(self) -> InformationRequest:
        return self.all(InformationRequest)[-1]

    def heard(self) -> list[str]:
        return [fact.event_type.removeprefix("disclosure.request.") for fact in self.told]

    def waits(self) -> dict[str, str]:
        """Return limit → when its timer rings."""
        return {
            name.removeprefix("request_").removesuffix("_due"): f"{at:%Y-%m-%d %H:%M}"
            for (name, _), at in self.timers.items()
        }

    # --- the way -----------------------------------------------------------------------------

    def unclear(self) -> InformationRequest:
        return self.go(OFFICER, handlers.ask_correction, what="请写明工程名称（示例）")

    def corrected(self, on: date | None = None) -> InformationRequest:
        return self.go(OFFICER, handlers.correct_request, wanted="甲楼院改造验收单", on=on)

    def consulted(self, party: str = "THIRD_PARTY", name: str = "某企业（示例）") -> Any:
        return self.go(OFFICER, handlers.consult, party=party, name=name)

    def opinion(self, number: int = 1, *, agrees: bool = True, on: date | None = None) -> Any:
        return self.go(OFFICER, handlers.record_opinion, number=number, agrees=agrees,
                       opinion="意见（示例）", on=on)  # fmt: skip

    def extension_proposed(self, days: int = 20) -> InformationRequest:
        return self.go(OFFICER, handlers.propose_extension, days=days, reason="资料量大（示例）")

    def extended(self, days: int = 20) -> InformationRequest:
        self.extension_proposed(days)
        return self.go(LEADER, handlers.approve_extension, notice_no="延1号（示例）")

    def answered(self, kind: str = "PROVIDED", *, alone: bool = True, **said: str) -> Any:
        handler = handlers.answer if alone else handlers.propose_answer
        whole = {"reasons": "", "where": "", "earlier_no": "", "public_interest": "", **said}
        return self.go(OFFICER, handler, kind=kind, document_no="答1号（示例）", **whole)
