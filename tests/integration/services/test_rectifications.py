"""Bad ratings on a real database: who sees them, what they add up to, and that nobody is found."""

from datetime import datetime
from typing import Any

import orjson
import pytest
from sqlalchemy import select, text

from services.centers.model import Category, Rating, Ticket
from services.centers.service import Centers
from services.centers.workflow import TicketStatus
from shared.chassis import tables
from shared.chassis.crypto import blind_index
from shared.chassis.execution import Answer
from shared.chassis.service import operations
from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict, JiedaoError, NotFound
from shared.testing.actors import stories
from tests.integration.services._room import Room
from tests.integration.services.test_cases import OTHER, on_offer, submit
from tests.unit.centers._town import GONGPING, LIUCHENG, PERSON, STATION

RATER = "wang_xiuying"


class Life:
    """One case of 柳城 for the rater's account, step by step through the door."""

    def __init__(self, centers: Room, *, by: str = "chuangkou") -> None:
        self.centers = centers
        account = {} if by == RATER else {"applicant_account": RATER}
        first = submit(centers, by, PERSON, home_path=STATION, **account)
        self.id, self.version = first["case_id"], first["version"]
        self.answers: list[Any] = [first]

    def go(self, who: str, operation: str, **command: Any) -> Any:
        answer = self.centers.ask(who, operation, case_id=self.id, version=self.version, **command)
        self.version = answer["version"]
        if who != RATER:
            self.answers.append(answer["body"])
        return answer["body"]

    def delivered(self) -> None:
        self.go("chuangkou", "accept_case")
        self.go("chengban", "start_review")
        self.go("fuzeren", "grant_case", document_no="柳决1号")
        self.go("chujian", "deliver_case", receipt_no="回证1号")

    def rated(self, level: int, *, named: bool) -> str:
        """Rate; an anonymous bad rating is opened as if its day were over. Return its id."""
        self.delivered()
        self.go(RATER, "rate_case", level=level, comment="等了很久", named=named)
        rating = one(self.centers, f"SELECT id FROM ratings WHERE case_id = '{self.id}'")
        if not named and level <= 2:
            self.centers.react(self.centers.handlers.open_anonymous, subject_id=rating)
        return one(self.centers, f"SELECT id FROM rectifications WHERE rating_id = '{rating}'")


def one(centers: Room, query: str) -> Any:
    with centers.database.engine.connect() as connection:
        return connection.execute(text(query)).scalar()


def step(centers: Room, who: str, operation: str, found: str, **command: Any) -> Answer:
    version = one(centers, f"SELECT version FROM rectifications WHERE id = '{found}'")
    return centers.ask(who, operation, rectification_id=found, version=version, **command)


def answered(centers: Room, found: str) -> list[Any]:
    """Answer a named one to its end; return what its handler was shown, but for the reveal."""
    shown = [step(centers, "liucheng", "take_rectification", found)]
    shown.append(step(centers, "liucheng", "contact_rater", found))
    contact = step(centers, "liucheng", "reveal_rater", found, reason="联系评价人")["body"]
    assert contact["phone"] == PERSON["phone"]
    shown.append(step(centers, "liucheng", "fix_now", found))
    shown.append(step(centers, "liucheng", "finish_fix", found, measures="增设窗口"))
    shown.append(step(centers, "liucheng", "call_back", found, satisfied=True))
    shown.append(step(centers, "liucheng", "close_rectification", found))
    return [each["body"] for each in shown]


@pytest.fixture
def town(centers: Room) -> Room:
    on_offer(centers)
    return centers


# --- nobody is found -----------------------------------------------------------------------------


def whatever_is_shown(centers: Room, known: dict[str, Any]) -> tuple[set[str], list[Any]]:
    """Ask every question as everybody but the rater; return what was answered, and to what."""
    asked, shown = set(), []
    for name, spec in operations(Centers).items():
        if not spec.reads or name == "health":
            continue
        fields = spec.takes().load_fields if spec.takes else {}
        command = {field: known[field] for field in fields if field in known}
        for who in stories():
            if who == RATER:
                continue
            try:
                shown.append(centers.ask(who, name, **command)["body"])
                asked.add(name)
            except JiedaoError as refused:
                shown.append([refused.code, refused.message, refused.details])
    return asked, shown


@pytest.mark.rule("EVAL-02", "EVAL-04")
@pytest.mark.parametrize("named", [True, False])
def test_the_rater_is_nowhere_outside_her_own_view_and_the_audit(town: Room, capfd, named: bool):
    life = Life(town)
    found = life.rated(1, named=named)
    shown = [*life.answers, *(answered(town, found) if named else [])]
    export = {"form": "json", "reason": "月度抽查"}
    shown.append(town.ask("liucheng", "export_cases", **export)["body"])
    receipt = town.ask("chengban", "show_receipt", case_id=life.id)["body"]
    known = {
        "case_id": life.id, "rectification_id": found, "row_id": "row-3", "period": "2026-02",
        "receipt_no": receipt["receipt_no"], "code": receipt["code"], "limit": 100,
    }  # fmt: skip
    asked, answers = whatever_is_shown(town, known)
    assert {
        "list_cases", "show_case", "show_receipt", "verify_receipt", "list_rectifications",
        "show_rectification", "show_indicators", "show_ratings", "list_transfers",
    } <= asked  # fmt: skip
    with town.database.engine.connect() as connection:
        events = [bytes(row) for row in connection.scalars(select(tables.outbox.c.body))]
        audit = connection.scalars(select(tables.audit.c.actor_id)).all()
    assert len(events) >= 7
    for text_of in [
        orjson.dumps([*shown, *answers], option=orjson.OPT_NON_STR_KEYS),
        *events,
        "".join(capfd.readouterr()).encode(),
    ]:
        assert RATER.encode() not in text_of
    assert RATER in audit
    assert life.go(RATER, "show_case")["rated_level"] == 1


@pytest.mark.rule("EVAL-02", "EVAL-04")
def test_an_anonymous_bad_rating_leads_from_no_view_and_no_event_to_its_case(town: Room):
    life = Life(town, by=RATER)
    found = life.rated(2, named=False)
    case_no = life.answers[0]["case_no"]
    pages = [
        town.ask(who, "show_rectification", rectification_id=found)["body"]
        for who in ("liucheng", "liucheng_leader", "zhihui")
    ]
    with town.database.engine.connect() as connection:
        events = connection.scalars(
            select(tables.outbox.c.body).where(tables.outbox.c.subject == found)
        ).all()
        rating = connection.scalars(
            select(tables.outbox.c.body).where(tables.outbox.c.type == "centers.case.rated")
        ).one()
    assert RATER.encode() not in bytes(rating)
    assert len(events) == 1
    for said in (
        orjson.dumps(pages, option=orjson.OPT_NON_STR_KEYS),
        *(bytes(event) for event in events),
    ):
        for private in (life.id, case_no, RATER, *PERSON.values()):
            assert private.encode() not in said


# --- who sees it ---------------------------------------------------------------------------------


@pytest.mark.rule("EVAL-02", "EVAL-04")
def test_it_is_seen_in_the_jurisdiction_and_never_by_the_rated(town: Room):
    found = Life(town).rated(1, named=True)
    seen = {"liucheng", "liucheng_leader", "zhihui"}
    for who in (*seen, "gongping", "gongping_leader"):
        shown = town.listed(who, "list_rectifications", "rectification_id")
        assert shown == ([found] if who in seen else [])
    with pytest.raises(NotFound):
        town.ask("gongping", "show_rectification", rectification_id=found)
    with town.database.engine.begin() as connection:
        connection.execute(text("UPDATE rectifications SET rated = rated || ARRAY['liucheng']"))
    assert town.listed("liucheng", "list_rectifications", "rectification_id") == []
    with pytest.raises(NotFound):
        town.ask("liucheng", "show_rectification", rectification_id=found)


def test_filters_find_what_is_mine_and_what_is_late(town: Room):
    found = Life(town).rated(1, named=True)
    town.now = datetime(2026, 2, 13, 0, 0, tzinfo=TZ)
    town.react(town.handlers.contact_lapsed, subject_id=found)
    step(town, "liucheng", "take_rectification", found)

    def listed(who: str, **filters: Any) -> int:
        return len(town.ask(who, "list_rectifications", **filters)["body"]["items"])

    assert (listed("zhihui", late=True), listed("zhihui", late=False)) == (1, 0)
    assert (listed("liucheng", mine=True), listed("zhihui", mine=True)) == (1, 0)
    assert (listed("zhihui", status="RECEIVED"), listed("zhihui", status="CLOSED")) == (1, 0)


def test_words_and_contacts_are_encrypted_where_they_lie(town: Room):
    found = Life(town).rated(1, named=True)
    for column, value in (("comment", "等了很久"), ("contact_phone", PERSON["phone"])):
        stored = one(town, f"SELECT {column} FROM rectifications WHERE id = '{found}'")
        assert value.encode() not in bytes(stored)


# --- what they add up to -------------------------------------------------------------------------


@pytest.mark.rule("EVAL-04", "G-06")
def test_the_indicators_count_what_was_answered_and_leave_mistakes_out(town: Room):
    Life(town).rated(5, named=False)
    answered(town, Life(town).rated(1, named=True))
    Life(town).rated(2, named=True)
    mistaken = Life(town).rated(1, named=False)
    step(town, "liucheng", "take_rectification", mistaken)
    step(town, "liucheng", "dispute_rating", mistaken, reasons="评错了对象")
    step(town, "liucheng_leader", "uphold_appeal", mistaken, reasons="属实", document_no="柳复1号")
    found = town.ask("liucheng", "show_indicators", period="2026-02")["body"]
    assert (found["finished"], found["figures"]["rated"], found["figures"]["bad"]) == (4, 3, 2)
    assert (found["good_rate"], found["average"]) == ("33.33", "2.67")
    assert (found["active_rate"], found["rectified_rate"]) == ("75.00", "50.00")
    assert (found["named"], found["called_back"], found["called_back_rate"]) == (2, 1, "50.00")
    empty = town.ask("gongping", "show_indicators", period="2026-02")["body"]
    rates = ("good_rate", "average", "active_rate", "rectified_rate", "called_back_rate")
    assert [empty[rate] for rate in rates] == [None] * 5


def visit(town: Room, *, holder: str, window: str = "1") -> str:
    """A visit to 公平's hall that has just ended."""

    def add(uow: Any) -> None:
        uow.add(
            Ticket(
                id=uow.new_id(), place_id="C-510115002", path=GONGPING, day=uow.today, kind="民政",
                number=f"A{uow.number('case_number') % 1000:03d}", category=Category.NORMAL,
                issued_at=uow.now, queued_at=uow.now, most_calls=3, holder=holder, window=window,
                called_by="gongping_window", finished_at=uow.now, status=TicketStatus.DONE,
            )
        )  # fmt: skip

    town.react(add)
    return str(one(town, "SELECT id FROM tickets ORDER BY id DESC LIMIT 1"))


@pytest.mark.rule("EVAL-01", "EVAL-03")
def test_visits_are_rated_once_and_count_where_they_were(town: Room):
    ticket = visit(town, holder=RATER)
    visit(town, holder="")
    town.ask(RATER, "rate_visit", ticket_id=ticket, level=4)
    with pytest.raises(Conflict):
        town.ask(RATER, "rate_visit", ticket_id=ticket, level=5)
    found = town.ask("gongping", "show_indicators", period="2026-02")["body"]
    assert (found["finished"], found["figures"]["rated"], found["active_rate"]) == (1, 1, "100.00")
    assert town.ask("liucheng", "show_indicators", period="2026-02")["body"]["finished"] == 0
    with town.database.engine.connect() as connection:
        events = connection.scalars(select(tables.outbox.c.body)).all()
    assert events
    assert not any(RATER.encode() in bytes(event) for event in events)


@pytest.fixture
def places(town: Room) -> dict[str, str]:
    """One case taken in at each of three places."""
    mandate = {"scope": "代为提交", "expires_on": "2026-12-31", "document_no": "委托1号"}
    station = {"channel": "PROXY", "authorisation": mandate}
    return {
        LIUCHENG: submit(town, "chuangkou", OTHER)["case_id"],
        GONGPING: submit(town, "gongping_window", OTHER)["case_id"],
        STATION: submit(town, "daiban", OTHER, **station)["case_id"],
    }


def rate(town: Room, case_id: str, month: int, *levels: int) -> None:
    def add(uow: Any) -> None:
        for number, level in enumerate(levels):
            uow.add(
                Rating(
                    id=uow.new_id(), case_id=case_id, path=LIUCHENG, channel=f"{month}-{number}",
                    level=level, comment="", at=datetime(2026, month, 3, tzinfo=TZ),
                    rater_index=blind_index("rater", uow.new_id()),
                )
            )  # fmt: skip

    town.react(add)


@pytest.mark.rule("EVAL-05")
def test_the_lowest_of_two_months_running_is_talked_to_once(town: Room, places: dict[str, str]):
    for month, worst in ((1, STATION), (2, STATION), (3, GONGPING)):
        for place, case_id in places.items():
            rate(town, case_id, month, *([2] * 5 if place == worst else [5] * 5))
    for period in ("2026-01", "2026-02", "2026-02", "2026-03"):
        town.react(town.handlers.compile_month, subject_id=period)
    found = town.ask("liucheng", "list_talks")["body"]["items"]
    assert [(each["path"], each["previous"], each["period"]) for each in found] == [
        (STATION, "2026-01", "2026-02")
    ]
    assert (found[0]["average"], found[0]["previous_average"]) == ("2.00", "2.00")
    assert town.ask("gongping", "list_talks")["body"]["items"] == []
    told = select(tables.outbox.c.body).where(tables.outbox.c.type == "centers.talk.due")
    with town.database.engine.connect() as connection:
        assert len(connection.scalars(told).all()) == 1


def rate_visits(town: Room, window: str, month: int, level: int) -> None:
    tickets = [visit(town, holder=f"{RATER}-{window}-{month}-{n}", window=window) for n in range(5)]

    def add(uow: Any) -> None:
        for ticket in tickets:
            uow.add(
                Rating(
                    id=uow.new_id(), case_id=ticket, path=GONGPING, channel="VISIT", level=level,
                    comment="", at=datetime(2026, month, 3, tzinfo=TZ),
                    rater_index=blind_index("rater", ticket),
                )
            )  # fmt: skip

    town.react(add)


@pytest.mark.rule("EVAL-05")
def test_the_window_of_a_hall_that_is_lowest_two_months_running_is_talked_to(town: Room):
    for month in (1, 2):
        for window, level in (("1", 5), ("2", 3), ("3", 5)):
            rate_visits(town, window, month, level)
    for period in ("2026-01", "2026-02"):
        town.react(town.handlers.compile_month, subject_id=period)
    (due,) = town.ask("gongping", "list_talks")["body"]["items"]
    assert (due["path"], due["place_id"], due["window"]) == (GONGPING, "C-510115002", "2")
    assert (due["average"], due["period"]) == ("3.00", "2026-02")
