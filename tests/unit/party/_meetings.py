"""Records of meetings of a branch with nine full members and one probationary member."""

from datetime import date
from typing import Any

from services.party.model import Meeting
from services.party.policies import MeetingRules
from shared.kernel.rulepacks import RulePacks
from shared.testing.unit_of_work import DATA
from tests.unit.party._town import COMMUNITY, Town

SECRETARY = "heping_shuji"
PACKS = RulePacks.from_folder(DATA / "rulepacks")
RULES = MeetingRules.read(
    *(PACKS.pack(name, date(2026, 4, 1)) for name in ("party.meetings", "party.sizes"))
)
NAMES = [f"示例党员{n}" for n in range(1, 10)]


def attendees(present: int, *, formal: int = 9, guests: int = 0) -> list[dict[str, Any]]:
    """Return full members of whom the first `present` came, the probationary one, and guests."""
    members = [
        {"name": f"示例党员{n}", "standing": "FORMAL", "present": n <= present,
         **({} if n <= present else {"reason": "出差"})}
        for n in range(1, formal + 1)
    ]  # fmt: skip
    others = [{"name": "示例预备", "standing": "PROBATIONARY", "present": True}]
    seen = [{"name": f"示例列席{n}", "standing": "GUEST", "present": True} for n in range(guests)]
    return [*members, *others, *seen]


def record(present: int = 9, *votes: tuple[int, int, int], **differs: Any) -> dict[str, Any]:
    """Return a record; each vote is (in favour, against, abstained)."""
    return {
        "starts_at": "2026-04-20T19:30:00+08:00", "place": "和平社区党员活动室",
        "host": "示例党员1", "recorder": "示例党员1", "attendees": attendees(present),
        "agenda": ["讨论示例事项"], "speeches": [{"speaker": "示例党员1", "said": "同意（示例）"}],
        "decisions": [
            {"matter": f"示例事项{n}", "in_favour": a, "against": b, "abstained": c}
            for n, (a, b, c) in enumerate(votes, start=1)
        ],
        **differs,
    }  # fmt: skip


def drafted(town: Town, organisation: str, kind: str = "GENERAL", **differs: Any) -> Meeting:
    """Plan a meeting of a branch of 和平社区."""
    plan = {"organisation_id": organisation, "kind": kind, "place": "和平社区党员活动室",
            "starts_at": "2026-04-20T19:30:00+08:00", **differs}  # fmt: skip
    return town.do(COMMUNITY, "draft_meeting", **plan)


def held(town: Town, organisation: str, written: dict[str, Any], **differs: Any) -> Meeting:
    """Plan and record a meeting."""
    made = drafted(town, organisation, **differs)
    return town.do(COMMUNITY, "hold_meeting", meeting_id=made.id, record=written)


def confirmed(town: Town, organisation: str, written: dict[str, Any], **differs: Any) -> Meeting:
    """Plan and record a meeting, and let the secretary confirm it."""
    made = held(town, organisation, written, **differs)
    return town.do(SECRETARY, "confirm_meeting", meeting_id=made.id)
