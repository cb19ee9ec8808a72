"""The permission table: every operation × every story, asked at the door of the service."""

import dataclasses

import pytest

from shared.chassis.execution import _permit
from shared.chassis.service import OperationSpec, operations
from shared.kernel.actor import ANONYMOUS, PUBLIC, Actor
from shared.kernel.errors import Forbidden, Unauthenticated
from shared.testing.actors import stories, story
from tests.architecture._house import service_class, service_names
from tests.contract._people import ANYBODY, EVERYBODY
from tests.contract._permissions import TABLES


def declared(service: str) -> dict[str, OperationSpec]:
    return dict(operations(service_class(service)))


def every_operation() -> list:
    return [
        pytest.param(service, spec, id=f"{service}.{name}")
        for service in service_names()
        for name, spec in declared(service).items()
    ]


def answer(spec: OperationSpec, actor: Actor) -> int:
    """Return the status that the door gives: 200 is "come in"."""
    try:
        _permit(spec, actor)
    except (Unauthenticated, Forbidden) as refusal:
        return refusal.status
    return 200


def expected(allowed: frozenset[str], who: str) -> int:
    if who in allowed:
        return 200
    return 401 if who == "reader" else 403


def test_every_service_has_a_table_and_every_table_a_service():
    assert set(TABLES) == set(service_names())


@pytest.mark.parametrize("service", service_names())
def test_every_operation_has_a_row_and_every_row_an_operation(service: str):
    assert set(TABLES.get(service, {})) == set(declared(service))


@pytest.mark.rule("G-07")
@pytest.mark.parametrize(("service", "spec"), every_operation())
def test_the_door_answers_every_story_as_the_table_says(service: str, spec: OperationSpec):
    allowed = TABLES[service][spec.name]
    wrong = {
        who: (answer(spec, story(who)), expected(allowed, who))
        for who in stories()
        if answer(spec, story(who)) != expected(allowed, who)
    }
    assert wrong == {}, f"{spec.permission}: story → (answered, expected)"


@pytest.mark.parametrize("service", service_names())
def test_every_row_names_stories_that_exist_and_at_least_one(service: str):
    for operation, allowed in TABLES[service].items():
        assert allowed, f"{service}.{operation} can be done by nobody"
        assert set(allowed) <= ANYBODY, f"{service}.{operation}: {set(allowed) - ANYBODY}"


@pytest.mark.parametrize("service", service_names())
def test_nothing_is_changed_without_an_account_but_by_logging_in(service: str):
    open_changes = {
        name
        for name, spec in declared(service).items()
        if spec.permission == PUBLIC and not spec.reads
    }
    assert open_changes <= {"log_in", "exchange_token", "grant_client"}


@pytest.mark.rule("G-07")
@pytest.mark.parametrize(
    ("service", "one", "other"),
    [
        ("centers", "start_review", "grant_case"),
        ("centers", "accept_case", "grant_case"),
        ("centers", "submit_case", "grant_case"),
        ("delegation", "draft_batch", "approve_batch"),
        ("delegation", "report_item", "submit_unit"),
        ("delegation", "report_item", "give_opinion"),
        ("delegation", "draft_row", "publish_row"),
        ("delegation", "propose_delegation", "offer_delegation"),
        ("delegation", "offer_delegation", "accept_delegation"),
        ("delegation", "offer_delegation", "appropriate_funds"),
        ("delegation", "request_revocation", "revoke_delegation"),
        ("delegation", "apply_admission", "approve_admission"),
        ("delegation", "review_admission", "approve_admission"),
        ("delegation", "check_seal_request", "approve_seal_request"),
        ("delegation", "approve_seal_request", "stamp_seal_request"),
        ("disclosure", "check_record", "approve_record"),
        ("disclosure", "publish_record", "approve_record"),
        ("disclosure", "propose_extension", "approve_extension"),
        ("disclosure", "propose_answer", "approve_answer"),
        ("incubation", "draft_call", "open_call"),
        ("incubation", "rank_ventures", "award_venture"),
        ("incubation", "apply_venture", "score_file"),
        ("incubation", "seat_judge", "score_file"),
        ("incubation", "award_venture", "pay_tranche"),
        ("incubation", "judge_midterm", "pay_tranche"),
        ("identity", "appoint_account", "move_clock"),
    ],
)
def test_no_story_holds_both_ends_of_a_decision(service: str, one: str, other: str):
    assert not set(TABLES[service][one]) & set(TABLES[service][other])


def test_an_account_without_any_role_may_do_only_what_everybody_may():
    nobody = dataclasses.replace(story("chuangkou"), permissions=frozenset({"identity.self.read"}))
    for service, table in TABLES.items():
        for name, spec in declared(service).items():
            may = table[name] in (ANYBODY, EVERYBODY)
            assert (answer(spec, nobody) == 200) is may, f"{service}.{name}"


def test_a_difference_in_either_direction_is_found():
    spec = declared("centers")["grant_case"]
    assert answer(spec, story("fuzeren")) == 200
    assert answer(spec, story("chengban")) == 403
    assert answer(spec, ANONYMOUS) == 401
    assert expected(frozenset({"fuzeren"}), "chengban") == 403
    assert expected(frozenset({"fuzeren"}), "reader") == 401
