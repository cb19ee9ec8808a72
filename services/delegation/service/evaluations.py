"""Four-way evaluation of the streets that hold delegations."""

from services.delegation import handlers, queries, schemas, workflow
from services.delegation.service.declare import create, show, step
from shared.chassis.service import subscribe, timer
from shared.kernel.actor import PUBLIC

EVALUATION = "/evaluations/{evaluation_id}/actions"
STREET = "/evaluated-streets/{evaluated_id}"


class Evaluations:
    """Four-way evaluation of the streets that hold delegations."""

    @show("/evaluations", workflow.READ_EVALUATION, schemas.ListEvaluations,
          schemas.EvaluationLine, paged=True)  # fmt: skip
    def list_evaluations(self, uow, **command):
        """查询绩效评价。"""
        return queries.evaluations(uow, **command)

    @show("/evaluations/{evaluation_id}", workflow.READ_EVALUATION,
          schemas.EvaluationKey, schemas.Evaluation)  # fmt: skip
    def show_evaluation(self, uow, **command):
        """查看绩效评价。"""
        return queries.evaluation(uow, **command)

    @create("/evaluations", workflow.MANAGE_EVALUATION, schemas.OpenEvaluation, schemas.Evaluation)
    def open_evaluation(self, uow, **command):
        """启动绩效评价。"""
        return handlers.open_evaluation(uow, **command)

    @step(f"{EVALUATION}/engage", workflow.MANAGE_EVALUATION,
          schemas.EngageThirdParty, schemas.Evaluation)  # fmt: skip
    def engage_assessor(self, uow, **command):
        """登记第三方评价机构及其合同关系。"""
        return handlers.engage_third_party(uow, **command)

    @step(f"{EVALUATION}/begin_scoring", workflow.MANAGE_EVALUATION,
          schemas.EvaluationKey, schemas.Evaluation)  # fmt: skip
    def begin_scoring(self, uow, **command):
        """开始评分。"""
        return handlers.begin_scoring(uow, **command)

    @create("/evaluations/{evaluation_id}/self-scores", workflow.ASSESS_SELF,
            schemas.AssessSelf, schemas.Mark)  # fmt: skip
    def assess_self(self, uow, **command):
        """自评。"""
        return handlers.assess_self(uow, **command)

    @create("/evaluations/{evaluation_id}/peer-scores", workflow.ASSESS_PEER,
            schemas.AssessPeer, schemas.Mark)  # fmt: skip
    def assess_peer(self, uow, **command):
        """互评。"""
        return handlers.assess_peer(uow, **command)

    @create("/evaluations/{evaluation_id}/third-scores", workflow.MANAGE_EVALUATION,
            schemas.AssessThird, schemas.Mark)  # fmt: skip
    def assess_third(self, uow, **command):
        """登记第三方评分。

        Refused with `delegation.third_party_not_independent` where it had a contract.
        """
        return handlers.assess_third(uow, **command)

    @step(f"{EVALUATION}/close_scoring", workflow.MANAGE_EVALUATION,
          schemas.EvaluationKey, schemas.Evaluation)  # fmt: skip
    def close_scoring(self, uow, **command):
        """评分齐全，提前结束评分。"""
        return handlers.close_scoring(uow, **command)

    @step(f"{STREET}/actions/veto", workflow.DECIDE_RESULT,
          schemas.VetoResult, schemas.EvaluatedStreet)  # fmt: skip
    def veto_result(self, uow, **command):
        """一票否决。"""
        return handlers.veto_result(uow, **command)

    @step(f"{STREET}/actions/reweight", workflow.DECIDE_RESULT,
          schemas.ReweightResult, schemas.EvaluatedStreet)  # fmt: skip
    def reweight_result(self, uow, **command):
        """某方评价缺失时，决定调整权重。"""
        return handlers.reweight_result(uow, **command)

    @step(f"{EVALUATION}/start_notice", workflow.MANAGE_EVALUATION,
          schemas.EvaluationKey, schemas.Evaluation)  # fmt: skip
    def start_evaluation_notice(self, uow, **command):
        """公示评价结果。"""
        return handlers.start_result_notice(uow, **command)

    @create(f"{STREET}/appeals", workflow.FILE_APPEAL, schemas.FileAppeal, schemas.Appeal)
    def file_appeal(self, uow, **command):
        """对评价结果提出申诉。"""
        return handlers.file_appeal(uow, **command)

    @show("/evaluations/{evaluation_id}/appeals", workflow.READ_EVALUATION,
          schemas.ListOfEvaluation, schemas.Appeal, paged=True)  # fmt: skip
    def list_appeals(self, uow, **command):
        """查询申诉。"""
        return queries.appeals(uow, **command)

    @step("/appeals/{appeal_id}/actions/answer", workflow.ANSWER_APPEAL,
          schemas.AnswerAppeal, schemas.Appeal)  # fmt: skip
    def answer_appeal(self, uow, **command):
        """答复申诉。"""
        return handlers.answer_appeal(uow, **command)

    @show("/evaluations/{evaluation_id}/scores", workflow.INSPECT_EVALUATION,
          schemas.ListOfEvaluation, schemas.Mark, paged=True)  # fmt: skip
    def list_scores(self, uow, **command):
        """查询各方评分。"""
        return queries.marks(uow, **command)

    @show("/evaluations/{evaluation_id}/snapshots", workflow.READ_EVALUATION,
          schemas.ListOfEvaluation, schemas.SnapshotLine, paged=True)  # fmt: skip
    def list_snapshots(self, uow, **command):
        """查询各阶段快照的摘要链。"""
        return queries.snapshots(uow, **command)

    @show("/evaluation-snapshots/{snapshot_id}", workflow.INSPECT_EVALUATION,
          schemas.SnapshotKey, schemas.Snapshot)  # fmt: skip
    def show_snapshot(self, uow, **command):
        """查看某一阶段的快照。"""
        return queries.snapshot(uow, **command)

    @show("/evaluation-notices", PUBLIC, schemas.ListEvaluationNotices,
          schemas.EvaluationLine, paged=True)  # fmt: skip
    def list_evaluation_notices(self, uow, **command):
        """查询评价结果公示。"""
        return queries.evaluation_notices(uow, **command)

    @show("/evaluation-notices/{evaluation_id}", PUBLIC,
          schemas.EvaluationKey, schemas.EvaluationNotice)  # fmt: skip
    def show_evaluation_notice(self, uow, **command):
        """查看评价结果公示。"""
        return queries.evaluation_notice(uow, **command)

    @subscribe("centers.ratings.compiled", fields=("path", "period", "levels"))
    def learn_ratings(self, uow, **fact):
        """记住每月好差评，作为群众评的唯一来源。"""
        return handlers.learn_ratings(uow, **fact)

    @subscribe("centers.statistics.compiled",
               fields=("path", "period", "accepted", "granted", "denied", "on_time"))  # fmt: skip
    def learn_decisions(self, uow, **fact):
        """记住每月办件统计，作为客观数据。"""
        return handlers.learn_decisions(uow, **fact)

    @subscribe("disclosure.notice.opened", fields=("source", "matter_id"))
    def note_shown(self, uow, **fact):
        """评价结果开始公示。"""
        return handlers.note_shown(uow, **fact)

    @subscribe("disclosure.notice.held", fields=("source", "matter_id"))
    def note_held(self, uow, **fact):
        """公示内容待处理，公示期满前不确定结果。"""
        return handlers.note_shown(uow, **fact)

    @subscribe("disclosure.notice.ended", fields=("source", "matter_id", "open"))
    def note_shown_long_enough(self, uow, **fact):
        """评价结果公示期满。"""
        return handlers.note_shown_long_enough(uow, **fact)

    @subscribe("disclosure.notice.objected", fields=("source", "matter_id", "open"))
    def note_objection(self, uow, **fact):
        """公示结果收到异议，答复前不确定结果。"""
        return handlers.note_objections(uow, **fact)

    @subscribe("disclosure.notice.answered", fields=("source", "matter_id", "open"))
    def note_answer(self, uow, **fact):
        """公示异议已答复。"""
        return handlers.note_objections(uow, **fact)

    @timer("evaluation_scoring_over")
    def end_scoring(self, uow, **reminder):
        """评分期满。"""
        return handlers.end_scoring(uow, **reminder)

    @timer("evaluation_notice_over")
    def end_evaluation_notice(self, uow, **reminder):
        """评价结果公示期满。"""
        return handlers.end_result_notice(uow, **reminder)

    @timer("evaluation_appeal_over")
    def conclude_evaluation(self, uow, **reminder):
        """申诉期满，确定评价结果。"""
        return handlers.conclude_evaluation(uow, **reminder)
