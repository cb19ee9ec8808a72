"""A record about oneself that is wrong is corrected, sent on, or left with reasons (条例 §41)."""

from datetime import date
from typing import Any

import pytest

from services.disclosure import handlers, schemas
from services.disclosure.model import DataCorrection
from services.disclosure.workflow import DataCorrectionStatus
from shared.kernel.errors import Conflict, NotFound
from tests.unit.disclosure._board import LIUCHENG, load_2027
from tests.unit.disclosure._community import Community
from tests.unit.disclosure._requests import ADDRESS, NAME, NUMBER, PHONE

S = DataCorrectionStatus
MINZHENG = "510115/510115-MZ"
OFFICER, LEADER, APPLICANT = "gongkai", "gongkai_leader", "wang_xiuying"
DOC = "更正告知1号（示例）"


class Desk(Community):
    def asked(self, who: str = APPLICANT, organ: str = LIUCHENG) -> DataCorrection:
        person = {"name": NAME, "id_no": NUMBER, "phone": PHONE, "address": ADDRESS}
        return self.go(who, handlers.ask_data_correction, organ_path=organ, applicant=person,
                       said="登记为独居", should_say="与女儿同住", evidence="户口簿")  # fmt: skip

    def step(self, who: str, handler: Any, **command: Any) -> DataCorrection:
        return self.go(who, handler, correction_id=self.the(DataCorrection).id, **command)


@pytest.fixture
def desk() -> Desk:
    return Desk("2026-03-02")


@pytest.mark.rule("REQ-13")
def test_with_evidence_a_record_is_corrected_and_the_applicant_told_in_time(desk: Desk):
    made = desk.asked()
    assert (made.due, made.correction_no[:10]) == (date(2026, 3, 30), "GZ20260302")
    done = desk.step(OFFICER, handlers.correct_data, answer="已改为同住", document_no=DOC)
    assert (done.status, done.late, desk.told[-1].on_time) == (S.CORRECTED, False, True)
    assert ("data_correction_due", done.id) not in desk.timers
    assert not any(word in str(desk.told) for word in ("独居", NAME, NUMBER))


@pytest.mark.rule("REQ-13", "RED-01")
def test_the_applicant_is_masked_and_shown_whole_for_a_reason_that_names_nobody(desk: Desk):
    shown = schemas.DataCorrection().dump(desk.asked())
    assert shown["applicant"] != NAME
    assert PHONE not in str(shown)
    with pytest.raises(Conflict, match="text_names_person"):
        desk.step(OFFICER, handlers.reveal_correction_applicant, reason=f"联系{NAME}")
    whole = desk.step(OFFICER, handlers.reveal_correction_applicant, reason="电话核对")
    assert schemas.FullCorrectionApplicant().dump(whole)["phone"] == PHONE


@pytest.mark.rule("REQ-14")
def test_another_organs_record_is_sent_there_and_its_time_begins_there(desk: Desk):
    desk.asked()
    desk.at("2026-03-10")
    with pytest.raises(Conflict, match="same_organ"):
        desk.step(OFFICER, handlers.transfer_data_correction, to_path=LIUCHENG)
    with pytest.raises(Conflict, match="no_organ"):
        desk.step(OFFICER, handlers.transfer_data_correction, to_path=f"{LIUCHENG}/510115001001")
    sent = desk.step(OFFICER, handlers.transfer_data_correction, to_path=MINZHENG)
    assert (sent.path, sent.status, sent.due) == (MINZHENG, S.FILED, date(2026, 4, 8))
    assert [(m.from_path, m.to_path) for m in sent.moves] == [(LIUCHENG, MINZHENG)]
    assert desk.timers["data_correction_due", sent.id] == sent.clock.lapses_at


@pytest.mark.rule("REQ-14")
def test_or_the_applicant_is_told_whose_it_is(desk: Desk):
    desk.asked()
    told = desk.step(OFFICER, handlers.redirect_data_correction, answer="由公安机关登记",
                     where="户籍派出所（示例）")  # fmt: skip
    assert (told.status, told.where) == (S.REDIRECTED, "户籍派出所（示例）")


@pytest.mark.rule("REQ-13", "G-07")
def test_a_record_is_left_as_it_is_only_when_another_hand_agrees(desk: Desk):
    desk.asked()
    desk.step(OFFICER, handlers.propose_refusal, reasons="证据不足（示例）")
    desk.step(LEADER, handlers.return_refusal)
    desk.step(OFFICER, handlers.propose_refusal, reasons="经核与登记一致（示例）")
    desk.the(DataCorrection).proposed_by = LEADER
    with pytest.raises(Conflict, match="own_refusal"):
        desk.step(LEADER, handlers.approve_refusal, document_no=DOC)
    desk.the(DataCorrection).proposed_by = OFFICER
    done = desk.step(LEADER, handlers.approve_refusal, document_no=DOC)
    assert (done.status, done.answer) == (S.REFUSED, "经核与登记一致（示例）")


@pytest.mark.rule("REQ-13")
def test_silence_is_late_once_and_a_withdrawn_one_is_never_late(desk: Desk):
    desk.asked()
    desk.at("2026-03-31 00:00")
    assert (desk.the(DataCorrection).late, desk.heard()[-1]) == (True, "correction.late")
    other = Desk("2026-03-02")
    other.asked()
    other.step(APPLICANT, handlers.withdraw_data_correction)
    other.at("2026-04-30")
    assert (other.the(DataCorrection).status, other.heard()[-1]) == (
        S.WITHDRAWN, "correction.withdrawn",
    )  # fmt: skip


@pytest.mark.rule("REQ-13")
def test_paper_is_entered_by_the_office_and_nobody_else_sees_it(desk: Desk):
    made = desk.asked(OFFICER)
    assert made.applicant_account == ""
    with pytest.raises(NotFound):
        desk.step("li_wei", handlers.withdraw_data_correction)
    with pytest.raises(Conflict, match="no_organ"):
        desk.asked(organ=f"{LIUCHENG}/510115001001")


@pytest.mark.rule("G-04")
def test_a_last_day_without_calendar_is_computed_anew_when_it_is_loaded():
    desk = Desk("2026-12-21")
    assert desk.asked().provisional
    load_2027(desk)
    assert not desk.the(DataCorrection).provisional
