"""三社联动, consultations, social workers and support centres."""

from datetime import date, datetime
from functools import cache
from types import SimpleNamespace

import pytest

from services.incubation import events, policies, schemas
from services.incubation.model import Issue, Linkage, Population, SocialWorker, UnitName
from services.incubation.workflow import LinkageStatus, ServiceStatus, WorkerStatus
from shared.chassis import crypto
from shared.kernel.clock import TZ
from shared.testing.actors import story
from tests.unit.incubation._fund import Fund
from tests.unit.incubation._town import refused

COMMUNITY = "510115001001"
PERSON = {
    "name": "周示例", "phone": "13800001234", "certificate_no": "SG2024000123",
    "level": "ASSISTANT", "registered_on": "2024-03-02",
}  # fmt: skip


@cache
def _here() -> Fund:
    fund = Fund()
    fund.organise("yixin", "温江区益馨助老服务中心")
    for code, name, kind in (("510115001", "柳城街道", "street"),
                             (COMMUNITY, "和平社区", "community")):  # fmt: skip
        path = "/".join(["510115", "510115001", COMMUNITY][: 3 if kind == "community" else 2])
        with fund.memory.react() as uow:
            fund.service.learn_unit(uow, unit_code=code, path=path, name="旧名", kind=kind,
                                    valid_to=None)  # fmt: skip
            fund.service.rename_unit(uow, unit_code=code, name=name)
    fund.do("liucheng", "register_worker", **PERSON)
    return fund


@pytest.fixture
def here() -> Fund:
    return Fund.after(_here)


def worker(fund: Fund) -> SocialWorker:
    return fund.memory.all(SocialWorker)[0]


def planned(fund: Fund, **changes: str) -> Linkage:
    plan = {"title": "和平助老联动", "purpose": "为独居老人提供联动服务", "community": COMMUNITY,
            "organisation_id": "org-yixin", "worker_id": worker(fund).id, **changes}  # fmt: skip
    return fund.do("daiban", "plan_linkage", **plan)


@pytest.mark.rule("SO-18")
def test_a_joint_project_names_a_community_an_organisation_and_a_registered_worker(here: Fund):
    for code, changes in (
        ("unknown_unit", {"community": "510115002001"}),
        ("unknown_organisation", {"organisation_id": "org-none"}),
        ("unknown_worker", {"worker_id": "nobody"}),
    ):
        with refused(rf"incubation\.{code}"):
            planned(here, **changes)
    with refused(r"incubation\.not_a_community"):
        here.do("liucheng", "plan_linkage", title="联动", purpose="联动服务", community="510115001",
                organisation_id="org-yixin", worker_id=worker(here).id)  # fmt: skip
    empty = SimpleNamespace(community="1", organisation_id="", worker_id="")
    objection = policies.names_all_three(empty, story("daiban"))
    assert objection.details["lacking"] == ["社会组织", "社会工作者"]


def test_a_joint_project_with_volunteers_and_charity_has_five_parties(here: Fund):
    found = planned(here, volunteers="和平志愿队", charity="社区微基金")
    assert found.five_parties
    here.do("daiban", "start_linkage", linkage_id=found.id)
    here.do("liucheng", "complete_linkage", linkage_id=found.id, outcome="服务 30 人",
            beneficiaries=30)  # fmt: skip
    other = planned(here)
    assert not other.five_parties
    here.do("daiban", "stop_linkage", linkage_id=other.id, reason="人手不足")
    assert {each.status for each in here.memory.all(Linkage)} == {
        LinkageStatus.COMPLETED, LinkageStatus.STOPPED,
    }  # fmt: skip


MEETING = {
    "kind": "MONTHLY", "period": "2026-02", "held_on": "2026-02-27",
    "attendees": ["社区", "社会组织", "社工"], "summary": "会商助老服务",
    "issues": [{"title": "活动场地不足", "owner": "和平社区", "due": "2026-03-10"},
               {"title": "志愿者不足", "owner": "益馨", "due": "2026-03-20"}],
}  # fmt: skip


@pytest.mark.rule("SO-18")
def test_what_a_consultation_left_to_do_is_overdue_after_its_last_day(here: Fund):
    here.do("daiban", "hold_meeting", **MEETING)
    with refused(r"incubation\.meeting_held"):
        here.do("daiban", "hold_meeting", **MEETING)
    first, second = here.memory.all(Issue)
    here.tick(to=datetime(2026, 3, 10, 23, 59, tzinfo=TZ))
    assert here.told("issue.overdue") == []
    here.tick(to=datetime(2026, 3, 11, 9, tzinfo=TZ))
    assert [each.owner for each in here.told("issue.overdue")] == ["和平社区"]
    here.do("daiban", "settle_issue", issue_id=first.id, settlement="已协调场地")
    here.do("daiban", "settle_issue", issue_id=second.id, settlement="已招募志愿者")
    assert [each.on_time for each in here.told("issue.settled")] == [False, True]
    with refused(r"incubation\.not_found"):
        here.do("gongping", "settle_issue", issue_id=first.id, settlement="不在辖区")


def test_a_quarter_is_no_month_and_nothing_is_due_before_it_was_raised(here: Fund):
    with refused(r"incubation\.bad_period"):
        here.do("daiban", "hold_meeting", **{**MEETING, "kind": "QUARTERLY"})
    with refused(r"incubation\.bad_day"):
        here.do("daiban", "hold_meeting", **{**MEETING, "held_on": "2026-03-03"})
    late = [{**MEETING["issues"][0], "due": "2026-02-26"}]
    with refused(r"incubation\.bad_day"):
        here.do("daiban", "hold_meeting", **{**MEETING, "issues": late})
    assert here.do("daiban", "hold_meeting", **{**MEETING, "kind": "QUARTERLY",
                                                "period": "2026Q1", "issues": []})  # fmt: skip


@pytest.mark.rule("SO-19")
def test_a_certificate_is_registered_once_for_three_years_and_ends_with_a_reminder(here: Fund):
    with refused(r"incubation\.certificate_taken"):
        here.do("gongping", "register_worker", **PERSON)
    with refused(r"incubation\.day_in_future"):
        here.do("liucheng", "register_worker", **{**PERSON, "registered_on": "2026-03-03"})
    assert worker(here).valid_to == date(2027, 3, 1)
    here.tick(to=datetime(2026, 12, 1, 9, tzinfo=TZ))
    assert [each.valid_to for each in here.told("worker.expiring")] == [date(2027, 3, 1)]
    here.tick(to=datetime(2027, 3, 1, 23, 59, tzinfo=TZ))
    assert worker(here).status is WorkerStatus.REGISTERED
    here.tick(to=datetime(2027, 3, 2, 9, tzinfo=TZ))
    assert worker(here).status is WorkerStatus.EXPIRED


@pytest.mark.rule("SO-19")
def test_a_registration_goes_on_with_72_hours_of_education_of_this_period(here: Fund):
    train = {"worker_id": worker(here).id, "subject": "老年社会工作"}
    here.do("liucheng", "record_training", hours=71, on="2026-03-02", **train)
    here.do("liucheng", "record_training", hours=40, on="2024-03-01", **train)
    renew = {"worker_id": worker(here).id, "level": "WORKER"}
    with refused(r"incubation\.education_missing") as no:
        here.do("liucheng", "renew_registration", **renew)
    assert (no.value.details["hours"], no.value.details["least"]) == (71, 72)
    with refused(r"incubation\.day_in_future"):
        here.do("liucheng", "record_training", hours=1, on="2026-03-03", **train)
    here.tick(to=datetime(2027, 3, 2, 9, tzinfo=TZ))
    here.do("liucheng", "record_training", hours=1, on="2027-03-01", **train)
    found = here.do("liucheng", "renew_registration", **renew)
    assert (found.status, found.valid_to) == (WorkerStatus.REGISTERED, date(2030, 3, 1))
    assert (found.level, found.hours, found.least_hours) == ("WORKER", 0, 90)


def test_a_worker_serves_in_one_community_at_a_time_and_leaves_when_cancelled(here: Fund):
    key = {"worker_id": worker(here).id}
    here.do("liucheng", "post_worker", community=COMMUNITY, **key)
    with refused(r"incubation\.already_posted"):
        here.do("liucheng", "post_worker", community=COMMUNITY, **key)
    here.do("liucheng", "end_posting", **key)
    with refused(r"incubation\.not_posted"):
        here.do("liucheng", "end_posting", **key)
    here.do("liucheng", "post_worker", community=COMMUNITY, **key)
    gone = here.do("shezu", "cancel_worker", **key)
    assert [each.ended_on for each in gone.spells] == [date(2026, 3, 2)] * 2
    assert not [name for name, _ in here.memory.timers if name.startswith("worker_")]


@pytest.mark.rule("SO-19", "RED-01")
def test_a_worker_is_masked_and_shown_whole_for_a_reason_that_names_nobody(here: Fund):
    found = worker(here)
    shown = str(schemas.WorkerPerson().dump(found)), str(vars(here.told("worker.registered")[0]))
    assert PERSON["name"] in shown[0]
    assert PERSON["certificate_no"] not in shown[1]
    masked = [crypto.mask_name(found.name), crypto.mask_phone(found.phone),
              crypto.mask_bank(found.certificate_no)]  # fmt: skip
    for value, original in zip(masked, ("周示例", "13800001234", "SG2024000123"), strict=True):
        assert value != original
    with refused(r"incubation\.text_names_person"):
        here.do("liucheng", "reveal_worker", worker_id=found.id, reason="联系周示例")
    here.do("liucheng", "reveal_worker", worker_id=found.id, reason="核对证书")
    assert isinstance(here.memory.told[-1], events.WorkerRevealed)
    with refused(r"incubation\.not_found"):
        here.do("gongping", "reveal_worker", worker_id=found.id, reason="核对证书")


@pytest.mark.rule("SO-20")
def test_a_later_count_of_residents_replaces_an_earlier_one(here: Fund):
    for residents in (6711, 6800):
        here.do("liucheng", "record_population", unit_code=COMMUNITY, residents=residents,
                source="社区台账")  # fmt: skip
    assert here.memory.the(Population).residents == 6800
    with here.memory.react() as uow:
        here.service.merge_unit(uow, unit_code=COMMUNITY, valid_to="2026-03-01")
    with refused(r"incubation\.unknown_unit"):
        here.do("liucheng", "record_population", unit_code=COMMUNITY, residents=1, source="台账")
    assert here.memory.rows[UnitName][COMMUNITY].name == "和平社区"


@pytest.mark.rule("SO-21")
def test_an_organisation_asks_a_centre_for_what_it_offers_and_says_how_it_was(here: Fund):
    center = here.do("fuhua", "open_support_center", name="柳城社会组织支持中心",
                     address="示例路2号（虚构）", services=["培训", "场地", "培训"])  # fmt: skip
    of_district = here.do("fuhua_qu", "open_support_center", name="区社会组织支持中心",
                          address="示例路3号（虚构）", services=["督导"])  # fmt: skip
    assert (center.level, of_district.level) == ("STREET", "DISTRICT")
    assert center.services == ("培训", "场地")
    ask = {"center_id": center.id, "need": "需要财务管理培训"}
    with refused(r"incubation\.service_not_offered"):
        here.do("yixin", "ask_service", service="督导", **ask)
    here.do("fuhua", "offer_services", center_id=center.id, services=["培训", "督导"])
    found = here.do("yixin", "ask_service", service="督导", **ask)
    here.do("fuhua", "accept_service", request_id=found.id)
    here.do("fuhua", "finish_service", request_id=found.id, result="完成两次督导")
    with refused(r"incubation\.not_found"):
        here.do("lvyuan", "rate_service", request_id=found.id, stars=1)
    rated = here.do("yixin", "rate_service", request_id=found.id, stars=5, comment="很有帮助")
    assert (rated.status, rated.stars) == (ServiceStatus.RATED, 5)
    declined = here.do("yixin", "ask_service", service="培训", **ask)
    here.do("fuhua", "decline_service", request_id=declined.id, reason="本月培训已满")
    here.do("fuhua", "close_support_center", center_id=center.id, reason="场地搬迁")
    with refused(r"incubation\.center\.not_now"):
        here.do("yixin", "ask_service", service="培训", **ask)
    with refused(r"incubation\.no_organisation"):
        here.do("lvyuan", "ask_service", center_id=of_district.id, service="督导", need="需要督导")
