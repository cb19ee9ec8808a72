"""Texts with and without numbers of persons. All persons and papers are made up.

Part is written by hand after the shapes that village boards, purchase results and notices have;
part is generated from the documented patterns (GB 11643, GB 32100, Luhn, the numbering plan).
"""

import random
import uuid
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from shared.kernel.personal import PersonalKind as Kind

FULL = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
DIGITS = "0123456789"
USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def luhn(body: str) -> str:
    """Return the body with its check digit."""
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return f"{body}{-total % 10}"


def id_no(dice: random.Random) -> str:
    born = date(1930, 1, 1) + timedelta(days=dice.randrange(33_000))
    place = dice.choice(["510115", "510123", "110101", "440524", "650102", "820000", "320583"])
    body = f"{place}{born:%Y%m%d}{dice.randrange(1, 1000):03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def old_id_no(dice: random.Random) -> str:
    born = date(1925, 1, 1) + timedelta(days=dice.randrange(27_000))
    place = dice.choice(["510123", "110101", "330106", "654001"])
    return f"{place}{born:%y%m%d}{dice.randrange(1, 1000):03d}"


def phone(dice: random.Random) -> str:
    return f"1{dice.choice('3456789')}{dice.randrange(10**9):09d}"


def card(dice: random.Random) -> str:
    issuer = dice.choice(["622202", "621700", "623668", "436742", "955880", "601382", "103000"])
    size = dice.choice([16, 17, 18, 19])
    return luhn(issuer + "".join(dice.choice(DIGITS) for _ in range(size - 7)))


def credit_code(dice: random.Random) -> str:
    kind = dice.choice(["11", "12", "51", "52", "54", "91", "93"])
    alphabet = dice.choice([USCC, DIGITS])
    body = f"{kind}510115" + "".join(dice.choice(alphabet) for _ in range(9))
    total = sum(USCC.index(symbol) * pow(3, place, 31) for place, symbol in enumerate(body))
    return body + USCC[(31 - total % 31) % 31]


def split(number: str, sizes: tuple[int, ...], mark: str) -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return mark.join([*parts, number[at:]] if at < len(number) else parts)


NUMBERS: dict[Kind, Callable[[random.Random], str]] = {
    Kind.ID_NO: id_no, Kind.OLD_ID_NO: old_id_no, Kind.PHONE: phone, Kind.BANK_CARD: card,
}  # fmt: skip
SIZES = {
    Kind.ID_NO: [(6, 8), (6, 4, 4), (3, 3, 4, 4)], Kind.OLD_ID_NO: [(6, 6), (6,)],
    Kind.PHONE: [(3, 4), (3, 8), (7,), (3, 3)], Kind.BANK_CARD: [(4, 4, 4, 4), (6,), (4, 4, 4)],
}  # fmt: skip
FRAMES = [
    "{}", "证件：{}", "张某某（{}）", "王某{}已签收", "号码:{}。", "1. 李某 {}", "tel{}", "“{}”",
    "名单一、赵某，{}，和平社区", "，{}，", "【{}】", "联系{}个人微信", "备注/{}/无", "①{}",
]  # fmt: skip


def positives() -> Iterator[tuple[str, Kind]]:
    """Yield texts that hold exactly one number of a person, with its kind."""
    dice = random.Random(510115)
    for kind, make in NUMBERS.items():
        for frame in FRAMES:
            if not (kind is Kind.BANK_CARD and frame == "tel{}"):
                yield frame.format(make(dice)), kind
        for frame in FRAMES[:6]:
            yield frame.format(make(dice).translate(FULL)), kind
        for sizes in SIZES[kind]:
            for mark in (" ", "-", "　", "－", "—", " - ", "\u200b", "\u00ad", "\ufeff", "\u00a0"):
                yield f"某某 {split(make(dice), sizes, mark)}", kind
        for _ in range(10):
            yield "\u200b".join(make(dice)), kind
            yield " ".join(make(dice)), kind
    yield from BY_HAND


BY_HAND: list[tuple[str, Kind]] = [
    ("低保对象王某，身份证号510115199003070014，保障金额600元", Kind.ID_NO),
    ("身份证：11010519491231002x", Kind.ID_NO),
    ("身份证 11010519491231002×", Kind.ID_NO),
    ("身份证 11010519491231002Х", Kind.ID_NO),
    ("身份证 1101051949 1231002 X", Kind.ID_NO),
    ("440524188001010014，持证人", Kind.ID_NO),
    ("身份证换行 510115\n19900307\n0014", Kind.ID_NO),
    ("sfz510115199003070014.", Kind.ID_NO),
    ("5101 1519 9003 0700 14", Kind.ID_NO),
    ("510115.19900307.0014", Kind.ID_NO),
    ("〖510115199003070014〗", Kind.ID_NO),
    ("编号510115199003070014号", Kind.ID_NO),
    ("٥١٠١١٥١٩٩٠٠٣٠٧٠٠١٤", Kind.ID_NO),
    ("原证号510123900307001，已换发", Kind.OLD_ID_NO),
    ("510123 900307 001", Kind.OLD_ID_NO),
    ("如有异议请致电13800005678（陈某）", Kind.PHONE),
    ("手机+8613800005678", Kind.PHONE),
    ("+86 138 0000 5678", Kind.PHONE),
    ("+86-138-0000-5678", Kind.PHONE),
    ("008613800005678", Kind.PHONE),
    ("8613800005678", Kind.PHONE),
    ("013800005678", Kind.PHONE),
    ("(138)0000-5678", Kind.PHONE),
    ("（138）00005678", Kind.PHONE),
    ("138.0000.5678", Kind.PHONE),
    ("138·0000·5678", Kind.PHONE),
    ("138‑0000‑5678", Kind.PHONE),
    ("138–0000–5678", Kind.PHONE),
    ("138 00 00 56 78".replace("138", "13 8"), Kind.PHONE),
    ("微信wx13800005678", Kind.PHONE),
    ("13800005678分机8001", Kind.PHONE),
    ("13800005678@example.cn", Kind.PHONE),
    ("https://example.cn/u/13800005678", Kind.PHONE),
    ("手机13800005678号", Kind.PHONE),
    ("2026-01-04 13800005678", Kind.PHONE),
    ("2026年1月4日13800005678来电", Kind.PHONE),
    ("028-82720000转13800005678", Kind.PHONE),
    ("𝟏𝟑𝟖𝟎𝟎𝟎𝟎𝟓𝟔𝟕𝟖", Kind.PHONE),
    ("电话一三八〇〇〇〇五六七八", Kind.PHONE),
    ("幺三八零零零零五六七八", Kind.PHONE),
    ("身份证五一〇一一五一九九〇〇三〇七〇〇一四", Kind.ID_NO),
    ("19912345678", Kind.PHONE),
    ("16612345678", Kind.PHONE),
    ("农行卡6228480402564890018", Kind.BANK_CARD),
    ("6222021234567890128", Kind.BANK_CARD),
    ("ICBC6222021234567890128", Kind.BANK_CARD),
    ("卡号 6222 0212 3456 7890 128", Kind.BANK_CARD),
    ("卡号6222-0212-3456-7890-128", Kind.BANK_CARD),
    ("开户行工行温江支行，账号6222021234567890128，户名王某", Kind.BANK_CARD),
    ("4000000000000002", Kind.BANK_CARD),
]


SHAPES = [
    "温府发〔2026〕##号", "川府函〔2019〕###########号", "BJ2026{month}{day}######",
    "统一社会信用代码 {code}", "{code}", "电话028-82######", "028 8#######、82720000",
    "(028)82######-80##", "20##-{month}-{day}", "1##########元", "¥1##########.##",
    "1#,###,###,###.00", "合计：15######### 元", "5101150##0##", "2026-510115-##-04-######",
    "（2026）川0115民初1###号", "发票号码 2651################", "2026{month}{day}#########",
    "510115********####", "13#****####", "19#****####", "****####", "{sha}", "{uuid}", "川A#####",
    "ISBN 978-7-####-####-#", "建筑面积 ####.#########", "2019 202# 202# 2026",
    "共 1##################### 分", "经度103.#########", "1#栋2单元3##", "价款：15#########.##",
    "2026年{month}月{day}日受理##件", "{day}日至{day}日，共####户、#####人",
]  # fmt: skip
"""Patterns of what is no person: # is any digit."""


def negatives() -> Iterator[str]:
    """Yield texts without any number of a person."""
    dice = random.Random(2026)
    yield from HARMLESS
    for shape in SHAPES * 8:
        filled = "".join(dice.choice(DIGITS) if char == "#" else char for char in shape)
        yield filled.format(
            month=f"{dice.randrange(1, 13):02d}",
            day=f"{dice.randrange(1, 29):02d}",
            code=credit_code(dice),
            sha=f"{dice.getrandbits(256):064x}",
            uuid=str(uuid.UUID(int=dice.getrandbits(128), version=4)),
        )


HARMLESS = [
    "", "无", "510115199003070015", "510115201002290015", "510115991307001", "51011519900307001",
    "510115********0014", "138****5678", "文号 川府函〔2019〕12800005678号", "第13800005678号",
    "温府发〔2026〕12号", "6222021234567890123", "510123901307001", "510123900307000",
    "共 1234567890123456789012 分", "13800005678元", "13800005678.00", "金额13800005678元",
    "人民币15000000000", "GDP 15,000,000,000 元", "15000000000 万元", "13800005678 平方米",
    "12345678901234.56元", "11800005678", "12345", "12345678901", "028-82720000",
    "（028）82720000", "028-82720000 82720001", "400-800-8820", "95588", "12345热线",
    "91110000600037341L", "51510115MJ12345613", "52510115MJ6543216G", "54510115ME000001X7",
    "N2510115MF1234567T", "BJ20260104000123", "BJ20260211138000", "W20260211001",
    "2026-01-04", "2026年1月4日9时30分", "20260104", "20260104093045", "2026-01-04 09:30:45.123456",
    "2026-01-04至2026-01-30", "1990-03-07 120", "1990-03-07 100 元", "510115001001", "510115-GK",
    "510115/510115001/510115001001", "3.1415926535897932", "103.836541234567", "30.69",
    "192.168.100.12", "10.0.0.1:8080", "13 45 678 9012", "15-2-301", "13-2-1501 88.50",
    "1380000", "0000 0000 0000", "000000000000000000", "0000000000000000", "5%", "1/3",
    "2019 2020 2021 2022", "2023 2024 2025 2026", "0512345678901234",
    "1234567890123456789012345678901234567890", "成都市温江区柳城街道示例路1号", "邮编 611130",
    "《行政许可法》第四十二条", "受理9件，准予6件，不予2件", "3 家单位、15 000 户、200 000 人",
    "一三八〇〇〇〇", "二〇二六年一月四日", "一二三四五六七八九〇一",
    "①②③④⑤⑥⑦⑧⑨⑩⑪", "第1页/共20页", "版本 1.3.8.0.0.0.5.6.7",
    "单价1,380.00元，数量5,678", "88.50平方米", "川A12345", "kWh 13800005678千瓦时",
]  # fmt: skip
