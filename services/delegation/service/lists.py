"""Lists in force, the reference catalogue, and what may be sent or sealed."""

from services.delegation import handlers, queries, schemas, workflow
from services.delegation.service.declare import show, step
from shared.chassis.service import timer
from shared.kernel.actor import PUBLIC

ENTRY = "/entries/{entry_id}/actions"


class Lists:
    """Lists in force, the reference catalogue, and what may be sent or sealed."""

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

    @timer("lists_effective")
    def take_effect(self, uow, **reminder):
        """新清单生效之日，旧事项停止。"""
        return handlers.take_effect(uow, **reminder)
