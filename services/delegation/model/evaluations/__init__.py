"""Evaluation of streets: the method, the scores, the streets, the round as a whole."""

from services.delegation.model.evaluations.appeal import Appeal
from services.delegation.model.evaluations.evaluation import (
    Engagement,
    Evaluation,
    Observation,
    Tie,
)
from services.delegation.model.evaluations.figures import DecisionMonth, RatingMonth
from services.delegation.model.evaluations.method import Method, Span
from services.delegation.model.evaluations.scores import Inputs, KindScore, Result, assess, place
from services.delegation.model.evaluations.snapshot import Snapshot
from services.delegation.model.evaluations.street import (
    Decision,
    EvaluatedStreet,
    Mark,
    Reweighting,
)

__all__ = [
    "Appeal", "Decision", "DecisionMonth", "Engagement", "EvaluatedStreet", "Evaluation",
    "Inputs", "KindScore", "Mark", "Method", "Observation", "RatingMonth", "Result",
    "Reweighting", "Snapshot", "Span", "Tie", "assess", "place",
]  # fmt: skip
