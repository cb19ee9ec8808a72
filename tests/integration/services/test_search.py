"""Search by initials, one's own filters, and exports that stay inside the jurisdiction."""

import base64
import csv
import hashlib
import io
from typing import Any

import orjson
import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select, text

from shared.chassis import tables
from shared.kernel.errors import Forbidden, Invalid
from tests.integration.services._room import Room
from tests.integration.services.test_cases import OTHER, numbers, on_offer, submit
from tests.unit.centers._town import PERSON, STATION


@pytest.fixture
def cases(centers: Room) -> dict[str, Any]:
    on_offer(centers)
    return {
        "own": submit(centers, "wang_xiuying", PERSON),
        "brought": submit(centers, "gongping_window", OTHER, home_path=STATION),
        "department": submit(centers, "gongping_window", OTHER),
    }


@pytest.mark.parametrize(
    ("who", "q", "found"),
    [
        ("chuangkou", "WXY", ("own",)), ("chuangkou", "wxy", ("own",)),
        ("chuangkou", "lw", ("brought",)), ("zhihui", "LW", ("brought", "department")),
        ("gongping_window", "wxy", ()), ("chuangkou", "w", ()), ("li_wei", "wxy", ()),
        ("wang_xiuying", "wxy", ("own",)),
    ],
)  # fmt: skip
def test_initials_find_cases_inside_the_jurisdiction(centers, cases, who, q, found):
    assert set(centers.listed(who, "list_cases", "case_no", q=q)) == numbers(cases, *found)


def test_a_person_sees_and_drops_her_own_filters_only(centers: Room):
    criteria = {"status": "IN_REVIEW", "due_before": "2026-03-01"}
    saved = centers.ask("chengban", "save_filter", name="临期", criteria=criteria)["body"]
    assert saved["criteria"]["due_before"] == "2026-03-01"
    assert centers.listed("chengban", "list_filters", "name") == ["临期"]
    assert centers.listed("fuzeren", "list_filters", "name") == []
    centers.ask("chengban", "drop_filter", filter_id=saved["filter_id"])
    assert centers.listed("chengban", "list_filters", "name") == []
    centers.ask("chengban", "save_filter", name="临期", criteria=criteria)


EXPORT = {"reason": "月度抽查"}


def rows_of(answer: dict[str, Any]) -> list[list[Any]]:
    content = base64.b64decode(answer["content"])
    assert answer["sha256"] == hashlib.sha256(content).hexdigest()
    if answer["form"] == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


@pytest.mark.rule("RED-01")
@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_an_export_is_masked_and_stays_inside_the_jurisdiction(centers, cases, form: str):
    made = centers.ask("liucheng", "export_cases", form=form, **EXPORT)["body"]
    if form == "json":
        shown = [[each["case_no"]] for each in made["items"]]
    else:
        head, *shown = rows_of(made)
        assert head[0] == "办件编号"
    assert {row[0] for row in shown} == numbers(cases, "own", "brought")
    assert made["rows"] == 2
    for private in (*PERSON.values(), *OTHER.values()):
        assert private not in orjson.dumps([made, shown]).decode()


def test_filters_narrow_an_export(centers: Room, cases):
    done = centers.ask("liucheng", "export_cases", form="json", status="DECIDED", **EXPORT)
    item = centers.ask("liucheng", "export_cases", form="json", item_id="L1-001", **EXPORT)
    assert (done["body"]["rows"], item["body"]["rows"]) == (0, 2)


@pytest.mark.rule("G-07")
def test_who_took_what_away_and_why_stays_on_record_and_the_reason_does_not_travel(centers, cases):
    made = centers.ask("liucheng", "export_cases", form="csv", **EXPORT)["body"]
    with centers.database.engine.connect() as connection:
        kept = connection.execute(text("SELECT by, reason, rows, sha256 FROM exports")).one()
        body = connection.scalars(
            select(tables.outbox.c.body).where(tables.outbox.c.type == "centers.export.made")
        ).one()
        audited = connection.scalars(select(tables.audit.c.actor_id)).all()
    assert tuple(kept) == ("liucheng", "月度抽查", 2, made["sha256"])
    assert "月度抽查".encode() not in bytes(body)
    assert "liucheng" in audited


def test_more_than_the_rule_pack_allows_is_refused_and_nothing_is_recorded(
    centers: Room, cases, monkeypatch
):
    pack = centers.executor.house.packs.pack("centers.search", centers.now.date())
    monkeypatch.setitem(pack.values, "export.most_rows", 1)
    with pytest.raises(Invalid) as refused:
        centers.ask("liucheng", "export_cases", form="csv", **EXPORT)
    assert refused.value.code == "centers.export_too_large"
    with centers.database.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM exports")).scalar() == 0


@pytest.mark.parametrize("who", ["wang_xiuying", "chuangkou", "chengban", "zhihui"])
def test_only_who_may_exports(centers: Room, who: str):
    with pytest.raises(Forbidden):
        centers.ask(who, "export_cases", form="csv", **EXPORT)
