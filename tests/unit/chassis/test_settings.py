"""Settings stop the start with every defect at once, and never show a secret."""

import pytest

from shared.chassis.settings import Settings, documented, load_or_exit
from shared.kernel.errors import Invalid

SECRET = "pass-word-1"


@pytest.fixture
def good(tmp_path):
    for name in ("public.pem", "keys.json", "audit.key"):
        (tmp_path / name).touch()
    return {
        "JIEDAO_SERVICE_DATABASE_URL": f"postgresql+psycopg2://u:{SECRET}@h/d",
        "JIEDAO_AMQP_URI": f"amqp://u:{SECRET}@h/v",
        "JIEDAO_TOKEN_PUBLIC_KEY": str(tmp_path / "public.pem"),
        "JIEDAO_DATA_KEYS": str(tmp_path / "keys.json"),
        "JIEDAO_AUDIT_KEY": str(tmp_path / "audit.key"),
    }


def defects(environment):
    with pytest.raises(Invalid) as refused:
        Settings.load(environment)
    return refused.value.details["all"]


def test_what_is_enough_to_start(good):
    settings = Settings.load(good)
    assert settings.demo is False
    assert settings.retry_pauses == (1, 5, 30, 120, 600)


def test_all_defects_are_named_at_once():
    named = " ".join(defects({"JIEDAO_DEMO": "yes", "JIEDAO_METRICS_PORT": "x"}))
    for variable in ("SERVICE_DATABASE_URL", "AMQP_URI", "TOKEN_PUBLIC_KEY", "DATA_KEYS",
                     "AUDIT_KEY", "DEMO", "METRICS_PORT"):  # fmt: skip
        assert f"JIEDAO_{variable}" in named


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SERVICE_DATABASE_URL", f"mysql://u:{SECRET}@h/d"),
        ("AMQP_URI", ""),
        ("DATA_KEYS", "/nowhere"),
        ("RULEPACKS", "/nowhere"),
        ("DEMO", "true"),
        ("RPC_WORKERS", "-1"),
        ("RPC_WORKERS", "0"),
        ("EVENT_BATCH", "0"),
        ("LOG_LEVEL", "LOUD"),
        ("PUBLIC_URL", "www.example.gov.cn"),
        ("PUBLIC_URL", "https://www.example.gov.cn/?a=1"),
        ("RETRY_PAUSES", "1,x"),
        ("RETRY_PAUSES", "1,-5"),
    ],
)
def test_a_wrong_value_is_one_defect_that_names_its_variable_and_no_secret(good, name, value):
    (defect,) = defects({**good, f"JIEDAO_{name}": value})
    assert defect.startswith(f"JIEDAO_{name}")
    assert SECRET not in defect


@pytest.mark.rule("TRAP-11")
@pytest.mark.parametrize("driver", ["postgresql", "postgresql+psycopg", "sqlite"])
def test_a_driver_that_freezes_the_process_is_refused(good, driver):
    """Trap 11: plain postgresql:// means psycopg 3, whose binary build blocks every greenlet."""
    url = good["JIEDAO_SERVICE_DATABASE_URL"].replace("postgresql+psycopg2", driver)
    (defect,) = defects({**good, "JIEDAO_SERVICE_DATABASE_URL": url})
    assert "psycopg2" in defect


def test_a_process_with_wrong_settings_says_why_and_ends_with_two(capsys):
    with pytest.raises(SystemExit) as ended:
        load_or_exit({})
    assert ended.value.code == 2
    assert "JIEDAO_AMQP_URI 未设置" in capsys.readouterr().err


def test_every_setting_is_documented_and_no_default_is_a_secret():
    rows = documented()
    assert len(rows) == len(Settings.__dataclass_fields__)
    assert all(name.startswith("JIEDAO_") and help for name, _, help in rows)
