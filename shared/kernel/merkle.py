"""Merkle trees over SHA-256 as RFC 9162 §2.1 has them: roots, proofs, and what to read for them.

A tree is kept as the hashes of its full subtrees: `Node(level, number)` stands for 2**level leaves
from number * 2**level on. Every root and every step of a proof is the hash of a span of leaves;
`cover` says of which nodes a span is made, `fold` joins their hashes. So nothing takes more than a
few reads, however long the log is.
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

EMPTY = sha256(b"").digest()
"""The root of a tree without leaves."""

Span = tuple[int, int]
"""Leaves from the first to before the second."""


class Node(NamedTuple):
    """A full subtree: 2**level leaves, the number-th of its level."""

    level: int
    number: int


class Tree:
    """A tree seen at its right edge: grows leaf by leaf, and names the full subtrees it makes."""

    def __init__(self, size: int = 0, edge: Iterable[bytes] = ()) -> None:
        """Go on from `size` leaves; `edge` are the hashes of `cover(0, size)`."""
        self.size = size
        self._edge = list(edge)
        if len(self._edge) != size.bit_count():
            raise ValueError(f"{len(self._edge)} hashes are not the edge of {size} leaves")

    def append(self, leaf: bytes) -> list[tuple[Node, bytes]]:
        """Add the hash of a leaf; return the full subtrees that this completed, leaf first."""
        node, hashed = Node(0, self.size), leaf
        made = [(node, hashed)]
        while node.number & 1:
            node, hashed = Node(node.level + 1, node.number >> 1), join(self._edge.pop(), hashed)
            made.append((node, hashed))
        self._edge.append(hashed)
        self.size += 1
        return made

    @property
    def root(self) -> bytes:
        """Return the hash of the whole."""
        return fold(self._edge) if self._edge else EMPTY


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of an entry (RFC 9162 §2.1.1)."""
    return sha256(b"\x00" + data).digest()


def join(left: bytes, right: bytes) -> bytes:
    """Return the hash of two neighbouring subtrees."""
    return sha256(b"\x01" + left + right).digest()


def cover(first: int, last: int) -> list[Node]:
    """Return the largest full subtrees that make up a span, from left to right."""
    nodes = []
    while first < last:
        level = (last - first).bit_length() - 1
        if first:
            level = min(level, (first & -first).bit_length() - 1)
        nodes.append(Node(level, first >> level))
        first += 1 << level
    return nodes


def fold(hashes: Sequence[bytes]) -> bytes:
    """Join the hashes of a cover into the hash of its span."""
    *rest, whole = hashes
    for left in reversed(rest):
        whole = join(left, whole)
    return whole


def inclusion(index: int, size: int) -> list[Span]:
    """Return the spans whose hashes prove leaf `index` in a tree of `size` (§2.1.3.1)."""
    first, last, spans = 0, size, []
    while last - first > 1:
        middle = first + _split(last - first)
        if index < middle:
            spans.append((middle, last))
            last = middle
        else:
            spans.append((first, middle))
            first = middle
    return spans[::-1]


def consistency(old: int, new: int) -> list[Span]:
    """Return the spans whose hashes prove that `new` leaves begin with `old` ones (§2.1.4.1)."""
    first, last, spans = 0, new, []
    while old != last:
        middle = first + _split(last - first)
        if old <= middle:
            spans.append((middle, last))
            last = middle
        else:
            spans.append((first, middle))
            first = middle
    if first:
        spans.append((first, last))
    return spans[::-1]


def wanted(spans: Iterable[Span]) -> list[Node]:
    """Return every node that must be read for these spans."""
    return [node for span in spans for node in cover(*span)]


def path(spans: Iterable[Span], hashes: Mapping[Node, bytes]) -> list[bytes]:
    """Return the proof: the hash of each span."""
    return [fold([hashes[node] for node in cover(*span)]) for span in spans]


def _split(size: int) -> int:
    """Return the largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1
