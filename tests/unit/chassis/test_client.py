"""The bus that answers from a table keeps the promises of the real client."""

import pytest

from shared.kernel.errors import Invalid, NotFound, Unauthenticated, UnknownOperation
from shared.testing.client import FakeClient, answer, silence
from tests.unit.chassis._client import ClientPromises


def echo(asked):
    if set(asked.command) - {"code", "remark"}:
        raise Invalid("input.invalid", "提交的内容有误。")
    return answer(dict(asked.command))


def claim(asked):
    if not asked.idempotency_key:
        raise Invalid("idempotency.key_required", "新建时须带 Idempotency-Key。")
    assert asked.token == "a token"
    return answer({"code": asked.command["code"]}, status=201, version=1)


class TestFakeClient(ClientPromises):
    @pytest.fixture
    def token(self):
        return "a token"

    @pytest.fixture
    def asking(self):
        return FakeClient(
            {
                "garden.echo": echo,
                "garden.claim_plot": claim,
                "garden.show_plot": NotFound("garden.not_found", "没有找到，或您无权查看。"),
                "garden.sell_plot": UnknownOperation("chassis.unknown_operation", "没有此操作。"),
                "garden.list_plots": Unauthenticated("auth.required", "请先登录。"),
                "garden.nap": silence,
            }
        )


def test_it_remembers_what_it_was_asked():
    bus = FakeClient({"garden.echo": echo})
    bus.call("garden", "echo", {"code": "A-1"}, token="t", if_match=3, timeout=1.0)
    (asked,) = bus.calls
    assert (asked.service, asked.operation, asked.command) == ("garden", "echo", {"code": "A-1"})
    assert (asked.token, asked.if_match, asked.timeout) == ("t", 3, 1.0)
