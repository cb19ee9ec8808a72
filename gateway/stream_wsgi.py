"""What gunicorn runs to stream changes: one worker, a thread for each stream.

gunicorn -c gateway/stream.conf.py gateway.stream_wsgi:application
"""

from gateway.app import create_desk
from gateway.feeds import Feed
from gateway.process import bus, contracts, door, settings
from gateway.stream import create_stream_app, watched

feed = Feed(watched(contracts))
feed.follow(settings.amqp_uri)
application = create_stream_app(
    contracts,
    desk=create_desk(bus, door, settings),
    feed=feed,
    most=settings.stream_limit,
    seconds=settings.stream_seconds,
)
