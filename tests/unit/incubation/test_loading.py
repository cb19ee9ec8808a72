"""The sample of the demonstration: 626 organisations that were incubated (SO-02)."""

from collections import Counter
from datetime import date, datetime

import pytest

from infra.scripts import make_organisations as script
from services.incubation import handlers, policies
from services.incubation.model import Incubator, Organisation, Stay
from services.incubation.workflow import INCUBATED
from shared.kernel.clock import TZ
from shared.kernel.identifiers import is_credit_code
from shared.kernel.jurisdiction import covers
from shared.testing.unit_of_work import DATA, Memory


@pytest.fixture(scope="module")
def loaded() -> Memory:
    memory = Memory("incubation", at=datetime(2026, 11, 25, 9, tzinfo=TZ))
    for _ in range(2):
        with memory.react() as uow:
            handlers.load(uow, folder=DATA, demo=True)
    return memory


@pytest.mark.rule("SO-02", "SO-01")
def test_626_organisations_count_as_incubated_each_once_over_four_levels(loaded: Memory):
    stays = loaded.all(Stay)
    assert all(stay.status in INCUBATED and stay.sample for stay in stays)
    assert len({stay.organisation_id for stay in stays}) == len(stays) == 626
    assert Counter(str(stay.level) for stay in stays) == script.NUMBERS
    places = {each.id: each for each in loaded.all(Incubator)}
    for stay in stays:
        place = places[stay.incubator_id]
        assert covers(place.path, stay.path)
        assert policies.lies_at_its_level(place.path, stay.level) is None
    assert loaded.told == []


def test_every_sample_organisation_lives_and_is_named_once(loaded: Memory):
    found = loaded.all(Organisation)
    assert len({each.name for each in found}) == len(found) == 626
    codes = [each.credit_code for each in found if each.is_registered]
    assert len(set(codes)) == len(codes) > 60
    assert all(code and is_credit_code(code) and code.startswith("52") for code in codes)
    for each in found:
        assert each.is_registered or (each.valid_through or date.min) >= date(2026, 11, 25)
    assert {"示例" in each.name for each in found} == {True}


def test_the_file_is_what_the_script_writes():
    rows = script.organisations()
    raw = script.json.loads(script.FILE.read_text(encoding="utf-8"))
    assert raw["organisations"] == rows
    assert raw["incubators"] == list(script.incubators())
    assert raw["sample"] is True


def test_without_the_demonstration_nothing_is_loaded():
    memory = Memory("incubation", at=datetime(2026, 11, 25, 9, tzinfo=TZ))
    with memory.react() as uow:
        handlers.load(uow, folder=DATA, demo=False)
    assert memory.rows == {}
