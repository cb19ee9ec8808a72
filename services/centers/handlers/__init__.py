"""Use cases of centers, in the order in which a case lives through them."""

from services.centers.handlers.acceptance import (
    accept,
    accept_tolerant,
    deem_accepted,
    deem_withdrawn,
    notify_correction,
    refuse_scope,
    resubmit,
    submit,
    supply,
)
from services.centers.handlers.ending import archive, deliver, rate, reveal, withdraw
from services.centers.handlers.loading import load
from services.centers.handlers.offers import (
    end_delegation,
    learn_delegation,
    learn_offer,
    learn_unit,
    withdraw_offer,
)
from services.centers.handlers.review import (
    decide_at_once,
    deny,
    extend,
    grant,
    pause,
    resume,
    start,
)
from services.centers.handlers.statistics import compile_month, recompute_deadlines

__all__ = [
    "accept", "accept_tolerant", "archive", "compile_month", "decide_at_once", "deem_accepted",
    "deem_withdrawn", "deliver", "deny", "end_delegation", "extend", "grant", "learn_delegation",
    "learn_offer", "learn_unit", "load", "notify_correction", "pause", "rate",
    "recompute_deadlines", "refuse_scope", "resubmit", "resume", "reveal", "start", "submit",
    "supply", "withdraw", "withdraw_offer",
]  # fmt: skip
