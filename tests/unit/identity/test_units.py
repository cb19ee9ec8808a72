"""Units that begin, change names and merge; and the clock of the demonstration."""

import dataclasses
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from services.identity import handlers, queries, schemas
from services.identity.model import Account, DemoClock, Role, Unit
from shared.kernel.errors import Conflict, Forbidden
from shared.testing.actors import story
from tests.unit.identity._office import Office

RENAME = {"unit_code": "510115001", "name": "柳城街道办事处", "basis_doc_no": "川府函1号"}
MERGE = {"unit_code": "510115002", "merged_into": ["510115001"], "basis_doc_no": "川府函2号"}
NEW = {"unit_code": "510115003", "name": "万春街道", "kind": "street", "parent": "510115"}


@pytest.mark.rule("X-03")
def test_a_renamed_unit_keeps_code_path_and_former_name(office: Office):
    unit = office.go("admin", handlers.rename_unit, since=date(2026, 3, 1), **RENAME)
    assert (unit.id, unit.path, unit.name) == ("510115001", "510115/510115001", "柳城街道办事处")
    assert [(f.name, f.until) for f in unit.former_names] == [("柳城街道", date(2026, 2, 28))]
    assert (office.told[-1].name, office.told[-1].since) == ("柳城街道办事处", date(2026, 3, 1))


def test_a_new_name_is_not_borne_before_its_day(office: Office):
    with pytest.raises(Conflict) as refused:
        office.go("admin", handlers.rename_unit, since=date(2026, 3, 3), **RENAME)
    assert refused.value.code == "identity.name_not_due"


@pytest.mark.rule("X-03", "G-08")
def test_a_merged_unit_stays_readable_by_its_old_code_and_says_where_it_went(office: Office):
    office.go("admin", handlers.merge_unit, last_day=date(2026, 3, 31), **MERGE)
    with office.act(story("reader")) as uow:
        shown = schemas.Unit().dump(queries.unit(uow, unit_code="510115002"))
    assert (shown["name"], shown["merged_into"]) == ("公平街道", ["510115001"])
    assert shown["valid_to"] == "2026-03-31"
    assert office.told[-1].merged_into == ("510115001",)


@pytest.mark.rule("X-03")
@pytest.mark.parametrize(
    ("again", "code"),
    [
        ({"last_day": date(2026, 2, 1)}, "identity.already_merged"),
        ({"last_day": date(2027, 1, 1)}, "identity.already_merged"),
    ],
)
def test_a_unit_is_merged_once(office: Office, again: dict, code: str):
    office.go("admin", handlers.merge_unit, last_day=date(2026, 3, 31), **MERGE)
    with pytest.raises(Conflict) as refused:
        office.go("admin", handlers.merge_unit, **{**MERGE, **again})
    assert refused.value.code == code
    assert office.unit("510115002").valid_to == date(2026, 3, 31)


@pytest.mark.rule("X-03")
def test_matters_go_on_in_another_unit_that_is_there(office: Office):
    last = {"last_day": date(2026, 3, 31)}
    with pytest.raises(Conflict) as refused:
        office.go("admin", handlers.merge_unit, **{**MERGE, "merged_into": ["510115002"]}, **last)
    assert refused.value.code == "identity.merges_into_itself"
    office.go("admin", handlers.merge_unit, **MERGE, **last)
    with pytest.raises(Conflict) as refused:
        office.go("admin", handlers.merge_unit, unit_code="510115001", basis_doc_no="川府函3号",
                  merged_into=["510115002"], **last)  # fmt: skip
    assert refused.value.code == "identity.unit_not_in_force"


def test_a_unit_is_set_up_below_one_that_exists_and_its_code_is_never_used_again(office: Office):
    unit = office.go("admin", handlers.establish_unit, valid_from=date(2026, 3, 2), **NEW)
    assert (unit.path, unit.parent) == ("510115/510115003", "510115")
    assert office.told[-1].path == "510115/510115003"
    with pytest.raises(Conflict) as refused:
        office.go("admin", handlers.establish_unit, valid_from=date(2026, 3, 2), **NEW)
    assert refused.value.code == "identity.unit_exists"
    with pytest.raises(Conflict) as refused:
        office.go("admin", handlers.establish_unit, valid_from=date(2019, 1, 1),
                  **{**NEW, "unit_code": "510115004"})  # fmt: skip
    assert refused.value.code == "identity.unit_not_in_force"


@pytest.mark.parametrize(
    ("handler", "command"),
    [
        (handlers.rename_unit, {**RENAME, "since": date(2026, 3, 1)}),
        (handlers.merge_unit, {**MERGE, "unit_code": "510115001", "merged_into": ["510115002"],
                               "last_day": date(2026, 3, 31)}),
        (handlers.establish_unit, {**NEW, "valid_from": date(2026, 3, 2)}),
    ],
)  # fmt: skip
def test_an_administrator_of_a_street_changes_no_unit_above_or_beside_it(office, handler, command):
    near = dataclasses.replace(story("admin"), scope="510115/510115002")
    with pytest.raises(Forbidden) as refused:
        office.go(near, handler, **command)
    assert refused.value.code == "identity.outside_jurisdiction"


# --- the clock ---------------------------------------------------------------------------------


def test_the_demonstration_clock_moves_forward_and_tells_the_whole_offset(office: Office):
    to = office.now + timedelta(days=3)
    reading = office.go("operator", handlers.move_clock, to=to)
    assert (reading.now, reading.offset_seconds) == (to, 3 * 86400)
    office.now = to
    office.go("operator", handlers.move_clock, to=to + timedelta(hours=1))
    assert office.told[-1].offset_seconds == 3 * 86400 + 3600
    assert office.the(DemoClock).offset_seconds == 3 * 86400 + 3600


def test_time_never_runs_back(office: Office):
    with pytest.raises(Conflict) as refused:
        office.go("operator", handlers.move_clock, to=office.now - timedelta(seconds=1))
    assert refused.value.code == "identity.clock_backwards"
    assert office.all(DemoClock) == []


def test_outside_the_demonstration_the_clock_stands_as_it_is(office: Office):
    office.demo = False
    with pytest.raises(Forbidden) as refused:
        office.go("operator", handlers.move_clock, to=office.now + timedelta(days=1))
    assert refused.value.code == "identity.clock_fixed"
    with office.act(story("reader")) as uow:
        reading = queries.clock(uow)
    assert (reading.now, reading.demo, reading.offset_seconds) == (office.now, False, 0.0)


# --- loading -----------------------------------------------------------------------------------


def data(folder: Path) -> Path:
    (folder / "roles").mkdir()
    (folder / "demo").mkdir()
    files = {
        "units.json": [
            {"code": "510115003", "name": "万春街道", "kind": "street",
             "path": "510115/510115003", "valid_from": "2019-12-01",
             "former_names": [{"name": "万春镇", "until": "2019-11-30"}]},
            {"code": "510115104", "name": "天府镇", "kind": "town", "path": "510115/510115104",
             "valid_from": "2016-01-01", "valid_to": "2019-11-30", "merged_into": ["510115003"]},
        ],
        "roles.json": {"window_clerk": "综合窗口", "resident": "居民"},
        "roles/centers.json": {"window_clerk": ["centers.case.accept"]},
        "roles/disclosure.json": {"window_clerk": ["disclosure.record.read"]},
        "demo/accounts.json": {
            "password": "Jiedao-demo-2026",
            "accounts": [{"username": "wanchun", "name": "示例", "kind": "staff",
                          "unit": "510115003", "roles": ["window_clerk"]}],
        },
    }  # fmt: skip
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content), encoding="utf-8")
    return folder


@pytest.mark.rule("X-03")
def test_loading_twice_is_loading_once_and_sample_people_say_that_they_are_sample(
    office: Office, tmp_path: Path
):
    folder = data(tmp_path)
    for _ in range(2):
        with office.react() as uow:
            handlers.load(uow, folder=folder, demo=True)
    assert office.unit("510115104").merged_into == ("510115003",)
    assert office.unit("510115003").former_names[0].name == "万春镇"
    assert office.the(Account).sample
    clerk = office.rows[Role]["window_clerk"]
    assert clerk.permissions == ("centers.case.accept", "disclosure.record.read")
    assert len(office.all(Unit)) == 7


def test_people_of_the_demonstration_are_not_loaded_elsewhere(office: Office, tmp_path: Path):
    with office.react() as uow:
        handlers.load(uow, folder=data(tmp_path), demo=False)
    assert office.all(Account) == []
