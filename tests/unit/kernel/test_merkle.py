"""Merkle trees: the reference vectors of Certificate Transparency, and every proof of every size.

What the kernel proves is verified by the stand-alone verifier, which shares no line with it.
"""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as some

from infra.verifier import jiedao_verify as verifier
from shared.kernel import merkle
from shared.kernel.merkle import EMPTY, Node, Tree, cover, fold, leaf_hash

LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657",
          "606162636465666768696a6b6c6d6e6f"]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""Roots of the first 0 to 8 leaves, as the reference implementation has them."""

MOST = 40


@cache
def grown() -> tuple[dict[Node, bytes], list[bytes]]:
    """Return every full subtree of a tree of 300 leaves, and the root at every size."""
    tree, nodes = Tree(), {}
    roots = [tree.root]
    for number in range(300):
        nodes |= dict(tree.append(leaf_hash(str(number).encode())))
        roots.append(tree.root)
    return nodes, roots


def path(spans: list[merkle.Span]) -> list[bytes]:
    return merkle.path(spans, grown()[0])


def includes(index: int, size: int, steps: list[bytes]) -> bool:
    leaf = leaf_hash(str(index).encode())
    return verifier.is_included(leaf, index, size, steps, grown()[1][size])


def agrees(old: int, new: int, steps: list[bytes]) -> bool:
    roots = grown()[1]
    return verifier.is_consistent(old, roots[old], new, roots[new], steps)


@pytest.mark.rule("LOG-02")
def test_the_roots_are_those_of_the_reference():
    tree, other = Tree(), verifier.Tree()
    assert tree.root == EMPTY
    for leaf, root in zip(LEAVES, ROOTS[1:], strict=True):
        tree.append(leaf_hash(bytes.fromhex(leaf)))
        other.append(verifier.leaf_hash(bytes.fromhex(leaf)))
        assert tree.root.hex() == other.root.hex() == root
    assert EMPTY.hex() == ROOTS[0]


@pytest.mark.rule("LOG-02")
def test_a_proof_of_the_reference_is_the_same():
    tree, nodes = Tree(), {}
    for leaf in LEAVES:
        nodes |= dict(tree.append(leaf_hash(bytes.fromhex(leaf))))
    assert [step.hex() for step in merkle.path(merkle.inclusion(0, 8), nodes)] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]


@pytest.mark.rule("LOG-02")
def test_every_leaf_is_proved_at_every_size():
    for size in range(1, MOST):
        for index in range(size):
            assert includes(index, size, path(merkle.inclusion(index, size)))


@pytest.mark.rule("LOG-02")
def test_every_size_is_proved_to_begin_every_larger_one():
    for new in range(1, MOST):
        for old in range(1, new + 1):
            assert agrees(old, new, path(merkle.consistency(old, new)))


@pytest.mark.rule("LOG-02")
@given(some.integers(1, 300).flatmap(lambda n: some.tuples(some.integers(0, n - 1), some.just(n))),
       some.data())  # fmt: skip
def test_no_other_proof_holds(place: tuple[int, int], data: some.DataObject):
    index, size = place
    steps = path(merkle.inclusion(index, size))
    assert includes(index, size, steps)
    longer, other = [*steps, leaf_hash(b"")], data.draw(some.integers(0, size - 1))
    assert not includes(index, size, longer)
    if steps:
        assert not includes(index, size, steps[:-1])
        assert not includes(index, size, [*steps[:-1], leaf_hash(b"")])
    if other != index:
        leaf = leaf_hash(str(index).encode())
        assert not verifier.is_included(leaf, other, size, steps, grown()[1][size])
    old = index + 1
    between = path(merkle.consistency(old, size))
    assert agrees(old, size, between)
    assert not agrees(old, size, [*between, leaf_hash(b"")])
    roots = grown()[1]
    assert not verifier.is_consistent(old, leaf_hash(b""), size, roots[size], between)


@given(some.integers(0, 300), some.integers(0, 300))
def test_a_cover_is_made_of_full_subtrees_from_left_to_right(one: int, other: int):
    first, last = sorted((one, other))
    at = first
    for level, number in cover(first, last):
        assert number << level == at
        at += 1 << level
    assert at == last


def test_a_tree_goes_on_from_its_edge():
    nodes, roots = grown()
    tree = Tree(200, [nodes[node] for node in cover(0, 200)])
    assert tree.root == roots[200]
    tree.append(leaf_hash(b"200"))
    assert tree.root == roots[201]
    with pytest.raises(ValueError, match="edge"):
        Tree(3, [EMPTY])


def test_a_proof_in_a_million_asks_for_a_few_nodes():
    for size in (10**6, 2**20 - 1):
        assert len(merkle.wanted(merkle.inclusion(size // 3, size))) <= 40
        assert len(merkle.wanted(merkle.consistency(size // 3, size))) <= 60


def test_fold_joins_from_the_right():
    one, two, three = (leaf_hash(each) for each in (b"1", b"2", b"3"))
    assert fold([one, two, three]) == merkle.join(one, merkle.join(two, three))
