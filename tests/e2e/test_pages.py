"""What the world finds: permanent pages and files, feeds, and the archive behind them."""

import csv
import hashlib
import io
import zipfile
from base64 import b64encode
from typing import Any
from xml.etree import ElementTree

import pytest
import requests

from tests.e2e.client import Town, refused
from tests.e2e.test_disclosure import CLEAN, desk, given_up, published

PHONE = "13800004712"
DIRTY = f"姓名,联系电话\n王某,{PHONE}\n"
A = "{http://www.w3.org/2005/Atom}"


def at(town: Town, address: str, **headers: str) -> requests.Response:
    """Ask for a permanent address as any browser does."""
    return requests.get(f"{town.base}{address}", headers=headers, timeout=30)


def handed_in(content: str, name: str = "附表.csv") -> dict[str, str]:
    return {"name": name, "content": b64encode(content.encode()).decode()}


def unchanged(town: Town, found: requests.Response, address: str) -> bool:
    again = at(town, address, **{"If-None-Match": found.headers["ETag"]})
    return (again.status_code, again.content) == (304, b"")


@pytest.mark.rule("RED-02", "RED-03", "PAGE-01", "PAGE-02", "PAGE-04")
def test_a_file_with_a_telephone_number_is_replaced_before_the_world_finds_it(town: Town):
    officer, leader = town["gongkai"], town["gongkai_leader"]
    record = given_up(town, "预算调整（示例）")
    no = refused(lambda: officer.act(desk(record), "attach", handed_in("PK\x03\x04", "宏.xlsx")))
    assert (no["status"], no["code"]) == (422, "upload.unreadable")
    officer.act(desk(record), "attach", handed_in("多余的一份", "多余.txt"))
    extra, old = (
        each["file_id"]
        for each in officer.act(desk(record), "attach", handed_in(DIRTY))["attachments"]
    )
    officer.act(desk(record), "detach", {"file_id": extra})
    officer.act(desk(record), "check", CLEAN)
    no = refused(lambda: leader.act(desk(record), "approve"))
    assert (no["status"], no["code"]) == (409, "disclosure.personal_data")
    assert no["details"]["places"] == ["附件“附表.csv”第2行第4—14字：手机号码"]
    assert PHONE not in str(no)
    clean = {**handed_in("姓名,联系电话\n王某,已核实\n"), "file_id": old}
    (file,) = officer.act(desk(record), "replace_file", clean)["attachments"]
    shown = leader.ask("GET", f"{desk(record)}/files/{file['file_id']}")
    assert hashlib.sha256(shown.content).hexdigest() == file["digest"]
    no = refused(lambda: leader.ask("GET", f"{desk(record)}/files/{old}"))
    assert no["status"] == 404
    why = {"file_id": old, "reason": "复核区分处理是否恰当（示例）"}
    kept = leader.ask("POST", f"{desk(record)}/actions/reveal_file", why)
    assert PHONE in kept.text
    assert at(town, f"/p/{record['record_id']}").status_code == 404
    leader.act(desk(record), "approve")
    officer.act(desk(record), "publish")
    found_by_the_world(town, record["record_id"], file)
    leader.act(desk(record), "withdraw", {"reason": "公开主体有误（示例）"})
    own = f"/p/{record['record_id']}"
    assert "理由：公开主体有误（示例）" in at(town, f"{own}?edition=1").text
    assert at(town, f"{own}/files/{file['file_id']}").status_code == 404


def found_by_the_world(town: Town, record_id: str, file: dict[str, Any]) -> None:
    """Read page, PDF and file as anybody does, twice."""
    own = f"/p/{record_id}"
    page = at(town, own)
    assert page.headers["Content-Type"].startswith("text/html")
    assert "style-src 'sha256-" in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "public, max-age=60"
    assert page.headers["Last-Modified"].endswith("GMT")
    assert unchanged(town, page, own)
    assert f"{own}/files/{file['file_id']}" in page.text
    assert "附件“附表.csv”的部分内容" in page.text
    download = at(town, f"{own}/files/{file['file_id']}")
    assert hashlib.sha256(download.content).hexdigest() == file["digest"]
    assert unchanged(town, download, f"{own}/files/{file['file_id']}")
    pdf = town.eventually(lambda: printed(town, f"{own}/pdf?edition=1"), "the page is printed")
    assert pdf.headers["Content-Disposition"].startswith("inline")


def printed(town: Town, address: str) -> requests.Response | None:
    found = at(town, address)
    return found if found.content.startswith(b"%PDF-") else None


@pytest.mark.rule("FEED-01", "FEED-02", "FEED-03", "FEED-04")
def test_programs_take_news_catalogue_days_and_datasets(town: Town):
    record = published(town, "预算调整（示例）")
    mine = record["record_id"]
    news = at(town, "/feeds/records.atom?kind=PURCHASE_RESULT")
    assert news.headers["Content-Type"].startswith("application/atom+xml")
    first = ElementTree.fromstring(news.content).find(f"{A}entry")
    assert first is not None
    assert first.findtext(f"{A}id") == f"urn:uuid:{mine}"
    table = at(town, f"/feeds/records.csv?unit={record['path']}")
    rows = csv.reader(io.StringIO(table.content.decode("utf-8-sig"), newline=""))
    assert next(row for row in rows if row[-2].endswith(mine))[2] == record["title"]
    days = at(town, "/feeds/deadlines.ics?kind=PURCHASE_RESULT")
    assert f"UID:{mine}@jiedao\r\n" in days.text
    datasets = at(town, "/feeds/catalogue.jsonld")
    assert datasets.json()["@type"] == "dcat:Catalog"
    assert datasets.headers["Cache-Control"] == "public, max-age=300"
    assert unchanged(town, datasets, "/feeds/catalogue.jsonld")
    wrong = at(town, "/feeds/records.csv?unit=..%2F")
    assert (wrong.status_code, wrong.json()["code"]) == (422, "input.invalid")


@pytest.mark.rule("ARC-01", "ARC-02", "ARC-03")
def test_what_is_archived_is_packed_taken_out_on_the_record_and_handed_over(town: Town):
    officer = town["gongkai"]
    record = published(town, "项目并入区级采购（示例）")
    officer.act(desk(record), "archive")
    package: dict[str, Any] = town.eventually(
        lambda: officer.get(f"{desk(record)}/package"), "the package is made"
    )
    why = {"reason": "移交区档案馆（示例）"}
    no = refused(lambda: town["zhihui"].ask("POST", f"{desk(record)}/actions/take_package", why))
    assert (no["status"], no["code"]) == (403, "auth.not_permitted")
    content = officer.ask("POST", f"{desk(record)}/actions/take_package", why).content
    assert hashlib.sha256(content).hexdigest() == package["digest"]
    with zipfile.ZipFile(io.BytesIO(content)) as bundle:
        assert {"approval.json", "metadata.json", "pages/1.pdf"} <= set(bundle.namelist())
    day = town.now().date()
    where = f"/disclosure/archive/handover?since={day}&through={day}&form=csv"
    assert package["digest"] in officer.ask("GET", where).content.decode("utf-8-sig")

    def labels() -> list[str]:
        entries = town["zhihui"].get(f"/oversight/traces/{record['record_id']}")["entries"]
        return [each["label"] for each in entries]

    town.eventually(lambda: labels()[-1] == "取出归档包", "the trace tells who took it")
