"""From what was formed to what everybody can read (domain §9.1)."""

from enum import StrEnum

from services.disclosure import policies
from services.disclosure.policies import duties
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow


class Status(StrEnum):
    """Where a record stands."""

    DRAFTED = "DRAFTED"
    CHECKED = "CHECKED"
    REDACTED = "REDACTED"
    APPROVED = "APPROVED"
    PUBLISHED = "PUBLISHED"
    WITHDRAWN = "WITHDRAWN"
    ARCHIVED = "ARCHIVED"
    WITHHELD = "WITHHELD"


DRAFT = "disclosure.record.draft"
CHECK = "disclosure.record.check"
APPROVE = "disclosure.record.approve"
PUBLISH = "disclosure.record.publish"
REVEAL = "disclosure.original.reveal"

_UNCHECKED = (Status.DRAFTED, Status.CHECKED, Status.REDACTED)
"""Whose files may change before approval; another file wants the three checks anew."""

RECORD = Workflow(
    "disclosure.record",
    states=Status,
    initial=Status.DRAFTED,
    final=(Status.WITHDRAWN, Status.ARCHIVED),
    labels={
        Status.DRAFTED: "待审查",
        Status.CHECKED: "已审查",
        Status.REDACTED: "已区分处理",
        Status.APPROVED: "已批准",
        Status.PUBLISHED: "已公开",
        Status.WITHDRAWN: "已撤回",
        Status.ARCHIVED: "已归档",
        Status.WITHHELD: "不主动公开",
    },
    steps=(
        Step("write", (Status.DRAFTED,), Status.DRAFTED, DRAFT, "填写",
             guards=(duties.is_written_by_hand, duties.writes_for_the_publisher),
             needs="WriteRecord"),
        Step("check", (Status.DRAFTED,), Status.CHECKED, CHECK, "审查",
             guards=(duties.something_is_written,), needs="CheckRecord"),
        Step("withhold", (Status.CHECKED,), Status.WITHHELD, APPROVE, "不主动公开",
             guards=(policies.another_hand_approves,), needs="WithholdRecord"),
        Step("keep_withheld", (Status.WITHHELD,), Status.WITHHELD, APPROVE, "复核，仍不公开",
             needs="ReviewRecord"),
        Step("release", (Status.WITHHELD,), Status.DRAFTED, APPROVE, "复核，转为公开",
             needs="ReviewRecord"),
        Step("attach", _UNCHECKED, Status.DRAFTED, CHECK, "添加附件", needs="AttachFile"),
        Step("attach", (Status.PUBLISHED,), Status.PUBLISHED, PUBLISH, "添加附件",
             needs="AttachFile"),
        Step("replace_file", (Status.DRAFTED,), Status.DRAFTED, CHECK, "替换附件",
             guards=(policies.has_attachments,), needs="ReplaceFile"),
        Step("replace_file", (Status.CHECKED, Status.REDACTED), Status.REDACTED, CHECK,
             "替换附件", guards=(policies.has_attachments,), needs="ReplaceFile"),
        Step("replace_file", (Status.PUBLISHED,), Status.PUBLISHED, PUBLISH, "替换附件",
             guards=(policies.has_attachments,), needs="ReplaceFile"),
        Step("detach", _UNCHECKED, Status.DRAFTED, CHECK, "移除附件",
             guards=(policies.has_attachments,), needs="DetachFile"),
        Step("detach", (Status.PUBLISHED,), Status.PUBLISHED, PUBLISH, "移除附件",
             guards=(policies.has_attachments,), needs="DetachFile"),
        Step("redact", (Status.CHECKED, Status.REDACTED), Status.REDACTED, CHECK, "区分处理",
             guards=(policies.something_is_withheld,), needs="RedactRecord"),
        Step("approve", (Status.CHECKED,), Status.APPROVED, APPROVE, "批准公开",
             guards=(policies.another_hand_approves, policies.nothing_is_withheld,
                     policies.holds_no_personal_data, policies.files_hold_no_personal_data,
                     policies.keeps_to_the_form_of_lists,
                     policies.files_keep_to_the_form_of_lists)),
        Step("approve_partly", (Status.REDACTED,), Status.APPROVED, APPROVE, "批准部分公开",
             guards=(policies.another_hand_approves, policies.holds_no_personal_data,
                     policies.files_hold_no_personal_data, policies.keeps_to_the_form_of_lists,
                     policies.files_keep_to_the_form_of_lists)),
        Step("publish", (Status.APPROVED,), Status.PUBLISHED, PUBLISH, "公开",
             guards=(policies.files_hold_no_personal_data,
                     policies.files_keep_to_the_form_of_lists)),
        Step("correct", (Status.PUBLISHED,), Status.PUBLISHED, PUBLISH, "更正",
             guards=(policies.holds_no_personal_data, policies.files_hold_no_personal_data,
                     policies.keeps_to_the_form_of_lists,
                     policies.files_keep_to_the_form_of_lists),
             needs="CorrectRecord"),
        Step("withdraw", (Status.PUBLISHED,), Status.WITHDRAWN, APPROVE, "撤回公开",
             needs="WithdrawRecord"),
        Step("archive", (Status.PUBLISHED,), Status.ARCHIVED, PUBLISH, "归档"),
        Step("take_off", (Status.PUBLISHED,), Status.ARCHIVED, SYSTEM, "公示期满撤下"),
    ),
)  # fmt: skip
