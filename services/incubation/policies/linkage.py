"""Rules of 三社联动, social workers and support centres (domain §8.6, §8.8)."""

from collections.abc import Sequence
from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.workflow import Objection


def names_all_three(linkage: Any, actor: Actor) -> Objection | None:
    """A joint project names one community, one social organisation, one social worker (SO-18)."""
    parts = {"社区": linkage.community, "社会组织": linkage.organisation_id,
             "社会工作者": linkage.worker_id}  # fmt: skip
    lacking = [name for name, value in parts.items() if not value]
    if not lacking:
        return None
    return Objection(
        "incubation.three_parties_missing",
        f"三社联动项目须有社区、社会组织、社会工作者各一，现缺{'、'.join(lacking)}。",
        {"lacking": lacking, "rule": "SO-18"},
    )


def education_is_enough(worker: Any, actor: Actor) -> Objection | None:
    """Re-registration asks for the hours of continuing education of the level (SO-19)."""
    missing = worker.least_hours - worker.hours
    if missing <= 0:
        return None
    return Objection(
        "incubation.education_missing",
        f"本登记期继续教育须满 {worker.least_hours} 小时，尚缺 {missing} 小时。",
        {"least": worker.least_hours, "hours": worker.hours, "rule": "SO-19"},
    )


def not_posted_elsewhere(worker: Any, actor: Actor) -> Objection | None:
    """A worker serves one community at a time."""
    if not worker.community:
        return None
    return Objection("incubation.already_posted", "该社工已派驻社区，请先结束原派驻。")


def is_posted(worker: Any, actor: Actor) -> Objection | None:
    """Only a posting that runs can end."""
    if worker.community:
        return None
    return Objection("incubation.not_posted", "该社工目前没有派驻社区。")


def center_offers(center: Any, service: str) -> Objection | None:
    """A centre is asked for what it offers."""
    if service in center.services:
        return None
    offered: Sequence[str] = center.services
    return Objection(
        "incubation.service_not_offered",
        f"{center.name}不提供“{service}”，可申请：{'、'.join(offered)}。",
        {"services": list(offered)},
    )


def asked_for_it(request: Any, actor: Actor) -> Objection | None:
    """Who asked for a service says how it was."""
    if actor.id == request.asked_by:
        return None
    return Objection("incubation.other_request", "只能由提出申请的组织评价。")
