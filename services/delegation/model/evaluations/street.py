"""One evaluated street with what is known of it, and the scores that units gave."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from services.delegation.model.evaluations.method import Method
from services.delegation.model.evaluations.scores import Inputs, Result, assess
from services.delegation.policies import PEER, SELF, THIRD
from shared.kernel.events import Aggregate


@dataclass(frozen=True)
class Decision:
    """A veto: why, on which document, by which unit; `lifted` by an appeal that was upheld."""

    reason: str
    document_no: str
    unit: str
    by: str
    at: datetime
    lifted: bool = False


@dataclass(frozen=True)
class Reweighting:
    """Other weights for the kinds that are there, by a recorded decision (EVP-05)."""

    weights: Mapping[str, int]
    reason: str
    document_no: str
    unit: str
    by: str
    at: datetime


@dataclass(kw_only=True, eq=False)
class Mark(Aggregate):
    """What one unit gave one street; `id` is its key, so a second one replaces the first.

    `struck` by an appeal that was upheld: kept (G-08), counted no more.
    """

    id: str
    evaluation_id: str
    evaluated_id: str
    path: str
    kind: str
    assessor: str
    score: Decimal
    document_no: str
    given_by: str
    at: datetime
    struck: bool = False
    version: int = 0


@dataclass(kw_only=True, eq=False)
class EvaluatedStreet(Aggregate):
    """One street in one evaluation; `path` is the street's, `held` what it holds by delegation.

    `inputs` are frozen when scoring ends; only an upheld appeal takes something out of them.
    """

    id: str
    evaluation_id: str
    path: str
    street: str
    name: str
    held: tuple[str, ...]
    inputs: Inputs | None = None
    veto: Decision | None = None
    reweighting: Reweighting | None = None
    result: Result | None = None
    version: int = 0

    @property
    def is_vetoed(self) -> bool:
        """Say whether a veto stands."""
        return self.veto is not None and not self.veto.lifted

    def freeze(self, figures: Inputs, marks: Iterable[Mark]) -> None:
        """Take in everything that counts, once: what comes later, or at the same moment, does not.

        `figures` are those of residents and cases.
        """
        given = {(mark.kind, mark.assessor): mark.score for mark in marks}
        third = [score for (kind, _), score in given.items() if kind == THIRD]
        self.inputs = replace(
            figures,
            own=given.get((SELF, self.street)),
            peers={who: score for (kind, who), score in sorted(given.items()) if kind == PEER},
            third=third[0] if third else None,
        )

    def strike(self, units: Iterable[str]) -> None:
        """Leave out the scores of these peers."""
        if self.inputs is not None:
            gone = set(units)
            kept = {who: score for who, score in self.inputs.peers.items() if who not in gone}
            self.inputs = replace(self.inputs, peers=kept)

    def assessed(self, method: Method) -> Result:
        """Compute the result as things stand, without grade and rank."""
        weights = None if self.reweighting is None else self.reweighting.weights
        return assess(self.inputs or Inputs(), method, weights=weights, vetoed=self.is_vetoed)

    def veto_by(self, decision: Decision) -> None:
        """Cap the score (EVP-08)."""
        self.veto = decision

    def lift_veto(self) -> None:
        """An appeal showed that the veto was wrong; that it was there stays readable (G-08)."""
        if self.veto is not None:
            self.veto = replace(self.veto, lifted=True)
