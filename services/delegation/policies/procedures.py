"""Rules about procedures of list making."""

from typing import Any

from shared.kernel.workflow import Objection

ROUNDS = {"三报三审三回一公示": 3}
"""A kind whose name counts its rounds has as many; other kinds have any number."""


def procedure_is_whole(procedure: Any) -> Objection | None:
    """Every round says who reports, reviews and is returned to; the name keeps its promise."""
    wanted = ROUNDS.get(procedure.kind)
    empty = [n for n, r in enumerate(procedure.rounds, start=1)
             if not (r.reporters and r.reviewers and r.return_to)]  # fmt: skip
    if procedure.rounds and not empty and wanted in (None, len(procedure.rounds)):
        return None
    return Objection(
        "delegation.bad_procedure",
        f"清单编制程序 {procedure.id} 不完整：“{procedure.kind}”"
        + (f"须为 {wanted} 轮，现为 {len(procedure.rounds)} 轮。" if wanted else "各轮须齐全。"),
        {"procedure": procedure.id, "rounds": len(procedure.rounds), "incomplete": empty},
    )
