"""What differs between two versions of a list: every line in exactly one place."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.delegation.model import Basis, Line, ListVersion
from services.delegation.model.difference import difference
from shared.kernel.clock import TZ

AT = datetime(2026, 3, 2, 9, tzinfo=TZ)


def line(lineage: str, list_code: str = "L1", **changes) -> Line:
    whole = Line(
        lineage_id=lineage, list_code=list_code, name=f"事项{lineage}", department="510115-MZ",
        department_name="区民政局", level="street", bearer="便民服务中心",
        basis=(Basis("社会救助法", "第二十九条"),),
    )  # fmt: skip
    return replace(whole, **changes)


def version(number: int, *lines: Line, list_code: str = "L1") -> ListVersion:
    return ListVersion(
        id=f"{list_code}-{number}", path="510115", list_code=list_code, number=number,
        batch_id="b", effective_from=AT.date(), entries=lines, previous_digest="", digest="",
        formed_at=AT,
    )  # fmt: skip


def compared(before, after, others_before=(), others_after=()):
    return difference(before, after, others_before=others_before, others_after=others_after)


@pytest.mark.rule("LST-02")
def test_lines_are_added_removed_and_changed_field_by_field():
    changed = line("2", level="community", keywords=("救助", "临时"),
                   basis=(Basis("社会救助法", "第三十条"),))  # fmt: skip
    found = compared(version(1, line("1"), line("2")), version(2, changed, line("3")))
    assert [each.lineage_id for each in found.added] == ["3"]
    assert [each.lineage_id for each in found.removed] == ["1"]
    (change,) = found.changed
    assert {each.field: (each.before, each.after) for each in change.changes} == {
        "承接层级": ("街道", "社区"),
        "法定依据": ("《社会救助法》第二十九条", "《社会救助法》第三十条"),
        "关键词": ("", "救助、临时"),
    }
    assert found.moved == ()


@pytest.mark.rule("LST-02")
def test_a_line_that_went_to_another_list_has_moved_and_was_not_removed():
    moved = line("1", "L2", particulars={"service_kind": "养老服务"})
    found = compared(version(1, line("1")), version(2), others_after=[moved])
    (change,) = found.moved
    assert (change.from_list, change.to_list) == ("L1", "L2")
    assert [(each.field, each.after) for each in change.changes] == [("服务类别", "养老服务")]
    assert (found.removed, found.added) == ((), ())
    back = compared(version(1), version(2, line("1")), others_before=[moved])
    assert [(each.from_list, each.to_list) for each in back.moved] == [("L2", "L1")]
    assert back.added == ()


def test_versions_that_say_the_same_do_not_differ():
    found = compared(version(1, line("1")), version(2, line("1")))
    assert (found.added, found.removed, found.changed, found.moved) == ((), (), (), ())


LINEAGES = st.sets(st.sampled_from("123456"))


@given(LINEAGES, LINEAGES, LINEAGES, st.sets(st.sampled_from("123456")))
def test_every_line_is_in_exactly_one_part(before, after, elsewhere, touched):
    elsewhere = elsewhere - after
    new = [line(key, name="另一名称") if key in touched else line(key) for key in sorted(after)]
    found = compared(
        version(1, *map(line, sorted(before))),
        version(2, *new),
        others_after=[line(key, "L3") for key in elsewhere],
    )
    parts = [
        [each.lineage_id for each in part]
        for part in (found.added, found.removed, found.changed, found.moved)
    ]
    same = (before & after) - touched
    told = [key for part in parts for key in part]
    assert sorted([*told, *same]) == sorted(before | after)
