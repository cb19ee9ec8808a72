"""The dispatch decision among 200,000 list entries, asked as the service is asked.

The entries are made up in the database: names and keywords of common words, so that many share
parts, a tenth of them negative, a tenth tombstones. Each kind of answer is asked for in turn.
"""

import random
import statistics
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import create_engine, text

from services.delegation.service import Delegation
from shared.chassis.execution import Call, Executor
from shared.kernel.errors import Conflict
from shared.testing.actors import story
from tests.bench.measure import Figure, percentile
from tests.bench.stage import Stage, furnish

ENTRIES = 200_000
EACH = 60
GOAL_MS = 5.0

PLACES = ("社区", "院落", "小区", "楼栋", "网格", "村组", "片区", "街巷", "集镇", "园区")
WORKS = ("养老", "助残", "环境", "消防", "绿化", "治安", "调解", "文体", "科普", "防汛", "普法",
         "就业", "救助", "统计", "巡查", "宣传", "登记", "走访", "慰问", "培训")  # fmt: skip
ENDS = ("台账", "报表", "服务", "活动", "检查", "评比", "建设", "维护", "协助", "核查")


def _name(number: int) -> str:
    place, work, end = PLACES[number % 10], WORKS[number // 10 % 20], ENDS[number // 200 % 10]
    return f"{place}{work}{end}第{number:06d}号事项"


LONG = (
    "关于进一步加强和规范全区各街道各社区养老助残环境消防"
    "绿化治安调解文体科普防汛普法就业救助统计巡查宣传登记"
)

QUESTIONS: Mapping[str, tuple[str, Any]] = {
    "listed": ("", lambda n: {"name": _name(n - n % 10)}),
    "listed by lineage": ("", lambda n: {"item_id": f"BENCH-{n - n % 10}"}),
    "negative": ("delegation.negative_listed", lambda n: {"name": f"做好{_name(n - n % 10 + 8)}"}),
    "cancelled": ("delegation.cancelled_item", lambda n: {"name": f"{_name(n - n % 10 + 9)}迎检"}),
    "unknown": ("delegation.not_admitted", lambda n: {"name": f"社区养老台账及院落消防检查{n}"}),
    "longest name": ("delegation.not_admitted", lambda n: {"name": f"{LONG}{n:06d}"[:60]}),
}
"""Question → the refusal that is expected ("" when allowed), and its filters."""


def dispatch_ms_200k(stage: Stage, *, rounds: int) -> Figure:
    """The 95th percentile of a decision in milliseconds, over every kind of answer."""
    with _town(stage) as executor:
        _round(executor)
        found = [_round(executor) for _ in range(rounds)]
    p95 = [percentile([value for took in each.values() for value in took], 0.95) for each in found]
    by_question = {
        question: round(statistics.median(percentile(each[question], 0.95) for each in found), 2)
        for question in QUESTIONS
    }
    detail = {
        "entries": ENTRIES,
        "p95_ms_by_round": [round(value, 2) for value in p95],
        "p95_ms_by_question": by_question,
    }
    return Figure("dispatch_ms_200k", statistics.median(p95), GOAL_MS, detail, most=True)


def dispatch() -> dict[str, Any]:
    """Measure on a database of its own; nothing else is started."""
    stage = Stage("bench-dispatch")
    try:
        stage.system.provision()
        found = dispatch_ms_200k(stage, rounds=5)
    finally:
        stage.system.stop()
    return {"name": found.name, "value": found.value, "goal": GOAL_MS, "detail": found.detail}


def _round(executor: Executor) -> dict[str, list[float]]:
    return {question: list(_asked(executor, question, EACH)) for question in QUESTIONS}


def _asked(executor: Executor, question: str, times: int) -> Iterator[float]:
    """Ask again and again; yield the milliseconds of each."""
    dice, (refusal, filters) = random.Random(7), QUESTIONS[question]
    for _ in range(times):
        call = Call("decide_dispatch", filters(dice.randrange(ENTRIES)), story("liucheng"))
        started, said = time.perf_counter(), ""
        try:
            executor.answer(call)
        except Conflict as refused:
            said = refused.code
        yield 1000 * (time.perf_counter() - started)
        assert said == refusal, f"{question}: {said or 'allowed'}"


@contextmanager
def _town(stage: Stage) -> Iterator[Executor]:
    with stage.database("dispatch_200k", "delegation") as url:
        house = stage.house("delegation", url=url)
        furnish(house)
        _fill(url)
        yield Executor(Delegation, house)


def _fill(url: str) -> None:
    """Write the entries; their keys follow by the trigger that always keeps them."""
    engine = create_engine(url)
    rows = [{"n": n, "name": _name(n), "key": _name(n).lower()} for n in range(ENTRIES)]
    with engine.begin() as database:
        database.execute(text("CREATE TEMP TABLE made (n int, name text, key text)"))
        database.execute(text("INSERT INTO made VALUES (:n, :name, :key)"), rows)
        database.execute(
            text("""
            INSERT INTO entries (
                id, version, path, list_code, lineage_id, name, department, line, keys, batch_id,
                valid_from, valid_to, cancelled_on, cancel_reason, suspended_reason, sample, status
            )
            SELECT 'bench-' || n, 1, '510115', CASE n % 10 WHEN 8 THEN 'L4' ELSE 'L3' END,
                'BENCH-' || n, name, '510115-MZ',
                jsonb_build_object('lineage_id', 'BENCH-' || n, 'list_code', 'L3', 'name', name,
                    'department', '510115-MZ', 'department_name', '示例部门', 'level', 'community',
                    'bearer', '', 'kind', '', 'keywords', '[]'::jsonb, 'particulars', '{}'::jsonb,
                    'basis', '[{"law": "示例法", "article": "第一条"}]'::jsonb),
                ARRAY['BENCH-' || n, key, '示例词' || n], 'bench', DATE '2016-07-01',
                CASE n % 10 WHEN 9 THEN DATE '2017-01-01' END,
                CASE n % 10 WHEN 9 THEN DATE '2017-01-01' END, '', '', true,
                CASE n % 10 WHEN 9 THEN 'CANCELLED' ELSE 'EFFECTIVE' END
            FROM made
        """)
        )
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as database:
        database.execute(text("VACUUM ANALYZE entries, entry_keys"))
    engine.dispose()
