"""Numbers of persons in a text (RED-02): resident IDs, old IDs, mobile numbers, bank cards.

A text is first read as people read it: full-width digits are digits, what has no width is not
there, spaces, hyphens and dots inside a number do not end it, and 一三八 is 138. Groups of digits
that may belong together are then tried together, always whole: a number is never cut out of a
longer one. What has a check digit may be split in any way; what has none must be split as people
split it.

Not taken for numbers of persons: unified credit codes, amounts, numbers of documents and cases,
dates and years, identifiers of the house (UUID, SHA-256).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from shared.kernel.identifiers import is_credit_code, is_resident_id
from shared.kernel.masks import mask_bank, mask_id_no, mask_phone


class PersonalKind(StrEnum):
    """What kind of number, and what people call it."""

    ID_NO = "ID_NO"
    OLD_ID_NO = "OLD_ID_NO"
    PHONE = "PHONE"
    BANK_CARD = "BANK_CARD"

    @property
    def label(self) -> str:
        """Return its Chinese name."""
        return _LABELS[self]


_LABELS = {
    PersonalKind.ID_NO: "身份证号码",
    PersonalKind.OLD_ID_NO: "15 位身份证号码",
    PersonalKind.PHONE: "手机号码",
    PersonalKind.BANK_CARD: "银行卡号",
}

_SURE = {PersonalKind.ID_NO: 2, PersonalKind.BANK_CARD: 0}

_GAP = r"[ \t\r\n\-._·()]{1,3}"
_CHAIN = re.compile(rf"[0-9]+(?:{_GAP}[0-9]+)*")
_SPOKEN = str.maketrans("〇零○一二三四五六七八九幺", "0001234567891")
_WORDS = re.compile("[〇零○一二三四五六七八九幺]{11,19}")
_TAIL = re.compile(r"[ \t\r\n\-._·]{0,3}[Xx](?![0-9A-Za-z])")
_ID_BODY, _LONGEST, _LEAST = 17, 19, 11
_MOBILE = re.compile(r"(?:(?:00)?86|0)?(1[3-9][0-9]{9})")
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12]")
_ISSUER = re.compile(r"[34569]|103")
_REGISTRY = re.compile(r"1[1239]|2[19]|3[1-59]|4[19]|5[1-49]|8[19]|9[1-3]")
_NETWORK = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MONEY_BEFORE = re.compile(r"(?:[¥$€]|人民币|(?:金额|合计|总计|总额|价款)(?:为|是|:)?) *$")
_MONEY_AFTER = re.compile(
    r"(?:\.[0-9]{1,2})?(?![0-9]) *(?:[万亿]|元|美元|分(?!机|管|中)|角|吨|平方米|㎡|公里|千瓦时)"
)
_CENTS = re.compile(r"\.[0-9]{2}(?![0-9.\-])")
_DOCUMENT = re.compile(r"(?:[〕]|第) *$")
_HOUSE_ID = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    r"|(?=[0-9]*[a-fA-F])[0-9a-fA-F]{32,})(?![0-9A-Za-z])"
)
_MULTIPLIED = {"×", "Х", "х", "✕", "✖", "╳", "Ⅹ", "ⅹ"}
_ADULT = 18
_TYPED = ("title", "reason")


@dataclass(frozen=True)
class Found:
    """A number of a person: where it stands, [start, end) of the text as it was, and its kind."""

    kind: PersonalKind
    start: int
    end: int


def numbers_in(text: str) -> list[Found]:
    """Return every number of a person in order of place; none overlaps another."""
    if sum(map(str.isnumeric, text)) < _LEAST:
        return []
    plain, places = _read(text)
    plain = _HOUSE_ID.sub(lambda found: "z" * len(found.group()), plain)
    found = [each for chain in _CHAIN.finditer(plain) for each in _in_chain(plain, chain)]
    found += _in_words(plain)
    return [
        Found(kind, places[start], places[end - 1] + 1)
        for kind, start, end in sorted(found, key=lambda each: each[1])
    ]


def hide_numbers(text: str, *, on: date) -> str:
    """Return the text with every number masked (RED-01), so that none is found in it any more.

    The ID number of somebody who is a minor on that day is hidden whole. A text without findings
    comes back as it is, so hiding twice changes nothing.
    """
    while found := numbers_in(text):
        for each in reversed(found):
            written = masked(text[each.start : each.end], each.kind, on=on)
            text = f"{text[: each.start]}{written}{text[each.end :]}"
    return text


def told(**data: Any) -> dict[str, Any]:
    """Return what a fact says with every number masked in what somebody typed: title and reason.

    Facts outlive the day on which somebody is a minor, so ID numbers are hidden whole (RED-01).
    """
    hidden = {key: hide_numbers(data[key], on=date.min) for key in _TYPED if data.get(key)}
    return {**data, **hidden}


def masked(number: str, kind: PersonalKind, *, on: date) -> str:
    """Return one number as it may be shown; separators inside it are gone."""
    plain = "".join(each for each in _read(number)[0] if each.isalnum()).upper()
    if kind is PersonalKind.PHONE:
        return mask_phone(plain[-11:])
    if kind is PersonalKind.BANK_CARD:
        return mask_bank(plain)
    return mask_id_no(plain, whole=kind is PersonalKind.ID_NO and _is_minor(plain, on))


class _Readable(dict[int, str]):
    """Character → what people read: a digit, a plain letter, a space, a hyphen, or nothing."""

    def __missing__(self, code: int) -> str:
        """Work it out once."""
        self[code] = read = _one(chr(code))
        return read


def _one(char: str) -> str:
    category = unicodedata.category(char)
    if char in "\t\r\n":
        return char
    if category in ("Cf", "Cc") or "\ufe00" <= char <= "\ufe0f":
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if char in _MULTIPLIED:
        return "X"
    if category == "Zs":
        return " "
    if category == "Pd" or char == "−":
        return "-"
    full_width = "！" <= char <= "～" or category[0] == "L"
    plain = unicodedata.normalize("NFKC", char) if full_width or char == "￥" else char
    return plain if len(plain) == 1 else char


_READABLE = _Readable()


def _read(text: str) -> tuple[str, list[int]]:
    """Return the text as people read it and, for each of its characters, where it stood."""
    kept = [(read, place) for place, char in enumerate(text) if (read := _READABLE[ord(char)])]
    return "".join(read for read, _ in kept), [place for _, place in kept]


def _in_words(text: str) -> Iterator[tuple[PersonalKind, int, int]]:
    """Yield the numbers that are written in Chinese digits: 一三八〇〇〇〇五六七八."""
    for word in _WORDS.finditer(text):
        kind = _by_digits(word.group().translate(_SPOKEN))
        if kind is not None:
            yield kind, *word.span()


def _in_chain(text: str, chain: re.Match[str]) -> Iterator[tuple[PersonalKind, int, int]]:
    """Yield the numbers of one chain of groups; none overlaps another."""
    groups = [
        (chain.start() + each.start(), chain.start() + each.end())
        for each in re.finditer(r"[0-9]+", chain.group())
    ]
    first = 0
    while first < len(groups):
        best = max(_from_group(text, groups, first), default=None, key=_weight)
        if best is None:
            first += 1
            continue
        yield best
        first = next((n for n, (start, _) in enumerate(groups) if start >= best[2]), len(groups))


def _weight(found: tuple[PersonalKind, int, int]) -> tuple[int, int]:
    """Say which of two readings counts: the one that is surer, then the longer."""
    kind, _, end = found
    return _SURE.get(kind, 1), end


def _from_group(
    text: str, groups: list[tuple[int, int]], first: int
) -> Iterator[tuple[PersonalKind, int, int]]:
    """Yield what the groups from the first on, joined, may be."""
    digits = ""
    for last in range(first, len(groups)):
        digits += text[slice(*groups[last])]
        if len(digits) > _LONGEST:
            return
        if len(digits) < _LEAST:
            continue
        start, end = groups[first][0], groups[last][1]
        kind = _kind(text, digits, groups[first : last + 1])
        tail = _TAIL.match(text, end) if len(digits) == _ID_BODY else None
        if tail and _is_id(f"{digits}X"):
            yield PersonalKind.ID_NO, start, tail.end()
        elif kind is not None:
            yield kind, start, end


def _kind(text: str, digits: str, groups: list[tuple[int, int]]) -> PersonalKind | None:
    """Return what the digits are, in the way they are split and with what stands around them."""
    kind = _by_digits(digits)
    if kind is None or kind is PersonalKind.ID_NO:
        return kind
    start, end = groups[0][0], groups[-1][1]
    if not _split_as_people_do(text, digits, groups) or _counts_something(text, start, end):
        return None
    if kind is PersonalKind.PHONE:
        return kind
    coded = _is_letter(text[end : end + 1])
    if kind is PersonalKind.OLD_ID_NO:
        return None if coded else kind
    coded = coded or _is_letter(text[max(0, start - 1) : start])
    split = [text[first:last] for first, last in groups]
    return kind if _is_card_as_split(digits, split, coded=coded) else None


def _by_digits(digits: str) -> PersonalKind | None:
    """Return what the digits alone may be."""
    if _is_id(digits):
        return PersonalKind.ID_NO
    if _is_old_id(digits):
        return PersonalKind.OLD_ID_NO
    if _MOBILE.fullmatch(digits):
        return PersonalKind.PHONE
    return PersonalKind.BANK_CARD if _is_bank_card(digits) else None


def _split_as_people_do(text: str, digits: str, groups: list[tuple[int, int]]) -> bool:
    """In one piece or two, in groups of three and more and a rest, or in single digits and pairs.

    Never over the end of a line; and two groups with a point between them are a decimal number.
    """
    whole = text[groups[0][0] : groups[-1][1]]
    if len(groups) == 1:
        return True
    if any(mark in whole for mark in "\t\r\n") or _NETWORK.fullmatch(whole):
        return False
    if len(groups) == 2 and "." in whole:
        return False
    sizes = [end - start for start, end in groups]
    if digits[:2] == "86" and sizes[0] == 2:
        sizes = sizes[1:]
    return len(sizes) <= 2 or min(sizes[:-1]) >= 3 or max(sizes) <= 2


def _counts_something(text: str, start: int, end: int) -> bool:
    """Money, a quantity, or the number of a document: 〔2019〕12800005678号, 第…号."""
    before = text[max(0, start - 12) : start]
    if _MONEY_BEFORE.search(before) or _MONEY_AFTER.match(text, end) or _CENTS.match(text, end):
        return True
    return text[end : end + 1] == "号" and _DOCUMENT.search(before) is not None


def _is_id(number: str) -> bool:
    return len(number) == 18 and "18" <= number[6:8] <= "20" and is_resident_id(number, on=_EVER)


_EVER = date(2099, 12, 31)


def _is_old_id(digits: str) -> bool:
    """15 digits: a province, the birth date of somebody born in the 1900s, a number of that day."""
    known = len(digits) == 15 and _PROVINCE.match(digits) and digits[12:] != "000"
    return bool(known) and _is_date(f"19{digits[6:12]}")


def _is_bank_card(digits: str) -> bool:
    """16 to 19 digits with a right check digit (Luhn); no date, no credit code."""
    if not 16 <= len(digits) <= _LONGEST or digits[0] == "0" or not _checks(digits):
        return False
    dated = _YEAR.match(digits) and _is_date(digits[:8])
    return not dated and not _is_credit_code(digits)


def _is_card_as_split(digits: str, groups: list[str], *, coded: bool) -> bool:
    """No row of years, no code of letters and digits; in groups only as issuers number cards."""
    if all(_YEAR.fullmatch(group) for group in groups) or (coded and digits[:2] != "62"):
        return False
    return len(groups) == 1 or _ISSUER.match(digits) is not None


def _is_letter(char: str) -> bool:
    """Say whether a neighbour makes it part of a code of letters and digits."""
    return char.isascii() and char.isalpha()


def _is_credit_code(digits: str) -> bool:
    return _REGISTRY.match(digits) is not None and is_credit_code(digits)


def _is_date(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True


def _is_minor(number: str, on: date) -> bool:
    """Say whether the holder of an 18-character number is not yet eighteen on that day."""
    born = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    return f"{on.year - _ADULT:04d}-{on.month:02d}-{on.day:02d}" < born


def _checks(number: str) -> bool:
    """Say whether the last digit is the check digit of a bank card (Luhn)."""
    digits = [int(digit) for digit in reversed(number)]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + doubled) % 10 == 0
