import json
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from shared.kernel.errors import Invalid
from shared.kernel.rulepacks import RulePack, RulePacks

SHIPPED = Path(__file__).parents[3] / "infra" / "data" / "rulepacks"


def write(folder: Path, version: str, first: str, last: str | None, **values) -> None:
    pack = {
        "pack": "meetings", "version": version, "valid_from": first, "valid_to": last,
        "source": "居委会组织法", "tag": "S", "values": values,
    }  # fmt: skip
    (folder / f"{version}.json").write_text(json.dumps(pack))


@pytest.mark.rule("T7.3")
def test_the_date_of_the_act_chooses_the_pack(tmp_path: Path):
    write(tmp_path, "2018", "2018-12-29", "2025-12-31", demand="1/5")
    write(tmp_path, "2025", "2026-01-01", None, demand="1/10")
    packs = RulePacks.from_folder(tmp_path)
    assert packs.pack("meetings", date(2025, 12, 31)).text("demand") == "1/5"
    assert packs.pack("meetings", date(2026, 1, 1)).id == "meetings@2025"


def test_a_date_without_a_pack_is_refused_with_the_nearest_validity(tmp_path: Path):
    write(tmp_path, "2018", "2018-12-29", "2025-12-31")
    with pytest.raises(Invalid) as refused:
        RulePacks.from_folder(tmp_path).pack("meetings", date(2026, 1, 1))
    assert refused.value.code == "rulepack.not_in_force"
    assert "2018-12-29" in refused.value.message


def test_packs_that_overlap_are_refused_at_load(tmp_path: Path):
    write(tmp_path, "2018", "2018-12-29", None)
    write(tmp_path, "2025", "2026-01-01", None)
    with pytest.raises(Invalid, match="overlap"):
        RulePacks.from_folder(tmp_path)


def test_a_value_comes_in_its_kind_and_is_never_bent_into_it(tmp_path: Path):
    write(
        tmp_path, "2018", "2018-12-29", None,
        notice="10CD", share=0.1, exact="2.50", people=9, fraction=1.9, open=True, word="false",
    )  # fmt: skip
    pack = RulePacks.from_folder(tmp_path).pack("meetings", date(2020, 1, 1))
    assert str(pack.period("notice")) == "10CD"
    assert (pack.decimal("share"), pack.decimal("exact")) == (Decimal("0.1"), Decimal("2.50"))
    assert (pack.integer("people"), pack.flag("open"), pack.text("word")) == (9, True, "false")
    for bent in (
        lambda: pack.integer("fraction"),
        lambda: pack.integer("open"),
        lambda: pack.flag("word"),
        lambda: pack.text("people"),
        lambda: pack.decimal("word"),
        lambda: pack.period("people"),
    ):
        with pytest.raises(TypeError, match="meetings@2018"):
            bent()


def test_an_unknown_value_is_named_with_its_pack(tmp_path: Path):
    write(tmp_path, "2018", "2018-12-29", None)
    pack = RulePacks.from_folder(tmp_path).pack("meetings", date(2020, 1, 1))
    with pytest.raises(KeyError, match="meetings@2018 has no value 'quorum'"):
        pack.raw("quorum")


def test_a_value_names_its_own_source_or_that_of_its_pack():
    pack = RulePack(
        "meetings", "2018", date(2018, 1, 1), None, "组织法", "S", {"a": 1, "b": 2}, {"a": "§19"}
    )
    assert (pack.source_of("a"), pack.source_of("b")) == ("§19", "组织法")


@pytest.mark.parametrize(
    "change",
    [
        {"valid_to": "2018-01-01"},
        {"valid_from": "2018-13-01"},
        {"tag": "maybe"},
        {"source": ""},
        {"sources": {"gone": "§1"}},
        {"values": None},
    ],
)
def test_a_bad_file_is_refused_at_load_by_its_name(tmp_path: Path, change: dict):
    write(tmp_path, "2018", "2018-12-29", None)
    file = tmp_path / "2018.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | change))
    with pytest.raises(Invalid, match=r"2018\.json") as refused:
        RulePacks.from_folder(tmp_path)
    assert refused.value.code == "rulepack.unreadable"


def test_a_file_that_is_no_json_is_refused_by_its_name(tmp_path: Path):
    (tmp_path / "torn.json").write_text('{"pack": ')
    with pytest.raises(Invalid, match=r"torn\.json"):
        RulePacks.from_folder(tmp_path)


def test_the_shipped_working_hours_are_seven_a_day():
    shifts = (
        RulePacks.from_folder(SHIPPED).pack("kernel.calendar", date(2026, 2, 14)).shifts("shifts")
    )
    assert shifts == ((time(9), time(12)), (time(13), time(17)))


@pytest.mark.parametrize("pack", list(RulePacks.from_folder(SHIPPED)), ids=lambda pack: pack.id)
def test_every_shipped_pack_names_its_source_and_tag(pack):
    assert pack.source
    assert pack.tag in {"S", "own", "seed"}
    assert set(pack.sources) <= set(pack.values)
