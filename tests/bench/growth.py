"""Lists and searches of cases at 10,000 and 1,000,000 rows: the slow end must not grow with them.

The rows are made up in the database: every street and department, closed long ago for the most
part, open at the young end, some names very common. They are read as the service reads them.
"""

import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import create_engine, text

from services.centers import handlers, schemas, store
from services.centers.service import Centers
from shared.chassis.crypto import blind_index
from shared.chassis.execution import Call, Executor
from shared.chassis.house import House
from shared.chassis.unit_of_work import Request, SqlUnitOfWork
from shared.kernel.actor import Actor
from shared.testing.actors import story
from tests.bench.measure import Figure, alternate, percentile, ratio
from tests.bench.stage import SUBMISSION, Stage, furnish

SMALL, LARGE = 10_000, 1_000_000
NAMES, PEOPLE = 5_000, 1_000
"""Common names, each of which a ten-thousandth of the applicants bears; applicants searched for."""

EACH = 20
PAGES = 4
READERS = ("chuangkou", "daiban", "minzheng", "zhihui")
"""A street, a community, a department, the district: from a ninth of all rows to all of them."""

Question = Callable[["_Town", Actor, random.Random], Mapping[str, Any]]

QUESTIONS: Mapping[str, Question] = {
    "newest": lambda town, actor, dice: {},
    "by status": lambda town, actor, dice: {"status": dice.choice(("IN_REVIEW", "CLOSED"))},
    "by item": lambda town, actor, dice: {"item_id": f"SAMPLE-{dice.randrange(40)}"},
    "due soon": lambda town, actor, dice: {"due_before": town.soon},
    "mine": lambda town, actor, dice: {"scope": "mine"},
    "unassigned": lambda town, actor, dice: {"scope": "unassigned"},
    "last six": lambda town, actor, dice: {"q": f"{dice.randrange(town.rows):06d}"},
    "phone": lambda town, actor, dice: {"q": _phone(dice.randrange(PEOPLE))},
    "common name": lambda town, actor, dice: {"q": _name(dice.randrange(NAMES))},
}


def cases_p95_1m_vs_10k(stage: Stage, *, rounds: int) -> Figure:
    """The 95th percentile of every question by every reader, first and later pages."""
    with ExitStack() as towns:
        sizes = {"10k": SMALL, "1m": LARGE}
        built = {n: towns.enter_context(_town(stage, rows)) for n, rows in sizes.items()}
        times: dict[str, dict[str, list[float]]] = {n: {q: [] for q in QUESTIONS} for n in built}
        runs = {n: (lambda n=n: _p95(built[n], times[n])) for n in built}
        for run in runs.values():
            run()
        for each in times.values():
            for took in each.values():
                took.clear()
        found = alternate(runs, rounds=rounds)
    detail = {
        "p95_ms": {n: [round(1000 * value, 2) for value in v] for n, v in found.items()},
        "p95_ms_by_question": {
            question: {n: round(1000 * percentile(times[n][question], 0.95), 2) for n in built}
            for question in QUESTIONS
        },
    }
    return Figure("cases_p95_1m_vs_10k", ratio(found["1m"], found["10k"]), 1.5, detail, most=True)


class _Town:
    """A database of cases and the executor of centers over it."""

    def __init__(self, house: House, rows: int) -> None:
        self.rows = rows
        self.executor = Executor(Centers, house)
        with self.executor.unit(Request(act="bench", actor=story("reader"))) as uow:
            self.soon = (uow.today + timedelta(days=2)).isoformat()

    def ask(self, actor: Actor, filters: Mapping[str, Any]) -> Iterator[float]:
        """Read page after page; yield the seconds of each."""
        cursor = None
        for _ in range(PAGES):
            command = {**filters, **({"cursor": cursor} if cursor else {})}
            started = time.perf_counter()
            answer = self.executor.answer(Call("list_cases", command, actor))
            yield time.perf_counter() - started
            cursor = answer["next"]
            if cursor is None:
                return


def _p95(town: _Town, times: dict[str, list[float]]) -> float:
    dice, all_times = random.Random(5), []
    for question, filters in QUESTIONS.items():
        for number in range(EACH):
            actor = story(READERS[number % len(READERS)])
            took = list(town.ask(actor, filters(town, actor, dice)))
            times[question] += took
            all_times += took
    return percentile(all_times, 0.95)


@contextmanager
def _town(stage: Stage, rows: int) -> Iterator[_Town]:
    with stage.database(f"cases_{rows}") as url:
        house = stage.house("centers", url=url)
        furnish(house)
        with SqlUnitOfWork(house, Request(act="bench", actor=story("wang_xiuying"))) as uow:
            handlers.submit(uow, **schemas.SubmitCase().load(SUBMISSION))
            uow.commit()
        _multiply(url, rows)
        yield _Town(house, rows)


def _multiply(url: str, rows: int) -> None:
    """Make `rows` cases out of the one that is there; indexes are built afterwards, in one go."""
    engine = create_engine(url)
    needles = [
        {"k": k, "name": blind_index("name", _name(k)), "phone": blind_index("phone", _phone(k))}
        for k in range(NAMES)
    ]
    indexes = text(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'cases'"
        " AND indexname LIKE 'ix_%'"
    )
    with engine.begin() as database:
        known = database.execute(indexes).all()
        for name, _ in known:
            database.execute(text(f'DROP INDEX "{name}"'))
        database.execute(
            text("CREATE TEMP TABLE needles (k int PRIMARY KEY, name text, phone text)")
        )
        database.execute(text("INSERT INTO needles VALUES (:k, :name, :phone)"), needles)
        database.execute(text("ALTER TABLE cases SET UNLOGGED, DISABLE TRIGGER case_readers"))
        database.execute(text("ALTER TABLE case_readers SET UNLOGGED"))
        database.execute(text("TRUNCATE case_readers"))
        columns = [column.name for column in store.cases.c]
        values = [_DIFFERENT.get(name, f"template.{name}") for name in columns]
        made_up = _MADE_UP.format(columns=", ".join(columns), values=", ".join(values))
        database.execute(text(made_up), {"rows": rows, "names": NAMES, "people": PEOPLE})
        database.execute(text("ALTER TABLE cases ENABLE TRIGGER case_readers"))
        database.execute(text(_READERS))
        for _, definition in known:
            database.execute(text(definition))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as database:
        database.execute(text("VACUUM ANALYZE"))
    engine.dispose()


def _name(number: int) -> str:
    return f"示例{number}"


def _phone(number: int) -> str:
    return f"139{number:08d}"


_READERS = """
INSERT INTO case_readers
SELECT r.* FROM cases CROSS JOIN LATERAL case_readers_of(cases) AS r ORDER BY r.reader, r.case_id
"""

_DIFFERENT = {
    "id": "to_hex((extract(epoch FROM at) * 1000)::bigint)"
    " || '-7000-8000-' || lpad(to_hex(n), 12, '0')",
    "case_no": "'BJ' || to_char(at, 'YYYYMMDD') || lpad((n % 1000000)::text, 6, '0')",
    "status": "lives.status",
    "path": "lives.path",
    "accept_path": "lives.accept_path",
    "scopes": "(SELECT array_agg(DISTINCT s ORDER BY s) FROM"
    " unnest(ARRAY['510115', lives.path, street, lives.accept_path]) AS s)",
    "row": "jsonb_set(template.row, '{item_id}', to_jsonb('SAMPLE-' || g % 40))",
    "submitted_at": "at",
    "submitted_by": "CASE WHEN lives.accept_path = '510115/510115001/510115001001' THEN 'daiban'"
    " ELSE 'clerk-' || street || h % 30 END",
    "assignee": "CASE WHEN lives.status = 'SUBMITTED' THEN ''"
    " WHEN lives.path = '510115/510115001' AND g % 10 = 0 THEN 'chuangkou'"
    " WHEN lives.path = '510115/510115-MZ' AND g % 10 = 0 THEN 'minzheng'"
    " ELSE 'clerk-' || lives.path || g % 10 END",
    "due": "(at + interval '20 days')::date",
    "decided_at": "CASE WHEN lives.status IN ('CLOSED', 'WITHDRAWN')"
    " THEN at + interval '9 days' END",
    "applicant_account": "'account-' || n / 3",
    "applicant_id_index": "md5('id' || n / 3)",
    "applicant_phone_index": "coalesce(called.phone, md5('phone' || n / 3))",
    "applicant_name_index": "coalesce(named.name, md5('name' || n / 3))",
}
"""What differs from the one true case; everything else is its copy, ciphertexts too."""

_MADE_UP = """
WITH template AS (SELECT * FROM cases LIMIT 1), numbers AS (
  SELECT n, hashint8(n) & 2147483647 AS h, hashint8(n + 7777777) & 2147483647 AS g,
         n > 0.98 * :rows AS young,
         now() - interval '1000 days' * (1 - n::float8 / :rows) AS at
  FROM generate_series(1, :rows) AS n
), places AS (
  SELECT *,
         CASE WHEN h % 100 < 85 THEN '510115/51011500' || (1 + h % 9)
              ELSE '510115/510115-' || (ARRAY['MZ','RS','WJ','TW','CZ','ZW'])[1 + h % 6]
         END AS path,
         '510115/51011500' || (1 + CASE WHEN g % 10 = 0 THEN g % 9 ELSE h % 9 END) AS street
  FROM numbers
), lives AS (
  SELECT *,
         CASE WHEN g % 100 < 60
              THEN street || '/' || right(street, 9) || lpad((1 + g % 10)::text, 3, '0')
              ELSE street END AS accept_path,
         CASE WHEN young THEN
                (ARRAY['SUBMITTED','ACCEPTED','IN_REVIEW','PAUSED','CORRECTION'])[1 + g % 5]
              WHEN g % 200 = 0 THEN 'IN_REVIEW'
              WHEN g % 20 = 1 THEN 'WITHDRAWN'
              ELSE 'CLOSED' END AS status
  FROM places
)
INSERT INTO cases ({columns})
SELECT {values}
FROM lives CROSS JOIN template
LEFT JOIN needles AS named ON named.k = h % 10000 AND h % 10000 < :names
LEFT JOIN needles AS called ON called.k = n % (:rows / 10) AND n % (:rows / 10) < :people
"""
