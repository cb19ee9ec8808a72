"""What happens to an evaluation of streets. Units are named, people and single scores never."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from shared.kernel.events import Fact, fact


@fact("delegation.evaluation.opened", label="启动绩效评价")
class EvaluationOpened(Fact):
    """Which streets are evaluated for which period, under which version of the method (EVP-01)."""

    evaluation_id: str
    path: str
    kind: str
    period: str
    method: str
    streets: tuple[str, ...]


@fact("delegation.evaluation.third_party_engaged", label="登记第三方评价机构")
class ThirdPartyEngaged(Fact):
    """An organisation is heard as third party; its contracts are declared."""

    evaluation_id: str
    path: str
    assessor: str
    assessor_name: str
    contracts: int


@fact("delegation.evaluation.scoring_began", label="开始评分")
class ScoringBegan(Fact):
    """Scores are taken through `due`."""

    evaluation_id: str
    path: str
    due: date
    provisional: bool


@fact("delegation.evaluation.score_given", label="评分")
class ScoreGiven(Fact):
    """A unit assessed a street; how stays in this service."""

    evaluation_id: str
    path: str
    kind: str
    street: str


@fact("delegation.evaluation.scoring_closed", label="结束评分")
class ScoringClosed(Fact):
    """Inputs are frozen; `incomplete` streets lack a valid kind (EVP-05)."""

    evaluation_id: str
    path: str
    incomplete: tuple[str, ...]


@fact("delegation.evaluation.result_vetoed", label="一票否决")
class ResultVetoed(Fact):
    """A serious event caps the street's score (EVP-08); why stands in the document."""

    evaluation_id: str
    path: str
    street: str
    document_no: str


@fact("delegation.evaluation.result_reweighted", label="调整评价权重")
class ResultReweighted(Fact):
    """The kinds that are there carry the whole weight, by a recorded decision (EVP-05)."""

    evaluation_id: str
    path: str
    street: str
    weights: Mapping[str, int]
    reason: str
    document_no: str


@fact("delegation.evaluation.notice_started", label="公示评价结果")
class ResultNoticeStarted(Fact):
    """Everybody may read the results through `due`."""

    evaluation_id: str
    path: str
    due: date
    provisional: bool


@fact("delegation.evaluation.appeal_opened", label="进入申诉期")
class AppealOpened(Fact):
    """Streets may appeal through `due`."""

    evaluation_id: str
    path: str
    due: date
    provisional: bool


@fact("delegation.evaluation.appealed", label="提出申诉")
class ResultAppealed(Fact):
    """A street appeals against its result."""

    evaluation_id: str
    path: str
    street: str
    appeal_id: str


@fact("delegation.evaluation.appeal_answered", label="答复申诉")
class AppealAnswered(Fact):
    """Another unit answered."""

    evaluation_id: str
    path: str
    street: str
    appeal_id: str
    unit: str
    upheld: bool


@fact("delegation.evaluation.concluded", label="确定评价结果")
class EvaluationConcluded(Fact):
    """Nothing changes any more; `digest` seals the chain of snapshots."""

    evaluation_id: str
    path: str
    kind: str
    period: str
    digest: str


@fact("delegation.evaluation.result_formed", label="形成年度评价结果")
class EvaluationResultFormed(Fact):
    """The annual result, street by street: it must be published in time (X-04).

    A row says street, name, total, grade, rank and mass_sample; totals are text with two places,
    what a street has not is "".
    """

    evaluation_id: str
    path: str
    period: str
    title: str
    results: tuple[Mapping[str, Any], ...]
    digest: str
    formed_at: datetime


@fact("delegation.evaluation.deadlines_recomputed", label="重新计算评价期限")
class EvaluationDeadlinesRecomputed(Fact):
    """A calendar was loaded: the running deadline became a true date."""

    evaluation_id: str
    path: str
    old_due: date
    due: date
    provisional: bool
    clock: str = "recomputed"
