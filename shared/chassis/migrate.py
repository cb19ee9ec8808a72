"""Bring a service's database to the newest schema, as its owner; give the app role what it needs.

The app role may not change or remove audit lines, nor rows of a table whose comment says
"append-only": the owner's password is not in the process that serves.
"""

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import make_url

from shared.chassis import crypto
from shared.chassis.settings import ROOT, Settings

APPEND_ONLY = ("audit", "audit_links")
_SAID_SO = text(
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    " AND obj_description(oid, 'pg_class') = 'append-only'"
)


def migrate(service: str, settings: Settings) -> str:
    """Upgrade both branches and grant; return the heads that are now in force."""
    crypto.use(crypto.KeyRing.from_file(settings.data_keys))  # a migration may move personal data
    app_role = make_url(settings.service_database_url).username
    engine = create_engine(settings.migration_database_url)
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(hashtext('jiedao:migrate'))"))
        connection.commit()
        script = config(service, connection)
        command.upgrade(script, "heads")
        _grant(connection, str(app_role))
        connection.commit()
    engine.dispose()
    return ", ".join(sorted(heads(service)))


def heads(service: str) -> tuple[str, ...]:
    """Return the newest revisions that exist in the code."""
    return tuple(ScriptDirectory.from_config(config(service, None)).get_heads())


def config(service: str, connection: Connection | None) -> Config:
    """Return alembic's configuration for one service."""
    script = Config()
    script.set_main_option("script_location", str(ROOT / "infra" / "alembic"))
    folders = (ROOT / "shared/chassis/migrations", ROOT / "services" / service / "migrations")
    script.set_main_option("version_locations", ";".join(str(folder) for folder in folders))
    script.set_main_option("version_path_separator", ";")
    script.set_main_option("path_separator", ";")
    script.attributes["connection"] = connection
    return script


def _grant(connection: Connection, role: str) -> None:
    quoted = connection.dialect.identifier_preparer.quote(role)
    connection.execute(text(f"GRANT USAGE ON SCHEMA public TO {quoted}"))
    connection.execute(
        text(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quoted}")
    )
    connection.execute(text(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quoted}"))
    for table in (*APPEND_ONLY, *connection.execute(_SAID_SO).scalars()):
        connection.execute(text(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {quoted}"))
