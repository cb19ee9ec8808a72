"""The fee for excessive requests (信息处理费, 国办函〔2020〕109号): progressive, by one method."""

from services.disclosure.model.request_parts import Method
from shared.kernel.money import Fen
from shared.kernel.rulepacks import RulePack


def fee(method: Method, count: int, pack: RulePack) -> Fen:
    """Return what one request costs: as the `count`-th of its month, or for `count` pages."""
    if method is Method.PAGES:
        return pages_total(count, pack)
    return items_total(count, pack) - items_total(count - 1, pack)


def items_total(count: int, pack: RulePack) -> Fen:
    """Return what the first `count` requests of one applicant in one month cost together."""
    return sum(_price(number, pack) for number in range(1, count + 1))


def pages_total(count: int, pack: RulePack) -> Fen:
    """Return what `count` pages of one request cost: each step's pages at that step's price."""
    total, done = 0, 0
    for step in pack.raw("pages.steps"):
        through = count if step["through"] is None else min(count, step["through"])
        total += max(0, through - done) * step["fen"]
        done = max(done, through)
    return total


def _price(number: int, pack: RulePack) -> Fen:
    """Return the price of the `number`-th request: after the flat part it rises block by block."""
    if number <= pack.integer("items.free"):
        return 0
    price, flat = pack.integer("items.fen"), pack.integer("items.flat_through")
    blocks = -(-max(0, number - flat) // pack.integer("items.block"))
    return price + blocks * pack.integer("items.block_fen")
