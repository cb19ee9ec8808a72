"""统一身份: what identity offers."""

from services.identity import events, handlers, queries, schemas
from shared.chassis.service import Service, operation, timer
from shared.kernel.actor import PUBLIC


class Identity(Service):
    """Accounts, units, roles and tokens."""

    name = "identity"
    title = "统一身份"
    facts = events

    @operation(
        "POST /tokens", permission=PUBLIC, takes=schemas.LogIn, gives=schemas.Token, secret=True
    )
    def log_in(self, uow, **command):
        """登录。

        Wrong passwords are counted; the account locks for a while after too many.
        """
        return handlers.log_in(uow, **command)

    @operation(
        "POST /tokens/oidc",
        permission=PUBLIC,
        takes=schemas.ExchangeToken,
        gives=schemas.Token,
        secret=True,
    )
    def exchange_token(self, uow, **command):
        """以统一身份认证的令牌登录。

        Works only where an OpenID provider is configured.
        """
        return handlers.exchange(uow, **command)

    @operation(
        "POST /tokens/client",
        permission=PUBLIC,
        takes=schemas.GrantClient,
        gives=schemas.Token,
        secret=True,
    )
    def grant_client(self, uow, **command):
        """以系统账号登录。

        For a department's own system (client credentials); ask again when the token has ended.
        """
        return handlers.grant_client(uow, **command)

    @operation(
        "POST /clients",
        permission="identity.account.manage",
        takes=schemas.OpenClient,
        gives=schemas.Client,
        status=201,
        secret=True,
    )
    def open_client(self, uow, **command):
        """开立系统账号。

        The secret is shown in this answer only.
        """
        return handlers.open_client(uow, **command)

    @operation(
        "POST /accounts/{account_id}/actions/rotate_secret",
        permission="identity.account.manage",
        takes=schemas.AccountKey,
        gives=schemas.Client,
        secret=True,
    )
    def rotate_client(self, uow, **command):
        """更换系统账号的密钥。

        The old secret ends at once; tokens already given live to their end.
        """
        return handlers.rotate_client(uow, **command)

    @operation("GET /me", permission=handlers.SELF, gives=schemas.Me)
    def show_me(self, uow, **command):
        """查看当前登录人。"""
        return queries.me(uow, **command)

    @operation(
        "GET /units", permission=PUBLIC, takes=schemas.ListUnits, gives=schemas.Unit, paged=True
    )
    def list_units(self, uow, **command):
        """查询单位。"""
        return queries.units(uow, **command)

    @operation(
        "GET /units/{unit_code}", permission=PUBLIC, takes=schemas.UnitKey, gives=schemas.Unit
    )
    def show_unit(self, uow, **command):
        """查看单位。

        Ended units stay readable and say where their matters went.
        """
        return queries.unit(uow, **command)

    @operation(
        "POST /units",
        permission="identity.unit.manage",
        takes=schemas.EstablishUnit,
        gives=schemas.Unit,
        status=201,
    )
    def establish_unit(self, uow, **command):
        """设立单位。"""
        return handlers.establish_unit(uow, **command)

    @operation(
        "POST /units/{unit_code}/actions/rename",
        permission="identity.unit.manage",
        takes=schemas.RenameUnit,
        gives=schemas.Unit,
    )
    def rename_unit(self, uow, **command):
        """单位更名。"""
        return handlers.rename_unit(uow, **command)

    @operation(
        "POST /units/{unit_code}/actions/merge",
        permission="identity.unit.manage",
        takes=schemas.MergeUnit,
        gives=schemas.Unit,
    )
    def merge_unit(self, uow, **command):
        """单位合并。"""
        return handlers.merge_unit(uow, **command)

    @operation("GET /roles", permission="identity.role.read", gives=schemas.Role, paged=True)
    def list_roles(self, uow, **command):
        """查看岗位及其权限。"""
        return queries.roles(uow, **command)

    @operation(
        "POST /accounts",
        permission="identity.account.manage",
        takes=schemas.OpenAccount,
        gives=schemas.Account,
        status=201,
    )
    def open_account(self, uow, **command):
        """开立账号。"""
        return handlers.open_account(uow, **command)

    @operation(
        "GET /accounts",
        permission="identity.account.read",
        takes=schemas.ListAccounts,
        gives=schemas.Account,
        paged=True,
    )
    def list_accounts(self, uow, **command):
        """查询账号。"""
        return queries.accounts(uow, **command)

    @operation(
        "GET /accounts/{account_id}",
        permission="identity.account.read",
        takes=schemas.AccountKey,
        gives=schemas.Account,
    )
    def show_account(self, uow, **command):
        """查看账号。"""
        return queries.account(uow, **command)

    @operation(
        "POST /accounts/{account_id}/actions/disable",
        permission="identity.account.manage",
        takes=schemas.DisableAccount,
        gives=schemas.Account,
    )
    def disable_account(self, uow, **command):
        """停用账号。"""
        return handlers.disable(uow, **command)

    @operation(
        "POST /accounts/{account_id}/actions/enable",
        permission="identity.account.manage",
        takes=schemas.AccountKey,
        gives=schemas.Account,
    )
    def enable_account(self, uow, **command):
        """启用账号。"""
        return handlers.enable(uow, **command)

    @operation(
        "POST /accounts/{account_id}/actions/release",
        permission="identity.account.manage",
        takes=schemas.AccountKey,
        gives=schemas.Account,
    )
    def release_account(self, uow, **command):
        """提前解锁账号。"""
        return handlers.release(uow, **command)

    @operation(
        "POST /accounts/{account_id}/actions/set_password",
        permission="identity.account.manage",
        takes=schemas.SetPassword,
        gives=schemas.Account,
    )
    def set_password(self, uow, **command):
        """重置密码。"""
        return handlers.set_password(uow, **command)

    @operation(
        "POST /accounts/{account_id}/actions/appoint",
        permission="identity.account.manage",
        takes=schemas.Appoint,
        gives=schemas.Account,
    )
    def appoint_account(self, uow, **command):
        """授予岗位。"""
        return handlers.appoint(uow, **command)

    @operation(
        "POST /accounts/{account_id}/actions/dismiss",
        permission="identity.account.manage",
        takes=schemas.Dismiss,
        gives=schemas.Account,
    )
    def dismiss_account(self, uow, **command):
        """免去岗位。"""
        return handlers.dismiss(uow, **command)

    @operation("GET /clock", permission=PUBLIC, gives=schemas.Clock)
    def show_clock(self, uow, **command):
        """查看业务时钟。"""
        return queries.clock(uow, **command)

    @operation(
        "POST /clock",
        permission="identity.clock.move",
        takes=schemas.MoveClock,
        gives=schemas.Clock,
    )
    def move_clock(self, uow, **command):
        """向前移动演示时钟。

        Exists only in demonstration mode; every service follows within a second.
        """
        return handlers.move_clock(uow, **command)

    @timer("account_unlock")
    def unlock_account(self, uow, **reminder):
        """锁定到期，自动解锁。"""
        return handlers.unlock(uow, **reminder)
