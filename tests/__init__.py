"""Tests, by speed and by what they prove; each folder's conftest says its law."""
