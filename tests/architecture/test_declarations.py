"""What is declared on an operation is what the handler takes, and carries the house's names."""

import ast
import inspect
import re

import pytest

from shared.chassis.service import (
    OperationSpec,
    Service,
    SubscriptionSpec,
    TimerSpec,
    facts,
    specs,
)
from shared.kernel.actor import PUBLIC
from tests.architecture._house import ROOT, functions, room, service_class, service_names

OF_EVERY_SERVICE = frozenset(vars(Service)) & {"health", "follow_clock"}
VERB_NOUN = re.compile(r"^[a-z]+(_[a-z0-9]+)+$")


def declarations(kind: type) -> list:
    return [
        pytest.param(name, spec, id=f"{name}.{getattr(spec, 'method', '')}{spec.name}")
        for name in service_names()
        for spec in specs(service_class(name))
        if isinstance(spec, kind) and spec.name not in OF_EVERY_SERVICE
    ]


def entrypoints(service: str) -> dict[str, ast.FunctionDef]:
    room = ROOT / "services" / service
    files = (
        [room / "service.py"] if (room / "service.py").exists() else (room / "service").glob("*")
    )
    return {node.name: node for file in files if file.suffix == ".py" for node in functions(file)}


def called(service: str, method: str):
    """Return the handler or query that the entrypoint hands over to."""
    body = entrypoints(service)[method].body[1:]
    assert len(body) == 1, f"{service}.{method} does more than call one function"
    call = body[0].value
    assert isinstance(call, ast.Call), f"{service}.{method} must be one call"
    assert isinstance(call.func, ast.Attribute)
    assert isinstance(call.func.value, ast.Name)
    return getattr(room(service, call.func.value.id), call.func.attr)


def keywords(function) -> set[str]:
    return {
        parameter.name
        for parameter in inspect.signature(function).parameters.values()
        if parameter.kind is parameter.KEYWORD_ONLY
    }


@pytest.mark.parametrize(("service", "spec"), declarations(OperationSpec))
def test_an_operation_hands_exactly_its_schema_to_its_handler(service: str, spec: OperationSpec):
    taken = set(spec.takes().load_fields) if spec.takes else set()
    assert keywords(called(service, spec.name)) == taken
    assert set(spec.path_fields) <= taken


@pytest.mark.parametrize(("service", "spec"), declarations(OperationSpec))
def test_an_operation_has_the_names_of_the_house(service: str, spec: OperationSpec):
    assert VERB_NOUN.match(spec.name), f"{spec.name} is not verb_noun"
    assert spec.permission == PUBLIC or spec.permission.startswith(f"{service}.")
    assert spec.summary


@pytest.mark.parametrize(("service", "spec"), declarations(SubscriptionSpec))
def test_a_subscription_hands_exactly_its_fields_to_its_handler(
    service: str, spec: SubscriptionSpec
):
    expected = {"event"} if spec.fields is None else set(spec.fields)
    assert keywords(called(service, spec.name)) == expected


@pytest.mark.parametrize(("service", "spec"), declarations(TimerSpec))
def test_a_timer_hands_its_subject_to_its_handler(service: str, spec: TimerSpec):
    assert keywords(called(service, spec.method)) == {"subject_id"}


@pytest.mark.parametrize("service", service_names())
def test_facts_belong_to_their_service_and_say_where_they_happened(service: str):
    for name, fact in facts(service_class(service)).items():
        assert name.startswith(f"{service}."), name
        assert fact.label, name
        assert "path" in fact.__dataclass_fields__, f"{name} has no path"


@pytest.mark.parametrize(("service", "spec"), declarations(OperationSpec))
def test_a_token_or_unmasked_data_is_never_kept_for_a_repeat(service: str, spec: OperationSpec):
    gives = spec.gives.__name__ if spec.gives else ""
    if spec.name.startswith("reveal_") or gives == "Token":
        assert spec.secret, f"{service}.{spec.name} must be declared secret"
