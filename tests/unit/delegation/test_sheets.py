"""A filled sheet: checked cell by cell, given back marked, reported whole or not at all."""

import base64
import hashlib
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.delegation.model import Basis, Item, Line, ListVersion
from services.delegation.model.wording import read_basis
from services.delegation.schemas import forms
from shared.chassis import sheets
from shared.chassis.sheets import Column, Sheet
from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict, Forbidden, Invalid
from tests.unit.delegation._town import SEAL, Town

AT = datetime(2026, 3, 2, 9, tzinfo=TZ)
GOOD = {
    "name": "临时救助审核确认", "kind": "行政给付", "level": "街道", "bearer": "便民服务中心",
    "basis": "《社会救助法》第二十九条\n《社会救助法》第三十七条", "keywords": "临时、救助",
}  # fmt: skip


def filled(*rows: dict[str, str], code: str = "L1", name: str = "", columns=None) -> bytes:
    shown = columns or forms.columns(code)
    cells = [tuple(row.get(column.key, "") for column in shown) for row in rows]
    sheet = Sheet(name or forms.sheet_name(code), shown, cells)
    return sheets.write([sheet, forms.guide()], title="清单", made_at=AT)


def coded(content: bytes) -> str:
    return base64.b64encode(content).decode()


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def batch_id(town: Town) -> str:
    return town.opened()


def check(town: Town, batch_id: str, content: bytes, who: str = "minzheng"):
    return town.do(who, "check_sheet", batch_id=batch_id, file=coded(content))


def confirm(town: Town, batch_id: str, content: bytes, **more):
    digest = hashlib.sha256(content).hexdigest()
    return town.do("minzheng", "import_sheet", batch_id=batch_id, file=coded(content),
                   **{"digest": digest, **more})  # fmt: skip


def test_a_good_sheet_is_checked_without_reporting_and_then_reported_whole(town, batch_id):
    seal = {"name": "活动场地使用证明", "level": "社区", "basis": "《民法典》", **SEAL}
    cells = [tuple(each.get(c.key, "") for c in forms.columns("L1")) for each in (GOOD,)]
    seals = [tuple(seal.get(c.key, "") for c in forms.columns("L5"))]
    content = sheets.write(
        [
            Sheet(forms.sheet_name("L1"), forms.columns("L1"), cells),
            Sheet(forms.sheet_name("L5"), forms.columns("L5"), seals),
        ],
        title="清单",
        made_at=AT,
    )
    report = check(town, batch_id, content)
    assert report.importable
    assert report.lists == {"L1": 1, "L5": 1}
    assert town.items(batch_id) == []
    assert town.told("delegation.item.reported") == []
    done = confirm(town, batch_id, content)
    first, second = town.items(batch_id)
    assert set(done.item_ids) == {first.id, second.id}
    assert (first.level, first.keywords) == ("street", ("临时", "救助"))
    assert first.basis == (Basis("社会救助法", "第二十九条"), Basis("社会救助法", "第三十七条"))
    assert second.particulars == SEAL
    assert len(town.told("delegation.item.reported")) == 2


@pytest.mark.parametrize(
    ("wrong", "cell", "said"),
    [
        ({"name": ""}, "C2", "此项必填"),
        ({"name": "救"}, "C2", "不合要求"),
        ({"level": "区级"}, "G2", "“区级”不合要求"),
        ({"basis": "社会救助法第二十九条"}, "I2", "写法无法识别"),
        ({"keywords": "救"}, "J2", "不合要求"),
        ({"others": "没有等号"}, "K2", "写法无法识别"),
        ({"department": "510115-XX"}, "D2", "没有代码为“510115-XX”的单位"),
        ({"department": "510115-RS"}, "D2", "请由该部门上报"),
        ({"department_name": "区体育局"}, "E2", "单位名录中没有“区体育局”"),
        ({"lineage_id": "没有这个"}, "B2", "没有编号为"),
    ],
)
def test_a_wrong_cell_is_named_with_what_is_wrong_and_how_to_mend_it(
    town, batch_id, wrong, cell, said
):
    report = check(town, batch_id, filled({**GOOD, **wrong}))
    (defect,) = report.defects
    assert defect.cell == cell
    assert said in defect.what
    assert defect.mend


def test_every_wrong_cell_is_told_at_once(town, batch_id):
    report = check(town, batch_id, filled({**GOOD, "level": "区级", "name": ""}, GOOD,
                                          {**GOOD, "name": "另一事项", "basis": "无"}))  # fmt: skip
    assert sorted(defect.cell for defect in report.defects) == ["C2", "G2", "I4"]


def test_one_item_is_not_taken_twice_from_a_sheet_nor_from_a_second_import(town, batch_id):
    report = check(town, batch_id, filled(GOOD, {**GOOD, "name": " 临时救助审核确认"}))
    (defect,) = report.defects
    assert (defect.cell, "重复" in defect.what) == ("C3", True)
    confirm(town, batch_id, filled(GOOD))
    (defect,) = check(town, batch_id, filled(GOOD)).defects
    assert "本批次已上报" in defect.what


@pytest.mark.parametrize(
    "content",
    [
        filled(GOOD, name="清单一"),
        filled(GOOD, columns=(Column("name", "事项名称"), Column("kind", "不认识的栏目"))),
        filled(GOOD, columns=(Column("name", "事项"),)),
        filled(GOOD, columns=(Column("name", "事项名称"), Column("kind", "事项名称"))),
        filled(),
    ],
)
def test_a_sheet_that_is_no_form_of_ours_says_what_is_missing(town, batch_id, content):
    report = check(town, batch_id, content)
    assert not report.importable
    assert all(defect.what and defect.mend for defect in report.defects)
    with pytest.raises(Invalid):
        confirm(town, batch_id, content)
    assert town.items(batch_id) == []


def test_one_wrong_cell_and_nothing_is_reported(town, batch_id):
    content = filled(GOOD, {**GOOD, "name": "另一事项", "level": "区级"})
    with pytest.raises(Invalid) as refusal:
        confirm(town, batch_id, content)
    assert refusal.value.code == "delegation.sheet_has_defects"
    assert "G3" in refusal.value.details["defects"][0]
    assert town.items(batch_id) == []
    assert town.told("delegation.item.reported") == []


def test_only_the_file_that_was_checked_is_confirmed(town, batch_id):
    with pytest.raises(Conflict) as refusal:
        confirm(town, batch_id, filled(GOOD), digest="0" * 64)
    assert refusal.value.code == "delegation.sheet_changed"
    assert town.items(batch_id) == []


def test_who_may_not_report_now_may_not_import(town, batch_id):
    for operation in ("check_sheet", "mark_sheet"):
        with pytest.raises(Conflict):
            town.do("liucheng", operation, batch_id=batch_id, file=coded(filled(GOOD)))
        with pytest.raises(Forbidden):
            town.do("bianban", operation, batch_id=batch_id, file=coded(filled(GOOD)))
    town.report(batch_id)
    town.submit_all(batch_id)
    with pytest.raises(Conflict):
        confirm(town, batch_id, filled({**GOOD, "name": "另一事项"}))


@pytest.mark.rule("LST-07")
def test_a_cancelled_item_does_not_come_back_by_sheet_in_disguise(town):
    first, rest = town.opened(), {"name": "另一事项"}
    gone = town.report(first)
    town.report(first, **rest, basis=[{"law": "民法典", "article": "第二十一条"}])
    town.through_rounds(first)
    town.resolve(gone.id, "cancel")
    due = town.noticed(first)
    town.tick(due.replace(day=due.day + 1))
    town.approve(first)
    second = town.opened()
    again = {**GOOD, "name": "换个名字", "basis": "《社会救助暂行办法》第十一条"}
    (defect,) = check(town, second, filled(again)).defects
    assert defect.cell == "C2"
    assert "取消" in defect.what
    assert check(town, second, filled({**again, "lineage_id": gone.lineage_id})).importable


def test_the_marked_sheet_shows_each_wrong_cell_where_it_is(town, batch_id):
    content = filled(GOOD, {**GOOD, "name": "另一事项", "level": "区级"})
    made = town.do("minzheng", "mark_sheet", batch_id=batch_id, file=coded(content))
    assert made.filename.endswith(".xlsx")
    grid = next(each for each in sheets.read(made.content) if each.name.startswith("L1"))
    assert (
        grid.rows == next(each for each in sheets.read(content) if each.name.startswith("L1")).rows
    )
    assert town.items(batch_id) == []


LINES = st.builds(
    Line,
    lineage_id=st.uuids().map(str),
    list_code=st.just("L5"),
    name=st.text("事项名称=+-@', 1a", min_size=2, max_size=60).filter(lambda t: t.strip() == t),
    department=st.just("510115-MZ"),
    department_name=st.just("区民政局"),
    level=st.sampled_from(["street", "community", ""]),
    bearer=st.text("承接主体=+1", max_size=20).filter(lambda t: t.strip() == t),
    basis=st.lists(
        st.builds(
            Basis,
            law=st.text("法律《》（）1", min_size=2, max_size=20).map(
                lambda text: text.strip("《》") or "法律"
            ),
            article=st.text("第十条款", max_size=9),
        ),
        max_size=3,
    ).map(tuple),
    kind=st.sampled_from(["", "行政给付"]),
    keywords=st.lists(st.text("救助申请", min_size=2, max_size=5), max_size=3).map(tuple),
    particulars=st.dictionaries(
        st.sampled_from(["set_by", "purpose", "form", "own"]),
        st.text("内容=1", min_size=1),
        max_size=4,
    ),
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=4))
def test_what_a_sheet_shows_of_a_line_is_read_back_whole(lines):
    content = sheets.write([forms.list_sheet("L5", lines)], title="清单", made_at=AT)
    (grid,) = sheets.read(content)
    keys = {column.title: column.key for column in forms.columns("L5")}
    assert len(grid.rows) == len(lines)
    for line, (_, cells) in zip(lines, grid.rows, strict=True):
        said = {keys[title]: text for title, text in zip(grid.head, cells, strict=True)}
        command, unreadable = forms.read_line("L5", said)
        assert unreadable == []
        assert said["department"] == line.department
        assert command == {
            "list_code": "L5", "lineage_id": line.lineage_id, "name": line.name,
            "kind": line.kind, "level": line.level, "bearer": line.bearer,
            "basis": [vars(each) for each in line.basis], "keywords": list(line.keywords),
            "particulars": dict(line.particulars),
        }  # fmt: skip


@pytest.mark.parametrize(
    "text", ["社会救助法", "《社会救助法", "《》第一条", "《社会救助法》\n见附件"]
)
def test_a_basis_that_names_no_law_is_not_guessed(text: str):
    assert read_basis(text) is None


def test_a_published_version_is_exported_and_comes_back_into_the_next_batch(town):
    town.published({})
    version = next(v for v in town.memory.all(ListVersion) if v.list_code == "L1")
    made = town.do("reader", "export_version", list_version_id=version.id)
    assert made.filename == "区级部门延伸街道主要事项清单（第1版）.xlsx"
    later = town.opened()
    report = check(town, later, made.content)
    assert report.defects == ()
    confirm(town, later, made.content)
    (item,) = [each for each in town.memory.all(Item) if each.batch_id == later]
    assert item.line() == version.entries[0]


def test_the_template_offers_every_list_and_says_how_to_fill_it_in(town):
    made = town.do("reader", "download_template")
    names = [grid.name for grid in sheets.read(made.content)]
    assert [name[:2] for name in names] == ["L1", "L2", "L3", "L4", "L5", "填写"]
