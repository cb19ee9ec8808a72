"""The transparency log, verified as anybody can: by the stand-alone verifier, over HTTP."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from shared.chassis.cli import place
from shared.chassis.cli.output import refusals
from shared.chassis.settings import ROOT
from shared.kernel.errors import Invalid, Unavailable

VERIFIER = ROOT / "infra" / "verifier" / "jiedao_verify.py"
_CANNOT = 2

at_url = click.option("--url", help="平台网址，默认为本系统的对外网址")
with_key = click.option("--key", help="日志公钥（一行文字），默认取自本机的签名密钥")


@click.group()
def log() -> None:
    """公开日志。The transparency log."""


@log.command("key")
def log_key() -> None:
    """显示公钥，供读者核验。例: jiedao log key."""
    with refusals():
        click.echo(public_key())


@log.command("verify")
@at_url
@with_key
@click.option("--record", multiple=True, help="同时核验这条信息的页面")
@click.option("--state", type=click.Path(path_type=Path), help="记住所见树头的文件")
def log_verify(
    url: str | None, key: str | None, record: tuple[str, ...], state: Path | None
) -> None:
    """核验公开日志，发现改动、倒签、删除、调换和改写。例: jiedao log verify --state head."""
    more = [part for id in record for part in ("--record", id)]
    more += ["--state", str(state)] if state else []
    with refusals():
        ran = _verifier(url, key, *more)
    click.echo(ran.stdout, nl=False)
    click.echo(ran.stderr, nl=False, err=True)
    raise SystemExit(ran.returncode)


def published_days(url: str | None, key: str | None) -> dict[str, list[dict[str, Any]]]:
    """Return service → its audit days as the log has them, verified.

    Raises Unavailable `log.cannot_verify` when it cannot be asked, Invalid `log.unsound` when it
    does not hold.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "entries"
        ran = _verifier(url, key, "--entries", str(file))
        if ran.returncode == _CANNOT:
            raise Unavailable("log.cannot_verify", f"公开日志无法核验：{ran.stderr.strip()}")
        if ran.returncode:
            raise Invalid("log.unsound", f"公开日志本身不符：{ran.stdout.strip()}")
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in map(json.loads, lines):
        if entry["act"] == "audit.sealed":
            found.setdefault(entry["service"], []).append(entry)
    return found


def public_key() -> str:
    """Return the public key of the log whose signing key lies here."""
    from shared.chassis.notes import Signer

    for name in place.services():
        known = place.settings(name)
        if known.log_key is not None:
            return Signer(known.log_origin, known.log_key.read_bytes()).verifier_key
    raise Invalid(
        "log.no_key",
        "本机没有公开日志的签名密钥，请用 --key 给出公钥；只核验本方审计链的，可用 --offline。",
    )


def _verifier(url: str | None, key: str | None, *more: str) -> subprocess.CompletedProcess[str]:
    site = url or place.settings(place.services()[0]).public_url
    command = [sys.executable, str(VERIFIER), site, "--key", key or public_key(), *more]
    return subprocess.run(command, capture_output=True, text=True, check=False)
