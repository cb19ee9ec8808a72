"""Law of this folder: entries are made from events as they stand on the wire."""
