"""A community with its board: whoever writes, supervises, lives there, and the street above."""

from datetime import date
from typing import Any

import pytest

from services.disclosure import handlers
from services.disclosure.model import Board, Posting
from services.disclosure.service import Disclosure
from shared.chassis.service import TimerSpec, specs
from shared.kernel.errors import Conflict
from shared.testing.actors import path_of, story
from tests.unit.disclosure._board import Logged, moment

HEPING, VILLAGE = "510115001001", "510115101201"
OFFICER, LEADER, SUPERVISOR = "daiban", "heping_leader", "heping_jiandu"
STREET, RESIDENT, STRANGER = "liucheng", "wang_xiuying", "li_wei"
SAID = {"text": "上半年社区公益金收支情况（示例）。", "columns": [], "rows": []}

METHODS = {s.name: s.method for s in specs(Disclosure) if isinstance(s, TimerSpec)}


class Community(Logged):
    def __init__(self, at: str = "2026-03-02", unit: str = HEPING) -> None:
        super().__init__(at)
        self.learn(unit, "village" if unit == VILLAGE else "community")

    def learn(self, unit: str, kind: str, valid_to: str | None = None) -> None:
        with self.react() as uow:
            handlers.learn_unit(uow, unit_code=unit, path=path_of(unit), name=f"{unit}（示例）",
                                kind=kind, valid_to=valid_to)  # fmt: skip

    def go(self, who: str, handler: Any, **command: Any) -> Any:
        with self.act(story(who)) as uow:
            return handler(uow, **command)

    def refuses(self, who: str, handler: Any, **command: Any) -> Conflict:
        with pytest.raises(Conflict) as no:
            self.go(who, handler, **command)
        return no.value

    def at(self, when: str) -> None:
        """Let time pass until `when`; every timer that is due on the way rings at its moment."""
        end = moment(when)
        while due := sorted((at, key) for key, at in self.timers.items() if at <= end):
            at, (name, subject) = due[0]
            self.now = max(self.now, at)
            del self.timers[name, subject]
            with self.react() as uow:
                getattr(Disclosure(), METHODS[name])(uow, subject_id=subject)
        self.now = end

    # --- the way of a posting ----------------------------------------------------------------

    def arranged(self, board_id: str = HEPING, **more: Any) -> Board:
        command = {
            "place": "社区服务站门前（示例）",
            "many_movements": False,
            "ordered": {},
            **more,
        }
        return self.go(STREET, handlers.arrange_board, board_id=board_id, **command)

    def drafted(self, kind: str = "FUNDS", **more: Any) -> Posting:
        command = {"group": None, "period": "", "title": "公益金收支（示例）", "content": SAID,
                   "order_id": "", **more}  # fmt: skip
        return self.go(OFFICER, handlers.draft_posting, board_id=HEPING, kind=kind, **command)

    def signed(self, kind: str = "FUNDS", **more: Any) -> Posting:
        made = self.drafted(kind, **more)
        return self.go(SUPERVISOR, handlers.sign_posting, posting_id=made.id)

    def posted(self, kind: str = "FUNDS", until: date | None = None, **more: Any) -> Posting:
        made = self.signed(kind, **more)
        return self.go(OFFICER, handlers.put_up, posting_id=made.id, until=until)

    @property
    def posting(self) -> Posting:
        return self.all(Posting)[-1]

    def heard(self) -> list[str]:
        return [fact.event_type.removeprefix("disclosure.") for fact in self.told]
