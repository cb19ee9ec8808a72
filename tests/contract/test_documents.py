"""The documents are valid by their official schemas and say what the contracts say."""

from pathlib import Path

import jsonschema
import orjson
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from gateway.asyncapi import asyncapi, department
from gateway.openapi import openapi
from infra.scripts.contracts import current
from shared.chassis.contract import contract
from tests.contract._sample import Library, Readers

OFFICIAL = orjson.loads(Path(__file__).with_name("asyncapi-3.0.0.json").read_bytes())


def sample() -> dict:
    return {"library": contract(Library), "readers": contract(Readers)}


def project() -> dict:
    return {name: orjson.loads(content) for name, content in current().items()}


@pytest.mark.parametrize("contracts", [sample, project])
def test_the_openapi_document_is_valid(contracts):
    OpenAPIV31SpecValidator(openapi(contracts(), release="1")).validate()


@pytest.mark.parametrize("contracts", [sample, project])
def test_the_asyncapi_document_is_valid(contracts):
    document = orjson.loads(orjson.dumps(asyncapi(contracts(), release="1")))
    jsonschema.Draft7Validator(OFFICIAL).validate(document)


@pytest.mark.parametrize("amqp", [True, False])
def test_the_document_of_a_department_is_valid_and_names_its_events_only(amqp: bool):
    heard = {"library.book.lent": sample()["library"]["events"]["library.book.lent"]}
    address = "department.oa.v1" if amqp else "https://oa.example.com/hook"
    made = department(heard, name="oa", address=address, amqp=amqp, release="1")
    document = orjson.loads(orjson.dumps(made))
    jsonschema.Draft7Validator(OFFICIAL).validate(document)
    assert list(document["components"]["messages"]) == ["library.book.lent"]
    assert document["channels"]["events"]["address"] == address
    assert document["operations"]["receive"]["action"] == "receive"


def test_the_official_schema_refuses_a_wrong_action():
    document = asyncapi(sample(), release="1")
    document["operations"]["library.send.library.book.lent"]["action"] = "shout"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(OFFICIAL).validate(document)


def test_every_operation_stands_in_the_document_with_its_conditions():
    document = openapi(sample(), release="1")
    lend = document["paths"]["/api/v1/library/books/{book_id}/actions/lend"]["post"]
    assert lend["operationId"] == "library.lend_book"
    assert [one["name"] for one in lend["parameters"]] == ["book_id", "If-Match"]
    assert {"200", "401", "403", "404", "409", "412", "422", "428"} <= lend["responses"].keys()
    body = document["components"]["schemas"]["library.LendBook.Body"]
    assert body["required"] == ["reader"]
    assert list(body["properties"]) == ["reader"]


def test_a_permanent_address_stands_in_the_document():
    paths = openapi(sample(), release="1")["paths"]
    assert paths["/cards/{book_id}"]["get"]["operationId"] == "library.print_card.permanent"


def test_a_read_takes_its_filters_from_the_query():
    document = openapi(sample(), release="1")
    listed = document["paths"]["/api/v1/library/books"]["get"]
    by_name = {one["name"]: one for one in listed["parameters"]}
    assert {"limit", "cursor", "q", "status"} == by_name.keys()
    assert by_name["q"]["schema"]["type"] == "string"
    assert "requestBody" not in listed


def test_public_operations_ask_for_no_token():
    document = openapi(sample(), release="1")
    paths = document["paths"]
    assert paths["/api/v1/library/passes"]["post"]["security"] == []
    assert paths["/api/v1/library/books"]["post"]["security"] == [{"bearer": []}]


def test_an_event_names_its_exchange_its_key_and_its_readers():
    document = asyncapi(sample(), release="1")
    channel = document["channels"]["library.book.lent"]
    assert channel["address"] == "library.book.lent"
    assert channel["bindings"]["amqp"]["exchange"]["name"] == "library.events"
    assert document["operations"]["readers.receive.library.book.lent"]["action"] == "receive"
    assert "library.book.lent" in document["components"]["schemas"]


def test_a_file_is_documented_as_bytes_with_its_name():
    document = openapi(sample(), release="1")
    shown = document["paths"]["/api/v1/library/books/{book_id}/card"]["get"]["responses"]["200"]
    assert "application/pdf" in shown["content"]
    assert "application/json" not in shown["content"]
    assert shown["headers"].keys() == {"Content-Disposition", "ETag"}
