"""The transparency log: what anybody can check of what was published and of every audit day."""

from services.disclosure import handlers, queries, schemas
from shared.chassis.service import operation, subscribe, timer
from shared.kernel.actor import PUBLIC

_SEAL = ("seal_id", "service", "day", "first", "last", "root", "link")


class Log:
    """The transparency log."""

    @operation("GET /log/head", permission=PUBLIC, takes=schemas.HeadKey, gives=schemas.LogHead)
    def read_log_head(self, uow, **command):
        """查看公开日志的签名树头。

        The newest, or the one that was signed at `size`; 404 while the log is empty.
        """
        return queries.log_head(uow, **command)

    @operation("GET /log/heads", permission=PUBLIC, takes=schemas.ListHeads, gives=schemas.LogHeads)
    def list_log_heads(self, uow, **command):
        """查询公开日志历次签名树头。

        Ask again from the last size + 1 until none comes.
        """
        return queries.log_heads(uow, **command)

    @operation(
        "GET /log/entries", permission=PUBLIC, takes=schemas.ListEntries, gives=schemas.LogEntries
    )
    def list_log_entries(self, uow, **command):
        """查询公开日志条目。

        Ask again from the last index + 1 until all have come.
        """
        return queries.log_entries(uow, **command)

    @operation(
        "GET /log/proofs/inclusion", permission=PUBLIC, takes=schemas.ProveInclusion,
        gives=schemas.InclusionProof,
    )  # fmt: skip
    def prove_inclusion(self, uow, **command):
        """取得条目在册证明。"""
        return queries.inclusion_proof(uow, **command)

    @operation(
        "GET /log/proofs/consistency", permission=PUBLIC, takes=schemas.ProveConsistency,
        gives=schemas.ConsistencyProof,
    )  # fmt: skip
    def prove_consistency(self, uow, **command):
        """取得日志只增不改的证明。"""
        return queries.consistency_proof(uow, **command)

    @operation("GET /log/key", permission=PUBLIC, gives=schemas.LogKey)
    def read_log_key(self, uow):
        """查看公开日志的公钥。"""
        return queries.log_key(uow)

    @timer("log_sequence")
    def sequence_log(self, uow, **reminder):
        """将待编入的条目编入公开日志，签署新树头。"""
        return handlers.sequence(uow, **reminder)

    @subscribe("identity.audit.sealed", fields=_SEAL)
    def seal_identity(self, uow, **fact):
        """统一身份的当日审计封存，根编入公开日志。"""
        return handlers.log_seal(uow, **fact)

    @subscribe("delegation.audit.sealed", fields=_SEAL)
    def seal_delegation(self, uow, **fact):
        """事项下沉的当日审计封存，根编入公开日志。"""
        return handlers.log_seal(uow, **fact)

    @subscribe("centers.audit.sealed", fields=_SEAL)
    def seal_centers(self, uow, **fact):
        """便民服务的当日审计封存，根编入公开日志。"""
        return handlers.log_seal(uow, **fact)

    @subscribe("disclosure.audit.sealed", fields=_SEAL)
    def seal_disclosure(self, uow, **fact):
        """公开监管的当日审计封存，根编入公开日志。"""
        return handlers.log_seal(uow, **fact)

    @subscribe("oversight.audit.sealed", fields=_SEAL)
    def seal_oversight(self, uow, **fact):
        """综合指挥的当日审计封存，根编入公开日志。"""
        return handlers.log_seal(uow, **fact)

    @subscribe("party.audit.sealed", fields=_SEAL)
    def seal_party(self, uow, **fact):
        """党群组织的当日审计封存，根编入公开日志。"""
        return handlers.log_seal(uow, **fact)

    @subscribe("incubation.audit.sealed", fields=_SEAL)
    def seal_incubation(self, uow, **fact):
        """社会组织孵化的当日审计封存，根编入公开日志。"""
        return handlers.log_seal(uow, **fact)
