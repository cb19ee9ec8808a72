"""Where people live, whom the stations reach, where more of them should stand."""

from services.centers import handlers, queries, schemas
from shared.chassis.service import operation

READ_SITING = "centers.siting.read"


class Siting:
    """Where people live, whom the stations reach, where more of them should stand."""

    @operation(
        "POST /siting/spots/import",
        permission="centers.siting.import",
        takes=schemas.ImportSpots,
        gives=schemas.SpotsReport,
    )
    def import_spots(self, uow, **command):
        """从工作簿导入人口点、候选点和党群服务中心位置。

        A dry run keeps nothing and names every wrong cell.
        """
        return handlers.import_spots(uow, **command)

    @operation(
        "GET /siting/spots",
        permission=READ_SITING,
        takes=schemas.ListSpots,
        gives=schemas.Spot,
        paged=True,
    )
    def list_spots(self, uow, **command):
        """查询选址点位。"""
        return queries.spots(uow, **command)

    @operation(
        "GET /siting/coverage",
        permission=READ_SITING,
        takes=schemas.AskCoverage,
        gives=schemas.Coverage,
    )
    def show_coverage(self, uow, **command):
        """查看服务半径覆盖率。"""
        return queries.coverage(uow, **command)

    @operation(
        "GET /siting/proposal",
        permission=READ_SITING,
        takes=schemas.AskProposal,
        gives=schemas.Proposal,
    )
    def propose_stations(self, uow, **command):
        """测算新增站点的最优选址。

        Maximal covering, exact within the time limit; the gap says how exact.
        """
        return queries.propose(uow, **command)
