"""What a handler may rely on, whichever unit of work it got: one suite for memory and PostgreSQL.

A `town` acts, reacts and tells what stands: `told` (subject and type of every fact), `audit`
(actor, subject, document, types of every act), `timers` (name and subject → time).
"""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from shared.kernel.actor import Actor, ActorKind
from shared.kernel.errors import Conflict, NotFound, Stale, Unauthenticated
from shared.kernel.events import Aggregate
from tests.integration._garden import Bed, Plot

CLERK = Actor(id="clerk", kind=ActorKind.STAFF, unit="510115001", path="510115/510115001")


@dataclass
class Stranger(Aggregate):
    """An aggregate that nobody stored."""

    id: str
    version: int = field(default=0)


class UnitOfWorkPromises:
    """Subclasses give the fixture `town`."""

    def plot(self, town, id="p-1", **more):
        with town.act(CLERK) as uow:
            uow.add(Plot(id=id, code=more.pop("code", id), **more))

    def stored(self, town, id="p-1"):
        with town.act(CLERK) as uow:
            return uow.get(Plot, id)

    # --- rows --------------------------------------------------------------------------------

    def test_what_was_added_is_found_by_the_next_act_in_version_one(self, town):
        self.plot(town, beds=(Bed("番茄", 3),))
        plot = self.stored(town)
        assert (plot.code, plot.version, plot.beds) == ("p-1", 1, (Bed("番茄", 3),))

    def test_what_was_added_is_found_in_the_same_act(self, town):
        with town.act(CLERK) as uow:
            plot = Plot(id="p-1", code="c")
            uow.add(plot)
            assert uow.one(Plot, code="c") is plot
            assert [found.id for found in uow.find(Plot, code="c")] == ["p-1"]

    def test_an_aggregate_is_one_object_in_one_act(self, town):
        self.plot(town)
        with town.act(CLERK) as uow:
            plot = uow.get(Plot, "p-1")
            assert uow.one(Plot, code="p-1") is plot
            assert uow.find(Plot)[0] is plot

    def test_a_change_is_kept_and_raises_the_version_by_one(self, town):
        self.plot(town)
        with town.act(CLERK) as uow:
            uow.get(Plot, "p-1").keeper = "li"
        plot = self.stored(town)
        assert (plot.keeper, plot.version) == ("li", 2)

    def test_looking_raises_no_version(self, town):
        self.plot(town)
        assert self.stored(town).version == self.stored(town).version == 1

    def test_a_fact_without_a_change_raises_no_version(self, town):
        self.plot(town)
        with town.act(CLERK) as uow:
            uow.get(Plot, "p-1").claim("")
        assert self.stored(town).version == 1
        assert town.told == [("p-1", "garden.plot.claimed")]

    def test_find_answers_in_order_of_id_and_only_what_equals(self, town):
        for id, keeper in (("b", "li"), ("a", "li"), ("c", "wang")):
            self.plot(town, id=id, keeper=keeper)
        with town.act(CLERK) as uow:
            assert [plot.id for plot in uow.find(Plot)] == ["a", "b", "c"]
            assert [plot.id for plot in uow.find(Plot, keeper="li")] == ["a", "b"]
            assert uow.find(Plot, keeper="zhao") == []

    def test_find_sees_changes_of_this_act(self, town):
        self.plot(town)
        with town.act(CLERK) as uow:
            uow.get(Plot, "p-1").keeper = "li"
            assert [plot.id for plot in uow.find(Plot, keeper="li")] == ["p-1"]
            assert uow.one(Plot, keeper="") is None

    def test_find_by_nothing_finds_what_has_nothing(self, town):
        self.plot(town, id="a", phone="13800005678")
        self.plot(town, id="b")
        with town.act(CLERK) as uow:
            assert [plot.id for plot in uow.find(Plot, phone=None)] == ["b"]

    def test_what_is_not_there_is_not_found(self, town):
        with town.act(CLERK) as uow:
            with pytest.raises(NotFound) as missing:
                uow.get(Plot, "p-0")
            assert uow.one(Plot, code="p-0") is None
        assert (missing.value.code, missing.value.details) == ("garden.not_found", {"id": "p-0"})

    def test_a_second_row_of_one_id_is_a_conflict_and_keeps_the_first(self, town):
        self.plot(town, keeper="li")
        with pytest.raises(Conflict) as refused:
            self.plot(town, keeper="wang", code="other")
        assert refused.value.code == "storage.conflict"
        assert self.stored(town).keeper == "li"

    # --- versions ------------------------------------------------------------------------------

    def test_if_match_with_the_current_version_passes(self, town):
        self.plot(town)
        with town.act(CLERK, subject="p-1", if_match=1) as uow:
            uow.get(Plot, "p-1").water()
        assert self.stored(town).version == 2

    def test_if_match_with_an_old_version_is_stale_and_names_the_current(self, town):
        self.plot(town)
        with town.act(CLERK) as uow:
            uow.get(Plot, "p-1").water()
        with pytest.raises(Stale) as refused, town.act(CLERK, subject="p-1", if_match=1) as uow:
            uow.get(Plot, "p-1")
        assert (refused.value.code, refused.value.details) == (
            "storage.stale", {"current_version": 2},
        )  # fmt: skip

    def test_if_match_holds_although_the_act_looked_before(self, town):
        self.plot(town)
        with pytest.raises(Stale), town.act(CLERK, subject="p-1", if_match=7) as uow:
            uow.one(Plot, code="p-1")
            uow.get(Plot, "p-1")

    def test_if_match_is_about_what_the_act_found_not_what_it_wrote(self, town):
        self.plot(town)
        with town.act(CLERK, subject="p-1", if_match=1) as uow:
            uow.get(Plot, "p-1").keeper = "li"
            uow.find(Plot)  # writes first
            assert uow.get(Plot, "p-1").keeper == "li"

    def test_if_match_is_about_its_subject_only(self, town):
        self.plot(town, id="a")
        self.plot(town, id="b")
        with town.act(CLERK, subject="b", if_match=7) as uow:
            assert uow.get(Plot, "a").id == "a"

    def test_of_two_acts_at_the_same_time_the_later_is_stale_and_leaves_nothing(self, town):
        self.plot(town)
        with pytest.raises(Stale), town.act(CLERK) as late:
            late.get(Plot, "p-1").water()
            with town.act(CLERK) as early:
                early.get(Plot, "p-1").keeper = "li"
            late.remind("water_due", "p-1", late.now)
        plot = self.stored(town)
        assert (plot.keeper, plot.waterings, plot.version) == ("li", 0, 2)
        assert (town.told, town.timers) == ([], {})

    # --- undo ----------------------------------------------------------------------------------

    def test_an_act_that_raises_leaves_nothing(self, town):
        self.plot(town)
        with pytest.raises(ZeroDivisionError), town.act(CLERK) as uow:
            uow.get(Plot, "p-1").water()
            uow.add(Plot(id="p-2", code="p-2"))
            uow.remind("water_due", "p-1", uow.now)
            uow.basis("川样〔2026〕1号（样例）")
            raise ZeroDivisionError
        assert self.stored(town).waterings == 0
        assert (town.told, town.timers, town.audit) == ([], {}, [])
        with town.act(CLERK) as uow:
            assert uow.one(Plot, code="p-2") is None

    def test_a_refusal_that_is_remembered_is_raised_and_keeps_the_act(self, town):
        self.plot(town)
        refusal = Unauthenticated("garden.wrong_gate", "号码不对。")
        with pytest.raises(Unauthenticated) as raised, town.act(CLERK) as uow:
            uow.get(Plot, "p-1").water()
            uow.refuse(refusal)
        assert raised.value is refusal
        assert self.stored(town).waterings == 1
        assert town.told == [("p-1", "garden.plot.watered")]

    # --- facts and the audit line ----------------------------------------------------------------

    def test_facts_are_told_in_the_order_of_aggregates_and_of_their_recording(self, town):
        with town.act(CLERK) as uow:
            for id in ("b", "a"):
                plot = Plot(id=id, code=id)
                uow.add(plot)
                plot.claim("li")
                plot.water()
        claimed, watered = "garden.plot.claimed", "garden.plot.watered"
        assert town.told == [("b", claimed), ("b", watered), ("a", claimed), ("a", watered)]

    def test_a_fact_is_told_once(self, town):
        self.plot(town)
        with town.act(CLERK) as uow:
            plot = uow.get(Plot, "p-1")
            plot.water()
            assert uow.one(Plot, code="p-1") is plot
        self.stored(town)
        assert town.told == [("p-1", "garden.plot.watered")]

    def test_an_act_with_facts_leaves_one_audit_line_with_its_document(self, town):
        with town.act(CLERK) as uow:
            plot = Plot(id="p-1", code="p-1")
            uow.add(plot)
            plot.claim("li")
            plot.water()
            uow.basis("川样〔2026〕1号（样例）")
        facts = ("garden.plot.claimed", "garden.plot.watered")
        assert town.audit == [("clerk", "p-1", "川样〔2026〕1号（样例）", facts)]

    def test_a_reaction_acts_as_the_system_and_names_its_cause(self, town):
        self.plot(town)
        with town.react(cause="e-1") as uow:
            assert (uow.actor.id, uow.actor.kind, uow.cause) == (
                "system:garden", ActorKind.SYSTEM, "e-1",
            )  # fmt: skip
            uow.get(Plot, "p-1").water()
        ((actor, *_),) = town.audit
        assert actor == "system:garden"

    # --- timers, numbers, time -------------------------------------------------------------------

    def test_what_is_handed_on_is_neither_a_fact_of_ours_nor_audited(self, town):
        with town.react() as uow:
            uow.forward("garden.delivery.oa", "p-1", b"as it came")
        assert town.forwarded == [("garden.delivery.oa", "p-1", b"as it came")]
        assert town.audit == []

    def test_what_an_undone_act_handed_on_goes_nowhere(self, town):
        with pytest.raises(KeyError), town.react() as uow:
            uow.forward("garden.delivery.oa", "p-1", b"as it came")
            raise KeyError
        assert town.forwarded == []

    def test_a_timer_is_set_moved_and_taken_away(self, town):
        with town.act(CLERK) as uow:
            uow.remind("water_due", "p-1", uow.now + timedelta(days=1))
            uow.remind("water_due", "p-1", uow.now + timedelta(days=3))
            uow.remind("water_due", "p-2", uow.now)
            uow.forget("water_due", "p-2")
            uow.forget("water_due", "p-9")
            due = uow.now + timedelta(days=3)
        assert town.timers == {("water_due", "p-1"): due}

    def test_numbers_rise_and_an_undone_act_leaves_a_gap_at_most(self, town):
        with town.act(CLERK) as uow:
            first, second = uow.number("plot_number"), uow.number("plot_number")
        with pytest.raises(ZeroDivisionError), town.act(CLERK) as uow:
            lost = uow.number("plot_number")
            raise ZeroDivisionError
        with town.act(CLERK) as uow:
            assert first < second < lost < uow.number("plot_number")

    def test_time_stands_still_for_the_whole_act(self, town):
        with town.act(CLERK) as uow:
            assert uow.now is uow.now
            assert uow.now.utcoffset() == timedelta(hours=8)
            assert uow.today == uow.now.date()

    def test_ids_are_fresh(self, town):
        with town.act(CLERK) as uow:
            assert uow.new_id() != uow.new_id()

    def test_the_calendar_and_the_rules_of_the_day_are_at_hand(self, town):
        with town.act(CLERK) as uow:
            assert uow.calendar.official(2026)
            assert uow.rules("kernel.calendar").name == "kernel.calendar"
