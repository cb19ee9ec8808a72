"""Requests for information (依申请公开)."""

from services.disclosure import handlers, queries, schemas, workflow
from shared.chassis.explained import DeadlineView
from shared.chassis.service import operation, timer


class Requests:
    """Requests for information, from receipt to answer."""

    @operation(
        "POST /requests",
        permission=workflow.REQUEST_APPLY,
        takes=schemas.ApplyForInformation,
        gives=schemas.InformationRequest,
        status=201,
    )
    def apply_for_information(self, uow, **command):
        """申请公开政府信息。

        Residents apply by the web; what came on paper is entered by the openness office.
        """
        return handlers.apply_for(uow, **command)

    @operation(
        "GET /requests",
        permission=workflow.REQUEST_READ,
        takes=schemas.ListRequests,
        gives=schemas.RequestLine,
        paged=True,
    )
    def list_requests(self, uow, **command):
        """查询公开申请。"""
        return queries.requests(uow, **command)

    @operation(
        "GET /requests/{request_id}",
        permission=workflow.REQUEST_READ,
        takes=schemas.RequestKey,
        gives=schemas.InformationRequest,
    )
    def show_request(self, uow, **command):
        """查看公开申请。"""
        return queries.request(uow, **command)

    @operation(
        "GET /requests/{request_id}/deadline",
        permission=workflow.REQUEST_READ,
        takes=schemas.RequestKey,
        gives=DeadlineView,
    )
    def explain_answer_deadline(self, uow, **command):
        """说明答复期限逐日如何计算。"""
        return queries.why_this_day(uow, **command)

    @operation(
        "POST /requests/{request_id}/actions/acknowledge",
        permission=workflow.REQUEST_HANDLE,
        takes=schemas.RequestKey,
        gives=schemas.InformationRequest,
    )
    def acknowledge_request(self, uow, **command):
        """联系申请人确认收到。"""
        return handlers.acknowledge(uow, **command)

    @operation(
        "POST /requests/{request_id}/actions/confirm",
        permission=workflow.REQUEST_APPLY,
        takes=schemas.ConfirmRequest,
        gives=schemas.InformationRequest,
    )
    def confirm_request(self, uow, **command):
        """确认收到日期，起算答复期限。"""
        return handlers.confirm(uow, **command)

    @operation(
        "POST /requests/{request_id}/actions/ask_correction",
        permission=workflow.REQUEST_HANDLE,
        takes=schemas.AskCorrection,
        gives=schemas.InformationRequest,
    )
    def ask_correction(self, uow, **command):
        """一次性告知补正。"""
        return handlers.ask_correction(uow, **command)

    @operation(
        "POST /requests/{request_id}/actions/correct",
        permission=workflow.REQUEST_APPLY,
        takes=schemas.CorrectRequest,
        gives=schemas.InformationRequest,
    )
    def correct_request(self, uow, **command):
        """补正公开申请。"""
        return handlers.correct_request(uow, **command)

    @operation(
        "POST /requests/{request_id}/actions/excuse",
        permission=workflow.REQUEST_HANDLE,
        takes=schemas.ExcuseRequest,
        gives=schemas.InformationRequest,
    )
    def excuse_request(self, uow, **command):
        """申请人有正当理由，恢复补正。"""
        return handlers.excuse(uow, **command)

    @operation(
        "POST /requests/{request_id}/actions/withdraw",
        permission=workflow.REQUEST_APPLY,
        takes=schemas.RequestKey,
        gives=schemas.InformationRequest,
    )
    def withdraw_request(self, uow, **command):
        """撤回公开申请。"""
        return handlers.withdraw_request(uow, **command)

    @operation(
        "POST /requests/{request_id}/actions/consult",
        permission=workflow.REQUEST_HANDLE,
        takes=schemas.Consult,
        gives=schemas.InformationRequest,
    )
    def consult_party(self, uow, **command):
        """征求第三方或共同制作机关意见。"""
        return handlers.consult(uow, **command)

    @operation(
        "POST /requests/{request_id}/actions/record_opinion",
        permission=workflow.REQUEST_HANDLE,
        takes=schemas.RecordOpinion,
        gives=schemas.InformationRequest,
    )
    def record_opinion(self, uow, **command):
        """登记征求到的意见。"""
        return handlers.record_opinion(uow, **command)

    @operation(
        "POST /requests/{request_id}/actions/propose_extension",
        permission=workflow.REQUEST_HANDLE,
        takes=schemas.ProposeExtension,
        gives=schemas.InformationRequest,
    )
    def propose_extension(self, uow, **command):
        """提请延长答复期限。"""
        return handlers.propose_extension(uow, **command)

    @operation(
        "POST /requests/{request_id}/actions/approve_extension",
        permission=workflow.REQUEST_APPROVE,
        takes=schemas.ApproveExtension,
        gives=schemas.InformationRequest,
    )
    def approve_extension(self, uow, **command):
        """批准延长答复期限。"""
        return handlers.approve_extension(uow, **command)

    @operation(
        "POST /requests/{request_id}/actions/reject_extension",
        permission=workflow.REQUEST_APPROVE,
        takes=schemas.RequestKey,
        gives=schemas.InformationRequest,
    )
    def reject_extension(self, uow, **command):
        """不同意延长答复期限。"""
        return handlers.reject_extension(uow, **command)

    @operation(
        "POST /requests/{request_id}/actions/ask_reasons",
        permission=workflow.REQUEST_HANDLE,
        takes=schemas.AskReasons,
        gives=schemas.InformationRequest,
    )
    def ask_reasons(self, uow, **command):
        """要求申请人说明理由。"""
        return handlers.ask_reasons(uow, **command)

    @operation(
        "POST /requests/{request_id}/actions/give_reasons",
        permission=workflow.REQUEST_APPLY,
        takes=schemas.GiveReasons,
        gives=schemas.InformationRequest,
    )
    def give_reasons(self, uow, **command):
        """说明申请理由。"""
        return handlers.give_reasons(uow, **command)

    @operation(
        "POST /requests/{request_id}/actions/charge",
        permission=workflow.REQUEST_HANDLE,
        takes=schemas.ChargeRequest,
        gives=schemas.InformationRequest,
    )
    def charge_request(self, uow, **command):
        """发出信息处理费收费通知。"""
        return handlers.charge(uow, **command)

    @operation(
        "POST /requests/{request_id}/actions/pay",
        permission=workflow.REQUEST_HANDLE,
        takes=schemas.PayRequest,
        gives=schemas.InformationRequest,
    )
    def pay_request(self, uow, **command):
        """登记缴费。"""
        return handlers.pay(uow, **command)

    @operation(
        "POST /requests/{request_id}/actions/answer",
        permission=workflow.REQUEST_HANDLE,
        takes=schemas.AnswerRequest,
        gives=schemas.InformationRequest,
    )
    def answer_request(self, uow, **command):
        """答复公开申请。"""
        return handlers.answer(uow, **command)

    @operation(
        "POST /requests/{request_id}/actions/propose_answer",
        permission=workflow.REQUEST_HANDLE,
        takes=schemas.AnswerRequest,
        gives=schemas.InformationRequest,
    )
    def propose_answer(self, uow, **command):
        """拟定答复报批。"""
        return handlers.propose_answer(uow, **command)

    @operation(
        "POST /requests/{request_id}/actions/approve_answer",
        permission=workflow.REQUEST_APPROVE,
        takes=schemas.RequestKey,
        gives=schemas.InformationRequest,
    )
    def approve_answer(self, uow, **command):
        """批准答复。"""
        return handlers.approve_answer(uow, **command)

    @operation(
        "POST /requests/{request_id}/actions/return_answer",
        permission=workflow.REQUEST_APPROVE,
        takes=schemas.ReturnAnswer,
        gives=schemas.InformationRequest,
    )
    def return_answer(self, uow, **command):
        """退回答复。"""
        return handlers.return_answer(uow, **command)

    @operation(
        "POST /requests/{request_id}/actions/reveal",
        permission=workflow.REQUEST_HANDLE,
        takes=schemas.RevealInformationApplicant,
        gives=schemas.FullInformationApplicant,
        if_match=False,
        secret=True,
    )
    def reveal_information_applicant(self, uow, **command):
        """查看公开申请人完整信息（留痕）。"""
        return handlers.reveal_applicant(uow, **command)

    @timer("request_acknowledge_due")
    def tell_late_acknowledgement(self, uow, **reminder):
        """联系申请人确认超时。"""
        return handlers.acknowledge_lapsed(uow, **reminder)

    @timer("request_answer_due")
    def tell_late_answer(self, uow, **reminder):
        """答复逾期。"""
        return handlers.answer_lapsed(uow, **reminder)

    @timer("request_correction_due")
    def abandon_uncorrected(self, uow, **reminder):
        """逾期未补正，视为放弃申请。"""
        return handlers.correction_lapsed(uow, **reminder)

    @timer("request_fee_due")
    def abandon_unpaid(self, uow, **reminder):
        """逾期未缴费，视为放弃申请。"""
        return handlers.fee_lapsed(uow, **reminder)

    @timer("request_opinion_due")
    def hear_silent_party(self, uow, **reminder):
        """逾期未提出意见。"""
        return handlers.opinion_lapsed(uow, **reminder)
