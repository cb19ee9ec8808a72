"""The application: routes from the contracts, documents, health. Built once, changed never."""

from typing import Any

import falcon

from gateway import errors, pages, portal
from gateway.asyncapi import asyncapi
from gateway.auth import Door
from gateway.health import Healthz, Metrics, Readyz
from gateway.limits import Limiter
from gateway.observe import Observer
from gateway.openapi import openapi
from gateway.routes import App, Desk, mount, routes
from gateway.rpc import Bus
from gateway.settings import Settings
from gateway.stream import Turn, changes_of
from shared import RELEASE


def create_desk(bus: Bus, door: Door, settings: Settings) -> Desk:
    """Return what every request passes."""
    return Desk(
        bus=bus,
        door=door,
        limiter=Limiter(usual=settings.rate_limit, strict=settings.strict_rate_limit),
        body_limit=settings.body_limit,
        timeout=settings.rpc_timeout,
        trusted_proxies=settings.trusted_proxies,
    )


def create_app(
    contracts: dict[str, dict[str, Any]], *, bus: Bus, door: Door, settings: Settings
) -> App:
    """Return the WSGI application that offers every operation of `contracts`.

    Raises ValueError when two operations want one address under different field names.
    """
    app: App = falcon.App(middleware=[Observer()])
    app.req_options.strip_url_path_trailing_slash = False
    errors.install(app)
    found = [route for contract in contracts.values() for route in routes(contract)]
    mount(app, desk=create_desk(bus, door, settings), found=found)
    if settings.stream_port:
        for route in found:
            if route.watched:
                app.add_route(changes_of(route), Turn(settings.stream_port))
    described = openapi(contracts, release=RELEASE)
    shown = portal.page(settings.portals, help_phone=settings.help_phone)
    if shown is not None:
        app.add_sink(portal.anywhere(shown), "/")
    for address, page in {
        "/": shown or pages.index(),
        "/api/docs": pages.docs(described),
        "/api/openapi.json": pages.json_document(described),
        "/api/asyncapi.json": pages.json_document(asyncapi(contracts, release=RELEASE)),
        "/healthz": Healthz(),
        "/readyz": Readyz(bus, contracts),
        "/metrics": Metrics(),
    }.items():
        app.add_route(address, page)
    return app
