"""Lists as documents, through the gateway: kept, compared, filled in, printed."""

import base64
import hashlib

import pytest
import requests

from shared.chassis import sheets
from tests.e2e.client import Town, refused
from tests.unit.delegation._town import REPORTERS
from tests.unit.delegation.test_sheets import GOOD, filled


def newest(town: Town, list_code: str) -> str:
    found = town.reader.get(f"/delegation/lists?list_code={list_code}")["items"]
    return found[0]["list_version_id"]


@pytest.mark.rule("LST-02")
def test_everybody_keeps_a_list_as_sheet_and_as_paper(town: Town):
    key = newest(town, "L1")
    kept = town.reader.ask("GET", f"/delegation/lists/{key}/sheet")
    (grid,) = sheets.read(kept.content)
    assert len(grid.rows) > 50
    assert "filename*=UTF-8''%E5%8C%BA%E7%BA%A7" in kept.headers["Content-Disposition"]
    for form, begins in (("pdf", b"%PDF-"), ("docx", b"PK")):
        url = f"{town.base}/api/v1/delegation/lists/{key}/paper?form={form}"
        printed = requests.get(url, timeout=30)
        assert printed.content.startswith(begins)
        again = requests.get(url, headers={"If-None-Match": printed.headers["ETag"]}, timeout=30)
        assert (again.status_code, again.content) == (304, b"")
    day = town.now().date()
    on = town.reader.get(f"/delegation/days/{day}/lists/L1")
    assert on["intact"]
    whole = town.reader.ask("GET", f"/delegation/sheets/entries?on={day}")
    assert [each.name[:2] for each in sheets.read(whole.content)] == ["L1", "L2", "L3", "L4", "L5"]


def test_a_department_fills_in_the_template_and_reports_it_whole(town: Town):
    template = town.reader.ask("GET", "/delegation/sheets/template")
    assert any(each.name.startswith("L5") for each in sheets.read(template.content))
    body = {"title": "表格上报（测试）", "reporters": REPORTERS}
    batch = town["bianban"].create("/delegation/batches", body)["batch_id"]
    town["bianban"].act(f"/delegation/batches/{batch}", "open")
    desk = f"/delegation/batches/{batch}/sheets"

    wrong = filled({**GOOD, "name": "表格上报事项甲", "level": "区级"})
    body = {"file": base64.b64encode(wrong).decode()}
    report = town["minzheng"].ask("POST", f"{desk}/check", body).json()
    assert [each["cell"] for each in report["defects"]] == ["G2"]
    marked = town["minzheng"].ask("POST", f"{desk}/marked", body)
    assert marked.content.startswith(b"PK")
    confirmed = {**body, "digest": report["digest"]}
    no = refused(lambda: town["minzheng"].create(desk, confirmed))
    assert no["code"] == "delegation.sheet_has_defects"

    good = filled({**GOOD, "name": "表格上报事项甲"}, {**GOOD, "name": "表格上报事项乙"})
    digest = hashlib.sha256(good).hexdigest()
    body = {"file": base64.b64encode(good).decode(), "digest": digest}
    done = town["minzheng"].create(desk, body)
    assert len(done["item_ids"]) == 2
    listed = town["bianban"].get(f"/delegation/items?batch_id={batch}")["items"]
    assert {each["item_id"] for each in listed} == set(done["item_ids"])


def test_what_is_no_sheet_is_refused_at_the_door(town: Town):
    desk = "/delegation/batches/any/sheets/check"
    for content in (b"%PDF-1.7", b""):
        body = {"file": base64.b64encode(content).decode()}
        no = refused(lambda body=body: town["minzheng"].ask("POST", desk, body))
        assert (no["status"], no["errors"][0]["pointer"]) == (422, "/file")


@pytest.mark.rule("PT-02")
def test_a_window_prints_the_flow_table(town: Town):
    row = town["chuangkou"].get("/delegation/rows?status=PUBLISHED")["items"][0]
    printed = town["chuangkou"].ask("GET", f"/delegation/rows/{row['row_id']}/paper")
    assert printed.content.startswith(b"%PDF-")
