"""What every process of the gateway begins with: settings, contracts, the bus, the door."""

from gateway.auth import Door, Exchange
from gateway.routes import read_contracts
from gateway.settings import load_or_exit
from shared.chassis import logs
from shared.chassis.client import Client
from shared.chassis.tokens import Verifier

settings = load_or_exit()
logs.configure("gateway", settings.log_level)
contracts = read_contracts(settings.contracts)
bus = Client(settings.amqp_uri)
door = Door(
    Verifier(settings.token_public_key.read_bytes()),
    exchange=Exchange(bus, issuer=settings.oidc_issuer) if settings.oidc_issuer else None,
)
