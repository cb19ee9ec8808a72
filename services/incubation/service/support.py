"""Support centres for social organisations."""

from services.incubation import handlers, queries, schemas, workflow
from services.incubation.service.declare import create, show, step
from shared.kernel.actor import PUBLIC

ONE, REQUEST = "/support-centers/{center_id}", "/service-requests/{request_id}"
ACTIONS = f"{REQUEST}/actions"


class Support:
    """Support centres for social organisations."""

    @show("/support-centers", PUBLIC, schemas.ListCenters, schemas.Center, paged=True)
    def list_support_centers(self, uow, **command):
        """查询社会组织支持中心。"""
        return queries.centers(uow, **command)

    @show(ONE, PUBLIC, schemas.CenterKey, schemas.Center)
    def show_support_center(self, uow, **command):
        """查看社会组织支持中心。"""
        return queries.center(uow, **command)

    @create("/support-centers", workflow.RUN_CENTER, schemas.OpenCenter, schemas.Center)
    def open_support_center(self, uow, **command):
        """设立社会组织支持中心。"""
        return handlers.open_center(uow, **command)

    @step(f"{ONE}/actions/offer", workflow.RUN_CENTER, schemas.OfferServices, schemas.Center)
    def offer_services(self, uow, **command):
        """调整服务项目。"""
        return handlers.offer_services(uow, **command)

    @step(f"{ONE}/actions/close", workflow.RUN_CENTER, schemas.CloseCenter, schemas.Center)
    def close_support_center(self, uow, **command):
        """关闭支持中心。"""
        return handlers.close_center(uow, **command)

    @create(f"{ONE}/requests", workflow.ASK_SERVICE, schemas.AskService, schemas.ServiceRequest)
    def ask_service(self, uow, **command):
        """申请支持服务。"""
        return handlers.ask_service(uow, **command)

    @show("/service-requests", workflow.READ_SERVICE, schemas.ListServiceRequests,
          schemas.ServiceRequest, paged=True)  # fmt: skip
    def list_service_requests(self, uow, **command):
        """查询服务申请。"""
        return queries.service_requests(uow, **command)

    @show(REQUEST, workflow.READ_SERVICE, schemas.ServiceRequestKey, schemas.ServiceRequest)
    def show_service_request(self, uow, **command):
        """查看服务申请。"""
        return queries.service_request(uow, **command)

    @step(f"{ACTIONS}/accept", workflow.SERVE, schemas.ServiceRequestKey, schemas.ServiceRequest)
    def accept_service(self, uow, **command):
        """受理服务申请。"""
        return handlers.accept_service(uow, **command)

    @step(f"{ACTIONS}/decline", workflow.SERVE, schemas.DeclineService, schemas.ServiceRequest)
    def decline_service(self, uow, **command):
        """不予受理服务申请。"""
        return handlers.decline_service(uow, **command)

    @step(f"{ACTIONS}/finish", workflow.SERVE, schemas.FinishService, schemas.ServiceRequest)
    def finish_service(self, uow, **command):
        """完成支持服务。"""
        return handlers.finish_service(uow, **command)

    @step(f"{ACTIONS}/rate", workflow.ASK_SERVICE, schemas.RateService, schemas.ServiceRequest)
    def rate_service(self, uow, **command):
        """评价支持服务。"""
        return handlers.rate_service(uow, **command)
