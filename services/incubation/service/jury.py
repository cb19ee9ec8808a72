"""The jury of a call: seats, ties, files without names, scores."""

from services.incubation import handlers, queries, schemas, workflow
from services.incubation.service.declare import create, show, step
from shared.chassis.files import File

CALL, SEAT, FILE = "/venture-calls/{call_id}", "/seats/{seat_id}", "/files/{venture_id}"


class Jury:
    """The jury of a call."""

    @create(f"{CALL}/seats", workflow.SEAT_JUDGES, schemas.SeatJudge, schemas.JurySeat)
    def seat_judge(self, uow, **command):
        """聘请评委。"""
        return handlers.seat_judge(uow, **command)

    @show("/seats", workflow.READ_SEAT, schemas.ListSeats, schemas.JurySeat, paged=True)
    def list_seats(self, uow, **command):
        """查询评委席位。"""
        return queries.seats(uow, **command)

    @show(SEAT, workflow.READ_SEAT, schemas.SeatKey, schemas.JurySeat)
    def show_seat(self, uow, **command):
        """查看评委席位。"""
        return queries.seat(uow, **command)

    @show(f"{CALL}/applicants", workflow.JUDGE, schemas.ListApplicants,
          schemas.JuryApplicant, paged=True)  # fmt: skip
    def list_applicants(self, uow, **command):
        """查看申报组织名单，用于申明利害关系。

        Says who applies, never with which project.
        """
        return queries.applicants(uow, **command)

    @step(f"{SEAT}/actions/declare", workflow.JUDGE, schemas.DeclareTies, schemas.JurySeat)
    def declare_ties(self, uow, **command):
        """申明利害关系。"""
        return handlers.declare_ties(uow, **command)

    @step(f"{SEAT}/actions/recuse", workflow.SEAT_JUDGES, schemas.RecuseJudge, schemas.JurySeat)
    def recuse_judge(self, uow, **command):
        """责令评委回避。"""
        return handlers.recuse_judge(uow, **command)

    @step(f"{SEAT}/actions/stand_down", workflow.SEAT_JUDGES,
          schemas.StandDownJudge, schemas.JurySeat)  # fmt: skip
    def stand_down_judge(self, uow, **command):
        """评委退出评审。"""
        return handlers.stand_down_judge(uow, **command)

    @show(f"{CALL}/ties", workflow.SEAT_JUDGES, schemas.ListTies, schemas.JuryTie, paged=True)
    def list_ties(self, uow, **command):
        """查看利害关系。"""
        return queries.ties(uow, **command)

    @show(f"{CALL}/panels", workflow.SEAT_JUDGES, schemas.CallKey, schemas.JuryPanels)
    def show_panels(self, uow, **command):
        """查看各项目评委人数和评分进度。"""
        return queries.panels(uow, **command)

    @show("/files", workflow.JUDGE, schemas.ListFiles, schemas.JuryFile, paged=True)
    def list_files(self, uow, **command):
        """查询评审材料（盲评）。"""
        return queries.files(uow, **command)

    @show(FILE, workflow.JUDGE, schemas.VentureKey, schemas.JuryFile)
    def show_file(self, uow, **command):
        """查看评审材料（盲评）。"""
        return queries.file(uow, **command)

    @show(f"{CALL}/sheets/files", workflow.JUDGE, schemas.ExportFiles, File)
    def export_files(self, uow, **command):
        """导出评审材料（Excel，盲评）。"""
        return queries.export_files(uow, **command)

    @create(f"{FILE}/scores", workflow.JUDGE, schemas.ScoreFile, schemas.JuryScore)
    def score_file(self, uow, **command):
        """评分。"""
        return handlers.score_file(uow, **command)

    @show(f"{FILE}/scores", workflow.READ_SEAT, schemas.ListScores, schemas.JuryScore, paged=True)
    def list_scores(self, uow, **command):
        """查看评分。

        Before all are in, a judge reads her own alone.
        """
        return queries.scores(uow, **command)
