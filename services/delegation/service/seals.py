"""Seals, the requests for them, and the public's check of a sealed paper."""

from services.delegation import handlers, queries, schemas, workflow
from services.delegation.service.declare import create, show, step
from shared.chassis.service import operation
from shared.kernel.actor import PUBLIC

REQUEST = "/seal-requests/{request_id}/actions"


class Seals:
    """Seals, the requests for them, and the public's check of a sealed paper."""

    @show("/community-seals", workflow.READ_SEAL, schemas.ListSeals, schemas.Seal, paged=True)
    def list_seals(self, uow, **command):
        """查询社区印章。"""
        return queries.seals(uow, **command)

    @create("/community-seals", workflow.KEEP_SEAL, schemas.RegisterSeal, schemas.Seal)
    def register_seal(self, uow, **command):
        """登记社区印章。"""
        return handlers.register_seal(uow, **command)

    @step("/community-seals/{seal_id}/actions/retire", workflow.KEEP_SEAL,
          schemas.RetireSeal, schemas.Seal)  # fmt: skip
    def retire_seal(self, uow, **command):
        """停用社区印章。"""
        return handlers.retire_seal(uow, **command)

    @show("/seal-requests", workflow.READ_SEAL, schemas.ListSealRequests,
          schemas.SealRequestLine, paged=True)  # fmt: skip
    def list_seal_requests(self, uow, **command):
        """查询用印申请。"""
        return queries.seal_requests(uow, **command)

    @show("/seal-requests/{request_id}", workflow.READ_SEAL,
          schemas.SealRequestKey, schemas.SealRequest)  # fmt: skip
    def show_seal_request(self, uow, **command):
        """查看用印申请。"""
        return queries.seal_request(uow, **command)

    @create("/seal-requests", workflow.REQUEST_SEAL, schemas.RequestSeal, schemas.SealRequest)
    def request_seal(self, uow, **command):
        """受理用印申请。

        What the lists of that day do not allow is turned away at once, with its code and reason.
        """
        return handlers.request_seal(uow, **command)

    @step(f"{REQUEST}/check", workflow.CHECK_SEAL, schemas.CheckSealRequest, schemas.SealRequest)
    def check_seal_request(self, uow, **command):
        """核实用印申请。"""
        return handlers.check_seal_request(uow, **command)

    @step(f"{REQUEST}/reject", workflow.CHECK_SEAL, schemas.RejectSealRequest, schemas.SealRequest)
    def reject_seal_request(self, uow, **command):
        """不予出具。"""
        return handlers.reject_seal_request(uow, **command)

    @step(f"{REQUEST}/decline", workflow.APPROVE_SEAL,
          schemas.RejectSealRequest, schemas.SealRequest)  # fmt: skip
    def decline_seal_request(self, uow, **command):
        """社区负责人不予批准。"""
        return handlers.decline_seal_request(uow, **command)

    @step(f"{REQUEST}/approve", workflow.APPROVE_SEAL, schemas.SealRequestKey, schemas.SealRequest)
    def approve_seal_request(self, uow, **command):
        """社区负责人批准用印。"""
        return handlers.approve_seal_request(uow, **command)

    @step(f"{REQUEST}/stamp", workflow.STAMP_SEAL, schemas.StampSeal, schemas.SealRequest)
    def stamp_seal_request(self, uow, **command):
        """盖章登记。

        Register numbers are without gaps in each seal's year.
        """
        return handlers.stamp_seal(uow, **command)

    @step(f"{REQUEST}/file", workflow.STAMP_SEAL, schemas.FileSealRequest, schemas.SealRequest)
    def file_seal_request(self, uow, **command):
        """用印归档。"""
        return handlers.file_seal_request(uow, **command)

    @operation(
        "POST /seal-requests/{request_id}/actions/reveal",
        permission=workflow.REVEAL_SEAL,
        takes=schemas.RevealSealApplicant,
        gives=schemas.FullSealApplicant,
        if_match=False,
        secret=True,
    )
    def reveal_seal_applicant(self, uow, **command):
        """查看完整个人信息（留痕）。"""
        return handlers.reveal_seal_applicant(uow, **command)

    @show("/seal-verifications", PUBLIC, schemas.VerifySeal, schemas.SealVerification)
    def verify_sealed_paper(self, uow, **command):
        """核验盖章文件真伪。

        Needs the register number and the SHA-256 of the scan; shows nothing of the applicant.
        """
        return queries.verify_seal(uow, **command)
