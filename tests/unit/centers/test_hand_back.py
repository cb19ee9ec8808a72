"""A delegation is taken back: what runs finishes at the street, or goes to the department."""

import pytest

from services.centers import handlers
from services.centers.model import Case
from services.centers.workflow import Status
from shared.kernel.errors import Forbidden
from tests.unit.centers._town import LIUCHENG, MINZHENG, Town

DELEGATION = "delegation-L1-001"


def revoke(town: Town, mode: str) -> None:
    with town.react() as uow:
        handlers.hand_back(uow, delegation_id=DELEGATION, path=MINZHENG, mode=mode)


def told(town: Town) -> list:
    return [fact for fact in town.told if fact.event_type == "centers.case.handed_back"]


@pytest.mark.rule("DEL-05")
def test_running_cases_finish_at_the_street_when_the_decision_says_so():
    town = Town()
    town.in_review()
    revoke(town, "finish")
    assert town.the(Case).path == LIUCHENG
    assert told(town) == []
    town.go("fuzeren", handlers.grant, document_no="柳决〔2026〕1号")
    assert town.the(Case).status is Status.DECIDED


@pytest.mark.rule("DEL-05")
def test_running_cases_go_to_the_department_and_their_clock_runs_on():
    town = Town()
    before = town.in_review()
    revoke(town, "hand_back")
    after = town.the(Case)
    assert (after.path, after.status, after.assignee) == (MINZHENG, Status.IN_REVIEW, "")
    assert (after.due, after.clock) == (before.due, before.clock)
    assert set(after.scopes) == {"510115", LIUCHENG, MINZHENG}
    (fact,) = told(town)
    assert (fact.case_id, fact.path, fact.from_path) == (after.id, MINZHENG, LIUCHENG)
    with pytest.raises(Forbidden, match=r"centers\.outside_jurisdiction"):
        town.go("fuzeren", handlers.grant, document_no="柳决〔2026〕1号")
    town.go("minzheng_leader", handlers.grant, document_no="民决〔2026〕1号")


def test_what_is_told_twice_moves_once_and_what_is_decided_stays():
    town = Town()
    town.in_review()
    revoke(town, "hand_back")
    revoke(town, "hand_back")
    assert len(told(town)) == 1
    other = Town()
    other.decided()
    revoke(other, "hand_back")
    assert (other.the(Case).path, told(other)) == (LIUCHENG, [])


@pytest.mark.rule("DEL-05")
def test_new_cases_go_to_the_department_either_way():
    for mode in ("finish", "hand_back"):
        town = Town()
        revoke(town, mode)
        assert town.submit().path == MINZHENG
