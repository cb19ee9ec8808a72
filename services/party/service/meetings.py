"""Meetings and what is missing of them."""

from services.party import handlers, queries, schemas, workflow
from services.party.service.declare import create, show, step
from shared.chassis.service import operation, subscribe, timer

ONE = "/meetings/{meeting_id}"
ACTIONS = f"{ONE}/actions"


class Meetings:
    """三会一课: meetings, their records, what is missing of them."""

    @show("/meetings", workflow.READ_MEETING, schemas.ListMeetings, schemas.Meeting, paged=True)
    def list_meetings(self, uow, **command):
        """查询组织生活会议。"""
        return queries.meetings(uow, **command)

    @show(ONE, workflow.READ_MEETING, schemas.MeetingKey, schemas.Meeting)
    def show_meeting(self, uow, **command):
        """查看会议情况。

        Numbers and validity only; names and speeches are read by the organisation's own staff.
        """
        return queries.meeting(uow, **command)

    @create("/meetings", workflow.RECORD_MEETING, schemas.DraftMeeting, schemas.Meeting)
    def draft_meeting(self, uow, **command):
        """拟定会议。"""
        return handlers.draft_meeting(uow, **command)

    @step(f"{ACTIONS}/hold", workflow.RECORD_MEETING, schemas.HoldMeeting, schemas.Meeting)
    def hold_meeting(self, uow, **command):
        """登记会议记录。"""
        return handlers.hold_meeting(uow, **command)

    @step(f"{ACTIONS}/confirm", workflow.CONFIRM_MEETING, schemas.MeetingKey, schemas.Meeting)
    def confirm_meeting(self, uow, **command):
        """确认会议记录。

        By another hand; an invalid meeting says why and does not count.
        """
        return handlers.confirm_meeting(uow, **command)

    @step(f"{ACTIONS}/correct", workflow.RECORD_MEETING, schemas.CorrectMeeting, schemas.Meeting)
    def correct_meeting(self, uow, **command):
        """更正会议记录。

        Adds an edition; the confirmed one counts until this one is confirmed.
        """
        return handlers.correct_meeting(uow, **command)

    @step(f"{ACTIONS}/cancel", workflow.RECORD_MEETING, schemas.CancelMeeting, schemas.Meeting)
    def cancel_meeting(self, uow, **command):
        """取消会议。"""
        return handlers.cancel_meeting(uow, **command)

    @operation(
        f"POST {ACTIONS}/reveal",
        permission=workflow.REVEAL_MINUTES,
        takes=schemas.RevealMinutes,
        gives=schemas.FullMinutes,
        if_match=False,
        secret=True,
    )
    def reveal_minutes(self, uow, **command):
        """查看会议记录全文（留痕）。"""
        return handlers.reveal_minutes(uow, **command)

    @show("/meeting-gaps", workflow.READ_MEETING, schemas.ListMeetingGaps,
          schemas.MeetingGap, paged=True)  # fmt: skip
    def list_meeting_gaps(self, uow, **command):
        """查询组织生活缺开情况。"""
        return queries.meeting_gaps(uow, **command)

    @create("/meeting-checks", workflow.CHECK_MEETINGS,
            schemas.CheckMeetings, schemas.MeetingCheck)  # fmt: skip
    def check_meetings(self, uow, **command):
        """复查某月组织生活。

        Any month that is over, as often as one likes; the quarter or year that ended with it, too.
        """
        return handlers.check_meetings(uow, **command)

    @timer("period_over")
    def find_missing(self, uow, **reminder):
        """月末后检查缺开的组织生活。"""
        return handlers.find_missing(uow, **reminder)

    @timer("check_ordered")
    def find_again(self, uow, **reminder):
        """按要求复查某月组织生活。"""
        return handlers.find_again(uow, **reminder)

    @subscribe("party.organisation.reorganising", fields=("organisation_id",))
    def learn_pause(self, uow, **fact):
        """整顿期间不检查组织生活。"""
        return handlers.learn_pause(uow, **fact)

    @subscribe("party.organisation.resumed", fields=("organisation_id",))
    def end_pause(self, uow, **fact):
        """整顿结束后恢复检查。"""
        return handlers.end_pause(uow, **fact)
