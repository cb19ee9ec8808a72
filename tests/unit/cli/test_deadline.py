"""`jiedao deadline` says the date and the reason of each day, for people and for programs."""

import json

import pytest
from click.testing import CliRunner

from shared.chassis.cli.root import cli


def run(*arguments: str):
    return CliRunner().invoke(cli, ["deadline", *arguments])


@pytest.mark.parametrize(
    ("arguments", "due"),
    [
        pytest.param(
            ["--start", "2026-02-11", "--period", "5WD"], "2026-02-25",
            marks=pytest.mark.rule("T2.1"), id="across the Spring Festival and a make-up day",
        ),
        pytest.param(
            ["--start", "2026-04-27", "--period", "10WD", "--pause", "2026-04-30:2026-05-12"],
            "2026-05-21", marks=pytest.mark.rule("T2.3"), id="a pause keeps what elapsed",
        ),
        pytest.param(
            ["--start", "2026-09-14", "--period", "20WD", "--extend", "20WD"], "2026-11-13",
            marks=pytest.mark.rule("T9.2"), id="extended once",
        ),
        pytest.param(
            ["--start", "2026-02-11", "--period", "7CD", "--no-roll"], "2026-02-18",
            marks=pytest.mark.rule("T1.3"), id="a notice that does not roll",
        ),
        pytest.param(
            ["--start", "2026-02-13T16:00", "--period", "4WH"], "2026-02-14T12:00:00+08:00",
            marks=pytest.mark.rule("T5.1"), id="working hours end at an instant",
        ),
    ],
)  # fmt: skip
def test_the_date_is_printed_for_people_and_for_programs(arguments, due):
    said = run(*arguments)
    assert said.exit_code == 0, said.output
    assert f"due: {due}" in said.output
    read = json.loads(run(*arguments, "--output", "json").output)
    assert read["due"] == due
    assert read["provisional"] is False


def test_every_day_is_counted_or_skipped_with_its_reason():
    read = json.loads(run("--start", "2026-02-11", "--period", "5WD", "-o", "json").output)
    days = {day["date"]: day for day in read["days"]}
    assert days["2026-02-11"]["reason"] == "起算日不计入"
    assert (days["2026-02-14"]["counted"], days["2026-02-14"]["reason"]) == (True, "春节调休上班")
    assert (days["2026-02-18"]["counted"], days["2026-02-18"]["reason"]) == (False, "春节")
    assert days["2026-02-25"]["index"] == 5


@pytest.mark.rule("G-04", "T9.5")
def test_a_date_in_a_year_without_an_official_calendar_says_that_it_is_a_guess():
    said = run("--start", "2026-12-25", "--period", "20WD")
    assert "暂定" in said.output


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--start", "11.02.2026", "--period", "5WD"], "cli.bad_date"),
        (["--start", "2026-02-11", "--period", "5days"], "deadline.bad_period"),
        (["--start", "2026-02-11", "--period", "5WD", "--pause", "2026-02-12"], "cli.bad_date"),
    ],
)
def test_a_slip_of_the_pen_is_named_and_ends_with_a_status(arguments, code):
    said = run(*arguments)
    assert said.exit_code == 1
    assert code in said.output
    assert "Traceback" not in said.output


def test_every_command_explains_itself_in_chinese_and_english():
    shown = CliRunner().invoke(cli, ["--help"]).output
    for name in cli.commands:
        assert name in shown
    for name, command in cli.commands.items():
        text = command.help or ""
        assert any("一" <= letter <= "鿿" for letter in text), name
        assert any(letter.isascii() and letter.isalpha() for letter in text), name
