"""The engine: psycopg2 (green under eventlet); reading uses the same pool without BEGIN.

psycopg 3's binary build freezes every greenlet, so a URL that does not name psycopg2 is refused.
"""

from collections.abc import Callable
from typing import Any

import orjson
from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from shared.kernel.errors import Invalid


def dumps(value: Any) -> str:
    """Write JSON for a JSONB column; dates become RFC 3339 text."""
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()


class Database:
    """One service's database: `write()` opens a transaction, `read()` runs without one.

    Reading without BEGIN saves two round trips of each read.
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
        self.engine: Engine = create_engine(
            url,
            pool_size=pool_size,
            max_overflow=10,
            pool_timeout=5,
            pool_pre_ping=False,
            json_serializer=dumps,
            json_deserializer=orjson.loads,
            connect_args={"connect_timeout": 5, "application_name": "jiedao"},
        )
        self._reading: Engine = self.engine.execution_options(isolation_level="AUTOCOMMIT")

    def write(self) -> Session:
        """Return a session whose work is one transaction."""
        return Session(self.engine, expire_on_commit=False)

    def read(self) -> Session:
        """Return a session in which every SELECT stands alone; writing in it is a mistake."""
        return Session(self._reading, expire_on_commit=False, autoflush=False)

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


SessionFactory = Callable[[], Session]
