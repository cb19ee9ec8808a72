"""Where stations should stand, through the gateway: points from a sheet, a proposal, a station."""

import base64
from datetime import timedelta
from typing import Any

import pytest

from shared.chassis.sheets import Column, Sheet, write
from tests.e2e import people
from tests.e2e.client import Town, refused

HEAD = ("编号", "类别", "名称", "所在社区代码", "人口", "X（米）", "Y（米）")
HOME = f"{people.STREET}007"
FAR = 9_000_000
"""So far from everybody that no other reader's figures move."""

SITE = ("H-E2E-1", "候选点", "德通桥候选点二（示例）", HOME, "", str(FAR), "0")
BESIDE = ("D-E2E-1", "党群服务中心", "德通桥党群服务中心二（示例）", HOME, "", str(FAR), "200")


def workbook(town: Town, *rows: tuple[str, ...]) -> str:
    """Return a sheet as the statistics office fills it in."""
    sheet = Sheet("点位", tuple(Column(title, title) for title in HEAD), rows)
    return base64.b64encode(write([sheet], title="点位", made_at=town.now())).decode()


def bring(town: Town, *rows: tuple[str, ...], dry_run: bool, who: str = "zhihui") -> Any:
    body = {
        "workbook": workbook(town, *rows), "source": "区统计局（示例）", "as_of": "2026-01-01",
        "dry_run": dry_run,
    }  # fmt: skip
    return town[who].ask("POST", "/centers/siting/spots/import", body).json()


def candidates(town: Town, who: str) -> dict[str, dict[str, Any]]:
    found = town[who].get("/centers/siting/spots?kind=candidate&limit=100")["items"]
    return {each["spot_id"]: each for each in found}


def coverage(town: Town, who: str = "liucheng", ask: str = "") -> dict[str, Any]:
    return town[who].get(f"/centers/siting/coverage{ask}")


def test_points_come_from_a_sheet_whole_or_not_at_all(town: Town):
    no = refused(lambda: bring(town, SITE, dry_run=True, who="liucheng"))
    assert (no["status"], no["code"]) == (403, "auth.not_permitted")
    wrong = ("H-E2E-2", "候选点", "别处候选点（示例）", "510116001001", "", "东", "1")
    report = bring(town, SITE, wrong, dry_run=True)
    assert [each["cell"] for each in report["defects"]] == ["D3", "F3"]
    no = refused(lambda: bring(town, SITE, wrong, dry_run=False))
    assert (no["status"], no["code"]) == (422, "centers.sheet_wrong")
    assert [each["pointer"] for each in no["errors"]] == ["/点位/D3", "/点位/F3"]
    assert bring(town, SITE, BESIDE, dry_run=True)["added"] == ["H-E2E-1", "D-E2E-1"]
    assert "H-E2E-1" not in candidates(town, "zhihui"), "a dry run keeps nothing"

    assert bring(town, SITE, BESIDE, dry_run=False)["added"] == ["H-E2E-1", "D-E2E-1"]
    moved = (*SITE[:6], "100")
    again = bring(town, moved, BESIDE, dry_run=False)
    assert (again["added"], again["changed"], again["unchanged"]) == ([], ["H-E2E-1"], 1)
    kept = candidates(town, "liucheng")["H-E2E-1"]
    assert (kept["position"], kept["source"]) == ({"x": FAR, "y": 100}, "区统计局（示例）")
    assert not kept["sample"], "what was imported is not the demonstration's own"
    assert "H-E2E-1" not in candidates(town, "gongping"), "each street sees its own"


@pytest.mark.rule("SITE-02", "SITE-03")
def test_coverage_is_measured_inside_the_radius_and_the_jurisdiction(town: Town):
    near, wide = coverage(town), coverage(town, ask="?radius=1000")
    assert near["radius"] == 300
    assert coverage(town, ask="?kind=center")["radius"] == 1000
    for shown in (near, wide):
        inside = [line for line in shown["lines"] if float(line["distance"]) <= shown["radius"]]
        assert shown["covered"] == sum(line["population"] for line in inside)
        assert [line for line in shown["lines"] if line["covered"]] == inside
        share = round(100 * shown["covered"] / shown["population"], 2)
        assert float(shown["percent"]) == pytest.approx(share, abs=0.01)
    assert near["covered"] < wide["covered"]
    assert near["population"] < coverage(town, "zhihui")["population"]
    no = refused(lambda: coverage(town, ask="?radius=0"))
    assert (no["status"], no["errors"][0]["pointer"]) == (422, "/radius")
    no = refused(lambda: coverage(town, "chuangkou"))
    assert (no["status"], no["code"]) == (403, "auth.not_permitted")


@pytest.mark.rule("SITE-03")
def test_a_street_builds_what_is_proposed_and_just_so_many_more_people_are_served(town: Town):
    found = town["liucheng"].get("/centers/siting/proposal?count=3")
    assert (found["wanted"], found["proved"], found["gap"]) == (3, True, "0.00")
    assert [each["order"] for each in found["choices"]] == [1, 2, 3]
    reasons = [each["people"] for each in found["choices"]]
    assert reasons == sorted(reasons, reverse=True)
    before, after = found["before"], found["after"]
    assert sum(reasons) == found["people"] == after["covered"] - before["covered"]
    newly = {each["community_id"] for each in after["lines"] if each["covered"]} - {
        each["community_id"] for each in before["lines"] if each["covered"]
    }
    assert newly == {code for each in found["choices"] for code in each["communities"]}
    assert coverage(town)["covered"] == before["covered"]
    drawn(found)
    build(town, found["choices"][0], before["covered"])


def drawn(found: dict[str, Any]) -> None:
    """The map shows what the table says: every community, every choice, before and after."""
    features = [each["properties"] for each in found["geojson"]["features"]]
    lines = found["before"]["lines"]
    communities = [each for each in features if each["kind"] == "community"]
    assert {each["id"] for each in communities} == {each["community_id"] for each in lines}
    for when in ("before", "after"):
        people_near = sum(e["population"] for e in communities if e[f"covered_{when}"])
        assert people_near == found[when]["covered"]
    proposed = [each["id"] for each in features if each["kind"] == "proposed"]
    assert proposed == [each["site_id"] for each in found["choices"]]
    one = next(e for e in found["geojson"]["features"] if e["properties"]["id"] == proposed[0])
    at = found["choices"][0]["position"]
    assert one["geometry"] == {"type": "Point", "coordinates": [at["x"], at["y"]]}


def build(town: Town, choice: dict[str, Any], covered: int) -> None:
    """Open a station there for a day: the figures follow it, and go back with it."""
    street, today = town["liucheng"], town.now().date()
    station = street.create("/centers/places", {
        "kind": "station", "name": f"{choice['name']}站", "area": "600",
        "above_id": f"C-{people.STREET}", "hours": {"weekly": []}, "opened_on": str(today),
        "location": {"path": f"510115/{people.STREET}/{choice['communities'][0]}",
                     "address": "示例路2号（虚构）", "position": choice["position"]},
    })  # fmt: skip
    assert coverage(town)["covered"] == covered + choice["people"]
    left = street.get("/centers/siting/proposal?count=3")["choices"]
    assert choice["site_id"] not in [each["site_id"] for each in left]
    path = f"/centers/places/{station['place_id']}"
    street.act(path, "close", {"last_day": str(today)})
    tomorrow = today + timedelta(days=1)
    assert coverage(town, ask=f"?on={tomorrow}")["covered"] == covered
