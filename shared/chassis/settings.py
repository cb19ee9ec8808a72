"""Settings of services and relays, from the environment. Wrong ones stop the start, all at once."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from shared.kernel.errors import Invalid

ROOT = Path(__file__).parents[2]
PREFIX = "JIEDAO_"


def _text(text: str) -> str:
    if not text:
        raise ValueError("不能为空")
    return text


def _database(text: str) -> str:
    if not text.startswith("postgresql+psycopg2://"):
        raise ValueError("须以 postgresql+psycopg2:// 开头")
    return text


def _file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise ValueError(f"文件 {text} 不存在")
    return path


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise ValueError(f"目录 {text} 不存在")
    return path


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise ValueError("须为非负整数")
    return int(text)


def _count(text: str) -> int:
    if _whole(text) < 1:
        raise ValueError("须为正整数")
    return int(text)


def _level(text: str) -> str:
    if text not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError("须为 DEBUG、INFO、WARNING 或 ERROR")
    return text


def _flag(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError("须为 0 或 1")
    return text == "1"


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("须为 http 或 https 网址")
    return text.rstrip("/")


def _seconds(text: str) -> tuple[float, ...]:
    try:
        pauses = tuple(float(part) for part in text.split(","))
    except ValueError:
        pauses = (-1.0,)
    if not all(0 <= pause < float("inf") for pause in pauses):
        raise ValueError("须为以逗号分隔的秒数")
    return pauses


def _from(read: Callable[[str], Any], help: str) -> dict[str, Any]:
    return {"read": read, "help": help}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a process must know. The variable of `amqp_uri` is JIEDAO_AMQP_URI, and so on."""

    service_database_url: str = field(metadata=_from(_database, "本服务的数据库地址（应用角色）"))
    amqp_uri: str = field(metadata=_from(_text, "消息总线地址"))
    token_public_key: Path = field(metadata=_from(_file, "验证令牌的公钥（PEM 文件）"))
    data_keys: Path = field(metadata=_from(_file, "个人信息加密密钥环（JSON 文件）"))
    audit_key: Path = field(metadata=_from(_file, "审计链密钥（文件）"))
    migration_database_url: str = field(
        default="", metadata=_from(str, "迁移用的数据库地址（所有者角色），仅迁移时需要")
    )
    token_private_key: Path | None = field(
        default=None, metadata=_from(_file, "签发令牌的私钥（PEM 文件），仅 identity 需要")
    )
    log_key: Path | None = field(
        default=None, metadata=_from(_file, "签署公开日志的私钥（PEM 文件），仅 disclosure 需要")
    )
    log_origin: str = field(
        default="jiedao.local/log", metadata=_from(_text, "公开日志的唯一名称，启用后不得更改")
    )
    demo: bool = field(default=False, metadata=_from(_flag, "演示模式：演示账号和可移动的时钟"))
    public_url: str = field(
        default="http://127.0.0.1:8080",
        metadata=_from(_web_address, "对外网址，印在回执的二维码中，如 https://www.example.gov.cn"),
    )
    metrics_port: int = field(default=0, metadata=_from(_whole, "指标端口，0 表示不开"))
    metrics_host: str = field(default="127.0.0.1", metadata=_from(_text, "指标监听地址"))
    log_level: str = field(default="INFO", metadata=_from(_level, "日志级别"))
    rpc_workers: int = field(default=50, metadata=_from(_count, "同时处理的请求数"))
    event_batch: int = field(default=500, metadata=_from(_count, "一次处理的事件数"))
    retry_pauses: tuple[float, ...] = field(
        default=(1, 5, 30, 120, 600), metadata=_from(_seconds, "事件失败后各次重试前的等待（秒）")
    )
    rulepacks: Path = field(
        default=ROOT / "infra/data/rulepacks", metadata=_from(_folder, "规则包目录")
    )
    oidc_issuer: str = field(default="", metadata=_from(str, "统一身份认证的签发方，空为不接入"))
    oidc_audience: str = field(default="", metadata=_from(str, "统一身份认证的受众"))
    oidc_jwks: str = field(default="", metadata=_from(str, "统一身份认证的公钥（文件或 https）"))

    @classmethod
    def load(cls, environment: Mapping[str, str]) -> "Settings":
        """Read all; raises Invalid `settings.wrong` that lists every defect, never a secret."""
        values: dict[str, Any] = {}
        defects: list[str] = []
        for one in fields(cls):
            variable = PREFIX + one.name.upper()
            text = environment.get(variable)
            if text is None or (text == "" and one.default is not MISSING):
                if one.default is MISSING:
                    defects.append(f"{variable} 未设置（{one.metadata['help']}）")
                continue
            try:
                values[one.name] = one.metadata["read"](text)
            except ValueError as bad:
                defects.append(f"{variable}：{bad}")
        if defects:
            raise Invalid("settings.wrong", "设置有误：" + "；".join(defects) + "。", all=defects)
        return cls(**values)


def environment() -> Mapping[str, str]:
    """Return the process's environment: the one place that reads it."""
    return os.environ


def load_or_exit(values: Mapping[str, str] | None = None) -> Settings:
    """Load the settings, or say every defect on stderr and end with status 2."""
    try:
        return Settings.load(environment() if values is None else values)
    except Invalid as wrong:
        sys.stderr.write(f"{wrong.message}\n")
        raise SystemExit(2) from wrong


def documented() -> list[tuple[str, str, str]]:
    """Return (variable, default or "", help) of every setting, for the documents."""
    return [
        (PREFIX + one.name.upper(), _shown(one), str(one.metadata["help"]))
        for one in fields(Settings)
    ]


def _shown(one: Field[Any]) -> str:
    if one.default is MISSING or one.default in (None, "", False):
        return ""
    if isinstance(one.default, Path):
        return str(one.default.relative_to(ROOT))
    if isinstance(one.default, tuple):
        return ",".join(f"{value:g}" for value in one.default)
    return str(one.default)
