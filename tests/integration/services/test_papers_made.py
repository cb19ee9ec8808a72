"""What is posted and signed: lists with their digest, notices, the flow table of a row."""

import io

import pytest
from docx import Document

from services.delegation.handlers.reach import bring
from services.delegation.model import Batch, ListVersion
from services.delegation.queries import papers
from services.delegation.schemas.rows import RowContent
from shared.chassis.files import PDF
from tests.unit.delegation._town import SEALED, Town, row_content
from tests.unit.delegation.test_notice import contested


@pytest.fixture
def town() -> Town:
    return Town()


def notices_in_memory(monkeypatch) -> None:
    """Let the notice come from memory; who may see it is asked on the real database."""
    monkeypatch.setattr(
        papers, "notice", lambda uow, batch_id: bring(uow, uow.get(Batch, batch_id))
    )


def texts(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    said = [paragraph.text for paragraph in document.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*said, *cells])


@pytest.mark.rule("LST-02", "LST-22")
def test_a_posted_list_says_version_day_of_effect_lines_and_digest(town):
    town.published({}, SEALED)
    for version in town.memory.all(ListVersion):
        made = town.do("reader", "print_version", list_version_id=version.id, form="docx")
        said = texts(made.content)
        assert version.list_name in said
        assert f"第{version.number}版" in said
        assert version.digest in said
        for line in version.entries:
            assert line.name in said
            assert all(value in said for value in line.particulars.values())
        assert made.filename == f"{version.list_name}（第1版）.docx"


def test_a_posted_list_is_printed(town):
    town.published({})
    version = next(v for v in town.memory.all(ListVersion) if v.list_code == "L1")
    made = town.do("reader", "print_version", list_version_id=version.id)
    assert (made.media_type, made.content[:5]) == (PDF, b"%PDF-")
    again = town.do("reader", "print_version", list_version_id=version.id)
    assert made == again


@pytest.mark.rule("PT-02")
def test_a_flow_table_says_every_column_every_material_every_situation(town, monkeypatch):
    (item,) = town.published({})
    content = row_content(
        fee_fen=1250,
        materials=[
            {"name": "申请书", "source": "申请人", "form": ["原件"], "copies": 2,
             "necessity": "必要"},
            {"name": "低保证", "source": "申请人", "form": ["复印件"], "copies": 1,
             "necessity": "容缺", "deferrable": True, "defer_days": 5},
        ],
        situations=[{"question": "是否低保家庭", "answers": [
            {"answer": "是", "adds": ["低保证"]}, {"answer": "否"}]}],
    )  # fmt: skip
    row = town.do("minzheng", "draft_row", item_id=item.lineage_id, content=content)
    monkeypatch.setattr(papers, "row", lambda uow, row_id: row)
    made = town.do("minzheng", "print_row", row_id=row.id, form="docx")
    said = texts(made.content)
    for word in ("服务事项", "具体内容", "承接主体", "服务要求", "相关材料", "设定依据"):
        assert word in said
    told_of = ("20个工作日", "10个工作日", "12.50 元", "5 个工作日内补齐", "是否低保家庭", "低保证")
    for told in told_of:
        assert told in said
    assert RowContent().dump(row.content)["situations"][0]["question"] == "是否低保家庭"


def test_a_public_notice_lists_what_stays_and_what_goes_and_until_when(town, monkeypatch):
    batch_id = town.opened()
    town.report(batch_id)
    gone = town.report(batch_id, name="协税护税台账", basis=[{"law": "税收征管法"}])
    town.through_rounds(batch_id)
    town.resolve(gone.id, "cancel", reason="社区无协税职责")
    due = town.noticed(batch_id)
    notices_in_memory(monkeypatch)
    made = town.do("reader", "print_notice", batch_id=batch_id, form="docx")
    said = texts(made.content)
    assert f"公示期至{due.year}年{due.month}月{due.day}日" in said
    for word in ("临时救助审核确认", "拟取消、合并的事项", "协税护税台账", "社区无协税职责"):
        assert word in said


@pytest.mark.rule("LST-08")
def test_a_renewed_notice_prints_what_changed_and_only_that(town, monkeypatch):
    batch_id, one, other, objection = contested(town)
    outcome = {"resolution": "amend", "reason": "异议成立", "changes": {"bearer": "街道公共服务办"}}
    town.do("bianban", "answer_objection", objection_id=objection.id, answer="予以修改",
            outcome=outcome)  # fmt: skip
    town.do("sifa", "concur_settlement", batch_id=batch_id)
    town.do("bianban", "settle_objections", batch_id=batch_id)
    notices_in_memory(monkeypatch)
    made = town.do("reader", "print_notice", batch_id=batch_id, form="docx")
    said = texts(made.content)
    assert "发生实质变更的事项重新予以公示" in said
    assert one.name in said
    assert "街道公共服务办" in said
    assert other.name not in said
