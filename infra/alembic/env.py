"""Runs the migrations of one service: two branches, the chassis' and its own, in one database."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, transaction_per_migration=True)
with context.begin_transaction():
    context.run_migrations()
