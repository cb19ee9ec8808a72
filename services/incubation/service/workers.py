"""Social workers, where they lack, and how many there are; what is learnt of units."""

from services.incubation import handlers, queries, schemas, workflow
from services.incubation.service.declare import create, show, step
from shared.chassis.service import operation, subscribe, timer

ONE = "/social-workers/{worker_id}"
ACTIONS = f"{ONE}/actions"


class Workers:
    """Social workers."""

    @show("/social-workers", workflow.READ_WORKER, schemas.ListWorkers, schemas.Worker, paged=True)
    def list_workers(self, uow, **command):
        """查询社会工作者。"""
        return queries.workers(uow, **command)

    @show(ONE, workflow.READ_WORKER, schemas.WorkerKey, schemas.Worker)
    def show_worker(self, uow, **command):
        """查看社会工作者。"""
        return queries.worker(uow, **command)

    @create("/social-workers", workflow.REGISTER_WORKER, schemas.RegisterWorker, schemas.Worker)
    def register_worker(self, uow, **command):
        """登记社会工作者。"""
        return handlers.register_worker(uow, **command)

    @step(f"{ACTIONS}/train", workflow.REGISTER_WORKER, schemas.RecordTraining, schemas.Worker)
    def record_training(self, uow, **command):
        """登记继续教育。"""
        return handlers.record_training(uow, **command)

    @step(f"{ACTIONS}/renew", workflow.REGISTER_WORKER, schemas.RenewRegistration, schemas.Worker)
    def renew_registration(self, uow, **command):
        """再登记。"""
        return handlers.renew_registration(uow, **command)

    @step(f"{ACTIONS}/post", workflow.POST_WORKER, schemas.PostWorker, schemas.Worker)
    def post_worker(self, uow, **command):
        """派驻社区。"""
        return handlers.post_worker(uow, **command)

    @step(f"{ACTIONS}/end_posting", workflow.POST_WORKER, schemas.EndPosting, schemas.Worker)
    def end_posting(self, uow, **command):
        """结束派驻。"""
        return handlers.end_posting(uow, **command)

    @step(f"{ACTIONS}/cancel", workflow.REGISTER_WORKER, schemas.CancelWorker,
          schemas.Worker)  # fmt: skip
    def cancel_worker(self, uow, **command):
        """注销社工登记。"""
        return handlers.cancel_worker(uow, **command)

    @operation(
        f"POST {ACTIONS}/reveal",
        permission=workflow.REVEAL_WORKER,
        takes=schemas.RevealWorker,
        gives=schemas.WorkerPerson,
        if_match=False,
        secret=True,
    )
    def reveal_worker(self, uow, **command):
        """查看社工完整信息（记录事由）。"""
        return handlers.reveal_worker(uow, **command)

    @show("/post-gaps", workflow.COUNT_WORKERS, None, schemas.PostGaps)
    def show_post_gaps(self, uow, **command):
        """查看缺少持证社工的社区。"""
        return queries.post_gaps(uow, **command)

    @show("/worker-density", workflow.COUNT_WORKERS, schemas.AskDensity, schemas.WorkerDensity)
    def show_worker_density(self, uow, **command):
        """查看每万人持证社工数。

        Null where nobody counted the residents.
        """
        return queries.density(uow, **command)

    @create("/populations", workflow.REGISTER_WORKER, schemas.RecordPopulation,
            schemas.Population)  # fmt: skip
    def record_population(self, uow, **command):
        """登记人口数。"""
        return handlers.record_population(uow, **command)

    @timer(handlers.EXPIRING)
    def tell_registration_ends(self, uow, **fact):
        """社工登记即将期满。"""
        return handlers.registration_ends_soon(uow, **fact)

    @timer(handlers.EXPIRED)
    def end_registration(self, uow, **fact):
        """社工登记期满。"""
        return handlers.registration_over(uow, **fact)

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
        """单位合并。"""
        return handlers.merge_unit(uow, **fact)
