"""Law of this folder: no broker, no database, no network, no sleeping; all in under ten seconds."""
