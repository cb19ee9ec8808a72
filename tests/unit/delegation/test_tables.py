"""Every state × action × actor of the five tables; store and migration say the same."""

from functools import cache
from typing import Any

import pytest

from services.delegation.model import Batch, Item
from services.delegation.service import Delegation
from services.delegation.workflow import BATCH, DELEGATION, ENTRY, ITEM, ROW
from shared.chassis.service import operations
from shared.kernel.actor import PUBLIC, SYSTEM, system_actor
from shared.kernel.workflow import Workflow
from shared.testing.actors import stories, story
from shared.testing.tables import targets, unguarded
from tests.unit.delegation._town import Town, active, row_content

TABLES = [BATCH, ITEM, ENTRY, ROW, DELEGATION]

ROWS = {
    "delegation.batch": {
        "DRAFT": {"open": "REPORTING"},
        "REPORTING": {
            "report_item": "REPORTING", "submit_unit": "REPORTING", "close_report": "REVIEWING",
            "challenge": "REPORTING", "lift": "REPORTING",
            "stance": "REPORTING",
        },
        "REVIEWING": {
            "review": "REVIEWING", "close_review": "RETURNED", "resolve": "REVIEWING",
            "challenge": "REVIEWING", "lift": "REVIEWING",
        },
        "RETURNED": {
            "acknowledge": "RETURNED", "countersign": "RETURNED", "next_round": "REPORTING",
            "start_notice": "PUBLIC_NOTICE",
            "resolve": "RETURNED", "challenge": "RETURNED", "lift": "RETURNED",
        },
        "PUBLIC_NOTICE": {
            "object": "PUBLIC_NOTICE", "answer": "PUBLIC_NOTICE", "end_notice": "READY",
            "end_contested": "OBJECTION_HANDLING",
        },
        "OBJECTION_HANDLING": {
            "answer": "OBJECTION_HANDLING", "resolve": "OBJECTION_HANDLING",
            "concur": "OBJECTION_HANDLING", "settle_all": "READY", "renew_notice": "PUBLIC_NOTICE",
        },
        "READY": {"approve": "PUBLISHED", "send_back": "OBJECTION_HANDLING"},
        "PUBLISHED": {"supersede": "SUPERSEDED"},
    },
    "delegation.item": {
        **{
            state: {
                "retain": "RETAINED", "amend": "AMENDED", "merge": "MERGED",
                "reassign": "REASSIGNED", "cancel": "CANCELLED", "challenge": "CHALLENGED",
                "object": "OBJECTED", "contest": "CHALLENGED",
            }
            for state in ("RETAINED", "AMENDED", "MERGED", "REASSIGNED", "CANCELLED")
        },
        "PROPOSED": {
            "retain": "RETAINED", "amend": "AMENDED", "merge": "MERGED", "reassign": "REASSIGNED",
            "cancel": "CANCELLED", "challenge": "CHALLENGED", "contest": "CHALLENGED",
        },
        "CHALLENGED": {
            "lift": "PROPOSED", "amend": "AMENDED", "merge": "MERGED", "reassign": "REASSIGNED",
            "cancel": "CANCELLED",
        },
        "OBJECTED": {
            "retain": "RETAINED", "amend": "AMENDED", "merge": "MERGED", "reassign": "REASSIGNED",
            "cancel": "CANCELLED", "object": "OBJECTED",
        },
    },
    "delegation.entry": {
        "EFFECTIVE": {"suspend": "SUSPENDED", "replace": "REPLACED", "cancel": "CANCELLED"},
        "SUSPENDED": {"resume": "EFFECTIVE", "replace": "REPLACED", "cancel": "CANCELLED"},
    },
    "delegation.process_row": {
        "DRAFT": {"publish": "PUBLISHED", "withdraw": "WITHDRAWN"},
        "PUBLISHED": {"withdraw": "WITHDRAWN", "supersede": "SUPERSEDED", "fall": "WITHDRAWN"},
    },
    "delegation.delegation": {
        "PROPOSED": {"offer": "NEGOTIATING", "end": "REVOKED"},
        "NEGOTIATING": {"accept": "AGREED", "decline": "PROPOSED", "end": "REVOKED"},
        "AGREED": {
            "grant_authority": "AGREED", "assign_staff": "AGREED", "appropriate_funds": "AGREED",
            "waive_funds": "AGREED", "waive_staff": "AGREED", "activate": "ACTIVE",
            "pay_in": "AGREED",
            "end": "REVOKED",
        },
        "ACTIVE": {
            "appropriate_funds": "ACTIVE", "waive_funds": "ACTIVE", "tell_gap": "FUNDING_GAP",
            "run_dry": "FUNDING_GAP", "request_revocation": "ACTIVE", "revoke": "REVOKED",
            "end": "REVOKED", "pay_in": "ACTIVE", "exhaust": "FUNDING_GAP",
        },
        "FUNDING_GAP": {
            "appropriate_funds": "ACTIVE", "waive_funds": "ACTIVE", "suspend": "SUSPENDED",
            "pay_in": "ACTIVE", "request_revocation": "FUNDING_GAP", "revoke": "REVOKED",
            "end": "REVOKED",
        },
        "SUSPENDED": {
            "appropriate_funds": "ACTIVE", "waive_funds": "ACTIVE", "pay_in": "ACTIVE",
            "request_revocation": "SUSPENDED", "revoke": "REVOKED", "end": "REVOKED",
        },
    },
}  # fmt: skip
"""What the domain's tables say, written by hand: state → action → next state."""

WHO = {
    "delegation.batch.manage": {"bianban"},
    "delegation.item.report": {"minzheng", "renshe", "liucheng", "gongping"},
    "delegation.batch.submit": {"minzheng_leader", "renshe_leader", "liucheng_leader",
                                "gongping_leader"},
    "delegation.item.review": {"bianban", "mz_review", "sifa", "caizheng", "zhengwu", "zhengfu"},
    "delegation.batch.approve": {"zhengfu"},
    "delegation.batch.countersign": {"heping_leader"},
    "delegation.batch.object": {"minzheng", "renshe", "liucheng", "gongping", "daiban",
                                "wang_xiuying", "li_wei"},
    "delegation.entry.suspend": {"bianban"},
    "delegation.process_row.draft": {"minzheng", "renshe"},
    "delegation.process_row.publish": {"minzheng_leader", "renshe_leader"},
    "delegation.delegation.propose": {"minzheng", "renshe"},
    "delegation.delegation.offer": {"minzheng_leader", "renshe_leader"},
    "delegation.delegation.equip": {"minzheng_leader", "renshe_leader"},
    "delegation.delegation.answer": {"liucheng_leader", "gongping_leader"},
    "delegation.delegation.fund": {"caizheng"},
    "delegation.delegation.waive_staff": {"bianban"},
    "delegation.delegation.tell_gap": {"caizheng", "liucheng_leader", "gongping_leader"},
    "delegation.delegation.revoke": {"zhengfu"},
}  # fmt: skip
"""Who holds what: nobody both submits and approves, drafts and publishes, proposes and offers."""


@pytest.mark.rule("LST-01", "DEL-01")
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_may_happen_is_exactly_what_the_domain_says(table: Workflow):
    assert targets(table) == {state: row for state, row in ROWS[table.name].items() if row}


@cache
def matters() -> dict[str, Any]:
    """One real matter for each table, as a town's life has left it."""
    town = Town.listed({})
    delegation = active(town)
    (entry,) = town.entries("L1")
    row = town.do("minzheng", "draft_row", item_id=entry.lineage_id, content=row_content())
    batch, (item,) = town.memory.the(Batch), town.memory.all(Item)
    return {"batch": batch, "item": item, "entry": entry, "process_row": row,
            "delegation": delegation}  # fmt: skip


@pytest.mark.rule("G-07")
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_nobody_takes_a_step_without_its_permission(table: Workflow):
    assert unguarded(table, matters()[table.name.split(".")[1]], stories()) == []


@pytest.mark.rule("G-07")
@pytest.mark.parametrize("permission", sorted(WHO))
def test_each_permission_is_held_by_exactly_these_people(permission: str):
    assert {name for name in stories() if story(name).may(permission)} == WHO[permission]


def test_every_permission_that_an_operation_asks_is_held_by_somebody():
    asked = {spec.permission for spec in operations(Delegation).values()} - {PUBLIC}
    assert {p for p in asked if not any(story(name).may(p) for name in stories())} == set()


def test_steps_of_the_system_are_taken_by_no_person():
    rows = [row for table in TABLES for row in table.steps if row.permission == SYSTEM]
    assert rows
    assert all(system_actor("delegation").may(row.permission) for row in rows)
    assert not any(story(name).may(SYSTEM) for name in stories())
