"""What the house is measured against: the same two operations in one process, without a bus.

Flask, SQLAlchemy and marshmallow under gunicorn's threads, as a small team would write them, and
tuned like the house: same query, same transaction mode (a read stands alone, without BEGIN), same
checks (token, permission, input), same rows, same schemas, same bytes in the answer. It pays for
neither metrics nor traces nor headers of safety, so every doubt counts against the house.

    gunicorn -k gthread -w 2 --threads 16 "tests.bench.monolith:create_app()"
"""

from typing import Any

import flask
import orjson
from sqlalchemy import select

from services.centers import handlers, schemas, store, workflow
from services.centers.model import Case
from shared.chassis.database import Database
from shared.chassis.execution import _fingerprint
from shared.chassis.house import House, open_house
from shared.chassis.schema import current_actor, current_unit, load
from shared.chassis.settings import load_or_exit
from shared.chassis.tokens import Verifier
from shared.chassis.unit_of_work import Request, SqlUnitOfWork
from shared.kernel.actor import Actor, ActorKind
from shared.kernel.errors import Forbidden, JiedaoError, NotFound

SHOWN, KEY, SUBMIT = schemas.Case(), schemas.CaseKey(), schemas.SubmitCase()


def create_app() -> flask.Flask:
    """Build the application from the settings of centers."""
    settings = load_or_exit()
    database = Database(settings.service_database_url, pool_size=20)
    house = open_house("centers", settings, database=database)
    verifier = Verifier(settings.token_public_key.read_bytes())
    app = flask.Flask(__name__)

    @app.get("/cases/<case_id>")
    def show_case(case_id: str) -> flask.Response:
        actor = _admit(verifier, workflow.READ)
        command = load(KEY, {"case_id": case_id})
        with SqlUnitOfWork(house, Request(act="show_case", actor=actor), reading=True) as uow:
            query = select(Case).where(store.cases.c.id == command["case_id"], _visible(actor))
            found = uow.session.scalars(query).one_or_none()
            if found is None:
                raise NotFound("centers.not_found", "没有找到该办件，或您无权查看。")
            return _answer(_shown(found, uow, actor), version=found.version)

    @app.post("/cases")
    def submit_case() -> flask.Response:
        actor = _admit(verifier, workflow.SUBMIT)
        body = orjson.loads(flask.request.get_data())
        command = load(SUBMIT, body)
        return _submit(house, actor, body, command, flask.request.headers["Idempotency-Key"])

    @app.errorhandler(JiedaoError)
    def refuse(refusal: JiedaoError) -> tuple[dict[str, Any], int]:
        return {"code": refusal.code, "detail": refusal.message}, refusal.status

    return app


def _submit(
    house: House, actor: Actor, body: dict[str, Any], command: dict[str, Any], key: str
) -> flask.Response:
    """Write case, timer, outbox, audit line and the answer to a repeat in one transaction."""
    request = Request(
        act="centers.submit_case", actor=actor, idempotency_key=key, fingerprint=_fingerprint(body)
    )
    with SqlUnitOfWork(house, request) as uow:
        first = uow.remembered()
        if first is not None:
            return _answer(first["body"], version=first["version"], status=201)
        case = handlers.submit(uow, **command)
        uow.flush()
        shown = _shown(case, uow, actor)
        uow.commit({"status": 201, "body": shown, "version": case.version})
        return _answer(shown, version=case.version, status=201)


def _admit(verifier: Verifier, permission: str) -> Actor:
    actor = verifier.actor(flask.request.headers["Authorization"].removeprefix("Bearer "))
    if not actor.may(permission):
        raise Forbidden("auth.not_permitted", "您没有此项权限。")
    return actor


def _visible(actor: Actor) -> Any:
    table = store.cases.c
    if actor.kind is ActorKind.RESIDENT:
        return (table.applicant_account == actor.id) | (table.agent_id == actor.id)
    return table.scopes.contains([actor.scope])


def _shown(case: Case, uow: SqlUnitOfWork, actor: Actor) -> Any:
    whose, unit = current_actor.set(actor), current_unit.set(uow)
    try:
        return SHOWN.dump(case)
    finally:
        current_actor.reset(whose)
        current_unit.reset(unit)


def _answer(shown: Any, *, version: int, status: int = 200) -> flask.Response:
    answer = flask.Response(orjson.dumps(shown), status=status, mimetype="application/json")
    answer.headers["ETag"] = f'"{version}"'
    return answer
