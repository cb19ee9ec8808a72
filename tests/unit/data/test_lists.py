"""The sample lists of the demonstration and the matters that communities must not certify."""

from collections import Counter

import pytest

from tests.unit.data._files import data, entries, units

LISTS = data("demo/lists.json")
CANCELLED = LISTS["cancelled"]
MATTERS = data("matters.json")
REASONS = {"无法律依据", "超出三定职责", "重复", "属自治事项", "应购买服务", "无需盖章"}
SEAL_FIELDS = ("set_by", "asked_by", "purpose", "procedure", "form", "retention")


def keys(entry):
    return [entry["name"], *entry.get("keywords", ())]


@pytest.mark.rule("LST-09")
def test_106_items_are_cancelled_and_no_two_are_alike():
    assert len(CANCELLED) == 106
    assert len({entry["name"] for entry in CANCELLED}) == 106
    assert len({entry["lineage_id"] for entry in CANCELLED}) == 106
    words = Counter(word for entry in CANCELLED for word in entry["keywords"])
    assert max(words.values()) == 1
    assert {entry["reason"] for entry in CANCELLED} == REASONS
    assert all(entry["sample"] and entry["keywords"] for entry in CANCELLED)


def test_the_lists_say_that_they_are_sample():
    assert LISTS["sample"] is True
    assert "示例" in LISTS["note"]
    assert LISTS["effective_from"] == "2016-07-01"


def test_every_list_has_enough_to_show_what_it_is_for():
    size = {code: len(lines) for code, lines in LISTS["lists"].items()}
    assert size["L1"] == len(data("catalogue.json"))
    assert size["L2"] >= 8
    assert size["L3"] >= 15
    assert size["L4"] >= 15
    assert size["L5"] >= 8


def test_every_line_has_a_lineage_of_its_own_and_a_department_in_force():
    lines = [*entries(), *CANCELLED]
    assert max(Counter(line["lineage_id"] for line in lines).values()) == 1
    for line in lines:
        assert "valid_to" not in units()[line["department"]], line["lineage_id"]


@pytest.mark.rule("LST-04")
def test_what_streets_do_for_departments_has_a_department_a_basis_and_a_bearer():
    catalogue = {item["code"]: item for item in data("catalogue.json")}
    for entry in entries("L1"):
        item = catalogue[entry["code"]]
        assert entry["lineage_id"] == item["code"]
        assert entry["level"] == "street"
        assert entry["basis"]
        assert [(b["law"], b["article"]) for b in entry["basis"]] == [
            (b["law"], b["article"]) for b in item["basis"]
        ]
        for field in ("name", "department", "bearer"):
            assert entry[field] == item[field]


@pytest.mark.rule("LST-05")
def test_what_is_purchased_belongs_to_a_duty_of_the_street():
    duties = {entry["lineage_id"] for entry in entries("L1")}
    for entry in entries("L2"):
        assert entry["duty"] in duties
        assert entry["service_kind"].endswith("服务")


@pytest.mark.rule("LST-03")
def test_nothing_is_both_forbidden_and_asked_of_communities():
    negative = {word for entry in entries("L4") for word in keys(entry)}
    for entry in entries("L1", "L2", "L3", "L5"):
        assert [word for word in negative if word in entry["name"]] == [], entry["name"]
    assert all(entry["level"] == "community" for entry in entries("L3", "L4", "L5"))


def test_self_government_rests_on_the_laws_of_the_committees():
    own = {"城市居民委员会组织法", "村民委员会组织法"}
    for entry in entries("L3"):
        assert own & {basis["law"] for basis in entry["basis"]}, entry["name"]


@pytest.mark.rule("LST-07")
def test_no_line_in_force_looks_like_a_cancelled_item():
    words = {word for entry in CANCELLED for word in keys(entry)}
    for entry in entries("L1", "L2", "L3", "L5"):
        assert [word for word in words if word in entry["name"]] == [], entry["name"]
    roots = {(e["department"], b["law"], b["article"]) for e in CANCELLED for b in e["basis"]}
    living = {(e["department"], b["law"], b["article"]) for e in entries() for b in e["basis"]}
    assert roots
    assert roots & living == set()


@pytest.mark.rule("LST-20")
def test_the_twenty_national_matters_are_on_file_with_place_and_date():
    assert [matter["number"] for matter in MATTERS] == list(range(1, 21))
    assert len({matter["name"] for matter in MATTERS}) == 20
    for matter in MATTERS:
        assert matter["jurisdiction"] == "CN"
        assert matter["effective_from"] == "2020-04-01"
        assert "民发〔2020〕20号" in matter["source"]
        assert matter["keywords"]


@pytest.mark.rule("LST-20")
@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("亲属关系证明", 1), ("户籍证明", 2), ("无犯罪记录证明", 5), ("人员失踪证明", 7),
        ("婚姻状况证明", 8), ("健在证明", 10), ("死亡证明", 11), ("家庭收入证明", 17),
        ("住改商证明", 19), ("身份证遗失证明", 20),
    ],
)  # fmt: skip
def test_what_residents_ask_for_is_found_among_them(asked, number):
    found = [m["number"] for m in MATTERS if any(word in asked for word in m["keywords"])]
    assert found == [number]


@pytest.mark.rule("LST-06", "LST-20")
def test_no_line_of_the_seal_list_is_one_of_them():
    for entry in entries("L5"):
        hit = [m["number"] for m in MATTERS if any(word in entry["name"] for word in m["keywords"])]
        assert hit == [], entry["name"]


@pytest.mark.rule("LST-22")
def test_a_line_of_the_seal_list_says_all_six_things():
    for entry in entries("L5"):
        assert all(entry[field] for field in SEAL_FIELDS), entry["name"]
        assert all(basis["law"] and basis["article"] for basis in entry["basis"])
