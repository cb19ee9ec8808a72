"""Numbers of persons are found wherever people write them, and nothing else is."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.kernel.masks import mask_address, mask_bank, mask_id_no, mask_phone, mask_protected_name
from shared.kernel.personal import Found, PersonalKind, hide_numbers, masked, numbers_in, told
from tests.unit.kernel._corpus import NUMBERS, negatives, positives

K = PersonalKind
TODAY = date(2026, 2, 11)


def kinds(text: str) -> list[PersonalKind]:
    return [found.kind for found in numbers_in(text)]


@pytest.mark.rule("RED-02")
def test_every_number_of_the_corpus_is_found_and_hardly_anything_else():
    held, free = list(positives()), list(negatives())
    assert len({text for text, _ in held}) >= 300
    assert len(set(free)) >= 300
    missed = [(text, kind) for text, kind in held if kinds(text) != [kind]]
    false = [(text, kinds(text)) for text in free if numbers_in(text)]
    recall = 1 - len(missed) / len(held)
    precision = len(held) / (len(held) + len(false))
    assert recall == 1, missed
    assert precision >= 0.98, false


@pytest.mark.rule("RED-02")
@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("电话13800005678。", 3, 13),
        ("电话１３８ ００００－５６７８。", 3, 15),
        ("\u200b电话1\u200b3800005678", 4, 15),
        ("身份证11010519491231002 X。", 4, 22),
    ],
)
def test_the_place_is_that_in_the_text_as_it_was(text: str, first: int, last: int):
    (found,) = numbers_in(text)
    assert (found.start + 1, found.end) == (first, last)


@pytest.mark.rule("RED-01")
def test_what_somebody_typed_goes_into_facts_without_numbers_of_persons():
    typed = {"title": "帮扶13800005678", "reason": "凭510115199003070014办理", "grant_fen": 1}
    said = told(**typed)
    assert said["title"] == "帮扶138****5678"
    assert not numbers_in(said["reason"])
    assert "1990" not in said["reason"], "what a minor's number says is hidden whole"
    assert told(title="助餐", grant_fen=1) == {"title": "助餐", "grant_fen": 1}


@pytest.mark.rule("RED-02")
def test_several_numbers_of_a_text_are_found_in_order():
    text = "王某 510115199003070014 13800005678 6222021234567890128；李某 13900001234"
    assert kinds(text) == [K.ID_NO, K.PHONE, K.BANK_CARD, K.PHONE]
    assert kinds("13800005678 13900001234\t13700001234\n13600001234") == [K.PHONE] * 4
    assert kinds("13800005678-13800005699") == [K.PHONE] * 2


@pytest.mark.rule("RED-02")
def test_a_number_is_never_cut_out_of_a_longer_one():
    for longer in ("9138000056781", "99510115199003070014", "138000056789"):
        assert numbers_in(longer) == []


# --- masks -------------------------------------------------------------------------------------


@pytest.mark.rule("RED-01")
@pytest.mark.parametrize(
    ("number", "kind", "shown"),
    [
        ("510115199003070014", K.ID_NO, "510115********0014"),
        ("11010519491231002 x", K.ID_NO, "110105********002X"),
        ("510115201405060013", K.ID_NO, "*" * 18),
        ("510123900307001", K.OLD_ID_NO, "*" * 15),
        ("+８６ 138-0000-5678", K.PHONE, "138****5678"),
        ("6222 0212 3456 7890 128", K.BANK_CARD, "****0128"),
        ("一三八〇〇〇〇五六七八", K.PHONE, "一三八****五六七八"),
    ],
)
def test_each_kind_has_its_mask_and_a_minors_number_is_hidden_whole(number, kind, shown):
    assert masked(number, kind, on=TODAY) == shown


@pytest.mark.rule("RED-01")
def test_on_the_eighteenth_birthday_a_number_is_a_grown_ups():
    number = "510115200802110012"
    assert masked(number, K.ID_NO, on=date(2026, 2, 10)) == "*" * 18
    assert masked(number, K.ID_NO, on=date(2026, 2, 11)) == "510115********0012"


@pytest.mark.rule("RED-01")
@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("成都市温江区柳城街道示例路1号2栋3单元401", "成都市温江区柳城街道示例路***"),
        ("温江区公平街道示例社区3组12号", "温江区公平街道示例社区***"),
        ("示例大道北段１２３号", "示例大道***"),
        ("示例村五组", "示例村***"),
        ("和平社区", "和平社区"),
        ("3栋1单元2号", "***"),
        ("", ""),
    ],
)
def test_an_address_ends_at_the_road_or_the_community(address: str, shown: str):
    assert mask_address(address) == shown
    assert mask_address(shown) == shown


@pytest.mark.rule("RED-01")
@pytest.mark.parametrize(("name", "shown"), [("张三", "张*"), ("欧阳某某", "欧*"), ("", "")])
def test_of_a_protected_person_the_surname_is_left(name: str, shown: str):
    assert mask_protected_name(name) == shown
    assert mask_protected_name(shown) == shown


@pytest.mark.rule("RED-01")
def test_a_mask_put_on_twice_is_the_mask():
    for mask, number in (
        (mask_id_no, "510115199003070014"), (mask_phone, "13800005678"),
        (mask_bank, "6222021234567890128"),
    ):  # fmt: skip
        assert mask(mask(number)) == mask(number)


# --- properties --------------------------------------------------------------------------------

PLAIN = st.text("一三八0123456789Xx １２-－.\u200b\n元号张¥*", max_size=40)
SEPARATORS = st.sampled_from(["", " ", "-", "　", "－", "\u200b", "\ufeff", " - "])


@st.composite
def hidden_numbers(draw) -> str:
    """Return a number of a person, split at one place in some way people split it."""
    number = NUMBERS[draw(st.sampled_from(list(NUMBERS)))](draw(st.randoms(use_true_random=False)))
    at = draw(st.integers(1, len(number) - 2))
    wide = draw(st.booleans())
    split = f"{number[:at]}{draw(SEPARATORS)}{number[at:]}"
    return "".join(chr(ord(c) + 0xFEE0) if wide and "0" <= c <= "9" else c for c in split)


@pytest.mark.rule("RED-02")
@settings(max_examples=150, deadline=None)
@given(number=hidden_numbers(), before=st.sampled_from(["", "张某", "：", "\n"]))
def test_a_number_split_anywhere_once_is_found(number: str, before: str):
    assert len(numbers_in(f"{before}{number}，")) == 1


@pytest.mark.rule("RED-01", "RED-02")
@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PLAIN, hidden_numbers()), max_size=5).map("".join))
def test_no_findable_number_survives_hiding_and_hiding_twice_changes_nothing(text: str):
    hidden = hide_numbers(text, on=TODAY)
    assert numbers_in(hidden) == []
    assert hide_numbers(hidden, on=TODAY) == hidden


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(PLAIN, hidden_numbers()), max_size=5).map("".join))
def test_findings_lie_in_the_text_in_order_and_apart(text: str):
    found = numbers_in(text)
    ends = [0, *(each.end for each in found)]
    for each, end in zip(found, ends, strict=False):
        assert end <= each.start < each.end <= len(text)
        assert unicodedata.numeric(text[each.start], None) is not None
    assert all(isinstance(each, Found) for each in found)
