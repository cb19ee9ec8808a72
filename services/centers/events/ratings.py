"""What residents said in a month: counts by level, no case and no rater."""

from collections.abc import Mapping

from shared.kernel.events import Fact, fact


@fact("centers.ratings.compiled", label="编制好差评统计")
class RatingsCompiled(Fact):
    """How many gave each level, "5" 非常满意 to "1" 非常不满意, in one month at one unit.

    Told with the month's statistics, not with the single rating, so that no level can be laid
    beside the case that was rated (EVAL-02).
    """

    statistics_id: str
    path: str
    period: str
    levels: Mapping[str, int]
