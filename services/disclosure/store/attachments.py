"""The table of files: apart from the records, which are read often."""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, Table, Text

from services.disclosure.model import StoredFile
from services.disclosure.store.base import mapper, metadata
from shared.chassis.crypto import EncryptedBytes

files = Table(
    "files",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("sealed", EncryptedBytes("files.sealed")),
    Column("content", LargeBinary),
    Column("apart", Boolean, nullable=False),
    Index("ix_files_record", "record_id", "id"),
)

mapper.map_imperatively(StoredFile, files, version_id_col=files.c.version)
