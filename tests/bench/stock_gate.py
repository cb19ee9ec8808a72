"""Flask before stock nameko: one cluster proxy for each thread, kept open (a pool)."""

import threading
from typing import Any

import flask
import orjson
from nameko.standalone.rpc import ClusterRpcProxy

from shared.chassis.settings import load_or_exit

settings = load_or_exit()
app = flask.Flask(__name__)
_thread = threading.local()


def _proxy() -> Any:
    if not hasattr(_thread, "proxy"):
        _thread.proxy = ClusterRpcProxy({"AMQP_URI": settings.amqp_uri}, timeout=20).start()
    return _thread.proxy


@app.get("/cases/<case_id>")
def show_case(case_id: str) -> flask.Response:
    token = flask.request.headers["Authorization"].removeprefix("Bearer ")
    shown = _proxy().stock.show_case(token, case_id)
    answer = flask.Response(orjson.dumps(shown), mimetype="application/json")
    answer.headers["ETag"] = f'"{shown["version"]}"'
    return answer
