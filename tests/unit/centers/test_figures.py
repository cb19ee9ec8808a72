"""Monthly figures, names of units, places."""

import json
from datetime import date
from pathlib import Path

import pytest

from services.centers import handlers, store
from services.centers.model import Place, Statistics
from services.centers.model.unit_name import UnitName
from shared.kernel.errors import Invalid
from tests.unit.centers._town import GONGPING, LIUCHENG, Town, moment

COUNTS = {"accepted": 9, "granted": 6, "denied": 2, "on_time": 7}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list:
    """What the database was asked; the counting itself is tested on PostgreSQL."""
    spans = []

    def counted(uow, first, after):
        spans.append((first, after))
        return {LIUCHENG: COUNTS} if first.month == 2 else {}

    monkeypatch.setattr(store, "decisions_between", counted)
    monkeypatch.setattr(store, "levels_by_unit", lambda uow, first, after: {})
    for scores in ("scores_between", "window_scores_between"):
        monkeypatch.setattr(store, scores, lambda uow, first, after: {})
    return spans


def learn(town: Town, name: str) -> None:
    with town.react() as uow:
        handlers.learn_unit(uow, unit_code="510115001", path=LIUCHENG, name=name)


@pytest.mark.rule("X-04")
def test_a_month_is_compiled_when_it_is_over_and_must_then_be_published(asked: list):
    town = Town()
    learn(town, "柳城街道")
    with town.react() as uow:
        handlers.statistics.wait_for(uow, date(2026, 2, 1))
    town.at("2026-02-28 23:59")
    assert town.all(Statistics) == []
    town.at("2026-03-01 00:00")
    fact = town.told[-1]
    assert asked == [(moment("2026-02-01 00:00"), moment("2026-03-01 00:00"))]
    assert (fact.event_type, fact.statistics_id) == (
        "centers.statistics.compiled", "2026-02:510115001",
    )  # fmt: skip
    assert (fact.path, fact.period, fact.unit_name) == (LIUCHENG, "2026-02", "柳城街道")
    assert {key: getattr(fact, key) for key in COUNTS} == COUNTS
    assert fact.formed_at == moment("2026-03-01 00:00")


@pytest.mark.rule("X-05")
def test_what_residents_said_in_a_month_is_told_by_level_and_of_no_case(asked, monkeypatch):
    said = {LIUCHENG: {5: 3, 1: 1}, GONGPING: {4: 2}}
    monkeypatch.setattr(store, "levels_by_unit", lambda uow, first, after: said)
    town = Town("2026-03-01 00:00")
    with town.react() as uow:
        handlers.compile_month(uow, subject_id="2026-02")
    told = [f for f in town.told if f.event_type == "centers.ratings.compiled"]
    assert {(f.path, f.period): f.levels for f in told} == {
        (LIUCHENG, "2026-02"): {"5": 3, "4": 0, "3": 0, "2": 0, "1": 1},
        (GONGPING, "2026-02"): {"5": 0, "4": 2, "3": 0, "2": 0, "1": 0},
    }
    assert set(vars(told[0])) == {"statistics_id", "path", "period", "levels"}
    unheard = town.rows[Statistics]["2026-02:510115002"]
    assert (unheard.granted, unheard.denied, unheard.on_time) == (0, 0, 0)


@pytest.mark.rule("X-04")
def test_figures_are_compiled_once_and_the_chain_goes_on(asked: list):
    town = Town("2026-03-01 00:00")
    for _ in range(2):
        with town.react() as uow:
            handlers.compile_month(uow, subject_id="2026-02")
    assert len(town.told) == len(town.all(Statistics)) == 1
    assert town.timers == {("month_end", "2026-03"): moment("2026-04-01 00:00")}


@pytest.mark.rule("X-04")
def test_a_clock_that_jumped_over_months_catches_up_month_by_month(asked: list):
    town = Town("2026-01-15")
    with town.react() as uow:
        handlers.statistics.wait_for(uow, date(2026, 1, 1))
    for _ in range(4):
        town.at("2026-04-02")
    assert [first.month for first, _ in asked] == [1, 2, 3]
    assert town.the(Statistics).period == "2026-02"


@pytest.mark.rule("X-03")
def test_a_renamed_unit_is_counted_under_its_present_name_and_old_figures_stay(asked: list):
    town = Town("2026-03-01 00:00")
    learn(town, "柳城街道")
    with town.react() as uow:
        handlers.compile_month(uow, subject_id="2026-02")
    learn(town, "柳城街道办事处")
    assert town.the(UnitName).name == "柳城街道办事处"
    assert town.the(Statistics).unit_name == "柳城街道"


# --- places ------------------------------------------------------------------------------------


def write(folder: Path, **changes) -> Path:
    place = {
        "id": "liucheng", "kind": "center", "name": "柳城街道综合便民服务中心（示例）",
        "path": LIUCHENG, "area_m2": 800, "sample": True,
        "windows": [{"number": 1, "name": "综合窗口"}],
    }  # fmt: skip
    (folder / "places.json").write_text(json.dumps([{**place, **changes}]), encoding="utf-8")
    return folder


@pytest.mark.rule("SITE center.least_area")
def test_a_center_of_800_square_metres_is_loaded_once(tmp_path: Path):
    town = Town()
    for _ in range(2):
        with town.react() as uow:
            handlers.load(uow, folder=write(tmp_path), demo=True)
    place = town.the(Place)
    assert (place.area_m2, place.sample, place.windows[0].number) == (800, True, "1")


@pytest.mark.rule("SITE center.least_area")
def test_a_smaller_center_is_refused_and_a_smaller_station_is_not(tmp_path: Path):
    town = Town()
    with pytest.raises(Invalid) as refused, town.react() as uow:
        handlers.load(uow, folder=write(tmp_path, area_m2=799), demo=True)
    assert refused.value.details == {"least": 800, "area": 799}
    with town.react() as uow:
        handlers.load(uow, folder=write(tmp_path, kind="station", area_m2=80), demo=True)
    assert len(town.all(Place)) == 1


def test_sample_places_stay_out_of_a_real_installation(tmp_path: Path):
    town = Town()
    with town.react() as uow:
        handlers.load(uow, folder=write(tmp_path), demo=False)
    assert town.all(Place) == []
