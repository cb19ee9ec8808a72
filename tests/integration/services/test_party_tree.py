"""The tree of party organisations as it was on any day, kept by the database."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest

from shared.kernel.errors import JiedaoError, NotFound
from shared.testing.actors import path_of
from tests.integration.services._room import Room

STREET, OTHER, OFFICER = "liucheng_dangjian", "gongping_dangjian", "zuzhi_dangjian"
UNITS = {"510115001": "street", "510115001001": "community", "510115001002": "community"}


@pytest.fixture
def tree(party: Room) -> dict[str, str]:
    """Two regional committees; a community's branch with a grid's below the first of them."""
    for code, kind in UNITS.items():
        party.react(party.handlers.learn_unit, unit_code=code, path=path_of(code), name=code,
                    kind=kind, valid_to=None)  # fmt: skip
    ids = {"": ""}

    def found(key: str, parent: str, level: str, form: str, unit: str, on: str) -> None:
        asked = {"unit_code": unit, "parent_id": ids[parent], "level": level, "form": form}
        named = {"name": f"{key}（示例）", "formal": 9}
        made = party.ask(STREET, "propose_organisation", **asked, **named)["body"]
        ids[key] = made["organisation_id"]
        step(party, "approve_organisation", ids[key], document_no="示例1号")
        step(party, "activate_organisation", ids[key], who=STREET, established_on=on)

    found("工委", "", "WORKING_COMMITTEE", "WORKING_COMMITTEE", "510115001", "2018-01-01")
    found("一片", "工委", "REGION", "COMMITTEE", "510115001", "2018-01-01")
    found("二片", "工委", "REGION", "COMMITTEE", "510115001", "2018-01-01")
    found("社区", "一片", "COMMUNITY", "BRANCH", "510115001001", "2019-01-01")
    found("网格", "社区", "GRID", "BRANCH", "510115001001", "2020-01-01")
    found("邻社区", "二片", "COMMUNITY", "BRANCH", "510115001002", "2019-01-01")
    return ids


def step(party: Room, operation: str, organisation_id: str, who: str = OFFICER, **more: Any) -> Any:
    shown = party.ask(who, "show_organisation", organisation_id=organisation_id)["body"]
    return party.step(who, operation, organisation_id=organisation_id, version=shown["version"],
                      **more)  # fmt: skip


def below(party: Room, organisation_id: str, on: str) -> list[str]:
    filters = {"organisation_id": organisation_id, "on": on}
    return [name.removesuffix("（示例）") for name in
            party.listed(STREET, "show_tree", "name", **filters)]  # fmt: skip


def above(party: Room, organisation_id: str, on: str) -> list[str]:
    found = party.ask(STREET, "show_superiors", organisation_id=organisation_id, on=on)["body"]
    return [node["name"].removesuffix("（示例）") for node in found["nodes"]]


@pytest.mark.rule("PTY-16")
def test_a_moved_branch_takes_what_is_below_it_and_the_past_keeps_its_tree(
    party: Room, tree: dict[str, str]
):
    move = {"parent_id": tree["二片"], "since": "2025-06-01", "document_no": "示例2号"}
    step(party, "move_organisation", tree["社区"], **move)
    assert below(party, tree["一片"], "2025-05-31") == ["一片", "社区", "网格"]
    assert below(party, tree["一片"], "2025-06-01") == ["一片"]
    assert below(party, tree["二片"], "2025-06-01") == ["二片", "社区", "邻社区", "网格"]
    assert above(party, tree["网格"], "2025-05-31") == ["工委", "一片", "社区", "网格"]
    assert above(party, tree["网格"], "2025-06-01") == ["工委", "二片", "社区", "网格"]
    assert below(party, tree["工委"], "2019-12-31") == ["工委", "一片", "二片", "社区", "邻社区"]
    assert above(party, tree["网格"], "2019-12-31") == []


@pytest.mark.rule("PTY-16", "X-03")
def test_a_merged_organisation_is_in_the_tree_of_its_days_and_its_id_stays_readable(
    party: Room, tree: dict[str, str]
):
    merge = {"successor_id": tree["邻社区"], "dissolved_on": "2025-06-01",
             "document_no": "示例3号", "reason": "社区合并（示例）"}  # fmt: skip
    ended = step(party, "merge_organisation", tree["社区"], **merge)
    assert (ended["status"]["code"], ended["successor_id"]) == ("DISSOLVED", tree["邻社区"])
    assert below(party, tree["社区"], "2025-05-31") == ["社区", "网格"]
    assert below(party, tree["社区"], "2025-06-01") == []
    assert below(party, tree["邻社区"], "2025-06-01") == ["邻社区", "网格"]
    shown = party.ask(STREET, "show_organisation", organisation_id=tree["社区"])["body"]
    assert (shown["name"], shown["dissolved_on"]) == ("社区（示例）", "2025-06-01")


@pytest.mark.rule("PTY-13", "PTY-14", "PTY-16")
def test_nobody_is_counted_twice_and_the_check_says_what_a_unit_lacks_or_left(
    party: Room, tree: dict[str, str]
):
    def add(parent: str, **differs: Any) -> str:
        asked = {"unit_code": "510115001001", "parent_id": parent, "name": "示例", **differs}
        made = party.ask(STREET, "propose_organisation", **asked)["body"]["organisation_id"]
        step(party, "approve_organisation", made, document_no="示例6号")
        step(party, "activate_organisation", made, who=STREET, established_on="2025-01-06")
        return str(made)

    group = add(tree["网格"], level="SOCIETY", form="GROUP", formal=4)
    task = {"name": "防汛（示例）", "ends_on": "2026-05-01"}
    add(tree["社区"], level="GRID", form="TEMPORARY", formal=7, task=task)

    def totals(organisation_id: str) -> tuple[int, int]:
        found = party.ask(STREET, "show_totals", organisation_id=organisation_id)["body"]
        return found["organisations"], found["members"]

    assert totals(tree["社区"]) == (4, 18)
    assert (totals(tree["网格"]), totals(group)) == ((2, 9), (1, 4))
    checked = party.ask(STREET, "check_organisation", organisation_id=group)["body"]
    assert [each["code"] for each in checked["findings"]] == ["SHOULD_CREATE"]

    party.react(party.handlers.merge_unit, unit_code="510115001002", valid_to="2026-01-31")
    units = party.ask(STREET, "check_units")["body"]["items"]
    assert [(each["unit"]["unit_code"], each["findings"][0]["code"]) for each in units] == [
        ("510115001002", "SHOULD_JOINT")
    ]
    step(party, "merge_organisation", tree["邻社区"], successor_id=tree["社区"], reason="示例合并",
         dissolved_on="2026-02-01", document_no="示例7号")  # fmt: skip
    assert party.ask(STREET, "check_units")["body"]["items"] == []


def test_another_street_sees_neither_organisation_nor_tree(party: Room, tree: dict[str, str]):
    assert party.listed(OTHER, "list_organisations", "name") == []
    for operation in ("show_organisation", "show_tree", "show_superiors"):
        with pytest.raises(NotFound):
            party.ask(OTHER, operation, organisation_id=tree["网格"])
    found = party.listed(STREET, "list_organisations", "name", level="COMMUNITY", q="邻")
    assert found == ["邻社区（示例）"]


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all in the same moment; return the answers, or the refusals."""
    barrier = Barrier(len(acts))

    def one(act: Callable[[], Any]) -> Any:
        barrier.wait(timeout=60)
        try:
            return act()
        except JiedaoError as refused:
            return refused.code

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


@pytest.mark.rule("PTY-04")
def test_of_many_who_are_posted_in_one_moment_one_becomes_secretary(
    party: Room, tree: dict[str, str]
):
    def fill(number: int) -> str:
        asked = {"post": "SECRETARY", "account_id": f"sample-{number}", "name": "示例人员"}
        found = party.ask(STREET, "fill_post", organisation_id=tree["社区"],
                          since="2026-01-05", **asked)  # fmt: skip
        return str(found["body"]["status"]["code"])

    found = Counter(at_once(*(partial(fill, number) for number in range(6))))
    assert found.pop("HELD") == 1
    assert set(found) <= {"storage.conflict", "party.post_taken"}


@pytest.mark.rule("PTY-16")
def test_two_who_move_a_branch_and_what_is_below_it_in_one_moment_leave_one_tree(
    party: Room, tree: dict[str, str]
):
    documents = {"since": "2025-06-01", "document_no": "示例5号"}
    away = {"parent_id": tree["邻社区"], "unit_code": "510115001002", **documents}
    at_once(
        partial(
            step, party, "move_organisation", tree["社区"], parent_id=tree["二片"], **documents
        ),
        partial(step, party, "move_organisation", tree["网格"], **away),
    )
    assert above(party, tree["社区"], "2025-06-01") == ["工委", "二片", "社区"]
    assert above(party, tree["网格"], "2025-06-01") == ["工委", "二片", "邻社区", "网格"]
    assert below(party, tree["社区"], "2025-06-01") == ["社区"]
