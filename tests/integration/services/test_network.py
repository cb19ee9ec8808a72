"""The network and siting on a real database: history kept, figures counted, jurisdiction held."""

import base64
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from typing import Any

import pytest

from infra.local.place import ROOT
from shared.chassis.sheets import Column, Sheet, write
from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict, Forbidden, Invalid, Stale
from tests.integration.services._room import Room
from tests.integration.services.test_cases import on_offer, submit
from tests.unit.centers._town import GONGPING, LIUCHENG, PERSON

A, B, C = (f"51011500100{n}" for n in (1, 2, 3))
HOME = f"{LIUCHENG}/{A}"
MORNING = [{"opens": "09:00", "closes": "12:00"}]
HOURS = {
    "weekly": [{"weekday": n, "spells": MORNING} for n in range(1, 6)],
    "exceptions": [{"on": "2026-02-12", "spells": [], "reason": "停电检修"}],
    "makeup_as": 1,
    "through_holidays": False,
}
UNITS = {
    "510115001": ("street", LIUCHENG), "510115002": ("street", GONGPING),
    **{code: ("community", f"{LIUCHENG}/{code}") for code in (A, B, C)},
    "510115002001": ("community", f"{GONGPING}/510115002001"),
}  # fmt: skip


def learn(centers: Room) -> None:
    for code, (kind, path) in UNITS.items():
        centers.react(
            centers.handlers.learn_kind, unit_code=code, path=path, name=f"单位{code}", kind=kind,
            valid_to=None,
        )  # fmt: skip


def establish(centers: Room, who: str = "liucheng", **changes: Any) -> Any:
    command = {
        "kind": "station", "name": "甲站（示例）", "phone": "028-8270xxxx", "area": "120.5",
        "location": {"path": HOME, "address": "示例地址", "position": {"x": 0, "y": 0}},
        "serves": [A, B], "hours": HOURS, "opened_on": "2026-02-11",
        "windows": [{"number": "1", "name": "综合", "skills": ["民政"]}], **changes,
    }  # fmt: skip
    return centers.ask(who, "establish_place", **command)["body"]


@pytest.fixture
def network(centers: Room) -> dict[str, Any]:
    """A center and two stations in 柳城."""
    learn(centers)
    at = {"address": "示例地址", "position": {"x": 900, "y": 0}}
    center = establish(
        centers, kind="center", name="中心（示例）", area="800", serves=[A, B, C],
        location={"path": LIUCHENG, **at},
    )  # fmt: skip
    above = {"above_id": center["place_id"]}
    return {
        "center": center,
        "north": establish(centers, **above),
        "south": establish(
            centers, name="乙站（示例）", serves=[C],
            location={"path": f"{LIUCHENG}/{C}", **at}, **above,
        ),
    }  # fmt: skip


def shown(centers: Room, place: dict[str, Any], on: str | None = None) -> Any:
    return centers.ask("reader", "show_place", place_id=place["place_id"], on=on)["body"]


def test_a_place_comes_back_with_its_life_and_what_it_was_on_a_day(centers: Room, network):
    north = network["north"]
    assert (north["area"], north["area_m2"], north["status"]["code"]) == ("120.5", 120, "OPEN")
    centers.step(
        "liucheng", "change_place", place_id=north["place_id"], version=north["version"],
        since="2026-03-02", name="新名（示例）", serves=[A, B, C],
    )  # fmt: skip
    assert shown(centers, north)["shape"]["name"] == "甲站（示例）"
    assert shown(centers, north, "2026-03-02")["shape"]["serves"] == [A, B, C]
    centers.now = datetime(2026, 3, 2, 0, 0, 1, tzinfo=TZ)
    centers.react(centers.handlers.turn_place, subject_id=north["place_id"])
    now = shown(centers, north)
    assert (now["place"]["name"], now["place"]["past"][0]["name"]) == (
        "新名（示例）", "甲站（示例）",
    )  # fmt: skip
    assert now["place"]["past"][0]["hours"] == HOURS
    assert shown(centers, north, "2026-03-01")["shape"]["windows"][0]["skills"] == ["民政"]
    assert shown(centers, north, "2026-02-10")["shape"] is None


def test_a_change_to_an_old_version_is_refused(centers: Room, network):
    north = network["north"]
    command = {"place_id": north["place_id"], "since": "2026-03-02", "name": "新名（示例）"}
    centers.step("liucheng", "change_place", version=north["version"], **command)
    with pytest.raises(Stale):
        centers.step("liucheng", "change_place", version=north["version"], **command)


def test_whoever_reads_a_place_may_change_it_on_the_version_that_was_read(centers: Room, network):
    north = network["north"]["place_id"]
    read = centers.ask("liucheng", "show_place", place_id=north)
    renamed = centers.step(
        "liucheng", "change_place", place_id=north, version=read["version"],
        since="2026-02-11", name="新名（示例）",
    )  # fmt: skip
    assert renamed["name"] == "新名（示例）"
    assert centers.ask("reader", "show_place", place_id=north)["version"] == renamed["version"]


@pytest.mark.rule("SITE-01")
@pytest.mark.parametrize("round_", range(4))
def test_two_stations_closed_at_once_never_leave_a_community_without(centers: Room, round_: int):
    """Each may close while the other stays; both are asked at the same moment."""
    learn(centers)
    pair = [establish(centers, name=f"双站{n}（示例）", serves=[B]) for n in (1, 2)]
    together = Barrier(2)

    def close(place: dict[str, Any]) -> str:
        together.wait()
        try:
            centers.step(
                "liucheng", "close_place", place_id=place["place_id"], version=place["version"],
                last_day="2026-02-11",
            )  # fmt: skip
        except Conflict as refused:
            return refused.code
        return "closing"

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(close, pair))
    assert said.count("closing") == 1
    assert set(said) <= {"closing", "storage.stale", "centers.community_unserved"}


def test_the_list_shows_what_is_open_and_finds_who_serves_a_community(centers: Room, network):
    def found(**filters: Any) -> set[str]:
        return set(centers.listed("reader", "list_places", "name", **filters))

    names = {key: place["name"] for key, place in network.items()}
    assert found() == set(names.values())
    assert found(serves=B) == {names["center"], names["north"]}
    assert found(kind="station", serves=C) == {names["south"]}
    assert found(path=GONGPING) == set()
    north = network["north"]
    centers.step(
        "liucheng", "close_place", place_id=north["place_id"], version=north["version"],
        last_day="2026-02-11", successor_id=network["south"]["place_id"],
    )  # fmt: skip
    assert names["north"] in found()
    centers.now = datetime(2026, 2, 12, 0, 0, 1, tzinfo=TZ)
    centers.react(centers.handlers.turn_place, subject_id=north["place_id"])
    assert found(serves=A) == {names["center"], names["south"]}
    assert found(status="CLOSED") == {names["north"]}
    assert shown(centers, north)["place"]["successor_id"] == network["south"]["place_id"]


@pytest.mark.rule("SITE center.least_area")
def test_a_center_of_799_9_square_metres_is_refused_at_the_door(centers: Room, network):
    with pytest.raises(Invalid) as refused:
        establish(centers, kind="center", area="799.9", location={
            "path": LIUCHENG, "address": "示例地址"})  # fmt: skip
    assert refused.value.code == "centers.center_too_small"


@pytest.mark.rule("SITE-01")
def test_the_check_of_the_network_stays_in_the_jurisdiction(centers: Room, network):
    assert centers.ask("liucheng", "check_network")["body"]["complete"] is True
    district = centers.ask("zhihui", "check_network")["body"]
    assert [unit["unit_code"] for unit in district["without_station"]] == ["510115002001"]
    assert [unit["unit_code"] for unit in district["without_center"]] == ["510115002"]
    assert (district["complete"], district["streets"], district["communities"]) == (False, 2, 4)


def test_opening_hours_are_shown_day_by_day(centers: Room, network):
    days = centers.ask(
        "reader", "show_hours", place_id=network["north"]["place_id"], first="2026-02-11", days=4
    )["body"]["days"]
    assert [day["spells"] for day in days] == [MORNING, [], MORNING, MORNING]
    assert days[3]["on"] == "2026-02-14"  # a make-up Saturday works as a Monday


# --- finished without leaving the community ------------------------------------------------------


def decided(centers: Room, who: str, **changes: Any) -> str:
    """Hand in, accept and decide one case, and return its id."""
    proxy = {"channel": "PROXY", "authorisation": {
        "scope": "代为提交", "expires_on": "2026-12-31", "document_no": "委托1号"}}  # fmt: skip
    extra = proxy if who == "daiban" else {}
    case = submit(centers, who, PERSON, **extra, **changes)
    for actor, step, command in (
        ("chuangkou", "accept_case", {}), ("chengban", "start_review", {}),
        ("fuzeren", "grant_case", {"document_no": "柳决1号"}),
    ):  # fmt: skip
        case = centers.step(
            actor, step, case_id=case["case_id"], version=case["version"], **command
        )
    return case["case_id"]


def refer(centers: Room, network: dict[str, Any], case_id: str) -> dict[str, Any]:
    return centers.ask(
        "chuangkou", "make_referral", from_id=network["north"]["place_id"],
        to_id=network["center"]["place_id"], reason="须到中心核验", case_id=case_id,
    )["body"]  # fmt: skip


@pytest.mark.rule("SITE-01")
def test_the_share_finished_at_home_is_measured_from_cases(centers: Room, network):
    on_offer(centers)
    near = decided(centers, "daiban", home_path=HOME)
    decided(centers, "chuangkou", home_path=HOME)
    decided(centers, "wang_xiuying", home_path=HOME)

    def figures(who: str = "zhihui", period: str = "2026-02") -> tuple[Any, ...]:
        body = centers.ask(who, "show_local_figures", period=period)["body"]
        return body["near"], body["elsewhere"], body["online"], body["percent"]

    assert figures() == figures("liucheng") == (1, 1, 1, "50.00")
    assert figures("gongping") == figures(period="2026-03") == (0, 0, 0, None)
    sent = refer(centers, network, near)
    assert figures() == (0, 2, 1, "0.00")
    centers.step(
        "chuangkou", "recall_referral", referral_id=sent["referral_id"], version=sent["version"]
    )
    assert figures() == (1, 1, 1, "50.00")


def test_a_referral_is_seen_where_it_was_sent_and_where_it_is_answered(centers: Room, network):
    on_offer(centers)
    sent = refer(centers, network, "")
    assert (sent["direction"], sent["answer_by"]) == ("UP", "2026-02-13")
    assert [each["action"] for each in sent["offered"]] == ["take", "return", "recall"]
    for who, count in (("chuangkou", 1), ("daiban", 1), ("zhihui", 1), ("gongping", 0)):
        assert len(centers.listed(who, "list_referrals", "referral_id")) == count, who
    taken = centers.step(
        "chuangkou", "take_referral", referral_id=sent["referral_id"], version=sent["version"]
    )
    with pytest.raises(Forbidden):
        centers.step(
            "gongping_window", "answer_referral", referral_id=sent["referral_id"],
            version=taken["version"], answer="不归我管",
        )  # fmt: skip


# --- siting --------------------------------------------------------------------------------------

HEAD = ("编号", "类别", "名称", "所在社区代码", "人口", "X（米）", "Y（米）")
ROWS = [
    (A, "社区", "甲社区", A, "3000", "100", "100"), (B, "社区", "乙社区", B, "2500", "350", "50"),
    (C, "社区", "丙社区", C, "4000", "820", "160"),
    ("510115002001", "社区", "丁社区", "510115002001", "1500", "1300", "300"),
    ("H1", "候选点", "候选一", B, "", "350", "60"),
    ("D1", "党群服务中心", "中心", B, "", "350", "0"),
]  # fmt: skip


def bring(centers: Room, *, dry_run: bool, rows: list[tuple[str, ...]] = ROWS) -> Any:
    sheet = Sheet("点位", tuple(Column(title, title) for title in HEAD), rows)
    book = write([sheet], title="点位", made_at=datetime(2026, 1, 1, tzinfo=TZ))
    return centers.ask(
        "zhihui", "import_spots", workbook=base64.b64encode(book).decode(), source="区统计局",
        as_of="2026-01-01", dry_run=dry_run,
    )["body"]  # fmt: skip


@pytest.mark.rule("SITE-03")
def test_points_are_imported_and_the_worked_example_comes_out(centers: Room, network):
    assert len(bring(centers, dry_run=True)["added"]) == 6
    assert centers.listed("zhihui", "list_spots", "spot_id") == []
    assert bring(centers, dry_run=False)["dry_run"] is False
    assert bring(centers, dry_run=False)["unchanged"] == 6
    assert len(centers.listed("zhihui", "list_spots", "spot_id")) == 6
    assert len(centers.listed("liucheng", "list_spots", "spot_id", kind="community")) == 3
    far = centers.ask("zhihui", "show_coverage", radius=500)["body"]
    assert [line["distance"] for line in far["lines"]] == ["141.4", "353.6", "178.9", "500.0"]
    assert far["percent"] == "100.00"
    near = centers.ask("zhihui", "show_coverage")["body"]
    assert (near["radius"], near["percent"]) == (300, "63.64")


@pytest.mark.rule("SITE-03")
def test_a_proposal_shows_before_and_after_as_table_and_geojson(centers: Room, network):
    bring(centers, dry_run=False)
    found = centers.ask("liucheng", "propose_stations", count=2)["body"]
    (choice,) = found["choices"]
    assert (choice["site_id"], choice["people"], choice["communities"]) == ("H1", 2500, [B])
    assert choice["party_center"] == "D1"
    assert (found["before"]["percent"], found["after"]["percent"]) == ("73.68", "100.00")
    assert (found["proved"], found["gap"]) == (True, "0.00")
    assert {each["properties"]["kind"] for each in found["geojson"]["features"]} == {
        "community", "station", "proposed",
    }  # fmt: skip


def test_a_workbook_with_one_wrong_cell_keeps_nothing(centers: Room, network):
    with pytest.raises(Invalid) as refused:
        bring(centers, dry_run=False, rows=[*ROWS, ("H2", "候选点", "候选二", B, "", "x", "1")])
    assert refused.value.details["errors"][0]["pointer"] == "/点位/F8"
    assert centers.listed("zhihui", "list_spots", "spot_id") == []


def test_the_demonstration_loads_twice_and_is_planned_in_time(centers: Room):
    def load(uow: Any) -> None:
        centers.handlers.load(uow, folder=ROOT / "infra" / "data", demo=True)

    for _ in range(2):
        centers.react(load)
    assert len(centers.listed("reader", "list_places", "place_id", kind="center")) == 9
    found = centers.ask("zhihui", "propose_stations", count=10)["body"]
    assert (found["proved"], len(found["choices"]), len(found["before"]["lines"])) == (True, 10, 95)
    hours = centers.ask("reader", "show_hours", place_id="S-510115001001", first="2026-02-11")
    assert hours["body"]["days"][0]["spells"] == [
        {"opens": "09:00", "closes": "12:00"}, {"opens": "13:00", "closes": "17:00"},
    ]  # fmt: skip
