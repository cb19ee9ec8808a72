"""Members as numbers, posts, guests, and members who have no organisation yet."""

from datetime import date

import pytest

from services.party.model import Organisation
from shared.kernel.errors import Conflict, NotFound
from tests.unit.party._town import COMMUNITY, OTHER, STREET, Town, street


def code(act, *args, **command) -> str:
    with pytest.raises((Conflict, NotFound)) as refused:
        act(*args, **command)
    return refused.value.code


def count(town: Town, organisation_id: str, formal: int, probationary: int = 0, **more: int):
    return town.do(COMMUNITY, "count_members", organisation_id=organisation_id, formal=formal,
                   probationary=probationary, **more)  # fmt: skip


def posted(town: Town, organisation_id: str, post: str, account: str, **more: str):
    body = {"name": "示例人员", "since": "2026-04-01", **more}
    return town.do(COMMUNITY, "fill_post", organisation_id=organisation_id, post=post,
                   account_id=account, **body)  # fmt: skip


@pytest.mark.rule("PTY-10", "PTY-13")
def test_numbers_add_up_and_a_group_is_a_part_of_its_branch():
    town, _, _, branch = street()
    assert code(count, town, branch, 5, without_vote=6) == "party.numbers_wrong"
    group = town.founded(COMMUNITY, parent_id=branch, level="GRID", form="GROUP", formal=3)
    below = town.founded(COMMUNITY, parent_id=group.id, level="SOCIETY", form="GROUP", formal=3)
    count(town, branch, 9, 1)
    assert count(town, below.id, 9, 1).members == 10
    assert code(count, town, below.id, 10, 1) == "party.group_larger"
    assert town.told("organisation.counted")[-1].formal == 9


@pytest.mark.rule("PTY-04")
def test_a_branch_of_seven_has_a_committee_of_at_most_seven_and_one_of_six_a_secretary():
    town, _, _, branch = street()
    count(town, branch, 6)
    assert code(posted, town, branch, "MEMBER", "a") == "party.no_committee"
    assert code(posted, town, branch, "LEADER", "a") == "party.post_elsewhere"
    assert code(posted, town, branch, "X", "a") == "party.unknown_code"
    secretary = posted(town, branch, "SECRETARY", "a")
    posted(town, branch, "DEPUTY", "b")
    assert code(posted, town, branch, "SECRETARY", "c") == "party.post_taken"
    count(town, branch, 9)
    for account in "cdefg":
        posted(town, branch, "MEMBER", account)
    assert code(posted, town, branch, "MEMBER", "g") == "party.holds_a_post"
    assert code(posted, town, branch, "MEMBER", "h") == "party.committee_full"
    relieve = {"posting_id": secretary.id, "reason": "工作调动（示例）"}
    assert code(town.do, OTHER, "relieve_posting", until="2026-04-20", **relieve) != ""
    assert code(town.do, COMMUNITY, "relieve_posting", until="2026-03-31", **relieve) != ""
    ended = town.do(COMMUNITY, "relieve_posting", until="2026-04-20", **relieve)
    assert (ended.status, ended.until) == ("ENDED", date(2026, 4, 20))
    assert posted(town, branch, "SECRETARY", "h").status == "HELD"
    facts = [str(fact) for fact in town.told("posting.filled")]
    assert not any("示例人员" in fact or "account" in fact for fact in facts)


@pytest.mark.rule("PTY-18")
def test_guests_are_verified_placed_reported_upward_and_counted_and_voting_at_home():
    town, _, _, branch = street()
    group = town.founded(COMMUNITY, parent_id=branch, level="GRID", form="GROUP", formal=3)
    here = town.founded(COMMUNITY, parent_id=group.id, level="FLOATING", form="GROUP", formal=1,
                        probationary=0, name="示例工地流动党员党小组")  # fmt: skip
    came = {"organisation_id": here.id, "number": 4, "home": "示例县示例镇党委",
            "months": 5, "paper": "CERTIFICATE", "verified_on": "2026-04-20"}  # fmt: skip

    def place(**differs: object) -> object:
        return town.do(COMMUNITY, "place_inflow", **{**came, **differs})

    assert code(place, organisation_id=branch) == "party.no_guests_here"
    assert code(place, months=7) == "party.other_paper"
    assert code(place, paper="LETTER") == "party.other_paper"
    assert code(place, months=6, paper="LETTER") == "party.other_paper"
    assert place(months=7, paper="LETTER").number == 4
    assert place(months=7, can_transfer=False, number=2).paper == "CERTIFICATE"
    first = place(number=3)
    held = town.memory.rows[Organisation]
    assert (held[here.id].guests, held[here.id].members, held[branch].members) == (9, 1, 10)
    ballot = {"held_on": "2026-04-26", "entitled": 10, "present": 10, "candidates": 4, "seats": 3}
    failed = town.do(COMMUNITY, "record_election", organisation_id=branch, document_no="示例1号",
                     **ballot)  # fmt: skip
    assert [flaw.code for flaw in failed.flaws] == ["party.more_than_voters"]
    reported = town.do(COMMUNITY, "report_inflow", inflow_id=first.id)
    assert (reported.status, reported.reported_to) == ("REPORTED", group.id)
    assert town.told("inflow.reported")[-1].number == 3
    assert first.home_report_due == date(2027, 4, 20)
    town.do(COMMUNITY, "note_home_report", inflow_id=first.id, reported_on="2026-04-25")
    assert (
        town.do(COMMUNITY, "end_inflow", inflow_id=first.id, reason="返乡（示例）").status
        == "ENDED"
    )
    assert town.memory.rows[Organisation][here.id].guests == 6
    assert code(town.do, OTHER, "report_inflow", inflow_id=first.id) == "party.not_found"


@pytest.mark.rule("PTY-02", "PTY-11")
def test_members_without_an_organisation_are_counted_and_settled_in_a_living_one():
    town, _, _, branch = street()
    found = town.do(COMMUNITY, "register_gathering", unit_code="510115001001", kind="BUILDING",
                    name="示例大厦", formal=2, probationary=1)  # fmt: skip
    assert code(town.do, COMMUNITY, "register_gathering", unit_code="510115001001", kind="X",
                name="示例", formal=2) == "party.unknown_code"  # fmt: skip
    key = {"gathering_id": found.id}
    assert town.do(COMMUNITY, "count_gathering", formal=3, probationary=1, **key).members == 4
    ended = town.propose(COMMUNITY, parent_id=branch, level="GRID")
    assert code(town.do, COMMUNITY, "settle_gathering", organisation_id=ended.id,
                **key) == "party.not_settled"  # fmt: skip
    assert code(town.do, OTHER, "settle_gathering", organisation_id=branch, **key) != ""
    settled = town.do(STREET, "settle_gathering", organisation_id=branch, **key)
    assert (settled.status, settled.organisation_id) == ("SETTLED", branch)


@pytest.mark.rule("PTY-16", "PTY-18")
def test_a_group_is_merged_into_a_group_and_its_guests_go_with_it():
    town, _, _, branch = street()
    group = town.founded(COMMUNITY, parent_id=branch, level="GRID", form="GROUP", formal=3)
    first, second = (
        town.founded(COMMUNITY, parent_id=group.id, level="FLOATING", form="GROUP", formal=1)
        for _ in range(2)
    )
    came = {"number": 4, "home": "示例县党委", "months": 5, "paper": "CERTIFICATE"}
    inflow = town.do(COMMUNITY, "place_inflow", organisation_id=first.id, **came,
                     verified_on="2026-04-20")  # fmt: skip
    end = {"dissolved_on": "2026-04-25", "document_no": "示例11号", "reason": "工地合并（示例）"}
    lone = town.founded(COMMUNITY, parent_id=branch, level="GRID")
    assert code(town.do, STREET, "merge_organisation", organisation_id=group.id,
                successor_id=lone.id, **end) == "party.wrong_successor"  # fmt: skip
    town.do(STREET, "merge_organisation", organisation_id=first.id, successor_id=second.id, **end)
    assert town.memory.rows[Organisation][second.id].guests == 4
    town.do(COMMUNITY, "end_inflow", inflow_id=inflow.id, reason="返乡（示例）")
    assert town.memory.rows[Organisation][second.id].guests == 0
