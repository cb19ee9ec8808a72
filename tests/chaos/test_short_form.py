"""The short form: fewer submissions a fault, the same faults, the same checker."""

import pytest

from tests.bench.stage import Stage
from tests.chaos.experiment import SETTINGS, keep, run

SEED, EACH = 20260211, 30


@pytest.fixture(scope="module")
def rows():
    with Stage("chaos", **SETTINGS).opened() as stage:
        rows = run(stage, seed=SEED, each=EACH)
    keep(rows)
    return rows


def test_every_acknowledged_act_is_there_once_and_in_order_whatever_dies(rows):
    unsound = [row.as_json() for row in rows if not row.negative_control and not row.as_expected]
    assert not unsound


def test_the_same_checker_finds_clients_that_repeat_without_their_key(rows):
    (control,) = [row for row in rows if row.negative_control]
    assert control.verdict.doubled
