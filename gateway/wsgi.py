"""What gunicorn runs: `gunicorn -c gateway/gunicorn.conf.py gateway.wsgi:application`."""

from gateway.app import create_app
from gateway.portal import with_assets
from gateway.process import bus, contracts, door, settings

application = with_assets(
    create_app(contracts, bus=bus, door=door, settings=settings), settings.portals
)
