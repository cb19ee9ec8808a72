"""Social workers and consultations on a real database: gaps, rates, uniqueness, who sees."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import text

from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict, NotFound
from tests.integration.services._fund import at, begun
from tests.integration.services._room import Room

PERSON = {
    "name": "周示例", "phone": "13800001234", "certificate_no": "SG2024000123",
    "level": "WORKER", "registered_on": "2025-03-02",
}  # fmt: skip


@pytest.fixture
def house(incubation: Room) -> Room:
    """A community of 柳城."""
    return begun(incubation)


@pytest.mark.rule("SO-20")
def test_communities_without_a_certified_worker_are_listed_and_the_rate_needs_residents(
    house: Room,
):
    def gaps(who: str) -> list[str]:
        return [each["unit_code"] for each in house.ask(who, "show_post_gaps")["body"]["gaps"]]

    def rate() -> Any:
        found = house.ask("liucheng", "show_worker_density", unit_code="510115001")["body"]
        return found["rate"]

    assert gaps("liucheng") == ["510115001001"]
    assert gaps("gongping_leader") == []
    made = house.step("liucheng", "register_worker", **PERSON)
    made = house.step("liucheng", "post_worker", **at(made, "worker_id"), community="510115001001")
    assert gaps("liucheng") == []
    assert rate() is None
    house.step("liucheng", "record_population", unit_code="510115001001", residents=6711,
               source="社区台账")  # fmt: skip
    assert rate() == "1.49"  # 1 × 10,000 ÷ 6,711
    house.now = datetime(2028, 3, 2, 9, tzinfo=TZ)
    house.react(house.handlers.registration_over, subject_id=made["worker_id"])
    assert gaps("liucheng") == ["510115001001"]
    with pytest.raises(NotFound):
        house.ask("gongping_leader", "show_worker_density", unit_code="510115001")


@pytest.mark.rule("SO-19")
def test_a_certificate_is_stored_unreadable_found_whole_and_registered_once(house: Room):
    with ThreadPoolExecutor(4) as hands:

        def register(_: int) -> str:
            try:
                return str(house.step("liucheng", "register_worker", **PERSON)["certificate_no"])
            except Conflict:
                return ""

        shown = [each for each in hands.map(register, range(8)) if each]  # fmt: skip
    assert len(shown) == 1
    assert shown[0] != PERSON["certificate_no"]
    found = house.ask("liucheng", "list_workers", certificate_no=PERSON["certificate_no"])["body"]
    assert len(found["items"]) == 1
    assert PERSON["name"] not in str(found)
    with house.database.engine.connect() as connection:
        row = connection.execute(text("SELECT * FROM social_workers")).mappings().one()
        told = connection.execute(text("SELECT body FROM outbox")).scalars().all()
    assert not any(str(value) in str(dict(row)) for value in
                   (PERSON["name"], PERSON["phone"], PERSON["certificate_no"]))  # fmt: skip
    assert not any(PERSON["certificate_no"] in str(bytes(each)) for each in told)
    assert house.ask("gongping", "list_workers")["body"]["items"] == []


@pytest.mark.rule("SO-18")
def test_overdue_issues_are_listed_before_any_timer_has_fired(house: Room):
    house.step("daiban", "hold_meeting", kind="MONTHLY", period="2026-02", held_on="2026-02-27",
               attendees=["社区", "社工"], summary="会商助老服务",
               issues=[{"title": "场地不足", "owner": "和平社区", "due": "2026-03-10"}],
               )  # fmt: skip
    assert house.listed("liucheng", "list_issues", "title", overdue=True) == []
    house.now = datetime(2026, 3, 11, 9, tzinfo=TZ)
    assert house.listed("liucheng", "list_issues", "title", overdue=True) == ["场地不足"]
    assert house.listed("liucheng", "list_issues", "title", overdue=False) == []
    assert house.listed("gongping", "list_issues", "title") == []
