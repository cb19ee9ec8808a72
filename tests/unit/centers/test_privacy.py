"""Whom personal data reaches, and whom it does not."""

import dataclasses
import importlib

import orjson
import pytest

from services.centers import handlers, schemas
from services.centers.model import Rating
from shared.chassis.envelope import Context, encode
from shared.chassis.schema import current_unit
from shared.kernel.errors import Conflict, Forbidden
from shared.kernel.events import Aggregate
from shared.testing.actors import story
from tests.unit.centers._town import MAIN, PERSON, STATION, Town, given, moment

DEFECTS = [{"material": "身份证明", "what": "复印件不清晰"}]
PAUSE = {"reason": "听证", "notice_no": "柳告1号", "expected_days": 5}


def whole_lives() -> list[Town]:
    """Every handler that tells something, over four lives."""
    long = Town()
    long.submit("daiban", materials=MAIN)
    long.go("chuangkou", handlers.reveal, reason="核对申请材料")
    long.go("chuangkou", handlers.accept_tolerant, promise_signed=True)
    long.go("daiban", handlers.supply, materials=given("居住证明"))
    long.go("chengban", handlers.pause, **PAUSE)
    long.go("chengban", handlers.resume)
    long.go("fuzeren", handlers.extend, reason="情况复杂", notice_no="柳延1号")
    long.go("fuzeren", handlers.deny, document_no="柳决1号", reasons="不符合。", rights="可复议。")
    long.go("chujian", handlers.deliver, receipt_no="回证1号")
    corrected = Town()
    corrected.submit()
    corrected.go("chuangkou", handlers.notify_correction, defects=DEFECTS)
    corrected.at("2026-02-12")
    corrected.go("wang_xiuying", handlers.resubmit, materials=given("身份证明"))
    corrected.go("wang_xiuying", handlers.withdraw)
    rated = Town()
    rated.delivered()
    rated.go("wang_xiuying", handlers.rate, level=1, comment="王秀英（示例）不满意")
    silent = Town()
    silent.submit()
    silent.go("chuangkou", handlers.refuse_scope, competent_unit="区人社局")
    return [long, corrected, rated, silent]


@pytest.mark.rule("RED-01", "EVAL-02")
def test_no_fact_of_a_whole_life_carries_the_applicants_data():
    heard = set()
    for town in whole_lives():
        context = Context("centers", "act", story("chuangkou"), moment("2026-02-11"))
        for fact in town.told:
            text = encode("event", fact, context).decode()
            heard.add(fact.event_type)
            for private in (*PERSON.values(), "王秀英", "不满意"):
                assert private not in text, (fact.event_type, private)
    assert len(heard) >= 15


@pytest.mark.parametrize("private", PERSON.values())
def test_a_reason_that_names_the_person_is_refused_because_it_would_travel(private: str):
    town = Town()
    town.submit()
    with pytest.raises(Conflict) as refused:
        town.go("chuangkou", handlers.reveal, reason=f"核对 {private} 的材料")
    assert refused.value.code == "centers.text_names_person"
    with pytest.raises(Conflict):
        town.go("chuangkou", handlers.refuse_scope, competent_unit=f"{private} 户籍地")


@pytest.mark.rule("RED-01")
def test_views_are_masked():
    town = Town()
    town.accepted()
    with town.act(story("chengban")) as uow:
        token = current_unit.set(uow)
        line, page = schemas.CaseLine().dump(town.case), schemas.Case().dump(town.case)
        current_unit.reset(token)
    text = orjson.dumps([line, page]).decode()
    for private in PERSON.values():
        assert private not in text
    assert page["applicant"]["id_no"] == "510115********0014"
    assert page["applicant"]["phone"] == "138****5678"


@pytest.mark.rule("RED-03")
def test_the_unmasked_look_is_told_with_who_and_why():
    town = Town()
    town.submit()
    town.go("chengban", handlers.reveal, reason="核对申请材料")
    assert (town.told[-1].event_type, town.told[-1].reason) == (
        "centers.case.revealed", "核对申请材料",
    )  # fmt: skip
    full = schemas.FullApplicant().dump(town.case)
    assert (full["name"], full["id_no"]) == (PERSON["name"], PERSON["id_no"])


@pytest.mark.rule("RED-03")
def test_a_reviewer_of_a_department_does_not_look_into_the_cases_of_a_street():
    town = Town()
    town.submit()
    reviewer = dataclasses.replace(story("minzheng"), permissions=story("chengban").permissions)
    with pytest.raises(Forbidden), town.act(reviewer) as uow:
        handlers.reveal(uow, case_id=town.case.id, reason="核对申请材料")


@pytest.mark.rule("RED-03", "WIN-02")
def test_the_window_that_took_a_case_in_sees_whose_it_is_though_another_unit_handles_it():
    town = Town()
    town.submit("gongping_window", channel="WINDOW", home_path=STATION, authorisation=None)
    assert town.go("gongping_window", handlers.reveal, reason="核对申请材料").applicant_name


def test_look_ups_go_by_index_and_the_index_is_not_the_value():
    town = Town()
    case = town.submit()
    for name, key in (("name", "name"), ("id", "id_no"), ("phone", "phone")):
        index = getattr(case, f"applicant_{name}_index")
        assert len(index) == 64
        assert PERSON[key] not in index


@pytest.mark.rule("EVAL-02")
def test_the_raters_index_differs_from_case_to_case():
    indexes = set()
    for _ in range(2):
        town = Town()
        town.delivered()
        town.go("wang_xiuying", handlers.rate, level=5, comment="")
        indexes.add(town.the(Rating).rater_index)
    assert len(indexes) == 2


@pytest.mark.parametrize(
    "module",
    ["centers.model.case", "centers.model.clock", "centers.model.offer", "centers.model.parts",
     "centers.model.place", "centers.model.rating", "identity.model", "disclosure.model",
     "oversight.model"],
)  # fmt: skip
def test_value_objects_are_frozen_and_stored_lists_are_tuples(module: str):
    """They are stored as JSON: one edited in place would never be written."""
    room = importlib.import_module(f"services.{module}")
    kinds = [k for k in vars(room).values() if isinstance(k, type) and dataclasses.is_dataclass(k)]
    values = [kind for kind in kinds if not issubclass(kind, Aggregate)]
    for kind in values:
        assert kind.__dataclass_params__.frozen, kind
    for kind in kinds:
        for field in dataclasses.fields(kind):
            assert not str(field.type).startswith("list"), (kind, field.name)
