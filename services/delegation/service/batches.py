"""Batches in their rounds, their items, the public notice."""

from services.delegation import handlers, queries, schemas, workflow
from services.delegation.service.declare import create, show, step
from shared.chassis.service import timer
from shared.kernel.actor import PUBLIC

BATCH = "/batches/{batch_id}/actions"


class Batches:
    """Batches in their rounds, their items, the public notice."""

    @show("/batches", workflow.READ, schemas.ListBatches, schemas.BatchLine, paged=True)
    def list_batches(self, uow, **command):
        """查询清单编制批次。"""
        return queries.batches(uow, **command)

    @show("/batches/{batch_id}", workflow.READ, schemas.BatchKey, schemas.Batch)
    def show_batch(self, uow, **command):
        """查看批次。"""
        return queries.batch(uow, **command)

    @create("/batches", workflow.MANAGE, schemas.DraftBatch, schemas.Batch)
    def draft_batch(self, uow, **command):
        """起草清单编制批次。"""
        return handlers.draft_batch(uow, **command)

    @step(f"{BATCH}/open", workflow.MANAGE, schemas.BatchKey, schemas.Batch)
    def open_batch(self, uow, **command):
        """启动批次。"""
        return handlers.open_batch(uow, **command)

    @step(f"{BATCH}/submit_unit", workflow.SUBMIT, schemas.SubmitUnit, schemas.Batch)
    def submit_unit(self, uow, **command):
        """签发上报本单位清单。"""
        return handlers.submit_unit(uow, **command)

    @step(f"{BATCH}/close_report", workflow.MANAGE, schemas.CloseReport, schemas.Batch)
    def close_report(self, uow, **command):
        """结束上报。"""
        return handlers.close_report(uow, **command)

    @step(f"{BATCH}/close_review", workflow.MANAGE, schemas.BatchKey, schemas.Batch)
    def close_review(self, uow, **command):
        """结束审核，反馈意见。"""
        return handlers.close_review(uow, **command)

    @step(f"{BATCH}/acknowledge", workflow.ACKNOWLEDGE, schemas.BatchKey, schemas.Batch)
    def acknowledge_return(self, uow, **command):
        """确认反馈意见。"""
        return handlers.acknowledge(uow, **command)

    @step(f"{BATCH}/countersign", workflow.COUNTERSIGN, schemas.Countersign, schemas.Batch)
    def countersign_drafts(self, uow, **command):
        """村（社区）会签自治、负面、盖章三张清单草案；不同意的事项逐项说明。"""
        return handlers.countersign(uow, **command)

    @step(f"{BATCH}/next_round", workflow.MANAGE, schemas.BatchKey, schemas.Batch)
    def begin_round(self, uow, **command):
        """进入下一轮。"""
        return handlers.next_round(uow, **command)

    @step(f"{BATCH}/start_notice", workflow.MANAGE, schemas.BatchKey, schemas.Batch)
    def start_notice(self, uow, **command):
        """开始公示。"""
        return handlers.start_notice(uow, **command)

    @step(f"{BATCH}/concur", workflow.REVIEW, schemas.BatchKey, schemas.Batch)
    def concur_settlement(self, uow, **command):
        """合法性审核机构同意异议处理结果。"""
        return handlers.concur(uow, **command)

    @step(f"{BATCH}/settle_all", workflow.MANAGE, schemas.BatchKey, schemas.Batch)
    def settle_objections(self, uow, **command):
        """异议处理完毕。

        Items that changed materially, and only they, go into a new public notice.
        """
        return handlers.settle_all(uow, **command)

    @step(f"{BATCH}/send_back", workflow.APPROVE, schemas.SendBack, schemas.Batch)
    def send_back(self, uow, **command):
        """退回修改。"""
        return handlers.send_back(uow, **command)

    @step(f"{BATCH}/approve", workflow.APPROVE, schemas.ApproveBatch, schemas.Batch)
    def approve_batch(self, uow, **command):
        """批准发布五张清单。"""
        return handlers.approve(uow, **command)

    @show("/items", workflow.READ, schemas.ListItems, schemas.Item, paged=True)
    def list_items(self, uow, **command):
        """查询批次事项。"""
        return queries.items(uow, **command)

    @show("/items/{item_id}", workflow.READ, schemas.ItemKey, schemas.Item)
    def show_item(self, uow, **command):
        """查看批次事项。"""
        return queries.item(uow, **command)

    @create("/batches/{batch_id}/items", workflow.REPORT, schemas.ReportItem, schemas.Item)
    def report_item(self, uow, **command):
        """上报事项。"""
        return handlers.report_item(uow, **command)

    @step("/items/{item_id}/actions/opinion", workflow.REVIEW, schemas.GiveOpinion, schemas.Item)
    def give_opinion(self, uow, **command):
        """提出审核意见。"""
        return handlers.give_opinion(uow, **command)

    @step("/items/{item_id}/actions/stance", workflow.REPORT, schemas.TakeStance, schemas.Item)
    def take_stance(self, uow, **command):
        """逐项表态：承接、建议修改或反对，并写明承接能力和所需经费。"""
        return handlers.take_stance(uow, **command)

    @step("/items/{item_id}/actions/challenge", workflow.CHALLENGE,
          schemas.ChallengeItem, schemas.Item)  # fmt: skip
    def challenge_item(self, uow, **command):
        """质疑事项。"""
        return handlers.challenge_item(uow, **command)

    @step("/items/{item_id}/actions/lift", workflow.MANAGE, schemas.ItemKey, schemas.Item)
    def lift_challenge(self, uow, **command):
        """解除质疑。"""
        return handlers.lift_challenge(uow, **command)

    @step("/items/{item_id}/actions/resolve", workflow.MANAGE, schemas.ResolveItem, schemas.Item)
    def resolve_item(self, uow, **command):
        """确定事项去向：保留、修改、合并、调整清单或取消。"""
        return handlers.resolve_item(uow, **command)

    @show("/notices", PUBLIC, schemas.ListNotices, schemas.NoticeLine, paged=True)
    def list_notices(self, uow, **command):
        """查询公示。"""
        return queries.notices(uow, **command)

    @show("/notices/{batch_id}", PUBLIC, schemas.BatchKey, schemas.Notice)
    def show_notice(self, uow, **command):
        """查看公示内容。"""
        return queries.notice(uow, **command)

    @create("/notices/{batch_id}/objections", workflow.OBJECT,
            schemas.FileObjection, schemas.Objection)  # fmt: skip
    def file_objection(self, uow, **command):
        """实名提出异议。"""
        return handlers.file_objection(uow, **command)

    @show(
        "/batches/{batch_id}/objections",
        workflow.MANAGE,
        schemas.ListObjections,
        schemas.Objection,
        paged=True,
    )
    def list_objections(self, uow, **command):
        """查看批次收到的异议。"""
        return queries.objections(uow, **command)

    @step("/objections/{objection_id}/actions/answer", workflow.MANAGE,
          schemas.AnswerObjection, schemas.Objection)  # fmt: skip
    def answer_objection(self, uow, **command):
        """答复异议。"""
        return handlers.answer_objection(uow, **command)

    @timer("notice_over")
    def end_notice(self, uow, **reminder):
        """公示期满。"""
        return handlers.end_notice(uow, **reminder)
