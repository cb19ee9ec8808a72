"""Review and decision."""

from services.centers import handlers, schemas, workflow
from shared.chassis.service import operation


class Review:
    """Review and decision."""

    @operation(
        "POST /cases/{case_id}/actions/start",
        permission=workflow.REVIEW,
        takes=schemas.CaseKey,
        gives=schemas.Case,
    )
    def start_review(self, uow, **command):
        """开始审查。"""
        return handlers.start(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/pause",
        permission=workflow.REVIEW,
        takes=schemas.Pause,
        gives=schemas.Case,
    )
    def pause_case(self, uow, **command):
        """启动特别程序（中止计时）。"""
        return handlers.pause(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/resume",
        permission=workflow.REVIEW,
        takes=schemas.CaseKey,
        gives=schemas.Case,
    )
    def resume_case(self, uow, **command):
        """结束特别程序（恢复计时）。"""
        return handlers.resume(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/extend",
        permission=workflow.DECIDE,
        takes=schemas.Extend,
        gives=schemas.Case,
    )
    def extend_case(self, uow, **command):
        """延长期限。"""
        return handlers.extend(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/grant",
        permission=workflow.DECIDE,
        takes=schemas.Grant,
        gives=schemas.Case,
    )
    def grant_case(self, uow, **command):
        """准予。"""
        return handlers.grant(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/deny",
        permission=workflow.DECIDE,
        takes=schemas.Deny,
        gives=schemas.Case,
    )
    def deny_case(self, uow, **command):
        """不予批准。"""
        return handlers.deny(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/grant_at_once",
        permission=workflow.DECIDE_AT_ONCE,
        takes=schemas.Grant,
        gives=schemas.Case,
    )
    def decide_at_once(self, uow, **command):
        """即时办结。"""
        return handlers.decide_at_once(uow, **command)
