"""One change → one outbox row per fact and one audit line; nothing at all when it fails."""

import threading

import pytest
from sqlalchemy import insert, select, text

from shared.chassis import tables
from shared.chassis.unit_of_work import Request, SqlUnitOfWork
from shared.kernel.actor import ANONYMOUS, system_actor
from shared.kernel.errors import (
    Conflict,
    Forbidden,
    Invalid,
    PreconditionRequired,
    Stale,
    Unauthenticated,
    UnknownOperation,
)
from tests.integration._garden import KEEPER, VISITOR, Bed, Plot, began, notes, plots

WRITTEN = (tables.outbox, tables.audit, tables.timers, tables.requests, plots)


def claim(garden, code="A-1", **more):
    return garden.call("claim_plot", code=code, **more)


def open_unit(garden, act="garden.test", **request):
    return garden.executor.unit(Request(act=act, actor=KEEPER, **request))


def nothing_stands(garden):
    return [garden.rows(table) for table in WRITTEN] == [[]] * len(WRITTEN)


def test_one_change_leaves_a_row_an_event_a_timer_and_one_audit_line(garden):
    shown = claim(garden)
    (event,) = garden.outbox()
    (line,) = garden.rows(tables.audit)
    (plot,) = garden.rows(plots)
    (due,) = garden.rows(tables.timers)
    assert (shown["status"], shown["version"], plot["version"]) == (201, 1, 1)
    assert (event.type, event.subject, event.actor.id) == (
        "garden.plot.claimed", plot["id"], KEEPER.id,
    )  # fmt: skip
    assert line["facts"] == [{"type": event.type, "id": event.id}]
    assert (line["act"], line["subject_id"], line["actor_unit"]) == (
        "garden.claim_plot", plot["id"], KEEPER.unit,
    )  # fmt: skip
    assert (due["name"], due["subject_id"]) == ("water_due", plot["id"])


def test_an_act_of_several_facts_leaves_an_event_for_each_and_one_audit_line(garden):
    with open_unit(garden) as uow:
        for code in ("A-1", "A-2"):
            plot = Plot(id=code, code=code)
            plot.claim("keeper")
            plot.water()
            uow.add(plot)
        uow.commit()
    (line,) = garden.rows(tables.audit)
    told = [(event.subject, event.type) for event in garden.outbox()]
    assert [fact["type"] for fact in line["facts"]] == [kind for _, kind in told]
    assert told == [
        ("A-1", "garden.plot.claimed"), ("A-1", "garden.plot.watered"),
        ("A-2", "garden.plot.claimed"), ("A-2", "garden.plot.watered"),
    ]  # fmt: skip


def test_an_act_that_fails_after_it_wrote_leaves_nothing_at_all(garden):
    with pytest.raises(RuntimeError, match="stumbled"):
        garden.call("stumble", code="A-1")
    assert nothing_stands(garden)


def test_an_act_that_the_database_refuses_leaves_nothing_more(garden):
    claim(garden)
    before = [garden.rows(table) for table in WRITTEN]
    with pytest.raises(Conflict) as refused:
        claim(garden)
    assert refused.value.code == "storage.conflict"
    assert refused.value.details == {"constraint": "plots_code_key"}
    assert [garden.rows(table) for table in WRITTEN] == before


def test_a_clash_that_an_early_look_up_finds_is_a_conflict_too(garden):
    with pytest.raises(Conflict) as refused:
        garden.call("claim_twice", code="A-1")
    assert refused.value.code == "storage.conflict"
    assert nothing_stands(garden)


def test_a_unit_left_without_commit_undoes_everything(garden):
    with open_unit(garden) as uow:
        plot = Plot(id="A-1", code="A-1")
        plot.claim("keeper")
        uow.add(plot)
        uow.remind("water_due", "A-1", uow.now)
        uow.flush()
    assert nothing_stands(garden)


@pytest.mark.rule("TRAP-01")
def test_facts_recorded_before_a_flush_are_told(garden):
    """Trap 1: facts collected from session.new and session.dirty vanish after a flush."""
    with open_unit(garden) as uow:
        plot = Plot(id="A-1", code="A-1")
        plot.claim("keeper")
        uow.add(plot)
        uow.flush()
        assert not uow.session.new
        uow.commit()
    with open_unit(garden) as uow:
        uow.get(Plot, "A-1").claim("keeper")  # a fact without a changed column
        assert not uow.session.is_modified(uow.get(Plot, "A-1"))
        uow.commit()
    assert [event.type for event in garden.outbox()] == ["garden.plot.claimed"] * 2


@pytest.mark.rule("TRAP-16")
def test_an_aggregate_that_was_loaded_records_facts_as_a_new_one_does(garden):
    """Trap 16: SQLAlchemy does not call __init__ on load, so nothing may be prepared there."""
    claim(garden)
    (plot,) = garden.rows(plots)
    with open_unit(garden) as uow:
        loaded = uow.get(Plot, plot["id"])
        assert "_facts" not in vars(loaded)
        loaded.water()
        assert len(loaded.take_facts()) == 1


def test_value_objects_and_personal_data_come_back_as_they_were(garden):
    with open_unit(garden) as uow:
        beds = (Bed("番茄", 3), Bed("黄瓜", 2))
        uow.add(Plot(id="A-1", code="A-1", phone="13800005678", beds=beds))
        uow.commit()
    with open_unit(garden) as uow:
        plot = uow.get(Plot, "A-1")
        assert (plot.beds, plot.phone) == (beds, "13800005678")
        stored = uow.session.execute(text("SELECT phone FROM plots")).scalar_one()
    assert b"13800005678" not in bytes(stored)


# --- permission, conditions, input: always in this order ---------------------------------------


def test_permission_comes_before_conditions_and_conditions_before_input(garden):
    def refusal(actor, **conditions):
        with pytest.raises((Unauthenticated, Forbidden, PreconditionRequired, Invalid)) as refused:
            garden.call("water_plot", actor=actor, key="", surplus=1, **conditions)
        return refused.value.code

    assert refusal(ANONYMOUS) == "auth.required"
    assert refusal(VISITOR) == "auth.not_permitted"
    assert refusal(KEEPER) == "precondition.if_match_required"
    assert refusal(KEEPER, if_match=1) == "input.invalid"


def test_an_operation_that_does_not_exist_is_said_to_be_unknown(garden):
    with pytest.raises(UnknownOperation):
        garden.call("sell_plot")


# --- the answer to a repeat ----------------------------------------------------------------------


def test_a_repeat_with_the_same_key_gets_the_first_answer_and_changes_nothing(garden):
    first = claim(garden, key="k-1")
    again = claim(garden, key="k-1")
    assert again == first
    assert len(garden.rows(plots)) == len(garden.outbox()) == len(garden.rows(tables.audit)) == 1


def test_the_same_key_with_another_payload_is_refused(garden):
    claim(garden, key="k-1")
    with pytest.raises(Invalid) as refused:
        claim(garden, "A-2", key="k-1")
    assert refused.value.code == "idempotency.other_payload"


def test_a_key_belongs_to_the_one_who_used_it(garden):
    claim(garden, key="k-1")
    other = system_actor("garden")
    allowed = type(KEEPER)(id=other.id, kind=KEEPER.kind, permissions=KEEPER.permissions)
    claim(garden, "A-2", key="k-1", actor=allowed)
    assert len(garden.rows(plots)) == 2


def test_creating_without_a_key_is_refused(garden):
    with pytest.raises(Invalid) as refused:
        claim(garden, key="")
    assert refused.value.code == "idempotency.key_required"


def test_a_key_whose_act_failed_may_be_used_again(garden):
    claim(garden, "A-1", key="k-1")
    with pytest.raises(Conflict):
        claim(garden, "A-1", key="k-2")
    garden.call("water_plot", plot_id=garden.rows(plots)[0]["id"], if_match=1, key="k-2")
    assert len(garden.outbox()) == 2


def test_two_requests_with_one_key_at_the_same_time_make_one_change(garden):
    answers, start = [], threading.Barrier(4)

    def ask():
        start.wait()
        answers.append(claim(garden, key="k-1"))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4
    assert all(answer == answers[0] for answer in answers)
    assert len(garden.rows(plots)) == len(garden.outbox()) == 1


def test_a_remembered_refusal_keeps_what_was_written(garden):
    with pytest.raises(Unauthenticated, match="号码不对"):
        garden.call("try_gate", code="A-1")
    assert len(garden.rows(plots)) == len(garden.outbox()) == len(garden.rows(tables.audit)) == 1


# --- If-Match --------------------------------------------------------------------------------


def test_a_change_to_an_old_version_is_refused_with_the_current_one(garden):
    plot_id = claim(garden)["body"]["id"]
    assert garden.call("water_plot", plot_id=plot_id, if_match=1)["version"] == 2
    with pytest.raises(Stale) as refused:
        garden.call("water_plot", plot_id=plot_id, if_match=1)
    assert refused.value.details == {"current_version": 2}
    assert len(garden.outbox()) == 2


def test_of_two_changes_at_the_same_time_the_second_is_refused(garden):
    plot_id = claim(garden)["body"]["id"]
    with open_unit(garden) as one, open_unit(garden) as two:
        one.get(Plot, plot_id).water()
        two.get(Plot, plot_id).water()
        one.commit()
        with pytest.raises(Stale):
            two.commit()
    assert [event.type for event in garden.outbox()] == [
        "garden.plot.claimed", "garden.plot.watered",
    ]  # fmt: skip


def test_a_stale_version_that_an_early_look_up_finds_is_stale_too(garden):
    plot_id = claim(garden)["body"]["id"]
    with pytest.raises(Stale), open_unit(garden) as two:
        two.get(Plot, plot_id).water()
        garden.call("water_plot", plot_id=plot_id, if_match=1)
        two.find(Plot, code="B-1")


# --- reading --------------------------------------------------------------------------------


def test_reading_needs_no_transaction_and_leaves_no_trace(garden):
    plot_id = claim(garden)["body"]["id"]
    before = [garden.rows(table) for table in WRITTEN]
    shown = garden.call("show_plot", plot_id=plot_id, actor=VISITOR)
    assert (shown["body"]["code"], shown["version"]) == ("A-1", 1)
    assert [garden.rows(table) for table in WRITTEN] == before
    with SqlUnitOfWork(garden.executor.house, Request("r", KEEPER), reading=True) as uow:
        assert uow.session.connection().connection.dbapi_connection.autocommit


def test_pages_follow_one_another_and_survive_new_rows(garden):
    for number in range(5):
        claim(garden, f"B-{number}")
    first = garden.call("list_plots", limit=2)
    claim(garden, "A-0")  # before the cursor
    second = garden.call("list_plots", limit=2, cursor=first["next"])
    codes = [item["code"] for shown in (first, second) for item in shown["body"]["items"]]
    assert codes == ["B-0", "B-1", "B-2", "B-3"]
    with pytest.raises(Invalid) as refused:
        garden.call("list_plots", cursor="nonsense")
    assert refused.value.code == "paging.bad_cursor"


# --- what the app role may not do --------------------------------------------------------------


@pytest.mark.parametrize("verb", ["UPDATE audit SET act = 'x'", "DELETE FROM audit",
                                  "TRUNCATE audit", "DELETE FROM audit_links"])  # fmt: skip
def test_the_serving_role_cannot_change_what_was_audited(garden, verb):
    claim(garden)
    with pytest.raises(Exception, match="permission denied"), garden.database.write() as session:
        session.execute(text(verb))
    assert len(garden.rows(tables.audit)) == 1


def test_a_refused_row_does_not_show_its_values(garden):
    row = {"id": "n", "version": 1, "subject": "13800005678", "body": {}}
    with garden.database.write() as session:
        session.execute(insert(notes).values(row))
        with pytest.raises(Exception, match="UniqueViolation") as refused:
            session.execute(insert(notes).values(row))
    assert "13800005678" not in str(refused.value)


def test_what_began_is_seen_even_when_the_act_is_undone(garden):
    """The sample's own instrument works: other tests rely on it."""
    began(garden.executor.house, "x")
    with garden.database.read() as session:
        assert session.execute(select(text("count(*)")).select_from(text("begun"))).scalar() == 1
