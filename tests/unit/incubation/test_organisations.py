"""Organisations are filed with the street or registered with civil affairs (domain §8.2)."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from services.incubation import policies
from services.incubation.model import Filing, Organisation, Registration
from services.incubation.policies import RegistrationRules
from services.incubation.schemas import FullResponsible, OrganisationLine
from services.incubation.schemas import Organisation as View
from shared.kernel.calendar import CalendarYear
from shared.kernel.clock import TZ
from shared.kernel.deadlines import Period
from shared.testing.actors import story
from tests.unit.incubation._town import (
    CODES,
    DOCUMENT,
    FILING,
    OTHER,
    OWN,
    RESPONSIBLE,
    TERMS,
    Town,
    refused,
)


@pytest.fixture
def town() -> Town:
    return Town()


# --- filing ----------------------------------------------------------------------------------


@pytest.mark.rule("SO-03")
def test_a_filing_is_heard_in_the_community_and_decided_by_the_street_in_ten_working_days(town):
    filing = town.heard()
    assert (filing.due, filing.provisional) == (date(2026, 3, 16), False)
    organisation = town.organisation()
    assert (organisation.status, organisation.certificate_no) == ("APPLYING", None)
    town.do("liucheng_leader", "file_organisation", filing_id=filing.id, **DOCUMENT)
    organisation = town.organisation()
    assert organisation.certificate_no == "510115001-2026-00001"
    assert organisation.valid_through == date(2029, 3, 1)
    assert [chapter.status for chapter in organisation.history] == ["FILED"]
    shown = View(exclude=["offered"]).dump(organisation)
    assert shown["legal_person"] is False
    assert "不具有法人资格" in shown["certificate"]["statement"]
    (told,) = town.told("organisation.filed")
    assert told.valid_through == date(2029, 3, 1)
    assert ("filing_review_due", filing.id) not in town.memory.timers


@pytest.mark.rule("SO-03")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"initiator": "COMMITTEE_BODY"}, "not_fileable"),
        ({"initiator": "OWNERS"}, "not_fileable"),
        ({"initiator": "BUILDING"}, "not_fileable"),
        ({"initiator": "FOR_PROFIT"}, "not_fileable"),
        ({"initiator": "OTHERS"}, "unknown_initiator"),
        ({"kind": "TRADE"}, "unknown_kind"),
        ({"members": 4}, "too_few_members"),
    ],
)
def test_what_is_no_community_organisation_is_not_filed(town: Town, changes, code):
    with refused(f"incubation.{code}"):
        town.apply(**changes)
    assert town.memory.all(Organisation) == []


def test_a_filing_comes_from_a_community_with_a_free_name_and_a_free_account(town: Town):
    town.apply()
    with refused("incubation.name_taken"):
        town.apply(OTHER)
    with refused("incubation.account_taken"):
        town.apply(name="另一支队")
    street = replace(story(OTHER), path="510115/510115001")
    with refused("incubation.not_in_a_community"):
        town.do(street, "apply_filing", **{**FILING, "name": "街道队"})
    entered = town.apply("daiban", name="纸质申请队")
    assert (entered.account, entered.applied_by) == (None, "daiban")


@pytest.mark.rule("G-07")
def test_refused_or_withdrawn_the_name_is_free_again(town: Town):
    filing = town.heard()
    with refused("incubation.filing.not_now"):
        town.do(OWN, "withdraw_filing", filing_id=filing.id)
    both = replace(story("liucheng"), permissions=story("liucheng_leader").permissions)
    with refused("incubation.own_procedure"):
        town.do(both, "file_organisation", filing_id=filing.id, **DOCUMENT)
    town.do("liucheng_leader", "refuse_filing", filing_id=filing.id, reason="章程不完整")
    again = town.apply()
    assert town.organisation().status == "APPLYING"
    with refused("incubation.not_found"):
        town.do(OTHER, "withdraw_filing", filing_id=again.id)
    town.do(OWN, "withdraw_filing", filing_id=again.id)
    assert {each.status for each in town.memory.all(Organisation)} == {"REFUSED"}
    assert town.told("filing.refused")
    assert town.told("filing.withdrawn")


def test_another_street_neither_sees_nor_files_it(town: Town):
    filing = town.heard()
    with refused("incubation.not_found"):
        town.do("gongping_leader", "file_organisation", filing_id=filing.id, **DOCUMENT)


@pytest.mark.rule("G-04")
def test_a_review_that_is_late_is_told_once_and_a_provisional_day_is_recomputed(town: Town):
    guess = CalendarYear(2027, off={}, work={}, official=False)
    town.memory.now = datetime(2027, 9, 27, 9, tzinfo=TZ)
    town.memory.calendar = town.memory.calendar.with_year(guess)
    filing = town.heard()
    assert filing.provisional
    holidays = {date(2027, 10, day): "国庆节" for day in range(1, 8)}
    year = CalendarYear(2027, off=holidays, work={})
    town.memory.calendar = town.memory.calendar.with_year(year)
    for _ in range(2):
        with town.memory.react() as uow:
            town.service.recompute_deadlines(uow, year=2027)
    (told,) = town.told("filing.due_recomputed")
    assert told.old_due == filing.due < told.due
    town.tick(to=datetime(2027, 10, 30, 9, tzinfo=TZ))
    with town.memory.react() as uow:
        town.service.tell_filing_overdue(uow, subject_id=filing.id)
    assert [fact.due for fact in town.told("filing.overdue")] == [told.due]
    assert town.memory.the(Filing).status == "STREET_REVIEW"


@pytest.mark.rule("SO-03")
def test_a_certificate_is_renewed_in_its_last_days_or_ends(town: Town):
    organisation = town.filed()
    key = {"organisation_id": organisation.id, **DOCUMENT}
    with refused("incubation.too_early_to_renew"):
        town.do("liucheng_leader", "renew_filing", **key)
    town.tick(to=datetime(2028, 12, 31, 1, tzinfo=TZ))
    assert [fact.valid_through for fact in town.told("organisation.renewal_due")] == [
        date(2029, 3, 1)
    ]
    renewed = town.do("liucheng_leader", "renew_filing", **key)
    assert renewed.valid_through == date(2032, 3, 1)
    town.tick(to=datetime(2029, 3, 2, tzinfo=TZ))
    assert town.organisation().status == "FILED"
    town.tick(to=datetime(2032, 3, 2, tzinfo=TZ))
    expired = town.organisation()
    assert (expired.status, expired.history[-1].on) == ("EXPIRED", date(2032, 3, 2))
    assert len(town.told("organisation.expired")) == 1


def test_a_change_keeps_what_was_before_in_the_history(town: Town):
    organisation = town.filed()
    key = {"organisation_id": organisation.id, **DOCUMENT}
    with refused("incubation.nothing_changed"):
        town.do("liucheng_leader", "change_filing", **key, changes={})
    new = {**RESPONSIBLE, "name": "钱示例"}
    changed = town.do(
        "liucheng_leader",
        "change_filing",
        **key,
        changes={"name": "益馨互助队", "responsible": new},
    )
    assert (changed.status, changed.name, changed.responsible.name) == (
        "CHANGED", "益馨互助队", "钱示例",
    )  # fmt: skip
    assert changed.history[-1].note == "原名称：益馨助老队"
    (told,) = town.told("organisation.changed")
    assert told.changed == ["name", "responsible"]
    cancelled = town.do("liucheng_leader", "cancel_filing", **key, reason="成员解散")
    assert cancelled.status == "CANCELLED"
    assert len(cancelled.history) == 3
    assert not any(subject == organisation.id for _, subject in town.memory.timers)


# --- registration ----------------------------------------------------------------------------

RULES = RegistrationRules(forms={}, individuals=50, units=30, mixed=50)


@pytest.mark.rule("T8.1", "SO-04", "G-01")
@pytest.mark.parametrize(
    ("individuals", "units", "enough"),
    [(49, 0, False), (50, 0, True), (0, 29, False), (0, 30, True), (25, 25, True),
     (24, 25, False), (1, 49, True), (20, 29, False), (1, 30, False)],
)  # fmt: skip
def test_an_association_needs_fifty_people_or_thirty_units_or_fifty_together(
    individuals: int, units: int, enough: bool
):
    assert (policies.members_suffice(individuals, units, RULES) is None) is enough


@pytest.mark.rule("T8.1", "SO-03")
def test_forty_nine_members_cannot_be_registered_and_can_be_filed(town: Town):
    with refused("incubation.too_few_members"):
        terms = {**TERMS, "form": "ASSOCIATION", "name": "益馨协会", "individual_members": 49}
        town.do(OWN, "apply_registration", terms=terms, responsible=RESPONSIBLE)
    assert town.filed(members=49).status == "FILED"


@pytest.mark.rule("SO-04")
@pytest.mark.parametrize(
    ("changes", "code"),
    [({"funds_fen": 2_999_999}, "too_little_money"), ({"staff": 0}, "no_staff"),
     ({"name": "益馨助老公司"}, "bad_name"),
     ({"form": "FOUNDATION", "name": "益馨基金会"}, "too_little_money")],
)  # fmt: skip
def test_money_staff_and_name_are_conditions_of_registration(town: Town, changes, code):
    with refused(f"incubation.{code}"):
        town.do(OWN, "apply_registration", terms={**TERMS, **changes}, responsible=RESPONSIBLE)


@pytest.mark.rule("SO-04", "G-07")
def test_registration_is_decided_in_sixty_days_under_a_code_of_its_form(town: Town):
    found = town.do(OWN, "apply_registration", terms=TERMS, responsible=RESPONSIBLE)
    accepted = town.do("shezu", "accept_registration", registration_id=found.id)
    assert accepted.due == date(2026, 5, 6), "the sixtieth day is a holiday"
    grant = {"registration_id": found.id, **DOCUMENT}
    for code, why in (
        (CODES["52"][:-1] + "0", "bad_credit_code"),
        (CODES["51"], "credit_code_of_other_form"),
        ("N2510115MF1234567T", "credit_code_of_other_form"),
    ):
        with refused(f"incubation.{why}"):
            town.do("shezu_leader", "register_organisation", **grant, credit_code=code)
    with refused("auth.not_permitted"):
        town.do("shezu", "register_organisation", **grant, credit_code=CODES["52"])
    town.do("shezu_leader", "register_organisation", **grant, credit_code=CODES["52"].lower())
    organisation = town.organisation()
    assert (organisation.status, organisation.credit_code) == ("REGISTERED", CODES["52"])
    assert OrganisationLine().dump(organisation)["legal_person"] is True
    again = town.do(OTHER, "apply_registration", terms={**TERMS, "name": "绿苑环保中心"},
                    responsible=RESPONSIBLE)  # fmt: skip
    with refused("incubation.credit_code_taken"):
        town.registered(again)


@pytest.mark.rule("SO-04")
def test_a_filed_organisation_becomes_a_legal_person_and_keeps_its_history(town: Town):
    organisation = town.filed()
    found = town.promoted(organisation)
    assert (found.id, found.status, found.form) == (organisation.id, "PROMOTED", "SERVICE")
    assert [str(chapter.status) for chapter in found.history] == ["FILED", "PROMOTED"]
    assert found.certificate_no == organisation.certificate_no
    assert View(exclude=["offered"]).dump(found)["certificate"] is None
    assert town.told("organisation.registered")[0].promoted is True
    assert town.memory.timers == {}, "its certificate ends no more"
    with refused("incubation.not_filed"):
        town.do(OWN, "apply_promotion", organisation_id=found.id, terms=TERMS)
    renamed = town.do("shezu_leader", "change_registration", organisation_id=found.id,
                      changes={"name": "温江区益馨中心"}, **DOCUMENT)  # fmt: skip
    assert renamed.status == "PROMOTED"
    ended = town.do("shezu_leader", "cancel_registration", organisation_id=found.id,
                    reason="完成章程宗旨", **DOCUMENT)  # fmt: skip
    assert (ended.status, len(ended.history)) == ("CANCELLED", 4)


def test_a_promotion_that_is_refused_leaves_the_filing_as_it_was(town: Town):
    organisation = town.filed()
    found = town.do(OWN, "apply_promotion", organisation_id=organisation.id, terms=TERMS)
    with refused("incubation.already_applied"):
        town.do(OWN, "apply_promotion", organisation_id=organisation.id, terms=TERMS)
    town.do("shezu", "accept_registration", registration_id=found.id)
    town.do("shezu_leader", "refuse_registration", registration_id=found.id, reason="场地不实")
    assert town.organisation().status == "FILED"
    alone = town.do(OTHER, "apply_registration", terms={**TERMS, "name": "绿苑环保中心"},
                    responsible=RESPONSIBLE)  # fmt: skip
    town.do("shezu", "accept_registration", registration_id=alone.id)
    town.tick(days=70)
    assert [fact.registration_id for fact in town.told("registration.overdue")] == [alone.id]
    town.do(OTHER, "withdraw_registration", registration_id=alone.id)
    assert town.organisation().status == "REFUSED"
    assert town.memory.rows[Registration][alone.id].status == "WITHDRAWN"


# --- the record ------------------------------------------------------------------------------


def test_lists_punishments_and_checks_stand_on_the_record_with_their_days(town: Town):
    key = {"organisation_id": town.filed().id}
    entry = {**key, "kind": "ABNORMAL", "entered_on": "2026-03-01", **DOCUMENT}
    town.do("shezu", "enlist_organisation", **entry)
    with refused("incubation.listed_already"):
        town.do("shezu", "enlist_organisation", **entry)
    with refused("incubation.day_in_future"):
        town.do("shezu", "punish_organisation", **key, punished_on="2026-03-03", **DOCUMENT)
    town.do("shezu", "punish_organisation", **key, punished_on="2025-06-01", **DOCUMENT)
    with refused("incubation.year_not_over"):
        town.do("shezu", "check_organisation", **key, year=2026, result="PASSED")
    town.do("shezu", "check_organisation", **key, year=2025, result="FAILED")
    town.do("shezu", "check_organisation", **key, year=2025, result="BASIC")
    town.memory.pass_time(days=10)
    found = town.do("shezu", "delist_organisation", **key, kind="ABNORMAL", **DOCUMENT)
    with refused("incubation.not_listed"):
        town.do("shezu", "delist_organisation", **key, kind="ABNORMAL", **DOCUMENT)
    assert [(each.year, str(each.result)) for each in found.checks] == [(2025, "BASIC")]
    for day, objects in ((1, True), (11, True), (12, False)):
        assert bool(policies.is_on_no_list(found, date(2026, 3, day))) is objects
    assert policies.was_not_punished(found, since=date(2025, 6, 1)) is not None
    assert policies.was_not_punished(found, since=date(2025, 6, 2)) is None


def test_an_organisation_entered_on_paper_gets_a_log_in_of_its_own(town: Town):
    entered = town.filed(who="daiban")
    key = {"organisation_id": entered.id}
    with refused("incubation.not_found"):
        town.do(OTHER, "apply_promotion", **key, terms=TERMS)
    town.do("shezu", "link_account", **key, account_id=OTHER)
    assert town.memory.the(Filing).account == OTHER
    assert town.do(OTHER, "apply_promotion", **key, terms=TERMS).account == OTHER
    other = town.filed(name="另一支队")
    with refused("incubation.account_taken"):
        town.do("shezu", "link_account", organisation_id=other.id, account_id=OTHER)
    assert len(town.told("organisation.account_linked")) == 1


@pytest.mark.rule("RED-01")
def test_the_responsible_person_is_masked_until_a_reason_is_given(town: Town):
    organisation = town.filed()
    shown = repr([View(exclude=["offered"]).dump(organisation), town.memory.told])
    assert not any(value in shown for value in RESPONSIBLE.values())
    key = {"organisation_id": organisation.id}
    with refused("incubation.text_names_person"):
        town.do("shezu", "reveal_responsible", **key, reason="联系赵示例")
    whole = FullResponsible().dump(
        town.do("shezu", "reveal_responsible", **key, reason="核实负责人身份")
    )
    assert {name: whole[name] for name in RESPONSIBLE} == RESPONSIBLE
    assert [fact.reason for fact in town.told("organisation.revealed")] == ["核实负责人身份"]


@pytest.mark.parametrize(
    ("first", "period", "last"),
    [("2021-06-01", "5Y", "2026-05-31"), ("2024-02-29", "1Y", "2025-02-28"),
     ("2024-02-29", "4Y", "2028-02-28"), ("2026-08-31", "6M", "2027-02-28"),
     ("2026-01-01", "12M", "2026-12-31")],
)  # fmt: skip
@pytest.mark.rule("T8.2")
def test_a_term_whose_first_day_counts_ends_the_day_before_its_day_comes_again(first, period, last):
    found = policies.last_day(date.fromisoformat(first), Period.parse(period))
    assert found == date.fromisoformat(last)
    after = policies.first_day_after(date.fromisoformat(first), Period.parse(period))
    assert (after - found).days == 1
