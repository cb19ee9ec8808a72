"""Initials, saved filters, and what an export writes into its cells."""

import base64
import csv
import io

import pytest

from services.centers import handlers, schemas
from services.centers.handlers import search
from services.centers.handlers.initials import readings
from services.centers.model import Initials, SavedFilter
from shared.chassis.crypto import blind_index
from shared.chassis.schema import load
from shared.kernel.errors import Conflict, Invalid, NotFound
from shared.testing.actors import story
from tests.unit.centers._town import Town

OPEN = {"scope": "unit", "status": "IN_REVIEW", "item_id": None, "due_before": None}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("王秀英（示例）", "WXY"), ("李伟", "LW"), ("单小莉", "SXL"), ("单小莉", "DXL"),
        ("曾国", "ZG"), ("欧阳娜", "OYN"), ("Ali", "ALI"), ("仇和", "QH"),
    ],
)  # fmt: skip
def test_a_name_is_found_by_its_initials_in_every_reading(name: str, found: str):
    assert found in readings(name)


def test_there_are_at_most_eight_readings_and_none_of_nothing():
    assert len(readings("单乐单乐单乐单乐")) == 8
    assert readings("（示例）") == ()


def test_a_case_keeps_the_index_of_the_initials_and_not_the_initials():
    town = Town()
    case = town.submit()
    kept = town.all(Initials)
    assert {each.case_id for each in kept} == {case.id}
    assert blind_index("initials", "WXY") in {each.initials_index for each in kept}
    assert not any("WXY" in str(vars(each)) for each in kept)


# --- saved filters -------------------------------------------------------------------------------


def save(town: Town, who: str, name: str) -> SavedFilter:
    with town.act(story(who)) as uow:
        return handlers.save_filter(uow, name=name, criteria=OPEN)


def test_a_filter_belongs_to_the_person_who_saved_it():
    town = Town()
    saved = save(town, "chengban", "在办")
    assert save(town, "fuzeren", "在办").id != saved.id
    with pytest.raises(NotFound), town.act(story("fuzeren")) as uow:
        handlers.drop_filter(uow, filter_id=saved.id)
    with town.act(story("chengban")) as uow:
        handlers.drop_filter(uow, filter_id=saved.id)
    with pytest.raises(NotFound), town.act(story("chengban")) as uow:
        handlers.drop_filter(uow, filter_id=saved.id)


def test_a_name_is_taken_until_its_filter_is_dropped():
    town = Town()
    saved = save(town, "chengban", "在办")
    with pytest.raises(Conflict) as refused:
        save(town, "chengban", "在办")
    assert refused.value.code == "centers.filter_name_taken"
    with town.act(story("chengban")) as uow:
        handlers.drop_filter(uow, filter_id=saved.id)
    assert save(town, "chengban", "在办").active


def test_there_are_as_many_filters_as_the_rule_pack_allows():
    town = Town()
    most = town.packs.pack("centers.search", town.now.date()).integer("filters.most")
    for number in range(most):
        save(town, "chengban", f"筛选{number}")
    with pytest.raises(Conflict) as refused:
        save(town, "chengban", "再一个")
    assert refused.value.code == "centers.too_many_filters"


def test_a_filter_keeps_no_search_words():
    with pytest.raises(Invalid):
        load(schemas.SaveFilter(), {"name": "张三", "criteria": {"q": "13800005678"}})


# --- cells ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_is_a_formula(text: str):
    row = dict.fromkeys(search.COLUMNS, "") | {"item_name": text}
    written = search._written("csv", [row]).decode("utf-8-sig")
    (_, cells) = csv.reader(io.StringIO(written))
    assert cells[1] == f"'{text}"


def test_every_form_is_named_in_what_is_taken_in():
    forms = schemas.ExportCases().fields["form"].validate.choices
    assert set(forms) == set(search.MEDIA)
    assert base64.b64encode(search._written("xlsx", []))[:4] == b"UEsD"
