"""Events take effect once; a failing one waits aside, keeps its subject's order, then is parked."""

from itertools import pairwise

import pytest
from sqlalchemy import select

from shared.chassis import parked, tables
from shared.chassis.envelope import Context, write
from shared.chassis.unit_of_work import Request
from shared.kernel.clock import machine_time
from shared.kernel.errors import NotFound
from shared.kernel.ids import new_id
from tests.integration._estate import until
from tests.integration._garden import KEEPER, Note, begun, notes


def event(code, *, subject=None, kind="garden.plot.claimed", id=None, **data):
    """Write an event of the garden as its relay would send it."""
    subject = subject or code
    body = {"plot_id": subject, "code": code, "remark": None, **data}
    context = Context("garden", "garden.claim_plot", KEEPER, machine_time(), traceparent="00-x")
    return write(id or new_id(), (kind, 1, "认领"), subject, body, context)


def deferred(estate):
    return estate.rows(tables.deferred)


def tried_out(estate):
    """Retry until nothing waits for a next try."""

    def nothing_waits():
        estate.consumer.retry_due()
        return not [row for row in deferred(estate) if row["next_at"] is not None]

    until(nothing_waits)


def test_an_event_takes_effect_once_however_often_it_comes(diary):
    body = event("A-1")
    diary.consumer.apply([body])
    diary.consumer.apply([body, body])
    assert diary.notes() == ["A-1"]
    assert diary.begun() == ["A-1"]
    assert len(diary.rows(tables.inbox)) == 1


def test_an_event_without_what_is_needed_is_let_pass_and_leaves_no_trace(diary):
    watered = {"kind": "garden.plot.watered"}
    diary.consumer.apply([event("A-1", **watered, round=0), event("A-2", **watered, round=2)])
    assert [row["type"] for row in diary.rows(tables.inbox)] == ["garden.plot.watered"]
    with diary.database.read() as session:
        (kept,) = session.scalars(select(Note))
        assert (kept.subject, kept.body) == ("A-2", {"round": 2})


def test_a_failing_event_takes_nothing_else_with_it(diary):
    diary.hinder("bad")
    diary.consumer.apply([event("A-1"), event("bad"), event("A-2")])
    assert diary.notes() == ["A-1", "A-2"]
    (waiting,) = deferred(diary)
    assert (waiting["attempts"], waiting["reason"]) == (
        1, "Conflict: diary.hindered: 有人挡住了去路。",
    )  # fmt: skip


@pytest.mark.rule("TRAP-02")
def test_a_failing_event_is_counted_waits_and_is_parked_and_never_lost(diary):
    """Trap 2: nameko acknowledges a failed event, or repeats it hundreds of times a second."""
    diary.hinder("bad")
    diary.consumer.apply([event("bad")])
    tried_out(diary)
    (row,) = deferred(diary)
    assert row["next_at"] is None
    assert diary.begun() == ["bad"] * (1 + len(diary.settings.retry_pauses))


def test_the_pauses_between_tries_grow(diary):
    diary.hinder("bad")
    diary.consumer.apply([event("bad")])
    tried_out(diary)
    with diary.database.read() as session:
        at = [row.at for row in session.execute(begun.select().order_by(begun.c.seq))]
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(at)]
    assert all(gap >= pause for gap, pause in zip(gaps, diary.settings.retry_pauses, strict=True))


def test_later_events_of_the_same_subject_wait_behind_a_failing_one(diary):
    diary.hinder("bad")
    first, second = event("bad", subject="p-1"), event("A-2", subject="p-1")
    diary.consumer.apply([first, event("A-3", subject="p-2")])
    diary.consumer.apply([second])
    assert diary.notes() == ["A-3"]
    diary.unhinder()
    tried_out(diary)
    assert diary.begun()[-2:] == ["bad", "A-2"]
    assert diary.notes() == ["A-2", "A-3", "bad"]
    assert deferred(diary) == []


def test_later_events_of_the_same_batch_wait_too(diary):
    diary.hinder("bad")
    diary.consumer.apply([event("bad", subject="p-1"), event("A-2", subject="p-1")])
    assert diary.notes() == []
    assert [row["attempts"] for row in deferred(diary)] == [1, 0]


def test_an_event_is_not_lost_when_another_replica_frees_its_subject_meanwhile(diary, monkeypatch):
    """A replica that stands by retries too: what we saw waiting may be done when we look again."""
    diary.hinder("A-1")
    diary.consumer.apply([event("A-1", subject="A")])
    diary.unhinder()
    look = diary.consumer._take_in

    def look_and_be_overtaken(uow, events):
        found = look(uow, events)
        monkeypatch.undo()
        tried_out(diary)
        return found

    monkeypatch.setattr(diary.consumer, "_take_in", look_and_be_overtaken)
    diary.consumer.apply([event("A-2", subject="A")])
    assert diary.notes() == ["A-1", "A-2"]
    assert deferred(diary) == []


def test_once_an_event_is_parked_the_later_ones_go_on(diary):
    diary.hinder("bad")
    diary.consumer.apply([event("bad", subject="p-1"), event("A-2", subject="p-1")])
    tried_out(diary)
    assert diary.notes() == ["A-2"]
    assert [row["next_at"] for row in deferred(diary)] == [None]


def test_a_person_sees_a_parked_event_and_lets_it_be_tried_again(diary):
    diary.hinder("bad")
    diary.consumer.apply([event("bad", id="e-1")])
    tried_out(diary)
    diary.unhinder()
    with diary.database.write() as session, session.begin():
        (seen,) = parked.parked(session)
        assert (seen["event_id"], seen["type"]) == ("e-1", "garden.plot.claimed")
        assert '"code":"bad"' in parked.show(session, "e-1")["body"]
        assert parked.counts(session) == (0, 1)
        parked.retry(session, "e-1")
    tried_out(diary)
    assert (diary.notes(), deferred(diary)) == (["bad"], [])


def test_a_parked_event_is_discarded_on_the_record(diary):
    diary.hinder("bad")
    diary.consumer.apply([event("bad", id="e-1")])
    tried_out(diary)
    key = diary.executor.house.audit_key
    with diary.database.write() as session, session.begin():
        parked.discard(session, "e-1", service="diary", actor=KEEPER, reason="样例", key=key)
        with pytest.raises(NotFound):
            parked.discard(session, "e-1", service="diary", actor=KEEPER, reason="样例", key=key)
    assert deferred(diary) == []
    (line,) = diary.rows(tables.audit)
    assert (line["act"], line["actor_id"], line["basis_doc_no"]) == (
        "diary.parked.discard", "keeper", "样例",
    )  # fmt: skip
    assert line["facts"][0]["id"] == "e-1"


def test_a_failure_of_one_subscriber_is_no_other_subscriber_s(diary, almanac):
    body = event("bad", subject="p-1")
    diary.hinder("bad")
    for estate in (diary, almanac):
        estate.consumer.apply([body])
    assert len(deferred(diary)) == 1
    assert deferred(almanac) == []
    assert len(almanac.notes()) == 1


@pytest.mark.rule("TRAP-13")
def test_a_real_clash_in_a_subscriber_is_not_taken_for_a_repeat(diary):
    """Trap 13: `except IntegrityError` around a subscriber hides real faults."""
    with diary.executor.unit(Request(act="diary.test", actor=KEEPER)) as uow:
        uow.add(Note(id="A-1", subject="another", body={}))
        uow.commit()
    diary.consumer.apply([event("A-1")])
    (waiting,) = deferred(diary)
    assert waiting["reason"].startswith("Conflict: storage.conflict")
    assert diary.rows(tables.inbox) == []


ODD = {
    "no JSON": b"\x80\x04garbage",
    "a list": b"[]",
    "null": b"null",
    "no attributes": b"{}",
    "another specification": b'{"specversion":"0.3","id":"1"}',
    "an act that is a number": event("x").replace(b'"act":"garden.claim_plot"', b'"act":7'),
    "a subject that is a list": event("x").replace(b'"subject":"x"', b'"subject":["x"]'),
    "NUL in the subject": event("x").replace(b'"subject":"x"', b'"subject":"x\\u0000"'),
    "a type without service": event("x").replace(b'"garden.plot.claimed"', b'"claimed"'),
    "a time without zone": event("x", id="e").replace(b"+08:00", b""),
    "data that is text": event("x").replace(b'"data":{', b'"data":"x","more":{'),
    "an actor of no kind": event("x").replace(b'"actorkind":"staff"', b'"actorkind":"robot"'),
}


@pytest.mark.rule("TRAP-05")
@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
def test_an_event_that_cannot_be_read_is_parked_and_the_next_is_handled(diary, body):
    """Trap 5: one odd message must not end the consumer, again and again."""
    diary.consumer.apply([body, event("A-1")])
    assert diary.notes() == ["A-1"]
    (row,) = deferred(diary)
    assert row["next_at"] is None
    assert bytes(row["body"]) == body


def test_an_event_whose_field_is_missing_waits_with_its_reason(diary):
    diary.consumer.apply([event("A-1").replace(b'"code"', b'"kode"')])
    (row,) = deferred(diary)
    assert "code" in row["reason"]


def test_what_an_event_causes_names_it_and_continues_its_trace(almanac):
    trace = "00-" + "a" * 32 + "-" + "b" * 16 + "-01"
    almanac.consumer.apply([event("A-1", id="e-1").replace(b"00-x", trace.encode())])
    (note,) = almanac.rows(notes)
    assert (note["body"]["cause"], note["body"]["trace"][3:35]) == ("e-1", "a" * 32)
