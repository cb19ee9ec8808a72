"""事项下沉: what delegation offers."""

from services.delegation import events, handlers, queries, schemas, store, workflow
from shared.chassis.service import Service, operation, subscribe, timer
from shared.kernel.actor import PUBLIC

assert store.mapper  # the mapping happens at import

ENTRY = "/entries/{entry_id}/actions"
ROW = "/rows/{row_id}/actions"
BATCH = "/batches/{batch_id}/actions"
DELEGATION = "/delegations/{delegation_id}/actions"


def step(route, permission, takes, gives):
    """Declare a change of one matter."""
    return operation(f"POST {route}", permission=permission, takes=takes, gives=gives)


def create(route, permission, takes, gives):
    """Declare what makes something new."""
    return operation(f"POST {route}", permission=permission, takes=takes, gives=gives, status=201)


def show(route, permission, takes, gives, *, paged=False):
    """Declare a question."""
    return operation(f"GET {route}", permission=permission, takes=takes, gives=gives, paged=paged)


class Delegation(Service):
    """Authority lists, process tables, delegations, and the decision who may be sent what."""

    name = "delegation"
    title = "事项下沉"
    facts = events

    @show("/lists", PUBLIC, schemas.ListVersions, schemas.ListVersionLine, paged=True)
    def list_versions(self, uow, **command):
        """查询清单版本。"""
        return queries.list_versions(uow, **command)

    @show("/lists/{list_version_id}", PUBLIC, schemas.ListVersionKey, schemas.ListVersion)
    def show_version(self, uow, **command):
        """查看清单版本。

        The content is hashed and chained to the version before; `intact` says whether it still is.
        """
        return queries.list_version(uow, **command)

    @show("/entries", PUBLIC, schemas.ListEntries, schemas.Entry, paged=True)
    def list_entries(self, uow, **command):
        """查询某日有效的清单事项或已取消事项。"""
        return queries.entries(uow, **command)

    @show("/entries/{entry_id}", PUBLIC, schemas.EntryKey, schemas.Entry)
    def show_entry(self, uow, **command):
        """查看清单事项。"""
        return queries.entry(uow, **command)

    @show("/cancellations", PUBLIC, schemas.CountCancelled, schemas.CancelledCount)
    def count_cancelled(self, uow, **command):
        """统计已取消事项。"""
        return queries.cancelled_count(uow, **command)

    @show("/item-types", PUBLIC, schemas.ListItemTypes, schemas.ItemType, paged=True)
    def list_item_types(self, uow, **command):
        """查询事项目录。"""
        return queries.item_types(uow, **command)

    @show("/matters", PUBLIC, schemas.ListMatters, schemas.NoProofMatter, paged=True)
    def list_matters(self, uow, **command):
        """查询社区不应出具证明事项。"""
        return queries.matters(uow, **command)

    @show("/procedures", PUBLIC, schemas.ListProcedures, schemas.Procedure, paged=True)
    def list_procedures(self, uow, **command):
        """查询清单编制程序。"""
        return queries.procedures(uow, **command)

    @step(f"{ENTRY}/suspend", workflow.SUSPEND_ENTRY, schemas.SuspendEntry, schemas.Entry)
    def suspend_entry(self, uow, **command):
        """暂停清单事项。"""
        return handlers.suspend_entry(uow, **command)

    @step(f"{ENTRY}/resume", workflow.SUSPEND_ENTRY, schemas.EntryKey, schemas.Entry)
    def resume_entry(self, uow, **command):
        """恢复清单事项。"""
        return handlers.resume_entry(uow, **command)

    @show("/dispatch", workflow.DISPATCH, schemas.AskDispatch, schemas.Ruling)
    def decide_dispatch(self, uow, **command):
        """判断某项工作可否交由社区办理。

        Refused with `delegation.negative_listed`, `.cancelled_item` or `.not_admitted`.
        """
        return queries.dispatch(uow, **command)

    @show("/seals", workflow.DISPATCH, schemas.AskSeal, schemas.Entry)
    def check_seal(self, uow, **command):
        """判断社区可否为某项材料盖章。"""
        return queries.seal(uow, **command)

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

    @show("/rows", workflow.READ_ROW, schemas.ListRows, schemas.ProcessRowLine, paged=True)
    def list_rows(self, uow, **command):
        """查询流程表。"""
        return queries.rows(uow, **command)

    @show("/rows/{row_id}", workflow.READ_ROW, schemas.RowKey, schemas.ProcessRow)
    def show_row(self, uow, **command):
        """查看流程表。"""
        return queries.row(uow, **command)

    @create("/rows", workflow.DRAFT_ROW, schemas.DraftRow, schemas.ProcessRow)
    def draft_row(self, uow, **command):
        """起草流程表。"""
        return handlers.draft_row(uow, **command)

    @step(f"{ROW}/publish", workflow.PUBLISH_ROW, schemas.RowKey, schemas.ProcessRow)
    def publish_row(self, uow, **command):
        """发布流程表。"""
        return handlers.publish_row(uow, **command)

    @step(f"{ROW}/withdraw", workflow.PUBLISH_ROW, schemas.WithdrawRow, schemas.ProcessRow)
    def withdraw_row(self, uow, **command):
        """撤下流程表。"""
        return handlers.withdraw_row(uow, **command)

    @show("/delegations", workflow.READ_DELEGATION, schemas.ListDelegations,
          schemas.Delegation, paged=True)  # fmt: skip
    def list_delegations(self, uow, **command):
        """查询事项下放。"""
        return queries.delegations(uow, **command)

    @show("/delegations/{delegation_id}", workflow.READ_DELEGATION,
          schemas.DelegationKey, schemas.Delegation)  # fmt: skip
    def show_delegation(self, uow, **command):
        """查看事项下放。"""
        return queries.delegation(uow, **command)

    @create("/delegations", workflow.PROPOSE, schemas.ProposeDelegation, schemas.Delegation)
    def propose_delegation(self, uow, **command):
        """提出事项下放。"""
        return handlers.propose_delegation(uow, **command)

    @step(f"{DELEGATION}/offer", workflow.OFFER, schemas.DelegationKey, schemas.Delegation)
    def offer_delegation(self, uow, **command):
        """征求街道意见。"""
        return handlers.offer_delegation(uow, **command)

    @step(f"{DELEGATION}/accept", workflow.ANSWER, schemas.AnswerOffer, schemas.Delegation)
    def accept_delegation(self, uow, **command):
        """街道同意承接。"""
        return handlers.accept_delegation(uow, **command)

    @step(f"{DELEGATION}/decline", workflow.ANSWER, schemas.AnswerOffer, schemas.Delegation)
    def decline_delegation(self, uow, **command):
        """街道不同意承接。"""
        return handlers.decline_delegation(uow, **command)

    @step(f"{DELEGATION}/grant_authority", workflow.EQUIP,
          schemas.GrantAuthority, schemas.Delegation)  # fmt: skip
    def grant_authority(self, uow, **command):
        """授权。"""
        return handlers.grant_authority(uow, **command)

    @step(f"{DELEGATION}/appropriate_funds", workflow.FUND,
          schemas.AppropriateFunds, schemas.Delegation)  # fmt: skip
    def appropriate_funds(self, uow, **command):
        """拨付经费。"""
        return handlers.appropriate_funds(uow, **command)

    @step(f"{DELEGATION}/assign_staff", workflow.EQUIP, schemas.AssignStaff, schemas.Delegation)
    def assign_staff(self, uow, **command):
        """配备人员。"""
        return handlers.assign_staff(uow, **command)

    @step(f"{DELEGATION}/waive_funds", workflow.FUND, schemas.WaiveMeans, schemas.Delegation)
    def waive_funds(self, uow, **command):
        """签署零经费说明。"""
        return handlers.waive_funds(uow, **command)

    @step(f"{DELEGATION}/waive_staff", workflow.WAIVE_STAFF, schemas.WaiveMeans, schemas.Delegation)
    def waive_staff(self, uow, **command):
        """签署零人员说明。"""
        return handlers.waive_staff(uow, **command)

    @step(f"{DELEGATION}/activate", workflow.OFFER, schemas.DelegationKey, schemas.Delegation)
    def activate_delegation(self, uow, **command):
        """下放生效。"""
        return handlers.activate_delegation(uow, **command)

    @step(f"{DELEGATION}/tell_gap", workflow.TELL_GAP, schemas.TellGap, schemas.Delegation)
    def tell_gap(self, uow, **command):
        """报告经费用尽。"""
        return handlers.tell_gap(uow, **command)

    @step(f"{DELEGATION}/request_revocation", workflow.OFFER,
          schemas.RequestRevocation, schemas.Delegation)  # fmt: skip
    def request_revocation(self, uow, **command):
        """申请收回下放事项。"""
        return handlers.request_revocation(uow, **command)

    @step(f"{DELEGATION}/revoke", workflow.REVOKE, schemas.RevokeDelegation, schemas.Delegation)
    def revoke_delegation(self, uow, **command):
        """批准收回下放事项。"""
        return handlers.revoke_delegation(uow, **command)

    @timer("notice_over")
    def end_notice(self, uow, **reminder):
        """公示期满。"""
        return handlers.end_notice(uow, **reminder)

    @timer("lists_effective")
    def take_effect(self, uow, **reminder):
        """新清单生效之日，旧事项停止。"""
        return handlers.take_effect(uow, **reminder)

    @timer("budget_year_over")
    def run_dry(self, uow, **reminder):
        """新年度未拨付经费。"""
        return handlers.run_dry(uow, **reminder)

    @timer("funding_grace_over")
    def suspend_delegation(self, uow, **reminder):
        """经费宽限期满，暂停下放。"""
        return handlers.suspend_delegation(uow, **reminder)

    @timer("delegation_expires")
    def expire_delegation(self, uow, **reminder):
        """下放期满终止。"""
        return handlers.expire_delegation(uow, **reminder)

    @subscribe("delegation.calendar.loaded", fields=("year",))
    def recompute_deadlines(self, uow, **fact):
        """工作日历装载后，重新计算暂定期限。"""
        return handlers.recompute_deadlines(uow, **fact)

    @subscribe("identity.unit.established",
               fields=("unit_code", "path", "name", "kind", "valid_to"))  # fmt: skip
    def learn_unit(self, uow, **fact):
        """记住单位名称。"""
        return handlers.learn_unit(uow, **fact)

    @subscribe("identity.unit.renamed", fields=("unit_code", "name"))
    def rename_unit(self, uow, **fact):
        """单位更名。"""
        return handlers.rename_unit(uow, **fact)

    @subscribe("identity.unit.merged", fields=("unit_code", "valid_to"))
    def merge_unit(self, uow, **fact):
        """单位合并后，新批次不再列入。"""
        return handlers.merge_unit(uow, **fact)
