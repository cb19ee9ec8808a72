"""The audit chain: an edit, a deletion, a swap and a truncation are found; honest work is sound."""

import pytest
from sqlalchemy import select, text

from shared.chassis import audit, tables
from tests.integration._garden import Plot
from tests.integration.test_one_act import open_unit


@pytest.fixture
def acts(garden):
    """Five acts, linked."""
    for number in range(5):
        garden.call("claim_plot", code=f"A-{number}")
    link(garden)
    return garden


def key(garden):
    return garden.executor.house.audit_key


def link(garden):
    with garden.owner.write() as session, session.begin():
        return audit.seal(session, key(garden))


def faults(garden):
    with garden.owner.read() as session:
        return audit.verify(session, key(garden)).faults


def tamper(garden, *statements):
    """Do what only somebody with the owner's password can do."""
    with garden.owner.write() as session, session.begin():
        for statement in statements:
            assert session.execute(text(statement)).rowcount


def test_honest_work_is_sound_however_it_is_linked(acts):
    assert faults(acts) == []
    acts.call("claim_plot", code="B-1")
    assert faults(acts) == []  # written, not yet linked
    assert (link(acts), link(acts)) == (1, 0)
    with acts.owner.read() as session:
        report = audit.verify(session, key(acts))
        links = session.execute(select(tables.audit_links.c.position)).scalars().all()
    assert (report.lines, report.linked, report.faults) == (6, 6, [])
    assert sorted(links) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("column", ["actor_id", "act", "subject_id", "basis_doc_no", "at", "facts"])
def test_an_edit_is_found_in_every_column(acts, column):
    value = {"at": "at + interval '1 second'", "facts": "'[]'"}.get(column, "'x'")
    tamper(acts, f"UPDATE audit SET {column} = {value} WHERE seq = (SELECT max(seq) FROM audit)")
    assert len(faults(acts)) == 1


def test_an_edit_is_found_before_the_line_is_linked(garden):
    garden.call("claim_plot", code="A-1")
    tamper(garden, "UPDATE audit SET actor_id = 'somebody'")
    assert "被改动" in faults(garden)[0]


def test_a_deletion_is_found_with_and_without_its_link(acts):
    second = "(SELECT audit_id FROM audit_links WHERE position = 2)"
    tamper(acts, f"DELETE FROM audit WHERE id = {second}")
    assert "缺失" in faults(acts)[0]
    tamper(acts, "DELETE FROM audit_links WHERE position = 2")
    assert any("第 2 环缺失" in fault for fault in faults(acts))


def test_renumbering_after_a_deletion_does_not_hide_it(acts):
    tamper(
        acts,
        "DELETE FROM audit WHERE id = (SELECT audit_id FROM audit_links WHERE position = 2)",
        "DELETE FROM audit_links WHERE position = 2",
        "UPDATE audit_links SET position = -position WHERE position > 2",
        "UPDATE audit_links SET position = -position - 1 WHERE position < 0",
        "UPDATE audit_head SET position = 4",
    )
    assert any("不衔接" in fault for fault in faults(acts))
    assert any("截断" in fault for fault in faults(acts))


def test_a_swap_is_found(acts):
    tamper(
        acts,
        "UPDATE audit_links SET position = -1 WHERE position = 2",
        "UPDATE audit_links SET position = 2 WHERE position = 3",
        "UPDATE audit_links SET position = 3 WHERE position = -1",
    )
    assert any("不衔接" in fault for fault in faults(acts))


def test_two_lines_that_changed_their_content_are_found(acts):
    tamper(
        acts,
        "UPDATE audit a SET subject_id = b.subject_id, facts = b.facts, digest = b.digest"
        " FROM audit b WHERE a.seq <> b.seq AND a.seq < 3 AND b.seq < 3"
        " OR a.seq = (SELECT min(seq) FROM audit) AND b.seq = (SELECT max(seq) FROM audit)",
    )
    assert faults(acts)


def test_a_truncation_is_found(acts):
    last = "(SELECT audit_id FROM audit_links WHERE position = 5)"
    tamper(
        acts, f"DELETE FROM audit WHERE id = {last}", "DELETE FROM audit_links WHERE position = 5"
    )
    assert "截断" in faults(acts)[-1]


def test_a_truncation_with_a_forged_head_is_found(acts):
    last = "(SELECT audit_id FROM audit_links WHERE position = 5)"
    tamper(
        acts,
        f"DELETE FROM audit WHERE id = {last}",
        "DELETE FROM audit_links WHERE position = 5",
        "UPDATE audit_head SET position = 4,"
        " link = (SELECT link FROM audit_links WHERE position = 4)",
    )
    assert "截断" in faults(acts)[-1]


def test_another_key_finds_everything_wrong(acts):
    with acts.owner.read() as session:
        assert len(audit.verify(session, b"another key").faults) > 5


def test_a_line_of_a_transaction_that_ended_late_is_linked_after_the_others(garden):
    with open_unit(garden) as late:
        plot = Plot(id="late", code="late")
        plot.claim("keeper")
        late.add(plot)
        late.flush()
        garden.call("claim_plot", code="A-1")
        assert link(garden) == 1
        late.commit()
    assert link(garden) == 1
    assert faults(garden) == []
