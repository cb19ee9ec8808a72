"""The words of the portals: complete in both languages, true to the contracts, never in pages."""

import json
import re

import pytest

from shared.chassis.settings import ROOT

SOURCE = ROOT / "gateway/portals/src"
HAN = re.compile("[\u3400-\u9fff]")
STATES = {
    "case": ("centers", "Case"), "ticket": ("centers", "Ticket"), "desk": ("centers", "Desk"),
    "appointment": ("centers", "Appointment"), "place": ("centers", "ShownPlace"),
    "record": ("disclosure", "Record"), "request": ("disclosure", "InformationRequest"),
}  # fmt: skip
"""Group of the catalogue → where the contracts name its codes."""


def catalogue(language: str) -> dict[str, str]:
    """Return dotted key → words."""

    def flat(part: dict, before: str = "") -> dict[str, str]:
        found: dict[str, str] = {}
        for key, value in part.items():
            inner = isinstance(value, dict)
            found |= flat(value, f"{before}{key}.") if inner else {f"{before}{key}": value}
        return found

    return flat(json.loads((SOURCE / f"words/{language}.json").read_text(encoding="utf-8")))


ZH, EN = catalogue("zh-CN"), catalogue("en")


def test_both_languages_have_the_same_keys_and_take_the_same_values():
    assert ZH.keys() == EN.keys()
    held = re.compile(r"\{(\w+)\}")
    other = {key for key in ZH if set(held.findall(ZH[key])) != set(held.findall(EN[key]))}
    assert other == set()


def test_english_is_english_and_chinese_is_chinese():
    assert [key for key, words in EN.items() if HAN.search(words)] == ["language.other"]
    alike = {key for key in ZH if ZH[key] == EN[key]}
    assert alike == set()


@pytest.mark.parametrize("group", STATES)
def test_every_state_of_the_contracts_has_its_word(group: str):
    service, schema = STATES[group]
    contract = json.loads((ROOT / f"shared/contracts/{service}.json").read_text(encoding="utf-8"))
    labels = contract["schemas"][schema]["properties"]["status"]["x-labels"]
    assert {code: ZH.get(f"{group}.{code}") for code in labels} == labels


def test_no_page_says_anything_that_is_not_in_the_catalogues():
    for path in [*SOURCE.rglob("*.vue"), *SOURCE.rglob("*.ts")]:
        if path.name == "schema.d.ts":  # made from the contracts, for the compiler
            continue
        text = re.sub(r"/\*.*?\*/|//.*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        values = {"lib/guide.ts": "网上政府共享"}.get(str(path.relative_to(SOURCE)), "")
        assert set(HAN.findall(text)) <= set(values), path.name


def test_every_word_that_a_page_asks_for_is_there_and_none_is_idle():
    texts = "\n".join(p.read_text(encoding="utf-8") for p in SOURCE.rglob("*.[vt]*"))
    asked = set(re.findall(r"""['"]([a-z]+(?:_[a-z]+)*(?:\.[a-z_]+)+)['"]""", texts))
    groups = set(re.findall(r"`([a-z_.]+)\.\$\{", texts)) | STATES.keys()
    said = {key for key in ZH if key.partition(".")[0] in groups or key.startswith("action.")}
    assert {key for key in ZH if key not in asked | said} == set()
