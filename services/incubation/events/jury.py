"""Facts of the jury. Who judged what, and how, no fact tells."""

from shared.kernel.events import Fact, fact


@fact("incubation.seat.opened", label="聘请评委")
class JudgeSeated(Fact):
    """A judge was asked to sit."""

    seat_id: str
    path: str
    call_id: str


@fact("incubation.seat.declared", label="申明利害关系", anonymous=True)
class TiesDeclared(Fact):
    """A judge said to how many applicants she has ties."""

    seat_id: str
    path: str
    call_id: str
    ties: int


@fact("incubation.seat.recused", label="评委回避")
class JudgeRecused(Fact):
    """A tie came to light: the judge sees those files no more."""

    seat_id: str
    path: str
    call_id: str


@fact("incubation.seat.stood_down", label="评委退出")
class JudgeStoodDown(Fact):
    """A judge left; her scores no longer count."""

    seat_id: str
    path: str
    call_id: str


@fact("incubation.score.given", label="评分", anonymous=True)
class ScoreGiven(Fact):
    """A judge has scored a file; neither who nor how much."""

    score_id: str
    path: str
    call_id: str
    venture_id: str
