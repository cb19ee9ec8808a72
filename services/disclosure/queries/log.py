"""What anybody may read of the transparency log: heads, entries, proofs, the key."""

from typing import Any

from services.disclosure import store
from services.disclosure.model import ConsistencyProof, InclusionProof, Leaf, LogHead
from shared.chassis import notes
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel import merkle
from shared.kernel.errors import Invalid, NotFound

MOST = 500
"""Entries or heads in one answer."""


def log_head(uow: UnitOfWork, *, size: int | None) -> LogHead:
    """Return the newest head, or the one that was signed at a size."""
    if size is None:
        return _newest(uow)
    found = store.head_of(uow.session, size)
    if found is None:
        raise NotFound("disclosure.no_such_head", "日志在该长度没有签署过树头。", size=size)
    return found


def log_heads(uow: UnitOfWork, *, first: int) -> dict[str, Any]:
    """Return signed heads of at least `first` entries, smallest first."""
    return {"items": store.heads(uow.session, first, MOST)}


def log_entries(uow: UnitOfWork, *, first: int, last: int | None) -> dict[str, Any]:
    """Return entries from `first` to before `last`, at most what one answer holds."""
    size = _newest(uow).size
    end = min(size, first + MOST, size if last is None else last)
    return {"size": size, "items": store.leaves(uow.session, first, end)}


def inclusion_proof(
    uow: UnitOfWork,
    *,
    size: int | None,
    leaf_hash: str | None,
    record_id: str | None,
    edition: int | None,
) -> InclusionProof:
    """Prove that an entry stands in the log at a size; at the newest when none is said."""
    if (leaf_hash is None) == (record_id is None or edition is None):
        raise Invalid(
            "disclosure.prove_what", "请给出 leaf_hash，或 record_id 和 edition，二者取其一。"
        )
    reached = _newest(uow).size
    leaf = store.leaf_by(
        uow.session,
        leaf_hash=None if leaf_hash is None else bytes.fromhex(leaf_hash),
        record_id=record_id,
        edition=edition,
    )
    if leaf is None:
        raise NotFound("disclosure.not_logged", "日志中没有该条目，或尚未编入，请稍后再试。")
    wanted = reached if size is None else size
    _within(leaf, wanted, reached)
    spans = merkle.inclusion(leaf.index, wanted)
    return InclusionProof(leaf, wanted, _path(uow, spans), store.head_of(uow.session, wanted))


def consistency_proof(uow: UnitOfWork, *, first: int, last: int | None) -> ConsistencyProof:
    """Prove that the log at a size begins with the log at a smaller one."""
    reached = _newest(uow).size
    new = reached if last is None else last
    if not 0 < first <= new <= reached:
        raise Invalid(
            "disclosure.no_such_size", f"请给出 0 < from ≤ to ≤ {reached}（日志现有长度）。"
        )
    return ConsistencyProof(first, new, _path(uow, merkle.consistency(first, new)))


def log_key(uow: UnitOfWork) -> dict[str, str]:
    """Return the public key with which heads are verified."""
    signer = notes.signer()
    return {
        "origin": signer.name,
        "key_id": signer.key_id.hex(),
        "verifier_key": signer.verifier_key,
    }


def _newest(uow: UnitOfWork) -> LogHead:
    head = store.newest_head(uow.session)
    if head is None:
        raise NotFound("disclosure.log_empty", "日志还没有条目。")
    return head


def _within(leaf: Leaf, size: int, reached: int) -> None:
    if not leaf.index < size <= reached:
        raise Invalid(
            "disclosure.no_such_size",
            f"该条目的序号为 {leaf.index}，size 须大于它且不超过日志现有长度 {reached}。",
        )


def _path(uow: UnitOfWork, spans: list[merkle.Span]) -> tuple[bytes, ...]:
    return tuple(merkle.path(spans, store.hashes(uow.session, merkle.wanted(spans))))
