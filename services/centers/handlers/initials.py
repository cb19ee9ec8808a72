"""The initials of a Chinese name, in every reading that it may have."""

from itertools import product

from pypinyin import Style, pinyin

MOST = 8


def readings(name: str) -> tuple[str, ...]:
    """Return the initials of a name in capitals, at most eight readings: 单小莉 → DXL, SXL, ….

    Latin letters stand for themselves; what stands in brackets is no name.
    """
    plain = name.partition("（")[0].partition("(")[0]
    letters = "".join(char for char in plain if char.isalpha())
    if not letters:
        return ()
    spoken = pinyin(letters, style=Style.FIRST_LETTER, heteronym=True)
    first = [sorted({each.upper() for each in word}) for word in spoken]
    found = ("".join(way) for way in product(*first))
    return tuple(way for way, _ in zip(found, range(MOST), strict=False))
