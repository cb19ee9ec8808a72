"""Party organisations: who may stand below whom, who decides, and where members go."""

from datetime import date

import pytest

from services.party.model import FOREVER, Organisation, Placement, Posting
from services.party.workflow import OrganisationStatus
from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tests.unit.party._town import COMMUNITY, OFFICER, OTHER, STREET, Town, street


def code(act, *args, **command) -> str:
    """Return the code of the refusal."""
    with pytest.raises((Conflict, Invalid, NotFound, Forbidden)) as refused:
        act(*args, **command)
    return refused.value.code


def the(town: Town, organisation_id: str) -> Organisation:
    return next(o for o in town.memory.all(Organisation) if o.id == organisation_id)


@pytest.mark.rule("PTY-14")
def test_the_level_above_is_fixed_and_a_level_takes_only_its_forms():
    town, top, region, branch = street()
    grid = {"level": "GRID", "form": "BRANCH", "name": "第一网格党支部（示例）"}
    assert code(town.propose, COMMUNITY, parent_id=top) == "party.wrong_parent"
    assert code(town.propose, COMMUNITY) == "party.wrong_parent"
    assert code(town.propose, COMMUNITY, parent_id=region, **grid) == "party.wrong_parent"
    assert code(town.propose, COMMUNITY, parent_id=region, form="GROUP") == "party.form_not_allowed"
    assert code(town.propose, COMMUNITY, parent_id=region, form="X") == "party.unknown_level"
    assert code(town.propose, STREET, parent_id=branch, **grid,
                unit_code="510115001002") == "party.parent_elsewhere"  # fmt: skip
    for form in ("GENERAL_BRANCH", "COMMITTEE"):
        assert town.propose(STREET, parent_id=region, form=form, formal=120).form == form


@pytest.mark.rule("PTY-01", "PTY-02", "PTY-03", "PTY-12", "PTY-13")
def test_a_form_needs_its_members():
    town, _, region, branch = street()

    def ask(form: str, formal: int, probationary: int, **more: object) -> str:
        more = {"parent_id": branch, "level": "GRID", "name": "示例网格党组织", **more}
        try:
            town.propose(COMMUNITY, form=form, formal=formal, probationary=probationary, **more)
        except Conflict as refused:
            return refused.code
        return ""

    few = "party.too_few_members"
    community = {"parent_id": region, "level": "COMMUNITY"}
    assert ask("BRANCH", 2, 4) == few
    assert ask("BRANCH", 3, 0) == ""
    assert ask("GENERAL_BRANCH", 49, 0, **community) == few
    assert ask("GENERAL_BRANCH", 49, 1, **community) == ""
    assert ask("GENERAL_BRANCH", 30, 0, exception_no="示例2号", **community) == ""
    assert ask("COMMITTEE", 90, 9, **community) == few
    assert ask("COMMITTEE", 90, 10, **community) == ""
    assert ask("GROUP", 0, 3) == few
    assert ask("GROUP", 1, 1) == few
    assert ask("GROUP", 1, 2) == ""
    units = [f"示例单位{n}" for n in range(6)]
    assert ask("JOINT", 3, 0, units=units) == "party.joint_units"
    assert ask("JOINT", 3, 0, units=units[:1]) == "party.joint_units"
    assert ask("JOINT", 3, 0, units=units[:5]) == ""
    assert ask("TEMPORARY", 3, 0) == "party.task_missing"
    task = {"name": "防汛（示例）", "ends_on": "2026-09-30"}
    assert ask("TEMPORARY", 3, 0, task=task) == ""
    assert ask("BRANCH", 3, 0, task=task) == "party.task_missing"


@pytest.mark.rule("PTY-15", "G-07")
def test_the_superior_decides_by_another_hand_within_its_own_area():
    town, _, region, _ = street()
    made = town.propose(STREET, parent_id=region, unit_code="510115001002")
    answer = {"organisation_id": made.id, "document_no": "示例3号"}
    assert code(town.do, STREET, "approve_organisation", **answer) == "party.own_proposal"
    assert code(town.do, OTHER, "approve_organisation", **answer) == "party.not_found"
    assert code(town.do, COMMUNITY, "approve_organisation", **answer) != ""
    found = town.do(OFFICER, "approve_organisation", **answer)
    assert (found.status, found.approval.document_no) == (OrganisationStatus.APPROVED, "示例3号")
    regional = town.propose(STREET, unit_code="510115001", level="WORKING_COMMITTEE",
                            form="WORKING_COMMITTEE", formal=0, probationary=0)  # fmt: skip
    answer = {"organisation_id": regional.id, "reason": "已设立（示例）"}
    assert code(town.do, STREET, "reject_organisation", **answer) == "party.superior_decides"
    assert town.do(OFFICER, "reject_organisation", **answer).status == "REJECTED"


@pytest.mark.rule("PTY-16")
def test_a_move_carries_its_day_and_keeps_the_former_place():
    town, top, region, branch = street()
    second = town.founded(STREET, unit_code="510115001", level="REGION", form="COMMITTEE",
                          parent_id=top, name="第二区域化党委（示例）", formal=0,
                          probationary=0)  # fmt: skip
    to = {"organisation_id": branch, "parent_id": second.id, "document_no": "示例4号"}
    for wrong in ("2021-03-14", "2026-04-28"):
        assert code(town.do, OFFICER, "move_organisation", since=wrong,
                    **to) == "party.day_out_of_order"  # fmt: skip
    town.do(OFFICER, "move_organisation", since="2026-04-01", **to)
    held = [(p.parent_id, p.since, p.until) for p in town.memory.all(Placement)
            if p.organisation_id == branch]  # fmt: skip
    assert held == [(region, date(2021, 3, 15), date(2026, 4, 1)),
                    (second.id, date(2026, 4, 1), FOREVER)]  # fmt: skip
    assert town.told("organisation.moved")[-1].former_parent_id == region


@pytest.mark.rule("PTY-16", "G-08", "X-03")
def test_a_merger_takes_members_and_subordinates_to_the_successor():
    town, _, region, branch = street()
    other = town.founded(STREET, unit_code="510115001002", parent_id=region, formal=20)
    grid = town.founded(COMMUNITY, level="GRID", parent_id=branch, name="第一网格党支部（示例）")
    end = {"dissolved_on": "2026-04-20", "document_no": "示例5号", "reason": "社区合并（示例）"}
    assert code(town.do, OFFICER, "dissolve_organisation", organisation_id=branch,
                **end) == "party.has_subordinates"  # fmt: skip
    assert code(town.do, OFFICER, "dissolve_organisation", organisation_id=other.id,
                **end) == "party.has_members"  # fmt: skip
    assert code(town.do, OFFICER, "merge_organisation", organisation_id=branch, **end,
                successor_id=region) == "party.wrong_successor"  # fmt: skip
    post = {"post": "SECRETARY", "account_id": "a", "name": "示例人员", "since": "2026-04-01"}
    held = town.do(COMMUNITY, "fill_post", organisation_id=branch, **post)
    town.do(OFFICER, "merge_organisation", organisation_id=branch, successor_id=other.id, **end)
    ended = town.memory.rows[Posting][held.id]
    assert (ended.status, ended.until) == ("ENDED", date(2026, 4, 20))
    assert (the(town, branch).status, the(town, branch).successor_id) == ("DISSOLVED", other.id)
    assert (the(town, other.id).formal, the(town, other.id).probationary) == (29, 2)
    moved = the(town, grid.id)
    assert (moved.parent_id, moved.unit) == (other.id, "510115001002")
    assert moved.path == the(town, other.id).path


@pytest.mark.rule("PTY-16")
def test_an_empty_organisation_is_dissolved_and_one_in_order_again_works():
    town, top, _, branch = street()
    empty = town.founded(STREET, unit_code="510115001", level="REGION", form="COMMITTEE",
                         parent_id=top, formal=0, probationary=0)  # fmt: skip
    end = {"dissolved_on": "2026-04-20", "document_no": "示例6号", "reason": "不再需要（示例）"}
    town.do(OFFICER, "dissolve_organisation", organisation_id=empty.id, **end)
    last = [p.until for p in town.memory.all(Placement) if p.organisation_id == empty.id]
    assert last == [date(2026, 4, 20)]
    assert code(town.propose, STREET, unit_code="510115001002",
                parent_id=empty.id) == "party.parent_not_active"  # fmt: skip
    town.do(STREET, "reorganise_organisation", organisation_id=branch, reason="软弱涣散（示例）")
    assert town.do(STREET, "resume_organisation", organisation_id=branch).status == "ACTIVE"


def test_units_are_learnt_by_key_and_an_ended_one_gets_no_organisation():
    town, _, region, _ = street()
    for _ in range(2):
        with town.memory.react() as uow:
            town.service.rename_unit(uow, unit_code="510115001002", name="新名社区（示例）")
            town.service.merge_unit(uow, unit_code="510115001002", valid_to="2026-03-31")
            town.service.merge_unit(uow, unit_code="999", valid_to="2026-03-31")
    assert code(town.propose, STREET, parent_id=region,
                unit_code="510115001002") == "party.unit_ended"  # fmt: skip
    assert code(town.propose, STREET, unit_code="510115002001") == "party.unknown_unit"


@pytest.mark.rule("PTY-16")
def test_what_moves_to_another_area_takes_along_what_stood_in_its_own():
    town, _, region, branch = street()
    other = town.founded(STREET, unit_code="510115001002", parent_id=region)
    grid = town.founded(COMMUNITY, level="GRID", parent_id=branch, name="第一网格党支部（示例）")
    cell = town.founded(COMMUNITY, level="BUILDING", form="GROUP", parent_id=grid.id)
    to = {"organisation_id": grid.id, "parent_id": other.id, "since": "2026-04-01",
          "document_no": "示例10号"}  # fmt: skip
    assert code(town.do, STREET, "move_organisation", **to) == "party.parent_elsewhere"
    town.do(STREET, "move_organisation", unit_code="510115001002", **to)
    assert {the(town, each.id).unit for each in (grid, cell)} == {"510115001002"}
    assert code(town.do, COMMUNITY, "count_members", organisation_id=cell.id, formal=3,
                probationary=0) == "party.not_found"  # fmt: skip
