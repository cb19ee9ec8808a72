"""The same read on stock nameko, as its manual shows it: `@rpc`, ten workers, typed JSON."""

import eventlet

eventlet.monkey_patch()

from nameko.containers import ServiceContainer  # noqa: E402
from nameko.rpc import rpc  # noqa: E402

from services.centers import queries, schemas, store  # noqa: E402
from shared.chassis.house import open_house  # noqa: E402
from shared.chassis.schema import current_actor, current_unit, load  # noqa: E402
from shared.chassis.settings import load_or_exit  # noqa: E402
from shared.chassis.tokens import Verifier  # noqa: E402
from shared.chassis.unit_of_work import Request, SqlUnitOfWork  # noqa: E402

assert store.mapper
settings = load_or_exit()
HOUSE = open_house("centers", settings)
VERIFIER = Verifier(settings.token_public_key.read_bytes())
SHOWN, KEY = schemas.Case(), schemas.CaseKey()


class Stock:
    """One method: the query, the schema and the check of the token that everybody has."""

    name = "stock"

    @rpc
    def show_case(self, token, case_id):
        actor = VERIFIER.actor(token)
        command = load(KEY, {"case_id": case_id})
        with SqlUnitOfWork(HOUSE, Request(act="show_case", actor=actor), reading=True) as uow:
            current_actor.set(actor)
            current_unit.set(uow)
            return SHOWN.dump(queries.case(uow, **command))


if __name__ == "__main__":
    container = ServiceContainer(Stock, config={"AMQP_URI": settings.amqp_uri})
    container.start()
    container.wait()
