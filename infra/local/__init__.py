"""Brings up everything on one machine without Docker: broker, database, every process.

Runs on the system's Python with the standard library only, because it makes the environment that
everything else runs in.
"""
