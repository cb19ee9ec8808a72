"""What gunicorn runs: `gunicorn -c gateway/gunicorn.conf.py gateway.wsgi:application`."""

from gateway.app import create_app
from gateway.process import bus, contracts, door, settings

application = create_app(contracts, bus=bus, door=door, settings=settings)
