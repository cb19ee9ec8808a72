"""The catalogue of item types: what every process-table row is drafted from (domain §2.1)."""

import re
from collections import Counter

import pytest

from shared.kernel.deadlines import Period
from tests.unit.data._files import data, entries, materials, units

ITEMS = data("catalogue.json")
FIELDS = {"就业社保", "计划生育", "卫生", "民政", "文化", "人力资源"}
KINDS = {"行政许可", "行政确认", "行政给付", "行政奖励", "行政裁决", "备案", "其他", "公共服务"}
DEPTH = {"宣传咨询", "收件", "预审", "受理", "办理审查", "结果反馈", "电子证照"}
FULLY_ONLINE = {"收件", "预审", "受理", "办理审查", "结果反馈"}
SCOPES = {"全国", "跨省", "跨市", "全市", "全区", "本街道"}
SOURCES = {"申请人", "政府共享", "社区出具", "其他机构"}
CATCH_ALL = re.compile(r"其他|其它|有关材料|相关材料|等材料|所需材料|要求的材料")


def test_there_are_at_least_44_item_types_and_all_six_fields_of_the_seed():
    assert len(ITEMS) >= 44
    assert set(Counter(item["field"] for item in ITEMS)) == FIELDS
    assert min(Counter(item["field"] for item in ITEMS).values()) >= 5


def test_codes_and_names_are_used_once():
    for key in ("code", "name"):
        assert max(Counter(item[key] for item in ITEMS).values()) == 1


def test_every_word_is_one_of_those_that_are_known():
    for item in ITEMS:
        assert re.fullmatch(r"[A-Z]{2}-[0-9]{3}", item["code"]), item["code"]
        assert item["item_type"] in KINDS, item["code"]
        assert item["handling"] in ("IMMEDIATE", "COMMITTED"), item["code"]
        assert item["scope"] in SCOPES, item["code"]
        assert set(item["online_depth"]) <= DEPTH, item["code"]
        assert item["fee_fen"] == 0, item["code"]
        assert item["content"], item["code"]
        assert item["bearer"], item["code"]
        assert item["requirements"]["channels"], item["code"]
        assert item["requirements"]["quality"], item["code"]


def test_the_responsible_department_is_a_unit_in_force():
    for item in ITEMS:
        unit = units()[item["department"]]
        assert unit["kind"] == "department", item["code"]
        assert "valid_to" not in unit, item["code"]


def test_the_basis_names_a_law_and_an_article_or_says_that_the_article_is_not_known():
    for item in ITEMS:
        assert item["basis"], item["code"]
        for basis in item["basis"]:
            assert basis["law"], item["code"]
            assert bool(basis["article"]) is basis.get("article_verified", True), item["code"]
            assert not basis["article"] or re.fullmatch(
                r"第[一二三四五六七八九十百]+条", basis["article"]
            ), item["code"]


@pytest.mark.rule("T2.7")
def test_a_promise_is_never_longer_than_the_law_allows():
    for item in ITEMS:
        promised = Period.parse(item["promised_limit"])
        if item["legal_limit"]:
            legal = Period.parse(item["legal_limit"])
            assert promised.unit is legal.unit, item["code"]
            assert promised.amount <= legal.amount, item["code"]


def test_a_licence_has_the_limit_of_the_licensing_law():
    licences = [item for item in ITEMS if item["item_type"] == "行政许可"]
    assert [item["legal_limit"] for item in licences] == ["20WD"] * len(licences)
    assert licences


@pytest.mark.rule("T2.8")
def test_nobody_is_spared_the_way_unless_everything_is_done_online():
    for item in ITEMS:
        assert item["onsite_visits"] > 0 or set(item["online_depth"]) >= FULLY_ONLINE, item["code"]


@pytest.mark.rule("MAT-01")
def test_no_material_is_a_catch_all():
    assert [m["name"] for m in materials() if CATCH_ALL.search(m["name"])] == []


@pytest.mark.rule("MAT-02")
def test_no_material_is_asked_twice():
    for item in ITEMS:
        names = [material["name"] for material in item["materials"]]
        assert len(names) == len(set(names)), item["code"]


@pytest.mark.rule("MAT-03")
def test_every_material_says_name_source_form_copies_and_necessity():
    for item in ITEMS:
        assert item["materials"], item["code"]
        for material in item["materials"]:
            assert material["name"], item["code"]
            assert material["source"] in SOURCES, item["code"]
            assert material["form"], item["code"]
            assert set(material["form"]) <= {"原件", "复印件", "电子"}, item["code"]
            assert material["copies"] >= 1, item["code"]
            assert material["necessity"] in ("必要", "非必要", "容缺"), item["code"]
            assert material["deferrable"] is (material["necessity"] == "容缺"), item["code"]
            assert material["deferrable"] is (material["defer_days"] > 0), item["code"]


@pytest.mark.rule("MAT-04")
def test_what_a_community_issues_is_on_the_seal_list():
    issued = {m["name"] for m in materials() if m["source"] == "社区出具"}
    assert issued
    assert issued <= {entry["name"] for entry in entries("L5")}


def test_shared_data_is_not_asked_on_paper():
    assert all(m["form"] == ["电子"] for m in materials() if m["source"] == "政府共享")


def test_the_catalogue_says_that_its_promises_are_sample():
    assert all(item["sample"] and "示例" in item["note"] for item in ITEMS)
