"""Accounts, as the operator of a new system needs them: the first administrator comes from here."""

import json
from typing import Any

import click
from sqlalchemy import text

from shared.chassis.cli import place
from shared.chassis.cli.output import as_table_or_json, refusals, show
from shared.chassis.settings import ROOT


@click.group()
def user() -> None:
    """账号。Accounts."""


@user.command("list")
@as_table_or_json
def user_list(output: str) -> None:
    """列出账号。例: jiedao user list."""
    query = "SELECT username, kind, path, status FROM accounts ORDER BY username"
    with refusals(), place.session("identity") as session:
        show([dict(row) for row in session.execute(text(query)).mappings()], output)


@user.command("add")
@click.argument("username")
@click.option("--name", required=True, help="姓名")
@click.option("--unit", required=True, help="单位代码，如 510115-DS")
@click.option("--role", "roles", multiple=True, required=True, help="岗位代码，可多次给出")
@click.option("--basis", required=True, help="任职依据的文号")
@click.password_option(help="口令；不给出时在终端输入，不回显")
def user_add(
    username: str, name: str, unit: str, roles: tuple[str, ...], basis: str, password: str
) -> None:
    """开立工作人员账号并授予岗位。

    例: jiedao user add zhang --name 张三 --unit 510115-DS --role administrator --basis 文号
    """
    from importlib import import_module

    handlers = import_module("services.identity.handlers")
    with refusals(), place.act("identity", "add_account", place.operator(scope=unit[:6])) as uow:
        account = handlers.open_account(
            uow, username=username, password=password, name=name, kind="staff", unit_code=unit
        )
        for role in roles:
            handlers.appoint(
                uow, account_id=account.id, role=role, unit_code=unit,
                valid_from=None, valid_to=None, basis_doc_no=basis,
            )  # fmt: skip
    click.echo(f"{username}: {account.id}")


@user.command("demo")
@as_table_or_json
def user_demo(output: str) -> None:
    """演示账号及其口令。例: jiedao user demo."""
    data = ROOT / "infra" / "data"
    people: dict[str, Any] = json.loads((data / "demo/accounts.json").read_text(encoding="utf-8"))
    labels: dict[str, str] = json.loads((data / "roles.json").read_text(encoding="utf-8"))
    rows = [
        {
            "用户名": row["username"],
            "姓名": row["name"],
            "单位": row["unit"],
            "岗位": "、".join(labels[role] for role in row["roles"]),
        }
        for row in people["accounts"]
    ]
    show(rows, output, title=f"演示账号（口令均为 {people['password']}，人名为虚构示例）")
