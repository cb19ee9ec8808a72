"""Use cases of the evaluation, in the order in which one lives through them."""

from services.delegation.handlers.evaluations.appeals import answer_appeal, file_appeal
from services.delegation.handlers.evaluations.figures import learn_decisions, learn_ratings
from services.delegation.handlers.evaluations.marks import assess_peer, assess_self, assess_third
from services.delegation.handlers.evaluations.opening import (
    begin_scoring,
    engage_third_party,
    open_evaluation,
)
from services.delegation.handlers.evaluations.results import (
    close_scoring,
    conclude_evaluation,
    end_result_notice,
    end_scoring,
    note_objections,
    note_shown,
    note_shown_long_enough,
    recompute_evaluations,
    reweight_result,
    start_result_notice,
    veto_result,
)

__all__ = [
    "answer_appeal", "assess_peer", "assess_self", "assess_third", "begin_scoring",
    "close_scoring", "conclude_evaluation", "end_result_notice", "end_scoring",
    "engage_third_party", "file_appeal", "learn_decisions", "learn_ratings", "note_objections",
    "note_shown", "note_shown_long_enough",
    "open_evaluation", "recompute_evaluations", "reweight_result", "start_result_notice",
    "veto_result",
]  # fmt: skip
