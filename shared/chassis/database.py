"""The engine: psycopg2 (green under eventlet); reading uses the same pool without BEGIN.

psycopg 3's binary build freezes every greenlet, so a URL that does not name psycopg2 is refused.
"""

from collections.abc import Callable
from typing import Any

import orjson
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from shared.kernel.errors import Invalid

MOST_CONNECTIONS = 20
LOCAL_TIME = "-c timezone=<+08>-08"
"""What comes back from a column stands in the zone of `kernel.clock.TZ`, as what was put in did: a
day or an hour taken from it is that of the town. The sign is POSIX's."""


def dumps(value: Any) -> str:
    """Write JSON for a JSONB column; dates become RFC 3339 text."""
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()


class Database:
    """One service's database: `write()` opens a transaction, `read()` runs without one.

    Reading without BEGIN saves two round trips of each read; its connections are apart, because
    changing one back and forth would cost a round trip each time. Of either kind at most 20 are
    open: beyond that acts only wait inside the database instead of before it. They stay open:
    connections that come and go cost more than waiting.
    """

    def __init__(self, url: str, *, pool_size: int = 20) -> None:
        """Prepare pools; nothing connects before first use. Raises Invalid for a wrong driver."""
        if make_url(url).drivername != "postgresql+psycopg2":
            raise Invalid(
                "settings.database_driver",
                "数据库地址必须以 postgresql+psycopg2:// 开头。",
                driver=make_url(url).drivername,
            )
        self.url = url
        self.engine: Engine = _engine(url, pool_size)
        self._reading: Engine = _engine(
            url, pool_size, isolation_level="AUTOCOMMIT", pool_reset_on_return=None
        )

    def write(self) -> Session:
        """Return a session whose work is one transaction."""
        return Session(self.engine, expire_on_commit=False)

    def read(self) -> Session:
        """Return a session in which every SELECT stands alone; writing in it is a mistake."""
        return Session(self._reading, expire_on_commit=False, autoflush=False)

    def line(self) -> Connection:
        """Return a bare connection on which every statement stands alone."""
        return self._reading.connect()

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()
        self._reading.dispose()


def _engine(url: str, pool_size: int, **options: Any) -> Engine:
    return create_engine(
        url,
        pool_size=min(pool_size, MOST_CONNECTIONS),
        max_overflow=max(MOST_CONNECTIONS // 2 - pool_size, 0),
        pool_timeout=5,
        pool_pre_ping=False,
        hide_parameters=True,  # values are people's: they belong in no error text
        json_serializer=dumps,
        json_deserializer=orjson.loads,
        connect_args={
            "connect_timeout": 5,
            "application_name": "jiedao",
            "options": LOCAL_TIME,
        },
        **options,
    )


SessionFactory = Callable[[], Session]
