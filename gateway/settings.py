"""Settings of the gateway; it refuses to start on wrong ones and names every defect at once."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from typing import Any

import limits

from shared.chassis.settings import PREFIX, ROOT, environment
from shared.kernel.errors import Invalid

CONTRACTS = ROOT / "shared" / "contracts"
PORTALS = ROOT / "gateway" / "static"


def _from(read: Callable[[str], Any], help: str, *, variable: str = "") -> dict[str, Any]:
    return {"read": read, "help": help, "variable": variable}


def _text(text: str) -> str:
    if not text:
        raise ValueError("不能为空")
    return text


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise ValueError("须为非负整数")
    return int(text)


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 < value <= 300:
        raise ValueError("须在 0 与 300 秒之间")
    return value


def _existing(text: str) -> Path:
    path = Path(text)
    if not path.exists():
        raise ValueError(f"{text or '路径'} 不存在")
    return path


def _rate(text: str) -> limits.RateLimitItem | None:
    try:
        return limits.parse(text) if text else None
    except ValueError:
        raise ValueError("须形如 1200/minute，留空表示不限") from None


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the gateway must know: `amqp_uri` is JIEDAO_AMQP_URI, and so on; three keep the names
    that the world gave them. Sizes in bytes.
    """

    amqp_uri: str = field(metadata=_from(_text, "消息总线地址"))
    token_public_key: Path = field(metadata=_from(_existing, "验证令牌的公钥（PEM 文件）"))
    host: str = field(default="127.0.0.1", metadata=_from(_text, "监听地址", variable="HOST"))
    port: int = field(default=8080, metadata=_from(_whole, "监听端口", variable="PORT"))
    web_workers: int = field(default=2, metadata=_from(_whole, "工作进程数"))
    web_threads: int = field(default=16, metadata=_from(_whole, "每进程线程数"))
    log_level: str = field(default="INFO", metadata=_from(_text, "日志级别"))
    rpc_timeout: float = field(default=10, metadata=_from(_seconds, "等待服务答复的时限（秒）"))
    body_limit: int = field(default=4 << 20, metadata=_from(_whole, "请求正文上限（字节）"))
    rate_limit: limits.RateLimitItem | None = field(
        default=limits.parse("1200/minute"),
        metadata=_from(_rate, "每人（未登录按地址）请求上限，每工作进程各自计数，空为不限"),
    )
    strict_rate_limit: limits.RateLimitItem | None = field(
        default=limits.parse("60/minute"),
        metadata=_from(_rate, "每地址未登录提交（如登录）与无效令牌的上限，空为不限"),
    )
    trusted_proxies: int = field(
        default=0, metadata=_from(_whole, "前置代理层数，据此从 X-Forwarded-For 取来访地址")
    )
    oidc_issuer: str = field(default="", metadata=_from(str, "统一身份认证的签发方，空为不接入"))
    stream_port: int = field(
        default=0,
        metadata=_from(_whole, "同一主机上推送进程的端口，网关据此指路；由入口按路径分流的为 0"),
    )
    stream_limit: int = field(
        default=120, metadata=_from(_whole, "推送进程同时保持的连接数，须小于其线程数")
    )
    stream_seconds: float = field(
        default=300, metadata=_from(_seconds, "每条推送连接的时长（秒），到时由浏览器重连")
    )
    contracts: Path = field(default=CONTRACTS, metadata=_from(_existing, "服务契约目录"))
    portals: Path = field(
        default=PORTALS,
        metadata=_from(Path, "门户页面目录（由 gateway/portals 构建），没有则不提供"),
    )
    help_phone: str = field(default="12345", metadata=_from(str, "门户每页显示的服务电话"))
    metrics_folder: str = field(
        default="", metadata=_from(str, "多进程指标的目录", variable="PROMETHEUS_MULTIPROC_DIR")
    )

    @classmethod
    def load(cls, environment: Mapping[str, str]) -> "Settings":
        """Read all; raises Invalid `settings.wrong` that lists every defect, never a value."""
        found: dict[str, Any] = {}
        defects = []
        for one in fields(cls):
            text = environment.get(variable(one))
            if text is None and one.default is not MISSING:
                continue
            try:
                found[one.name] = one.metadata["read"](text or "")
            except ValueError as bad:
                defects.append(f"{variable(one)}（{one.metadata['help']}）：{bad}")
        if defects:
            raise Invalid("settings.wrong", "网关设置有误：\n" + "\n".join(defects), all=defects)
        return cls(**found)


def variable(one: Field[Any]) -> str:
    """Return the environment variable of a setting."""
    return one.metadata["variable"] or PREFIX + one.name.upper()


def load_or_exit() -> Settings:
    """Read the process environment; say every defect on stderr and end with code 2."""
    try:
        return Settings.load(environment())
    except Invalid as wrong:
        sys.stderr.write(f"{wrong.message}\n")
        raise SystemExit(2) from None


def documented() -> list[tuple[str, str, str]]:
    """Return (variable, default or "", help) of every setting, for the documents."""
    return [(variable(one), _shown(one), str(one.metadata["help"])) for one in fields(Settings)]


def _shown(one: Field[Any]) -> str:
    if one.default is MISSING or one.default == "":
        return ""
    if isinstance(one.default, limits.RateLimitItem):
        return f"{one.default.amount}/{one.default.GRANULARITY.name}"
    return str(one.default.relative_to(ROOT) if isinstance(one.default, Path) else one.default)
