"""Where the model service stands in the deployment, a new one comes to stand too.

That the whole generated service holds is proved in tests/integration/test_new_service.py.
"""

import pytest
import yaml

from infra.scripts.new_service import MODEL, TEMPLATES, create, repeated
from tests.architecture._house import ROOMS

OTHERS = {"identity", "centers"}

DOCUMENTS = f"""\
kind: Database
metadata: {{name: identity}}
---
kind: Database
metadata: {{name: {MODEL}}}
spec: {{owner: {MODEL}_owner}}
"""
BLOCKS = f"""\
services:
  identity:
    image: identity
  {MODEL}:
    image: jiedao/{MODEL}
    depends_on: {{identity: ready}}
  {MODEL}-relay: {{image: jiedao/{MODEL}}}
volumes:
  keys: {{}}
"""
LISTS = f"""\
targets: ["identity:9100", "{MODEL}:9100", "{MODEL}-relay:9100"]
names: identity {MODEL}
each:
  - identity
  - {MODEL}
"""


def grown(text: str) -> str:
    return repeated(text, "grid", others=OTHERS)


def test_a_document_of_the_model_alone_is_repeated_whole():
    documents = list(yaml.safe_load_all(grown(DOCUMENTS)))
    assert [one["metadata"]["name"] for one in documents] == ["identity", MODEL, "grid"]
    assert documents[-1]["spec"] == {"owner": "grid_owner"}


def test_a_block_of_the_model_is_repeated_with_all_that_is_in_it():
    services = yaml.safe_load(grown(BLOCKS))["services"]
    assert set(services) == {"identity", MODEL, f"{MODEL}-relay", "grid", "grid-relay"}
    assert services["grid"] == {"image": "jiedao/grid", "depends_on": {"identity": "ready"}}


def test_an_item_of_a_list_is_repeated_and_the_others_stay():
    lists = yaml.safe_load(grown(LISTS))
    assert set(lists["targets"]) == {
        "identity:9100", f"{MODEL}:9100", f"{MODEL}-relay:9100", "grid:9100", "grid-relay:9100"
    }  # fmt: skip
    assert lists["names"].split() == ["identity", MODEL, "grid"]
    assert lists["each"] == ["identity", MODEL, "grid"]


def test_what_does_not_name_the_model_stays_as_it_is():
    text = "identity: 1\n---\nMODEL: 2"
    assert grown(text) == text


def test_the_templates_hold_every_room():
    rooms = {path.name.partition(".")[0] for path in (TEMPLATES / "services" / "NAME").iterdir()}
    assert rooms == ROOMS


@pytest.mark.parametrize(
    ("name", "title"),
    [("Grid", "网格"), ("grid_2", "网格"), ("a", "网格"), ("gateway", "网格"), ("grid", "Grid")],
)
def test_a_bad_name_is_refused_before_anything_is_written(tmp_path, name: str, title: str):
    with pytest.raises(ValueError):
        create(name, title, root=tmp_path)
    assert list(tmp_path.iterdir()) == []
