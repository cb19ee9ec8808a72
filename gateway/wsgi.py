"""What gunicorn runs: `gunicorn -c gateway/gunicorn.conf.py gateway.wsgi:application`."""

from gateway.app import create_app
from gateway.auth import Door, Exchange
from gateway.routes import read_contracts
from gateway.settings import load_or_exit
from shared.chassis import logs
from shared.chassis.client import Client
from shared.chassis.tokens import Verifier

settings = load_or_exit()
logs.configure("gateway", settings.log_level)
bus = Client(settings.amqp_uri)
exchange = Exchange(bus, issuer=settings.oidc_issuer) if settings.oidc_issuer else None
application = create_app(
    read_contracts(settings.contracts),
    bus=bus,
    door=Door(Verifier(settings.token_public_key.read_bytes()), exchange=exchange),
    settings=settings,
)
