"""Lists as documents on a real database: on any day, compared, exported, imported, printed."""

import base64
import hashlib
from datetime import datetime

import pytest

from shared.chassis import sheets
from shared.chassis.execution import Answer
from shared.chassis.files import DOCX, PDF
from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tests.integration.services._room import Room
from tests.integration.services.test_lists import lists, whole_batch
from tests.unit.delegation._town import REPORTERS, row_content
from tests.unit.delegation.test_sheets import GOOD, filled

__all__ = ["lists"]


def content(answer: Answer) -> bytes:
    return base64.b64decode(answer["body"]["content"])


def grids(answer: Answer) -> dict[str, sheets.Grid]:
    return {grid.name[:2]: grid for grid in sheets.read(content(answer))}


def approved(lists: Room) -> str:
    """Publish a second edition of every list, in force from 2026-06-01."""
    batch_id = whole_batch(lists)
    lists.now = datetime(2026, 6, 1, 9, tzinfo=TZ)
    lists.react(lists.handlers.end_notice, subject_id=batch_id)
    version = lists.ask("zhengfu", "show_batch", batch_id=batch_id)["version"]
    lists.step("zhengfu", "approve_batch", batch_id=batch_id, document_no="8号", version=version)
    return batch_id


@pytest.mark.rule("LST-02")
def test_a_list_on_a_day_is_the_version_of_that_day_with_its_digest(lists: Room):
    approved(lists)
    numbers = {}
    for day in ("2016-07-01", "2026-05-31", "2026-06-01", "2099-01-01"):
        shown = lists.ask("reader", "show_list_on", list_code="L1", on=day)["body"]
        numbers[day] = shown["number"]
        assert shown["intact"]
        assert len(shown["digest"]) == 64
    assert numbers == {"2016-07-01": 1, "2026-05-31": 1, "2026-06-01": 2, "2099-01-01": 2}
    with pytest.raises(NotFound, match="2016-06-30"):
        lists.ask("reader", "show_list_on", list_code="L1", on="2016-06-30")
    with pytest.raises(NotFound):
        lists.ask("reader", "show_list_on", list_code="L1", on="2026-06-01", district="510116")


@pytest.mark.rule("LST-02")
def test_two_versions_are_compared_in_either_order_and_within_one_list_only(lists: Room):
    approved(lists)
    second, first = lists.ask("reader", "list_versions", list_code="L1")["body"]["items"]
    key, other = second["list_version_id"], first["list_version_id"]
    found = lists.ask("reader", "compare_versions", list_version_id=key)["body"]
    assert (found["before"]["number"], found["after"]["number"]) == (1, 2)
    assert [line["name"] for line in found["added"]] == ["困难群众节日慰问（测试）"]
    assert (found["removed"], found["changed"], found["moved"]) == ([], [], [])
    turned = lists.ask("reader", "compare_versions", list_version_id=other, against=key)["body"]
    assert turned == found
    with pytest.raises(NotFound):
        lists.ask("reader", "compare_versions", list_version_id=other)
    (foreign, *_) = lists.ask("reader", "list_versions", list_code="L3")["body"]["items"]
    with pytest.raises(Invalid) as refusal:
        lists.ask("reader", "compare_versions", list_version_id=key,
                  against=foreign["list_version_id"])  # fmt: skip
    assert refusal.value.code == "delegation.other_list"


def test_what_is_in_force_on_a_day_is_exported_a_sheet_for_each_list(lists: Room):
    approved(lists)
    before = grids(lists.ask("reader", "export_entries", on="2026-05-31"))
    after = grids(lists.ask("reader", "export_entries", on="2026-06-01"))
    assert list(after) == ["L1", "L2", "L3", "L4", "L5"]
    assert len(after["L1"].rows) == len(before["L1"].rows) + 1
    assert after["L5"].rows == before["L5"].rows
    own = grids(lists.ask("reader", "export_entries", list_code="L1", department="510115-MZ"))
    assert list(own) == ["L1"]
    place = own["L1"].head.index("责任部门代码")
    assert {cells[place] for _, cells in own["L1"].rows} == {"510115-MZ"}


def test_a_department_exports_changes_and_imports_its_own_entries(lists: Room):
    drafted = lists.ask("bianban", "draft_batch", title="2026年清单", reporters=REPORTERS)["body"]
    key = drafted["batch_id"]
    lists.step("bianban", "open_batch", batch_id=key, version=drafted["version"])
    out = lists.ask("reader", "export_entries", list_code="L1", department="510115-MZ")
    file = base64.b64encode(content(out)).decode()
    digest = hashlib.sha256(content(out)).hexdigest()
    report = lists.ask("minzheng", "check_sheet", batch_id=key, file=file)["body"]
    assert report["defects"] == []
    assert report["digest"] == digest
    assert lists.listed("bianban", "list_items", "item_id", batch_id=key) == []
    done = lists.ask("minzheng", "import_sheet", batch_id=key, file=file, digest=digest)["body"]
    assert sorted(lists.listed("bianban", "list_items", "item_id", batch_id=key)) == sorted(
        done["item_ids"]
    )
    assert len(done["item_ids"]) == report["lists"]["L1"] > 10
    again = lists.ask("minzheng", "check_sheet", batch_id=key, file=file)["body"]
    assert len(again["defects"]) == report["lists"]["L1"]


def test_a_wrong_sheet_leaves_nothing_behind(lists: Room):
    drafted = lists.ask("bianban", "draft_batch", title="2026年清单", reporters=REPORTERS)["body"]
    key = drafted["batch_id"]
    lists.step("bianban", "open_batch", batch_id=key, version=drafted["version"])
    raw = filled(GOOD, {**GOOD, "name": "另一事项", "level": "区级"})
    file, digest = base64.b64encode(raw).decode(), hashlib.sha256(raw).hexdigest()
    with pytest.raises(Invalid) as refusal:
        lists.ask("minzheng", "import_sheet", batch_id=key, file=file, digest=digest)
    assert refusal.value.code == "delegation.sheet_has_defects"
    with pytest.raises(Conflict):
        lists.ask("minzheng", "import_sheet", batch_id=key, file=file, digest="0" * 64)
    with pytest.raises(Forbidden):
        lists.ask("zhengfu", "import_sheet", batch_id=key, file=file, digest=digest)
    marked = lists.ask("minzheng", "mark_sheet", batch_id=key, file=file)
    assert grids(marked)["L1"].rows == grids_of(raw)["L1"].rows
    assert lists.listed("bianban", "list_items", "item_id", batch_id=key) == []


def grids_of(raw: bytes) -> dict[str, sheets.Grid]:
    return {grid.name[:2]: grid for grid in sheets.read(raw)}


def test_lists_and_notices_are_printed_for_everybody(lists: Room):
    versions = lists.ask("reader", "list_versions")["body"]["items"]
    for form, kind in (("pdf", PDF), ("docx", DOCX)):
        for each in versions:
            printed = lists.ask(
                "reader", "print_version", list_version_id=each["list_version_id"], form=form
            )
            assert printed["body"]["media_type"] == kind
    with pytest.raises(NotFound):
        lists.ask("reader", "print_notice", batch_id=versions[0]["batch_id"])
    batch_id = whole_batch(lists)
    notice = lists.ask("reader", "print_notice", batch_id=batch_id)
    assert content(notice).startswith(b"%PDF-")
    assert content(notice) == content(lists.ask("reader", "print_notice", batch_id=batch_id))


@pytest.mark.rule("PT-02")
def test_a_flow_table_is_printed_for_who_may_see_the_row(lists: Room):
    row = lists.ask("minzheng", "list_rows", department="510115-MZ")["body"]["items"][0]
    printed = lists.ask("chuangkou", "print_row", row_id=row["row_id"])
    assert content(printed).startswith(b"%PDF-")
    situation = {"question": "是否本街道户籍", "answers": [
        {"answer": "是", "removes": ["居民身份证"]}, {"answer": "否"}]}  # fmt: skip
    whole = row_content(situations=[situation])
    draft = lists.ask("minzheng", "draft_row", item_id=row["item_id"], content=whole)["body"]
    shown = lists.ask("minzheng", "show_row", row_id=draft["row_id"])["body"]["content"]
    assert shown["situations"][0]["answers"][0]["removes"] == ["居民身份证"]
    assert lists.ask("minzheng", "print_row", row_id=draft["row_id"], form="docx")
    with pytest.raises(NotFound):
        lists.ask("renshe", "print_row", row_id=draft["row_id"])
