import json
from datetime import date
from pathlib import Path

import pytest

from shared.kernel.errors import Invalid
from shared.kernel.rulepacks import RulePacks

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


@pytest.mark.parametrize("pack", list(RulePacks.from_folder(SHIPPED)), ids=lambda pack: pack.id)
def test_every_shipped_pack_names_its_source_and_tag(pack):
    assert pack.source
    assert pack.tag in {"S", "own", "seed"}
    assert set(pack.sources) <= set(pack.values)
