"""A notice board that hears of a list version and of a month's figures."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import pytest

from services.disclosure import handlers
from services.disclosure.model import LogEntry, Record
from services.disclosure.service import Disclosure
from shared.kernel.calendar import CalendarYear
from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict
from shared.testing.actors import story
from shared.testing.unit_of_work import Memory

CLEAN = {"secrecy": "", "third_party": "", "internal": ""}
LIUCHENG = "510115/510115001"


YEAR_2027 = CalendarYear(
    2027,
    off={date(2027, 1, day): "元旦" for day in (1, 4)},
    work={date(2027, 1, 2): "元旦调休", date(2027, 1, 3): "元旦调休"},
)
"""A table as the State Council could write it; made up for this test."""


def load_2027(board: Memory) -> None:
    board.calendar = board.calendar.with_year(YEAR_2027)
    with board.react() as uow:
        handlers.recompute_deadlines(uow, year=2027)


def moment(text: str) -> datetime:
    """Read "2026-01-04" (nine o'clock) or "2026-01-04 16:30" as Beijing time."""
    day, _, time = text.partition(" ")
    return datetime.fromisoformat(f"{day}T{time or '09:00'}").replace(tzinfo=TZ)


def text(body: str, *rows: list[str]) -> dict[str, Any]:
    return {"text": body, "columns": ["序号", "内容"] if rows else [], "rows": list(rows)}


def table(columns: list[str], *rows: list[str], body: str = "") -> dict[str, Any]:
    return {"text": body, "columns": columns, "rows": list(rows)}


class Logged(Memory):
    """A service whose log is ordered elsewhere: what is due for it is only noted."""

    def __init__(self, at: str) -> None:
        super().__init__("disclosure", at=moment(at))
        self.to_log: list[str] = []

    @contextmanager
    def act(self, *args: Any, **options: Any) -> Iterator[Any]:
        """Run one act; what is then due for the log is only noted: its order is the database's."""
        with super().act(*args, **options) as uow:
            yield uow
        due = [key for key in self.timers if key[0] == handlers.SEQUENCE]
        self.to_log += [key[1] for key in due]
        self.timers = {key: at for key, at in self.timers.items() if key not in due}

    def logged(self) -> list[dict[str, Any]]:
        """Return the entries of the log as they are hashed."""
        entries = sorted(self.all(LogEntry), key=lambda entry: entry.at)
        return [json.loads(entry.body) for entry in entries]


class Board(Logged):
    def __init__(self, at: str = "2026-01-04") -> None:
        super().__init__(at)

    def hear_of_list(self, formed: str = "2026-01-04", **changes: Any) -> Record:
        fact = {
            "list_version_id": "list-1", "path": "510115", "list_code": "L1",
            "list_name": "街道承接延伸事项清单", "number": 1, "effective_from": "2026-01-04",
            "entries": [{
                "name": "困难老人生活补贴（示例）", "department": "民政局",
                "basis": [{"law": "行政许可法", "article": "第十二条"}], "bearer": "街道",
            }],
            "formed_at": moment(formed).isoformat(),
        }  # fmt: skip
        with self.react(cause=str(changes.get("list_version_id", "event-1"))) as uow:
            handlers.draft_list(uow, **{**fact, **changes})
        return self.all(Record)[-1]

    def hear_of_figures(self, formed: str = "2026-03-01") -> Record:
        with self.react(cause="event-2") as uow:
            handlers.draft_statistics(
                uow, statistics_id="2026-02:510115001", path=LIUCHENG, period="2026-02",
                unit_name="柳城街道", accepted=9, granted=6, denied=2, on_time=7,
                formed_at=moment(formed).isoformat(),
            )  # fmt: skip
        return self.all(Record)[-1]

    def go(self, who: str, handler: Any, **command: Any) -> Record:
        """Let somebody act on the only record."""
        with self.act(story(who)) as uow:
            return handler(uow, record_id=self.record.id, **command)

    def redacted(self, content: dict[str, Any], **more: Any) -> Record:
        command = {"content": content, "title": None, "taken_out": [], **more}
        return self.go("gongkai", handlers.redact, **command)

    def redraft(self, content: dict[str, Any], title: str = "") -> None:
        """Let the record hold other content, as another kind of event would bring it."""
        with self.react() as uow:
            record = uow.get(Record, self.record.id)
            record.content = content
            record.title = title or record.title

    def checked(self, **findings: str) -> Record:
        return self.go("gongkai", handlers.check, **{**CLEAN, **findings})

    def approved(self) -> Record:
        self.checked()
        return self.go("gongkai_leader", handlers.approve)

    def published(self) -> Record:
        self.approved()
        return self.go("gongkai", handlers.publish)

    def at(self, when: str) -> None:
        """Let time pass until `when`; timers due on the way ring at the end."""
        self.now = moment(when)
        for name, subject in self.due_timers():
            rings = {"overdue": Disclosure().run_late, "notice_over": Disclosure().take_off}
            if name in rings:
                with self.react() as uow:
                    rings[name](uow, subject_id=subject)

    @property
    def waiting(self) -> dict[tuple[str, str], datetime]:
        """Return the reminders of the law's days; that something wants printing is none of them."""
        made = (handlers.PRINT, handlers.PACK)
        return {key: at for key, at in self.timers.items() if key[0] not in made}

    @property
    def record(self) -> Record:
        return self.the(Record)

    def heard(self) -> list[str]:
        return [fact.event_type.removeprefix("disclosure.record.") for fact in self.told]


def refused(board: Board, who: str, handler: Any, **command: Any) -> Conflict:
    with pytest.raises(Conflict) as no:
        board.go(who, handler, **command)
    return no.value
